/// The busiest hour of a profile, and profiles bent to another concentration.
#include "support/test.h"

#include <hotline/call_model.h>

enum { HOURS = 24, HALVES = 48 };

static const double day[HOURS] = {4,  2,  1,  1,  1,  2,  6,  30, 56, 94, 100, 96,
                                  91, 88, 85, 82, 72, 54, 42, 33, 28, 16, 10,  6};

static void test_busiest_hour(void **state) {
    (void)state;
    double halves[HALVES] = {0}, none[HOURS] = {0};
    assert_near(profile_concentration(day, HOURS), 0.1, 1e-15);
    halves[19] = 2; // 09:30 to 10:30 is the busiest hour, though 10:00 to 11:00 has as much in one half
    halves[20] = 3;
    halves[40] = 4;
    assert_near(profile_concentration(halves, HALVES), 5.0 / 9, 1e-15);
    assert_true(isnan(profile_concentration(none, HOURS)));
    assert_false(profile_bend(none, HOURS, 0.1, halves));
}

static void test_bent_is_as_wanted(void **state) {
    (void)state;
    double bent[HOURS];
    for (int percent = 5; percent < 50; percent++) {
        double wanted = percent / 100.0;
        assert_true(profile_bend(day, HOURS, wanted, bent));
        assert_near(profile_concentration(bent, HOURS), wanted, 1e-12);
        for (size_t i = 1; i < HOURS; i++)
            assert_true((day[i] > day[i - 1]) == (bent[i] > bent[i - 1]));
    }
}

/// A profile that has the concentration stays as it is, but for its scale.
static void test_unbent_stays(void **state) {
    (void)state;
    double bent[HOURS];
    assert_true(profile_bend(day, HOURS, 0.1, bent));
    for (size_t i = 0; i < HOURS; i++)
        assert_near(bent[i] / bent[10], day[i] / day[10], 1e-12);
}

static void test_reach(void **state) {
    (void)state;
    double low, high, bent[HOURS], open[HOURS] = {0};
    for (size_t i = 8; i < 18; i++)
        open[i] = 1 + (double)(i == 10) + (double)(i == 11);
    profile_reach(open, HOURS, &low, &high, bent);
    assert_near(low, 0.1, 1e-15);
    assert_near(high, 0.5, 1e-15); // two hours are the busiest
    assert_true(profile_bend(open, HOURS, low, bent));
    assert_near(bent[7], 0, 0);
    assert_true(profile_bend(open, HOURS, 0.4, bent));
    assert_false(profile_bend(open, HOURS, 0.09, bent));
    assert_false(profile_bend(open, HOURS, 0.51, bent));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_busiest_hour),
        cmocka_unit_test(test_bent_is_as_wanted),
        cmocka_unit_test(test_unbent_stays),
        cmocka_unit_test(test_reach),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
