/// Services that are longer at some hours of the day.
#ifndef FIT_BY_HOUR_H
#define FIT_BY_HOUR_H

#include <hotline/fit.h>

/// Bands of hours with a mean each: neighbours are made one while that costs less than what
/// a band takes to describe: ln(services) for its mean, as in Schwarz's criterion, and 2 ln(24) for its
/// bound, one of 24 (Rissanen's minimum description length, twice; Akaike's criterion is too cheap where
/// bounds are searched for). The cost is that of the likelihood of exponential services, twice, over the
/// squared cv of the class's services: the quasi-likelihood of gamma ones (McCullagh and Nelder 1989,
/// chapters 8 and 9). Uses the class's `hours` and the moments of its `service`.
fit_by_hour by_hour_fit(const fit_class *c);

#endif
