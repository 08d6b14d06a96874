/// Laws fitted to durations by likelihood.
#ifndef FIT_LAWS_H
#define FIT_LAWS_H

#include "fit/histogram.h"

/// Logarithm of the density, and distribution function, at x > 0.
double law_log_density(const fit_law *l, double x);
double law_below(const fit_law *l, double x);

/// Two exponential laws, or two lognormal ones, by expectation and maximisation (Dempster, Laird, Rubin
/// 1977).
void mixture_fit(fit_law *l, const fit_points *p, const fit_moments *m);

/// Fits all laws that the data are enough for.
void laws_fit(fit_laws *out, const fit_histogram *h);

/// The mean of a law, from its parts.
double law_mean_of(const fit_law *l);

#endif
