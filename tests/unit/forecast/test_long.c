// Long series: what saves time does not change what is found.
#include "support/test.h"

#include <math.h>
#include <stdlib.h>

#include <hotline/forecast.h>

#include "base/text.h"

enum { COUNT = 30000 };

/// Deterministic and without a pattern that a method could follow: 12 uniform numbers make one that is nearly
/// normal.
static double noise(uint32_t *state) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
        *state = *state * 1664525u + 1013904223u;
        sum += *state / 4294967296.0;
    }
    return sum;
}

static double parameter_of(const forecast_model *m, const char *name) {
    size_t count;
    const forecast_parameter *list = forecast_parameters(m, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].name, name) == 0)
            return list[i].value;
    fail_msg("no parameter %s", name);
    return NAN;
}

static forecast_model *fitted(const double *values, forecast_method method) {
    input_error err = {0};
    forecast_spec spec = forecast_spec_default(method);
    forecast_model *m = forecast_fit(&(forecast_series){.values = values, .count = COUNT}, &spec, &err);
    if (!m)
        fail_msg("%s", err.text);
    return m;
}

/// Curves are fitted to means of 15 neighbours here.
static void test_growth(void **state) {
    (void)state;
    double *values = memory_new(COUNT, sizeof *values);
    for (size_t i = 0; i < COUNT; i++)
        values[i] = 500 / (1 + exp((18000 - (double)i) / 4000));
    forecast_model *m = fitted(values, FORECAST_LOGISTIC);
    assert_near(parameter_of(m, "K"), 500, 5e-4);
    assert_near(parameter_of(m, "t0"), 18000, 1e-2);
    assert_near(parameter_of(m, "s"), 4000, 1e-2);
    forecast_free(m);
    for (size_t i = 0; i < COUNT; i++)
        values[i] = 500 * exp(-5 * exp(-1e-4 * (double)i));
    m = fitted(values, FORECAST_GOMPERTZ);
    assert_near(parameter_of(m, "K"), 500, 5e-4);
    assert_near(parameter_of(m, "b"), 5, 5e-6);
    assert_near(parameter_of(m, "c"), 1e-4, 1e-10);
    forecast_free(m);
    free(values);
}

/// A random walk of variance 1 beside noise of variance q has the best alpha = (sqrt(1 + 4 q) - 1) / (2 q):
/// J. F. Muth 1960. The last 9,000 errors tell it to 0.01 or so; held to 0.05.
static void test_smoothing(void **state) {
    (void)state;
    double *values = memory_new(COUNT, sizeof *values), level = 100;
    const double q = 20;
    uint32_t seed = 1;
    for (size_t i = 0; i < COUNT; i++) {
        level += noise(&seed);
        values[i] = level + sqrt(q) * noise(&seed);
    }
    forecast_model *m = fitted(values, FORECAST_HOLT);
    assert_near(parameter_of(m, "alpha"), (sqrt(1 + 4 * q) - 1) / (2 * q), 0.05);
    assert_near(parameter_of(m, "beta"), 0, 0.01);
    forecast_free(m);
    free(values);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_smoothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
