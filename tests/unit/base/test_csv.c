/// A table read piece by piece has the rows that it has when it is read at once, in memory that does not
/// grow.
#define _POSIX_C_SOURCE 200809L

#include "support/test.h"

#include <unistd.h>

#include "base/csv.h"
#include "base/text.h"

/// A file that goes away with the test.
static char *file_make(const char *text, size_t length) {
    const char *folder = getenv("TMPDIR");
    char *path = text_format("%s/hotline-csv-XXXXXX", folder && *folder ? folder : ".");
    int file = mkstemp(path);
    assert_true(file >= 0);
    FILE *out = fdopen(file, "wb");
    assert_int_equal(fwrite(text, 1, length, out), length);
    assert_int_equal(fclose(out), 0);
    return path;
}

static void file_remove(char *path) {
    assert_int_equal(unlink(path), 0);
    free(path);
}

/// Rows of all kinds, more than a piece of them.
static char *rows_make(size_t *length) {
    text_buffer t = {0};
    text_add(&t, "\xEF\xBB\xBFnumber,\"a, b\",text\r\n");
    for (int i = 0; t.length < 2 * (size_t)CSV_PIECE; i++)
        text_add(&t, i % 3 ? "%d,plain,%0*d\n" : "%d,\"two\nlines, \"\"quoted\"\"\",%0*d\r\n\n", i,
                 1 + i % 500, i);
    text_add(&t, "last,,");
    *length = t.length;
    return text_take(&t);
}

static void test_pieces_are_the_whole(void **state) {
    (void)state;
    size_t length, rows = 0;
    char *text = rows_make(&length), *path = file_make(text, length);
    csv whole, pieces;
    assert_true(csv_open(&whole, text, length));
    assert_true(csv_open_file(&pieces, path));
    assert_string_equal(pieces.columns[1], "a, b");
    for (bool more = true; more; rows += more) {
        more = csv_next(&whole);
        assert_int_equal(csv_next(&pieces), more);
        assert_int_equal(pieces.line, whole.line);
        for (size_t i = 0; i < 3 && more; i++)
            assert_string_equal(pieces.fields[i], whole.fields[i]);
    }
    assert_true(rows > 10000);
    assert_string_equal(whole.wrong, "");
    assert_string_equal(pieces.wrong, "");
    assert_string_equal(pieces.columns[0], "number"); // though its row is long gone
    csv_release(&whole);
    csv_release(&pieces);
    file_remove(path);
}

/// What is said of a file, after all rows before it.
static void assert_wrong(const char *text, size_t length, int line, const char *says) {
    char *path = file_make(text, length);
    csv c;
    bool good = csv_open_file(&c, path);
    while (good && csv_next(&c))
        continue;
    if (!strstr(c.wrong, says) || c.line != line)
        fail_msg("line %d: '%s'; expected line %d: '%s'", c.line, c.wrong, line, says);
    csv_release(&c);
    file_remove(path);
}

static void test_long_rows_are_refused(void **state) {
    (void)state;
    for (size_t size = CSV_ROW_MAX + 1; size <= 3 * (size_t)CSV_PIECE; size *= 2) {
        char *text = memory_new(size + 4, 1);
        text[0] = 'a';
        text[1] = '\n';
        memset(text + 2, 'x', size);
        assert_wrong(text, size + 2, 2, "has a row of more than 1 MiB");
        text[2] = '"';
        assert_wrong(text, size + 2, 2, "a quote is not closed");
        free(text);
    }
}

static void test_longest_row_is_taken(void **state) {
    (void)state;
    size_t length = CSV_ROW_MAX + 2;
    char *text = memory_new(length + 1, 1);
    text[0] = 'a';
    text[1] = '\n';
    memset(text + 2, 'x', CSV_ROW_MAX);
    assert_wrong(text, length, 2, "");
    free(text);
}

static void test_bad_files(void **state) {
    (void)state;
    assert_wrong("", 0, 1, "has no names of columns");
    assert_wrong("\n", 1, 1, "has no names of columns");
    assert_wrong("a,b\n1,2\n3\n", 10, 3, "has 1 field; must have 2");
    assert_wrong("a\n\0\n", 4, 0, "is no text");
    assert_wrong("a\n\"x\"y\n", 7, 2, "'y' follows a closing quote");
    assert_wrong("a\n\"x", 4, 2, "a quote is not closed");
    csv c;
    assert_false(csv_open_file(&c, "no such file"));
    assert_non_null(strstr(c.wrong, "cannot be opened"));
    csv_release(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces_are_the_whole),
        cmocka_unit_test(test_long_rows_are_refused),
        cmocka_unit_test(test_longest_row_is_taken),
        cmocka_unit_test(test_bad_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
