/// Recorded calls: what is read from CSV files, and what is said of bad ones.
#define _POSIX_C_SOURCE 200809L // mkdir

#include "support/calls_folder.h"
#include "support/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include <hotline/scenario.h>

#include "base/csv.h"
#include "base/text.h"
#include "scenario/compiled.h"
#include "scenario/recorded.h"

#define HEAD "{\"hotline\":1,\"name\":\"x\",\"duration\":\"2d\",\"start\":\"2003-03-03T06:00\","
#define CALLS_FILE(keys)                                                                                     \
    HEAD "\"classes\":{\"call\":{\"talk\":{\"law\":\"constant\",\"value\":1},\n\"arrivals\":{\"file\":" keys \
         "}}}}"
#define CALLS "{\"path\":\"calls.csv\",\"time\":\"t\""

static scenario_file *load(const folder *f, const char *table, const char *text) {
    scenario_file *file = NULL;
    input_error err = {0};
    file_write(f->file, table, strlen(table));
    if (!scenario_parse(text, strlen(text), f->scenario, NULL, &file, &err))
        fail_msg("%s: %s\n%s", err.path, err.text, table);
    return file;
}

static const arrival_rates *rates_of(const scenario_file *f) {
    return &scenario_scheme(f, 0)->classes[0].arrivals;
}

static void times_by_days(void **state) {
    scenario_file *f = load(*state,
                            "day,kind,t\r\n"
                            "\"mo, 3\",a,60.5\r\n"
                            "tu,\"b \"\"q\"\"\",10\r\n"
                            "we,c,1\r\n"
                            "\r\n"
                            "\"mo, 3\",a,0.0000014\r\n"
                            "\"mo, 3\",c,70\r\n"
                            "tu,a,86399.9999999",
                            CALLS_FILE(CALLS ",\"format\":\"seconds\",\"day\":\"day\",\"replay\":\"days\","
                                             "\"where\":{\"kind\":[\"a\",\"b \\\"q\\\"\"]},"
                                             "\"days\":[\"tu\",\"we\",\"mo, 3\",\"tu\"]}"));
    const arrival_rates *r = rates_of(f);
    assert_int_equal(r->kind, ARRIVALS_TIMES);
    const recorded_calls *c = r->recorded;
    static const uint32_t sequence[] = {1, 2, 0, 1};
    static const sim_time times[] = {1, 60500000, 10 * SIM_SECOND, SIM_DAY - 1};
    static const uint32_t begins[] = {0, 2, 4, 4}; // Wednesday has none left
    assert_int_equal(c->day_count, 3);
    assert_int_equal(c->sequence_count, 4);
    assert_memory_equal(c->sequence, sequence, sizeof sequence);
    assert_memory_equal(c->day_begin, begins, sizeof begins);
    assert_memory_equal(c->times, times, 3 * sizeof *times);
    assert_null(c->counts);
    scenario_file_free(f);
}

/// Dates before the start belong to the warm-up; rows of one slice are added up; nothing is said of a slice
/// without calls.
static void counts_by_dates(void **state) {
    scenario_file *f = load(*state,
                            "\xEF\xBB\xBFt,n\n"
                            "2003-03-04 07:05:00,3\n"
                            "2003-03-02T23:55:00Z,2\n"
                            "2003-03-04T07:05:00Z,4\n"
                            "2003-03-04,1\n"
                            "2003-03-05T07:05:00Z,0\n",
                            CALLS_FILE(CALLS ",\"counts\":\"n\",\"slice\":\"5min\"}"));
    const arrival_rates *r = rates_of(f);
    assert_int_equal(r->kind, ARRIVALS_COUNTS);
    assert_int_equal(r->slice, 5 * SIM_MINUTE);
    assert_int_equal(r->phase, 6 * SIM_HOUR);
    const recorded_calls *c = r->recorded;
    assert_int_equal(c->day_count, 2);
    assert_int_equal(c->day_numbers[0], -1);
    assert_int_equal(c->day_numbers[1], 1);
    assert_int_equal(c->day_begin[2], 3);
    assert_int_equal(c->counts[0], 2);
    assert_int_equal(c->counts[1], 1);
    assert_int_equal(c->counts[2], 7);
    assert_int_equal(c->times[2], 7 * SIM_HOUR + 5 * SIM_MINUTE);
    scenario_file_free(f);
}

static void hash_covers_the_content(void **state) {
    static const char text[] = CALLS_FILE(CALLS ",\"format\":\"clock\"}");
    scenario_file *a = load(*state, "t\n08:30\n", text), *b = load(*state, "t\n08:31\n", text),
                  *c = load(*state, "t\n08:30\n", text);
    const scenario *x = scenario_scheme(a, 0), *y = scenario_scheme(b, 0), *z = scenario_scheme(c, 0);
    assert_true(scenario_hash(x) != scenario_hash(y) && scenario_hash(x) == scenario_hash(z));
    assert_true(scenario_file_hash(a) != scenario_file_hash(b));
    assert_true(scenario_file_hash(a) == scenario_file_hash(c));
    assert_string_equal(scenario_text(x), scenario_text(y));
    scenario_file_free(a);
    scenario_file_free(b);
    scenario_file_free(c);
}

/// A file that is extended names its calls from where it is.
static void paths_are_relative_to_their_file(void **state) {
    const folder *f = *state;
    static const char base[] = CALLS_FILE(CALLS ",\"format\":\"clock\"}");
    char sub[80], inner[120], calls[120], text[] = "{\"hotline\":1,\"extends\":\"sub/base.json\"}";
    (void)snprintf(sub, sizeof sub, "%s/sub", f->path);
    (void)snprintf(inner, sizeof inner, "%s/base.json", sub);
    (void)snprintf(calls, sizeof calls, "%s/calls.csv", sub);
    assert_int_equal(mkdir(sub, 0700), 0);
    file_write(inner, base, sizeof base - 1);
    file_write(calls, "t\n08:30\n09:00\n", 14);
    scenario_file *file = load(f, "t\n10:00\n", text);
    assert_int_equal(rates_of(file)->recorded->day_begin[1], 2);
    assert_non_null(strstr(scenario_text(scenario_scheme(file, 0)), "\"path\":\"sub/calls.csv\""));
    scenario_file_free(file);
    assert_int_equal(unlink(inner) + unlink(calls) + rmdir(sub), 0);
}

typedef struct bad_case {
    const char *keys, *table, *path, *message;
} bad_case;

static const bad_case bad_tables[] = {
    {CALLS "}", "", "", "calls.csv:1: has no names of columns"},
    {CALLS "}", "time\n", "", "calls.csv:1: has no column 't'"},
    {CALLS "}", "tt,t,t\n", "", "calls.csv:1: has 2 columns 't'; must have one"},
    {CALLS ",\"counts\":\"calls\",\"slice\":60}", "t,Calls\n", "",
     "calls.csv:1: has no column 'calls'; did you mean 'Calls'?"},
    {CALLS "}", "t\n", "", "calls.csv: has no calls"},
    {CALLS "}", "t,u\n2003-03-03,1\n\n2003-03-03\n", "",
     "calls.csv:4: has 1 field; must have 2, as many as there are columns"},
    {CALLS "}", "t,u\n2003-03-03,\"a\nb\"\n\"x,2\n\n", "", "calls.csv:4: a quote is not closed"},
    {CALLS "}", "t,u\n\"x\"y,2\n", "",
     "calls.csv:2: 'y' follows a closing quote; must be a comma or the end of the line"},
    {CALLS "}", "t\n2003-02-29\n", "",
     "calls.csv:2: 't' is '2003-02-29'; must be a date and time such as 2003-03-03T07:05:00"},
    {CALLS "}", "t\n2003-03-03T24:00\n", "",
     "calls.csv:2: 't' is '2003-03-03T24:00'; must be a date and time such as 2003-03-03T07:05:00"},
    {CALLS ",\"format\":\"clock\"}", "t\n8:30\n", "",
     "calls.csv:2: 't' is '8:30'; must be a clock time such as 08:30 or 08:30:15"},
    {CALLS ",\"format\":\"seconds\"}", "t\n1e3\n", "",
     "calls.csv:2: 't' is '1e3'; must be a number of seconds from 0 to 31557600000, such as 610 or 35.5"},
    {CALLS ",\"format\":\"seconds\"}", "t\n-1\n", "",
     "calls.csv:2: 't' is '-1'; must be a number of seconds from 0 to 31557600000, such as 610 or 35.5"},
    {CALLS ",\"format\":\"seconds\",\"replay\":\"days\"}", "t\n86400\n", "",
     "calls.csv:2: 't' is '86400'; a day has 86400 s"},
    {CALLS ",\"counts\":\"n\",\"slice\":60}", "t,n\n2003-03-03,-1\n", "",
     "calls.csv:2: 'n' is '-1'; must be a whole number, at most 100000000"},
    {CALLS ",\"counts\":\"n\",\"slice\":60}", "t,n\n2003-03-03,999999999999999999999\n", "",
     "calls.csv:2: 'n' is '999999999999999999999'; must be a whole number, at most 100000000"},
    {CALLS ",\"counts\":\"n\",\"slice\":60}", "t,n\n2003-03-03,60000000\n2003-03-03,60000000\n", "",
     "calls.csv: has more than 100000000 calls in a slice"},
    {CALLS ",\"counts\":\"n\",\"slice\":60}", "t,n\n2003-03-03T00:00:30,1\n", "",
     "calls.csv:2: 't' is '2003-03-03T00:00:30'; is no begin of a 'slice'"},
    {CALLS ",\"where\":{\"u\":[\"a\",\"b\"]}}", "t,u\n2003-03-03,a\n", "",
     "calls.csv: no row has 'b' in the column 'u'"},
    {CALLS ",\"where\":{\"u\":\"a\",\"v\":\"b\"}}", "t,u,v\n2003-03-03,a,x\n2003-03-03,y,b\n", "",
     "calls.csv: has no calls left"},
    {CALLS ",\"replay\":\"days\",\"days\":\"2003-03-04\"}", "t\n2003-03-03\n", "",
     "calls.csv: has no day '2003-03-04'"},
    {CALLS "}", "t\n2004-03-03T08:00\n", "",
     "has no calls in the time simulated; the first is of 2004-03-03T08:00:00"},
};

static const bad_case bad_keys[] = {
    {"{\"path\":\"no.csv\",\"time\":\"t\"}", "", ".path",
     "no.csv: cannot be opened: No such file or directory"},
    {"{\"path\":\".\",\"time\":\"t\"}", "", ".path", ".: is no regular file"},
    {CALLS ",\"counts\":\"n\"}", "t,n\n", "", "'slice' is missing (the length of what 'counts' counts)"},
    {CALLS ",\"slice\":60}", "t\n", ".slice", "has no meaning without 'counts'"},
    {CALLS ",\"counts\":\"n\",\"slice\":7}", "t\n", ".slice", "does not divide the day"},
    {CALLS ",\"day\":\"d\"}", "t\n", "", "has 'day', which has no meaning when calls are replayed once"},
    {CALLS ",\"days\":\"d\"}", "t\n", "", "has 'days', which has no meaning when calls are replayed once"},
    {CALLS ",\"day\":\"d\",\"replay\":\"days\"}", "t\n", "",
     "has 'day', but the dates of 'time' are the days already"},
    {CALLS ",\"where\":[]}", "t\n", ".where", "is a list; must be an object of columns and texts"},
    {CALLS ",\"where\":{\"u\":1}}", "t\n", ".where.u", "is 1; must be a text or a list of texts"},
    {CALLS ",\"where\":{\"u\":[]}}", "t\n", ".where.u", "has 0 texts; must have 1 to 100000"},
    {CALLS ",\"days\":[\"a\",2]}", "t\n", ".days[1]", "is 2; must be a text"},
};

static void check(const folder *f, const bad_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        scenario_file *file = NULL;
        input_error err = {0};
        char *text = text_format("%s%s%s",
                                 HEAD "\"classes\":{\"call\":{\"talk\":{\"law\":\"constant\",\"value\":1},"
                                      "\n\"arrivals\":{\"file\":",
                                 cases[i].keys, "}}}}");
        char path[200];
        (void)snprintf(path, sizeof path, "$.classes.call.arrivals.file%s", cases[i].path);
        file_write(f->file, cases[i].table, strlen(cases[i].table));
        assert_false(scenario_parse(text, strlen(text), f->scenario, NULL, &file, &err));
        assert_string_equal(err.text, cases[i].message);
        assert_string_equal(err.path, path);
        assert_int_equal(err.line, 2);
        free(text);
    }
}

static void bad_tables_are_refused(void **state) {
    check(*state, bad_tables, sizeof bad_tables / sizeof bad_tables[0]);
}

static void bad_keys_are_refused(void **state) {
    check(*state, bad_keys, sizeof bad_keys / sizeof bad_keys[0]);
}

static void no_text(void **state) {
    const folder *f = *state;
    static const char text[] = CALLS_FILE(CALLS "}");
    scenario_file *file = NULL;
    input_error err = {0};
    file_write(f->file, "t\n\0", 3);
    assert_false(scenario_parse(text, strlen(text), f->scenario, NULL, &file, &err));
    assert_string_equal(err.text, "calls.csv: is no text: it has zero bytes");
}

static void strangers_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *keys, *stranger;
    } cases[] = {{"\"per_hour\":1", "per_hour"},
                 {"\"profile\":1", "profile"},
                 {"\"volume\":1", "volume"},
                 {"\"weekdays\":[1]", "weekdays"},
                 {"\"days\":{\"d\":{\"date\":\"2003-03-03\"}}", "days"},
                 {"\"calls\":\"fixed\"", "calls"},
                 {"\"busyness_cv\":1", "busyness_cv"},
                 {"\"interval_cv\":1", "interval_cv"},
                 {"\"interval_correlation\":1", "interval_correlation"},
                 {"\"busyness_correlation\":1", "busyness_correlation"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        scenario_file *file = NULL;
        input_error err = {0};
        char *text = text_format("%s%s,%s%s",
                                 HEAD "\"classes\":{\"call\":{\"talk\":{\"law\":\"constant\",\"value\":1},"
                                      "\"arrivals\":{\"file\":",
                                 CALLS "}", cases[i].keys, "}}}}");
        char expected[120];
        (void)snprintf(expected, sizeof expected, "has a 'file' and '%s', which has no meaning beside it",
                       cases[i].stranger);
        assert_false(scenario_parse(text, strlen(text), "x.json", NULL, &file, &err));
        assert_string_equal(err.text, expected);
        free(text);
    }
}

static void times_of_rows(void **state) {
    (void)state;
    static const struct {
        const char *text;
        time_format format;
        sim_time time; ///< -1: is none
        const char *day;
    } cases[] = {{"0", TIME_SECONDS, 0, ""},
                 {"610.25", TIME_SECONDS, 610250000, ""},
                 {"31557600000", TIME_SECONDS, 31557600000 * SIM_SECOND, ""},
                 {"31557600001", TIME_SECONDS, -1, ""},
                 {"99999999999999999999", TIME_SECONDS, -1, ""},
                 {"", TIME_SECONDS, -1, ""},
                 {".5", TIME_SECONDS, -1, ""},
                 {"5.", TIME_SECONDS, -1, ""},
                 {"0x10", TIME_SECONDS, -1, ""},
                 {" 1", TIME_SECONDS, -1, ""},
                 {"08:30", TIME_CLOCK, 510 * SIM_MINUTE, ""},
                 {"08:30:15.000001", TIME_CLOCK, 510 * SIM_MINUTE + 15 * SIM_SECOND + 1, ""},
                 {"08:60", TIME_CLOCK, -1, ""},
                 {"08:30:15.0000000001", TIME_CLOCK, -1, ""},
                 {"2003-03-03", TIME_DATE, 0, "2003-03-03"},
                 {"2003-03-03T07:05", TIME_DATE, 425 * SIM_MINUTE, "2003-03-03"},
                 {"2003-03-03 07:05:00.5Z", TIME_DATE, 425 * SIM_MINUTE + SIM_SECOND / 2, "2003-03-03"},
                 {"2003-03-03T", TIME_DATE, -1, ""},
                 {"2003-03-03Z", TIME_DATE, -1, ""},
                 {"2003-03-03T07:05+01:00", TIME_DATE, -1, ""},
                 {"2003-3-3", TIME_DATE, -1, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sim_time time = 0;
        char day[11] = "";
        bool good = recorded_time_parse(cases[i].text, cases[i].format, &time, day);
        if (good != (cases[i].time >= 0) ||
            (good && (time != cases[i].time || strcmp(day, cases[i].day) != 0)))
            fail_msg("'%s': %lld, '%s'", cases[i].text, (long long)time, day);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_by_days),
        cmocka_unit_test(counts_by_dates),
        cmocka_unit_test(hash_covers_the_content),
        cmocka_unit_test(paths_are_relative_to_their_file),
        cmocka_unit_test(bad_tables_are_refused),
        cmocka_unit_test(bad_keys_are_refused),
        cmocka_unit_test(no_text),
        cmocka_unit_test(strangers_are_refused),
        cmocka_unit_test(times_of_rows),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
