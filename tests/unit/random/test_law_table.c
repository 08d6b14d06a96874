#include "support/test.h"

#include <gsl/gsl_cdf.h>

#include "random/law_table.h"

enum { DRAWS = 20000 };

static const stream_family family = {.seed = 2, .replication = 0};

/// Each draw from a stream of its own, as the engine takes them.
static double draw(const law *l, size_t i) {
    stream s;
    stream_open(&s, &family, STREAM_TEST, (uint64_t)l->kind, i, 0);
    return law_draw(l, &s);
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/// Kolmogorov–Smirnov distance times sqrt(n); above 2.3 with probability 5e-5 (2 exp(-2 x²)).
static void assert_follows(law l, double (*cdf)(double x)) {
    double *x = malloc(DRAWS * sizeof *x), distance = 0;
    assert_non_null(x);
    for (size_t i = 0; i < DRAWS; i++)
        x[i] = draw(&l, i);
    qsort(x, DRAWS, sizeof *x, compare);
    for (int i = 0; i < DRAWS; i++) {
        double below = cdf(x[i]);
        distance = fmax(distance, fmax((i + 1.0) / DRAWS - below, below - (double)i / DRAWS));
    }
    free(x);
    if (distance * sqrt(DRAWS) > 2.3)
        fail_msg("law %s: Kolmogorov-Smirnov %.3f", law_name(l.kind), distance * sqrt(DRAWS));
}

/// The mean of the draws within 4.1 of its standard deviations: outside with probability 4e-5.
static void assert_moments(law l, double mean, double variance) {
    double sum = 0;
    for (size_t i = 0; i < DRAWS; i++)
        sum += draw(&l, i);
    assert_near(law_mean(&l), mean, 1e-12 * mean);
    assert_near(sum / DRAWS, mean, 4.1 * sqrt(variance / DRAWS));
}

static double triangular_cdf(double x) { // 10, 20, 60
    return x < 20 ? (x - 10) * (x - 10) / (50 * 10) : 1 - (60 - x) * (60 - x) / (50 * 40);
}

static double rising_cdf(double x) { // 0, 50, 50
    return x * x / 2500;
}

static void triangular(void **state) {
    (void)state;
    law_tables tables = {0};
    assert_follows(law_triangular(10, 20, 60, &tables), triangular_cdf);
    assert_follows(law_triangular(0, 50, 50, &tables), rising_cdf);
    // variance: (a² + b² + c² - ab - ac - bc) / 18
    assert_moments(law_triangular(10, 20, 60, &tables), 30, (100 + 400 + 3600 - 200 - 600 - 1200) / 18.0);
    law_tables_free(&tables);
}

static double branches_cdf(double x) {
    return 0.75 * gsl_cdf_exponential_P(x, 20) + 0.25 * gsl_cdf_exponential_P(x, 300);
}

static void hyperexponential(void **state) {
    (void)state;
    law_tables tables = {0};
    law given = law_hyperexponential((double[]){3, 1}, (double[]){20, 300}, 2, &tables);
    assert_follows(given, branches_cdf);
    assert_moments(given, 90, 2 * (0.75 * 400 + 0.25 * 90000) - 8100);
    // the second moment of the balanced one is exact: Σ p 2 m² = (1 + cv²) mean²
    law balanced = law_hyperexponential_balanced(110, 1.7, &tables);
    const law_table *t = balanced.table;
    double p = t->cumulative[0],
           square = 2 * (p * t->values[0] * t->values[0] + (1 - p) * t->values[1] * t->values[1]);
    assert_near(square, (1 + 1.7 * 1.7) * 110 * 110, 1e-9 * square);
    assert_near(p * t->values[0], (1 - p) * t->values[1], 1e-12 * 110);
    assert_moments(balanced, 110, 1.7 * 1.7 * 110 * 110);
    law_tables_free(&tables);
}

/// Chi-square of how often each value comes, on 3 degrees of freedom: above 22.6 with probability 5e-5.
static void empirical_values(void **state) {
    (void)state;
    static const double values[] = {60, 5, 30, 20}, weights[] = {1, 4, 2, 3}, sorted[] = {5, 20, 30, 60},
                        shares[] = {0.4, 0.3, 0.2, 0.1};
    law_tables tables = {0};
    law l = law_empirical(values, weights, 4, false, &tables);
    double counts[4] = {0}, square = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        double x = draw(&l, i);
        size_t k = 0;
        while (k < 4 && (x < sorted[k] || x > sorted[k]))
            k++;
        assert_true(k < 4);
        counts[k]++;
    }
    for (size_t k = 0; k < 4; k++)
        square += pow(counts[k] - shares[k] * DRAWS, 2) / (shares[k] * DRAWS);
    assert_true(square < 22.6);
    assert_near(law_mean(&l), 20, 1e-12);
    law alike = law_empirical(values, NULL, 4, false, &tables);
    assert_moments(alike, 28.75, (25 + 400 + 900 + 3600) / 4.0 - 28.75 * 28.75);
    law_tables_free(&tables);
}

static double interpolated_cdf(double x) { // 0, 10, 40: 2/5 of it up to 10
    return x < 10 ? 0.4 * x / 10 : 0.4 + 0.6 * (x - 10) / 30;
}

static void empirical_interpolated(void **state) {
    (void)state;
    law_tables tables = {0};
    law l = law_empirical((double[]){10, 40, 0}, (double[]){1, 2, 1}, 3, true, &tables);
    assert_follows(l, interpolated_cdf);
    assert_near(law_mean(&l), 0.4 * 5 + 0.6 * 25, 1e-12);
    law_tables_free(&tables);
}

static double mixture_cdf(double x) {
    double uniform = x < 50 ? 0 : x < 70 ? (x - 50) / 20 : 1;
    return 0.2 * gsl_cdf_exponential_P(x, 10) + 0.8 * (0.5 * uniform + 0.5 * gsl_cdf_exponential_P(x, 200));
}

static void mixture_of_mixtures(void **state) {
    (void)state;
    law_tables tables = {0};
    law inner[] = {law_uniform(50, 70), law_exponential(200)};
    law outer[] = {law_exponential(10), law_mixture((double[]){7, 7}, inner, 2, &tables)};
    law l = law_mixture((double[]){1, 4}, outer, 2, &tables);
    assert_follows(l, mixture_cdf);
    assert_near(law_mean(&l), 0.2 * 10 + 0.8 * (30 + 100), 1e-10);
    law_tables_free(&tables);
    assert_int_equal(tables.count, 0);
}

/// A law is copied with every caller's class: what is large stays in its table.
static void laws_stay_small(void **state) {
    (void)state;
    assert_true(sizeof(law) <= 24);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(triangular),          cmocka_unit_test(hyperexponential),
        cmocka_unit_test(empirical_values),    cmocka_unit_test(empirical_interpolated),
        cmocka_unit_test(mixture_of_mixtures), cmocka_unit_test(laws_stay_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
