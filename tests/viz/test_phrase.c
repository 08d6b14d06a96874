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
        cmocka_unit_test(acceptable_waits),
        cmocka_unit_test(ticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
