/// Experiments: the same on any number of threads, whole replications when interrupted, traces under their
/// names.
#define _POSIX_C_SOURCE 200809L
#include "handmade.h"
#include "support/scenario_text.h"

#include <stdatomic.h>
#include <unistd.h>

static const size_t all_schemes[] = {0, 1, 2};

static experiment describe(const scenario_file *file, uint32_t jobs) {
    return (experiment){
        .file = file, .schemes = all_schemes, .scheme_count = 3, .replications = 5, .seed = 3, .jobs = jobs};
}

static size_t sums_size(const results *r) {
    metric_scopes s = metric_scopes_of(scenario_layout(scenario_scheme(r->file, 0)));
    return r->replications * metric_scopes_count(&s) * sizeof(metric_sums);
}

static void test_threads_change_nothing(void **state) {
    (void)state;
    scenario_file *file = handmade_file("");
    results one, many;
    for (uint32_t jobs = 2; jobs <= 8; jobs *= 2) {
        experiment a = describe(file, 1), b = describe(file, jobs);
        assert_true(experiment_run(&a, &one, NULL));
        assert_true(experiment_run(&b, &many, NULL));
        assert_false(one.partial || many.partial);
        for (size_t s = 0; s < 3; s++)
            assert_memory_equal(one.sums[s], many.sums[s], sums_size(&one));
        assert_true(one.sums[0]->counts.offered > 0);
        results_free(&one);
        results_free(&many);
    }
    scenario_file_free(file);
}

static call_counts counts_of(const metric_sums *sums, size_t first, size_t count, size_t step) {
    call_counts total = {0};
    for (size_t i = 0; i < count; i++)
        call_counts_merge(&total, &sums[first + i * step].counts);
    return total;
}

/// Classes, sites and intervals each share out the same calls, and each call ends in one way.
static call_counts assert_scopes_agree(const metric_sums *sums, const metric_scopes *s) {
    call_counts all = sums[0].counts;
    call_counts classes = counts_of(sums, metric_scope_class(s, 0), 2, 1);
    call_counts sites = counts_of(sums, metric_scope_site(s, 0), 2, 1);
    call_counts intervals = counts_of(sums, metric_scope_interval(s, 0), 2, 5);
    for (uint32_t g = 0; g < 2; g++) {
        call_counts group = counts_of(sums, metric_scope_interval_group(s, 0, g), 2, 5);
        assert_memory_equal(&group, &sums[metric_scope_group(s, g)].counts, sizeof group);
    }
    assert_memory_equal(&classes, &all, sizeof all);
    assert_memory_equal(&sites, &all, sizeof all);
    assert_memory_equal(&intervals, &all, sizeof all);
    assert_int_equal(all.offered, all.blocked_fault + all.asked_for_agent);
    assert_int_equal(all.asked_for_agent, all.answered + all.abandoned + all.dropped_queue);
    assert_int_equal(all.answered, all.ended + all.dropped_talk);
    return all;
}

static void test_scopes_share_out_the_same_calls(void **state) {
    (void)state;
    scenario_file *file = handmade_file("\"timeline\": {\"power\": {\"at\": \"08:20\", \"site\": \"main\", "
                                        "\"down_for\": \"20min\"}}");
    experiment e = describe(file, 2);
    results r;
    assert_true(experiment_run(&e, &r, NULL));
    metric_scopes s = metric_scopes_of(scenario_layout(scenario_scheme(file, 0)));
    assert_int_equal(s.interval_count, 2);
    call_counts days = {0};
    for (uint32_t i = 0; i < r.replications; i++) {
        call_counts day = assert_scopes_agree(handmade_sums(&r, 0, i), &s);
        call_counts_merge(&days, &day);
    }
    assert_true(days.blocked_fault > 0 && days.dropped_talk > 0);
    results_free(&r);
    scenario_file_free(file);
}

/// A window that begins and ends with an interval must be that interval, in everything that both know.
static void assert_same(const metric_sums *window, const metric_sums *interval) {
    assert_memory_equal(&window->counts, &interval->counts, sizeof window->counts);
    assert_memory_equal(&window->integrals, &interval->integrals, sizeof window->integrals);
    assert_int_equal(window->extremes.wait_longest, interval->extremes.wait_longest);
    assert_int_equal(window->extremes.queue_longest, interval->extremes.queue_longest);
}

static void test_a_window_after_an_event_is_what_an_interval_is(void **state) {
    (void)state;
    scenario_file *file = handmade_file(
        "\"timeline\": {\"power\": {\"at\": \"08:20\", \"site\": \"main\", \"down_for\": \"20min\"}},"
        "\"targets\": {\"a\": {\"metric\": \"service_level\", \"after\": \"power\", \"within\": \"10min\", "
        "\"at_least\": 0.9}, \"b\": {\"metric\": \"asa\", \"after\": \"power\", \"within\": 600, \"for\": "
        "\"5h\", \"at_most\": 9, \"of\": \"classes.query\"}, \"c\": {\"metric\": \"lost_calls\", \"after\": "
        "\"power\", \"at_most\": 90, \"schemes\": \"hot\"}}");
    experiment e = describe(file, 2);
    e.scheme_count = 2;
    results r;
    assert_true(experiment_run(&e, &r, NULL));
    assert_int_equal(r.scopes[0].window_count, 1); // a and b look at 08:30 to 09:00, c is of another scheme
    assert_int_equal(r.scopes[1].window_count, 1);
    for (uint32_t i = 0; i < r.replications; i++) {
        const metric_sums *sums = handmade_sums(&r, 0, i);
        const metric_scopes *s = &r.scopes[0];
        assert_same(&sums[metric_scope_window(s, 0, 0)], &sums[metric_scope_interval(s, 1)]);
        for (uint32_t c = 0; c < 2; c++)
            assert_same(&sums[metric_scope_window(s, 0, metric_scope_class(s, c))],
                        &sums[metric_scope_interval_class(s, 1, c)]);
        assert_true(sums[metric_scope_window(s, 0, 0)].counts.answered > 0);
        assert_true(sums[metric_scope_window(s, 0, 0)].counts.blocked_fault > 0);
    }
    verdict verdicts[3];
    assert_int_equal(results_verdicts(&r, verdicts), 3);
    metric_scopes s = r.scopes[0];
    estimate of_interval =
        results_estimate(&r, 0, metric_scope_interval(&s, 1), metric_find("service_level"), 0.95);
    assert_memory_equal(&verdicts[0].value, &of_interval, sizeof of_interval);
    results_free(&r);
    scenario_file_free(file);
}

static bool after_eight(void *done) {
    return atomic_load((atomic_size_t *)done) >= 8;
}

static void count_done(void *done, size_t count, size_t total, double share) {
    assert_true(share >= (double)count / (double)total && share <= 1);
    assert_int_equal(total, 15);
    atomic_store((atomic_size_t *)done, count);
}

/// Eight tasks of three schemes: two replications are whole. They are those of an uninterrupted run.
static void test_interrupted_results_are_whole_replications(void **state) {
    (void)state;
    scenario_file *file = handmade_file("");
    atomic_size_t done = 0;
    experiment e = describe(file, 1), whole = describe(file, 2);
    e.progress = count_done;
    e.progress_context = e.cancel_context = &done;
    e.cancelled = after_eight;
    results part, all;
    assert_true(experiment_run(&e, &part, NULL));
    assert_true(experiment_run(&whole, &all, NULL));
    assert_true(part.partial);
    assert_int_equal(part.replications, 2);
    for (size_t s = 0; s < 3; s++)
        assert_memory_equal(part.sums[s], all.sums[s], sums_size(&part));
    results_free(&part);
    results_free(&all);
    scenario_file_free(file);
}

static bool at_once(void *context) {
    (void)context;
    return true;
}

static void test_interrupted_at_once_has_no_results(void **state) {
    (void)state;
    scenario_file *file = handmade_file("");
    experiment e = describe(file, 2);
    e.cancelled = at_once;
    results r;
    input_error err = {0};
    assert_false(experiment_run(&e, &r, &err));
    assert_int_equal(err.kind, ERROR_RUNTIME);
    scenario_file_free(file);
}

static void test_traces_are_named_by_scheme_and_change_nothing(void **state) {
    (void)state;
    char folder[] = "./test_experiment_XXXXXX";
    assert_non_null(mkdtemp(folder));
    scenario_file *file = handmade_file("");
    experiment plain = describe(file, 2), traced = describe(file, 2);
    char *path = text_format("%s/out.trace", folder);
    traced.trace = path;
    traced.trace_replication = 1;
    results a, b;
    assert_true(experiment_run(&plain, &a, NULL));
    assert_true(experiment_run(&traced, &b, NULL));
    for (size_t s = 0; s < 3; s++)
        assert_memory_equal(a.sums[s], b.sums[s], sums_size(&a));
    static const char *const names[] = {"out.baseline.trace", "out.hot.trace", "out.warm.trace"};
    for (size_t i = 0; i < 3; i++) {
        char *name = text_format("%s/%s", folder, names[i]);
        assert_int_equal(unlink(name), 0);
        free(name);
    }
    assert_int_equal(rmdir(folder), 0); // nothing else is left there
    results_free(&a);
    results_free(&b);
    free(path);
    scenario_file_free(file);
}

static void test_a_trace_that_cannot_be_written_is_an_error(void **state) {
    (void)state;
    scenario_file *file = handmade_file("");
    experiment e = describe(file, 2);
    e.trace = "no-such-folder/out.trace";
    results r;
    input_error err = {0};
    assert_false(experiment_run(&e, &r, &err));
    assert_true(err.kind != ERROR_NONE);
    scenario_file_free(file);
}

// One agent, three thousand calls of a hundred years each.
static void test_calls_that_never_end_are_an_error(void **state) {
    (void)state;
    scenario_file *file = scenario_of("{\"hotline\":1,\"name\":\"x\",\"duration\":\"1h\",\"classes\":{"
                                      "\"call\":{\"arrivals\":{\"per_hour\":3000},"
                                      "\"talk\":{\"law\":\"constant\",\"value\":3155760000}}},"
                                      "\"agents\":{\"team\":{\"size\":1,\"skills\":{\"call\":{}}}}}",
                                      NULL);
    experiment e = {.file = file, .schemes = all_schemes, .scheme_count = 1, .replications = 1, .jobs = 1};
    results r;
    input_error err = {0};
    assert_false(experiment_run(&e, &r, &err));
    assert_string_equal(err.text,
                        "scheme baseline, replication 1: calls are still inside after 100,000 years");
    scenario_file_free(file);
}

static void assert_check_says(const char *more, const char *path, const char *text) {
    scenario_file *file = handmade_file(more);
    input_error err = {0};
    assert_false(experiment_check(file, &err));
    assert_int_equal(err.kind, ERROR_INPUT);
    assert_string_equal(err.path, path);
    assert_true(err.file[0] && err.line > 0);
    if (!strstr(err.text, text))
        fail_msg("'%s' does not say '%s'", err.text, text);
    scenario_file_free(file);
}

static void test_metrics_must_exist_where_they_are_asked_for(void **state) {
    (void)state;
    scenario_file *file = handmade_file("");
    assert_true(experiment_check(file, NULL));
    scenario_file_free(file);
    assert_check_says("\"targets\": {\"fast\": {\"metric\": \"service_levle\", \"at_least\": 0.8}}",
                      "$.targets.fast.metric", "did you mean 'service_level'?");
    assert_check_says("\"targets\": {\"fast\": {\"metric\": \"service_level\", \"at_least\": 80}}",
                      "$.targets.fast.at_least", "a share, from 0 to 1");
    assert_check_says(
        "\"targets\": {\"busy\": {\"metric\": \"occupancy\", \"at_least\": 0.8, \"of\": \"classes.query\"}}",
        "$.targets.busy.metric", "not defined of a class");
    assert_check_says(
        "\"decision\": {\"criteria\": {\"x\": {\"metric\": \"nonsense\", \"weight\": 1, \"worst\": 0, "
        "\"best\": 1}}}",
        "$.decision.criteria.x.metric", "there is no metric 'nonsense'");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_threads_change_nothing),
        cmocka_unit_test(test_a_window_after_an_event_is_what_an_interval_is),
        cmocka_unit_test(test_scopes_share_out_the_same_calls),
        cmocka_unit_test(test_interrupted_results_are_whole_replications),
        cmocka_unit_test(test_interrupted_at_once_has_no_results),
        cmocka_unit_test(test_traces_are_named_by_scheme_and_change_nothing),
        cmocka_unit_test(test_a_trace_that_cannot_be_written_is_an_error),
        cmocka_unit_test(test_calls_that_never_end_are_an_error),
        cmocka_unit_test(test_metrics_must_exist_where_they_are_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
