/// Reports of hand-made results: text against golden files, JSON by its keys, JUnit by its escapes.
/// `test_report --update` writes the golden files anew.
#define _POSIX_C_SOURCE 200809L
#include "handmade.h"

#include <cjson/cJSON.h>

#include <hotline/report.h>

#include "print/table.h"
#include "run/report_number.h"

#define GOLDEN HOTLINE_SOURCE_DIR "/tests/unit/run/golden/"

static const char promises[] =
    "\"targets\": {\"fast\": {\"metric\": \"service_level\", \"at_least\": 0.74, \"schemes\": \"all\"},"
    " \"kept\": {\"metric\": \"dropped\", \"at_most\": 12, \"expect\": \"missed\"},"
    " \"open\": {\"metric\": \"asa\", \"at_most\": 10, \"of\": \"classes.query\"}},"
    "\"decision\": {\"require\": [\"fast\"], \"criteria\": {"
    "\"level\": {\"metric\": \"service_level\", \"weight\": 0.7, \"worst\": 0.5, \"best\": 1},"
    "\"lost\": {\"metric\": \"lost_calls\", \"weight\": 0.3, \"worst\": 200, \"best\": 0}}}";

/// Round numbers for a share of the day: `calls` attempts, of which one in ten gives up.
static void fill(metric_sums *s, int64_t calls, int64_t within, int64_t lost, sim_time time) {
    s->counts = (call_counts){
        .offered = calls,
        .redials = calls / 20,
        .blocked_fault = lost,
        .asked_for_agent = calls - lost,
        .queued = calls / 4,
        .answered = calls * 9 / 10 - lost,
        .answered_within = within,
        .abandoned = calls / 10,
        .abandoned_within = calls / 50,
        .dropped_talk = lost / 4,
        .ended = calls * 9 / 10 - lost - lost / 4,
        .wait_answered = calls * 8 * SIM_SECOND,
        .wait_abandoned = calls * 2 * SIM_SECOND,
        .work_offered = calls * 120 * SIM_SECOND,
    };
    s->integrals = (integrals){
        .time = time,
        .calls_queued = calls * 10 * SIM_SECOND,
        .callers_away = calls * 15 * SIM_SECOND,
        .agents_idle = calls * 30 * SIM_SECOND,
        .agents_talking = calls * 90 * SIM_SECOND,
        .agents_wrapup = calls * 20 * SIM_SECOND,
        .sites_up = 2 * time - lost * SIM_SECOND,
        .sites = 2 * time,
        .entries_open = time - lost * SIM_SECOND,
        .entries = time,
        .switchovers = lost > 0,
        .answers = calls * 9 / 10 - lost,
    };
    s->extremes = (extremes){
        .wait_longest = calls * SIM_SECOND / 10, .queue_longest = calls / 50, .busiest_hour = calls};
}

static void fill_replication(results *r, size_t scheme, uint32_t replication) {
    static const int64_t lost[] = {60, 4, 40}, gained[] = {0, 100, 10};
    metric_sums *sums = handmade_sums(r, scheme, replication);
    metric_scopes s = metric_scopes_of(scenario_layout(scenario_scheme(r->file, scheme)));
    for (size_t i = 0; i < metric_scopes_count(&s); i++) {
        int64_t calls = 1000 + 40 * (int64_t)(replication * replication) + 10 * (int64_t)i;
        calls /= i == 0 ? 1 : 2;
        int64_t within = calls * (75 - 2 * (int64_t)replication) / 100 + gained[scheme];
        fill(&sums[i], calls, within, lost[scheme] + replication, i == 0 ? SIM_HOUR : SIM_HOUR / 2);
    }
}

typedef struct fixture {
    scenario_file *file;
    results results;
} fixture;

static void begin(fixture *f, size_t schemes, uint32_t replications) {
    f->file = handmade_file(promises);
    f->results = handmade_results(f->file, schemes, replications);
    for (size_t s = 0; s < schemes; s++) {
        for (uint32_t i = 0; i < replications; i++)
            fill_replication(&f->results, s, i);
    }
}

static void end(fixture *f) {
    results_free(&f->results);
    scenario_file_free(f->file);
}

static const report_options run_options = {.confidence = 0.95, .targets = true};
static const report_options compare_options = {.confidence = 0.95, .differences = true, .targets = true};

static void print_run(const results *r, FILE *out) {
    report_text(r, &run_options, out);
}

static void print_compare(const results *r, FILE *out) {
    report_text(r, &compare_options, out);
}

static void print_json(const results *r, FILE *out) {
    const char *sets[] = {"classes.query.awt=\"30s\""};
    const scenario_changes changes = {sets, 1};
    report_options o = compare_options;
    o.changes = &changes;
    report_json(r, &o, out);
}

static void print_junit(const results *r, FILE *out) {
    report_junit_begin(out);
    report_junit_file(r, "a \"b\" <c> & d\x01.json", out);
    report_junit_end(out);
}

static char *read_whole(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("cannot read %s", path);
    text_buffer t = {0};
    char chunk[4096];
    size_t length;
    while ((length = fread(chunk, 1, sizeof chunk, file)) > 0)
        text_append(&t, chunk, length);
    (void)fclose(file);
    return text_take(&t);
}

static void assert_narrow(const char *text) {
    while (*text) {
        size_t length = strcspn(text, "\n");
        char *line = text_format("%.*s", (int)length, text);
        if (text_width(line) > REPORT_WIDTH)
            fail_msg("wider than %d: %s", REPORT_WIDTH, line);
        free(line);
        text += length + (text[length] == '\n');
    }
}

static void assert_golden(const char *path, size_t schemes, uint32_t replications,
                          void (*print)(const results *r, FILE *out)) {
    fixture f;
    begin(&f, schemes, replications);
    char *actual = handmade_output(print, &f.results), *expected = read_whole(path);
    assert_string_equal(actual, expected);
    if (strstr(path, ".txt"))
        assert_narrow(actual);
    free(actual);
    free(expected);
    end(&f);
}

static void test_text_of_a_run(void **state) {
    (void)state;
    assert_golden(GOLDEN "run.txt", 1, 3, print_run);
}

static void test_text_of_one_replication(void **state) {
    (void)state;
    assert_golden(GOLDEN "run-once.txt", 1, 1, print_run);
}

static void test_text_of_a_comparison(void **state) {
    (void)state;
    assert_golden(GOLDEN "compare.txt", 3, 5, print_compare);
}

static void test_junit(void **state) {
    (void)state;
    assert_golden(GOLDEN "junit.xml", 2, 5, print_junit);
}

static const cJSON *at(const cJSON *object, const char *name) {
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    if (!item)
        fail_msg("no key %s", name);
    return item;
}

static void test_json_has_the_keys_that_scripts_rely_on(void **state) {
    (void)state;
    fixture f;
    begin(&f, 3, 5);
    f.results.seed = UINT64_MAX;
    char *text = handmade_output(print_json, &f.results);
    assert_non_null(strstr(text, "18446744073709551615"));
    cJSON *root = cJSON_Parse(text);
    assert_non_null(root);
    assert_near(at(root, "hotline_result")->valuedouble, 1, 0);
    assert_near(at(root, "confidence")->valuedouble, 0.95, 0);
    const cJSON *provenance = at(root, "provenance");
    assert_string_equal(at(provenance, "scenario")->valuestring, "two-teams");
    assert_string_equal(at(provenance, "set")->child->valuestring, "classes.query.awt=\"30s\"");
    assert_null(cJSON_GetObjectItemCaseSensitive(provenance, "partial"));
    const cJSON *hot = at(at(root, "schemes"), "hot"), *metrics_of = at(hot, "metrics");
    assert_string_equal(at(hot, "title")->valuestring, "Hot standby");
    estimate e = results_estimate(&f.results, 1, 0, metric_find("asa"), 0.95);
    assert_near(at(at(at(metrics_of, "all"), "asa"), "half_width")->valuedouble, e.half_width, 0);
    (void)at(at(at(metrics_of, "classes"), "complaint"), "aht");
    (void)at(at(at(metrics_of, "groups"), "front"), "occupancy");
    (void)at(at(at(metrics_of, "sites"), "standby"), "availability");
    const cJSON *interval = at(metrics_of, "intervals")->child->next;
    assert_string_equal(at(interval, "from")->valuestring, "08:30");
    assert_string_equal(at(interval, "to")->valuestring, "09:00");
    (void)at(at(at(interval, "classes"), "query"), "offered");
    const cJSON *verdict_of_kept = at(at(at(root, "targets"), "kept"), "baseline");
    assert_string_equal(at(verdict_of_kept, "status")->valuestring, "missed");
    assert_string_equal(at(verdict_of_kept, "expected")->valuestring, "missed");
    (void)at(verdict_of_kept, "half_width");
    const cJSON *differences = at(root, "differences");
    assert_int_equal(cJSON_GetArraySize(differences), 3);
    (void)at(at(at(differences, "hot-baseline"), "service_level"), "variance_ratio");
    (void)at(differences, "warm-baseline");
    (void)at(differences, "warm-hot");
    assert_true(cJSON_IsNull(at(at(at(differences, "warm-hot"), "mean_ivr"), "variance_ratio")));
    assert_string_equal(at(at(root, "recommendation"), "scheme")->valuestring, "hot");
    (void)at(at(root, "scores"), "warm");
    cJSON_Delete(root);
    free(text);
    end(&f);
}

static void test_json_of_one_replication_has_nulls(void **state) {
    (void)state;
    fixture f;
    begin(&f, 2, 1);
    f.results.partial = true;
    char *text = handmade_output(print_json, &f.results);
    cJSON *root = cJSON_Parse(text);
    const cJSON *all = at(at(at(at(root, "schemes"), "baseline"), "metrics"), "all");
    assert_true(cJSON_IsNumber(at(at(all, "asa"), "mean")));
    assert_true(cJSON_IsNull(at(at(all, "asa"), "sd")));
    assert_true(cJSON_IsNull(at(at(all, "asa"), "half_width")));
    assert_true(cJSON_IsNull(at(at(root, "recommendation"), "scheme")));
    assert_true(cJSON_IsTrue(at(at(root, "provenance"), "partial")));
    cJSON_Delete(root);
    free(text);
    end(&f);
}

static void test_numbers_for_people(void **state) {
    (void)state;
    const struct {
        const char *metric;
        double value, half_width;
        unsigned flags;
        const char *text;
    } cases[] = {
        {"service_level", 0.8634, 0.0081, 0, "86.3 ± 0.8"},
        {"service_level", 0.8634, 0.081, 0, "86.3 ± 8.1"},
        {"service_level", 0.99995, 0.00002, 0, "99.995 ± 0.002"},
        {"service_level", 1, 0, 0, "100"},
        {"availability", 0.99993, 0.002, 0, "99.99 ± 0.20"},
        {"service_level", NAN, NAN, 0, "–"},
        {"offered", 1234567.8, 234.5, 0, "1,234,568 ± 234"},
        {"offered", 1234567.8, 23456, NUMBER_COMPACT, "1,235k ± 23k"},
        {"offered", 53376, 1147, NUMBER_COMPACT, "53.4k ± 1.1k"},
        {"offered", 12.5, NAN, 0, "12.5"},
        {"offered", -70.00000000001, 0, NUMBER_SIGNED, "-70"},
        {"offered", 0.5, 6.4, 0, "0.5 ± 6.4"},
        {"offered", 0.04, 0.06, 0, "0.04 ± 0.06"},
        {"offered", 0.25, NAN, 0, "0.2"},
        {"offered", 0, 6, 0, "0 ± 6"},
        {"offered", 0.6, 6.4, 0, "1 ± 6"},
        {"offered", 0.3, 6.4, NUMBER_SIGNED, "+0 ± 6"},
        {"service_level", 0.0002, 0.012, 0, "0.02 ± 1.20"},
        {"asa", 0.00007, 0.00004, 0, "0.00007 ± 0.00004"},
        {"asa", 1e-9, 0.00004, 0, "0.000000 ± 0.000040"},
        {"asa", -0.04, 0.2, NUMBER_SIGNED, "+0.0 ± 0.2"},
        {"asa", -3.14159, 0.05, NUMBER_SIGNED, "-3.14 ± 0.05"},
        {"asa", 17.64, 2.4, NUMBER_SIGNED, "+17.6 ± 2.4"},
        {"unavailability", 53376.3, 1147.2, 0, "53,376 ± 1,147"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[NUMBER_TEXT_SIZE];
        value_format(metric_find(cases[i].metric), cases[i].value, cases[i].half_width, cases[i].flags, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_widths_of_text(void **state) {
    (void)state;
    assert_int_equal(text_width("12.3 ± 0.4"), 10);
    assert_int_equal(text_width("吉林热线"), 8);
    assert_int_equal(text_width("\xff\xfe"), 2);
    assert_int_equal(text_width("e\xCC\x81"), 1);
}

static void print_values(const results *r, FILE *out) {
    (void)r;
    table *t = table_create("lvm");
    table_head(t, "");
    table_head(t, "load");
    table_skip(t, 1);
    static const char *const rows[][3] = {
        {"吉林", "12.3 ± 0.4", "✓"}, {"b", "-1,234 ± 123", ""}, {"c", "7", "~"}};
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < 3; j++)
            table_add(t, STYLE_PLAIN, rows[i][j]);
    }
    table_print(t, false, out);
    table_free(t);
}

static void test_values_line_up(void **state) {
    (void)state;
    char *text = handmade_output(print_values, NULL);
    assert_string_equal(text, "                load\n"
                              "  吉林    12.3 ± 0.4 ✓\n"
                              "  b     -1,234 ± 123\n"
                              "  c          7       ~\n");
    free(text);
}

static int update(const char *path, size_t schemes, uint32_t replications,
                  void (*print)(const results *r, FILE *out)) {
    fixture f;
    begin(&f, schemes, replications);
    FILE *out = fopen(path, "wb");
    if (!out)
        return 1;
    print(&f.results, out);
    end(&f);
    return fclose(out) != 0;
}

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], "--update"))
        return update(GOLDEN "run.txt", 1, 3, print_run) || update(GOLDEN "run-once.txt", 1, 1, print_run) ||
               update(GOLDEN "compare.txt", 3, 5, print_compare) ||
               update(GOLDEN "junit.xml", 2, 5, print_junit);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_of_a_run),
        cmocka_unit_test(test_text_of_one_replication),
        cmocka_unit_test(test_text_of_a_comparison),
        cmocka_unit_test(test_junit),
        cmocka_unit_test(test_json_has_the_keys_that_scripts_rely_on),
        cmocka_unit_test(test_json_of_one_replication_has_nulls),
        cmocka_unit_test(test_numbers_for_people),
        cmocka_unit_test(test_widths_of_text),
        cmocka_unit_test(test_values_line_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
