#include "forecast/calibration.h"

#include <gsl/gsl_cdf.h>

/// What an error one origin earlier counts less: methods that fit once need not fit now.
static const double memory = 0.7;
/// Fewer degrees of freedom would make intervals endless.
static const double freedom_min = 3;
/// From here on Student's law is the normal one to all digits that matter.
static const double freedom_normal = 1000;
/// Keeps deviations finite: who was that far off knows nothing.
static const double factor_max = 1e100;
/// Below it the search for Student's quantile does not always end (it does from 1e-40 on, for all degrees of
/// freedom).
static const double probability_min = 1e-30;

/// Squares of errors and of the deviations that were claimed, at one step.
typedef struct claim {
    double errors, claimed;
} claim;

static claim claim_at(const trials *t, size_t column, size_t origin, size_t step) {
    claim c = {0};
    double share = 1;
    for (size_t past = origin; past-- > t->first;) {
        double e = trial_error(t, column, past, step, origin);
        if (!isnan(e)) {
            double d = trials_at(t, column, past)->deviation[step - 1];
            c.errors += share * e * e;
            c.claimed += share * d * d;
        }
        share *= memory;
    }
    return c;
}

/// Number of origins, weighted as their errors are: (sum w)^2 / sum w^2.
static double error_count(const trials *t, size_t column, size_t origin) {
    double sum = 0, squares = 0, share = 1;
    for (size_t past = origin; past-- > t->first;) {
        if (!isnan(trial_error(t, column, past, 1, origin))) {
            sum += share;
            squares += share * share;
        }
        share *= memory;
    }
    return squares > 0 ? sum * sum / squares : 0;
}

double calibration_at(const trials *t, size_t column, size_t origin, double *factors) {
    double before = 1;
    for (size_t h = 1; h <= t->horizon; h++) {
        claim sum = {0}; // neighbouring steps help each other: there are few errors of each
        for (size_t k = h > 1 ? h - 1 : 1; k <= h + 1 && k <= t->horizon; k++) {
            claim c = claim_at(t, column, origin, k);
            sum.errors += c.errors;
            sum.claimed += c.claimed;
        }
        if (sum.claimed > 0)
            before = fmin(fmax(sqrt(sum.errors / sum.claimed), 1), factor_max);
        factors[h - 1] = before;
    }
    return error_count(t, column, origin);
}

double calibration_freedom(double errors, double fit_freedom) {
    return fmax(errors > 0 ? errors : fit_freedom, freedom_min);
}

double calibrated_quantile(double probability, double freedom) {
    double p = fmin(fmax(probability, probability_min), nextafter(1, 0));
    return freedom < freedom_normal ? gsl_cdf_tdist_Pinv(p, freedom) : gsl_cdf_ugaussian_Pinv(p);
}
