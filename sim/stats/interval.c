#include "stats/interval.h"

#include <hotline/metrics.h>

#include "base/check.h"

static sim_time divide_up(sim_time a, sim_time b) {
    return a / b + (a % b != 0);
}

static sim_time shorter(sim_time a, sim_time b) {
    return a < b ? a : b;
}

static sim_time longer(sim_time a, sim_time b) {
    return a > b ? a : b;
}

/// Layouts may come from a damaged trace: whatever they hold, times stay where sums of two do not overflow.
static sim_time duration_of(const layout *l) {
    return shorter(longer(l->duration, 1), SIM_NEVER);
}

static sim_time period_of(const layout *l) {
    switch (l->folding) {
    case FOLD_DAY:
        return SIM_DAY;
    case FOLD_WEEK:
        return 7 * SIM_DAY;
    case FOLD_NONE:
    case FOLD_ABSOLUTE:
    case FOLDING_COUNT:
        break;
    }
    return duration_of(l);
}

static sim_time phase_of(const layout *l) {
    if (l->folding != FOLD_DAY && l->folding != FOLD_WEEK)
        return 0;
    sim_time phase = civil_time_of_day(l->start);
    if (l->folding == FOLD_WEEK)
        phase += civil_weekday(l->start) * SIM_DAY;
    return (phase % period_of(l) + period_of(l)) % period_of(l);
}

static bool is_folded(const layout *l) {
    return l->folding != FOLD_NONE && l->interval > 0;
}

/// Number of a bin counted through all periods since the one that holds `start`.
static sim_time bin_number(const intervals *g, sim_time time) {
    sim_time since = time + g->phase;
    return since / g->period * g->per_period + since % g->period / g->length;
}

intervals intervals_of(const layout *l) {
    intervals g = {.period = period_of(l), .phase = phase_of(l), .duration = duration_of(l)};
    g.length = is_folded(l) ? longer(l->interval, divide_up(g.period, INTERVALS_MAX)) : g.period;
    g.per_period = (uint32_t)divide_up(g.period, g.length);
    sim_time first = bin_number(&g, 0), touched = bin_number(&g, g.duration - 1) - first + 1;
    bool whole = touched >= g.per_period;
    g.first = whole ? 0 : (uint32_t)(first % g.per_period);
    g.count = whole ? g.per_period : (uint32_t)touched;
    return g;
}

interval_span intervals_at(const intervals *g, sim_time time) {
    time = shorter(longer(time, 0), g->duration - 1);
    sim_time within = (time + g->phase) % g->period, bin = within / g->length, begin = bin * g->length;
    sim_time end = shorter(begin + g->length, g->period);
    uint32_t index = ((uint32_t)bin + g->per_period - g->first) % g->per_period;
    SIM_ASSERT(index < g->count);
    return (interval_span){
        .from = longer(time - (within - begin), 0),
        .to = shorter(time + (end - within), g->duration),
        .index = index,
    };
}

metric_scopes metric_scopes_of(const layout *l) {
    return (metric_scopes){
        .class_count = l->class_count,
        .group_count = l->group_count,
        .site_count = l->site_count,
        .interval_count = is_folded(l) ? intervals_of(l).count : 0,
    };
}

/// All, classes, groups and sites.
static size_t scopes_of_whole(const metric_scopes *s) {
    return metric_scope_interval(s, 0);
}

size_t metric_scopes_count(const metric_scopes *s) {
    return metric_scope_interval(s, s->interval_count) + s->window_count * scopes_of_whole(s);
}

size_t metric_scope_class(const metric_scopes *s, uint32_t class_index) {
    SIM_REQUIRE(class_index <= s->class_count);
    return (size_t)1 + class_index;
}

size_t metric_scope_group(const metric_scopes *s, uint32_t group) {
    SIM_REQUIRE(group <= s->group_count);
    return metric_scope_class(s, s->class_count) + group;
}

size_t metric_scope_site(const metric_scopes *s, uint32_t site) {
    SIM_REQUIRE(site <= s->site_count);
    return metric_scope_group(s, s->group_count) + site;
}

/// All, classes and groups.
static size_t scopes_of_interval(const metric_scopes *s) {
    return (size_t)1 + s->class_count + s->group_count;
}

size_t metric_scope_interval(const metric_scopes *s, uint32_t interval) {
    SIM_REQUIRE(interval <= s->interval_count);
    return metric_scope_site(s, s->site_count) + interval * scopes_of_interval(s);
}

size_t metric_scope_interval_class(const metric_scopes *s, uint32_t interval, uint32_t class_index) {
    SIM_REQUIRE(class_index < s->class_count);
    return metric_scope_interval(s, interval) + 1 + class_index;
}

size_t metric_scope_interval_group(const metric_scopes *s, uint32_t interval, uint32_t group) {
    SIM_REQUIRE(group < s->group_count);
    return metric_scope_interval(s, interval) + 1 + s->class_count + group;
}

size_t metric_scope_window(const metric_scopes *s, uint32_t window, size_t scope) {
    SIM_REQUIRE(window < s->window_count && scope < scopes_of_whole(s));
    return metric_scope_interval(s, s->interval_count) + window * scopes_of_whole(s) + scope;
}

/// Histograms of intervals for all, and for classes.
static size_t interval_waits(const metric_scopes *s) {
    return s->interval_count <= WAIT_INTERVALS_MAX ? s->interval_count : 0;
}

static size_t interval_class_waits(const metric_scopes *s) {
    uint64_t count = (uint64_t)s->interval_count * s->class_count;
    return count <= WAIT_INTERVALS_MAX ? (size_t)count : 0;
}

size_t metric_waits_count(const metric_scopes *s) {
    return scopes_of_whole(s) + interval_waits(s) + interval_class_waits(s) +
           s->window_count * scopes_of_whole(s);
}

size_t metric_waits_index(const metric_scopes *s, size_t scope) {
    size_t whole = scopes_of_whole(s), windows = metric_scope_interval(s, s->interval_count);
    if (scope < whole)
        return scope;
    if (scope >= windows)
        return whole + interval_waits(s) + interval_class_waits(s) + (scope - windows);
    size_t interval = (scope - whole) / scopes_of_interval(s), of = (scope - whole) % scopes_of_interval(s);
    if (of == 0)
        return interval_waits(s) ? whole + interval : SIZE_MAX;
    if (of > s->class_count || !interval_class_waits(s))
        return SIZE_MAX;
    return whole + interval_waits(s) + interval * s->class_count + of - 1;
}

void metric_interval_bounds(const layout *l, uint32_t interval, sim_time *from, sim_time *to) {
    intervals g = intervals_of(l);
    SIM_REQUIRE(interval < g.count);
    sim_time begin = (sim_time)((g.first + interval) % g.per_period) * g.length;
    *from = begin;
    *to = shorter(begin + g.length, g.period);
}
