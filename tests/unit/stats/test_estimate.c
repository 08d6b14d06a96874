/// Student's t, the delta method, and what one replication or none of a kind leaves undefined.
#include "support/test.h"

#include "stats/estimate.h"

static void test_student_quantiles(void **state) {
    (void)state;
    // From any table of Student's t: two-sided 95 % and 99 %.
    assert_near(student_quantile(0.95, 1), 12.706, 0.0005);
    assert_near(student_quantile(0.95, 9), 2.262, 0.0005);
    assert_near(student_quantile(0.99, 19), 2.861, 0.0005);
    assert_near(student_quantile(0.95, 1000000), 1.960, 0.0005);
    assert_true(isnan(student_quantile(0.95, 0)));
}

static void test_a_mean_is_a_ratio_to_one(void **state) {
    (void)state;
    const double values[] = {10, 12, 14, 16}, ones[] = {1, 1, 1, 1};
    double influence[4];
    ratio_estimate e = estimate_ratio(values, ones, 4, 0.95, influence);
    assert_near(e.value, 13, 1e-12);
    assert_near(e.sd, sqrt(20.0 / 3), 1e-12);
    assert_near(e.half_width, 3.182446 * sqrt(20.0 / 3 / 4), 1e-5);
    assert_near(influence[0], -3, 1e-12);
    assert_near(influence[3], 3, 1e-12);
}

/// Against the textbook form of the ratio estimator's variance, from the sample covariance matrix:
/// (s_nn - 2 R s_nd + R^2 s_dd) / (n mean_d^2). Source: Law, Simulation Modeling and Analysis (5th
/// ed.), 9.5.3 uses the same variance for regenerative ratios.
static void test_delta_method_against_covariances(void **state) {
    (void)state;
    const double n[] = {80, 95, 70, 120, 88}, d[] = {100, 105, 90, 140, 95};
    double mean_n = 0, mean_d = 0, nn = 0, nd = 0, dd = 0;
    for (int i = 0; i < 5; i++) {
        mean_n += n[i] / 5;
        mean_d += d[i] / 5;
    }
    for (int i = 0; i < 5; i++) {
        nn += (n[i] - mean_n) * (n[i] - mean_n) / 4;
        nd += (n[i] - mean_n) * (d[i] - mean_d) / 4;
        dd += (d[i] - mean_d) * (d[i] - mean_d) / 4;
    }
    double ratio = mean_n / mean_d,
           variance = (nn - 2 * ratio * nd + ratio * ratio * dd) / (5 * mean_d * mean_d);
    ratio_estimate e = estimate_ratio(n, d, 5, 0.9, NULL);
    assert_near(e.value, 453.0 / 530, 1e-12);
    assert_near(e.half_width, student_quantile(0.9, 4) * sqrt(variance), 1e-12);
}

static void test_one_replication_has_no_width(void **state) {
    (void)state;
    const double n[] = {3}, d[] = {4};
    ratio_estimate e = estimate_ratio(n, d, 1, 0.95, NULL);
    assert_near(e.value, 0.75, 0);
    assert_true(isnan(e.sd) && isnan(e.half_width));
}

static void test_nothing_by_nothing_is_undefined(void **state) {
    (void)state;
    const double zero[] = {0, 0, 0};
    ratio_estimate e = estimate_ratio(zero, zero, 3, 0.95, NULL);
    assert_true(isnan(e.value) && isnan(e.sd) && isnan(e.half_width));
}

static void test_a_replication_without_calls_weighs_nothing(void **state) {
    (void)state;
    const double n[] = {5, 0, 5}, d[] = {10, 0, 10};
    ratio_estimate e = estimate_ratio(n, d, 3, 0.95, NULL);
    assert_near(e.value, 0.5, 0);
    assert_near(e.sd, 0, 0); // of the two that have a ratio
    assert_near(e.half_width, 0, 0);
}

static void test_equal_replications_have_no_variance_at_all(void **state) {
    (void)state;
    const double n[] = {0.1, 0.1, 0.1}, d[] = {0.3, 0.3, 0.3}; // 0.1 / 0.3 * 0.3 is not 0.1 in binary
    double influence[3];
    ratio_estimate e = estimate_ratio(n, d, 3, 0.95, influence);
    assert_near(e.half_width, 0, 0);
    assert_near(influence_variance(influence, 3), 0, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_student_quantiles),
        cmocka_unit_test(test_a_mean_is_a_ratio_to_one),
        cmocka_unit_test(test_delta_method_against_covariances),
        cmocka_unit_test(test_one_replication_has_no_width),
        cmocka_unit_test(test_nothing_by_nothing_is_undefined),
        cmocka_unit_test(test_a_replication_without_calls_weighs_nothing),
        cmocka_unit_test(test_equal_replications_have_no_variance_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
