/// Laws are found again from their draws, and the mean of the data is kept.
#include "support/test.h"

#include <gsl/gsl_randist.h>

#include "fit/laws.h"

enum { DRAWS = 20000 };

typedef struct source {
    fit_law_kind kind;
    double a, b; ///< of fit_part
} source;

static double draw(gsl_rng *r, const source *s) {
    switch (s->kind) {
    case FIT_EXPONENTIAL:
        return gsl_ran_exponential(r, s->a);
    case FIT_LOGNORMAL:
        return gsl_ran_lognormal(r, s->a, s->b);
    case FIT_GAMMA:
        return gsl_ran_gamma(r, s->a, s->b);
    case FIT_WEIBULL:
        return gsl_ran_weibull(r, s->b, s->a);
    case FIT_HYPEREXPONENTIAL: // a third of them short
        return gsl_ran_exponential(r, gsl_rng_uniform(r) < 1 / 3.0 ? s->a : s->b);
    case FIT_MIXTURE: // likewise, lognormal
        return gsl_rng_uniform(r) < 1 / 3.0 ? gsl_ran_lognormal(r, s->a, 0.5)
                                            : gsl_ran_lognormal(r, s->b, 0.5);
    case FIT_LAW_COUNT:
        break;
    }
    fail();
    return 0;
}

static fit_laws fit_of(const source *s) {
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937); // seed 4357
    fit_histogram h = {0};
    fit_laws out;
    for (int i = 0; i < DRAWS; i++)
        histogram_add(&h, draw(r, s));
    laws_fit(&out, &h);
    histogram_free(&h);
    gsl_rng_free(r);
    return out;
}

/// The smallest AIC is the true law's. Its parameters are within 3 %: more than four standard errors of each,
/// which are below sqrt(2 / 20000) of it for these laws. Kolmogorov's distance of 20,000 draws is above
/// 0.0138 with a probability of 0.001, before anything is fitted.
static void test_laws_come_back(void **state) {
    (void)state;
    const source sources[] = {{FIT_EXPONENTIAL, 200, 0}, {FIT_LOGNORMAL, 4.6, 1.2}, {FIT_LOGNORMAL, 2, 0.3},
                              {FIT_GAMMA, 3, 60},        {FIT_GAMMA, 0.5, 300},     {FIT_WEIBULL, 0.7, 100},
                              {FIT_WEIBULL, 2, 100}};
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        fit_laws f = fit_of(&sources[i]);
        const fit_law *l = &f.laws[0];
        assert_string_equal(fit_law_name(l->kind), fit_law_name(sources[i].kind));
        assert_near(l->parts[0].a, sources[i].a, 0.03 * sources[i].a);
        assert_near(l->parts[0].b, sources[i].b, 0.03 * sources[i].b);
        assert_true(l->distance < 0.0138);
        for (size_t k = 0; k < f.count; k++)
            assert_near(f.laws[k].mean, f.moments.mean, 1e-6 * f.moments.mean);
    }
}

static void test_mixtures_come_back(void **state) {
    (void)state;
    const source sources[] = {{FIT_HYPEREXPONENTIAL, 20, 300}, {FIT_MIXTURE, 2, 5}};
    for (size_t i = 0; i < 2; i++) {
        fit_laws f = fit_of(&sources[i]);
        const fit_law *l = &f.laws[0];
        assert_string_equal(fit_law_name(l->kind), fit_law_name(sources[i].kind));
        assert_near(l->parts[0].weight, 1 / 3.0, 0.03);
        assert_near(l->parts[0].a, sources[i].a, 0.08 * sources[i].a);
        assert_near(l->parts[1].a, sources[i].b, 0.05 * sources[i].b);
        assert_true(l->distance < 0.0138);
        assert_near(l->mean, f.moments.mean, 1e-4 * f.moments.mean);
    }
}

/// A density integrates to its distribution function.
static void test_densities(void **state) {
    (void)state;
    const fit_law laws[] = {{.kind = FIT_EXPONENTIAL, .parts = {{1, 20, 0}}},
                            {.kind = FIT_LOGNORMAL, .parts = {{1, 3, 0.8}}},
                            {.kind = FIT_GAMMA, .parts = {{1, 2, 9}}},
                            {.kind = FIT_WEIBULL, .parts = {{1, 1.5, 20}}},
                            {.kind = FIT_HYPEREXPONENTIAL, .parts = {{0.3, 5, 0}, {0.7, 40, 0}}},
                            {.kind = FIT_MIXTURE, .parts = {{0.3, 1, 0.5}, {0.7, 3, 0.4}}}};
    for (size_t i = 0; i < FIT_LAW_COUNT; i++) {
        double sum = 0, step = 0.001;
        for (int k = 0; k < 59000; k++)
            sum += exp(law_log_density(&laws[i], 1 + (k + 0.5) * step)) * step;
        assert_near(law_below(&laws[i], 60) - law_below(&laws[i], 1), sum, 1e-6);
    }
}

/// Moments are exact, though values go into bins; so are bins below 64 s, to a sixteenth of a second.
static void test_histogram(void **state) {
    (void)state;
    fit_histogram h = {0}, twice = {0};
    const double values[] = {0, 0.5, 1, 63.9, 64, 100.25, 5000, 3e6};
    double sum = 0;
    for (size_t i = 0; i < 8; i++) {
        histogram_add(&h, values[i]);
        sum += values[i];
    }
    fit_points p = histogram_points(&h);
    assert_int_equal(p.count, 7);
    for (size_t i = 0; i < 7; i++)
        assert_near(p.value[i], values[i + 1], 0);
    fit_moments m = histogram_moments(&h);
    assert_int_equal(m.zeros, 1);
    assert_near(m.mean, sum / 7, 1e-9 * sum);
    assert_near(m.median, 64, 0);
    histogram_merge(&twice, &h);
    histogram_merge(&twice, &h);
    assert_int_equal(histogram_moments(&twice).count, 14);
    assert_near(histogram_moments(&twice).log_sd, m.log_sd, 1e-12);
    points_free(&p);
    histogram_free(&h);
    histogram_free(&twice);
}

static void test_too_little_for_a_law(void **state) {
    (void)state;
    fit_histogram h = {0};
    fit_laws f;
    laws_fit(&f, &h);
    assert_int_equal(f.count, 0);
    assert_true(isnan(f.moments.mean));
    for (int i = 0; i < 1000; i++)
        histogram_add(&h, 60);
    laws_fit(&f, &h);
    assert_int_equal(f.count, 0); // constant
    assert_near(f.moments.mean, 60, 0);
    histogram_free(&h);
}

/// Whatever durations there are: heaps, two values, a thousandth of a second and a month.
static void test_anything_is_fitted(void **state) {
    (void)state;
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937); // seed 4357
    for (int round = 0; round < 400; round++) {
        fit_histogram h = {0};
        int heaps = 1 + (int)gsl_rng_uniform_int(r, 6), many = 1 << gsl_rng_uniform_int(r, 11);
        double spread = pow(10, -4 * gsl_rng_uniform(r));
        for (int heap = 0; heap < heaps; heap++) {
            double middle = exp(gsl_ran_flat(r, log(1e-3), log(2.5e6)));
            for (int i = 0; i < many; i++)
                histogram_add(&h, middle * exp(spread * (gsl_rng_uniform(r) - 0.5)));
        }
        fit_laws f;
        laws_fit(&f, &h);
        for (size_t i = 0; i < f.count; i++) {
            assert_true(isfinite(f.laws[i].aic) && f.laws[i].distance <= 1);
            assert_near(f.laws[i].mean, f.moments.mean, 1e-3 * f.moments.mean);
            assert_true(i == 0 || f.laws[i].aic >= f.laws[i - 1].aic);
        }
        histogram_free(&h);
    }
    gsl_rng_free(r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws_come_back),
        cmocka_unit_test(test_mixtures_come_back),
        cmocka_unit_test(test_densities),
        cmocka_unit_test(test_histogram),
        cmocka_unit_test(test_too_little_for_a_law),
        cmocka_unit_test(test_anything_is_fitted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
