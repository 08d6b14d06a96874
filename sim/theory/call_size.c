#include <math.h>

#include "theory/call_parts.h"

/// What lies above a whole number by less than this share of it is taken for rounding errors.
#define ROUNDING 1e-9

const result_info call_result_table[RESULT_COUNT] = {
#define X(name, key, is_whole, text, unit) [RESULT_##name] = {key, is_whole, text, unit},
    CALL_RESULTS(X)
#undef X
};

static double rounded_up(double value) {
    return ceil(value - ROUNDING * fmax(1, fabs(value)));
}

double call_result_needed(call_result which, double value) {
    return call_result_table[which].is_whole ? rounded_up(value) : value;
}

erlang_system agent_queue(const call_factors *f, double agent_calls, double seats, double patience) {
    return (erlang_system){.rate = agent_calls / SECONDS_PER_HOUR,
                           .service = f->of[FACTOR_AHT],
                           .servers = seats,
                           .patience = isnan(patience) ? INFINITY : patience,
                           .places = INFINITY,
                           .awt = f->of[FACTOR_AWT]};
}

static void demand_fill(const call_factors *f, call_results *out) {
    const double *x = f->of;
    call_demand d = {0};
    (void)call_demand_of(f, false, &d, NULL);
    double all = d.hour, agent = d.agent_hour;
    out->of[RESULT_CALLS] = all;
    out->of[RESULT_AGENT_CALLS] = agent;
    out->of[RESULT_AUTOMATIC_CALLS] = all - agent;
    out->of[RESULT_AGENT_ERLANG] = agent * x[FACTOR_AHT] / SECONDS_PER_HOUR;
    out->of[RESULT_IVR_ERLANG] =
        ((all - agent) * x[FACTOR_AUTOMATIC_CALL] + agent * x[FACTOR_PREAMBLE]) / SECONDS_PER_HOUR;
    out->of[RESULT_TRUNK_ERLANG] = all * x[FACTOR_MIXED_CALL] / SECONDS_PER_HOUR;
    out->of[RESULT_AGENT_TRUNKS] = agent * agent_call_duration(f) / SECONDS_PER_HOUR;
    out->of[RESULT_AUTOMATIC_TRUNKS] = (all - agent) * x[FACTOR_AUTOMATIC_CALL] / SECONDS_PER_HOUR;
    double processor = isnan(x[FACTOR_CTI_TIME])
                           ? x[FACTOR_CTI_LOAD] * all / SECONDS_PER_HOUR / x[FACTOR_CTI_RATE]
                           : x[FACTOR_CTI_FIXED] + x[FACTOR_CTI_TIME] * all / SECONDS_PER_HOUR;
    out->of[RESULT_CTI_LOAD] = processor;
}

static void rules_of_load(const call_factors *f, call_results *out) {
    out->of[RESULT_SEATS] = out->of[RESULT_AGENT_ERLANG] / f->of[FACTOR_AGENT_LOAD];
    out->of[RESULT_PORTS] = out->of[RESULT_IVR_ERLANG] / f->of[FACTOR_PORT_LOAD];
    out->of[RESULT_TRUNKS] = out->of[RESULT_TRUNK_ERLANG] / f->of[FACTOR_TRUNK_LOAD];
}

static void rules_of_seats(const call_factors *f, call_results *out) {
    const double *x = f->of;
    rules_of_load(f, out);
    out->of[RESULT_SEATS] =
        out->of[RESULT_AGENT_CALLS] * x[FACTOR_CONNECTION_RATE] / x[FACTOR_CALLS_PER_SEAT];
    double seats = isnan(x[FACTOR_SEATS]) ? rounded_up(out->of[RESULT_SEATS]) : x[FACTOR_SEATS];
    double a_talk = 1 + x[FACTOR_QUEUE_WAIT] / x[FACTOR_AHT] + x[FACTOR_PREAMBLE] / x[FACTOR_AHT];
    out->of[RESULT_AGENT_TRUNKS] = seats * x[FACTOR_AGENT_LOAD] * a_talk;
    out->of[RESULT_TRUNKS] =
        (rounded_up(out->of[RESULT_AGENT_TRUNKS]) + rounded_up(out->of[RESULT_AUTOMATIC_TRUNKS])) /
        x[FACTOR_TRUNK_LOAD];
    out->of[RESULT_TRUNK_ERLANG] = out->of[RESULT_AGENT_TRUNKS] + out->of[RESULT_AUTOMATIC_TRUNKS];
}

/// The fewest lines on which so much load blocks at most `blocking`: 0 without load.
static bool lines_find(double erlang, double blocking, double *lines, input_error *err) {
    erlang_system s = {
        .rate = erlang, .service = 1, .servers = 1, .patience = INFINITY, .places = 1, .awt = 0};
    erlang_targets t = ERLANG_NO_TARGETS;
    t.blocking = blocking;
    *lines = 0;
    if (erlang <= 0)
        return true;
    if (!erlang_find(&s, ERLANG_LOSS, &t, err))
        return false;
    *lines = s.servers;
    return true;
}

static bool erlang_seats_find(const call_factors *f, double patience, call_results *out, input_error *err) {
    double calls = out->of[RESULT_AGENT_CALLS];
    out->of[RESULT_SEATS] = 0;
    if (calls <= 0)
        return true;
    erlang_system s = agent_queue(f, calls, 1, patience);
    erlang_targets t = ERLANG_NO_TARGETS;
    t.service_level = f->of[FACTOR_SERVICE_LEVEL];
    if (!erlang_find(&s, ERLANG_SERVERS, &t, err))
        return false;
    erlang_measures m = erlang_solve(&s);
    out->of[RESULT_SEATS] = s.servers;
    // a trunk is held while its caller waits, and by an agent only for those who are served
    double served = (1 - m.abandonment) * f->of[FACTOR_AHT];
    out->of[RESULT_AGENT_TRUNKS] = calls * (f->of[FACTOR_PREAMBLE] + m.mean_wait + served) / SECONDS_PER_HOUR;
    out->of[RESULT_TRUNK_ERLANG] = out->of[RESULT_AGENT_TRUNKS] + out->of[RESULT_AUTOMATIC_TRUNKS];
    return true;
}

static bool formulas_of_erlang(const call_factors *f, double patience, call_results *out, input_error *err) {
    double blocking = f->of[FACTOR_BLOCKING];
    return erlang_seats_find(f, patience, out, err) &&
           lines_find(out->of[RESULT_IVR_ERLANG], blocking, &out->of[RESULT_PORTS], err) &&
           lines_find(out->of[RESULT_TRUNK_ERLANG], blocking, &out->of[RESULT_TRUNKS], err);
}

/// What follows from the seats: with as many of them, however they were found.
static void seats_follow(const call_factors *f, double patience, double seats, call_results *out) {
    double calls = out->of[RESULT_AGENT_CALLS];
    erlang_system s = agent_queue(f, calls, seats, patience);
    out->of[RESULT_ROSTERED] = seats / (1 - f->of[FACTOR_SHRINKAGE]);
    out->of[RESULT_OCCUPANCY] = seats > 0 && calls > 0 ? out->of[RESULT_AGENT_ERLANG] / seats : (double)NAN;
    out->of[RESULT_WITHIN] = calls > 0 ? 0 : (double)NAN;
    if (!(calls > 0) || seats < 1 || !erlang_check(&s, NULL))
        return;
    erlang_measures m = erlang_solve(&s);
    out->of[RESULT_OCCUPANCY] = m.occupancy;
    out->of[RESULT_WITHIN] = m.service_level;
}

bool call_model_size(const call_factors *f, call_method method, call_results *out, input_error *err) {
    double patience = method == METHOD_ERLANG_C ? (double)NAN : f->of[FACTOR_PATIENCE];
    bool good = true;
    *out = (call_results){0};
    demand_fill(f, out);
    if (method == METHOD_LOAD)
        rules_of_load(f, out);
    else if (method == METHOD_SEATS)
        rules_of_seats(f, out);
    else if (method == METHOD_ERLANG_A && isnan(patience))
        return input_error_set(err, NULL, 0, NULL, "Erlang A needs a 'patience'");
    else
        good = formulas_of_erlang(f, patience, out, err);
    if (!good)
        return false;
    seats_follow(f, patience, rounded_up(out->of[RESULT_SEATS]), out);
    out->of[RESULT_E1] = rounded_up(out->of[RESULT_TRUNKS]) / f->of[FACTOR_E1_CHANNELS];
    return true;
}

double exchange_calls(double lines, double line_erlang, double trunks, double trunk_erlang, double holding) {
    return (lines * line_erlang + trunks * trunk_erlang) * SECONDS_PER_HOUR / holding;
}

double processor_calls(double load, double fixed, double call_time) {
    return (load - fixed) * SECONDS_PER_HOUR / call_time;
}
