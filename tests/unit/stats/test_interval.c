/// Bounds and folding of intervals.
#include "support/test.h"

#include <hotline/metrics.h>

#include "stats/interval.h"

static layout week_layout(interval_folding folding, civil_time start, sim_time duration, sim_time interval) {
    return (layout){
        .folding = folding, .start = start, .duration = duration, .interval = interval, .class_count = 1};
}

static const civil_time monday_8 = {2011, 3, 7, 8, 0, 0};

static void assert_bounds(const layout *l, uint32_t index, sim_time from, sim_time to) {
    sim_time actual_from, actual_to;
    metric_interval_bounds(l, index, &actual_from, &actual_to);
    assert_int_equal(actual_from, from);
    assert_int_equal(actual_to, to);
}

static void test_part_of_a_day(void **state) {
    (void)state;
    layout l = week_layout(FOLD_DAY, monday_8, 10 * SIM_HOUR, 30 * SIM_MINUTE);
    metric_scopes s = metric_scopes_of(&l);
    assert_int_equal(s.interval_count, 20);
    assert_bounds(&l, 0, 8 * SIM_HOUR, 8 * SIM_HOUR + 30 * SIM_MINUTE);
    assert_bounds(&l, 19, 17 * SIM_HOUR + 30 * SIM_MINUTE, 18 * SIM_HOUR);
    intervals g = intervals_of(&l);
    interval_span span = intervals_at(&g, 45 * SIM_MINUTE);
    assert_int_equal(span.index, 1);
    assert_int_equal(span.from, 30 * SIM_MINUTE);
    assert_int_equal(span.to, SIM_HOUR);
}

static void test_a_night_goes_over_midnight(void **state) {
    (void)state;
    layout l = week_layout(FOLD_DAY, (civil_time){2011, 3, 7, 22, 0, 0}, 8 * SIM_HOUR, SIM_HOUR);
    assert_int_equal(metric_scopes_of(&l).interval_count, 8);
    assert_bounds(&l, 0, 22 * SIM_HOUR, 23 * SIM_HOUR);
    assert_bounds(&l, 1, 23 * SIM_HOUR, 24 * SIM_HOUR);
    assert_bounds(&l, 2, 0, SIM_HOUR);
    assert_bounds(&l, 7, 5 * SIM_HOUR, 6 * SIM_HOUR);
}

static void test_a_start_within_an_interval(void **state) {
    (void)state;
    layout l = week_layout(FOLD_DAY, (civil_time){2011, 3, 7, 8, 10, 0}, SIM_DAY, SIM_HOUR);
    intervals g = intervals_of(&l);
    assert_int_equal(g.count, 24);
    interval_span first = intervals_at(&g, 0), last = intervals_at(&g, SIM_DAY - 1);
    assert_int_equal(first.index, 8);
    assert_int_equal(first.from, 0);
    assert_int_equal(first.to, 50 * SIM_MINUTE);
    assert_int_equal(last.index, 8); // the same hour of the next day
    assert_int_equal(last.from, 23 * SIM_HOUR + 50 * SIM_MINUTE);
    assert_int_equal(last.to, SIM_DAY);
}

static void test_weeks_start_on_monday(void **state) {
    (void)state;
    civil_time wednesday = {2011, 3, 9, 0, 0, 0};
    layout l = week_layout(FOLD_WEEK, wednesday, 14 * SIM_DAY, SIM_DAY);
    intervals g = intervals_of(&l);
    assert_int_equal(g.count, 7);
    assert_int_equal(intervals_at(&g, 0).index, 2);
    assert_int_equal(intervals_at(&g, 5 * SIM_DAY).index, 0);
    assert_bounds(&l, 2, 2 * SIM_DAY, 3 * SIM_DAY);
}

static void test_absolute_intervals_end_with_the_duration(void **state) {
    (void)state;
    layout l = week_layout(FOLD_ABSOLUTE, monday_8, 100 * SIM_MINUTE, SIM_HOUR);
    assert_int_equal(metric_scopes_of(&l).interval_count, 2);
    assert_bounds(&l, 0, 0, SIM_HOUR);
    assert_bounds(&l, 1, SIM_HOUR, 100 * SIM_MINUTE);
}

static void test_no_intervals(void **state) {
    (void)state;
    layout l = week_layout(FOLD_NONE, monday_8, SIM_HOUR, SIM_MINUTE);
    assert_int_equal(metric_scopes_of(&l).interval_count, 0);
    intervals g = intervals_of(&l);
    assert_int_equal(g.count, 1);
    assert_int_equal(intervals_at(&g, SIM_NEVER).to, SIM_HOUR);
}

/// Every moment lies within its own span, and spans follow each other without gaps; for odd lengths too.
static void test_spans_cover_the_duration(void **state) {
    (void)state;
    const interval_folding foldings[] = {FOLD_NONE, FOLD_ABSOLUTE, FOLD_DAY, FOLD_WEEK};
    const sim_time lengths[] = {7 * SIM_HOUR, 25 * SIM_MINUTE, 8 * SIM_DAY, 1000003};
    for (size_t i = 0; i < 16; i++) {
        layout l = week_layout(foldings[i / 4], (civil_time){2012, 2, 29, 13, 7, 5}, 50 * SIM_HOUR + 1,
                               lengths[i % 4]);
        intervals g = intervals_of(&l);
        sim_time at = 0;
        while (at < l.duration) {
            interval_span span = intervals_at(&g, at);
            assert_int_equal(span.from, at);
            assert_true(span.to > at && span.index < g.count);
            assert_int_equal(intervals_at(&g, span.to - 1).index, span.index);
            at = span.to;
        }
        assert_int_equal(at, l.duration);
    }
}

static void test_intervals_are_never_too_many(void **state) {
    (void)state;
    layout l = week_layout(FOLD_ABSOLUTE, monday_8, INT64_MAX, 1);
    assert_true(metric_scopes_of(&l).interval_count <= INTERVALS_MAX);
}

static void test_scopes_follow_each_other(void **state) {
    (void)state;
    metric_scopes s = {.class_count = 2, .group_count = 3, .site_count = 1, .interval_count = 4};
    assert_int_equal(metric_scope_class(&s, 0), 1);
    assert_int_equal(metric_scope_group(&s, 0), 3);
    assert_int_equal(metric_scope_site(&s, 0), 6);
    assert_int_equal(metric_scope_interval(&s, 0), 7);
    assert_int_equal(metric_scope_interval_class(&s, 0, 1), 9);
    assert_int_equal(metric_scope_interval_group(&s, 0, 0), 10);
    assert_int_equal(metric_scope_interval(&s, 3), 25);
    assert_int_equal(metric_scopes_count(&s), 31);
}

/// Each scope's histogram is its own, and there are as many as the scopes that have one.
static void test_histograms_follow_each_other(void **state) {
    (void)state;
    static const uint32_t interval_counts[] = {0, 4, 500, 501, 1000, 1001};
    static const size_t kept[] = {0, 4 * 3, 500 * 3, 501, 1000, 0};
    for (size_t k = 0; k < sizeof kept / sizeof *kept; k++) {
        metric_scopes s = {.class_count = 2, .group_count = 3, .site_count = 1, .window_count = 1};
        s.interval_count = interval_counts[k];
        size_t count = metric_waits_count(&s), seen = 0;
        bool *taken = calloc(count, sizeof *taken);
        assert_int_equal(count, 7 + kept[k] + 7);
        for (size_t scope = 0; scope < metric_scopes_count(&s); scope++) {
            size_t index = metric_waits_index(&s, scope);
            if (index == SIZE_MAX)
                continue;
            assert_true(index < count && !taken[index]);
            taken[index] = true;
            seen++;
        }
        assert_int_equal(seen, count);
        free(taken);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_part_of_a_day),
        cmocka_unit_test(test_a_night_goes_over_midnight),
        cmocka_unit_test(test_a_start_within_an_interval),
        cmocka_unit_test(test_weeks_start_on_monday),
        cmocka_unit_test(test_absolute_intervals_end_with_the_duration),
        cmocka_unit_test(test_no_intervals),
        cmocka_unit_test(test_spans_cover_the_duration),
        cmocka_unit_test(test_intervals_are_never_too_many),
        cmocka_unit_test(test_scopes_follow_each_other),
        cmocka_unit_test(test_histograms_follow_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
