/// docs/scenario.md is what the loader's tables print; every scenario that is shipped loads.
#define _POSIX_C_SOURCE 200809L // glob

#include "support/test.h"

#include <glob.h>

#include <hotline/scenario.h>

#define BEGIN_MARK "<!-- reference: begin (printed from the loader's tables) -->\n"
#define END_MARK   "<!-- reference: end -->\n"

static char *stream_text(FILE *in) {
    assert_int_equal(fseek(in, 0, SEEK_END), 0);
    long size = ftell(in);
    assert_true(size >= 0);
    rewind(in);
    char *text = malloc((size_t)size + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, (size_t)size, in), size);
    text[size] = '\0';
    (void)fclose(in);
    return text;
}

static void reference_is_printed(void **state) {
    (void)state;
    FILE *printed = tmpfile(), *file = fopen(HOTLINE_SOURCE_DIR "/docs/scenario.md", "rb");
    assert_non_null(printed);
    assert_non_null(file);
    scenario_reference_print(printed);
    char *expected = stream_text(printed), *document = stream_text(file);
    char *begin = strstr(document, BEGIN_MARK), *end = strstr(document, END_MARK);
    assert_non_null(begin);
    assert_non_null(end);
    *end = '\0';
    assert_string_equal(begin + strlen(BEGIN_MARK), expected);
    free(expected);
    free(document);
}

static void schema_is_balanced_json(void **state) {
    (void)state;
    FILE *printed = tmpfile();
    assert_non_null(printed);
    scenario_schema_print(printed);
    char *text = stream_text(printed);
    assert_non_null(strstr(text, "https://json-schema.org/draft/2020-12/schema"));
    assert_non_null(strstr(text, "\"patience\""));
    int depth = 0;
    bool quoted = false;
    for (const char *c = text; *c; c++) {
        if (quoted && *c == '\\')
            c++;
        else if (*c == '"')
            quoted = !quoted;
        else if (!quoted)
            depth += (*c == '{') - (*c == '}');
    }
    assert_false(quoted);
    assert_int_equal(depth, 0);
    free(text);
}

static void shipped_scenarios_load(void **state) {
    (void)state;
    glob_t files;
    assert_int_equal(glob(HOTLINE_SOURCE_DIR "/scenarios/*/*.json", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        scenario_file *f = NULL;
        input_error err = {0};
        if (!scenario_load(files.gl_pathv[i], NULL, &f, &err))
            fail_msg("%s:%d: %s: %s", err.file, err.line, err.path, err.text);
        scenario_file_free(f);
    }
    globfree(&files);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reference_is_printed),
        cmocka_unit_test(schema_is_balanced_json),
        cmocka_unit_test(shipped_scenarios_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
