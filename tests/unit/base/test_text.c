#define _POSIX_C_SOURCE 200809L

#include "support/test.h"

#include "base/text.h"
#include <hotline/error.h>

static void text_grows(void **state) {
    (void)state;
    text_buffer t = {0};
    for (int i = 0; i < 1000; i++)
        text_add(&t, "%d,", i % 10);
    assert_int_equal(t.length, 2000);
    char *chars = text_take(&t);
    assert_int_equal(strlen(chars), 2000);
    assert_memory_equal(chars, "0,1,2,", 6);
    free(chars);
    chars = text_take(&t);
    assert_string_equal(chars, "");
    free(chars);
}

static void nearest_names_are_found(void **state) {
    (void)state;
    static const char *const names[] = {"patience", "priority", "arrivals"};
    assert_string_equal(text_nearest("patiense", names, 3), "patience");
    assert_string_equal(text_nearest("arival", names, 3), "arrivals");
    assert_null(text_nearest("colour", names, 3));
    assert_null(text_nearest("b", (const char *const[]){"a"}, 1));
    char monster[5000];
    memset(monster, 'p', sizeof monster - 1);
    monster[sizeof monster - 1] = '\0';
    assert_null(text_nearest(monster, names, 3));
}

static void printed(const input_error *e, char *text, size_t size) {
    FILE *f = fmemopen(text, size, "w");
    assert_non_null(f);
    input_error_print(e, f);
    (void)fclose(f);
}

static void errors_are_one_line_with_their_place(void **state) {
    (void)state;
    input_error e = {0};
    char text[400];
    assert_false(
        input_error_set(&e, "base.json", 14, "$.sites.main.trunks", "is %d; must be 1 to 100000", 0));
    assert_false(input_error_set(&e, "other.json", 1, NULL, "comes too late"));
    printed(&e, text, sizeof text);
    assert_string_equal(text, "base.json:14: $.sites.main.trunks: is 0; must be 1 to 100000\n");
    input_error hostile = {0};
    assert_false(runtime_error_set(&hostile, NULL, "bad\nname\x1b[31m"));
    printed(&hostile, text, sizeof text);
    assert_string_equal(text, "hotline: bad?name?[31m\n");
    assert_int_equal(hostile.kind, ERROR_RUNTIME);
    assert_false(input_error_set(NULL, NULL, 0, NULL, "nobody asks"));
}

static void several_errors_are_counted(void **state) {
    (void)state;
    input_errors errors = {0};
    input_errors_add(&errors, &(input_error){0});
    assert_int_equal(errors.count, 0);
    char text[4000] = "";
    for (int i = 1; i <= INPUT_ERRORS_MAX + 2; i++) {
        input_error e = {0};
        (void)input_error_set(&e, "f", i, NULL, "wrong");
        input_errors_add(&errors, &e);
        FILE *out = fmemopen(text, sizeof text, "w");
        assert_non_null(out);
        input_errors_print(&errors, out);
        (void)fclose(out);
        if (i == 1)
            assert_string_equal(text, "f:1: wrong\n");
        if (i == 2)
            assert_string_equal(text, "f:1: wrong\nf:2: wrong\n2 errors\n");
    }
    assert_non_null(strstr(text, "f:20: wrong\n… and 2 more\n22 errors\n"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_grows),
        cmocka_unit_test(nearest_names_are_found),
        cmocka_unit_test(errors_are_one_line_with_their_place),
        cmocka_unit_test(several_errors_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
