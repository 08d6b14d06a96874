/// The decision rule, case by case.
#define _POSIX_C_SOURCE 200809L
#include "handmade.h"

typedef struct fixture {
    scenario_file *file;
    results results;
} fixture;

static void begin(fixture *f, const char *more, size_t schemes, uint32_t replications) {
    f->file = handmade_file(more);
    f->results = handmade_results(f->file, schemes, replications);
}

static void end(fixture *f) {
    results_free(&f->results);
    scenario_file_free(f->file);
}

static const char required[] =
    "\"targets\": {\"fast\": {\"metric\": \"service_level\", \"at_least\": 0.7}},"
    "\"decision\": {\"require\": [\"fast\"], \"criteria\": {\"level\": {\"metric\": "
    "\"service_level\", \"weight\": 2, \"worst\": 0.5, \"best\": 0.9}}}";

static void test_a_certain_lead_wins(void **state) {
    (void)state;
    fixture f;
    begin(&f, "", 2, 4);
    handmade_levels(&f.results, 0, (int[]){70, 74, 72, 71});
    handmade_levels(&f.results, 1, (int[]){75, 78, 77, 76});
    recommendation r = results_recommend(&f.results, 0.95);
    assert_int_equal(r.scheme, 1);
    assert_non_null(strstr(r.reason, "hot scores 0.765, above baseline"));
    end(&f);
}

/// It wins all the same: the rule does not ask for it. But it is said.
static void test_a_broken_promise_is_said(void **state) {
    (void)state;
    static const char promises[] =
        "\"targets\": {\"fast\": {\"metric\": \"service_level\", \"at_least\": 0.9, \"schemes\": \"all\"},"
        "\"else\": {\"metric\": \"service_level\", \"at_least\": 0.9, \"schemes\": \"all\", \"expect\": "
        "\"missed\"},"
        "\"today\": {\"metric\": \"service_level\", \"at_least\": 0.9}}";
    fixture f;
    begin(&f, promises, 2, 4);
    handmade_levels(&f.results, 0, (int[]){70, 74, 72, 71});
    handmade_levels(&f.results, 1, (int[]){75, 78, 77, 76});
    recommendation r = results_recommend(&f.results, 0.95);
    assert_int_equal(r.scheme, 1);
    assert_non_null(strstr(r.reason, " on the same callers. But it misses fast."));
    end(&f);
}

static void test_the_current_system_may_win(void **state) {
    (void)state;
    fixture f;
    begin(&f, "", 2, 4);
    handmade_levels(&f.results, 0, (int[]){90, 91, 92, 91});
    handmade_levels(&f.results, 1, (int[]){75, 78, 77, 76});
    assert_int_equal(results_recommend(&f.results, 0.95).scheme, 0);
    end(&f);
}

static void test_a_lead_that_may_be_chance_wins_nothing(void **state) {
    (void)state;
    fixture f;
    begin(&f, "", 2, 4);
    handmade_levels(&f.results, 0, (int[]){70, 74, 72, 71});
    handmade_levels(&f.results, 1, (int[]){75, 70, 77, 71});
    recommendation r = results_recommend(&f.results, 0.95);
    assert_true(r.scheme == SIZE_MAX);
    assert_non_null(strstr(r.reason, "Undecided"));
    end(&f);
}

/// Neither schemes that are the same on all callers, nor those that are both as good as it gets.
static void test_equal_schemes_are_not_told_apart(void **state) {
    (void)state;
    fixture f;
    begin(&f, required, 3, 4);
    handmade_levels(&f.results, 0, (int[]){80, 84, 82, 82});
    handmade_levels(&f.results, 1, (int[]){71, 72, 71, 72});
    handmade_levels(&f.results, 2, (int[]){80, 84, 82, 82});
    recommendation r = results_recommend(&f.results, 0.95);
    assert_true(r.scheme == SIZE_MAX);
    assert_string_equal(r.reason,
                        "Undecided: baseline and warm score exactly the same, 1.600; more replications will "
                        "not tell them apart.");
    handmade_levels(&f.results, 0, (int[]){98, 97, 95, 94});
    handmade_levels(&f.results, 2, (int[]){91, 92, 93, 93});
    assert_non_null(strstr(results_recommend(&f.results, 0.95).reason, "exactly the same, 2.000"));
    handmade_levels(&f.results, 2, (int[]){81, 82, 80, 83});
    handmade_levels(&f.results, 0, (int[]){80, 84, 82, 82});
    assert_non_null(strstr(results_recommend(&f.results, 0.95).reason, "may be chance"));
    end(&f);
}

/// The lead must be certain over every rival, not only over the next by score.
static void test_every_rival_counts(void **state) {
    (void)state;
    fixture f;
    begin(&f, "", 3, 4);
    handmade_levels(&f.results, 0, (int[]){80, 60, 80, 60}); // 0.70, but it swings
    handmade_levels(&f.results, 1, (int[]){78, 78, 78, 78});
    handmade_levels(&f.results, 2, (int[]){75, 75, 75, 75}); // next by score, and surely below
    recommendation r = results_recommend(&f.results, 0.95);
    assert_true(r.scheme == SIZE_MAX);
    assert_non_null(strstr(r.reason, "over baseline"));
    end(&f);
}

static void test_one_replication_is_never_enough(void **state) {
    (void)state;
    fixture f;
    begin(&f, "", 2, 1);
    handmade_levels(&f.results, 0, (int[]){10});
    handmade_levels(&f.results, 1, (int[]){99});
    assert_true(results_recommend(&f.results, 0.95).scheme == SIZE_MAX);
    end(&f);
}

/// 'fast' names no schemes, so `check` judges the baseline alone; required, it binds them all.
static void test_missing_a_required_target_excludes(void **state) {
    (void)state;
    fixture f;
    begin(&f, required, 2, 4);
    handmade_levels(&f.results, 0, (int[]){80, 81, 82, 81});
    handmade_levels(&f.results, 1, (int[]){60, 61, 62, 61});
    recommendation r = results_recommend(&f.results, 0.95);
    assert_int_equal(r.scheme, 0);
    assert_non_null(strstr(r.reason, "the only scheme that misses no required target"));
    handmade_levels(&f.results, 0, (int[]){60, 61, 62, 61});
    r = results_recommend(&f.results, 0.95);
    assert_true(r.scheme == SIZE_MAX);
    assert_string_equal(r.reason, "No scheme can win: baseline misses fast, hot misses fast.");
    end(&f);
}

static void test_an_undecided_required_target_leaves_it_open(void **state) {
    (void)state;
    fixture f;
    begin(&f, required, 2, 4);
    handmade_levels(&f.results, 0, (int[]){60, 61, 62, 61});
    handmade_levels(&f.results, 1, (int[]){69, 71, 72, 70});
    recommendation r = results_recommend(&f.results, 0.95);
    assert_true(r.scheme == SIZE_MAX);
    assert_non_null(strstr(r.reason, "required target fast is open"));
    end(&f);
}

/// 0.5 is worth 0, 0.9 is worth the weight 2: 0.8 scores 1.5. The slope is 2 / 0.4 = 5 points a point of
/// level.
static void test_scores_are_scaled_and_weighted(void **state) {
    (void)state;
    fixture f;
    begin(&f, required, 1, 3);
    handmade_levels(&f.results, 0, (int[]){78, 80, 82});
    estimate e = results_score(&f.results, 0, 0.95);
    assert_near(e.mean, 1.5, 1e-12);
    assert_near(e.half_width, 5 * 4.302653 * 0.02 / sqrt(3), 1e-6);
    end(&f);
}

static void test_scores_are_flat_beyond_best_and_worst(void **state) {
    (void)state;
    fixture f;
    begin(&f, required, 2, 3);
    handmade_levels(&f.results, 0, (int[]){92, 95, 98});
    handmade_levels(&f.results, 1, (int[]){10, 20, 30});
    estimate high = results_score(&f.results, 0, 0.95), low = results_score(&f.results, 1, 0.95);
    assert_near(high.mean, 2, 0);
    assert_near(high.half_width, 0, 0);
    assert_near(low.mean, 0, 0);
    assert_near(low.half_width, 0, 0);
    end(&f);
}

static void test_less_may_be_better(void **state) {
    (void)state;
    fixture f;
    begin(&f,
          "\"decision\": {\"criteria\": {\"few\": {\"metric\": \"blocked\", \"weight\": 1, \"worst\": 100, "
          "\"best\": 0}}}",
          1, 2);
    handmade_sums(&f.results, 0, 0)->counts.blocked_trunk = 20;
    handmade_sums(&f.results, 0, 1)->counts.blocked_queue = 40;
    assert_near(results_score(&f.results, 0, 0.95).mean, 0.7, 1e-12);
    end(&f);
}

static void test_no_calls_no_score(void **state) {
    (void)state;
    fixture f;
    begin(&f, "", 2, 3);
    handmade_levels(&f.results, 1, (int[]){80, 81, 82});
    recommendation r = results_recommend(&f.results, 0.95);
    assert_int_equal(r.scheme, 1);
    assert_true(isnan(results_score(&f.results, 0, 0.95).mean));
    end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_certain_lead_wins),
        cmocka_unit_test(test_a_broken_promise_is_said),
        cmocka_unit_test(test_the_current_system_may_win),
        cmocka_unit_test(test_a_lead_that_may_be_chance_wins_nothing),
        cmocka_unit_test(test_equal_schemes_are_not_told_apart),
        cmocka_unit_test(test_every_rival_counts),
        cmocka_unit_test(test_one_replication_is_never_enough),
        cmocka_unit_test(test_missing_a_required_target_excludes),
        cmocka_unit_test(test_an_undecided_required_target_leaves_it_open),
        cmocka_unit_test(test_scores_are_scaled_and_weighted),
        cmocka_unit_test(test_scores_are_flat_beyond_best_and_worst),
        cmocka_unit_test(test_less_may_be_better),
        cmocka_unit_test(test_no_calls_no_score),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
