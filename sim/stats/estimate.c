#include "stats/estimate.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "base/check.h"
#include "base/text.h"

double student_quantile(double confidence, size_t freedom) {
    SIM_REQUIRE(confidence > 0 && confidence < 1);
    return freedom ? gsl_cdf_tdist_Qinv((1 - confidence) / 2, (double)freedom) : (double)NAN;
}

static double sum_of(const double *values, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return sum;
}

/// a - b, or 0 where only rounding is left: replications that agree have no variance at all.
static double residual(double a, double b) {
    return fabs(a - b) <= 8 * DBL_EPSILON * (fabs(a) + fabs(b)) ? 0 : a - b;
}

/// Standard deviation of the replications' own ratios, in two passes, without those that are 0/0.
static double sd_between(const double *numerators, const double *denominators, size_t count) {
    size_t defined = 0;
    double sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        if (denominators[i] != 0) {
            sum += numerators[i] / denominators[i];
            defined++;
        }
    }
    if (defined < 2)
        return (double)NAN;
    double mean = sum / (double)defined;
    for (size_t i = 0; i < count; i++) {
        double off = denominators[i] != 0 ? residual(numerators[i] / denominators[i], mean) : 0;
        squares += off * off;
    }
    return sqrt(squares / (double)(defined - 1));
}

double influence_variance(const double *influence, size_t count) {
    if (count < 2)
        return (double)NAN;
    double squares = 0;
    for (size_t i = 0; i < count; i++)
        squares += influence[i] * influence[i];
    return squares / (double)(count - 1);
}

double influence_half_width(const double *influence, size_t count, double confidence) {
    if (count < 2)
        return (double)NAN;
    return student_quantile(confidence, count - 1) *
           sqrt(influence_variance(influence, count) / (double)count);
}

ratio_estimate estimate_ratio(const double *numerators, const double *denominators, size_t count,
                              double confidence, double *influence) {
    SIM_REQUIRE(count > 0);
    double total = sum_of(denominators, count), mean = total / (double)count;
    double ratio = total != 0 ? sum_of(numerators, count) / total : (double)NAN;
    double *own = influence ? influence : memory_new(count, sizeof *own);
    for (size_t i = 0; i < count; i++)
        own[i] = residual(numerators[i], ratio * denominators[i]) / mean;
    ratio_estimate e = {
        .value = ratio,
        .sd = sd_between(numerators, denominators, count),
        .half_width = influence_half_width(own, count, confidence),
    };
    if (own != influence)
        free(own);
    return e;
}
