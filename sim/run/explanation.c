#include "run/explanation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/check.h"
#include "base/divide.h"
#include "base/text.h"
#include "run/results.h"
#include "run/time_label.h"
#include "stats/fold.h"

/// What is said of a factor; smaller changes are chance or noise.
#define CAUSE_LEAST 0.02

const char *factor_name(load_factor f) {
    switch (f) {
    case FACTOR_CALLERS:
        return "callers an hour";
    case FACTOR_REPEATS:
        return "attempts a caller";
    case FACTOR_ASKING:
        return "ask for an agent";
    case FACTOR_WORK:
        return "work a call";
    case FACTOR_AGENTS:
        return "agents logged in";
    case FACTOR_COUNT:
        break;
    }
    SIM_UNREACHABLE();
}

static double value_of(const metric_sums *sums, const char *name) {
    const metric *m = metric_find(name);
    SIM_REQUIRE(m);
    return metric_value(m, sums);
}

/// The sums of an interval over all replications.
static metric_sums interval_sums(const results *r, uint32_t interval) {
    metric_scopes scopes = metric_scopes_of(results_layout(r, 0));
    metric_sums sums = {0};
    for (size_t unit = 0; unit < results_units(r); unit++)
        metric_sums_merge(
            &sums,
            &r->sums[0][unit * metric_scopes_count(&scopes) + metric_scope_interval(&scopes, interval)]);
    return sums;
}

static bool is_staffed(const metric_sums *sums) {
    const integrals *x = &sums->integrals;
    return x->agents_idle + x->agents_talking + x->agents_wrapup > 0;
}

/// Of all intervals in which somebody is logged in: nights would make every hour of the day look busy.
static metric_sums staffed_sums(const results *r, bool *closes) {
    metric_scopes scopes = metric_scopes_of(results_layout(r, 0));
    metric_sums all = {0};
    *closes = false;
    for (uint32_t i = 0; i < scopes.interval_count; i++) {
        metric_sums one = interval_sums(r, i);
        if (is_staffed(&one))
            metric_sums_merge(&all, &one);
        else
            *closes = true;
    }
    return all;
}

static double hours_of(const metric_sums *sums) {
    return sim_time_to_s(sums->integrals.time) / 3600;
}

static double load_of(const metric_sums *sums) {
    return value_of(sums, "offered_load") / value_of(sums, "agents_logged_in");
}

static double factor_of(const metric_sums *sums, load_factor f) {
    double asked = value_of(sums, "asked_for_agent"), offered = value_of(sums, "offered");
    switch (f) {
    case FACTOR_CALLERS:
        return value_of(sums, "callers") / hours_of(sums);
    case FACTOR_REPEATS:
        return offered / value_of(sums, "callers");
    case FACTOR_ASKING:
        return asked / offered;
    case FACTOR_WORK:
        return value_of(sums, "offered_load") * hours_of(sums) * 3600 / asked;
    case FACTOR_AGENTS:
        return value_of(sums, "agents_logged_in");
    case FACTOR_COUNT:
        break;
    }
    SIM_UNREACHABLE();
}

static explained explained_of(double then, double whole, bool inverse) {
    double ratio = inverse ? whole / then : then / whole;
    return (explained){.then = then, .whole = whole, .effect = isfinite(ratio) ? ratio - 1 : (double)NAN};
}

explanation explanation_of(const results *r, double confidence, uint32_t interval) {
    const layout *l = results_layout(r, 0);
    metric_scopes scopes = metric_scopes_of(l);
    bool closes = false;
    metric_sums then = interval_sums(r, interval), whole = staffed_sums(r, &closes);
    metric_sums before = interval > 0 ? interval_sums(r, interval - 1) : (metric_sums){0};
    const metric *level = results_metric(r, "service_level");
    explanation e = {
        .results = r,
        .layout = l,
        .interval = interval,
        .closes = closes,
        .level_then = results_estimate(r, 0, metric_scope_interval(&scopes, interval), level, confidence),
        .level_whole = results_estimate(r, 0, 0, level, confidence),
        .load = explained_of(load_of(&then), load_of(&whole), false),
        .queue_then = value_of(&then, "mean_queue"),
        .queue_whole = value_of(&whole, "mean_queue"),
        .queue_before = interval > 0 ? value_of(&before, "mean_queue") : (double)NAN,
        .closed = 1 - value_of(&then, "availability"),
        .lost = value_of(&then, "lost_calls") / (double)results_units(r),
        .busy_tones =
            (value_of(&then, "blocked") - value_of(&then, "blocked_fault")) / value_of(&then, "offered"),
    };
    for (load_factor f = 0; f < FACTOR_COUNT; f++)
        e.factors[f] = explained_of(factor_of(&then, f), factor_of(&whole, f), f == FACTOR_AGENTS);
    return e;
}

size_t explanation_causes(const explanation *e, load_factor causes[FACTOR_COUNT]) {
    size_t count = 0;
    for (load_factor f = 0; f < FACTOR_COUNT; f++) {
        double effect = e->factors[f].effect;
        if (!(effect >= CAUSE_LEAST))
            continue;
        size_t place = count++;
        for (; place > 0 && e->factors[causes[place - 1]].effect < effect; place--)
            causes[place] = causes[place - 1];
        causes[place] = f;
    }
    return count;
}

bool explanation_has_outage(const explanation *e, uint32_t outage) {
    const layout *l = e->layout;
    const layout_outage *o = &l->outages[outage];
    sim_time from, to, period = 0, phase = 0;
    metric_interval_bounds(l, e->interval, &from, &to);
    if (l->folding == FOLD_DAY || l->folding == FOLD_WEEK) {
        period = l->folding == FOLD_DAY ? SIM_DAY : 7 * SIM_DAY;
        phase =
            civil_time_of_day(l->start) + (l->folding == FOLD_WEEK ? civil_weekday(l->start) * SIM_DAY : 0);
    }
    sim_time begin = o->at + phase, end = begin + o->down_for;
    if (period == 0)
        return begin < to && end > from;
    return (floor_divide(begin - to, period) + 1) * period < end - from;
}

static bool week_time_parse(const char *at, sim_time *out) {
    static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        if (strncasecmp(at, days[i], 3) == 0 && at[3] == ' ' && clock_parse(at + 4, out)) {
            *out += (sim_time)i * SIM_DAY;
            return true;
        }
    }
    return false;
}

/// The time on the axis of the results' intervals.
static bool axis_time_parse(const layout *l, const char *at, sim_time *out) {
    civil_time date;
    switch (l->folding) {
    case FOLD_DAY:
        return clock_parse(at, out);
    case FOLD_WEEK:
        return week_time_parse(at, out);
    case FOLD_ABSOLUTE:
        if (civil_parse(at, &date)) {
            *out = (civil_days(date) - civil_days(l->start)) * SIM_DAY + civil_time_of_day(date) -
                   civil_time_of_day(l->start);
            return true;
        }
        if (!clock_parse(at, out))
            return false;
        *out -= civil_time_of_day(l->start);
        *out += *out < 0 ? SIM_DAY : 0;
        return true;
    case FOLD_NONE:
    case FOLDING_COUNT:
        break;
    }
    return false;
}

static const char *axis_example(const layout *l) {
    return l->folding == FOLD_DAY    ? "a time of day, such as 10:20"
           : l->folding == FOLD_WEEK ? "a time of the week, such as 'tue 10:20'"
                                     : "a date and time, such as 2011-03-07T10:20, or a time of day";
}

bool explain_find(const layout *l, const char *at, uint32_t *interval, char **wrong) {
    metric_scopes scopes = metric_scopes_of(l);
    sim_time time = 0, from, to;
    if (scopes.interval_count == 0) {
        *wrong = text_format("the scenario has no intervals ('intervals' is 'none')");
        return false;
    }
    if (!axis_time_parse(l, at, &time)) {
        *wrong = text_format("--at is '%s'; must be %s", at, axis_example(l));
        return false;
    }
    for (*interval = 0; *interval < scopes.interval_count; ++*interval) {
        metric_interval_bounds(l, *interval, &from, &to);
        if (from <= time && time < to)
            return true;
    }
    char first[TIME_TEXT_SIZE], last[TIME_TEXT_SIZE], unused[TIME_TEXT_SIZE];
    interval_labels(l, 0, first, unused);
    interval_labels(l, scopes.interval_count - 1, unused, last);
    *wrong = text_format("--at is '%s'; the results go from %s to %s", at, first, last);
    return false;
}
