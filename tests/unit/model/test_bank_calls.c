// The days of scenarios/bank/bank-calls.json have the mean and the variance of those that were measured.

#include "support/test.h"
#include <hotline/sim.h>

enum { WEEKS = 40, DAYS = 5 };

/// Of the data, 164 days (tools/fit_bank_calls.py).
static const double measured_mean = 32461.35, measured_deviation = 2914.85, measured_days = 164;

static void count_observe(void *observer, const record *records, size_t count) {
    double *days = observer;
    for (size_t i = 0; i < count; i++)
        if (records[i].kind == CALL_ARRIVES)
            days[records[i].time / SIM_DAY]++;
}

/// Callers hang up at once: only who comes matters.
static scenario_file *bank_load(void) {
    static const char *const sets[] = {
        "agents=null", "targets=null", "classes.call.entry=menu",
        "ivr={\"menu\":{\"time\":{\"law\":\"constant\",\"value\":0},\"next\":\"hangup\"}}"};
    scenario_changes changes = {.sets = sets, .set_count = sizeof sets / sizeof sets[0]};
    scenario_file *f = NULL;
    input_error err = {0};
    if (!scenario_load(HOTLINE_SOURCE_DIR "/scenarios/bank/bank-calls.json", &changes, &f, &err))
        fail_msg("%s: %s", err.path, err.text);
    return f;
}

/// Both are samples: the difference of the means has the variance s²/164 + s²/200, that of the logarithms of
/// the variances 2/163 + 2/199 (normal totals). A true claim fails with probability 2e-4 (3.9 standard
/// errors).
static void days_are_as_measured(void **state) {
    (void)state;
    scenario_file *f = bank_load();
    double sum = 0, squares = 0, n = WEEKS * DAYS;
    for (uint32_t week = 0; week < WEEKS; week++) {
        double days[DAYS + 1] = {0};
        probe watchers = {0};
        probe_add(&watchers, count_observe, days);
        sim *s =
            sim_create(scenario_scheme(f, 0), &(sim_options){.seed = 2003, .replication = week}, &watchers);
        assert_int_equal(sim_run(s), SIM_FINISHED);
        sim_destroy(s);
        for (int i = 0; i < DAYS; i++) {
            sum += days[i];
            squares += days[i] * days[i];
        }
    }
    double mean = sum / n, variance = (squares - sum * sum / n) / (n - 1);
    print_message("%.0f days: mean %.0f, standard deviation %.0f\n", n, mean, sqrt(variance));
    assert_near(mean, measured_mean, 3.9 * measured_deviation * sqrt(1 / measured_days + 1 / n));
    assert_near(log(variance / (measured_deviation * measured_deviation)), 0,
                3.9 * sqrt(2 / (measured_days - 1) + 2 / (n - 1)));
    scenario_file_free(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(days_are_as_measured)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
