#include "model/audit.h"
#include "model/model.h"
#include "support/random_scenario.h"
#include "support/scenario_text.h"
#include <hotline/metrics.h>

#include "stats/fold.h"

enum { SCENARIOS = 2000 };

/// Everybody who came is somewhere: the counts of a whole run, and who is still inside at its end.
static void assert_conserved(const sim *s, const call_counts *c, uint64_t number) {
    int64_t inside = 0;
    for (uint32_t slot = 1; slot <= s->calls.used; slot++)
        inside += call_at(s, slot)->counted && call_at(s, slot)->state != CALL_NONE;
    int64_t blocked =
        c->blocked_fault + c->blocked_trunk + c->blocked_ivr_port + c->blocked_queue + c->blocked_setup;
    int64_t dropped = c->dropped_ivr + c->dropped_queue + c->dropped_talk;
    int64_t left_queue = c->messages_queue + c->disconnected + c->sent_on + c->callbacks_accepted;
    int64_t talked = c->ended + c->unresolved + c->transferred + c->unreached + c->cut;
    int64_t gone = blocked + c->self_served + c->abandoned_ivr + c->messages_ivr + c->abandoned + left_queue +
                   dropped + talked;
    if (c->offered + c->legs != gone + inside)
        fail_msg("scenario %d: offered %d, legs %d, gone %d, inside %d", (int)number, (int)c->offered,
                 (int)c->legs, (int)gone, (int)inside);
    // Those who still wait when all has ended wait for agents who never come.
    assert_int_equal(c->asked_for_agent, c->answered + c->abandoned + c->blocked_queue + c->dropped_queue +
                                             left_queue + c->sent_to_ivr + inside);
    assert_int_equal(c->answered, talked + c->dropped_talk);
    assert_true(c->answered_within <= c->answered && c->abandoned_within <= c->abandoned);
    // A query has its answer, unless its call is lost.
    assert_true(c->queries >= c->queries_begun && c->queries_begun >= c->queries_answered);
    assert_true(c->queries - c->queries_answered <= c->dropped_ivr);
}

/// Time of the next event; the present when there is none.
static sim_time next_time(sim *s) {
    sim_time events = event_queue_first(&s->events), coming = event_queue_first(&s->coming);
    sim_time first = events < coming ? events : coming;
    return first == EVENT_TIME_END ? s->now : first;
}

static int64_t gauges_total(const metrics *m, gauge_kind kind) {
    int64_t total = 0;
    for (size_t i = 0; i < (size_t)m->class_rows * m->site_rows; i++)
        total += m->cells[i].gauges[kind].number;
    return total;
}

/// The numbers that the fold has gathered from records are those of the center now.
static bool fold_agrees(const metrics *m, const sim *s) {
    int64_t waiting = 0, in_ivr = 0, away = 0, idle = 0, busy = 0, trunks = 0;
    for (uint32_t slot = 1; slot <= s->calls.used; slot++) {
        call_state state = (call_state)call_at(s, slot)->state;
        waiting += state == CALL_QUEUED;
        in_ivr += state == CALL_IVR;
        away += state == CALL_AWAY;
    }
    for (uint32_t i = 0; i < layout_agent_count(m->layout); i++) {
        idle += s->agents[i].state == AGENT_IDLE;
        busy += s->agents[i].state != AGENT_IDLE && s->agents[i].state != AGENT_OFF;
    }
    for (uint16_t i = 0; i < m->layout->site_count; i++) {
        trunks += m->sites[i].trunks.number - s->sites[i].trunks_used;
        waiting -= m->site_queues[i].length - s->sites[i].waiting;
    }
    for (uint16_t i = 0; i < m->layout->backend_count; i++)
        if (m->backends[i].number != s->backends[i].running)
            return false;
    return waiting == gauges_total(m, GAUGE_QUEUED) && in_ivr == gauges_total(m, GAUGE_IVR) &&
           away == gauges_total(m, GAUGE_AWAY) && idle == gauges_total(m, GAUGE_IDLE) && trunks == 0 &&
           busy == gauges_total(m, GAUGE_TALKING) + gauges_total(m, GAUGE_WRAPUP);
}

/// Looks at the whole state after every moment, in builds that do not do it after every event too.
static void run_and_look(sim *s, const metrics *m, uint64_t number) {
    sim_status status = SIM_RUNNING;
    while (status == SIM_RUNNING) {
        status = sim_run_until(s, next_time(s));
        if (!sim_is_sound(s))
            fail_msg("scenario %d is not sound at %g s", (int)number, sim_time_to_s(s->now));
        if (!fold_agrees(m, s))
            fail_msg("scenario %d: the fold is wrong at %g s", (int)number, sim_time_to_s(s->now));
    }
}

/// Whether somebody waited, long after the end, for a schedule to begin again.
static bool schedules_have_gone_on(const sim *s) {
    return s->now > s->scenario->layout.duration + 6 * SIM_HOUR;
}

static void scenario_is_conserved(uint64_t number, call_counts *total, int *gone_on) {
    char *text = random_scenario(number);
    scenario_file *file = scenario_of(text, NULL);
    const layout *l = scenario_layout(scenario_scheme(file, 0));
    metric_scopes scopes = metric_scopes_of(l);
    metric_sums *sums = calloc(metric_scopes_count(&scopes), sizeof *sums);
    metrics *m = metrics_create(l);
    probe watchers = {0};
    probe_add(&watchers, metrics_observe, m);
    sim *s = sim_create(scenario_scheme(file, 0), &(sim_options){.seed = number}, &watchers);
    assert_non_null(s);
    run_and_look(s, m, number);
    assert_int_equal(s->phase, PHASE_FINISHED);
    *gone_on += schedules_have_gone_on(s);
    metrics_finish(m, sums);
    assert_conserved(s, &sums[0].counts, number);
    call_counts_merge(total, &sums[0].counts);
    sim_destroy(s);
    metrics_destroy(m);
    free(sums);
    scenario_file_free(file);
    free(text);
}

static void random_centers_lose_nobody(void **state) {
    (void)state;
    call_counts total = {0};
    int gone_on = 0;
    bool never = false; // all that can happen has happened
    for (uint64_t number = 0; number < SCENARIOS; number++)
        scenario_is_conserved(number, &total, &gone_on);
#define X(field, meaning)                                                                                    \
    if (total.field <= 0)                                                                                    \
        print_message("never happened: " #field "\n");                                                       \
    never = never || total.field <= 0;
    HOTLINE_COUNTS(X)
#undef X
    assert_false(never);
    assert_true(gone_on > SCENARIOS / 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_centers_lose_nobody)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
