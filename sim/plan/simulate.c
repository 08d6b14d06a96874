#include <hotline/plan.h>

#include <math.h>

#include "plan/search.h"
#include "print/number.h"

#define CALLS_MOST 2e6

/// Where the search begins: what Erlang's formulas say, which is near.
static call_results guess_of(const call_factors *f) {
    call_results r;
    call_method formula = isnan(f->of[FACTOR_PATIENCE]) ? METHOD_ERLANG_C : METHOD_ERLANG_A;
    if (!call_model_size(f, formula, &r, NULL))
        (void)call_model_size(f, METHOD_LOAD, &r, NULL);
    return r;
}

static bool seats_search(busy_hour *b, const plan_search *how, const call_results *guess, plan_results *out,
                         input_error *err) {
    measured m;
    b->part = PART_SEATS;
    if (b->agent_calls <= 0)
        return true;
    if (!search_run(b, how, b->factors->of[FACTOR_SERVICE_LEVEL], guess->of[RESULT_SEATS], &out->seats, &m,
                    &out->tries, err))
        return false;
    out->occupancy = m.occupancy;
    out->mean_wait = m.mean_wait;
    b->seats = out->seats.count;
    return true;
}

static bool lines_search(busy_hour *b, busy_hour_part part, const plan_search *how, double guess,
                         plan_results *out, input_error *err) {
    measured m;
    b->part = part;
    plan_count *found = part == PART_PORTS ? &out->ports : &out->trunks;
    return guess <= 0 ||
           search_run(b, how, b->factors->of[FACTOR_BLOCKING], ceil(guess), found, &m, &out->tries, err);
}

/// A center so large that its hour would take longer than anybody waits, and tell no more than the formulas.
static bool size_check(const busy_hour *b, input_error *err) {
    double calls = b->agent_calls + b->automatic_calls;
    char shown[NUMBER_TEXT_SIZE], most[NUMBER_TEXT_SIZE];
    if (calls <= CALLS_MOST)
        return true;
    grouped_format(calls, 0, false, shown);
    grouped_format(CALLS_MOST, 0, false, most);
    return input_error_set(
        err, NULL, 0, NULL,
        "the busy hour has %s calls; at most %s are simulated. For larger centers the formulas "
        "say as much",
        shown, most);
}

bool plan_simulate(const call_factors *f, const plan_search *how, plan_results *out, input_error *err) {
    *out = (plan_results){0};
    call_results guess = guess_of(f);
    busy_hour b = {.factors = f,
                   .agent_calls = guess.of[RESULT_AGENT_CALLS],
                   .automatic_calls = guess.of[RESULT_AUTOMATIC_CALLS]};
    return size_check(&b, err) && seats_search(&b, how, &guess, out, err) &&
           lines_search(&b, PART_PORTS, how, guess.of[RESULT_PORTS], out, err) &&
           lines_search(&b, PART_TRUNKS, how, guess.of[RESULT_TRUNKS], out, err);
}
