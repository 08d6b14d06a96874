#include "support/test.h"

#include <hotline/forecast.h>

/// Mobile subscribers of China at the end of the years from 1990, in millions. ITU through Gapminder,
/// CC-BY 4.0 (open-numbers/ddf--gapminder--systema_globalis, cell_phones_total).
static const double china[] = {0.018319, 0.047544, 0.176943, 0.638,   1.568,   3.629,   6.853,
                               13.233,   23.863,   43.296,   85.26,   144.82,  206.005, 269.953,
                               334.824,  393.406,  461.058,  547.306, 641.245, 747.214, 859.003,
                               986.253,  1112.16,  1229.11,  1286.09, 1291.98, 1364.93, 1469.88,
                               1649.3,   1746.24,  1718.41,  1733.01, 1770.01, 1824.42};
enum { CHINA_FIRST = 1990, CHINA_MAX = 40 };

/// China 2003 to 2010 in ten thousands, as in the yearbooks.
static const double yearbook[] = {26995.3, 33482.4, 39340.6, 46105.8, 54730.6, 64124.5, 74721.4, 85900.3};

/// Seven values of a textbook on the grey model.
static const double textbook[] = {71.1, 72.4, 72.4, 72.1, 71.4, 72.0, 71.6};
static const double pygrey[] = {7413.7, 7579, 7739.2, 7696, 7787.7, 7584.1, 7489, 7355, 7138};

static forecast_model *fitted(const double *times, const double *values, size_t count, forecast_spec spec) {
    input_error err = {0};
    forecast_model *m =
        forecast_fit(&(forecast_series){.times = times, .values = values, .count = count}, &spec, &err);
    if (!m)
        fail_msg("%s", err.text);
    return m;
}

static forecast_model *china_fitted(int from, int to, forecast_spec spec) {
    double times[CHINA_MAX];
    size_t count = (size_t)to - (size_t)from + 1;
    for (size_t i = 0; i < count; i++)
        times[i] = from + (double)i;
    return fitted(times, china + (from - CHINA_FIRST), count, spec);
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

static void assert_means(const forecast_model *m, const double *means, size_t count, double tolerance) {
    for (size_t h = 1; h <= count; h++)
        assert_near(forecast_at(m, h, 0.95).mean, means[h - 1], tolerance);
}

static void test_linear(void **state) {
    (void)state;
    forecast_model *m = fitted(NULL, yearbook, 8, forecast_spec_default(FORECAST_LINEAR));
    assert_near(parameter(m, "a"), 23945.6750, 5e-5);
    assert_near(parameter(m, "b"), 8351.2679, 5e-5);
    assert_means(m, (double[]){90755.8, 99107.1, 107458.4}, 3, 0.05);
    forecast_free(m);
}

static void test_exponential(void **state) {
    (void)state;
    forecast_model *m = fitted(NULL, yearbook, 8, forecast_spec_default(FORECAST_EXPONENTIAL));
    assert_near(parameter(m, "A"), 27992.6976, 5e-5);
    assert_near(parameter(m, "r"), 0.163733, 5e-7);
    assert_means(m, (double[]){103731.9, 122185.9, 143922.7}, 3, 0.05);
    forecast_free(m);
}

static void test_polynomial(void **state) {
    (void)state;
    double values[8];
    for (size_t i = 0; i < 8; i++)
        values[i] = 2 - 3.0 * (double)i + 0.5 * pow((double)i, 3);
    forecast_spec spec = forecast_spec_default(FORECAST_POLYNOMIAL);
    spec.degree = 3;
    forecast_model *m = fitted(NULL, values, 8, spec);
    assert_near(parameter(m, "c0"), 2, 1e-9);
    assert_near(parameter(m, "c1"), -3, 1e-9);
    assert_near(parameter(m, "c2"), 0, 1e-9);
    assert_near(parameter(m, "c3"), 0.5, 1e-9);
    assert_near(forecast_at(m, 1, 0.95).mean, 2 - 24 + 256, 1e-8);
    forecast_free(m);
    spec.degree = 1;
    m = fitted(NULL, yearbook, 8, spec);
    assert_near(parameter(m, "c1"), 8351.2679, 5e-5);
    forecast_free(m);
}

typedef struct growth_value {
    int from, to;
    double a, b, c, sse; ///< K, then t0 and s, or b and c
    double ahead[3];
    double digits[3]; ///< half of the last digit given
} growth_value;

static void assert_growth(forecast_method method, const growth_value *v, size_t count) {
    bool logistic = method == FORECAST_LOGISTIC;
    for (size_t i = 0; i < count; i++) {
        forecast_spec spec = forecast_spec_default(method);
        spec.origin = logistic ? NAN : 2000;
        forecast_model *m = china_fitted(v[i].from, v[i].to, spec);
        assert_near(parameter(m, "K"), v[i].a, v[i].digits[0]);
        assert_near(parameter(m, logistic ? "t0" : "b"), v[i].b, v[i].digits[1]);
        assert_near(parameter(m, logistic ? "s" : "c"), v[i].c, v[i].digits[2]);
        assert_near(forecast_measures_of(m)->sse, v[i].sse, v[i].sse > 5e4 ? 0.51 : 0.051);
        if (v[i].ahead[0] > 0)
            assert_means(m, v[i].ahead, 3, 0.051);
        forecast_free(m);
    }
}

static void test_logistic(void **state) {
    (void)state;
    static const growth_value values[] = {
        {1995, 2010, 1144.5144, 2007.03076, 3.006967, 8048.5, {903.2, 960.5, 1006.3}, {1e-4, 1e-5, 1e-6}},
        {2000, 2010, 1415.46552, 2008.55363, 3.612618, 2865.5, {938.6, 1021.8, 1095.5}, {1e-5, 1e-5, 1e-6}},
        {1998, 2012, 1662.6060, 2009.59489, 3.699951, 9241.7, {0}, {1e-4, 1e-5, 1e-6}},
        {1990, 2023, 1892.1444, 2010.84597, 4.138928, 58190, {0}, {1e-4, 1e-5, 1e-6}}};
    assert_growth(FORECAST_LOGISTIC, values, 4);
}

static void test_gompertz(void **state) {
    (void)state;
    static const growth_value values[] = {
        {1995, 2010, 2035.1459, 3.05658, 0.124101, 3295.5, {932.5, 1021.4, 1107.0}, {1e-3, 1e-5, 1e-6}},
        {2000, 2010, 2965.1680, 3.28821, 0.096711, 1701.5, {953.2, 1058.3, 1163.8}, {1e-3, 1e-5, 1e-6}},
        {1998, 2012, 3435.3958, 3.49934, 0.093450, 4488.0, {0}, {1e-3, 1e-5, 1e-6}},
        {1990, 2023, 2223.7244, 3.24079, 0.124782, 39072.7, {0}, {1e-4, 1e-5, 1e-6}}};
    assert_growth(FORECAST_GOMPERTZ, values, 4);
}

static void test_gm11(void **state) {
    (void)state;
    forecast_spec spec = forecast_spec_default(FORECAST_GM11);
    forecast_model *m = fitted(NULL, textbook, 7, spec);
    assert_near(parameter(m, "a"), 0.0023437865, 5e-11);
    assert_near(parameter(m, "b"), 72.6572696037, 5e-11);
    static const double known[] = {72.405741, 72.236237, 72.067129, 71.898416, 71.730099, 71.562176};
    for (size_t i = 0; i < 6; i++)
        assert_near(forecast_fitted(m)[i + 1], known[i], 5e-7);
    assert_means(m, (double[]){71.394646, 71.227508, 71.060761}, 3, 5e-7);
    assert_near(forecast_measures_of(m)->mape, 0.002342, 5e-7);
    forecast_free(m);
    m = fitted(NULL, pygrey, 9, spec);
    assert_near(parameter(m, "a"), 0.0090770160, 5e-11);
    assert_near(parameter(m, "b"), 7890.5838386691, 5e-8);
    assert_means(m, (double[]){7242.409271, 7176.967264}, 2, 5e-7);
    forecast_free(m);
    m = fitted(NULL, yearbook, 8, spec);
    assert_near(parameter(m, "a"), -0.1561521463, 5e-11);
    assert_near(parameter(m, "b"), 27082.1579316122, 5e-8);
    assert_near(forecast_measures_of(m)->mape, 0.009099, 5e-7);
    assert_means(m, (double[]){101058.2, 118137.4, 138103.1}, 3, 0.05);
    forecast_free(m);
}

static void assert_grade(const double *values, size_t count, double c, double p, const char *grade,
                         double digit) {
    forecast_model *m = fitted(NULL, values, count, forecast_spec_default(FORECAST_GM11));
    const forecast_diagnostics *d = forecast_diagnostics_of(m);
    assert_near(d->posterior_ratio, c, digit);
    if (!isnan(p))
        assert_near(d->small_error_share, p, 5e-4);
    assert_string_equal(d->grade, grade);
    assert_near(d->level_ratio_low, exp(-2 / ((double)count + 1)), 1e-15);
    forecast_free(m);
}

static void test_gm11_grades(void **state) {
    (void)state;
    assert_grade(textbook, 7, 0.480740, 0.857, "qualified", 5e-7);
    assert_grade(pygrey, 9, 0.609416, 6.0 / 9, "fail", 5e-7);
    assert_grade(yearbook, 8, 0.0271, 1, "good", 5e-5);
}

/// The mean of GM(1,1) on 2003 to 2010 and Gompertz on 2000 to 2010, in ten thousands: the known ones are
/// from rounded members.
static void test_mean_of_two_windows(void **state) {
    (void)state;
    static const double known[] = {98188, 111984, 127242};
    forecast_model *grey = fitted(NULL, yearbook, 8, forecast_spec_default(FORECAST_GM11));
    forecast_model *growth = china_fitted(2000, 2010, forecast_spec_default(FORECAST_GOMPERTZ));
    for (size_t h = 1; h <= 3; h++)
        assert_near((forecast_at(grey, h, 0.9).mean + 100 * forecast_at(growth, h, 0.9).mean) / 2,
                    known[h - 1], 3);
    forecast_free(grey);
    forecast_free(growth);
}

static void assert_refused(const double *values, size_t count, forecast_spec spec, const char *says) {
    input_error err = {0};
    assert_null(forecast_fit(&(forecast_series){.values = values, .count = count}, &spec, &err));
    if (!strstr(err.text, says))
        fail_msg("'%s' does not say '%s'", err.text, says);
    assert_int_equal(err.kind, ERROR_INPUT);
}

static void test_refused(void **state) {
    (void)state;
    static const double negative[] = {1, 2, -1, 3, 4, 5}, wrong[] = {1, 2, NAN, 4, 5, 6}, zeros[6];
    forecast_spec spec = forecast_spec_default(FORECAST_LINEAR);
    assert_refused(yearbook, 2, spec, "the number of values is 2");
    assert_refused(wrong, 6, spec, "value 3 is nan");
    spec.horizon = 0;
    assert_refused(yearbook, 8, spec, "the horizon is 0");
    assert_refused(negative, 6, forecast_spec_default(FORECAST_EXPONENTIAL), "exponential takes logarithms");
    assert_refused(negative, 6, forecast_spec_default(FORECAST_LOGISTIC), "needs values of 0 or above");
    assert_refused(negative, 6, forecast_spec_default(FORECAST_GM11), "needs values of 0 or above");
    assert_refused(zeros, 6, forecast_spec_default(FORECAST_GOMPERTZ), "finds no growth");
    assert_refused(yearbook, 4, forecast_spec_default(FORECAST_GOMPERTZ), "needs at least 5");
    assert_refused(yearbook, 8, forecast_spec_default(FORECAST_HOLT_WINTERS), "needs a period");
    spec = forecast_spec_default(FORECAST_HOLT);
    spec.alpha = 1.5;
    assert_refused(yearbook, 8, spec, "alpha is 1.5");
    assert_refused(yearbook, 8, forecast_spec_default(FORECAST_COMBINATION), "needs members");
}

static void test_holt(void **state) {
    (void)state;
    static const double shares[][2] = {{.8, .2}, {.9, .5}, {1, 1}};
    static const double ahead[][3] = {
        {93642.9, 102197.5, 110752.2}, {96070.2, 106432.1, 116794.1}, {97079.2, 108258.1, 119437.0}};
    for (size_t i = 0; i < 3; i++) {
        forecast_spec spec = forecast_spec_default(FORECAST_HOLT);
        spec.alpha = shares[i][0];
        spec.beta = shares[i][1];
        forecast_model *m = fitted(NULL, yearbook, 8, spec);
        assert_means(m, ahead[i], 3, 0.051);
        forecast_free(m);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_linear),
        cmocka_unit_test(test_exponential),
        cmocka_unit_test(test_polynomial),
        cmocka_unit_test(test_logistic),
        cmocka_unit_test(test_gompertz),
        cmocka_unit_test(test_gm11),
        cmocka_unit_test(test_holt),
        cmocka_unit_test(test_gm11_grades),
        cmocka_unit_test(test_mean_of_two_windows),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
