#include <hotline/theory.h>

#include <stddef.h>

#include "base/check.h"
#include "theory/range.h"

typedef struct search {
    erlang_system system; ///< with the unknown as it is tried
    erlang_unknown what;
    const erlang_targets *targets;
} search;

/// One target and what is measured against it.
typedef struct aim {
    const char *name;
    double bound, value;
    bool at_least;
} aim;

enum { AIM_COUNT = 5, SEARCH_STEPS = 60, PROBES_MAX = 64 };

static void aims_of(const erlang_measures *m, const erlang_targets *t, aim out[AIM_COUNT]) {
    out[0] = (aim){"the service level", t->service_level, m->service_level, true};
    out[1] = (aim){"blocking", t->blocking, m->blocking, false};
    out[2] = (aim){"abandonment", t->abandonment, m->abandonment, false};
    out[3] = (aim){"the mean wait of those served", t->asa, m->asa, false};
    out[4] = (aim){"the occupancy", t->occupancy, m->occupancy, false};
}

/// By how much a target is met, INFINITY where nothing is asked; negative when it is missed.
static double aim_margin(const aim *a) {
    if (isnan(a->bound))
        return INFINITY;
    return a->at_least ? a->value - a->bound : a->bound - a->value;
}

/// The target that is met least.
static aim aim_least(const erlang_measures *m, const erlang_targets *t) {
    aim aims[AIM_COUNT];
    aims_of(m, t, aims);
    size_t least = 0;
    for (size_t i = 1; i < AIM_COUNT; i++)
        if (aim_margin(&aims[i]) < aim_margin(&aims[least]))
            least = i;
    return aims[least];
}

bool erlang_meets(const erlang_measures *m, const erlang_targets *targets) {
    aim least = aim_least(m, targets);
    return aim_margin(&least) >= 0;
}

/// For ERLANG_PLACES `value` counts the queue places.
static void unknown_set(search *x, double value) {
    switch (x->what) {
    case ERLANG_RATE:
        x->system.rate = value;
        break;
    case ERLANG_PLACES:
        x->system.places = x->system.servers + value;
        break;
    case ERLANG_LOSS:
        x->system.servers = x->system.places = value;
        break;
    case ERLANG_SERVERS:
        x->system.servers = value;
        break;
    }
}

/// By how much the targets are met; less than anything when the queue grows for ever.
static double margin_at(search *x, double value) {
    unknown_set(x, value);
    if (!range_is_stable(&x->system))
        return -INFINITY;
    erlang_measures m = erlang_solve(&x->system);
    aim least = aim_least(&m, x->targets);
    return aim_margin(&least);
}

/// The border between `missed` and `met`, whole numbers: the one next to `missed` that is met.
static double border_whole(search *x, double missed, double met) {
    while (met - missed > 1) {
        double middle = floor(missed + (met - missed) / 2);
        if (margin_at(x, middle) >= 0)
            met = middle;
        else
            missed = middle;
    }
    return met;
}

/// A whole number of [low, high] where the targets are met best, since more places make them first better,
/// then worse.
static double best_between(search *x, double low, double high) {
    while (low < high) {
        double middle = floor(low + (high - low) / 2);
        if (margin_at(x, middle) < margin_at(x, middle + 1))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool unreachable(search *x, double best, input_error *err) {
    static const char *const names[] = {"servers", "arrivals per second", "places", "servers"};
    unknown_set(x, best);
    if (!range_is_stable(&x->system))
        return input_error_set(err, NULL, 0, NULL,
                               "cannot be reached: even with %.10g %s the queue grows for ever", best,
                               names[x->what]);
    erlang_measures m = erlang_solve(&x->system);
    aim a = aim_least(&m, x->targets);
    return input_error_set(err, NULL, 0, NULL,
                           "cannot be reached: with %.10g %s %s is %.6g, and must be at %s %.6g",
                           x->what == ERLANG_PLACES ? x->system.places : best, names[x->what], a.name,
                           a.value, a.at_least ? "least" : "most", a.bound);
}

/// None of the probes meets the targets: looks around the best of them.
static bool between_probes_find(search *x, const double *probes, const double *margins, size_t count,
                                input_error *err) {
    size_t top = 0;
    for (size_t i = 1; i < count; i++)
        top = margins[i] > margins[top] ? i : top;
    double from = probes[top > 0 ? top - 1 : 0];
    double best = best_between(x, from, probes[top + 1 < count ? top + 1 : top]);
    double margin = margin_at(x, best);
    if (margin < 0) // on a plateau rounding chooses the best: better name the probe
        return unreachable(x, margin > margins[top] + 1e-9 ? best : probes[top], err);
    unknown_set(x, border_whole(x, from, best));
    return true;
}

/// The smallest whole number from `low` to `high` with which the targets are met.
static bool whole_find(search *x, double low, double high, input_error *err) {
    double probes[PROBES_MAX], margins[PROBES_MAX], step = 1;
    size_t count = 0;
    do {
        double now = count ? fmin(high, low + step) : low;
        probes[count] = now;
        margins[count] = margin_at(x, now);
        if (margins[count] >= 0) {
            unknown_set(x, count ? border_whole(x, probes[count - 1], now) : now);
            return true;
        }
        step *= count ? 2 : 1;
        count++;
    } while (probes[count - 1] < high && count < PROBES_MAX);
    return between_probes_find(x, probes, margins, count, err);
}

static bool rate_find(search *x, input_error *err) {
    double met = RATE_MIN;
    if (margin_at(x, met) < 0)
        return unreachable(x, met, err);
    double missed = met;
    while (margin_at(x, missed) >= 0) {
        if (missed >= RATE_MAX)
            return input_error_set(err, NULL, 0, NULL, "every rate up to %g meets the targets", RATE_MAX);
        met = missed;
        missed = fmin(RATE_MAX, 2 * missed);
    }
    for (int i = 0; i < SEARCH_STEPS; i++) {
        double middle = met + (missed - met) / 2;
        if (margin_at(x, middle) >= 0)
            met = middle;
        else
            missed = middle;
    }
    unknown_set(x, met);
    return true;
}

static bool find(search *x, input_error *err) {
    switch (x->what) {
    case ERLANG_RATE:
        return rate_find(x, err);
    case ERLANG_PLACES:
        return whole_find(x, 0, COUNT_MAX, err);
    case ERLANG_LOSS:
        return whole_find(x, 1, COUNT_MAX, err);
    case ERLANG_SERVERS:
        return whole_find(x, 1, fmin(x->system.places, COUNT_MAX), err);
    }
    SIM_UNREACHABLE();
}

bool erlang_find(erlang_system *s, erlang_unknown what, const erlang_targets *targets, input_error *err) {
    search x = {.system = *s, .what = what, .targets = targets};
    // the unknown itself is not checked
    switch (what) {
    case ERLANG_RATE:
        x.system.rate = RATE_MIN;
        break;
    case ERLANG_PLACES:
        x.system.places = INFINITY;
        break;
    case ERLANG_LOSS:
        x.system.servers = x.system.places = 1;
        break;
    case ERLANG_SERVERS:
        x.system.servers = 1;
        break;
    }
    if (!range_check(&x.system, err) || !find(&x, err))
        return false;
    *s = x.system;
    return true;
}
