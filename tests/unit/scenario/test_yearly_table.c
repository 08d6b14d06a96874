/// Factors of a call model from CSV files: what is read, and what is said of bad ones.
#define _POSIX_C_SOURCE 200809L // mkdir

#include "support/calls_folder.h"
#include "support/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include <hotline/call_model.h>
#include <hotline/scenario.h>

#include "base/text.h"

#define HEAD "{\"hotline\":1,\"name\":\"x\",\"duration\":\"1d\",\"start\":\"2011-03-07\",\n\"call_model\":{"
#define TAIL                                                                                                 \
    ",\"calls\":2,\"agent_share\":0.25}\n,\"classes\":{\"call\":{\"arrivals\":{\"call_model\":\"agent\"},"   \
    "\"talk\":{\"law\":\"constant\",\"value\":1}}}"
#define FILE_OF "\"path\":\"calls.csv\",\"year\":\"y\",\"value\":\"n\""

static scenario_file *load_changed(const folder *f, const char *table, const char *text,
                                   const scenario_changes *changes) {
    scenario_file *file = NULL;
    input_error err = {0};
    file_write(f->file, table, strlen(table));
    if (!scenario_parse(text, strlen(text), f->scenario, changes, &file, &err))
        fail_msg("%s: %s\n%s", err.path, err.text, table);
    return file;
}

static scenario_file *load(const folder *f, const char *table, const char *text) {
    return load_changed(f, table, text, NULL);
}

static const factor_series *series_of(const scenario_file *f, call_factor factor) {
    return &scenario_call_model(scenario_scheme(f, 0))->of[factor];
}

/// Rows that do not count may hold anything; the ends without a value are left out.
static void values_of_wanted_rows(void **state) {
    scenario_file *f = load(*state,
                            "where,n,y\r\n"
                            "chn,NA,2009\r\n"
                            "chn,100,2010\r\n"
                            "usa,much,once\r\n"
                            "\"chn\",\"120.5\",\"2011\"\r\n"
                            "chn,,2012",
                            HEAD "\"subscribers\":{\"notes\":\"from afar\",\"file\":{" FILE_OF
                                 ",\"where\":{\"where\":\"chn\"},\"unit\":10000}}" TAIL "}");
    const factor_series *s = series_of(f, FACTOR_SUBSCRIBERS);
    assert_int_equal(s->count, 2);
    assert_int_equal(s->years[0], 2010);
    assert_int_equal(s->years[1], 2011);
    assert_near(s->values[0], 1000000, 1e-6);
    assert_near(s->values[1], 1205000, 1e-6);
    assert_string_equal(scenario_file_input(f, 1), ((const folder *)*state)->file);
    scenario_file_free(f);
}

/// Numbers are in the unit, durations have their own.
static void times_are_numbers_or_durations(void **state) {
    scenario_file *f =
        load(*state, "y,n\n2010,2\n2011,110s\n2012,1min30s\n",
             HEAD "\"subscribers\":9000,\"aht\":{\"file\":{" FILE_OF ",\"unit\":60}}" TAIL "}");
    const factor_series *s = series_of(f, FACTOR_AHT);
    static const double values[] = {120, 110, 90};
    assert_int_equal(s->count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_near(s->values[i], values[i], 1e-12);
    scenario_file_free(f);
}

/// Same numbers in the scenario itself: same demand, but another hash.
static void hash_covers_the_content(void **state) {
    static const char text[] = HEAD "\"subscribers\":{\"file\":{" FILE_OF "}}" TAIL "}";
    scenario_file *a = load(*state, "y,n\n2011,7\n", text), *b = load(*state, "y,n\n2011,8\n", text),
                  *c = load(*state, "y,n\n2011,7\n", text);
    const scenario *x = scenario_scheme(a, 0), *y = scenario_scheme(b, 0), *z = scenario_scheme(c, 0);
    assert_true(scenario_hash(x) != scenario_hash(y) && scenario_hash(x) == scenario_hash(z));
    assert_true(scenario_file_hash(a) != scenario_file_hash(b));
    assert_true(scenario_file_hash(a) == scenario_file_hash(c));
    assert_string_equal(scenario_text(x), scenario_text(y));
    scenario_file_free(a);
    scenario_file_free(b);
    scenario_file_free(c);
}

static void a_number_replaces_the_table(void **state) {
    const char *set = "call_model.subscribers=123";
    scenario_changes changes = {.sets = &set, .set_count = 1};
    scenario_file *f =
        load_changed(*state, "", HEAD "\"subscribers\":{\"file\":{" FILE_OF "}}" TAIL "}", &changes);
    const factor_series *s = series_of(f, FACTOR_SUBSCRIBERS);
    assert_int_equal(s->count, 1);
    assert_null(s->years);
    assert_near(s->values[0], 123, 0);
    assert_int_equal(scenario_file_input_count(f), 1);
    scenario_file_free(f);
}

/// In a file that is extended the path is seen from there.
static void paths_are_relative_to_their_file(void **state) {
    const folder *f = *state;
    static const char base[] = HEAD "\"subscribers\":{\"file\":{" FILE_OF "}}" TAIL "}";
    char sub[80], inner[120], table[120];
    (void)snprintf(sub, sizeof sub, "%s/sub", f->path);
    (void)snprintf(inner, sizeof inner, "%s/base.json", sub);
    (void)snprintf(table, sizeof table, "%s/calls.csv", sub);
    assert_int_equal(mkdir(sub, 0700), 0);
    file_write(inner, base, sizeof base - 1);
    file_write(table, "y,n\n2011,8\n", 11);
    scenario_file *file = load(f, "y,n\n2011,5\n", "{\"hotline\":1,\"extends\":\"sub/base.json\"}");
    assert_near(series_of(file, FACTOR_SUBSCRIBERS)->values[0], 8, 0);
    assert_string_equal(scenario_file_input(file, 2), table);
    scenario_file_free(file);
    assert_int_equal(unlink(inner) + unlink(table) + rmdir(sub), 0);
}

typedef struct bad_case {
    const char *key, *value, *table, *path, *message;
} bad_case;

#define SUBSCRIBERS(more) "subscribers", "{\"file\":{" FILE_OF more "}}"

static const bad_case bad_tables[] = {
    {SUBSCRIBERS(""), "", ".file", "calls.csv:1: has no names of columns"},
    {SUBSCRIBERS(""), "Y,n\n", ".file", "calls.csv:1: has no column 'y'"},
    {SUBSCRIBERS(""), "y,N\n", ".file", "calls.csv:1: has no column 'n'"},
    {SUBSCRIBERS(""), "y,n,n\n", ".file", "calls.csv:1: has 2 columns 'n'; must have one"},
    {SUBSCRIBERS(",\"where\":{\"k\":\"a\"}"), "y,n\n", ".file", "calls.csv:1: has no column 'k'"},
    {SUBSCRIBERS(",\"where\":{\"k\":\"b\"}"), "y,n,k\n2011,1,a\n", ".file",
     "calls.csv: no row has 'b' in the column 'k'"},
    {SUBSCRIBERS(""), "y,n\n", ".file", "calls.csv: has no values; must have one for a year"},
    {SUBSCRIBERS(",\"where\":{\"k\":\"a\"}"), "y,n,k\n2011,NA,a\n2012,3,b\n", ".file",
     "calls.csv: has no values left; must have one for a year"},
    {SUBSCRIBERS(""), "y,n\n2011,1\n2012.5,2\n", ".file",
     "calls.csv:3: 'y' is '2012.5'; must be a year from 1900 to 2199"},
    {SUBSCRIBERS(""), "y,n\n1899,1\n", ".file",
     "calls.csv:2: 'y' is '1899'; must be a year from 1900 to 2199"},
    {SUBSCRIBERS(""), "y,n\n,1\n", ".file", "calls.csv:2: 'y' is ''; must be a year from 1900 to 2199"},
    {SUBSCRIBERS(""), "y,n\n2011,1\n\n2011,2\n", ".file",
     "calls.csv:4: 'y' is 2011 after 2011; years must rise, each in one row"},
    {SUBSCRIBERS(""), "y,n\n2011,1\n2010,NA\n", ".file",
     "calls.csv:3: 'y' is 2010 after 2011; years must rise, each in one row"},
    {SUBSCRIBERS(""), "y,n\n2009,1\n2010,NA\n2011,\n2012,2\n", ".file",
     "calls.csv:5: there is no 'n' for the year 2010, between those for 2009 and 2012"},
    {SUBSCRIBERS(""), "y,n\n2009,1\n2011,2\n", ".file",
     "calls.csv:3: there is no 'n' for the year 2010, between those for 2009 and 2011"},
    {SUBSCRIBERS(""), "y,n\n2011,0\n", ".file",
     "calls.csv:2: 'n' is '0'; must be a number from 1 to 10000000000"},
    {SUBSCRIBERS(",\"unit\":1000"), "y,n\n2011,2e7\n", ".file",
     "calls.csv:2: 'n' is '2e7', 2e+10 with the 'unit' 1000; must be a number from 1 to 10000000000"},
    {SUBSCRIBERS(""), "y,n\n2011,110s\n", ".file",
     "calls.csv:2: 'n' is '110s'; must be a number from 1 to 10000000000"},
    {SUBSCRIBERS(""), "y,n\n2011,nan\n", ".file",
     "calls.csv:2: 'n' is 'nan'; must be a number from 1 to 10000000000"},
    {SUBSCRIBERS(""), "y,n\n2011,1e999\n", ".file",
     "calls.csv:2: 'n' is '1e999'; must be a number from 1 to 10000000000"},
    {SUBSCRIBERS(""), "y,n\n2011,-\n", ".file",
     "calls.csv:2: 'n' is '-'; must be a number from 1 to 10000000000"},
    {"aht", "{\"file\":{" FILE_OF "}}", "y,n\n2011,2d\n", ".file",
     "calls.csv:2: 'n' is '2d'; must be a number of seconds, or a duration such as 90s, from 0.1 to 86400"},
    {SUBSCRIBERS(",\"unit\":0"), "y,n\n2011,1\n", ".file.unit",
     "is 0; must be a number from 1e-09 to 1000000000000"},
    {SUBSCRIBERS(",\"column\":\"n\""), "y,n\n2011,1\n", ".file.column", "unknown key 'column'"},
    {"subscribers", "{\"file\":{\"path\":\"no.csv\",\"year\":\"y\",\"value\":\"n\"}}", "", ".file.path",
     "no.csv: cannot be opened: No such file or directory"},
    {"subscribers", "{\"file\":{\"path\":\"calls.csv\",\"year\":\"y\"}}", "", ".file",
     "'value' is missing (the column with the values: numbers, or durations such as 110s where the factor is "
     "one. The first and the last may be missing (empty or NA), none between)"},
    {"subscribers", "{\"file\":\"calls.csv\"}", "", ".file", "is 'calls.csv'; must be an object"},
    {"subscribers", "{\"file\":{" FILE_OF "},\"2011\":5}", "y,n\n2011,1\n", "",
     "has a 'file' and '2011', which has no meaning beside it"},
    {"subscribers", "{\"file\":{" FILE_OF "},\"notes\":5}", "y,n\n2011,1\n", ".notes",
     "is 5; must be a text, or an object of texts"},
};

static char *text_of(const bad_case *bad) {
    const char *other = strcmp(bad->key, "aht") == 0 ? "\"subscribers\":5," : "";
    return text_format(HEAD "%s\"%s\":%s" TAIL "}", other, bad->key, bad->value);
}

static void bad_tables_are_refused(void **state) {
    const folder *f = *state;
    for (size_t i = 0; i < sizeof bad_tables / sizeof bad_tables[0]; i++) {
        const bad_case *bad = &bad_tables[i];
        input_errors errors = {0};
        scenario_file *file = NULL;
        char path[100], *text = text_of(bad);
        (void)snprintf(path, sizeof path, "$.call_model.%s%s", bad->key, bad->path);
        file_write(f->file, bad->table, strlen(bad->table));
        assert_false(scenario_parse_all(text, strlen(text), f->scenario, NULL, &file, &errors));
        assert_string_equal(errors.items[0].text, bad->message);
        assert_string_equal(errors.items[0].path, path);
        assert_int_equal(errors.items[0].line, 2);
        assert_int_equal(errors.count, 1);
        free(text);
    }
}

/// A year of a table can neither be assumed nor set.
static void years_of_a_table_stand_apart(void **state) {
    const folder *f = *state;
    static const char text[] = HEAD "\"subscribers\":{\"file\":{" FILE_OF "}}" TAIL
                                    ",\"assumptions\":{\"call_model.subscribers.2011\":{\"range\":[1,9],"
                                    "\"source\":\"a guess\"}}}";
    static const char plain[] = HEAD "\"subscribers\":{\"file\":{" FILE_OF "}}" TAIL "}";
    const char *set = "call_model.subscribers.2011=5";
    scenario_file *file = NULL;
    input_error err = {0};
    file_write(f->file, "y,n\n2011,5\n", 11);
    assert_false(scenario_parse(text, strlen(text), f->scenario, NULL, &file, &err));
    assert_string_equal(err.text, "leads nowhere: there is no '2011'; must be the path of a number that the "
                                  "file gives, as for --set, not of one in a table");
    err = (input_error){0};
    assert_false(scenario_parse(plain, strlen(plain), f->scenario,
                                &(scenario_changes){.sets = &set, .set_count = 1}, &file, &err));
    assert_string_equal(err.text, "has a 'file' and '2011', which has no meaning beside it (changed by --set "
                                  "call_model.subscribers.2011=5)");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_wanted_rows),
        cmocka_unit_test(times_are_numbers_or_durations),
        cmocka_unit_test(hash_covers_the_content),
        cmocka_unit_test(a_number_replaces_the_table),
        cmocka_unit_test(paths_are_relative_to_their_file),
        cmocka_unit_test(bad_tables_are_refused),
        cmocka_unit_test(years_of_a_table_stand_apart),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
