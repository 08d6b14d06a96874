/// The numbers along an axis: round ones, told apart, all that is needed and no more.
#include "support/test.h"

#include <math.h>
#include <string.h>

#include "print/axis.h"

static void assert_labels(const axis *a, const char *wanted) {
    char all[512] = "", label[NUMBER_TEXT_SIZE];
    for (size_t i = 0; i < axis_count(a); i++) {
        axis_label(a, axis_first(a) + (double)i * a->step, label);
        strncat(all, i ? " | " : "", sizeof all - strlen(all) - 1);
        strncat(all, label, sizeof all - strlen(all) - 1);
    }
    assert_string_equal(all, wanted);
}

static void test_numbers(void **state) {
    (void)state;
    axis small = axis_make(0.0123, 0.0391, CHART_NUMBER, 5, true);
    assert_labels(&small, "0.01 | 0.02 | 0.03 | 0.04");
    axis large = axis_make(1.2e6, 5.9e6, CHART_NUMBER, 5, true);
    assert_labels(&large, "1M | 2M | 3M | 4M | 5M | 6M");
    axis thousands = axis_make(0, 42000, CHART_NUMBER, 4, true);
    assert_labels(&thousands, "0 | 20k | 40k | 60k");
    axis around = axis_make(-3, 4, CHART_NUMBER, 7, true);
    assert_labels(&around, "-3 | -2 | -1 | 0 | 1 | 2 | 3 | 4");
}

static void test_scales(void **state) {
    (void)state;
    axis years = axis_make(2003, 2013, CHART_YEAR, 5, false);
    assert_labels(&years, "2004 | 2006 | 2008 | 2010 | 2012");
    axis few_years = axis_make(2010, 2012, CHART_YEAR, 8, false);
    assert_labels(&few_years, "2010 | 2011 | 2012");
    axis day = axis_make(7 * 3600, 21 * 3600, CHART_CLOCK, 5, false);
    assert_labels(&day, "09:00 | 12:00 | 15:00 | 18:00 | 21:00");
    axis share = axis_make(0, 0.1, CHART_PERCENT, 4, true);
    assert_labels(&share, "0 % | 5 % | 10 %");
}

static void test_single_values_have_room(void **state) {
    (void)state;
    axis one = axis_make(50, 50, CHART_NUMBER, 5, true);
    assert_true(one.low < 50 && one.high > 50);
    axis none = axis_make(INFINITY, -INFINITY, CHART_NUMBER, 5, true);
    assert_true(isfinite(none.low) && none.low < none.high);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_scales),
        cmocka_unit_test(test_single_values_have_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
