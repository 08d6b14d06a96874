#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/text.h"
#include "scenario/compile.h"
#include "scenario/recorded.h"

#define SECONDS_PER_HOUR 3600.0

/// A caller is addressed by its slice and its place in it: 32 bits each, with room for a busy day.
#define SLICES_MAX        1000000000
#define SLICE_CALLS_MAX   1e8
#define RATE_PER_HOUR_MAX 1e9

/// Slices of each day or each week, from its begin.
static bool cycle_compile(const compiler *c, const place *at, const number_list *list, series_span span,
                          arrival_rates *out) {
    civil_time start = c->scenario->layout.start;
    sim_time count = (sim_time)list->count, cycle = span == SPAN_WEEK ? 7 * SIM_DAY : SIM_DAY;
    const char *name = span == SPAN_WEEK ? "week" : "day";
    SIM_ASSERT(count > 0);
    if (cycle % count)
        return place_error(c->reporter, at,
                           "has %zu values, which do not divide the %s into whole microseconds", list->count,
                           name);
    out->slice = cycle / count;
    if (SIM_DAY % out->slice && out->slice % SIM_DAY)
        return place_error(c->reporter, at, "has %zu values; must have a multiple of 7, or 1", list->count);
    out->phase = civil_time_of_day(start) + (span == SPAN_WEEK ? civil_weekday(start) * SIM_DAY : 0);
    out->periodic = true;
    return true;
}

/// A constant rate, or one for each slice of the duration; the last slice may be a microsecond short each.
static void duration_compile(const compiler *c, const number_list *list, arrival_rates *out) {
    const layout *l = &c->scenario->layout;
    sim_time count = (sim_time)list->count;
    SIM_ASSERT(count > 0);
    out->periodic = list->single;
    out->slice = list->single ? l->interval : (l->duration + count - 1) / count;
}

static bool per_hour_compile(const compiler *c, const place *at, const series *from, arrival_rates *out) {
    place here = place_of(at, "per_hour");
    for (uint32_t i = 0; i < out->count; i++)
        out->per_second[i] = from->list.values[i] / SECONDS_PER_HOUR;
    if (from->span != SPAN_DURATION)
        return cycle_compile(c, &here, &from->list, from->span, out);
    duration_compile(c, &from->list, out);
    return true;
}

/// Weights of slices of the day or the week, scaled to `volume` calls in it.
static bool profile_compile(const compiler *c, const place *at, const arrivals_document *from,
                            arrival_rates *out) {
    place here = place_of(at, "profile");
    const number_list *weights = &from->profile.list;
    double sum = 0;
    for (size_t i = 0; i < weights->count; i++)
        sum += weights->values[i];
    if (isnan(from->volume))
        return place_error(c->reporter, at, "'volume' is missing (calls a day, spread by 'profile')");
    if (sum <= 0)
        return place_error(c->reporter, &here, "has weights that sum to 0; must be more");
    series_span span = from->profile.span == SPAN_WEEK ? SPAN_WEEK : SPAN_DAY;
    if (!cycle_compile(c, &here, weights, span, out))
        return false;
    for (uint32_t i = 0; i < out->count; i++)
        out->per_second[i] = from->volume * (weights->values[i] / sum) / sim_time_to_s(out->slice);
    return true;
}

/// The largest factor that the calendar puts on a rate.
static double factor_most(const arrival_rates *rates) {
    double weekday = 0, special = 1;
    for (size_t i = 0; i < WEEKDAYS; i++)
        weekday = fmax(weekday, rates->weekdays[i]);
    for (uint32_t i = 0; i < rates->special_count; i++)
        special = fmax(special, rates->specials[i].factor);
    return weekday * special;
}

/// The largest rate before factors: also of the profiles of special days.
static double rate_most(const arrival_rates *rates) {
    double most = 0, share = 0, calls = 0;
    for (uint32_t i = 0; i < rates->count; i++)
        most = fmax(most, rates->per_second[i]);
    for (size_t i = 0; i < WEEKDAYS; i++)
        calls = fmax(calls, rates->day_calls[i]);
    for (uint32_t i = 0; i < rates->special_count; i++)
        for (sim_time k = 0; rates->specials[i].shares && k < SIM_DAY / rates->slice; k++)
            share = fmax(share, rates->specials[i].shares[k]);
    return fmax(most, calls * share / sim_time_to_s(rates->slice));
}

static bool slices_check(const compiler *c, const place *at, const arrival_rates *rates) {
    const layout *l = &c->scenario->layout;
    if ((l->warmup + l->duration) / rates->slice > SLICES_MAX)
        return place_error(c->reporter, at,
                           "has slices of %g s, more than %d in the duration; make them longer",
                           sim_time_to_s(rates->slice), SLICES_MAX);
    return true;
}

static bool rates_check(const compiler *c, const place *at, const arrival_rates *rates) {
    double most = rate_most(rates) * factor_most(rates);
    if (!(most * SECONDS_PER_HOUR <= RATE_PER_HOUR_MAX))
        return place_error(c->reporter, at, "has a rate of %g calls per hour; at most %g",
                           most * SECONDS_PER_HOUR, RATE_PER_HOUR_MAX);
    if (!(most * sim_time_to_s(rates->slice) <= SLICE_CALLS_MAX))
        return place_error(c->reporter, at,
                           "brings %g calls in a slice of %g s; at most %g (give more slices, or a "
                           "shorter 'interval')",
                           most * sim_time_to_s(rates->slice), sim_time_to_s(rates->slice), SLICE_CALLS_MAX);
    return slices_check(c, at, rates);
}

/// What the keys given say together, before their values count.
static bool keys_check(const compiler *c, const place *at, const arrivals_document *from) {
    bool profile = from->profile.list.count > 0, per_hour = from->per_hour.list.count > 0;
    bool busy = from->busyness_cv > 0 || from->interval_cv > 0;
    bool modelled = from->call_model >= 0;
    if (modelled ? per_hour || !isnan(from->volume) : profile == per_hour)
        return place_error(c->reporter, at,
                           "must have one of 'per_hour', 'profile' (with 'volume'), 'call_model' and 'file'");
    if (!modelled && !isnan(from->share))
        return place_error(c->reporter, at, "has a 'share' without a 'call_model'");
    if (!profile && !isnan(from->volume))
        return place_error(c->reporter, at, "has a 'volume' without a 'profile'");
    if (from->calls == CALLS_FIXED && busy)
        return place_error(c->reporter, at,
                           "has a fixed number of calls; '%s' would change it: leave one of them out",
                           from->busyness_cv > 0 ? "busyness_cv" : "interval_cv");
    if (from->busyness_correlation > 0 && !busy)
        return place_error(c->reporter, at,
                           "has a 'busyness_correlation' without a 'busyness_cv' or an 'interval_cv'");
    if (from->interval_correlation > 0 && !(from->interval_cv > 0))
        return place_error(c->reporter, at, "has an 'interval_correlation' without an 'interval_cv'");
    return true;
}

/// Each day begins afresh, so that a slice needs a neighbour in its day; and whoever begins within a day
/// looks through all its slices before.
static bool neighbours_check(const compiler *c, const place *at, const arrivals_document *from,
                             const arrival_rates *rates) {
    place here = place_of(at, "interval_correlation");
    if (from->interval_correlation <= 0)
        return true;
    if (rates->slice >= SIM_DAY)
        return place_error(c->reporter, &here, "has no meaning with slices of a day or longer");
    return rates->slice >= SIM_SECOND ||
           place_error(c->reporter, &here, "needs slices of 1 s or longer; they are of %g s",
                       sim_time_to_s(rates->slice));
}

static bool rates_compile(compiler *c, const place *at, const arrivals_document *from, arrival_rates *out) {
    const series *given = from->profile.list.count > 0 ? &from->profile : &from->per_hour;
    out->kind = from->calls == CALLS_FIXED ? ARRIVALS_FIXED : ARRIVALS_POISSON;
    out->count = (uint32_t)given->list.count;
    out->per_second = memory_new(out->count, sizeof(double));
    bool good = given == &from->profile ? profile_compile(c, at, from, out)
                                        : per_hour_compile(c, at, &from->per_hour, out);
    return good && days_compile(c, at, from, out) && neighbours_check(c, at, from, out) &&
           rates_check(c, at, out);
}

bool arrivals_compile(compiler *c, const place *at, const arrivals_document *from, arrival_rates *out) {
    if (from->file.path)
        return recorded_compile(c, at, from, out) && slices_check(c, at, out);
    if (!keys_check(c, at, from))
        return false;
    if (from->call_model < 0)
        return rates_compile(c, at, from, out);
    arrivals_document modelled;
    double *values = NULL;
    bool good = modelled_arrivals(c, at, from, &modelled, &values) && rates_compile(c, at, &modelled, out);
    free(values);
    return good;
}

void arrivals_release(arrival_rates *rates) {
    for (uint32_t i = 0; i < rates->special_count; i++) {
        free(rates->specials[i].shares);
        free(rates->specials[i].rest);
    }
    free(rates->specials);
    free(rates->per_second);
    free(rates->rest);
    recorded_release(rates->recorded);
}
