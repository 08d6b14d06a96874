#include <math.h>

#include "theory/call_parts.h"

/// Seats of Erlang's formulas are whole numbers: a step must be large to show more than their rounding.
#define STEP_OF_RULES  1.01
#define STEP_OF_ERLANG 1.1

double call_result_with(const call_factors *given, call_method method, call_result which, call_factor factor,
                        double value) {
    call_factors changed = *given, f;
    call_results r;
    changed.of[factor] = value;
    if (!call_factors_complete(&changed, &f, NULL) || !call_model_size(&f, method, &r, NULL))
        return NAN;
    return r.of[which];
}

double call_factor_taken(const call_factors *given, call_factor factor) {
    bool follows = factor == FACTOR_AUTOMATIC_CALL && !isnan(given->of[FACTOR_MIXED_CALL]);
    double value = given->of[factor];
    return isnan(value) && !follows ? call_factor_table[factor].standard : value;
}

double call_elasticity(const call_factors *given, call_method method, call_result which, call_factor factor) {
    bool rule = method == METHOD_LOAD || method == METHOD_SEATS;
    double value = call_factor_taken(given, factor), step = rule ? STEP_OF_RULES : STEP_OF_ERLANG;
    const factor_info *info = &call_factor_table[factor];
    double up = fmin(info->high, value * step), down = fmax(info->low, value / step);
    double more = call_result_with(given, method, which, factor, up),
           less = call_result_with(given, method, which, factor, down);
    // also NaN fails
    if (!(value > 0 && up > down && down > 0 && more > 0 && less > 0))
        return NAN;
    return log(more / less) / log(up / down);
}

/// Subscribers in proportion to a result that is in proportion to them.
static double in_proportion(const call_factors *f, double has, double needed) {
    return needed > 0 ? f->of[FACTOR_SUBSCRIBERS] * has / needed : (double)INFINITY;
}

/// The largest rate that a system takes, as subscribers: `present` is the rate at the present ones.
static double subscribers_find(const call_factors *f, erlang_system s, erlang_targets t, double present) {
    double has = s.servers;
    if (present <= 0)
        return INFINITY;
    if (has < 1)
        return 0;
    return erlang_find(&s, ERLANG_RATE, &t, NULL) ? in_proportion(f, s.rate, present) : 0;
}

static double seats_carry(const call_factors *f, const call_results *r) {
    erlang_targets t = ERLANG_NO_TARGETS;
    t.service_level = f->of[FACTOR_SERVICE_LEVEL];
    erlang_system s =
        agent_queue(f, r->of[RESULT_AGENT_CALLS], floor(f->of[FACTOR_SEATS]), f->of[FACTOR_PATIENCE]);
    return subscribers_find(f, s, t, s.rate);
}

static double lines_carry(const call_factors *f, double lines, double erlang) {
    erlang_targets t = ERLANG_NO_TARGETS;
    t.blocking = f->of[FACTOR_BLOCKING];
    erlang_system s = {
        .rate = erlang, .service = 1, .servers = floor(lines), .patience = INFINITY, .places = floor(lines)};
    return subscribers_find(f, s, t, erlang);
}

static call_capacity capacity_of(const call_factors *f, double has, double needed, double formula) {
    if (isnan(has))
        return (call_capacity){NAN, NAN, INFINITY, INFINITY};
    double used = needed > 0 ? needed / has : 0;
    return (call_capacity){has, used, in_proportion(f, has, needed), formula};
}

void call_model_capacity(const call_factors *f, call_capacity out[RESOURCE_COUNT]) {
    call_results r = {0}, waiting;
    const double *x = f->of;
    (void)call_model_size(f, METHOD_LOAD, &r, NULL);
    call_method formula = isnan(x[FACTOR_PATIENCE]) ? METHOD_ERLANG_C : METHOD_ERLANG_A;
    // on trunks callers wait as they do with the seats that are needed
    bool found = call_model_size(f, formula, &waiting, NULL);
    double on_trunks = found ? waiting.of[RESULT_TRUNK_ERLANG] : r.of[RESULT_TRUNK_ERLANG];
    double calls = SECONDS_PER_HOUR * x[FACTOR_CTI_RATE], cti = in_proportion(f, calls, r.of[RESULT_CALLS]);
    out[RESOURCE_SEATS] = capacity_of(f, x[FACTOR_SEATS], r.of[RESULT_SEATS], seats_carry(f, &r));
    out[RESOURCE_PORTS] = capacity_of(f, x[FACTOR_PORTS], r.of[RESULT_PORTS],
                                      lines_carry(f, x[FACTOR_PORTS], r.of[RESULT_IVR_ERLANG]));
    out[RESOURCE_TRUNKS] =
        capacity_of(f, x[FACTOR_TRUNKS], r.of[RESULT_TRUNKS], lines_carry(f, x[FACTOR_TRUNKS], on_trunks));
    out[RESOURCE_CTI] = capacity_of(f, calls, r.of[RESULT_CALLS], cti);
}
