/// Queries to backends in the fold, on a short day that is worked out by hand in the comments.
#include "support/test.h"

#include "center.h"

enum { SCOPES = 64 };

static record event(sim_time second, record_kind kind, uint32_t slot, uint16_t detail, sim_time value) {
    return (record){.time = second * S,
                    .kind = (uint8_t)kind,
                    .flags = second > 0 && slot != 1 ? RECORD_COUNTED : 0,
                    .call = slot,
                    .call_class = slot == 2,
                    .detail = detail,
                    .value = value * S};
}

// At boss -20..30 (30 s count) and, having waited 10 s, 1790..1830 (10 s before and 30 s after 08:30, then
// lost); at crm 100..105. The last waits 50 s, and is lost without having begun.
static void queries_run_until_the_answer_or_the_loss(void **state) {
    (void)state;
    enum { BOSS, CRM };
    layout_backend backends[] = {{.name = "boss", .capacity = 2}, {.name = "crm", .capacity = UNLIMITED}};
    const record day[] = {
        event(-20, CALL_ARRIVES, 1, 0, 0),
        event(-20, CALL_STEPS, 1, 0, 0),
        event(-20, CALL_ASKS_BACKEND, 1, BOSS, 0),
        event(-20, CALL_QUERY_BEGINS, 1, BOSS, 0),
        event(30, CALL_QUERY_ENDS, 1, BOSS, 50),
        event(90, CALL_ARRIVES, 2, 0, 0),
        event(90, CALL_STEPS, 2, 0, 0),
        event(100, CALL_ASKS_BACKEND, 2, CRM, 0),
        event(100, CALL_QUERY_BEGINS, 2, CRM, 0),
        event(105, CALL_QUERY_ENDS, 2, CRM, 5),
        event(1770, CALL_ARRIVES, 3, 0, 0),
        event(1770, CALL_STEPS, 3, 0, 0),
        event(1780, CALL_ASKS_BACKEND, 3, BOSS, 0),
        event(1780, CALL_ARRIVES, 4, 0, 0),
        event(1780, CALL_STEPS, 4, 0, 0),
        event(1780, CALL_ASKS_BACKEND, 4, BOSS, 0),
        event(1790, CALL_QUERY_BEGINS, 3, BOSS, 10),
        event(1830, CALL_DROPPED, 3, CALL_IVR, 60),
        event(1830, CALL_DROPPED, 4, CALL_IVR, 50),
    };
    center c;
    center_init(&c);
    c.layout.backends = backends;
    c.layout.backend_count = 2;
    metric_scopes scopes = metric_scopes_of(&c.layout);
    assert_true(metric_scopes_count(&scopes) <= SCOPES);
    metric_sums sums[SCOPES];
    metrics *m = metrics_create(&c.layout);
    metrics_observe(m, day, sizeof day / sizeof *day);
    metrics_finish(m, sums);
    metrics_destroy(m);
    const metric_sums *all = &sums[0], *of_class = &sums[metric_scope_class(&scopes, 0)],
                      *first = &sums[metric_scope_interval(&scopes, 0)],
                      *second = &sums[metric_scope_interval(&scopes, 1)];
    assert_int_equal(all->integrals.queries_running, (30 + 5 + 40) * S);
    assert_int_equal(first->integrals.queries_running, (30 + 5 + 10) * S);
    assert_int_equal(all->integrals.limited_queries, (30 + 40) * S);
    assert_int_equal(all->integrals.limited_capacity, 7200 * S);
    assert_int_equal(all->counts.queries, 3);
    assert_int_equal(of_class->counts.queries, 2);
    assert_int_equal(second->counts.queries, 0);
    assert_int_equal(first->counts.queries_begun, 2);
    assert_int_equal(all->counts.query_wait, 10 * S);
    assert_int_equal(all->counts.queries_answered, 1);
    assert_int_equal(all->counts.query_time, 5 * S);
    assert_int_equal(all->integrals.calls_ivr, (3600 + 3510 + 60 + 50) * S);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(queries_run_until_the_answer_or_the_loss)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
