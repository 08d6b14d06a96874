/// Capacity over the years: worked by hand where everything is known, by probability where it is drawn.
#include "support/test.h"

#include <hotline/years.h>

enum { DRAWS = 4000, YEARS = 3 };

/// How far a share of so many draws may lie from its probability: 4.4 standard errors, 99.999 %.
static double tolerance(double probability) {
    return 4.4 * sqrt(probability * (1 - probability) / DRAWS);
}

static double once[FACTOR_COUNT];

/// The provincial center of the worked example T1: 152.8 seats, 545 trunks by the rules of load.
static call_model province(void) {
    call_model m = {0};
    once[FACTOR_SUBSCRIBERS] = 1.2e6;
    once[FACTOR_CALLS] = 2;
    once[FACTOR_AGENT_SHARE] = 0.25;
    once[FACTOR_BUSIEST_DAY] = 2;
    once[FACTOR_AHT] = 110;
    once[FACTOR_SEATS] = 160;
    for (size_t i = 0; i < FACTOR_COUNT; i++)
        if (once[i] > 0)
            m.of[i] = (factor_series){.count = 1, .values = &once[i]};
    return m;
}

static years_question ask(const call_model *m) {
    return (years_question){.model = m,
                            .first = 2011,
                            .last = 2010 + YEARS,
                            .method = METHOD_LOAD,
                            .draws = DRAWS,
                            .seed = 11,
                            .confidence = 0.9};
}

static void test_what_is_certain_is_certain(void **state) {
    (void)state;
    call_model m = province();
    years_question q = ask(&m);
    year_capacity out[YEARS];
    assert_true(years_predict(&q, out, NULL));
    for (size_t y = 0; y < YEARS; y++) {
        const year_resource *seats = &out[y].resources[RESOURCE_SEATS];
        assert_int_equal(out[y].year, 2011 + (int)y);
        assert_near(seats->needed.best, 153, 0);
        assert_near(seats->needed.lower, 153, 0);
        assert_near(seats->needed.upper, 153, 0);
        assert_near(seats->short_of, 0, 0);
        assert_true(isnan(out[y].resources[RESOURCE_PORTS].short_of));
    }
}

static void test_growth_on_a_line_runs_out_in_its_year(void **state) {
    (void)state;
    static int years[] = {2004, 2005, 2006, 2007, 2008, 2009, 2010};
    static double values[] = {600e3, 700e3, 800e3, 900e3, 1000e3, 1100e3, 1200e3};
    call_model m = province();
    m.of[FACTOR_SUBSCRIBERS] = (factor_series){7, years, values};
    years_question q = ask(&m);
    year_capacity out[YEARS];
    // 1.3, 1.4 and 1.5 million: 166, 179 and 191 seats
    static double has = 170;
    m.of[FACTOR_SEATS].values = &has;
    input_error err = {0};
    if (!years_predict(&q, out, &err))
        fail_msg("%s", err.text);
    assert_near(out[0].factors[FACTOR_SUBSCRIBERS].best, 1.3e6, 3e4);
    assert_near(out[2].factors[FACTOR_SUBSCRIBERS].best, 1.5e6, 1e5);
    assert_true(out[0].resources[RESOURCE_SEATS].exhausted < 0.5);
    assert_true(out[1].resources[RESOURCE_SEATS].exhausted > 0.5);
    assert_true(out[2].resources[RESOURCE_SEATS].exhausted >= out[1].resources[RESOURCE_SEATS].exhausted);
}

/// Seats are short when the factor is above `at`, since 76.4 × factor are needed.
static void assert_short_above(assumption_law law, double low, double high, double at, double probability) {
    call_model m = province();
    double has = floor(at * 1.2e6 * 0.5 / 30 * 0.1 * 110 / 3600 / 0.8);
    m.of[FACTOR_SEATS].values = &has;
    const factor_range range = {.factor = FACTOR_BUSIEST_DAY, .law = law, .low = low, .high = high};
    years_question q = ask(&m);
    q.ranges = &range;
    q.range_count = 1;
    year_capacity out[YEARS];
    assert_true(years_predict(&q, out, NULL));
    const year_resource *seats = &out[0].resources[RESOURCE_SEATS];
    assert_near(seats->short_of, probability, tolerance(probability) + 0.005); // seats are whole numbers
    assert_near(seats->exhausted, seats->short_of, 1e-12);
    assert_near(out[1].resources[RESOURCE_SEATS].exhausted, seats->short_of, 1e-12); // a guess is one number
    assert_near(out[1].resources[RESOURCE_SEATS].first, 0, 0);
    assert_true(seats->needed.lower < seats->needed.best && seats->needed.best < seats->needed.upper);
}

static void test_guesses_follow_their_laws(void **state) {
    (void)state;
    assert_short_above(ASSUMPTION_UNIFORM, 1, 3, 2.5, 0.25);
    assert_short_above(ASSUMPTION_LOGUNIFORM, 1, 4, 2, 0.5);
    // triangular on 1 .. 4 with its top at 2: above 3 lies (4 - 3)² / (3 × 2)
    assert_short_above(ASSUMPTION_TRIANGULAR, 1, 4, 3, 1.0 / 6);
    assert_short_above(ASSUMPTION_TRIANGULAR, 1, 4, 1.5, 1 - 0.25 / 3);
}

static void test_a_guess_about_one_year_moves_the_others(void **state) {
    (void)state;
    static int years[] = {2010, 2011, 2012, 2013};
    static double values[] = {1, 2, 4, 8};
    call_model m = province();
    m.of[FACTOR_CALLS] = (factor_series){4, years, values};
    m.year = 2012;
    const factor_range range = {
        .factor = FACTOR_CALLS, .year = 2012, .law = ASSUMPTION_UNIFORM, .low = 4, .high = 6};
    years_question q = ask(&m);
    q.ranges = &range;
    q.range_count = 1;
    q.confidence = 0.999999;
    year_capacity out[YEARS];
    assert_true(years_predict(&q, out, NULL));
    for (size_t y = 0; y < YEARS; y++) {
        assert_near(out[y].factors[FACTOR_CALLS].best, values[y + 1], 0);
        assert_near(out[y].factors[FACTOR_CALLS].lower, values[y + 1], 0.01 * values[y + 1]);
        assert_near(out[y].factors[FACTOR_CALLS].upper, 1.5 * values[y + 1], 0.01 * values[y + 1]);
    }
}

static void test_draws_do_not_depend_on_what_else_is_guessed(void **state) {
    (void)state;
    call_model m = province();
    const factor_range ranges[] = {
        {.factor = FACTOR_BUSIEST_DAY, .law = ASSUMPTION_UNIFORM, .low = 1, .high = 3},
        {.factor = FACTOR_TRUNK_LOAD, .law = ASSUMPTION_UNIFORM, .low = 0.6, .high = 0.8}};
    years_question q = ask(&m);
    year_capacity one[YEARS], two[YEARS];
    q.ranges = ranges;
    q.range_count = 1;
    assert_true(years_predict(&q, one, NULL));
    q.range_count = 2;
    assert_true(years_predict(&q, two, NULL));
    assert_near(one[0].resources[RESOURCE_SEATS].needed.upper, two[0].resources[RESOURCE_SEATS].needed.upper,
                0);
    assert_true(one[0].resources[RESOURCE_TRUNKS].needed.upper <
                two[0].resources[RESOURCE_TRUNKS].needed.upper);
}

static void assert_refused(const call_model *m, const char *wanted) {
    years_question q = ask(m);
    year_capacity out[YEARS];
    input_error err = {0};
    assert_false(years_predict(&q, out, &err));
    assert_string_equal(err.text, wanted);
}

static void test_bad_series(void **state) {
    (void)state;
    static int gap[] = {2006, 2007, 2009, 2010}, late[] = {2012, 2013, 2014, 2015};
    static double values[] = {1e6, 1.1e6, 1.2e6, 1.3e6};
    call_model m = province();
    m.of[FACTOR_SUBSCRIBERS] = (factor_series){4, gap, values};
    assert_refused(&m, "'subscribers' has no value for the year 2008, between those for 2007 and 2009");
    m.of[FACTOR_SUBSCRIBERS] = (factor_series){4, late, values};
    assert_refused(&m, "'subscribers' begins in 2012; must have a value for 2011 or a year before");
    m = province();
    m.of[FACTOR_AHT].count = 0;
    assert_refused(&m, "in 2011: 'aht' is missing, or 'calls_per_seat' (mean handling time of an agent: talk "
                       "and wrap-up)");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_certain_is_certain),
        cmocka_unit_test(test_growth_on_a_line_runs_out_in_its_year),
        cmocka_unit_test(test_guesses_follow_their_laws),
        cmocka_unit_test(test_a_guess_about_one_year_moves_the_others),
        cmocka_unit_test(test_draws_do_not_depend_on_what_else_is_guessed),
        cmocka_unit_test(test_bad_series),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
