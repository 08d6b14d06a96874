// The state that is rebuilt from a trace equals the engine's own, at any time; and what is folded from the
// file equals what was folded live.
#define _POSIX_C_SOURCE 200809L

#include <unistd.h>

#include "random/stream.h"
#include "support/random_scenario.h"
#include "support/scenario_text.h"
#include <hotline/metrics.h>
#include <hotline/sim.h>

enum { SCENARIOS = 80, TIMES = 100, OPEN_LEAST = 20 }; // eight thousand times in all

typedef struct stage {
    scenario_file *file;
    const scenario *scenario;
    char path[64];
    metric_sums *live;
    size_t scope_count;
} stage;

static stage stage_open(uint64_t number) {
    stage st = {.file = NULL};
    char *text = random_scenario(number);
    st.file = scenario_of(text, NULL);
    free(text);
    st.scenario = scenario_scheme(st.file, 0);
    (void)snprintf(st.path, sizeof st.path, "replay-test-%d.trace", (int)getpid());
    metric_scopes scopes = metric_scopes_of(scenario_layout(st.scenario));
    st.scope_count = metric_scopes_count(&scopes);
    st.live = calloc(st.scope_count, sizeof *st.live);
    return st;
}

static void stage_close(stage *st) {
    (void)remove(st->path);
    free(st->live);
    scenario_file_free(st->file);
}

static sim *sim_begin(const stage *st, const probe *watchers) {
    sim *s = sim_create(st->scenario, &(sim_options){.seed = 77, .replication = 1}, watchers);
    assert_non_null(s);
    return s;
}

/// Runs the whole of it with trace and metrics. Small chunks, so that there are many borders.
static void trace_write(stage *st) {
    trace_header header = {.layout = scenario_layout(st->scenario),
                           .scenario_text = scenario_text(st->scenario),
                           .scenario_hash = scenario_hash(st->scenario),
                           .seed = 77,
                           .replication = 1,
                           .version = "test"};
    trace_writer *writer = NULL;
    input_error err = {0};
    assert_true(trace_writer_open(&writer, st->path, &header, 100, &err));
    metrics *m = metrics_create(header.layout);
    probe watchers = {0};
    probe_add(&watchers, trace_writer_observe, writer);
    probe_add(&watchers, metrics_observe, m);
    sim *s = sim_begin(st, &watchers);
    assert_int_equal(sim_run(s), SIM_FINISHED);
    metrics_finish(m, st->live);
    metrics_destroy(m);
    sim_destroy(s);
    if (!trace_writer_close(writer, &err))
        fail_msg("%s", err.text);
}

static int time_compare(const void *a, const void *b) {
    sim_time x = *(const sim_time *)a, y = *(const sim_time *)b;
    return (x > y) - (x < y);
}

static void random_times(const trace *t, uint64_t number, sim_time *times) {
    stream_family family = {.seed = number, .replication = 0};
    stream dice;
    stream_open(&dice, &family, STREAM_TEST, 0, 1, 0);
    sim_time first, last;
    trace_span(t, &first, &last);
    for (int i = 0; i < TIMES; i++)
        times[i] = first + (sim_time)(stream_unit(&dice) * (double)(last - first));
}

/// Of what has failed, which is not in the hash of a state either.
static uint64_t failures_hash(const replay_state *s) {
    uint64_t hash = 0;
    for (uint32_t i = 0; i < s->unit_count; i++)
        hash = stream_mix(stream_mix(hash, (uint64_t)s->units[i].since),
                          s->units[i].state * 2U + s->units[i].held);
    for (uint32_t i = 0; i < s->layout->site_count; i++)
        for (size_t what = 0; what < CAPACITY_COUNT; what++)
            hash = stream_mix(hash, s->sites[i].lost[what]);
    for (uint32_t i = 0; i < s->layout->plan_count; i++)
        hash = stream_mix(hash, s->plans[i].fails);
    for (uint32_t slot = 1; slot < s->call_slots; slot++)
        hash = s->calls[slot].suspended ? stream_mix(hash, slot) : hash;
    return hash;
}

/// Whether something of each kind has failed: bits.
static unsigned failures_seen(const replay_state *s) {
    unsigned seen = 0;
    for (uint32_t i = 0; i < s->unit_count; i++)
        seen |= s->units[i].state != UNIT_WORKS;
    for (uint32_t i = 0; i < s->layout->plan_count; i++)
        seen |= s->plans[i].fails ? 2 : 0;
    for (uint32_t slot = 1; slot < s->call_slots; slot++)
        seen |= s->calls[slot].suspended ? 4 : 0;
    for (uint32_t i = 0; i < s->layout->site_count; i++)
        for (size_t what = 0; what < CAPACITY_COUNT; what++)
            seen |= s->sites[i].lost[what] > 0 ? 8U << what : 0;
    return seen;
}

/// Of the open queries, which are not in the hash of a state.
static uint64_t queries_hash(const replay_state *s) {
    uint64_t hash = 0;
    for (uint32_t slot = 1; slot < s->call_slots; slot++) {
        const replay_call *c = &s->calls[slot];
        if (c->query != QUERY_NONE)
            hash = stream_mix(stream_mix(hash, slot * 4 + c->query), (uint64_t)c->queried);
    }
    return hash;
}

/// The engine goes forward through the times and tells the hash of its state at each; the player then goes to
/// them in another order. The number of times at which a query is open; adds to `seen` what has failed.
static uint64_t assert_states_agree(const stage *st, const trace *t, uint64_t number, unsigned *seen) {
    sim_time sorted[TIMES];
    uint64_t hashes[TIMES], queries[TIMES], failures[TIMES], open = 0;
    random_times(t, number, sorted);
    qsort(sorted, TIMES, sizeof sorted[0], time_compare);
    sim *s = sim_begin(st, NULL);
    replay_state *own = replay_state_create(scenario_layout(st->scenario));
    for (int i = 0; i < TIMES; i++) {
        (void)sim_run_until(s, sorted[i]);
        assert_true(sim_export_state(s, own));
        hashes[i] = replay_state_hash(own);
        queries[i] = queries_hash(own);
        open += queries[i] != 0;
        failures[i] = failures_hash(own);
        *seen |= failures_seen(own);
    }
    replay_state_destroy(own);
    sim_destroy(s);
    input_error err = {0};
    replay *player = replay_create(t, &err);
    assert_non_null(player);
    for (int k = 0; k < TIMES; k++) {
        int i = k * 37 % TIMES; // forth and back
        assert_true(replay_seek(player, sorted[i], &err));
        const replay_state *there = replay_at(player);
        if (replay_state_hash(there) != hashes[i] || queries_hash(there) != queries[i] ||
            failures_hash(there) != failures[i])
            fail_msg("scenario %d: other state at %.6f s", (int)number, sim_time_to_s(sorted[i]));
    }
    replay_destroy(player);
    return open;
}

static void assert_metrics_agree(const stage *st, const trace *t) {
    metrics *m = metrics_create(trace_info(t)->layout);
    input_error err = {0};
    assert_true(trace_read_all(t, metrics_observe, m, &err));
    metric_sums *folded = calloc(st->scope_count, sizeof *folded);
    metrics_finish(m, folded);
    assert_memory_equal(folded, st->live, st->scope_count * sizeof *folded);
    free(folded);
    metrics_destroy(m);
}

static void any_moment_can_be_rebuilt(void **state) {
    (void)state;
    uint64_t open = 0;
    unsigned seen = 0;
    for (uint64_t number = 100; number < 100 + SCENARIOS; number++) {
        stage st = stage_open(number);
        trace_write(&st);
        trace *t = NULL;
        input_error err = {0};
        assert_true(trace_open(&t, st.path, &err));
        assert_true(trace_is_whole(t));
        if (!trace_verify(t, &err))
            fail_msg("%s", err.text);
        open += assert_states_agree(&st, t, number, &seen);
        assert_metrics_agree(&st, t);
        trace_close(t);
        stage_close(&st);
    }
    assert_true(open > OPEN_LEAST);
    assert_int_equal(seen, 63);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(any_moment_can_be_rebuilt)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
