/// The table of measures: each formula says what is computed, and docs/metrics.md prints them all.
/// `test_metric_table --print` prints what the document holds between its markers.
#include "support/test.h"

#include "base/text.h"
#include "stats/metric_table.h"

typedef struct field_name {
    size_t offset;
    const char *name, *meaning;
} field_name;

static const field_name fields[] = {
#define X(field, meaning) {offsetof(metric_sums, counts.field), #field, meaning},
    HOTLINE_COUNTS(X)
#undef X
#define X(field, meaning) {offsetof(metric_sums, integrals.field), #field, meaning},
        HOTLINE_INTEGRALS(X)
#undef X
#define X(field, meaning) {offsetof(metric_sums, extremes.field), #field, meaning},
            HOTLINE_EXTREMES(X)
#undef X
#define X(field, meaning) {offsetof(metric_sums, closing.field), #field, meaning},
                HOTLINE_CLOSING_TIMES(X)
#undef X
};

enum { FIELD_COUNT = sizeof fields / sizeof *fields };

static const char *field_at(size_t offset) {
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (fields[i].offset == offset)
            return fields[i].name;
    }
    return "?";
}

static void add_terms(text_buffer *t, const metric_term *terms, bool in_ratio) {
    bool brackets = in_ratio && terms[1].sign;
    text_add(t, brackets ? "(" : "");
    for (size_t i = 0; terms[i].sign; i++)
        text_add(t, "%s%s", i == 0 ? "" : (terms[i].sign > 0 ? " + " : " - "),
                 field_at((size_t)terms[i].offset));
    text_add(t, brackets ? ")" : "");
}

static void test_formulas_say_what_is_computed(void **state) {
    (void)state;
    for (size_t i = 0; i < metric_count(); i++) {
        const metric *m = metric_at(i);
        if (metric_is_percentile(m, NULL))
            continue;
        text_buffer t = {0};
        add_terms(&t, m->numerator, metric_is_ratio(m));
        if (metric_is_ratio(m)) {
            text_add(&t, " / ");
            add_terms(&t, m->denominator, true);
        }
        if (m->where.sign)
            text_add(&t, ", where %s > 0", field_at((size_t)m->where.offset));
        char *formula = text_take(&t);
        assert_string_equal(metric_formula(m), formula);
        free(formula);
    }
}

static void test_names_are_unique_and_found(void **state) {
    (void)state;
    for (size_t i = 0; i < metric_count(); i++)
        assert_ptr_equal(metric_find(metric_name(metric_at(i))), metric_at(i));
    assert_null(metric_find("service"));
}

static const metric_sums sums_of_a_day = {
    .counts = {.offered = 200,
               .redials = 20,
               .asked_for_agent = 100,
               .answered = 80,
               .answered_within = 60,
               .abandoned = 15,
               .abandoned_within = 4,
               .wait_answered = 400 * SIM_SECOND,
               .wait_abandoned = 75 * SIM_SECOND,
               .blocked_fault = 3,
               .dropped_talk = 1,
               .blocked_trunk = 7},
    .integrals = {.time = 3600 * SIM_SECOND,
                  .agents_talking = 4000 * SIM_SECOND,
                  .agents_wrapup = 800 * SIM_SECOND,
                  .agents_idle = 1200 * SIM_SECOND,
                  .answers = 75,
                  .trunks_busy = 9000 * SIM_SECOND,
                  .limited_busy = 7200 * SIM_SECOND,
                  .limited_trunks = 14400 * SIM_SECOND,
                  .entries = 3600 * SIM_SECOND,
                  .entries_open = 3590 * SIM_SECOND},
    .closing = {.idle_after = 300 * SIM_SECOND, .busy_after = 200 * SIM_SECOND},
    .extremes = {.wait_longest = 95 * SIM_SECOND, .queue_longest = 7, .busiest_hour = 180},
    .wait_percentiles = {[PERCENTILE_90] = 12.5},
};

static void test_values_in_their_units(void **state) {
    (void)state;
    const struct {
        const char *name;
        double value;
    } expected[] = {
        {"service_level", 60.0 / 96},
        {"service_level_of_offered", 0.3},
        {"service_level_of_answered", 0.75},
        {"connection_rate", 0.8},
        {"connection_rate_within", 0.6},
        {"abandonment_rate", 0.15},
        {"blocking_rate", 0.05},
        {"unavailability", 20000},
        {"mean_wait", 5},
        {"asa", 5},
        {"aht", 64},
        {"mean_time_to_abandon", 5},
        {"wait_p90", 12.5},
        {"wait_max", 95},
        {"max_queue", 7},
        {"busy_hour_calls", 180},
        {"busy_trunks", 2.5},
        {"trunk_occupancy", 0.5},
        {"carried_load", 4800.0 / 3600},
        {"occupancy_to_end", 5000.0 / 6500},
        {"occupancy", 0.8},
        {"downtime", 10},
        {"callers", 180},
        {"availability", 3590.0 / 3600},
        {"lost_calls", 4},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const metric *m = metric_find(expected[i].name);
        assert_non_null(m);
        assert_near(metric_value(m, &sums_of_a_day), expected[i].value, 1e-12 * expected[i].value);
    }
}

/// Of no answered call there is no wait: not one of 0.
static void test_no_wait_is_no_wait_of_zero(void **state) {
    (void)state;
    metric_sums sums = sums_of_a_day;
    sums.counts.answered = 0;
    sums.extremes.wait_longest = 0;
    assert_true(isnan(metric_value(metric_find("wait_max"), &sums)));
    assert_true(isnan(metric_value(metric_find("asa"), &sums)));
    sums.counts.answered = 1;
    assert_near(metric_value(metric_find("wait_max"), &sums), 0, 0);
}

static void add_scopes(text_buffer *t, const metric *m) {
    static const struct {
        metric_scope scope;
        const char *name;
    } names[] = {{SCOPE_ALL, "all"},
                 {SCOPE_CLASS, "classes"},
                 {SCOPE_GROUP, "groups"},
                 {SCOPE_SITE, "sites"},
                 {SCOPE_INTERVAL, "intervals"}};
    const char *separator = "";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (metric_in_scope(m, names[i].scope)) {
            text_add(t, "%s%s", separator, names[i].name);
            separator = ", ";
        }
    }
}

/// What stands between the markers of docs/metrics.md.
static char *generated_tables(void) {
    text_buffer t = {0};
    text_add(&t, "| measure | unit | formula | scopes |\n| --- | --- | --- | --- |\n");
    for (size_t i = 0; i < metric_count(); i++) {
        const metric *m = metric_at(i);
        text_add(&t, "| `%s` | %s | %s | ", metric_name(m), *metric_unit(m) ? metric_unit(m) : "share",
                 metric_formula(m));
        add_scopes(&t, m);
        text_add(&t, " |\n");
    }
    text_add(&t, "\n| sum | what it adds up |\n| --- | --- |\n");
    for (size_t i = 0; i < FIELD_COUNT; i++)
        text_add(&t, "| %s | %s |\n", fields[i].name, fields[i].meaning);
    return text_take(&t);
}

static char *read_whole(const char *path) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    text_buffer t = {0};
    char chunk[4096];
    size_t length;
    while ((length = fread(chunk, 1, sizeof chunk, file)) > 0)
        text_append(&t, chunk, length);
    (void)fclose(file);
    return text_take(&t);
}

static void test_document_holds_the_table(void **state) {
    (void)state;
    static const char begin[] = "<!-- generated: measures -->\n", end[] = "<!-- end -->";
    char *document = read_whole(HOTLINE_SOURCE_DIR "/docs/metrics.md"), *tables = generated_tables();
    char *from = strstr(document, begin);
    assert_non_null(from);
    char *to = strstr(from, end);
    assert_non_null(to);
    *to = '\0';
    assert_string_equal(from + strlen(begin), tables);
    free(document);
    free(tables);
}

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], "--print")) {
        char *tables = generated_tables();
        (void)fputs(tables, stdout);
        free(tables);
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formulas_say_what_is_computed),
        cmocka_unit_test(test_names_are_unique_and_found),
        cmocka_unit_test(test_values_in_their_units),
        cmocka_unit_test(test_no_wait_is_no_wait_of_zero),
        cmocka_unit_test(test_document_holds_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
