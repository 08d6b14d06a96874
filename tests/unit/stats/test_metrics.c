/// The fold, on short days that are worked out by hand in the comments.
#include "support/test.h"

#include <math.h>

#include "center.h"

enum { SCOPES = 64 };

typedef struct fixture {
    center center;
    metric_sums sums[SCOPES];
    metric_scopes scopes;
} fixture;

static void fold(fixture *f, const record *records, size_t count) {
    metrics *m = metrics_create(&f->center.layout);
    f->scopes = metric_scopes_of(&f->center.layout);
    assert_true(metric_scopes_count(&f->scopes) <= SCOPES);
    metrics_observe(m, records, count);
    metrics_finish(m, f->sums);
    metrics_destroy(m);
}

#define FOLD(f, records) fold(f, records, sizeof(records) / sizeof *(records))

static const metric_sums *all(const fixture *f) {
    return &f->sums[0];
}

static const metric_sums *of_class(const fixture *f, uint32_t c) {
    return &f->sums[metric_scope_class(&f->scopes, c)];
}

static const metric_sums *of_group(const fixture *f, uint32_t g) {
    return &f->sums[metric_scope_group(&f->scopes, g)];
}

static const metric_sums *of_site(const fixture *f, uint32_t s) {
    return &f->sums[metric_scope_site(&f->scopes, s)];
}

static const metric_sums *of_interval(const fixture *f, uint32_t i) {
    return &f->sums[metric_scope_interval(&f->scopes, i)];
}

static const metric_sums *of_interval_class(const fixture *f, uint32_t i, uint32_t c) {
    return &f->sums[metric_scope_interval_class(&f->scopes, i, c)];
}

static const metric_sums *of_interval_group(const fixture *f, uint32_t i, uint32_t g) {
    return &f->sums[metric_scope_interval_group(&f->scopes, i, g)];
}

static record call(sim_time second, record_kind kind, uint32_t slot, uint16_t call_class, sim_time value) {
    return (record){.time = second * S,
                    .kind = (uint8_t)kind,
                    .flags = RECORD_COUNTED,
                    .call = slot,
                    .call_class = call_class,
                    .value = value * S};
}

static record uncounted(record r) {
    r.flags = (uint8_t)(r.flags & ~RECORD_COUNTED);
    return r;
}

static record with_flag(record r, int flag) {
    r.flags = (uint8_t)(r.flags | flag);
    return r;
}

static record with_detail(record r, uint16_t detail) {
    r.detail = detail;
    return r;
}

static record agent(sim_time second, uint32_t index, agent_state to, uint16_t call_class) {
    return (record){.time = second * S,
                    .kind = AGENT_MOVES,
                    .flags = (uint8_t)to,
                    .agent = index,
                    .call_class = call_class,
                    .detail = (uint16_t)(index / 2),
                    .site = to == AGENT_OFF ? NO_INDEX16 : 0};
}

static void test_queue_is_integrated_within_the_duration_only(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    // Waits -50..10 (10 s count), 1700..1850 (100 s before and 50 s after 08:30), 3550..3700 (50 s count).
    const record day[] = {
        uncounted(call(-50, CALL_ARRIVES, 1, 0, 0)),
        uncounted(call(-50, CALL_ASKS, 1, 0, 90)),
        uncounted(call(-50, CALL_QUEUES, 1, 0, 0)),
        uncounted(call(10, CALL_ANSWERED, 1, 0, 60)),
        call(1700, CALL_ARRIVES, 2, 0, 0),
        call(1700, CALL_ASKS, 2, 0, 200),
        call(1700, CALL_QUEUES, 2, 0, 0),
        call(1850, CALL_ABANDONS, 2, 0, 150),
        call(3550, CALL_ARRIVES, 3, 1, 0),
        call(3550, CALL_ASKS, 3, 1, 100),
        call(3550, CALL_QUEUES, 3, 1, 0),
        call(3700, CALL_ANSWERED, 3, 1, 150),
    };
    FOLD(&f, day);
    assert_int_equal(all(&f)->integrals.calls_queued, 210 * S);
    assert_int_equal(of_class(&f, 0)->integrals.calls_queued, 160 * S);
    assert_int_equal(of_class(&f, 1)->integrals.calls_queued, 50 * S);
    assert_int_equal(of_interval(&f, 0)->integrals.calls_queued, 110 * S);
    assert_int_equal(of_interval(&f, 1)->integrals.calls_queued, 100 * S);
    assert_int_equal(of_interval_class(&f, 1, 0)->integrals.calls_queued, 50 * S);
    assert_int_equal(of_site(&f, 0)->integrals.calls_queued, 210 * S);
    assert_int_equal(of_site(&f, 1)->integrals.calls_queued, 0);
    assert_near(metric_value(metric_find("mean_queue"), all(&f)), 210.0 / 3600, 0);
    assert_near(metric_value(metric_find("mean_queue"), of_interval(&f, 0)), 110.0 / 1800, 0);
}

static void test_who_is_late_or_is_offered_a_callback_still_waits(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    // Waits 100..200 and 150..300: 250 s, at most two at a time.
    const record day[] = {
        call(100, CALL_ARRIVES, 1, 0, 0),
        call(100, CALL_ASKS, 1, 0, 90),
        call(100, CALL_QUEUES, 1, 0, 0),
        call(120, CALL_IS_LATE, 1, 0, 20),
        call(130, CALL_IS_OFFERED_CALLBACK, 1, 0, 0),
        call(150, CALL_ARRIVES, 2, 0, 0),
        call(150, CALL_ASKS, 2, 0, 90),
        call(150, CALL_QUEUES, 2, 0, 0),
        call(200, CALL_ANSWERED, 1, 0, 100),
        call(300, CALL_ANSWERED, 2, 0, 150),
    };
    FOLD(&f, day);
    assert_int_equal(all(&f)->integrals.calls_queued, 250 * S);
    assert_int_equal(all(&f)->extremes.queue_longest, 2);
    assert_int_equal(all(&f)->counts.late, 1);
    assert_int_equal(all(&f)->counts.callbacks_offered, 1);
}

static void test_counts_leave_out_the_warmup_and_keep_the_drain(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    const record day[] = {
        uncounted(call(-50, CALL_ARRIVES, 1, 0, 0)),
        uncounted(call(-50, CALL_ASKS, 1, 0, 90)),
        uncounted(call(10, CALL_ANSWERED, 1, 0, 60)),
        call(3599, CALL_ARRIVES, 2, 0, 0),
        call(3599, CALL_STEPS, 2, 0, 0),
        call(3700, CALL_ASKS, 2, 0, 30),
        call(3700, CALL_QUEUES, 2, 0, 0),
        call(3705, CALL_ANSWERED, 2, 0, 5),
        call(3735, CALL_ENDS, 2, 0, 136),
    };
    FOLD(&f, day);
    assert_int_equal(all(&f)->counts.offered, 1);
    assert_int_equal(all(&f)->counts.answered, 1);
    assert_int_equal(all(&f)->counts.answered_within, 1);
    assert_int_equal(all(&f)->counts.wait_answered, 5 * S);
    assert_int_equal(all(&f)->counts.ended, 1);
    assert_int_equal(of_interval(&f, 0)->counts.offered, 0);
    assert_int_equal(of_interval(&f, 1)->counts.asked_for_agent, 1);
    assert_int_equal(of_interval(&f, 1)->counts.answered, 1);
    assert_int_equal(all(&f)->integrals.calls_queued, 0);
    assert_int_equal(all(&f)->integrals.calls_ivr, 1 * S);
}

static void test_records_count_in_the_interval_to_which_they_are_dated(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    // Arrives 08:28:20, asks 08:29:50, is answered 08:30:05 and ends 08:35: all but nothing belongs to 08:00.
    const record day[] = {
        call(1700, CALL_ARRIVES, 1, 1, 0),   call(1700, CALL_STEPS, 1, 1, 0),
        call(1790, CALL_ASKS, 1, 1, 250),    call(1790, CALL_QUEUES, 1, 1, 0),
        call(1805, CALL_ANSWERED, 1, 1, 15), call(2100, CALL_ENDS, 1, 1, 400),
        call(1800, CALL_ARRIVES, 2, 1, 0),
    };
    record sorted[7];
    memcpy(sorted, day, sizeof day);
    record last = sorted[6]; // 08:30:00 sharp is the second interval
    memmove(&sorted[5], &sorted[4], 2 * sizeof *sorted);
    sorted[4] = last;
    fold(&f, sorted, 7);
    const call_counts *first = &of_interval_class(&f, 0, 1)->counts,
                      *second = &of_interval_class(&f, 1, 1)->counts;
    assert_int_equal(first->offered, 1);
    assert_int_equal(first->answered, 1);
    assert_int_equal(first->answered_within, 1);
    assert_int_equal(first->ended, 1);
    assert_int_equal(second->offered, 1);
    assert_int_equal(second->answered, 0);
    assert_int_equal(second->ended, 0);
    assert_int_equal(of_site(&f, 0)->counts.ended, 1);
    assert_int_equal(of_interval(&f, 0)->integrals.calls_ivr, 90 * S);
    assert_int_equal(of_interval(&f, 0)->integrals.calls_queued, 10 * S);
    assert_int_equal(of_interval(&f, 1)->integrals.calls_queued, 5 * S);
}

static void test_callers_between_attempts_and_blocked_calls(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    record redial = with_flag(call(2100, CALL_ARRIVES, 1, 0, 0), RECORD_REDIAL);
    const record day[] = {
        call(1000, CALL_ARRIVES, 1, 0, 0),
        with_flag(with_detail(call(1000, CALL_BLOCKED, 1, 0, 0), BLOCKED_TRUNK), RECORD_REDIALS),
        redial, // away 1000..2100: 800 s before 08:30 and 300 s after
        call(2100, CALL_ASKS, 1, 0, 50),
        with_detail(call(2100, CALL_BLOCKED, 1, 0, 0), BLOCKED_QUEUE),
        call(2200, CALL_ARRIVES, 2, 0, 0),
        with_flag(with_detail(call(2200, CALL_BLOCKED, 2, 0, 0), BLOCKED_FAULT), RECORD_REDIALS),
        call(3000, CALLER_GIVES_UP, 2, 0, 0), // away 2200..3000
    };
    FOLD(&f, day);
    assert_int_equal(all(&f)->integrals.callers_away, 1900 * S);
    assert_int_equal(of_interval(&f, 0)->integrals.callers_away, 800 * S);
    assert_int_equal(of_interval(&f, 1)->integrals.callers_away, 1100 * S);
    assert_int_equal(all(&f)->counts.offered, 3);
    assert_near(metric_value(metric_find("callers"), all(&f)), 2, 0);
    assert_near(metric_value(metric_find("blocked"), all(&f)), 3, 0);
    assert_near(metric_value(metric_find("blocking_rate"), all(&f)), 1, 0);
    assert_near(metric_value(metric_find("lost_calls"), all(&f)), 1, 0);
    assert_near(metric_value(metric_find("service_level"), all(&f)), 0, 0);
    assert_true(isnan(metric_value(metric_find("asa"), all(&f))));
}

static void test_agents_by_group_class_and_interval(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    // Agent 0 (front): idle -100..600, talks (b) 600..2000, wrap-up ..2100, idle ..3000, off.
    // Agent 3 (back): idle from 1800, talks (a) from 3500 until 3800.
    const record day[] = {
        agent(-100, 0, AGENT_IDLE, NO_INDEX16), call(600, CALL_ARRIVES, 1, 1, 0),
        call(600, CALL_ASKS, 1, 1, 1500),       call(600, CALL_ANSWERED, 1, 1, 0),
        agent(600, 0, AGENT_TALKING, 1),        agent(1800, 3, AGENT_IDLE, NO_INDEX16),
        agent(2000, 0, AGENT_WRAPUP, 1),        agent(2100, 0, AGENT_IDLE, NO_INDEX16),
        agent(3000, 0, AGENT_OFF, NO_INDEX16),  agent(3500, 3, AGENT_TALKING, 0),
        agent(3800, 3, AGENT_IDLE, NO_INDEX16),
    };
    FOLD(&f, day);
    const integrals *front = &of_group(&f, 0)->integrals, *back = &of_group(&f, 1)->integrals;
    assert_int_equal(front->agents_idle, 1500 * S);
    assert_int_equal(front->agents_talking, 1400 * S);
    assert_int_equal(front->agents_wrapup, 100 * S);
    assert_int_equal(back->agents_idle, 1700 * S);
    assert_int_equal(back->agents_talking, 100 * S);
    assert_int_equal(of_class(&f, 1)->integrals.agents_talking, 1400 * S);
    assert_int_equal(of_class(&f, 1)->integrals.agents_wrapup, 100 * S);
    assert_int_equal(of_class(&f, 0)->integrals.agents_talking, 100 * S);
    assert_int_equal(of_interval(&f, 0)->integrals.agents_talking, 1200 * S);
    assert_int_equal(of_interval(&f, 0)->integrals.agents_idle, 600 * S);
    assert_int_equal(of_interval_class(&f, 1, 1)->integrals.agents_talking, 200 * S);
    assert_int_equal(all(&f)->integrals.agents_idle, 3200 * S);
    assert_int_equal(of_site(&f, 0)->integrals.agents_idle, 3200 * S);
    assert_int_equal(of_group(&f, 0)->counts.answered, 1);
    assert_int_equal(of_group(&f, 1)->counts.answered, 0);
    assert_near(metric_value(metric_find("occupancy"), of_group(&f, 0)), 0.5, 0);
    assert_near(metric_value(metric_find("agents_logged_in"), of_group(&f, 1)), 0.5, 0);
    assert_near(metric_value(metric_find("aht"), of_class(&f, 1)), 1500, 0);
    assert_near(metric_value(metric_find("offered_load"), all(&f)), 1500.0 / 3600, 0);
    assert_near(metric_value(metric_find("carried_load"), all(&f)), 1600.0 / 3600, 0);
}

static record site(sim_time second, uint16_t index, uint16_t bits) {
    return (record){.time = second * S, .kind = SITE_CHANGES, .site = index, .detail = bits, .value = -1};
}

static record entry(sim_time second, uint16_t from, uint16_t to) {
    return (record){.time = second * S, .kind = ENTRY_CHANGES, .site = from, .detail = to};
}

static record plan(sim_time second, plan_phase phase, uint16_t in_charge) {
    return (record){.time = second * S, .kind = PLAN_MOVES, .site = in_charge, .detail = (uint16_t)phase};
}

static void test_sites_entries_and_switchovers(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    // Main is down 1500..3000; its entry is closed 1500..1900, when standby takes over; at 3200 it fails
    // back.
    const record day[] = {
        site(1500, 0, SITE_SEATS_UP),
        entry(1500, 0, NO_INDEX16),
        plan(1500, PLAN_DETECTING, 0),
        plan(1600, PLAN_SWITCHING, 0),
        plan(1900, PLAN_WATCHING, 1),
        entry(1900, 0, 1),
        site(3000, 0, SITE_SEATS_UP | SITE_PLATFORM_UP),
        plan(3200, PLAN_WATCHING, 0),
        entry(3200, 0, 0),
        site(3900, 1, 0),
    };
    FOLD(&f, day);
    assert_int_equal(all(&f)->integrals.sites, 7200 * S);
    assert_int_equal(all(&f)->integrals.sites_up, 5700 * S);
    assert_int_equal(all(&f)->integrals.entries, 3600 * S);
    assert_int_equal(all(&f)->integrals.entries_open, 3200 * S);
    assert_int_equal(of_interval(&f, 0)->integrals.entries_open, 1500 * S);
    assert_int_equal(of_interval(&f, 1)->integrals.entries_open, 1700 * S);
    assert_near(metric_value(metric_find("availability"), all(&f)), 3200.0 / 3600, 0);
    assert_near(metric_value(metric_find("availability"), of_site(&f, 0)), 2100.0 / 3600, 0);
    assert_near(metric_value(metric_find("availability"), of_site(&f, 1)), 1, 0);
    assert_near(metric_value(metric_find("downtime"), all(&f)), 400, 0);
    assert_near(metric_value(metric_find("switchovers"), all(&f)), 1, 0);
    assert_near(metric_value(metric_find("switchovers"), of_interval(&f, 1)), 1, 0);
    assert_int_equal(all(&f)->counts.offered, 0);
}

static void test_a_call_that_moves_is_integrated_at_both_sites(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    record moves = with_detail(call(200, CALL_MOVES, 1, 0, 0), 0),
           leaves = call(500, CALL_ABANDONS, 1, 0, 400);
    moves.site = leaves.site = 1;
    const record day[] = {call(100, CALL_ARRIVES, 1, 0, 0), call(100, CALL_ASKS, 1, 0, 10),
                          call(100, CALL_QUEUES, 1, 0, 0), moves, leaves};
    FOLD(&f, day);
    assert_int_equal(of_site(&f, 0)->integrals.calls_queued, 100 * S);
    assert_int_equal(of_site(&f, 1)->integrals.calls_queued, 300 * S);
    assert_int_equal(all(&f)->integrals.calls_queued, 400 * S);
    assert_int_equal(of_site(&f, 1)->counts.abandoned, 1);
}

static void test_days_fold_into_one(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    f.center.layout.duration = 2 * SIM_DAY + SIM_HOUR; // from Monday 08:00: 08:00..09:00 comes three times
    f.center.layout.interval = SIM_HOUR;
    const sim_time day = 86400;
    const record days[] = {call(10, CALL_ARRIVES, 1, 0, 0), call(day + 20, CALL_ARRIVES, 2, 0, 0),
                           call(2 * day, CALL_ARRIVES, 3, 0, 0)};
    f.scopes = metric_scopes_of(&f.center.layout);
    metric_sums *sums = calloc(metric_scopes_count(&f.scopes), sizeof *sums);
    metrics *m = metrics_create(&f.center.layout);
    metrics_observe(m, days, 3);
    metrics_finish(m, sums);
    metrics_destroy(m);
    assert_int_equal(f.scopes.interval_count, 24);
    const metric_sums *eight = &sums[metric_scope_interval(&f.scopes, 8)];
    assert_int_equal(eight->counts.offered, 3);
    assert_int_equal(eight->integrals.time, 3 * SIM_HOUR);
    assert_int_equal(sums[metric_scope_interval(&f.scopes, 9)].integrals.time, 2 * SIM_HOUR);
    assert_int_equal(sums[metric_scope_interval_class(&f.scopes, 8, 1)].integrals.time, 3 * SIM_HOUR);
    free(sums);
}

/// Agent 0 answers call 1, which asked before 08:30, at 08:30:05, and call 2 at 09:00 sharp less 100 s; agent
/// 2 of the other group is there from 08:50 on.
static void test_groups_by_interval(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    const record day[] = {
        agent(0, 0, AGENT_IDLE, NO_INDEX16),    call(1790, CALL_ARRIVES, 1, 1, 0),
        call(1790, CALL_ASKS, 1, 1, 250),       call(1790, CALL_QUEUES, 1, 1, 0),
        call(1805, CALL_ANSWERED, 1, 1, 15),    agent(1805, 0, AGENT_TALKING, 1),
        agent(1905, 0, AGENT_IDLE, NO_INDEX16), agent(3000, 2, AGENT_IDLE, NO_INDEX16),
        call(3500, CALL_ARRIVES, 2, 0, 0),      call(3500, CALL_ASKS, 2, 0, 10),
        call(3500, CALL_ANSWERED, 2, 0, 0),     agent(3500, 0, AGENT_TALKING, 0),
    };
    FOLD(&f, day);
    const metric_sums *first = of_interval_group(&f, 0, 0), *second = of_interval_group(&f, 1, 0);
    assert_int_equal(first->counts.answered, 1);
    assert_int_equal(first->counts.answered_within, 1); // 15 s, AWT 20 s
    assert_int_equal(first->integrals.answers, 0);
    assert_int_equal(first->integrals.agents_idle, 1800 * S);
    assert_int_equal(first->integrals.agents_talking, 0);
    assert_int_equal(first->extremes.wait_longest, 15 * S);
    assert_int_equal(second->counts.answered, 1);
    assert_int_equal(second->integrals.answers, 2);
    assert_int_equal(second->integrals.agents_talking, 200 * S);
    assert_int_equal(second->integrals.agents_idle, 1600 * S);
    assert_int_equal(second->integrals.time, 1800 * S);
    assert_near(metric_value(metric_find("occupancy"), second), 200.0 / 1800, 0);
    assert_int_equal(of_interval_group(&f, 0, 1)->integrals.agents_idle, 0);
    assert_int_equal(of_interval_group(&f, 1, 1)->integrals.agents_idle, 600 * S);
    assert_int_equal(of_group(&f, 0)->counts.answered, 2);
    assert_int_equal(of_group(&f, 0)->integrals.time, 3600 * S);
    assert_int_equal(of_group(&f, 0)->extremes.wait_longest, 15 * S);
}

/// The median wait by class and interval: also of a call that is answered when its interval is over.
static void test_percentiles_of_a_class_within_an_interval(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    const record day[] = {
        call(100, CALL_ARRIVES, 1, 0, 0),  call(100, CALL_ASKS, 1, 0, 10),
        call(100, CALL_QUEUES, 1, 0, 0),   call(108, CALL_ANSWERED, 1, 0, 8),
        call(200, CALL_ARRIVES, 2, 1, 0),  call(200, CALL_ASKS, 2, 1, 10),
        call(200, CALL_QUEUES, 2, 1, 0),   call(232, CALL_ANSWERED, 2, 1, 32),
        call(1780, CALL_ARRIVES, 3, 1, 0), call(1780, CALL_ASKS, 3, 1, 10),
        call(1780, CALL_QUEUES, 3, 1, 0),  call(1812, CALL_ANSWERED, 3, 1, 32),
        call(2000, CALL_ARRIVES, 4, 1, 0), call(2000, CALL_ASKS, 4, 1, 10),
        call(2000, CALL_QUEUES, 4, 1, 0),  call(2002, CALL_ANSWERED, 4, 1, 2),
    };
    FOLD(&f, day);
    const metric *median = metric_find("wait_p50"), *most = metric_find("wait_p99");
    assert_near(metric_value(median, of_interval_class(&f, 0, 0)), 8, 8.0 / 64);
    assert_near(metric_value(median, of_interval_class(&f, 0, 1)), 32, 32.0 / 64);
    assert_near(metric_value(median, of_interval_class(&f, 1, 1)), 2, 2.0 / 64);
    assert_true(isnan(metric_value(median, of_interval_class(&f, 1, 0))));
    assert_near(metric_value(most, of_interval(&f, 0)), 32, 32.0 / 64);
    assert_near(metric_value(most, of_interval(&f, 1)), 2, 2.0 / 64);
    assert_near(metric_value(most, of_class(&f, 1)), 32, 32.0 / 64);
    assert_near(metric_value(median, of_class(&f, 0)), 8, 8.0 / 64);
    assert_near(metric_value(most, of_site(&f, 0)), 32, 32.0 / 64);
    assert_near(metric_value(median, all(&f)), 8, 8.0 / 64); // 2, 8, 32, 32
}

/// 600 intervals of two classes are too many for histograms of classes within intervals: the others are as
/// they would be with them.
static void test_many_intervals_have_percentiles_of_all_alone(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    f.center.layout.interval = 6 * S;
    f.scopes = metric_scopes_of(&f.center.layout);
    assert_int_equal(f.scopes.interval_count, 600);
    const record day[] = {call(100, CALL_ARRIVES, 1, 0, 0), call(100, CALL_ASKS, 1, 0, 10),
                          call(100, CALL_QUEUES, 1, 0, 0), call(108, CALL_ANSWERED, 1, 0, 8)};
    metric_sums *sums = calloc(metric_scopes_count(&f.scopes), sizeof *sums);
    metrics *m = metrics_create(&f.center.layout);
    metrics_observe(m, day, 4);
    metrics_finish(m, sums);
    metrics_destroy(m);
    const metric *median = metric_find("wait_p50");
    assert_true(isnan(metric_value(median, &sums[metric_scope_interval_class(&f.scopes, 16, 0)])));
    assert_near(metric_value(median, &sums[metric_scope_interval(&f.scopes, 16)]), 8, 8.0 / 64);
    assert_near(metric_value(median, &sums[metric_scope_class(&f.scopes, 0)]), 8, 8.0 / 64);
    free(sums);
}

/// The day ends at 3600 s; the last service ends at 3800 s. What agents 1, 2 and 3 do later is not looked at.
static void test_agents_after_the_end_until_the_last_is_done(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    const record day[] = {
        agent(-100, 0, AGENT_IDLE, NO_INDEX16), agent(0, 1, AGENT_IDLE, NO_INDEX16),
        agent(0, 2, AGENT_IDLE, NO_INDEX16),    agent(3500, 0, AGENT_TALKING, 0),
        agent(3590, 2, AGENT_TALKING, 0),       agent(3650, 2, AGENT_WRAPUP, 0),
        agent(3700, 2, AGENT_IDLE, NO_INDEX16), agent(3750, 1, AGENT_OFF, NO_INDEX16),
        agent(3800, 0, AGENT_IDLE, NO_INDEX16), agent(3850, 2, AGENT_OFF, NO_INDEX16),
        agent(3900, 3, AGENT_IDLE, NO_INDEX16), agent(3950, 1, AGENT_IDLE, NO_INDEX16),
    };
    FOLD(&f, day);
    assert_int_equal(of_group(&f, 0)->closing.busy_after, 200 * S); // agent 0
    assert_int_equal(of_group(&f, 0)->closing.idle_after, 150 * S); // agent 1
    assert_int_equal(of_group(&f, 1)->closing.busy_after, 100 * S); // agent 2, from there on idle
    assert_int_equal(of_group(&f, 1)->closing.idle_after, 100 * S);
    assert_int_equal(all(&f)->closing.busy_after, 300 * S);
    assert_int_equal(all(&f)->closing.idle_after, 250 * S);
    assert_int_equal(of_group(&f, 0)->integrals.agents_talking, 100 * S); // within the duration, as ever
    assert_near(metric_value(metric_find("occupancy_to_end"), of_group(&f, 0)), 300.0 / 7550, 1e-12);
    assert_near(metric_value(metric_find("occupancy"), of_group(&f, 0)), 100.0 / 7200, 1e-12);
}

static void test_nobody_is_busy_after_the_end(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    const record day[] = {agent(0, 0, AGENT_IDLE, NO_INDEX16), agent(100, 0, AGENT_TALKING, 0),
                          agent(200, 0, AGENT_IDLE, NO_INDEX16), agent(4000, 0, AGENT_OFF, NO_INDEX16)};
    FOLD(&f, day);
    assert_int_equal(all(&f)->closing.busy_after + all(&f)->closing.idle_after, 0);
    assert_near(metric_value(metric_find("occupancy_to_end"), all(&f)), 100.0 / 3600, 1e-12);
}

static void test_batches_change_nothing(void **state) {
    (void)state;
    fixture f, g;
    center_init(&f.center);
    center_init(&g.center);
    const record day[] = {
        agent(-100, 0, AGENT_IDLE, NO_INDEX16), call(100, CALL_ARRIVES, 1, 0, 0),
        call(100, CALL_ASKS, 1, 0, 10),         call(100, CALL_QUEUES, 1, 0, 0),
        call(1900, CALL_ANSWERED, 1, 0, 1800),  agent(1900, 0, AGENT_TALKING, 0),
    };
    FOLD(&f, day);
    metrics *m = metrics_create(&g.center.layout);
    for (size_t i = 0; i < sizeof day / sizeof *day; i++)
        metrics_observe(m, &day[i], 1);
    memset(g.sums, 0, sizeof g.sums);
    metrics_finish(m, g.sums);
    metrics_destroy(m);
    assert_memory_equal(f.sums, g.sums, metric_scopes_count(&f.scopes) * sizeof *f.sums);
}

static void test_times_of_a_hostile_layout_wrap(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    layout_site sites[5] = {
        {.name = "a", .is_entry = true}, {.name = "b"}, {.name = "c"}, {.name = "d"}, {.name = "e"}};
    f.center.layout.sites = sites;
    f.center.layout.site_count = 5;
    f.center.layout.duration = SIM_NEVER;
    f.center.layout.folding = FOLD_NONE;
    fold(&f, NULL, 0);
    assert_true((uint64_t)all(&f)->integrals.sites == 5 * (uint64_t)SIM_NEVER);
    assert_true(metric_value(metric_find("availability"), all(&f)) >= 1);
}

static void test_trunks_extremes_and_answers(void **state) {
    (void)state;
    fixture f;
    center_init(&f.center);
    f.center.sites[0].trunks = 5;
    f.center.sites[1].trunks = UNLIMITED;
    // On a trunk from -50 to 500 and from 100 to 3700; both wait from 100 to 200, answers at 200 and 300.
    const record day[] = {
        uncounted(call(-50, CALL_ARRIVES, 1, 0, 0)),
        uncounted(call(-50, CALL_ASKS, 1, 0, 90)),
        uncounted(call(-50, CALL_QUEUES, 1, 0, 0)),
        call(100, CALL_ARRIVES, 2, 1, 0),
        call(100, CALL_ASKS, 2, 1, 90),
        call(100, CALL_QUEUES, 2, 1, 0),
        uncounted(call(200, CALL_ANSWERED, 1, 0, 250)),
        call(300, CALL_ANSWERED, 2, 1, 200),
        uncounted(call(500, CALL_ENDS, 1, 0, 550)),
        call(3700, CALL_ENDS, 2, 1, 3600),
    };
    FOLD(&f, day);
    assert_int_equal(all(&f)->integrals.trunks_busy, (500 + 3500) * S);
    assert_int_equal(all(&f)->integrals.limited_trunks, 5 * 3600 * S);
    assert_int_equal(of_site(&f, 0)->integrals.limited_busy, 4000 * S);
    assert_int_equal(of_site(&f, 1)->integrals.trunks_busy, 0);
    assert_int_equal(of_site(&f, 1)->integrals.limited_trunks, 0);
    assert_int_equal(of_interval(&f, 1)->integrals.trunks_busy, 1800 * S);
    assert_int_equal(all(&f)->extremes.queue_longest, 2);
    assert_int_equal(of_class(&f, 0)->extremes.queue_longest, 1);
    assert_int_equal(of_site(&f, 0)->extremes.queue_longest, 2);
    assert_int_equal(of_interval(&f, 1)->extremes.queue_longest, 0);
    assert_int_equal(all(&f)->integrals.answers, 2);
    assert_int_equal(of_group(&f, 0)->integrals.answers, 2);
    assert_int_equal(all(&f)->extremes.busiest_hour, 1);
    assert_int_equal(of_class(&f, 0)->extremes.busiest_hour, 0);
    assert_int_equal(all(&f)->extremes.wait_longest, 200 * S);
    assert_int_equal(of_class(&f, 0)->extremes.wait_longest, 0);
    assert_near(metric_value(metric_find("wait_p50"), of_interval(&f, 0)), 200, 200.0 / 64);
    assert_true(isnan(metric_value(metric_find("wait_p50"), of_class(&f, 0))));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_queue_is_integrated_within_the_duration_only),
        cmocka_unit_test(test_who_is_late_or_is_offered_a_callback_still_waits),
        cmocka_unit_test(test_counts_leave_out_the_warmup_and_keep_the_drain),
        cmocka_unit_test(test_records_count_in_the_interval_to_which_they_are_dated),
        cmocka_unit_test(test_callers_between_attempts_and_blocked_calls),
        cmocka_unit_test(test_agents_by_group_class_and_interval),
        cmocka_unit_test(test_sites_entries_and_switchovers),
        cmocka_unit_test(test_a_call_that_moves_is_integrated_at_both_sites),
        cmocka_unit_test(test_days_fold_into_one),
        cmocka_unit_test(test_groups_by_interval),
        cmocka_unit_test(test_percentiles_of_a_class_within_an_interval),
        cmocka_unit_test(test_many_intervals_have_percentiles_of_all_alone),
        cmocka_unit_test(test_agents_after_the_end_until_the_last_is_done),
        cmocka_unit_test(test_nobody_is_busy_after_the_end),
        cmocka_unit_test(test_batches_change_nothing),
        cmocka_unit_test(test_trunks_extremes_and_answers),
        cmocka_unit_test(test_times_of_a_hostile_layout_wrap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
