#include "run/results.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/text.h"
#include "run/wait_pool.h"
#include "stats/estimate.h"
#include "stats/percentile.h"

/// Relative size of what is left of two equal numbers that were computed in different ways.
#define ROUNDING (64 * DBL_EPSILON)

/// Is the target judged in this scheme: because it applies there, or because the decision requires it?
static bool is_judged(const scenario_file *f, size_t target_index, size_t scheme) {
    const decision *d = scenario_decision(f);
    for (size_t i = 0; i < d->require_count; i++) {
        if (d->require[i] == target_index)
            return true;
    }
    return scenario_target(f, target_index)->schemes[scheme];
}

uint32_t results_window(const results *r, size_t scheme, sim_span span) {
    for (uint32_t i = 0; i < r->scopes[scheme].window_count; i++) {
        if (r->windows[scheme][i].from == span.from && r->windows[scheme][i].to == span.to)
            return i;
    }
    return UINT32_MAX;
}

/// What targets look at after events, each span once. A part of the batches cannot be looked at.
static void windows_find(results *r, size_t scheme) {
    size_t count = r->batches == 1 ? scenario_target_count(r->file) : 0;
    r->windows[scheme] = memory_new(count, sizeof **r->windows);
    for (size_t i = 0; i < count; i++) {
        const target *t = scenario_target(r->file, i);
        if (!t->windows || !is_judged(r->file, i, r->schemes[scheme]))
            continue;
        sim_span span = t->windows[r->schemes[scheme]];
        if (span.from < span.to && results_window(r, scheme, span) == UINT32_MAX)
            r->windows[scheme][r->scopes[scheme].window_count++] = span;
    }
}

void results_make_room(results *r, uint32_t replications) {
    size_t units = (size_t)replications * r->batches;
    r->catalog = metric_catalog_create(scenario_layout(scenario_scheme(r->file, 0)));
    r->scopes = memory_new(r->scheme_count, sizeof *r->scopes);
    r->windows = memory_new(r->scheme_count, sizeof(sim_span *));
    r->sums = memory_new(r->scheme_count, sizeof(metric_sums *));
    r->waits = memory_new(r->scheme_count, sizeof(wait_pool *));
    for (size_t i = 0; i < r->scheme_count; i++) {
        r->scopes[i] = metric_scopes_of(results_layout(r, i));
        windows_find(r, i);
        r->sums[i] = memory_new(units, metric_scopes_count(&r->scopes[i]) * sizeof **r->sums);
        r->waits[i] = wait_pool_create(metric_waits_count(&r->scopes[i]));
    }
}

void results_free(results *r) {
    for (size_t i = 0; i < r->scheme_count && r->sums; i++) {
        free(r->windows[i]);
        free(r->sums[i]);
        wait_pool_destroy(r->waits[i]);
    }
    free(r->scopes);
    free(r->windows);
    free(r->sums);
    free(r->waits);
    metric_catalog_destroy(r->catalog);
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

size_t results_units(const results *r) {
    return (size_t)r->replications * r->batches;
}

const char *results_unit_name(const results *r) {
    return r->batches > 1 ? "batches" : "replications";
}

const metric *results_metric(const results *r, const char *name) {
    return metric_catalog_find(r->catalog, name);
}

size_t results_parts(const results *r, bool with_percentiles) {
    return with_percentiles ? wait_pool_groups(r->waits[0]) : results_units(r);
}

/// Sums above and below the line, by part; parts are units that follow each other.
static void fill_parts(const results *r, size_t scheme, size_t scope, const metric *m, size_t parts,
                       double *numerators, double *denominators) {
    size_t units = results_units(r), stride = metric_scopes_count(&r->scopes[scheme]);
    size_t per_part = parts == units ? 1 : wait_pool_group_size(r->waits[scheme]);
    SIM_REQUIRE(scope < stride);
    for (size_t unit = 0; unit < units; unit++) {
        const metric_sums *sums = &r->sums[scheme][unit * stride + scope];
        SIM_ASSERT(unit / per_part < parts);
        numerators[unit / per_part] += metric_numerator(m, sums);
        denominators[unit / per_part] += metric_denominator(m, sums);
    }
}

static ratio_estimate ratio_by_parts(const results *r, size_t scheme, size_t scope, const metric *m,
                                     double confidence, size_t parts, double *influence) {
    double *numerators = memory_new(parts, 2 * sizeof *numerators), *denominators = numerators + parts;
    fill_parts(r, scheme, scope, m, parts, numerators, denominators);
    ratio_estimate e = estimate_ratio(numerators, denominators, parts, confidence, influence);
    free(numerators);
    return e;
}

/// Standard deviation of the units' own values.
static double sd_of_units(const results *r, size_t scheme, size_t scope, const metric *m) {
    size_t units = results_units(r), stride = metric_scopes_count(&r->scopes[scheme]), defined = 0;
    double *values = memory_new(units, 2 * sizeof *values), *ones = values + units;
    for (size_t unit = 0; unit < units; unit++) {
        double value = metric_value(m, &r->sums[scheme][unit * stride + scope]);
        values[defined] = value;
        ones[defined] = 1;
        defined += isnan(value) ? 0 : 1;
    }
    double sd = defined ? estimate_ratio(values, ones, defined, 0.95, NULL).sd : (double)NAN;
    free(values);
    return sd;
}

/// Without histograms: undefined.
static percentile_result no_percentile(size_t parts, double *influence) {
    for (size_t i = 0; influence && i < parts; i++)
        influence[i] = (double)NAN;
    return (percentile_result){(double)NAN, (double)NAN};
}

static percentile_result percentile_by_parts(const results *r, size_t scheme, size_t scope, percentile which,
                                             double confidence, size_t parts, double *influence) {
    size_t index = metric_waits_index(&r->scopes[scheme], scope);
    SIM_REQUIRE(parts == wait_pool_groups(r->waits[scheme]));
    if (index == SIZE_MAX)
        return no_percentile(parts, influence);
    const wait_histogram **waits = memory_new(parts, sizeof(wait_histogram *));
    for (size_t i = 0; i < parts; i++)
        waits[i] = wait_pool_at(r->waits[scheme], i, index);
    percentile_result e = percentile_estimate(waits, parts, percentile_share(which), confidence, influence);
    free(waits);
    return e;
}

estimate results_influence(const results *r, size_t scheme, size_t scope, const metric *m, double confidence,
                           size_t parts, double *influence) {
    percentile which;
    SIM_REQUIRE(parts > 0);
    if (metric_is_percentile(m, &which)) {
        percentile_result e = percentile_by_parts(r, scheme, scope, which, confidence, parts, influence);
        return (estimate){
            .mean = e.value, .sd = sd_of_units(r, scheme, scope, m), .half_width = e.half_width};
    }
    ratio_estimate e = ratio_by_parts(r, scheme, scope, m, confidence, parts, influence);
    double sd = parts == results_units(r) ? e.sd : sd_of_units(r, scheme, scope, m);
    return (estimate){.mean = e.value, .sd = sd, .half_width = e.half_width};
}

estimate results_estimate(const results *r, size_t scheme, size_t scope, const metric *m, double confidence) {
    size_t parts = results_parts(r, metric_is_percentile(m, NULL));
    return results_influence(r, scheme, scope, m, confidence, parts, NULL);
}

wait_histogram results_waits(const results *r, size_t scheme, size_t scope) {
    size_t index = metric_waits_index(&r->scopes[scheme], scope);
    size_t groups = wait_pool_groups(r->waits[scheme]);
    wait_histogram all = {0};
    for (size_t i = 0; index != SIZE_MAX && i < groups; i++)
        waits_merge(&all, wait_pool_at(r->waits[scheme], i, index));
    return all;
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
    return results_difference_of(r, a, scope, b, scope, m, confidence);
}

difference results_difference_of(const results *r, size_t a, size_t scope_a, size_t b, size_t scope_b,
                                 const metric *m, double confidence) {
    size_t count = results_parts(r, metric_is_percentile(m, NULL));
    double *influence = memory_new(count, 2 * sizeof *influence);
    estimate of_a = results_influence(r, a, scope_a, m, confidence, count, influence);
    estimate of_b = results_influence(r, b, scope_b, m, confidence, count, influence + count);
    difference d = difference_of(of_a.mean, of_b.mean, influence, influence + count, count, confidence);
    free(influence);
    return d;
}
