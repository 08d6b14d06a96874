/// Estimates, paired differences and verdicts, from sums set by hand.
#define _POSIX_C_SOURCE 200809L
#include "handmade.h"

#include "run/results.h"
#include "stats/estimate.h"

static const metric *level(void) {
    return metric_find("service_level");
}

static void test_an_estimate_is_of_its_own_scope(void **state) {
    (void)state;
    scenario_file *file = handmade_file("");
    results r = handmade_results(file, 1, 2);
    metric_scopes s = metric_scopes_of(scenario_layout(scenario_scheme(file, 0)));
    handmade_sums(&r, 0, 0)[metric_scope_site(&s, 1)].counts.offered = 10;
    handmade_sums(&r, 0, 1)[metric_scope_site(&s, 1)].counts.offered = 14;
    estimate e = results_estimate(&r, 0, metric_scope_site(&s, 1), metric_find("offered"), 0.95);
    assert_near(e.mean, 12, 0);
    assert_near(e.sd, sqrt(8), 1e-12);
    assert_near(e.half_width, 12.7062 * 2, 1e-3);
    assert_near(results_estimate(&r, 0, metric_scope_site(&s, 0), metric_find("offered"), 0.95).mean, 0, 0);
    assert_true(isnan(results_estimate(&r, 0, 0, level(), 0.95).mean));
    results_free(&r);
    scenario_file_free(file);
}

/// Service levels of 60, 80, 90 % and, where nobody asked, none: two of three days keep a bound of 80 %.
static void test_days_that_keep_a_target_by_themselves(void **state) {
    (void)state;
    scenario_file *file =
        handmade_file("\"targets\": {\"a\": {\"metric\": \"service_level\", \"at_least\": 0.8},"
                      " \"b\": {\"metric\": \"service_level\", \"at_most\": 0.8},"
                      " \"c\": {\"metric\": \"wait_p50\", \"at_most\": 30}}");
    results r = handmade_results(file, 1, 4);
    handmade_levels(&r, 0, (int[]){60, 80, 90, 0});
    memset(handmade_sums(&r, 0, 3), 0, sizeof(metric_sums));
    for (uint32_t i = 0; i < 4; i++)
        handmade_sums(&r, 0, i)->wait_percentiles[PERCENTILE_50] = i ? 29 + i : (double)NAN;
    verdict v[3];
    assert_int_equal(results_verdicts(&r, v), 3);
    assert_int_equal(v[0].units_met, 2);
    assert_int_equal(v[0].units_defined, 3);
    assert_int_equal(v[1].units_met, 2);
    assert_int_equal(v[1].units_defined, 3);
    assert_int_equal(v[2].units_met, 1);
    assert_int_equal(v[2].units_defined, 3);
    results_free(&r);
    scenario_file_free(file);
}

/// The mean is over the replications in which somebody was answered.
static void test_the_longest_wait_where_somebody_was_answered(void **state) {
    (void)state;
    scenario_file *file = handmade_file("");
    results r = handmade_results(file, 1, 3);
    const metric *longest = results_metric(&r, "wait_max");
    assert_true(isnan(results_estimate(&r, 0, 0, longest, 0.95).mean));
    for (uint32_t i = 0; i < 2; i++) {
        handmade_sums(&r, 0, i)->counts.answered = 5;
        handmade_sums(&r, 0, i)->extremes.wait_longest = 20 * SIM_SECOND * (i + 1);
    }
    assert_near(results_estimate(&r, 0, 0, longest, 0.95).mean, 30, 1e-12);
    results_free(&r);
    scenario_file_free(file);
}

static void test_a_constant_lead_has_no_width_when_paired(void **state) {
    (void)state;
    scenario_file *file = handmade_file("");
    results r = handmade_results(file, 2, 3);
    handmade_levels(&r, 0, (int[]){60, 70, 80});
    handmade_levels(&r, 1, (int[]){65, 75, 85});
    difference d = results_difference(&r, 1, 0, 0, level(), 0.95);
    assert_near(d.mean, 0.05, 1e-12);
    assert_near(d.half_width, 0, 1e-12);
    assert_near(d.variance_ratio, 0, 1e-12);
    results_free(&r);
    scenario_file_free(file);
}

/// Differences 0.00, 0.10, 0.05 (variance 0.0025); levels' variances 0.01 and 0.0175.
static void test_paired_difference_by_hand(void **state) {
    (void)state;
    scenario_file *file = handmade_file("");
    results r = handmade_results(file, 2, 3);
    handmade_levels(&r, 0, (int[]){60, 70, 80});
    handmade_levels(&r, 1, (int[]){60, 80, 85});
    difference d = results_difference(&r, 1, 0, 0, level(), 0.95);
    assert_near(d.mean, 0.05, 1e-12);
    assert_near(d.half_width, 4.302653 * 0.05 / sqrt(3), 1e-6);
    assert_near(d.variance_ratio, 0.0025 / (0.01 + 0.0175), 1e-9);
    difference back = results_difference(&r, 0, 1, 0, level(), 0.95);
    assert_near(back.mean, -d.mean, 0);
    assert_near(back.half_width, d.half_width, 0);
    results_free(&r);
    scenario_file_free(file);
}

static void test_variance_ratio_is_undefined_without_variance(void **state) {
    (void)state;
    scenario_file *file = handmade_file("");
    results r = handmade_results(file, 2, 3);
    handmade_levels(&r, 0, (int[]){70, 70, 70});
    handmade_levels(&r, 1, (int[]){80, 80, 80});
    difference d = results_difference(&r, 1, 0, 0, level(), 0.95);
    assert_near(d.mean, 0.1, 1e-12);
    assert_near(d.half_width, 0, 0);
    assert_true(isnan(d.variance_ratio));
    results_free(&r);
    scenario_file_free(file);
}

static const char targets[] =
    "\"targets\": {\"fast\": {\"metric\": \"service_level\", \"at_least\": 0.7, \"schemes\": \"all\"},"
    " \"low\": {\"metric\": \"service_level\", \"at_most\": 0.5, \"expect\": \"missed\"},"
    " \"sited\": {\"metric\": \"offered\", \"at_least\": 5, \"of\": \"sites.standby\", \"schemes\": "
    "[\"hot\"]}}";

static const verdict *verdict_on(const verdict *v, size_t count, const char *name, size_t scheme) {
    for (size_t i = 0; i < count; i++) {
        if (!strcmp(v[i].target->name, name) && v[i].scheme == scheme)
            return &v[i];
    }
    fail_msg("no verdict on %s in scheme %zu", name, scheme);
    return NULL;
}

static void test_verdicts(void **state) {
    (void)state;
    scenario_file *file = handmade_file(targets);
    results r = handmade_results(file, 3, 4);
    handmade_levels(&r, 0, (int[]){60, 62, 61, 61}); // well below 0.7
    handmade_levels(&r, 1, (int[]){80, 82, 81, 81}); // well above
    handmade_levels(&r, 2, (int[]){50, 90, 60, 80}); // straddles it
    verdict v[8];
    size_t count = results_verdicts(&r, NULL);
    assert_int_equal(count, 5);
    assert_int_equal(results_verdicts(&r, v), count);
    assert_int_equal(verdict_on(v, count, "fast", 0)->status, TARGET_MISSED);
    assert_int_equal(verdict_on(v, count, "fast", 1)->status, TARGET_MET);
    assert_int_equal(verdict_on(v, count, "fast", 2)->status, TARGET_UNDECIDED);
    assert_int_equal(verdict_on(v, count, "low", 0)->status, TARGET_MISSED);
    assert_int_equal(verdict_on(v, count, "low", 0)->target->expected, TARGET_MISSED);
    assert_int_equal(verdict_on(v, count, "sited", 1)->status, TARGET_MISSED);
    assert_near(verdict_on(v, count, "fast", 0)->value.mean, 0.61, 1e-12);
    results_free(&r);
    scenario_file_free(file);
}

static void test_one_replication_or_nothing_decides_nothing(void **state) {
    (void)state;
    scenario_file *file = handmade_file(targets);
    results one = handmade_results(file, 1, 1), nothing = handmade_results(file, 1, 4);
    handmade_levels(&one, 0, (int[]){99});
    verdict v[8];
    (void)results_verdicts(&one, v);
    assert_int_equal(v[0].status, TARGET_UNDECIDED);
    (void)results_verdicts(&nothing, v);
    assert_int_equal(v[0].status, TARGET_UNDECIDED);
    assert_true(isnan(v[0].value.mean));
    results_free(&one);
    results_free(&nothing);
    scenario_file_free(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_estimate_is_of_its_own_scope),
        cmocka_unit_test(test_days_that_keep_a_target_by_themselves),
        cmocka_unit_test(test_the_longest_wait_where_somebody_was_answered),
        cmocka_unit_test(test_a_constant_lead_has_no_width_when_paired),
        cmocka_unit_test(test_paired_difference_by_hand),
        cmocka_unit_test(test_variance_ratio_is_undefined_without_variance),
        cmocka_unit_test(test_verdicts),
        cmocka_unit_test(test_one_replication_or_nothing_decides_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
