/// Batch means: the batches of a run are the run, and their interval holds as often as it says.
#include "support/test.h"

#include <math.h>
#include <string.h>

#include <hotline/experiment.h>

#include "base/text.h"

/// M/M/2 at 1 Erlang: by Erlang C a third of the calls wait, 20 s each on average.
static const char center[] = "{\"hotline\": 1, \"name\": \"mm2\", \"duration\": \"160h\", \"warmup\": \"1h\","
                             "\"intervals\": \"none\", \"replications\": 1, \"awt\": [\"20s\", \"1min\"],"
                             "\"classes\": {\"call\": {\"arrivals\": {\"per_hour\": 60},"
                             " \"talk\": {\"law\": \"exponential\", \"mean\": 60}}},"
                             "\"agents\": {\"team\": {\"size\": 2, \"skills\": {\"call\": {}}}}}";

static scenario_file *load(void) {
    scenario_file *file = NULL;
    input_error err = {0};
    if (!scenario_parse(center, strlen(center), "mm2.json", NULL, &file, &err)) {
        input_error_print(&err, stderr);
        fail();
    }
    return file;
}

static results run(const scenario_file *file, uint32_t replications, uint32_t batches, uint64_t seed,
                   uint32_t jobs) {
    static const size_t baseline[] = {0};
    experiment e = {.file = file,
                    .schemes = baseline,
                    .scheme_count = 1,
                    .replications = replications,
                    .batches = batches,
                    .seed = seed,
                    .jobs = jobs};
    results r;
    assert_true(experiment_run(&e, &r, NULL));
    return r;
}

static int64_t total(const results *r, size_t offset) {
    metric_scopes scopes = metric_scopes_of(scenario_layout(scenario_scheme(r->file, 0)));
    int64_t sum = 0;
    for (size_t unit = 0; unit < results_units(r); unit++) {
        int64_t field;
        memcpy(&field, (const char *)&r->sums[0][unit * metric_scopes_count(&scopes)] + offset, sizeof field);
        sum += field;
    }
    return sum;
}

static void test_batches_add_up_to_the_run(void **state) {
    (void)state;
    scenario_file *file = load();
    results whole = run(file, 1, 0, 5, 1), parts = run(file, 1, 7, 5, 1);
    assert_int_equal(results_units(&whole), 1);
    assert_int_equal(results_units(&parts), 7);
#define X(field, meaning)                                                                                    \
    assert_int_equal(total(&whole, offsetof(metric_sums, counts.field)),                                     \
                     total(&parts, offsetof(metric_sums, counts.field)));
    HOTLINE_COUNTS(X)
#undef X
#define X(field, meaning)                                                                                    \
    assert_int_equal(total(&whole, offsetof(metric_sums, integrals.field)),                                  \
                     total(&parts, offsetof(metric_sums, integrals.field)));
    HOTLINE_INTEGRALS(X)
#undef X
#define X(field, meaning)                                                                                    \
    assert_int_equal(total(&whole, offsetof(metric_sums, within.field)),                                     \
                     total(&parts, offsetof(metric_sums, within.field)));
    HOTLINE_WITHIN(X)
#undef X
    for (size_t i = 0; i < metric_count(); i++) {
        const metric *m = metric_at(i);
        if (metric_is_ratio(m) || metric_is_percentile(m, NULL)) {
            double a = results_estimate(&whole, 0, 0, m, 0.9).mean,
                   b = results_estimate(&parts, 0, 0, m, 0.9).mean;
            assert_true(isnan(a) ? isnan(b) : fabs(a - b) <= 1e-12 * fabs(a));
        }
    }
    const metric *within = results_metric(&parts, "service_level@60s");
    assert_string_equal(metric_name(within), "service_level@1min");
    assert_true(results_estimate(&parts, 0, 0, within, 0.9).mean >
                results_estimate(&parts, 0, 0, metric_find("service_level"), 0.9).mean);
    results_free(&whole);
    results_free(&parts);
    scenario_file_free(file);
}

static void test_threads_change_no_percentile(void **state) {
    (void)state;
    scenario_file *file = load();
    results one = run(file, 9, 13, 3, 1);
    for (uint32_t jobs = 2; jobs <= 8; jobs += jobs == 2 ? 1 : 5) {
        results many = run(file, 9, 13, 3, jobs);
        for (size_t i = 0; i < metric_count(); i++) {
            estimate a = results_estimate(&one, 0, 0, metric_at(i), 0.95);
            estimate b = results_estimate(&many, 0, 0, metric_at(i), 0.95);
            assert_memory_equal(&a, &b, sizeof a);
        }
        results_free(&many);
    }
    results_free(&one);
    scenario_file_free(file);
}

enum { RUNS = 100 };

/// Of 100 intervals of level 0.9 fewer than 80, or all, hold the exact value with a probability below 0.002.
static void test_intervals_hold_the_exact_value(void **state) {
    (void)state;
    scenario_file *file = load();
    int waits = 0, means = 0, correlated = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        results r = run(file, 1, 20, seed, 2);
        estimate p = results_estimate(&r, 0, 0, metric_find("delay_probability"), 0.9);
        estimate w = results_estimate(&r, 0, 0, metric_find("mean_wait"), 0.9);
        waits += fabs(p.mean - 1.0 / 3) <= p.half_width;
        means += fabs(w.mean - 20) <= w.half_width;
        correlated += results_autocorrelation(&r, 0).is_significant;
        results_free(&r);
    }
    assert_true(waits >= 80 && waits < RUNS);
    assert_true(means >= 80 && means < RUNS);
    assert_true(correlated <= 15); // 5 expected; more than 15 with a probability below 0.0001
    scenario_file_free(file);
}

/// Batches of a minute are less than a talk: they go together, and the report must say so.
static void test_batches_that_are_too_short_are_noticed(void **state) {
    (void)state;
    scenario_file *file = load();
    results r = run(file, 1, 9600, 1, 1);
    autocorrelation a = results_autocorrelation(&r, 0);
    assert_non_null(a.metric);
    assert_true(a.is_significant && a.lag1 > 0.05);
    results_free(&r);
    scenario_file_free(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_batches_add_up_to_the_run),
        cmocka_unit_test(test_threads_change_no_percentile),
        cmocka_unit_test(test_intervals_hold_the_exact_value),
        cmocka_unit_test(test_batches_that_are_too_short_are_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
