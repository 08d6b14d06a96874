#include "support/test.h"

#include "fixture.h"
#include "phrase.h"

static void counts(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},       {999, "999"},       {1000, "1,000"}, {-1234567, "-1,234,567"},
                 {-123, "-123"}, {12026.4, "12,026"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[PHRASE_SIZE];
        phrase_count(cases[i].value, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void shares_and_times(void **state) {
    (void)state;
    char text[PHRASE_SIZE];
    phrase_percent(0.8339, 1, text);
    assert_string_equal(text, "83.4%");
    phrase_percent(1, 1, text);
    assert_string_equal(text, "100%");
    phrase_percent(0.99949, 1, text);
    assert_string_equal(text, "99.9%");
    phrase_percent((double)NAN, 1, text);
    assert_string_equal(text, "\xE2\x80\x93");
    phrase_seconds(12.34, text);
    assert_string_equal(text, "12.3 s");
    phrase_seconds(125, text);
    assert_string_equal(text, "2:05 min");
    phrase_seconds(119.6, text);
    assert_string_equal(text, "2:00 min");
    phrase_countdown(582 * SIM_SECOND, text);
    assert_string_equal(text, "9:42");
    phrase_countdown(SIM_SECOND / 2, text);
    assert_string_equal(text, "0:01");
    phrase_countdown(-5, text);
    assert_string_equal(text, "0:00");
    phrase_countdown(3753 * SIM_SECOND, text);
    assert_string_equal(text, "1:02:33");
    phrase_of_limit(182, 2400, text);
    assert_string_equal(text, "182 / 2,400");
    phrase_of_limit(182, UNLIMITED, text);
    assert_string_equal(text, "182");
}

/// Only all of it is 100 %, and only nothing is 0 %.
static void shares_near_all_and_nothing(void **state) {
    (void)state;
    static const struct {
        double share;
        int decimals;
        const char *text;
    } cases[] = {{1, 0, "100%"},       {0.9998, 1, "99.9%"}, {0.99999999, 1, "99.9%"}, {0.9949, 0, "99%"},
                 {0.9998, 0, "99%"},   {0.9994, 1, "99.9%"}, {0, 1, "0.0%"},           {0, 0, "0%"},
                 {0.0004, 1, "<0.1%"}, {0.0006, 1, "0.1%"},  {1e-9, 1, "<0.1%"},       {0.004, 0, "<1%"},
                 {0.0051, 0, "1%"},    {1.125, 1, "112.5%"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[PHRASE_SIZE];
        phrase_percent(cases[i].share, cases[i].decimals, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void bounds_are_exact(void **state) {
    (void)state;
    static const struct {
        double share;
        const char *text;
    } cases[] = {{0.85, "85%"}, {0.995, "99.5%"}, {0.9995, "99.95%"}, {1, "100%"}, {0.05, "5%"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[PHRASE_SIZE];
        phrase_bound(cases[i].share, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void spans(void **state) {
    (void)state;
    static const struct {
        sim_time span;
        const char *text;
    } cases[] = {{5500 * (SIM_SECOND / 1000), "5.5 s"},
                 {SIM_SECOND, "1 s"},
                 {SIM_SECOND / 100, "at once"},
                 {40 * SIM_SECOND, "40 s"},
                 {60 * SIM_SECOND - 1, "1 min"},
                 {16 * SIM_MINUTE, "16 min"},
                 {160 * SIM_SECOND, "2 min 40 s"},
                 {SIM_HOUR - 1, "1 h"},
                 {65 * SIM_MINUTE + 20 * SIM_SECOND, "1 h 5 min"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[PHRASE_SIZE];
        phrase_span(cases[i].span, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void acceptable_waits(void **state) {
    (void)state;
    char text[PHRASE_SIZE];
    layout *l = fixture_layout(fixture_usual(), "s");
    phrase_awt(l, text);
    assert_string_equal(text, "15 s");
    l->classes[1].awt = 20 * SIM_SECOND;
    phrase_awt(l, text);
    assert_string_equal(text, "15 s to 20 s");
    fixture_layout_free(l);
}

static void ticks(void **state) {
    (void)state;
    char text[PHRASE_SIZE];
    civil_time at = {2011, 3, 7, 8, 5, 0};
    phrase_tick(at, false, text);
    assert_string_equal(text, "08:05");
    phrase_tick(at, true, text);
    assert_string_equal(text, "Mon 7 Mar");
    phrase_date(at, text);
    assert_string_equal(text, "7 March 2011");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts),
        cmocka_unit_test(shares_and_times),
        cmocka_unit_test(shares_near_all_and_nothing),
        cmocka_unit_test(bounds_are_exact),
        cmocka_unit_test(spans),
        cmocka_unit_test(acceptable_waits),
        cmocka_unit_test(ticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
