#include "support/test.h"

#include <hotline/time.h>

static void durations_are_parsed(void **state) {
    (void)state;
    static const struct {
        const char *text;
        sim_time time;
    } good[] = {
        {"90", 90 * SIM_SECOND},   {"12.5", 12500000},
        {"90s", 90 * SIM_SECOND},  {"10h30min", 10 * SIM_HOUR + 30 * SIM_MINUTE},
        {"250ms", 250000},         {"1d", SIM_DAY},
        {"2w1d", 15 * SIM_DAY},    {"0", 0},
        {"1.5h", 90 * SIM_MINUTE},
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        sim_time t = -1;
        assert_true(duration_parse(good[i].text, &t));
        assert_int_equal(t, good[i].time);
    }
}

static void what_is_no_duration_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"",   "s",  "10 h",           "1h1h", "1s1h", "-5",  "1e9", "5m",
                                      "1.", ".5", "99999999999999", "nan",  "inf",  "1h ", "0x10"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        sim_time t;
        if (duration_parse(bad[i], &t))
            fail_msg("'%s' was taken as a duration", bad[i]);
    }
    double seconds = 0;
    assert_true(duration_parse_s("1000000w", &seconds));
    assert_near(seconds, 604800e6, 0);
    assert_true(duration_parse_s("99999999999999999999999999999999999999999", &seconds));
    assert_false(duration_parse_s("5m", &seconds));
}

static void clocks_are_parsed(void **state) {
    (void)state;
    sim_time t;
    assert_true(clock_parse("08:30", &t));
    assert_int_equal(t, 8 * SIM_HOUR + 30 * SIM_MINUTE);
    assert_true(clock_parse("23:59:59", &t));
    assert_int_equal(t, SIM_DAY - SIM_SECOND);
    static const char *const bad[] = {
        "24:00", "8:30", "08:60", "08", "08:30:", "08:30:1", "08:30 ", "", "ab:cd"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(clock_parse(bad[i], &t));
}

static void dates_are_parsed(void **state) {
    (void)state;
    civil_time c;
    assert_true(civil_parse("2011-03-07T08:00", &c));
    assert_int_equal(civil_weekday(c), 0);
    assert_int_equal(civil_time_of_day(c), 8 * SIM_HOUR);
    assert_true(civil_parse("1970-01-01", &c));
    assert_int_equal(civil_days(c), 0);
    assert_int_equal(civil_weekday(c), 3);
    assert_true(civil_parse("2012-02-29", &c));
    static const char *const bad[] = {"2011-02-29",       "2011-13-01", "2011-00-01",
                                      "2011-01-32",       "2011-1-1",   "2011-01-01T",
                                      "2011-01-01 08:00", "11-01-01",   "0000-01-01"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(civil_parse(bad[i], &c));
}

/// Every day of 800 years: adding a day gives the next date, and the weekday goes round.
static void the_calendar_is_whole(void **state) {
    (void)state;
    civil_time start, c;
    assert_true(civil_parse("1900-03-01", &start));
    for (int day = 0; day < 292194; day++) {
        c = civil_add(start, day * SIM_DAY);
        assert_int_equal(civil_days(c), civil_days(start) + day);
        assert_int_equal(civil_weekday(c), (civil_weekday(start) + day) % 7);
    }
    assert_int_equal(c.year, 2700);
}

static void times_before_start_are_on_the_day_before(void **state) {
    (void)state;
    civil_time start;
    assert_true(civil_parse("2012-03-01T00:30", &start));
    civil_time c = civil_add(start, -SIM_HOUR);
    assert_int_equal(c.month, 2);
    assert_int_equal(c.day, 29);
    assert_int_equal(c.hour, 23);
    assert_int_equal(c.minute, 30);
}

static void assert_duration_reads(sim_time t, const char *expected) {
    char text[TIME_TEXT_SIZE];
    duration_format(t, text);
    assert_string_equal(text, expected);
}

static void times_are_written_for_people(void **state) {
    (void)state;
    assert_duration_reads(0, "0 s");
    assert_duration_reads(250000, "250 ms");
    assert_duration_reads(2500000, "2.5 s");
    assert_duration_reads(-SIM_MINUTE, "-1 min");
    assert_duration_reads(10 * SIM_HOUR + 30 * SIM_MINUTE, "10 h 30 min");
    assert_duration_reads(3 * SIM_DAY, "3 d");
    civil_time start;
    char text[TIME_TEXT_SIZE];
    assert_true(civil_parse("2011-03-07T08:00", &start));
    clock_format(start, 90 * SIM_SECOND, text);
    assert_string_equal(text, "08:01:30");
    clock_format(start, SIM_DAY, text);
    assert_string_equal(text, "day 2 08:00:00");
}

static void seconds_are_rounded_and_cut(void **state) {
    (void)state;
    assert_int_equal(sim_time_from_s(0.0000014), 1);
    assert_int_equal(sim_time_from_s(0.0000016), 2);
    assert_int_equal(sim_time_from_s(INFINITY), sim_time_from_s(SIM_SECONDS_MAX));
    assert_true(sim_time_from_s(SIM_SECONDS_MAX) < SIM_NEVER / 4); // sums of a few still fit
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_are_parsed),
        cmocka_unit_test(what_is_no_duration_is_refused),
        cmocka_unit_test(clocks_are_parsed),
        cmocka_unit_test(dates_are_parsed),
        cmocka_unit_test(the_calendar_is_whole),
        cmocka_unit_test(times_before_start_are_on_the_day_before),
        cmocka_unit_test(times_are_written_for_people),
        cmocka_unit_test(seconds_are_rounded_and_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
