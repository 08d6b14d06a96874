#include "run/results.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/text.h"
#include "stats/estimate.h"

/// Relative size of what is left of two equal numbers that were computed in different ways.
#define ROUNDING (64 * DBL_EPSILON)

void results_free(results *r) {
    for (size_t i = 0; i < r->scheme_count && r->sums; i++)
        free(r->sums[i]);
    free(r->sums);
    free(r->schemes);
    *r = (results){0};
}

const layout *results_layout(const results *r, size_t scheme) {
    SIM_REQUIRE(scheme < r->scheme_count);
    return scenario_layout(scenario_scheme(r->file, r->schemes[scheme]));
}

const char *results_scheme_name(const results *r, size_t scheme) {
    return results_layout(r, scheme)->scheme;
}

const char *results_scheme_title(const results *r, size_t scheme) {
    const char *title = results_layout(r, scheme)->scheme_title;
    return title ? title : "";
}

estimate results_influence(const results *r, size_t scheme, size_t scope, const metric *m, double confidence,
                           double *influence) {
    metric_scopes scopes = metric_scopes_of(results_layout(r, scheme));
    size_t count = r->replications, stride = metric_scopes_count(&scopes);
    SIM_REQUIRE(scope < stride && count > 0);
    double *numerators = memory_new(count, 2 * sizeof *numerators), *denominators = numerators + count;
    for (size_t i = 0; i < count; i++) {
        const metric_sums *sums = &r->sums[scheme][i * stride + scope];
        numerators[i] = metric_numerator(m, sums);
        denominators[i] = metric_denominator(m, sums);
    }
    ratio_estimate e = estimate_ratio(numerators, denominators, count, confidence, influence);
    free(numerators);
    return (estimate){.mean = e.value, .sd = e.sd, .half_width = e.half_width};
}

estimate results_estimate(const results *r, size_t scheme, size_t scope, const metric *m, double confidence) {
    return results_influence(r, scheme, scope, m, confidence, NULL);
}

difference difference_of(double a, double b, const double *influence_a, const double *influence_b,
                         size_t count, double confidence) {
    double *paired = memory_new(count, sizeof *paired);
    for (size_t i = 0; i < count; i++) {
        double rounding = ROUNDING * (fabs(a) + fabs(b) + fabs(influence_a[i]) + fabs(influence_b[i]));
        double change = influence_a[i] - influence_b[i];
        paired[i] = fabs(change) <= rounding ? 0 : change;
    }
    double unpaired = influence_variance(influence_a, count) + influence_variance(influence_b, count);
    double variance = influence_variance(paired, count);
    difference d = {
        .mean = a - b,
        .half_width = influence_half_width(paired, count, confidence),
        .variance_ratio = unpaired > 0 ? variance / unpaired : (double)NAN,
    };
    free(paired);
    return d;
}

difference results_difference(const results *r, size_t a, size_t b, size_t scope, const metric *m,
                              double confidence) {
    size_t count = r->replications;
    double *influence = memory_new(count, 2 * sizeof *influence);
    estimate of_a = results_influence(r, a, scope, m, confidence, influence);
    estimate of_b = results_influence(r, b, scope, m, confidence, influence + count);
    difference d = difference_of(of_a.mean, of_b.mean, influence, influence + count, count, confidence);
    free(influence);
    return d;
}
