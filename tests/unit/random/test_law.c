#include "support/test.h"

#include <gsl/gsl_cdf.h>

#include "random/law.h"

enum { DRAWS = 20000 };

static const stream_family family = {.seed = 1, .replication = 0};

/// Each draw from a stream of its own, as the engine takes them.
static void draw_all(const law *l, double *x) {
    for (size_t i = 0; i < DRAWS; i++) {
        stream s;
        stream_open(&s, &family, STREAM_TEST, (uint64_t)l->kind, i, 0);
        x[i] = law_draw(l, &s);
    }
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double law_cdf(const law *l, double x) {
    switch (l->kind) {
    case LAW_EXPONENTIAL:
        return gsl_cdf_exponential_P(x, l->exponential.mean);
    case LAW_LOGNORMAL:
        return gsl_cdf_lognormal_P(x, l->lognormal.zeta, l->lognormal.sigma);
    case LAW_GAMMA:
    case LAW_ERLANG:
        return gsl_cdf_gamma_P(x, l->gamma.shape, l->gamma.scale);
    case LAW_WEIBULL:
        return gsl_cdf_weibull_P(x, l->weibull.scale, l->weibull.shape);
    case LAW_UNIFORM:
        return gsl_cdf_flat_P(x, l->uniform.min, l->uniform.max);
    case LAW_NORMAL: { // given that it is at least 0
        double below = gsl_cdf_gaussian_P(-l->normal.mean, l->normal.sd);
        return (gsl_cdf_gaussian_P(x - l->normal.mean, l->normal.sd) - below) / (1 - below);
    }
    case LAW_TRIANGULAR: // these are in test_law_table.c
    case LAW_HYPEREXPONENTIAL:
    case LAW_EMPIRICAL:
    case LAW_MIXTURE:
    case LAW_CONSTANT:
    case LAW_KIND_COUNT:
        break;
    }
    return -1;
}

/// Kolmogorov–Smirnov distance times sqrt(n); above 2.3 with probability 5e-5 (2 exp(-2 x²)).
static void assert_follows(law l) {
    double *x = malloc(DRAWS * sizeof *x), distance = 0;
    draw_all(&l, x);
    qsort(x, DRAWS, sizeof *x, compare);
    for (int i = 0; i < DRAWS; i++) {
        double cdf = law_cdf(&l, x[i]);
        distance = fmax(distance, fmax((i + 1.0) / DRAWS - cdf, cdf - (double)i / DRAWS));
    }
    free(x);
    if (distance * sqrt(DRAWS) > 2.3)
        fail_msg("law %s: Kolmogorov-Smirnov %.3f", law_name(l.kind), distance * sqrt(DRAWS));
}

static void draws_follow_their_law(void **state) {
    (void)state;
    assert_follows(law_exponential(180));
    assert_follows(law_lognormal(110, 1.1));
    assert_follows(law_gamma(200, 0.9));
    assert_follows(law_gamma(1, 2.5)); // shape below 1
    assert_follows(law_erlang(60, 3));
    assert_follows(law_weibull(300, 0.8));
    assert_follows(law_uniform(3, 7));
    assert_follows(law_normal(200, 40));
    assert_follows(law_normal(1, 5)); // nearly half of it is cut away
    assert_follows(law_lognormal_of(4.2, 0.7));
    assert_follows(law_gamma_of(2.5, 30));
    assert_follows(law_weibull_of(1.7, 100));
}

/// Integral of 1 - F from 0 on, by the trapezoidal rule: the mean by another way than law_mean takes.
static double mean_by_cdf(const law *l, double end) {
    enum { STEPS = 200000 };
    double sum = 0, step = end / STEPS;
    for (int i = 0; i < STEPS; i++)
        sum += step * (1 - (law_cdf(l, i * step) + law_cdf(l, (i + 1) * step)) / 2);
    return sum;
}

static void means_of_own_parameters_are_exact(void **state) {
    (void)state;
    law laws[] = {law_normal(200, 40),      law_normal(1, 5),       law_normal(3, 3),
                  law_lognormal_of(1, 0.5), law_gamma_of(2.5, 0.7), law_weibull_of(1.7, 3)};
    for (size_t i = 0; i < sizeof laws / sizeof laws[0]; i++) {
        double mean = law_mean(&laws[i]);
        assert_near(mean_by_cdf(&laws[i], 40 * mean), mean, 1e-7 * mean); // the rule's own error
    }
    // far from 0 the cut is nothing
    law narrow = law_normal(100, 1);
    assert_near(law_mean(&narrow), 100, 0);
}

/// Each law is made from its mean: the compiled parameters must give it back.
static void mean_is_what_was_asked_for(void **state) {
    (void)state;
    assert_near(law_mean(&(law){.kind = LAW_CONSTANT, .constant = {35}}), 35, 0);
    law laws[] = {law_exponential(110), law_lognormal(110, 1.3), law_gamma(110, 0.4),
                  law_erlang(110, 4),   law_weibull(110, 0.7),   law_uniform(100, 120)};
    for (size_t i = 0; i < sizeof laws / sizeof laws[0]; i++)
        assert_near(law_mean(&laws[i]), 110, 1e-9);
}

static void cv_is_what_was_asked_for(void **state) {
    (void)state;
    law l = law_lognormal(110, 1.3);
    double variance = (exp(l.lognormal.sigma * l.lognormal.sigma) - 1) * 110 * 110;
    assert_near(sqrt(variance) / 110, 1.3, 1e-12);
    l = law_gamma(110, 0.4);
    assert_near(1 / sqrt(l.gamma.shape), 0.4, 1e-12);
}

static void constant_needs_no_random_numbers(void **state) {
    (void)state;
    stream s;
    stream_open(&s, &family, STREAM_TEST, 0, 0, 0);
    stream before = s;
    law l = law_constant(35);
    assert_near(law_draw(&l, &s), 35, 0);
    assert_memory_equal(&before.used, &s.used, sizeof s.used);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_follow_their_law),
        cmocka_unit_test(mean_is_what_was_asked_for),
        cmocka_unit_test(means_of_own_parameters_are_exact),
        cmocka_unit_test(cv_is_what_was_asked_for),
        cmocka_unit_test(constant_needs_no_random_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
