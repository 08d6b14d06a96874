// Failures in law: how many calls one hits, and that they are the same in every scheme.
#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "support/scenario_text.h"
#include <hotline/metrics.h>
#include <hotline/sim.h>

#include "base/text.h"

/// What was seen of each failure of a unit.
typedef struct failure {
    sim_time time;
    uint32_t unit;
    int used, working; ///< trunks, just before
    int hits;
} failure;

typedef struct watcher {
    failure *failures;
    size_t count, capacity;
    int used, lost, trunks;
} watcher;

static void failure_add(watcher *w, const record *r) {
    if (w->count == w->capacity) {
        w->capacity = 2 * w->capacity + 64;
        w->failures = memory_resize(w->failures, w->capacity, sizeof *w->failures);
    }
    w->failures[w->count++] =
        (failure){.time = r->time, .unit = r->agent, .used = w->used, .working = w->trunks - w->lost};
}

static void watch(void *observer, const record *records, size_t count) {
    watcher *w = observer;
    for (size_t i = 0; i < count; i++) {
        const record *r = &records[i];
        if (r->kind == UNIT_MOVES && r->detail != UNIT_WORKS)
            failure_add(w, r);
        else if (r->kind == CAPACITY_CHANGES)
            w->lost = (int)r->value;
        else if (r->kind == CALL_DROPPED)
            w->failures[w->count - 1].hits++;
        w->used += (r->kind == CALL_ARRIVES) - (r->kind == CALL_BLOCKED || r->kind == CALL_DROPPED ||
                                                r->kind == CALL_ENDS || r->kind == CALL_LEAVES_IVR);
    }
}

static watcher run(const char *text, int trunks, const char *const *sets, size_t set_count) {
    scenario_changes changes = {.sets = sets, .set_count = set_count};
    scenario_file *file = scenario_of(text, &changes);
    watcher w = {.trunks = trunks};
    probe watchers = {0};
    probe_add(&watchers, watch, &w);
    sim *s = sim_create(scenario_scheme(file, 0), &(sim_options){.seed = 4}, &watchers);
    assert_non_null(s);
    assert_int_equal(sim_run(s), SIM_FINISHED);
    sim_destroy(s);
    scenario_file_free(file);
    return w;
}

/// 5 Erlang in a voice menu without limits; the switch fails after 600 to 1,400 s, when the center has long
/// filled up again.
static const char infinite_servers[] =
    "{\"hotline\": 1, \"name\": \"infinite\", \"duration\": \"600000s\", \"intervals\": \"none\","
    "\"classes\": {\"call\": {\"arrivals\": {\"per_hour\": 900}, \"entry\": \"menu\","
    "  \"talk\": {\"law\": \"constant\", \"value\": 1}}},"
    "\"ivr\": {\"menu\": {\"time\": {\"law\": \"exponential\", \"mean\": 20}, \"next\": \"done\"}},"
    "\"sites\": {\"main\": {\"components\": {\"switch\": {\"uptime\": {\"law\": \"uniform\", \"min\": 600,"
    "  \"max\": 1400}, \"downtime\": {\"law\": \"constant\", \"value\": 10}}}}}}";

/// Poisson with the offered load as mean: chi-square test at 0.1 %.
static void a_random_failure_hits_a_poisson_number_of_calls(void **state) {
    (void)state;
    enum { BINS = 11 };
    const double load = 5;
    watcher w = run(infinite_servers, 0, NULL, 0);
    double seen[BINS] = {0}, chi_square = 0;
    for (size_t i = 0; i < w.count; i++)
        seen[w.failures[i].hits < BINS ? w.failures[i].hits : BINS - 1]++;
    for (unsigned n = 0; n < BINS; n++) {
        double share = n + 1 < BINS ? gsl_ran_poisson_pdf(n, load) : gsl_cdf_poisson_Q(BINS - 2, load);
        double expected = share * (double)w.count;
        assert_true(expected > 1);
        chi_square += pow(seen[n] - expected, 2) / expected;
    }
    print_message("%zu failures, chi-square %.2f of %d degrees of freedom\n", w.count, chi_square, BINS - 1);
    assert_true(w.count > 500);
    assert_true(gsl_cdf_chisq_Q(chi_square, BINS - 1) > 0.001);
    free(w.failures);
}

/// 16 Erlang on four boards of six trunks.
static const char boards[] =
    "{\"hotline\": 1, \"name\": \"boards\", \"duration\": \"400000s\", \"intervals\": \"none\","
    "\"classes\": {\"call\": {\"arrivals\": {\"per_hour\": 2880}, \"entry\": \"menu\","
    "  \"talk\": {\"law\": \"constant\", \"value\": 1}}},"
    "\"ivr\": {\"menu\": {\"time\": {\"law\": \"exponential\", \"mean\": 20}, \"next\": \"done\"}},"
    "\"sites\": {\"main\": {\"components\": {\"e1\": {\"count\": 4, \"takes\": {\"trunks\": 6},"
    "  \"mtbf\": 2000, \"mttr\": 200}}}}}";

/// Hypergeometric, given how many trunks work and are in use: sums of deviations and of their squares, each
/// within 3.3 standard deviations (0.1 %).
static void a_board_hits_a_hypergeometric_number_of_calls(void **state) {
    (void)state;
    watcher w = run(boards, 24, NULL, 0);
    double off = 0, variance = 0, squares = 0;
    for (size_t i = 0; i < w.count; i++) {
        const failure *f = &w.failures[i];
        double all = f->working, used = f->used, mean = 6 * used / all;
        double spread = all > 1 ? mean * (1 - used / all) * (all - 6) / (all - 1) : 0;
        assert_true(f->used <= f->working && f->hits <= 6);
        off += f->hits - mean;
        variance += spread;
        squares += pow(f->hits - mean, 2);
    }
    print_message("%zu failures, off by %.1f (sd %.1f), squares %.1f for %.1f\n", w.count, off,
                  sqrt(variance), squares, variance);
    assert_true(w.count > 500);
    assert_true(fabs(off) <= 3.3 * sqrt(variance));
    assert_true(fabs(squares / variance - 1) <= 3.3 * sqrt(2.0 / (double)w.count));
    free(w.failures);
}

static int64_t dropped_by(const metric_sums *s, const char *name) {
    return (int64_t)metric_value(metric_find(name), s);
}

/// Trunks, ports, seats and the whole platform fail; each dropped call has one cause.
static void each_dropped_call_has_a_cause(void **state) {
    (void)state;
    static const char text[] =
        "{\"hotline\": 1, \"name\": \"causes\", \"duration\": \"100000s\", \"intervals\": \"none\","
        "\"classes\": {\"call\": {\"arrivals\": {\"per_hour\": 360}, \"entry\": \"menu\","
        "  \"talk\": {\"law\": \"exponential\", \"mean\": 60}}},"
        "\"ivr\": {\"menu\": {\"time\": {\"law\": \"exponential\", \"mean\": 60}, \"next\": \"agent\"}},"
        "\"agents\": {\"team\": {\"size\": 9, \"skills\": {\"call\": {}}, \"site\": \"main\"}},"
        "\"sites\": {\"main\": {\"components\": {\"e1\": {\"count\": 2, \"takes\": {\"trunks\": 20}, "
        "\"mtbf\": 3000,"
        "  \"mttr\": 60}, \"ivr\": {\"count\": 2, \"takes\": {\"ivr_ports\": 20}, \"mtbf\": 3000, \"mttr\": "
        "60},"
        "  \"desk\": {\"count\": 9, \"takes\": {\"seats\": 1}, \"mtbf\": 9000, \"mttr\": 60},"
        "  \"switch\": {\"mtbf\": 3000, \"mttr\": 60}}}}}";
    scenario_file *file = scenario_of(text, NULL);
    const layout *l = scenario_layout(scenario_scheme(file, 0));
    metric_scopes scopes = metric_scopes_of(l);
    metric_sums *sums = memory_new(metric_scopes_count(&scopes), sizeof *sums);
    metrics *m = metrics_create(l);
    probe watchers = {0};
    probe_add(&watchers, metrics_observe, m);
    sim *s = sim_create(scenario_scheme(file, 0), &(sim_options){.seed = 4}, &watchers);
    assert_int_equal(sim_run(s), SIM_FINISHED);
    metrics_finish(m, sums);
    int64_t platform = dropped_by(sums, "dropped_by_platform"),
            trunks = dropped_by(sums, "dropped_by_trunks");
    int64_t ports = dropped_by(sums, "dropped_by_ports"), seats = dropped_by(sums, "dropped_by_seats");
    assert_true(platform > 100 && trunks > 100 && ports > 100 && seats > 30);
    assert_int_equal(platform + trunks + ports + seats, dropped_by(sums, "dropped"));
    assert_true(ports < dropped_by(sums, "dropped_ivr")); // with trunks and the platform some go there, too
    assert_true(seats <= dropped_by(sums, "dropped_talk"));
    metrics_destroy(m);
    sim_destroy(s);
    scenario_file_free(file);
    free(sums);
}

/// Whatever else changes.
static void units_fail_at_the_same_times_in_every_scheme(void **state) {
    (void)state;
    static const char *const other[] = {
        "classes.call.arrivals.per_hour=100",
        "classes.more={\"arrivals\": {\"per_hour\": 50}, \"talk\": {\"law\": \"exponential\", \"mean\": 60}}",
        "sites.main.components.e1.takes.trunks=1",
        "sites.main.components.another={\"mtbf\": 1000000000, \"mttr\": 9, \"count\": 3, \"takes\": "
        "{\"seats\": 1}}"};
    watcher a = run(boards, 24, NULL, 0), b = run(boards, 24, other, sizeof other / sizeof *other);
    assert_int_equal(a.count, b.count);
    for (size_t i = 0; i < a.count; i++) {
        assert_int_equal(a.failures[i].time, b.failures[i].time);
        assert_int_equal(a.failures[i].unit - b.failures[i].unit, a.failures[0].unit - b.failures[0].unit);
    }
    free(a.failures);
    free(b.failures);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_random_failure_hits_a_poisson_number_of_calls),
        cmocka_unit_test(a_board_hits_a_hypergeometric_number_of_calls),
        cmocka_unit_test(each_dropped_call_has_a_cause),
        cmocka_unit_test(units_fail_at_the_same_times_in_every_scheme),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
