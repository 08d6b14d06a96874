/// Seats, ports and trunks found by simulation, against the formulas; what the search says of what chance
/// leaves open; that threads change nothing. Seeds are fixed: with another one each comparison with a formula
/// would hold 999 times in 1000 (the interval at that confidence).
#include "support/test.h"

#include <hotline/plan.h>

#include "plan/busy_hour.h"

/// 200 calls in the busy hour, 50 of them for agents, 3 min each: 2.5 Erlang.
static call_factors small(double patience) {
    call_factors given = call_factors_none(), f;
    given.of[FACTOR_SUBSCRIBERS] = 30000;
    given.of[FACTOR_CALLS] = 2;
    given.of[FACTOR_AGENT_SHARE] = 0.25;
    given.of[FACTOR_AHT] = 180;
    given.of[FACTOR_PATIENCE] = patience;
    given.of[FACTOR_BLOCKING] = 0.05;
    assert_true(call_factors_complete(&given, &f, NULL));
    return f;
}

static plan_results found(const call_factors *f, uint32_t replications, uint32_t jobs) {
    plan_search how = {.replications = replications, .seed = 5, .jobs = jobs, .confidence = 0.999};
    plan_results r;
    input_error err = {0};
    if (!plan_simulate(f, &how, &r, &err))
        fail_msg("%s", err.text);
    return r;
}

static void assert_holds(const plan_count *c, double formula) {
    assert_true(c->low <= c->count && c->count <= c->high);
    if (!(formula >= c->low && formula <= c->high))
        fail_msg("%.0f is not within %.0f to %.0f", formula, c->low, c->high);
}

static void agrees(double patience, call_method method) {
    call_factors f = small(patience);
    call_results r;
    assert_true(call_model_size(&f, method, &r, NULL));
    plan_results p = found(&f, 40, 2);
    assert_holds(&p.seats, r.of[RESULT_SEATS]);
    assert_holds(&p.ports, r.of[RESULT_PORTS]);
    assert_holds(&p.trunks, r.of[RESULT_TRUNKS]);
    assert_true(p.seats.reached.mean >= 0.8 && p.ports.reached.mean <= 0.05 && p.trunks.reached.mean <= 0.05);
    assert_true(p.seats.high - p.seats.low <= 2 && p.ports.high - p.ports.low <= 3);
}

static void test_agrees_with_erlang_c(void **state) {
    (void)state;
    agrees(NAN, METHOD_ERLANG_C);
}

static void test_agrees_with_erlang_a(void **state) {
    (void)state;
    agrees(120, METHOD_ERLANG_A);
}

static void test_threads_change_nothing(void **state) {
    (void)state;
    call_factors f = small(120);
    plan_results one = found(&f, 5, 1), three = found(&f, 5, 3);
    assert_memory_equal(&one.seats, &three.seats, sizeof one.seats);
    assert_memory_equal(&one.trunks, &three.trunks, sizeof one.trunks);
    assert_int_equal(one.tries, three.tries);
}

/// More of the target needs more.
static void test_targets_count(void **state) {
    (void)state;
    call_factors f = small(120);
    double seats = found(&f, 10, 2).seats.count, ports = found(&f, 10, 2).ports.count;
    f.of[FACTOR_SERVICE_LEVEL] = 0.98;
    f.of[FACTOR_BLOCKING] = 0.001;
    assert_true(found(&f, 10, 2).seats.count > seats);
    assert_true(found(&f, 10, 2).ports.count > ports);
}

/// A law other than the formula's: without any variation callers wait for less.
static void test_constant_times(void **state) {
    (void)state;
    call_factors f = small(NAN);
    f.of[FACTOR_AHT_CV] = 0;
    plan_results constant = found(&f, 40, 2);
    f.of[FACTOR_AHT_CV] = 3;
    assert_true(constant.mean_wait < found(&f, 40, 2).mean_wait);
}

static void test_without_agents(void **state) {
    (void)state;
    call_factors f = small(NAN);
    f.of[FACTOR_AGENT_CALLS] = f.of[FACTOR_AGENT_SHARE] = 0;
    plan_results r = found(&f, 5, 2);
    assert_near(r.seats.count, 0, 0);
    assert_true(r.ports.count > 0 && r.trunks.count > 0);
}

static bool at_once(void *context) {
    (void)context;
    return true;
}

static void test_cancelled(void **state) {
    (void)state;
    call_factors f = small(NAN);
    plan_search how = {.replications = 5, .seed = 1, .confidence = 0.95, .cancelled = at_once};
    plan_results r;
    input_error err = {0};
    assert_false(plan_simulate(&f, &how, &r, &err));
    assert_int_equal(err.kind, ERROR_RUNTIME);
}

static void test_too_large(void **state) {
    (void)state;
    call_factors f = small(NAN);
    f.of[FACTOR_SUBSCRIBERS] = 1e10;
    f.of[FACTOR_CALLS] = 1e4;
    f.of[FACTOR_AGENT_CALLS] = 1e3;
    plan_search how = {.replications = 2, .seed = 1, .confidence = 0.95};
    plan_results r;
    input_error err = {0};
    assert_false(plan_simulate(&f, &how, &r, &err));
    assert_int_equal(err.kind, ERROR_INPUT);
    assert_non_null(strstr(err.text, "the busy hour has 333,333,333,333 calls"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agrees_with_erlang_c),
        cmocka_unit_test(test_agrees_with_erlang_a),
        cmocka_unit_test(test_threads_change_nothing),
        cmocka_unit_test(test_targets_count),
        cmocka_unit_test(test_constant_times),
        cmocka_unit_test(test_without_agents),
        cmocka_unit_test(test_cancelled),
        cmocka_unit_test(test_too_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
