/// Profiles, weekdays and busyness from numbers of calls.
#include "support/test.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "fit/arrivals.h"

enum { DAYS = 700, SLICES = 48 };

typedef struct busyness {
    double day_cv, slice_cv, neighbours;
} busyness;

static double gamma_of_score(double score, double cv) {
    return cv > 0 ? gsl_cdf_gamma_Pinv(gsl_cdf_ugaussian_P(score), 1 / (cv * cv), cv * cv) : 1;
}

static double mean_of(size_t weekday, size_t slice) {
    return (weekday < 5 ? 1 : 0.5) * (slice >= 16 && slice < 40 ? 100 + 10.0 * (double)(slice % 7) : 0);
}

/// A hundred weeks, of the model that docs/scenario.md has.
static void calls_draw(arrival_counts *c, calendar *days, const busyness *b) {
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937); // seed 4357
    days->count = DAYS;
    days->dated = true;
    for (size_t day = 0; day < DAYS; day++) {
        double busy = gamma_of_score(gsl_ran_ugaussian(r), b->day_cv), score = gsl_ran_ugaussian(r);
        days->number[day] = 4 + (int64_t)day; // 1970-01-05 was a Monday
        for (size_t i = 0; i < SLICES; i++) {
            double mean = mean_of(day % 7, i) * busy * gamma_of_score(score, b->slice_cv);
            arrivals_count(c, day, i, SLICES, gsl_ran_poisson(r, mean));
            score = b->neighbours * score + sqrt(1 - b->neighbours * b->neighbours) * gsl_ran_ugaussian(r);
        }
    }
    gsl_rng_free(r);
}

static fit_arrivals fit_of(const busyness *b, bool by_week) {
    arrival_counts *c = calloc(1, sizeof *c);
    calendar *days = calloc(1, sizeof *days);
    fit_arrivals out;
    calls_draw(c, days, b);
    assert_false(arrivals_differ_by_weekday(c, days, SLICES));
    arrivals_fit(&out, c, days, 1800, by_week);
    arrivals_free(c);
    free(c);
    free(days);
    return out;
}

/// A cv of n days has a standard error of about cv / sqrt(2 n), 0.027 cv; that of slices, which depend on
/// each other, less than twice that. Four of them.
static void test_busyness_comes_back(void **state) {
    (void)state;
    const busyness cases[] = {{0.2, 0, 0}, {0, 0.3, 0}, {0.15, 0.2, 0.8}, {0.1, 0.25, 0.5}, {0, 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int by_week = 0; by_week < 2; by_week++) {
            fit_arrivals f = fit_of(&cases[i], by_week);
            assert_near(f.day_cv, cases[i].day_cv, 0.12 * cases[i].day_cv + 0.03);
            assert_near(f.slice_cv, cases[i].slice_cv, 0.12 * cases[i].slice_cv + 0.02);
            if (cases[i].slice_cv > 0)
                assert_near(f.neighbours, cases[i].neighbours, 0.08);
            free(f.profile);
        }
}

static void test_profile_comes_back(void **state) {
    (void)state;
    fit_arrivals day = fit_of(&(busyness){0.1, 0.1, 0.5}, false),
                 week = fit_of(&(busyness){0.1, 0.1, 0.5}, true);
    double error = 4 * 0.15 / sqrt(100); // of a mean of a hundred days
    for (size_t k = 0; k < 7; k++) {
        assert_near(day.weekdays[k], k < 5 ? 7 / 6.0 : 7 / 12.0, error);
        for (size_t i = 0; i < SLICES; i++)
            assert_near(week.profile[k * SLICES + i], mean_of(k, i), 2 * error * mean_of(k, i));
    }
    for (size_t i = 0; i < SLICES; i++)
        assert_near(day.profile[i], mean_of(0, i) * 6 / 7, error * mean_of(0, i));
    free(day.profile);
    free(week.profile);
}

/// Saturdays in the morning only: no factor says that.
static void test_other_hours_are_seen(void **state) {
    (void)state;
    arrival_counts *c = calloc(1, sizeof *c);
    calendar *days = calloc(1, sizeof *days);
    days->dated = true;
    for (size_t day = 0; day < 28; day++) {
        days->number[days->count++] = 4 + (int64_t)day;
        for (size_t i = 16; i < (day % 7 == 5 ? 24 : 40); i++)
            arrivals_count(c, day, i, SLICES, 50);
    }
    assert_true(arrivals_differ_by_weekday(c, days, SLICES));
    days->dated = false;
    assert_false(arrivals_differ_by_weekday(c, days, SLICES));
    arrivals_free(c);
    free(c);
    free(days);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_busyness_comes_back),
        cmocka_unit_test(test_profile_comes_back),
        cmocka_unit_test(test_other_hours_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
