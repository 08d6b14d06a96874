/// Patience from waits of which answers cut most short.
#include "support/test.h"

#include <gsl/gsl_randist.h>

#include "fit/patience.h"

/// Of six waits: 5 (gave up), 8 (answered), 15 (gave up), 15 (answered), 40 (gave up), 70 (answered). By
/// hand: S(10) = 5/6, S(20) = 5/6 * 3/4, S(60) = that * 1/2.
static void test_by_hand(void **state) {
    (void)state;
    fit_histogram gave_up = {0}, answered = {0};
    const double a[] = {5, 15, 40}, b[] = {8, 15, 70};
    for (size_t i = 0; i < 3; i++) {
        histogram_add(&gave_up, a[i]);
        histogram_add(&answered, b[i]);
    }
    fit_patience p = patience_fit(&gave_up, &answered);
    const double expected[] = {5 / 6.0, 0.625, 0.625, 0.3125, NAN};
    for (size_t i = 0; i < 4; i++)
        assert_near(p.survival[i], expected[i], 1e-12);
    assert_true(isnan(p.survival[4]));
    assert_near(p.mean, 153 / 3.0, 1e-12);
    assert_near(p.restricted_mean, 5 + 10 * 5 / 6.0 + 25 * 0.625 + 860 * 0.3125, 1e-9);
    // a wait that ends at a bound ends in the band below it
    assert_int_equal(p.deaths[0], 1);
    assert_int_equal(p.deaths[1], 1);
    assert_int_equal(p.deaths[4], 1);
    assert_near(p.exposure[0], 30, 1e-12);
    assert_near(p.exposure[1], 3 + 4 * 10, 1e-12);
    assert_near(p.hazard[4], 1 / 20.0, 1e-12);
    assert_false(p.by_bands);
    histogram_free(&gave_up);
    histogram_free(&answered);
}

/// `peak` times as likely between 50 and 60 s. Answers come after exponential times of 60 s on average.
static fit_patience drawn(double mean, double peak) {
    enum { CALLERS = 40000 };
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937); // seed 4357
    fit_histogram gave_up = {0}, answered = {0};
    for (int i = 0; i < CALLERS; i++) {
        double left = gsl_ran_exponential(r, mean), answer = gsl_ran_exponential(r, 60);
        // the time at which the integral of the hazard, times the mean, has come to `left`
        double patience = left < 50               ? left
                          : left < 50 + 10 * peak ? 50 + (left - 50) / peak
                                                  : left - 10 * (peak - 1);
        histogram_add(patience < answer ? &gave_up : &answered, fmin(patience, answer));
    }
    fit_patience p = patience_fit(&gave_up, &answered);
    histogram_free(&gave_up);
    histogram_free(&answered);
    gsl_rng_free(r);
    return p;
}

/// Within four standard errors, 1 / sqrt(those who gave up) of the value: fails with a probability of 6e-5
/// each.
static void test_exponential(void **state) {
    (void)state;
    fit_patience p = drawn(300, 1);
    assert_near(p.mean, 300, 4 * 300 / sqrt((double)p.abandoned));
    for (size_t i = 0; i < 6; i++)
        assert_near(p.survival[i], exp(-fit_survival_times[i] / 300), 4 * 0.5 / sqrt((double)p.abandoned));
    for (size_t i = 0; i < 11; i++)
        assert_near(p.hazard[i], 1 / 300.0, 4 / 300.0 / sqrt((double)p.deaths[i]));
}

static void test_peak_is_seen(void **state) {
    (void)state;
    fit_patience p = drawn(300, 3);
    assert_true(p.by_bands);
    for (size_t i = 0; i < 11; i++) {
        bool is_peak = fit_band_bounds[i] > 49 && fit_band_bounds[i] < 51;
        double hazard = (is_peak ? 3 : 1) / 300.0;
        assert_near(p.hazard[i], hazard, 4 * hazard / sqrt((double)p.deaths[i]));
    }
}

static void test_nobody(void **state) {
    (void)state;
    fit_histogram none = {0};
    fit_patience p = patience_fit(&none, &none);
    assert_true(isnan(p.mean) && !p.by_bands && isnan(p.survival[0]));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_exponential),
        cmocka_unit_test(test_peak_is_seen),
        cmocka_unit_test(test_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
