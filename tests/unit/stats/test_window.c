/// The fold over parts of the duration, on a short day that is worked out by hand in the comments.
#include "support/test.h"

#include "center.h"

enum { SCOPES = 7 }; // all, two classes, two groups, two sites

static record call(sim_time second, record_kind kind, uint32_t slot, sim_time value) {
    return (record){
        .time = second * S, .kind = (uint8_t)kind, .flags = RECORD_COUNTED, .call = slot, .value = value * S};
}

static record agent(sim_time second, agent_state to) {
    return (record){.time = second * S,
                    .kind = AGENT_MOVES,
                    .flags = (uint8_t)to,
                    .call_class = to == AGENT_IDLE ? NO_INDEX16 : 0};
}

/// Call 1 asks before the window and is answered in it, call 2 arrives before and asks in it, call 3 asks in
/// it and gives up later, call 4 comes as it ends; call 5 arrives in the last minute of the day and asks
/// after it.
static const record *day(size_t *count) {
    static record records[32];
    size_t n = 0;
    records[n++] = agent(-100, AGENT_IDLE);
    records[n++] = call(550, CALL_ARRIVES, 1, 0);
    records[n++] = call(550, CALL_ASKS, 1, 30);
    records[n++] = call(550, CALL_QUEUES, 1, 0);
    records[n++] = call(590, CALL_ARRIVES, 2, 0);
    records[n++] = call(590, CALL_STEPS, 2, 0);
    records[n++] = call(610, CALL_ASKS, 2, 60);
    records[n++] = call(610, CALL_QUEUES, 2, 0);
    records[n++] = call(620, CALL_ANSWERED, 2, 10);
    records[n++] = agent(620, AGENT_TALKING);
    records[n++] = call(650, CALL_ANSWERED, 1, 100);
    records[n++] = agent(700, AGENT_WRAPUP);
    records[n++] = agent(720, AGENT_IDLE);
    records[n++] = call(1190, CALL_ARRIVES, 3, 0);
    records[n++] = call(1190, CALL_ASKS, 3, 30);
    records[n++] = call(1190, CALL_QUEUES, 3, 0);
    records[n++] = call(1200, CALL_ARRIVES, 4, 0);
    records[n++] = call(1200, CALL_ASKS, 4, 30);
    records[n++] = call(1200, CALL_ANSWERED, 4, 0);
    records[n++] = call(1250, CALL_ABANDONS, 3, 60);
    records[n++] = call(3590, CALL_ARRIVES, 5, 0);
    records[n++] = call(3590, CALL_STEPS, 5, 0);
    records[n++] = call(3700, CALL_ASKS, 5, 30);
    records[n++] = call(3700, CALL_ANSWERED, 5, 0);
    *count = n;
    return records;
}

/// Folds the day over [10 min, 20 min) and the last ten minutes.
static void fold(center *c, metric_sums *sums, wait_histogram *waits) {
    static const sim_span spans[] = {{600 * S, 1200 * S}, {3000 * S, 3600 * S}};
    size_t count = 0;
    const record *records = day(&count);
    center_init(c);
    window_metrics *w = window_metrics_create(&c->layout, spans, 2);
    window_metrics_observe(w, records, 9);
    window_metrics_observe(w, records + 9, count - 9);
    window_metrics_finish(w, sums, waits);
    window_metrics_destroy(w);
}

static void test_calls_belong_to_the_window_to_which_they_are_dated(void **state) {
    (void)state;
    center c;
    metric_sums sums[2 * SCOPES];
    wait_histogram waits[2 * SCOPES];
    fold(&c, sums, waits);
    const call_counts *all = &sums[0].counts, *last = &sums[SCOPES].counts;
    assert_int_equal(all->offered, 1); // call 3
    assert_int_equal(all->asked_for_agent, 2);
    assert_int_equal(all->answered, 1);
    assert_int_equal(all->answered_within, 1);
    assert_int_equal(all->abandoned, 1);
    assert_near(metric_value(metric_find("service_level"), &sums[0]), 0.5, 0);
    assert_near(metric_value(metric_find("mean_wait"), &sums[0]), 35, 0); // (10 + 60) / 2
    assert_int_equal(sums[1].counts.asked_for_agent, 2);                  // class a
    assert_int_equal(sums[2].counts.asked_for_agent, 0);                  // class b
    assert_int_equal(sums[3].counts.answered, 1);                         // group front
    assert_int_equal(sums[5].counts.asked_for_agent, 2);                  // site main
    assert_int_equal(waits[0].count, 1);
    assert_near(waits_percentile(&waits[0], 0.5), 10, 10.0 / 64);
    assert_int_equal(last->offered, 1);
    assert_int_equal(last->asked_for_agent, 1); // after the end of the day: it belongs to its last part
    assert_int_equal(last->answered, 1);
    for (size_t i = 0; i < 2 * SCOPES; i++)
        waits_free(&waits[i]);
}

static void test_time_is_integrated_over_the_window(void **state) {
    (void)state;
    center c;
    metric_sums sums[2 * SCOPES];
    wait_histogram waits[2 * SCOPES];
    fold(&c, sums, waits);
    const integrals *all = &sums[0].integrals;
    assert_int_equal(all->time, 600 * S);
    assert_int_equal(all->calls_queued, (50 + 10 + 10) * S); // call 1 from its begin on, 2, 3 to its end
    assert_int_equal(all->agents_talking, 80 * S);
    assert_int_equal(all->agents_wrapup, 20 * S);
    assert_int_equal(all->agents_idle, 500 * S);
    assert_int_equal(all->answers, 2);
    assert_int_equal(sums[0].extremes.queue_longest, 2); // calls 1 and 2
    assert_near(metric_value(metric_find("occupancy"), &sums[3]), 100.0 / 600, 0);
    assert_near(metric_value(metric_find("availability"), &sums[5]), 1, 0);
    assert_int_equal(sums[SCOPES].integrals.time, 600 * S);
    assert_int_equal(sums[SCOPES].integrals.agents_idle, 600 * S);
    for (size_t i = 0; i < 2 * SCOPES; i++)
        waits_free(&waits[i]);
}

static void test_windows_have_their_places_behind_the_intervals(void **state) {
    (void)state;
    metric_scopes s = {.class_count = 2, .group_count = 3, .site_count = 1, .interval_count = 4};
    size_t whole = metric_scopes_count(&s), waits = metric_waits_count(&s);
    s.window_count = 2;
    assert_int_equal(metric_scope_window(&s, 0, 0), whole);
    assert_int_equal(metric_scope_window(&s, 1, metric_scope_group(&s, 2)), whole + 7 + 5);
    assert_int_equal(metric_scopes_count(&s), whole + 2 * 7);
    assert_int_equal(metric_waits_index(&s, whole), waits);
    assert_int_equal(metric_waits_index(&s, whole + 13), waits + 13);
    assert_int_equal(metric_waits_count(&s), waits + 14);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calls_belong_to_the_window_to_which_they_are_dated),
        cmocka_unit_test(test_time_is_integrated_over_the_window),
        cmocka_unit_test(test_windows_have_their_places_behind_the_intervals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
