/// Callers are told apart, as many as are followed, and words are understood.
#include "support/test.h"

#include "fit/redials.h"
#include "fit/words.h"

static void test_callers_are_kept(void **state) {
    (void)state;
    enum { CALLERS = 100000 };
    redials r = {0};
    char name[16];
    for (int i = 0; i < CALLERS; i++) {
        (void)snprintf(name, sizeof name, "%d", i);
        redials_find(&r, name)->left = i;
    }
    assert_int_equal(r.count, CALLERS);
    for (int i = 0; i < CALLERS; i++) {
        (void)snprintf(name, sizeof name, "%d", i);
        assert_near(redials_find(&r, name)->left, i, 0);
    }
    assert_int_equal(r.count, CALLERS);
    redials_free(&r);
}

static void test_numbers(void **state) {
    (void)state;
    const struct {
        const char *text;
        double value; ///< NaN: none
        bool is_number;
    } cases[] = {{"0", 0, true},
                 {"610", 610, true},
                 {"35.5", 35.5, true},
                 {"-7", -7, true},
                 {"1e3", 1000, true},
                 {".5", 0.5, true},
                 {"5.", 5, true},
                 {"", NAN, true},
                 {"abc", NAN, false},
                 {"1x", NAN, false},
                 {"inf", NAN, false},
                 {"nan", NAN, false},
                 {"0x10", NAN, false},
                 {" 1", NAN, false},
                 {"--1", NAN, false},
                 {"1e999", NAN, false},
                 {"12345678901234567890", 12345678901234567890.0, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool is_number;
        double value = number_of(cases[i].text, &is_number);
        assert_int_equal(is_number, cases[i].is_number);
        if (isnan(cases[i].value))
            assert_true(isnan(value));
        else
            assert_near(value, cases[i].value, 1e-12 * fabs(cases[i].value));
    }
}

static void test_words(void **state) {
    (void)state;
    fit_reading usual = {0}, own = {.answered = "ja,doch", .abandoned = "nein"};
    assert_int_equal(outcome_of("AGENT", &usual), OUTCOME_ANSWERED);
    assert_int_equal(outcome_of("Hang", &usual), OUTCOME_ABANDONED);
    assert_int_equal(outcome_of("phantom", &usual), OUTCOME_IGNORED);
    assert_int_equal(outcome_of("agen", &usual), OUTCOME_UNKNOWN);
    assert_int_equal(outcome_of("", &usual), OUTCOME_UNKNOWN);
    assert_int_equal(outcome_of("doch", &own), OUTCOME_ANSWERED);
    assert_int_equal(outcome_of("agent", &own), OUTCOME_UNKNOWN);
    char name[64];
    name_make("PS", name);
    assert_string_equal(name, "ps");
    name_make("7 Käse!", name);
    assert_string_equal(name, "c7-k--se-");
    name_make("", name);
    assert_string_equal(name, "c");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_callers_are_kept),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
