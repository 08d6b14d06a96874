// Series that are at the edge of what numbers can do: every method either says what is wrong with them, or
// has a forecast.
#include "support/test.h"

#include <gsl/gsl_errno.h>
#include <math.h>

#include <hotline/forecast.h>

enum { LENGTH = 40, PERIOD = 4, HORIZON = 12 };

/// GSL's own handler would end the program.
static void gsl_raised(const char *reason, const char *file, int line, int error) {
    fail_msg("GSL raises '%s' (%d) at %s:%d", reason, error, file, line);
}

typedef double value_at(size_t i);

static double largest(size_t i) {
    return i % 2 ? -1e150 : 1e150;
}

static double too_large(size_t i) {
    return i % 3 ? 1e308 : 1;
}

static double smallest(size_t i) {
    return 5e-324 * (double)(i + 1);
}

static double tiny(size_t i) {
    return 1e-308 * (double)(1 + i * i % 7);
}

static double alternating(size_t i) {
    return i % 2 ? -5 : 5;
}

static double noisy_constant(size_t i) {
    return 1e15 + 0.125 * (double)(i * i % 3);
}

static double constant(size_t i) {
    return (double)(i * 0) + 7;
}

static double zeros(size_t i) {
    return (double)(i * 0);
}

static double spike(size_t i) {
    return i == 20 ? 1e150 : 1;
}

static double lone_value(size_t i) {
    return i == 20 ? 1 : 1e-300;
}

static double all_sizes(size_t i) {
    return pow(10, (double)(i * 7919 % 450) - 300);
}

static double rising(size_t i) {
    return pow(10, 11 * (double)i - 300);
}

static double falling(size_t i) {
    return pow(10, 150 - 11 * (double)i);
}

static double step(size_t i) {
    return i < 20 ? 0 : 1;
}

static double line(size_t i) {
    return 1 + 0.05 * (double)i;
}

typedef struct hostile {
    const char *name;
    value_at *value;
} hostile;

static const hostile all[] = {{"largest", largest},
                              {"too large", too_large},
                              {"smallest", smallest},
                              {"tiny", tiny},
                              {"alternating", alternating},
                              {"noisy constant", noisy_constant},
                              {"constant", constant},
                              {"zeros", zeros},
                              {"spike", spike},
                              {"lone value", lone_value},
                              {"all sizes", all_sizes},
                              {"rising", rising},
                              {"falling", falling},
                              {"step", step},
                              {"line", line}};

static forecast_spec spec_of(forecast_method method) {
    forecast_spec spec = forecast_spec_default(method);
    spec.horizon = HORIZON;
    spec.degree = FORECAST_DEGREE_MAX;
    if (method == FORECAST_COMBINATION) {
        spec.members[spec.member_count++] = FORECAST_GM11;
        spec.members[spec.member_count++] = FORECAST_DAMPED_HOLT;
        spec.weights = FORECAST_BATES_GRANGER;
    }
    return spec;
}

/// An interval may be endless, but its ends are in order and are no NAN.
static void assert_ordered(const forecast_model *m, const char *name, double confidence) {
    for (size_t h = 1; h <= HORIZON; h++) {
        forecast_point p = forecast_at(m, h, confidence);
        if (!(isfinite(p.mean) && p.lower <= p.mean && p.mean <= p.upper))
            fail_msg("%s: step %zu is %g, between %g and %g", name, h, p.mean, p.lower, p.upper);
    }
}

static void assert_path_is_there(const forecast_model *m, double score) {
    double scores[HORIZON], path[HORIZON];
    for (size_t h = 0; h < HORIZON; h++)
        scores[h] = h % 2 ? -score : score;
    forecast_draw_path(m, scores, HORIZON, path);
    for (size_t h = 0; h < HORIZON; h++)
        assert_true(!isnan(path[h]));
}

static void try_method(const char *name, const double *values, size_t count, forecast_method method) {
    input_error err = {0};
    forecast_spec spec = spec_of(method);
    forecast_series s = {.values = values, .count = count, .period = PERIOD};
    forecast_model *m = forecast_fit(&s, &spec, &err);
    if (!m) {
        assert_true(err.text[0]);
        return;
    }
    assert_ordered(m, name, 0.95);
    assert_ordered(m, name, 1 - 1e-16);
    assert_path_is_there(m, 3);
    assert_path_is_there(m, 100); // rarer than any double can say
    assert_true(!isnan(forecast_quantile(m, 1, 1e-300)));
    forecast_free(m);
}

static void test_every_method(void **state) {
    (void)state;
    static const size_t counts[] = {3, 4, 5, 7, 12, LENGTH};
    double values[LENGTH];
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        for (size_t k = 0; k < LENGTH; k++)
            values[k] = all[i].value(k);
        for (size_t k = 0; k < sizeof counts / sizeof counts[0]; k++)
            for (int method = 0; method < FORECAST_METHOD_COUNT; method++)
                try_method(all[i].name, values + LENGTH - counts[k], counts[k], (forecast_method)method);
    }
}

static void test_backtests(void **state) {
    (void)state;
    double values[LENGTH];
    forecast_spec spec = spec_of(FORECAST_AUTO);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        forecast_backtest b = {0};
        for (size_t k = 0; k < LENGTH; k++)
            values[k] = all[i].value(k);
        forecast_series s = {.values = values, .count = LENGTH, .period = PERIOD};
        assert_true(forecast_backtest_run(&s, &spec, 5, &b, NULL) == (all[i].value != too_large));
        for (size_t k = 0; k < b.score_count; k++)
            assert_true(b.scores[k].count == 0 || (b.scores[k].coverage95 >= b.scores[k].coverage80));
    }
}

/// What least squares take apart are powers of the index, whatever the values: here are all short series.
static void test_polynomials_of_all_lengths(void **state) {
    (void)state;
    enum { LONGEST = 300 };
    double values[LONGEST];
    for (size_t i = 0; i < LONGEST; i++)
        values[i] = largest(i);
    for (size_t degree = 1; degree <= FORECAST_DEGREE_MAX; degree++)
        for (size_t count = degree + 2; count <= LONGEST; count += count < 60 ? 1 : 60) {
            forecast_spec spec = forecast_spec_default(FORECAST_POLYNOMIAL);
            spec.degree = degree;
            spec.horizon = 1;
            forecast_free(forecast_fit(&(forecast_series){.values = values, .count = count}, &spec, NULL));
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_method),
        cmocka_unit_test(test_backtests),
        cmocka_unit_test(test_polynomials_of_all_lengths),
    };
    (void)gsl_set_error_handler(gsl_raised);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
