#include "support/test.h"

#include <gsl/gsl_cdf.h>

#include "random/law.h"
#include "random/quantile.h"

/// Exact values by 40-digit arithmetic (mpmath: root of the regularized incomplete gamma function).
static const struct {
    double cv, z, value;
} exact[] = {
    {0.005, 4, 1.0201251243352}, // by the expansion
    {0.009, 4, 1.0364057220378}, // by the expansion
    {0.02, -6, 0.88462717536147},   {0.02, -2, 0.9604013213588},   {0.02, 0.5, 1.009899252763},
    {0.02, 6, 1.1247045288716},     {0.2, -6, 0.21903434588162},   {0.2, -0.5, 0.89077966252504},
    {0.2, 2, 1.4385587624975},      {0.2, 6, 2.6981998998493},     {1, -6, 9.8658764552438e-10},
    {1, -2, 0.023012909328963},     {1, 0.5, 1.1759117615936},     {1, 6, 20.736768949975},
    {2, -6, 2.5579203455367e-36},   {2, -0.5, 0.024587233014994},  {2, 2, 7.1530142181548},
    {2, 6, 69.086165529607},        {5, -6, 1.0343483642156e-224}, {5, -2, 1.2186332270743e-40},
    {5, -0.5, 2.4772810883873e-12}, {5, 0.5, 0.0014305864511852},  {5, 2, 12.546755992629},
    {5, 6, 372.20255375593},
};

static void gamma_values_are_exact(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof exact / sizeof exact[0]; i++) {
        double promised = exact[i].cv >= 0.01 ? 1e-9 : 1e-6;
        assert_near(gamma_at_score(exact[i].cv, exact[i].z) / exact[i].value, 1, promised);
    }
}

/// Whatever the score and the spread: finite, not negative, and never falling as the score rises.
static void gamma_values_rise_with_the_score(void **state) {
    (void)state;
    static const double spreads[] = {1e-6, 0.001, 0.0099999, 0.0100001, 0.05, 0.3, 0.9, 1, 1.1, 3, 5};
    for (size_t i = 0; i < sizeof spreads / sizeof spreads[0]; i++) {
        double last = 0;
        for (int step = -900; step <= 900; step++) {
            double z = step / 100.0;
            double value = gamma_at_score(spreads[i], z);
            if (!(value >= last * (1 - 1e-12) && isfinite(value)))
                fail_msg("cv %g: %.17g at %g after %.17g", spreads[i], value, z, last);
            last = value;
        }
    }
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/// Kolmogorov–Smirnov distance times sqrt(n) of normal scores; above 2.3 with probability 5e-5.
static void scores_are_normal(void **state) {
    (void)state;
    enum { DRAWS = 20000 };
    static const stream_family family = {.seed = 1};
    double *x = malloc(DRAWS * sizeof *x), distance = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        stream s;
        stream_open(&s, &family, STREAM_TEST, 77, i, 0);
        x[i] = normal_score_draw(&s);
    }
    qsort(x, DRAWS, sizeof *x, compare);
    for (int i = 0; i < DRAWS; i++) {
        double cdf = gsl_cdf_ugaussian_P(x[i]);
        distance = fmax(distance, fmax((i + 1.0) / DRAWS - cdf, cdf - (double)i / DRAWS));
    }
    free(x);
    assert_true(distance * sqrt(DRAWS) < 2.3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gamma_values_are_exact),
        cmocka_unit_test(gamma_values_rise_with_the_score),
        cmocka_unit_test(scores_are_normal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
