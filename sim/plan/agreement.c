#include "plan/agreement.h"

#include <math.h>
#include <stdlib.h>

#include <hotline/theory.h>

#include "base/check.h"
#include "base/text.h"
#include "run/time_label.h"
#include "stats/estimate.h"

static const double seconds_per_hour = 3600;

const proof_figure_info proof_figure_table[PROOF_FIGURE_COUNT] = {
#define X(name, key, name_, unit) {key, name_, unit},
    PROOF_FIGURES(X)
#undef X
};

// --- by formula ---

static double loss_of(double erlang, double lines) {
    if (isnan(lines) || erlang <= 0)
        return isnan(erlang) ? erlang : 0;
    if (lines < 1)
        return 1;
    erlang_system s = {.rate = erlang, .service = 1, .servers = lines, .patience = INFINITY, .places = lines};
    return erlang_check(&s, NULL) ? erlang_solve(&s).blocking : (double)NAN;
}

static erlang_system queue_of(const call_factors *f, double calls, double seats) {
    double patience = f->of[FACTOR_PATIENCE];
    return (erlang_system){.rate = calls / seconds_per_hour,
                           .service = f->of[FACTOR_AHT],
                           .servers = seats,
                           .patience = isnan(patience) ? (double)INFINITY : patience,
                           .places = INFINITY,
                           .awt = f->of[FACTOR_AWT]};
}

void agreement_predict(const call_factors *f, const call_factors *has, proof_trial *out) {
    call_results r;
    bool sized = call_model_size(f, METHOD_LOAD, &r, NULL);
    for (size_t i = 0; i < PROOF_FIGURE_COUNT; i++)
        out->of[i].predicted = NAN;
    if (!sized)
        return;
    double calls = r.of[RESULT_AGENT_CALLS], menu = r.of[RESULT_IVR_ERLANG],
           talks = r.of[RESULT_AGENT_ERLANG];
    out->of[PROOF_CALLS].predicted = r.of[RESULT_CALLS];
    out->of[PROOF_AGENT_CALLS].predicted = calls;
    out->of[PROOF_AGENT_ERLANG].predicted = talks;
    out->of[PROOF_IVR_ERLANG].predicted = menu;
    double seats = has->of[FACTOR_SEATS], on_trunks = menu + talks;
    erlang_system queue = queue_of(f, calls, seats);
    if (calls > 0 && seats >= 1) {
        bool steady = erlang_check(&queue, NULL);
        erlang_measures m = steady ? erlang_solve(&queue) : (erlang_measures){0};
        out->of[PROOF_WITHIN].predicted = steady ? m.service_level : (double)NAN;
        on_trunks = steady ? menu + queue.rate * m.mean_wait + m.carried_load : (double)NAN;
    }
    out->of[PROOF_TRUNK_ERLANG].predicted = on_trunks;
    out->of[PROOF_BLOCKED].predicted =
        1 - (1 - loss_of(on_trunks, has->of[FACTOR_TRUNKS])) * (1 - loss_of(menu, has->of[FACTOR_PORTS]));
}

// --- simulated ---

/// Intervals that follow one another, or the whole duration where there are none.
typedef struct stretch {
    const results *results;
    uint32_t first, count;
    bool is_whole;
} stretch;

static const metric_sums *sums_of(const stretch *s, size_t unit, uint32_t index) {
    const metric_scopes *scopes = &s->results->scopes[0];
    size_t scope = s->is_whole ? 0 : metric_scope_interval(scopes, s->first + index);
    return &s->results->sums[0][unit * metric_scopes_count(scopes) + scope];
}

static const layout *layout_of(const results *r) {
    return scenario_layout(scenario_scheme(r->file, r->schemes[0]));
}

/// How many intervals make an hour; at least one.
static uint32_t intervals_of_hour(const results *r) {
    sim_time from, to;
    metric_interval_bounds(layout_of(r), 0, &from, &to);
    uint32_t all = r->scopes[0].interval_count,
             count = to - from < SIM_HOUR ? (uint32_t)(SIM_HOUR / (to - from)) : 1;
    return count < all ? count : all;
}

/// Hours that may be the busiest: one begins with each interval, as long as the last one is whole.
typedef struct hours {
    const results *results;
    uint32_t count, intervals; ///< of each hour
    double *attempts;          ///< of each hour, in all units
} hours;

static double attempts_of(const hours *h, size_t unit, uint32_t first) {
    stretch s = {.results = h->results, .first = first};
    double sum = 0;
    for (uint32_t i = 0; i < h->intervals; i++)
        sum += (double)sums_of(&s, unit, i)->counts.offered;
    return sum;
}

static hours hours_open(const results *r) {
    uint32_t all = r->scopes[0].interval_count;
    hours h = {.results = r};
    if (all == 0)
        return h;
    h.intervals = intervals_of_hour(r);
    h.count = all - h.intervals + 1;
    h.attempts = memory_new(h.count, sizeof *h.attempts);
    for (uint32_t first = 0; first < h.count; first++)
        for (size_t unit = 0; unit < results_units(r); unit++)
            h.attempts[first] += attempts_of(&h, unit, first);
    return h;
}

/// The first of the busiest, by all units but one (SIZE_MAX: by all): by its own it would be busier than it
/// is.
static stretch busiest_hour(const hours *h, size_t but) {
    stretch best = {.results = h->results, .count = h->intervals};
    double most = -1;
    if (h->count == 0)
        return (stretch){.results = h->results, .count = 1, .is_whole = true};
    for (uint32_t first = 0; first < h->count; first++) {
        double attempts = h->attempts[first] - (but == SIZE_MAX ? 0 : attempts_of(h, but, first));
        if (attempts > most) {
            most = attempts;
            best.first = first;
        }
    }
    return best;
}

/// A figure in the sums of one interval: above and below the line.
static void figure_parts(proof_figure which, const metric_sums *s, double *above, double *below) {
    const call_counts *c = &s->counts;
    double seconds = sim_time_to_s(s->integrals.time), in_hours = seconds / seconds_per_hour;
    switch (which) {
    case PROOF_CALLS:
        *above = (double)(c->offered - c->redials - c->returns);
        *below = in_hours;
        return;
    case PROOF_AGENT_CALLS:
        *above = (double)c->asked_for_agent;
        *below = in_hours;
        return;
    case PROOF_AGENT_ERLANG:
        *above = sim_time_to_s(c->work_offered);
        *below = seconds;
        return;
    case PROOF_IVR_ERLANG:
        *above = sim_time_to_s(s->integrals.calls_ivr);
        *below = seconds;
        return;
    case PROOF_TRUNK_ERLANG:
        *above = sim_time_to_s(s->integrals.trunks_busy);
        *below = seconds;
        return;
    case PROOF_WITHIN:
        *above = (double)c->answered_within;
        *below = (double)c->asked_for_agent;
        return;
    case PROOF_BLOCKED:
        *above = (double)(c->blocked_trunk + c->blocked_ivr_port);
        *below = (double)c->offered;
        return;
    case PROOF_FIGURE_COUNT:
        break;
    }
    SIM_UNREACHABLE();
}

/// How rare a thing may be of which so many calls show nothing: that nothing varied is no certainty.
static double unseen(const double *calls, size_t units, double confidence) {
    double sum = 0;
    for (size_t i = 0; i < units; i++)
        sum += calls[i];
    return sum > 0 ? -log(1 - confidence) / sum : (double)NAN;
}

/// `hour`: of each unit.
static estimate figure_measure(proof_figure which, const stretch *hour, double confidence, double *room) {
    size_t units = results_units(hour->results);
    double *above = room, *below = room + units;
    for (size_t unit = 0; unit < units; unit++) {
        above[unit] = below[unit] = 0;
        for (uint32_t i = 0; i < hour[unit].count; i++) {
            double over, under;
            figure_parts(which, sums_of(&hour[unit], unit, i), &over, &under);
            above[unit] += over;
            below[unit] += under;
        }
    }
    ratio_estimate e = estimate_ratio(above, below, units, confidence, NULL);
    double width = e.half_width;
    if (which == PROOF_WITHIN || which == PROOF_BLOCKED)
        width += unseen(below, units, confidence);
    return (estimate){.mean = e.value, .sd = e.sd, .half_width = width};
}

static void hour_name(const stretch *hour, proof_trial *out) {
    char ignored[TIME_TEXT_SIZE];
    if (hour->is_whole)
        return;
    interval_labels(layout_of(hour->results), hour->first, out->from, ignored);
    interval_labels(layout_of(hour->results), hour->first + hour->count - 1, ignored, out->to);
}

void agreement_measure(const results *r, double confidence, proof_trial *out) {
    size_t units = results_units(r);
    hours all = hours_open(r);
    stretch named = busiest_hour(&all, SIZE_MAX), *busiest = memory_new(units, sizeof *busiest);
    double *room = memory_new(2 * units, sizeof *room);
    for (size_t unit = 0; unit < units; unit++)
        busiest[unit] = busiest_hour(&all, unit);
    hour_name(&named, out);
    for (size_t i = 0; i < PROOF_FIGURE_COUNT; i++)
        out->of[i].simulated = figure_measure((proof_figure)i, busiest, confidence, room);
    free(room);
    free(busiest);
    free(all.attempts);
}
