#include "support/test.h"

#include "fixture.h"
#include "kpi.h"

static const history_span *find_span(const history *h, span_kind kind) {
    for (size_t i = 0; i < h->span_count; i++)
        if (h->spans[i].kind == kind)
            return &h->spans[i];
    return NULL;
}

static void check_span(const history *h, span_kind kind, sim_time from, sim_time to) {
    const history_span *span = find_span(h, kind);
    assert_non_null(span);
    assert_int_equal(span->from, from);
    assert_int_equal(span->to, to);
}

static void switchover_becomes_spans(void **state) {
    (void)state;
    layout *l = fixture_layout(fixture_usual(), "s");
    sim_time at = 140 * SIM_MINUTE;
    history *h = fixture_history(l, 0.5, 16 * SIM_MINUTE);
    check_span(h, SPAN_DETECTING, at, at + SIM_MINUTE);
    check_span(h, SPAN_DECIDING, at + SIM_MINUTE, at + 6 * SIM_MINUTE);
    check_span(h, SPAN_SWITCHING, at + 6 * SIM_MINUTE, at + 16 * SIM_MINUTE);
    check_span(h, SPAN_SWITCHOVER, at, at + 16 * SIM_MINUTE);
    check_span(h, SPAN_ON_STANDBY, at + 16 * SIM_MINUTE, l->duration);
    check_span(h, SPAN_SITE_DOWN, at, at + 2 * SIM_HOUR);
    assert_int_equal(h->span_count, 6);
    // The outage and the first phase begin together: one mark.
    assert_int_equal(h->mark_count, 5);
    for (size_t i = 1; i < h->mark_count; i++)
        assert_true(h->marks[i] > h->marks[i - 1]);
    history_destroy(h);
    fixture_layout_free(l);
}

static record lost_call(record_kind kind, sim_time at, uint8_t flags) {
    return (record){.kind = (uint8_t)kind, .time = at, .flags = flags, .call = 1, .detail = BLOCKED_FAULT};
}

/// From the failure, whose drops may come before the plan's first step, to the recovery; only what counts.
static void switchover_knows_the_calls_that_it_lost(void **state) {
    (void)state;
    layout *l = fixture_layout(fixture_usual(), "s");
    history *h = history_create(l);
    record records[] = {
        lost_call(CALL_DROPPED, 5, RECORD_COUNTED),
        {.kind = SITE_CHANGES, .time = 10, .site = 0, .detail = SITE_SEATS_UP},
        lost_call(CALL_DROPPED, 10, RECORD_COUNTED),
        lost_call(CALL_DROPPED, 10, RECORD_COUNTED),
        {.kind = PLAN_MOVES, .time = 10, .detail = PLAN_DETECTING},
        lost_call(CALL_DROPPED, 10, RECORD_COUNTED),
        lost_call(CALL_BLOCKED, 12, RECORD_COUNTED),
        lost_call(CALL_BLOCKED, 13, 0),
        {.kind = CALL_BLOCKED, .time = 14, .flags = RECORD_COUNTED, .call = 1, .detail = BLOCKED_TRUNK},
        {.kind = PLAN_MOVES, .time = 20, .detail = PLAN_SWITCHING},
        {.kind = PLAN_MOVES, .time = 30, .site = 1, .detail = PLAN_WATCHING},
        lost_call(CALL_BLOCKED, 31, RECORD_COUNTED),
    };
    history_observe(h, records, sizeof records / sizeof *records);
    history_finish(h, 100);
    check_span(h, SPAN_SWITCHOVER, 10, 30);
    assert_int_equal(find_span(h, SPAN_SWITCHOVER)->lost, 4);
    history_destroy(h);
    fixture_layout_free(l);
}

static void shed_calls_are_a_share_of_the_offered(void **state) {
    (void)state;
    call_counts c = {0};
    assert_near(kpi_shed(&c), 0, 0);
    c = (call_counts){.offered = 100,
                      .blocked_fault = 1,
                      .blocked_trunk = 2,
                      .blocked_ivr_port = 4,
                      .blocked_queue = 8,
                      .dropped_ivr = 16,
                      .dropped_queue = 3,
                      .dropped_talk = 5,
                      .abandoned = 7};
    assert_near(kpi_shed(&c), 0.39, 1e-12);
}

static void repair_before_the_switch_is_no_switchover(void **state) {
    (void)state;
    layout *l = fixture_layout(fixture_usual(), "s");
    history *h = history_create(l);
    record records[] = {
        {.kind = SITE_CHANGES, .time = 10, .site = 0, .detail = SITE_SEATS_UP},
        {.kind = PLAN_MOVES, .time = 10, .detail = PLAN_DETECTING},
        {.kind = PLAN_MOVES, .time = 20, .detail = PLAN_DECIDING},
        {.kind = SITE_CHANGES, .time = 30, .site = 0, .detail = SITE_SEATS_UP | SITE_PLATFORM_UP},
        {.kind = PLAN_MOVES, .time = 30, .detail = PLAN_WATCHING},
    };
    history_observe(h, records, 5);
    history_finish(h, 100);
    check_span(h, SPAN_DECIDING, 20, 30);
    assert_null(find_span(h, SPAN_SWITCHOVER));
    assert_null(find_span(h, SPAN_ON_STANDBY));
    history_destroy(h);
    fixture_layout_free(l);
}

static void unfinished_spans_end_with_the_trace(void **state) {
    (void)state;
    layout *l = fixture_layout(fixture_usual(), "s");
    history *h = history_create(l);
    record records[] = {{.kind = SITE_CHANGES, .time = 10, .site = 1},
                        {.kind = PLAN_MOVES, .time = 12, .detail = PLAN_DETECTING}};
    history_observe(h, records, 2);
    history_finish(h, 50);
    check_span(h, SPAN_SITE_DOWN, 10, 50);
    check_span(h, SPAN_DETECTING, 12, 50);
    history_destroy(h);
    fixture_layout_free(l);
}

static void calls_count_in_the_interval_in_which_they_asked(void **state) {
    (void)state;
    layout *l = fixture_layout(fixture_usual(), "s");
    history *h = history_create(l);
    sim_time border = 30 * SIM_MINUTE;
    record records[] = {
        {.kind = CALL_ARRIVES, .time = border - 2, .flags = RECORD_COUNTED, .call = 1, .agent = 1},
        {.kind = CALL_ASKS, .time = border - 2, .flags = RECORD_COUNTED, .call = 1},
        {.kind = CALL_ANSWERED,
         .time = border + SIM_SECOND,
         .flags = RECORD_COUNTED,
         .call = 1,
         .value = SIM_SECOND + 2},
        {.kind = CALL_ARRIVES, .time = border, .flags = 0, .call = 2, .agent = 1},
        {.kind = CALL_ARRIVES, .time = l->duration, .flags = RECORD_COUNTED, .call = 3, .agent = 1},
    };
    history_observe(h, records, 5);
    assert_int_equal(h->intervals[0].offered, 1);
    assert_int_equal(h->intervals[0].answered_within, 1);
    assert_int_equal(h->intervals[1].offered, 0);
    assert_true(kpi_service_level(&h->intervals[0]) == 1.0);
    assert_true(isnan(kpi_service_level(&h->intervals[1])));
    assert_true(h->asks[0]);
    assert_false(h->asks[1]);
    history_destroy(h);
    fixture_layout_free(l);
}

static void intervals_suit_a_picture(void **state) {
    (void)state;
    static const struct {
        sim_time duration, interval, expected;
    } cases[] = {
        {10 * SIM_HOUR, 30 * SIM_MINUTE, 30 * SIM_MINUTE},
        {10 * SIM_HOUR, 0, 10 * SIM_MINUTE},
        {SIM_HOUR, 0, SIM_MINUTE},
        {7 * SIM_DAY, 15 * SIM_MINUTE, 30 * SIM_MINUTE},
        {365 * SIM_DAY, 0, 4 * SIM_DAY},
        {365 * SIM_DAY, 30 * SIM_MINUTE, 32 * SIM_HOUR / 2},
        {SIM_DAY, 1, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        layout l = {.duration = cases[i].duration, .interval = cases[i].interval};
        sim_time interval = history_interval(&l);
        if (cases[i].expected)
            assert_int_equal(interval, cases[i].expected);
        assert_true(interval > 0 && l.duration / interval < 600);
    }
}

static void figures_are_those_of_a_report(void **state) {
    (void)state;
    layout *l = fixture_layout(fixture_usual(), "s");
    replay_state *s = replay_state_create(l);
    s->counts[0] = (call_counts){.asked_for_agent = 100,
                                 .answered = 90,
                                 .answered_within = 72,
                                 .abandoned = 10,
                                 .abandoned_within = 4,
                                 .wait_answered = 900 * SIM_SECOND,
                                 .blocked_fault = 3,
                                 .dropped_ivr = 1,
                                 .dropped_queue = 2,
                                 .dropped_talk = 4,
                                 .blocked_trunk = 50};
    s->agents[0].state = AGENT_TALKING;
    s->agents[1].state = AGENT_WRAPUP;
    s->agents[2].state = s->agents[3].state = AGENT_IDLE;
    kpis k = kpis_of(s);
    assert_near(k.all[KPI_SERVICE_LEVEL].value, 72.0 / 96, 1e-12);
    assert_near(k.all[KPI_ASA].value, 10, 1e-12);
    assert_near(k.all[KPI_ABANDONMENT].value, 0.1, 1e-12);
    assert_near(k.all[KPI_LOST].value, 10, 0);
    assert_near(k.all[KPI_OCCUPANCY].value, 0.5, 1e-12);
    assert_int_equal(k.all[KPI_SERVICE_LEVEL].verdict, VERDICT_MISSED); // 0.75, at least 0.8 wanted
    assert_int_equal(k.all[KPI_ABANDONMENT].verdict, VERDICT_MISSED);   // 0.1, at most 0.05 wanted
    assert_int_equal(k.all[KPI_ASA].verdict, VERDICT_NONE);
    s->counts[0].answered_within = 77;
    s->counts[0].abandoned = 5;
    k = kpis_of(s);
    assert_int_equal(k.all[KPI_SERVICE_LEVEL].verdict, VERDICT_MET);
    assert_int_equal(k.all[KPI_ABANDONMENT].verdict, VERDICT_MET);
    replay_state_destroy(s);
    fixture_layout_free(l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(switchover_becomes_spans),
        cmocka_unit_test(switchover_knows_the_calls_that_it_lost),
        cmocka_unit_test(shed_calls_are_a_share_of_the_offered),
        cmocka_unit_test(repair_before_the_switch_is_no_switchover),
        cmocka_unit_test(unfinished_spans_end_with_the_trace),
        cmocka_unit_test(calls_count_in_the_interval_in_which_they_asked),
        cmocka_unit_test(intervals_suit_a_picture),
        cmocka_unit_test(figures_are_those_of_a_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
