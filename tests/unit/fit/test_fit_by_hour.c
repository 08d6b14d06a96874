/// Services by the hour: bands are found where there are some, and none where chance alone makes hours
/// differ.
#include "support/test.h"

#include <gsl/gsl_randist.h>

#include "fit/by_hour.h"

static double mean_at(size_t hour) {
    return hour < 9 ? 150 : hour < 20 ? 200 : 120;
}

/// Adds `n` services of an hour, gamma with the cv 1.25; their sum is gamma, too.
static void services_add(fit_class *c, gsl_rng *r, size_t hour, double n, double mean) {
    const double cv = 1.25, shape = 1 / (cv * cv);
    c->service.moments.cv = cv;
    c->hours[hour % FIT_WEEKDAYS][hour].services += n;
    c->hours[hour % FIT_WEEKDAYS][hour].service += gsl_ran_gamma(r, n * shape, mean / shape);
}

static void test_bands_come_back(void **state) {
    (void)state;
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937); // seed 4357
    fit_class *c = calloc(1, sizeof *c);
    double seconds = 0, services = 0;
    for (size_t hour = 6; hour < FIT_HOURS; hour++) {
        services_add(c, r, hour, 2000, mean_at(hour));
        services += 2000;
        seconds += c->hours[hour % FIT_WEEKDAYS][hour].service;
    }
    fit_by_hour h = by_hour_fit(c);
    assert_int_equal(h.bands, 3);
    assert_true(h.gain > 100);
    for (size_t hour = 6; hour < FIT_HOURS; hour++) // the standard error is at most 1.4 %
        assert_near(h.factors[hour] * seconds / services / mean_at(hour), 1, 0.056);
    assert_near(h.factors[0], h.factors[6], 0); // nobody asked: as in the hours after it
    double mean = 0;                            // factors leave the mean as it is
    for (size_t hour = 6; hour < FIT_HOURS; hour++)
        mean += h.factors[hour] / 18;
    assert_near(mean, 1, 1e-9);
    free(c);
    gsl_rng_free(r);
}

/// Of 200 logs whose services do not depend on the hour hardly any has more than one band: each of 23 steps
/// exceeds ln(2400) + 2 ln(24) = 14.1 with the probability 0.0002, any of them with less than 0.01; so 10 or
/// more have a probability below 1e-4.
static void test_chance_makes_no_bands(void **state) {
    (void)state;
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    size_t found = 0;
    for (int log = 0; log < 200; log++) {
        fit_class *c = calloc(1, sizeof *c);
        for (size_t hour = 0; hour < FIT_HOURS; hour++)
            services_add(c, r, hour, 100, 180);
        found += by_hour_fit(c).bands > 1;
        free(c);
    }
    print_message("%zu of 200 have bands\n", found);
    assert_true(found < 10);
    gsl_rng_free(r);
}

static void test_without_services(void **state) {
    (void)state;
    fit_class *c = calloc(1, sizeof *c);
    fit_by_hour h = by_hour_fit(c);
    assert_int_equal(h.bands, 1);
    assert_near(h.factors[23], 1, 0);
    c->hours[0][8] = (fit_observed){.services = 3, .service = 180};
    h = by_hour_fit(c); // all are alike
    assert_int_equal(h.bands, 1);
    free(c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bands_come_back),
        cmocka_unit_test(test_chance_makes_no_bands),
        cmocka_unit_test(test_without_services),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
