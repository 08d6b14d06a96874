#include "support/test.h"

#include "options.h"

enum { ARGS_MAX = 16 };

static bool parse(const char *line, viz_options *o, input_error *err) {
    char program[] = "hotline-viz", copy[256], *argv[ARGS_MAX] = {program};
    int argc = 1;
    snprintf(copy, sizeof copy, "%s", line);
    for (char *word = copy; *word && argc < ARGS_MAX - 1;) {
        argv[argc++] = word;
        word += strcspn(word, " ");
        if (*word)
            *word++ = '\0';
    }
    bool done = options_parse(o, argc, argv, err);
    // The names point into the copy, which ends here: the tests below look at numbers only.
    return done;
}

static void defaults(void **state) {
    (void)state;
    viz_options o;
    input_error err = {0};
    assert_true(parse("day.trace", &o, &err));
    assert_int_equal(o.width, 1600);
    assert_int_equal(o.height, 900);
    assert_int_equal(o.speed, 60);
    assert_int_equal(o.trace_count, 1);
    assert_null(o.screenshot_time);
}

static void all_options(void **state) {
    (void)state;
    viz_options o;
    input_error err = {0};
    assert_true(parse("--size 1920x1080 a --speed 3600 b --screenshot 10:20 out.png c d", &o, &err));
    assert_int_equal(o.width, 1920);
    assert_int_equal(o.height, 1080);
    assert_int_equal(o.speed, 3600);
    assert_int_equal(o.trace_count, 4);
    assert_non_null(o.screenshot_time);
    assert_true(parse("--help", &o, &err));
    assert_true(o.wants_help && !o.wants_version);
    assert_true(parse("--version", &o, &err));
    assert_true(o.wants_version && !o.wants_help);
    assert_true(parse("-- --size", &o, &err));
    assert_int_equal(o.trace_count, 1);
}

static void bad_usage_is_told_in_a_line(void **state) {
    (void)state;
    static const struct {
        const char *line, *says;
    } bad[] = {
        {"", "no trace"},
        {"a b c d e", "at most 4"},
        {"--size", "--size needs"},
        {"--size 1600 a", "--size needs"},
        {"--size 1600x a", "--size needs"},
        {"--size 1600x900x3 a", "--size needs"},
        {"--size -5x900 a", "--size needs"},
        {"--size 99999x900 a", "--size needs"},
        {"--size 99999999999999999999x900 a", "--size needs"},
        {"--speed 0 a", "--speed needs"},
        {"--speed 3601 a", "--speed needs"},
        {"--speed fast a", "--speed needs"},
        {"--speed", "--speed needs"},
        {"--screenshot", "--screenshot needs"},
        {"--screenshot 10:20", "--screenshot needs"},
        {"--sreenshot 10:20 x a", "unknown option '--sreenshot'"},
        {"-x a", "unknown option '-x'"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        viz_options o;
        input_error err = {0};
        assert_false(parse(bad[i].line, &o, &err));
        assert_int_equal(err.kind, ERROR_INPUT);
        if (!strstr(err.text, bad[i].says))
            fail_msg("'%s' says: %s", bad[i].line, err.text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults),
        cmocka_unit_test(all_options),
        cmocka_unit_test(bad_usage_is_told_in_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
