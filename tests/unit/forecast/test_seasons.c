// Methods that look at the last values or at seasons: moving averages, Holt, Holt-Winters.
#include "support/test.h"

#include <hotline/forecast.h>

enum { VALUES_MAX = 200, LINE_SIZE = 200, PATH_SIZE = 4096 };

static forecast_model *fitted(const double *values, size_t count, size_t period, forecast_spec spec) {
    input_error err = {0};
    forecast_series s = {.values = values, .count = count, .period = period};
    forecast_model *m = forecast_fit(&s, &spec, &err);
    if (!m)
        fail_msg("%s", err.text);
    return m;
}

static double parameter(const forecast_model *m, const char *name) {
    size_t count;
    const forecast_parameter *p = forecast_parameters(m, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(p[i].name, name) == 0)
            return p[i].value;
    fail_msg("no parameter %s", name);
    return NAN;
}

static void test_moving_average_of_order_1(void **state) {
    (void)state;
    static const double y[] = {4, 8, 6, 10, 12};
    forecast_spec spec = forecast_spec_default(FORECAST_MOVING_AVERAGE);
    spec.window = 3;
    forecast_model *m = fitted(y, 5, 0, spec);
    assert_near(forecast_at(m, 1, 0.9).mean, 28.0 / 3, 1e-12);
    assert_near(forecast_at(m, 5, 0.9).mean, 28.0 / 3, 1e-12);
    assert_near(forecast_fitted(m)[3], 6, 1e-12);
    assert_true(isnan(forecast_fitted(m)[2]));
    forecast_free(m);
}

/// M1 = 9.5, 11; M2 = 10.25; a = 11.75, b = 1.5 for a window of 2.
static void test_moving_average_of_order_2(void **state) {
    (void)state;
    static const double y[] = {4, 8, 6, 9, 10, 12};
    forecast_spec spec = forecast_spec_default(FORECAST_MOVING_AVERAGE);
    spec.window = 2;
    spec.order = 2;
    forecast_model *m = fitted(y, 6, 0, spec);
    assert_near(parameter(m, "level"), 11.75, 1e-12);
    assert_near(parameter(m, "trend"), 1.5, 1e-12);
    assert_near(forecast_at(m, 2, 0.9).mean, 11.75 + 3, 1e-12);
    forecast_free(m);
    double line[12];
    for (size_t i = 0; i < 12; i++)
        line[i] = 3 + 2 * (double)i;
    spec.window = 4;
    m = fitted(line, 12, 0, spec);
    assert_near(forecast_at(m, 3, 0.9).mean, 3 + 2 * 14, 1e-12);
    forecast_free(m);
}

static void test_holt_follows_a_line(void **state) {
    (void)state;
    double line[12];
    for (size_t i = 0; i < 12; i++)
        line[i] = 3 + 2 * (double)i;
    forecast_model *m = fitted(line, 12, 0, forecast_spec_default(FORECAST_HOLT));
    assert_near(forecast_at(m, 4, 0.9).mean, 3 + 2 * 15, 1e-9);
    forecast_free(m);
}

/// By hand: l1 = 10, b1 = 4; ahead 10 + 0.5 * 4 = 12; l2 = (12 + 14) / 2 = 13, b2 = (3 + 0.5 * 4) / 2 = 2.5;
/// ahead 13 + 1.25 = 14.25; l3 = (14.25 + 15) / 2 = 14.625, b3 = (1.625 + 1.25) / 2 = 1.4375; then once more.
static void test_damping_by_hand(void **state) {
    (void)state;
    static const double y[] = {10, 14, 15, 15};
    forecast_spec spec = forecast_spec_default(FORECAST_HOLT);
    spec.alpha = spec.beta = spec.phi = 0.5;
    forecast_model *m = fitted(y, 4, 0, spec);
    double ahead = 14.625 + 0.71875, level = (ahead + 15) / 2, trend = (level - 14.625 + 0.71875) / 2;
    assert_near(parameter(m, "level"), level, 1e-12);
    assert_near(forecast_at(m, 1, 0.9).mean, level + 0.5 * trend, 1e-12);
    assert_near(forecast_at(m, 3, 0.9).mean, level + 0.875 * trend, 1e-12);
    forecast_free(m);
}

static void test_estimates_are_the_least_squares(void **state) {
    (void)state;
    static const double y[] = {10, 14, 15, 15, 18, 17, 21, 24, 22, 27, 26, 31};
    forecast_spec spec = forecast_spec_default(FORECAST_HOLT);
    forecast_model *m = fitted(y, 12, 0, spec);
    double least = forecast_measures_of(m)->sse;
    forecast_free(m);
    for (int a = 0; a <= 20; a++)
        for (int b = 0; b <= 20; b++) {
            spec.alpha = a / 20.0;
            spec.beta = b / 20.0;
            m = fitted(y, 12, 0, spec);
            assert_true(forecast_measures_of(m)->sse >= least * (1 - 1e-9));
            forecast_free(m);
        }
}

/// Trend and season without noise: the start values are exact, and so is all that follows.
static void test_holt_winters_without_noise(void **state) {
    (void)state;
    static const double add[] = {5, -2, -4, 1}, factor[] = {1.2, 0.9, 0.7, 1.2};
    double sums[24];
    for (size_t i = 0; i < 24; i++)
        sums[i] = 50 + 2 * (double)i + add[i % 4];
    forecast_spec spec = forecast_spec_default(FORECAST_HOLT_WINTERS);
    spec.alpha = 0.3;
    spec.beta = 0.1;
    spec.gamma = 0.2;
    forecast_model *m = fitted(sums, 22, 4, spec);
    assert_near(forecast_at(m, 1, 0.9).mean, sums[22], 2.5);
    size_t seasons;
    const double *season = forecast_season(m, &seasons);
    assert_int_equal(seasons, 4);
    assert_true(season[0] < season[1] && season[2] > season[1]); // -4, 1, 5, -2: the third and so on
    forecast_free(m);
    for (size_t i = 0; i < 24; i++)
        sums[i] = 50 * factor[i % 4];
    spec.multiplicative = true;
    m = fitted(sums, 24, 4, spec);
    for (size_t h = 1; h <= 4; h++)
        assert_near(forecast_at(m, h, 0.9).mean, 50 * factor[(h - 1) % 4], 1e-9);
    forecast_free(m);
}

/// Values of a column `value` in a file of the folder HOTLINE_REFERENCE_DATA; skips the test without one.
static size_t reference(const char *name, size_t first, size_t count, double values[VALUES_MAX]) {
    const char *folder = getenv("HOTLINE_REFERENCE_DATA");
    char path[PATH_SIZE], line[LINE_SIZE];
    if (!folder || !*folder)
        skip();
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *in = fopen(path, "r");
    if (!in)
        skip();
    size_t row = 0, there = 0;
    while (fgets(line, sizeof line, in)) {
        const char *comma = strrchr(line, ',');
        if (row > first && there < count && comma)
            values[there++] = strtod(comma + 1, NULL);
        row++;
    }
    (void)fclose(in);
    return there;
}

/// Australian air passengers 1990 to 2004: R. J. Hyndman, G. Athanasopoulos, Forecasting, 1st edition, 7.2.
static void test_holt_of_the_textbook(void **state) {
    (void)state;
    double y[VALUES_MAX];
    assert_int_equal(reference("fpp2_ausair.csv", 20, 15, y), 15);
    forecast_spec spec = forecast_spec_default(FORECAST_HOLT);
    spec.alpha = 0.8;
    spec.beta = 0.2;
    spec.level = y[0]; // there the state before 1990
    spec.trend = y[1] - y[0];
    forecast_model *m = fitted(y, 15, 0, spec);
    static const double ahead[] = {43.7570, 45.5935, 47.4301, 49.2666, 51.1032};
    assert_near(parameter(m, "level"), 41.920413672354655, 1e-12);
    assert_near(parameter(m, "trend"), 1.836554818326382, 1e-12);
    for (size_t h = 1; h <= 5; h++)
        assert_near(forecast_at(m, h, 0.9).mean, ahead[h - 1], 5e-5);
    forecast_free(m);
}

/// AirPassengers: R, HoltWinters(x, seasonal = "mult") with its parameters to seven digits.
static void test_holt_winters_of_r(void **state) {
    (void)state;
    double y[VALUES_MAX];
    assert_int_equal(reference("datasets_AirPassengers.csv", 0, 144, y), 144);
    forecast_spec spec = forecast_spec_default(FORECAST_HOLT_WINTERS);
    spec.multiplicative = true;
    spec.alpha = 0.2755925;
    spec.beta = 0.03269295;
    spec.gamma = 0.8707292;
    spec.horizon = 12;
    forecast_model *m = fitted(y, 144, 12, spec);
    static const double season[] = {0.9464611, 0.8829239, 0.9717369, 1.0304825, 1.0476884, 1.1805272,
                                    1.3590777, 1.3331706, 1.1083381, 0.9868813, 0.8361333, 0.9209877};
    static const double ahead[] = {447.0559, 419.7123, 464.8671, 496.0839, 507.5326, 575.4509,
                                   666.5923, 657.9137, 550.3088, 492.9853, 420.2073, 465.6345};
    size_t seasons;
    assert_near(parameter(m, "level"), 469.3232226750557, 1e-10);
    assert_near(parameter(m, "trend"), 3.0215391323278666, 1e-12);
    assert_near(forecast_measures_of(m)->sse, 16570.77786695726, 1e-8);
    for (size_t h = 0; h < 12; h++) {
        assert_near(forecast_season(m, &seasons)[h], season[h], 5e-8);
        assert_near(forecast_at(m, h + 1, 0.9).mean, ahead[h], 5e-5);
    }
    forecast_free(m);
    spec.alpha = spec.beta = spec.gamma = NAN; // R's optimiser ends there; ours a little lower
    m = fitted(y, 144, 12, spec);
    assert_near(parameter(m, "alpha"), 0.2756, 0.0005);
    assert_near(parameter(m, "beta"), 0.0327, 0.0005);
    assert_near(parameter(m, "gamma"), 0.8707, 0.0005);
    assert_true(forecast_measures_of(m)->sse <= 16570.78);
    forecast_free(m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moving_average_of_order_1),
        cmocka_unit_test(test_moving_average_of_order_2),
        cmocka_unit_test(test_holt_follows_a_line),
        cmocka_unit_test(test_damping_by_hand),
        cmocka_unit_test(test_estimates_are_the_least_squares),
        cmocka_unit_test(test_holt_winters_without_noise),
        cmocka_unit_test(test_holt_of_the_textbook),
        cmocka_unit_test(test_holt_winters_of_r),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
