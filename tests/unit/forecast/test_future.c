// What models say of the future: intervals, paths, mixtures, back-tests.
#include "support/test.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include <hotline/forecast.h>

/// Mobile subscribers of China 1995 to 2010 in millions. ITU through Gapminder, CC-BY 4.0.
static const double china[] = {3.629,   6.853,   13.233,  23.863,  43.296,  85.260,  144.820, 206.005,
                               269.953, 334.824, 393.406, 461.058, 547.306, 641.245, 747.214, 859.003};
enum { CHINA = sizeof china / sizeof china[0] };

static forecast_model *fitted(const double *values, size_t count, forecast_spec spec) {
    input_error err = {0};
    forecast_model *m = forecast_fit(&(forecast_series){.values = values, .count = count}, &spec, &err);
    if (!m)
        fail_msg("%s", err.text);
    return m;
}

static forecast_spec combination(forecast_method a, forecast_method b, forecast_weights weights) {
    forecast_spec spec = forecast_spec_default(FORECAST_COMBINATION);
    spec.members[spec.member_count++] = a;
    spec.members[spec.member_count++] = b;
    spec.weights = weights;
    return spec;
}

static void test_equal_weights(void **state) {
    (void)state;
    forecast_model *both =
        fitted(china, CHINA, combination(FORECAST_GM11, FORECAST_GOMPERTZ, FORECAST_EQUAL));
    forecast_model *one = fitted(china, CHINA, forecast_spec_default(FORECAST_GM11));
    forecast_model *two = fitted(china, CHINA, forecast_spec_default(FORECAST_GOMPERTZ));
    size_t count;
    assert_near(forecast_members(both, &count)[0].weight, 0.5, 1e-15);
    assert_int_equal(count, 2);
    for (size_t h = 1; h <= 5; h++) {
        double mean = (forecast_at(one, h, 0.9).mean + forecast_at(two, h, 0.9).mean) / 2;
        assert_near(forecast_at(both, h, 0.9).mean, mean, 1e-9 * mean);
    }
    forecast_free(both);
    forecast_free(one);
    forecast_free(two);
}

typedef struct past_errors {
    double absolute, squares;
} past_errors;

/// Errors one step ahead of a method that is fitted to the first 3, 4, .. values, in mean steps known then.
static past_errors errors_of(forecast_method method) {
    past_errors sum = {0};
    for (size_t n = 3; n < CHINA; n++) {
        forecast_spec spec = forecast_spec_default(method);
        spec.horizon = 1;
        forecast_model *m = fitted(china, n, spec);
        double e =
            fabs(china[n] - forecast_at(m, 1, 0.9).mean) / ((china[n - 1] - china[0]) / (double)(n - 1));
        sum.absolute += e;
        sum.squares += e * e;
        forecast_free(m);
    }
    return sum;
}

static double weight_of(forecast_spec spec, forecast_method method) {
    spec.horizon = 1;
    forecast_model *m = fitted(china, CHINA, spec);
    size_t count;
    const forecast_member *members = forecast_members(m, &count);
    double weight = NAN;
    for (size_t i = 0; i < count; i++)
        weight = members[i].method == method ? members[i].weight : weight;
    forecast_free(m);
    return weight;
}

/// What met all that came needs no help of methods that are hard to beat when little is known.
static void test_auto_goes_on_with_a_line(void **state) {
    (void)state;
    static const double line[] = {1, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3};
    forecast_model *m = fitted(line, 7, forecast_spec_default(FORECAST_AUTO));
    for (size_t h = 1; h <= 5; h++)
        assert_near(forecast_at(m, h, 0.95).mean, 1.3 + 0.05 * (double)h, 1e-7);
    assert_non_null(strstr(forecast_warning(m, 0), "meets all values exactly"));
    forecast_free(m);
}

/// How far auto stays behind a line of slope 1, three steps ahead, when its values are off by `size` to both
/// sides.
static double behind_line(double size) {
    double values[12];
    for (size_t i = 0; i < 12; i++)
        values[i] = (double)i + (i % 3 ? -size : size);
    forecast_model *m = fitted(values, 12, forecast_spec_default(FORECAST_AUTO));
    double behind = 14 - forecast_at(m, 3, 0.95).mean;
    forecast_free(m);
    return behind;
}

static void test_trust_comes_back_with_errors(void **state) {
    (void)state;
    assert_near(behind_line(1e-6), 0, 3e-6);
    assert_near(behind_line(1e-3), 0, 3e-3);
    assert_near(behind_line(0.06), 0.12, 0.05); // of the damped trend
    assert_true(behind_line(0.6) > 1);          // and of the last value
}

static void test_weights_from_past_errors(void **state) {
    (void)state;
    past_errors naive = errors_of(FORECAST_NAIVE), linear = errors_of(FORECAST_LINEAR);
    assert_near(
        weight_of(combination(FORECAST_NAIVE, FORECAST_LINEAR, FORECAST_INVERSE_ERROR), FORECAST_NAIVE),
        linear.absolute / (naive.absolute + linear.absolute), 1e-12);
    assert_near(
        weight_of(combination(FORECAST_NAIVE, FORECAST_LINEAR, FORECAST_BATES_GRANGER), FORECAST_NAIVE),
        linear.squares / (naive.squares + linear.squares), 1e-12);
}

static void test_nothing_is_known_beforehand(void **state) {
    (void)state;
    double changed[CHINA];
    memcpy(changed, china, sizeof china);
    changed[CHINA - 1] = 1; // what comes after the origin
    forecast_spec spec = forecast_spec_default(FORECAST_AUTO);
    forecast_backtest one, two;
    spec.horizon = 1;
    forecast_model *m = fitted(china, CHINA - 1, spec);
    double mean = forecast_at(m, 1, 0.9).mean, scale = (china[CHINA - 2] - china[0]) / (CHINA - 2);
    forecast_free(m);
    assert_true(
        forecast_backtest_run(&(forecast_series){.values = china, .count = CHINA}, &spec, 1, &one, NULL));
    assert_true(
        forecast_backtest_run(&(forecast_series){.values = changed, .count = CHINA}, &spec, 1, &two, NULL));
    assert_near(one.scores[0].mase, fabs(china[CHINA - 1] - mean) / scale, 1e-12);
    assert_near(two.scores[0].mase, fabs(1 - mean) / scale, 1e-12);
    assert_int_equal(one.scores[0].method, FORECAST_AUTO);
}

static void test_backtest_counts_and_means(void **state) {
    (void)state;
    forecast_backtest b;
    forecast_spec spec = forecast_spec_default(FORECAST_LINEAR);
    spec.horizon = 3;
    assert_true(
        forecast_backtest_run(&(forecast_series){.values = china, .count = CHINA}, &spec, 4, &b, NULL));
    assert_int_equal(b.score_count, 2); // and naive
    assert_int_equal(b.scores[0].count, 3 + 3 + 2 + 1);
    double mape = 0, smape = 0;
    for (size_t n = CHINA - 4; n < CHINA; n++)
        for (size_t h = 0; h < 3 && n + h < CHINA; h++) {
            double e = fabs(china[n + h] - china[n - 1]);
            mape += e / china[n + h] / 9;
            smape += 2 * e / (china[n + h] + china[n - 1]) / 9;
        }
    assert_int_equal(b.scores[1].method, FORECAST_NAIVE);
    assert_near(b.scores[1].mape, mape, 1e-12);
    assert_near(b.scores[1].smape, smape, 1e-12);
    assert_near((4 * b.scores[1].mase_of_step[0] + 3 * b.scores[1].mase_of_step[1] +
                 2 * b.scores[1].mase_of_step[2]) /
                    9,
                b.scores[1].mase, 1e-12);
}

static void test_auto_follows_the_better_method(void **state) {
    (void)state;
    double line[30], walk[30];
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(r, 7);
    for (size_t i = 0; i < 30; i++) {
        line[i] = 100 + 10 * (double)i + gsl_ran_gaussian(r, 1);
        walk[i] = (i ? walk[i - 1] : 1000) + gsl_ran_gaussian(r, 20);
    }
    forecast_model *m = fitted(line, 30, forecast_spec_default(FORECAST_AUTO));
    assert_near(forecast_at(m, 5, 0.9).mean, 100 + 10 * 34, 15);
    forecast_free(m);
    m = fitted(walk, 30, forecast_spec_default(FORECAST_AUTO));
    assert_near(forecast_at(m, 5, 0.9).mean, walk[29], 60);
    forecast_free(m);
    gsl_rng_free(r);
}

/// Share of futures of simulated series that lie in the 90 % interval.
static double coverage(forecast_method method, bool walk, size_t step) {
    enum { SERIES = 400, COUNT = 30, HORIZON = 4 };
    double y[COUNT + HORIZON];
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    size_t inside = 0;
    gsl_rng_set(r, 11);
    for (size_t i = 0; i < SERIES; i++) {
        double level = 0;
        for (size_t k = 0; k < COUNT + HORIZON; k++) {
            level += walk ? gsl_ran_gaussian(r, 1) : 0.5;
            y[k] = level + (walk ? 0 : gsl_ran_gaussian(r, 1));
        }
        forecast_spec spec = forecast_spec_default(method);
        spec.horizon = HORIZON;
        forecast_model *m = fitted(y, COUNT, spec);
        forecast_point p = forecast_at(m, step, 0.9);
        inside += y[COUNT + step - 1] >= p.lower && y[COUNT + step - 1] <= p.upper;
        forecast_free(m);
    }
    gsl_rng_free(r);
    return (double)inside / SERIES;
}

/// Where the method is right its intervals hold, and are not endless: 90 % +- 3.3 standard errors of 0.015 at
/// the lower end (99.9 % confidence); above, widening to the worse of model and past costs some width.
static void test_intervals_hold_what_they_say(void **state) {
    (void)state;
    static const struct {
        forecast_method method;
        bool walk;
        size_t step;
    } cases[] = {{FORECAST_LINEAR, false, 1}, {FORECAST_LINEAR, false, 4}, {FORECAST_NAIVE, true, 1},
                 {FORECAST_NAIVE, true, 4},   {FORECAST_HOLT, true, 1},    {FORECAST_DAMPED_HOLT, true, 4}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double share = coverage(cases[i].method, cases[i].walk, cases[i].step);
        if (!(share >= 0.85 && share <= 0.985))
            fail_msg("%s, step %zu: %.3f", forecast_method_name(cases[i].method), cases[i].step, share);
    }
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/// 20,000 paths: a quantile's probability has a standard error of at most 0.0035; 4 of them (99.99 %).
static void test_paths_have_the_law_of_the_quantiles(void **state) {
    (void)state;
    enum { PATHS = 20000, STEPS = 4 };
    static const forecast_method methods[] = {FORECAST_NAIVE, FORECAST_EXPONENTIAL, FORECAST_GOMPERTZ,
                                              FORECAST_AUTO};
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    double *last = calloc(PATHS, sizeof *last);
    assert_non_null(last);
    for (size_t k = 0; k < 4; k++) {
        forecast_spec spec = forecast_spec_default(methods[k]);
        spec.horizon = STEPS;
        forecast_model *m = fitted(china, CHINA, spec);
        double scores[STEPS], path[STEPS];
        gsl_rng_set(r, 5 + k);
        for (size_t i = 0; i < PATHS; i++) {
            for (size_t h = 0; h < STEPS; h++)
                scores[h] = gsl_ran_ugaussian(r);
            forecast_draw_path(m, scores, STEPS, path);
            last[i] = path[STEPS - 1];
        }
        qsort(last, PATHS, sizeof *last, compare);
        for (int percent = 5; percent < 100; percent += 15) {
            double p = percent / 100.0;
            double low = last[(size_t)(PATHS * fmax(p - 0.014, 0))],
                   high = last[(size_t)(PATHS * fmin(p + 0.014, 0.9999))];
            double quantile = forecast_quantile(m, STEPS, p);
            assert_true(quantile >= low && quantile <= high);
        }
        forecast_free(m);
    }
    free(last);
    gsl_rng_free(r);
}

/// Steps of a random walk: what was drawn for step 1 stays in step 4, which has twice its deviation.
static void test_paths_hang_together(void **state) {
    (void)state;
    static const double zeros[4], first[4] = {1, 0, 0, 0};
    double values[20], path[4];
    for (size_t i = 0; i < 20; i++)
        values[i] = 100 + (i % 2 ? 5 : 0) + (i % 3 ? 3 : 0);
    forecast_spec spec = forecast_spec_default(FORECAST_NAIVE);
    spec.horizon = 4;
    forecast_model *m = fitted(values, 20, spec);
    forecast_draw_path(m, zeros, 4, path);
    for (size_t h = 0; h < 4; h++)
        assert_near(path[h], forecast_at(m, h + 1, 0.9).mean, 1e-12);
    forecast_draw_path(m, first, 4, path);
    // one deviation of step 1 is half a deviation of step 4
    assert_near(path[0], forecast_quantile(m, 1, 0.8413447460685429), 1e-9);
    assert_near(path[3], forecast_quantile(m, 4, 0.6914624612740131), 1e-9);
    forecast_free(m);
}

static void test_constant_series(void **state) {
    (void)state;
    static const forecast_method methods[] = {FORECAST_AUTO, FORECAST_LINEAR, FORECAST_EXPONENTIAL,
                                              FORECAST_HOLT, FORECAST_GM11,   FORECAST_MOVING_AVERAGE};
    double values[8];
    for (size_t i = 0; i < 8; i++)
        values[i] = 0.3;
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        forecast_model *m = fitted(values, 8, forecast_spec_default(methods[i]));
        forecast_point p = forecast_at(m, 5, 0.99);
        assert_true(p.mean >= 0.3 && p.mean <= 0.3 && p.lower >= 0.3 && p.upper <= 0.3);
        assert_non_null(strstr(forecast_warning(m, 0), "all values are equal"));
        forecast_free(m);
    }
}

static void test_same_input_same_bits(void **state) {
    (void)state;
    forecast_model *a = fitted(china, CHINA, forecast_spec_default(FORECAST_AUTO));
    forecast_model *b = fitted(china, CHINA, forecast_spec_default(FORECAST_AUTO));
    for (size_t h = 1; h <= 5; h++) {
        forecast_point x = forecast_at(a, h, 0.95), y = forecast_at(b, h, 0.95);
        assert_memory_equal(&x, &y, sizeof x);
    }
    forecast_free(a);
    forecast_free(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal_weights),
        cmocka_unit_test(test_auto_goes_on_with_a_line),
        cmocka_unit_test(test_trust_comes_back_with_errors),
        cmocka_unit_test(test_weights_from_past_errors),
        cmocka_unit_test(test_nothing_is_known_beforehand),
        cmocka_unit_test(test_backtest_counts_and_means),
        cmocka_unit_test(test_auto_follows_the_better_method),
        cmocka_unit_test(test_intervals_hold_what_they_say),
        cmocka_unit_test(test_paths_have_the_law_of_the_quantiles),
        cmocka_unit_test(test_paths_hang_together),
        cmocka_unit_test(test_constant_series),
        cmocka_unit_test(test_same_input_same_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
