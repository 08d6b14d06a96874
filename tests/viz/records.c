#include "records.h"

#include "support/test.h"

#include <hotline/replay.h>

/// Where records go: a state checks them on the way to the file.
typedef struct sink {
    trace_writer *writer;
    replay_state *state;
} sink;

static void emit(sink *s, record r) {
    if (!replay_state_apply(s->state, &r))
        fail_msg("record of kind %s is not possible", record_types[r.kind].name);
    trace_writer_observe(s->writer, &r, 1);
}

static void emit_call(sink *s, record_kind kind, sim_time at, uint16_t detail, uint32_t agent,
                      int64_t value) {
    emit(s, (record){.kind = (uint8_t)kind,
                     .time = at,
                     .flags = RECORD_COUNTED,
                     .call = 1,
                     .detail = detail,
                     .agent = agent,
                     .value = value});
}

static void emit_agent(sink *s, sim_time at, uint32_t agent, agent_state from, agent_state to) {
    bool works = to == AGENT_TALKING || to == AGENT_WRAPUP;
    emit(s, (record){.kind = AGENT_MOVES,
                     .time = at,
                     .flags = (uint8_t)((unsigned)from * 16 + (unsigned)to),
                     .call = to == AGENT_TALKING,
                     .call_class = works ? 0 : NO_INDEX16,
                     .detail = layout_group_of(s->state->layout, agent),
                     .agent = agent});
}

/// A call that waits 5 s, talks 20 s and brings 10 s of wrap-up.
static void emit_served(sink *s, sim_time at, uint32_t agent, int64_t address) {
    emit_call(s, CALL_ARRIVES, at, 0, 1, address);
    emit_call(s, CALL_STEPS, at, 1, 0, 0);
    emit_call(s, CALL_ASKS, at + 2 * SIM_SECOND, 0, 0, 30 * SIM_SECOND);
    emit_call(s, CALL_QUEUES, at + 2 * SIM_SECOND, 0, 0, 0);
    emit_call(s, CALL_ANSWERED, at + 7 * SIM_SECOND, layout_group_of(s->state->layout, agent), agent,
              5 * SIM_SECOND);
    emit_agent(s, at + 7 * SIM_SECOND, agent, AGENT_IDLE, AGENT_TALKING);
    emit_call(s, CALL_ENDS, at + 27 * SIM_SECOND, 0, agent, 27 * SIM_SECOND);
    emit_agent(s, at + 27 * SIM_SECOND, agent, AGENT_TALKING, AGENT_WRAPUP);
    emit_agent(s, at + 37 * SIM_SECOND, agent, AGENT_WRAPUP, AGENT_IDLE);
}

static void emit_plan(sink *s, sim_time at, plan_phase phase, uint16_t in_charge) {
    emit(s, (record){.kind = PLAN_MOVES, .time = at, .site = in_charge, .detail = (uint16_t)phase});
}

/// Minute by minute: outage and switchover, and a call that is served, or blocked while no site takes calls.
static void emit_minute(sink *s, int minute) {
    sim_time at = minute * SIM_MINUTE;
    if (minute == 140) {
        emit(s, (record){.kind = SITE_CHANGES, .time = at, .detail = SITE_SEATS_UP, .value = -1});
        emit_plan(s, at, PLAN_DETECTING, 0);
    }
    if (minute == 141)
        emit_plan(s, at, PLAN_DECIDING, 0);
    if (minute == 146)
        emit_plan(s, at, PLAN_SWITCHING, 0);
    if (minute == 156)
        emit_plan(s, at, PLAN_WATCHING, 1);
    if (minute == 260)
        emit(s,
             (record){
                 .kind = SITE_CHANGES, .time = at, .detail = SITE_SEATS_UP | SITE_PLATFORM_UP, .value = -1});
    if (minute >= 140 && minute < 156) {
        emit_call(s, CALL_ARRIVES, at, 0, 1, minute);
        emit_call(s, CALL_BLOCKED, at, BLOCKED_FAULT, 0, 0);
        return;
    }
    emit_served(s, at + SIM_SECOND, (uint32_t)minute % layout_agent_count(s->state->layout), minute);
}

void records_write_trace(const layout *l, const char *path) {
    assert_true(layout_agent_count(l) > 0);
    input_error err = {0};
    trace_header header = {.layout = l, .scenario_text = "{}", .version = "test"};
    sink s = {.state = replay_state_create(l)};
    if (!trace_writer_open(&s.writer, path, &header, 500, &err))
        fail_msg("%s: %s", path, err.text);
    emit(&s, (record){.kind = RECORD_PHASE, .detail = PHASE_COUNTING});
    for (uint32_t i = 0; i < s.state->agent_count; i++)
        emit_agent(&s, 0, i, AGENT_OFF, AGENT_IDLE);
    for (int minute = 0; minute < 600; minute++)
        emit_minute(&s, minute);
    emit(&s, (record){.kind = RECORD_PHASE, .time = l->duration, .detail = PHASE_DRAINING});
    emit(&s, (record){.kind = RECORD_PHASE, .time = l->duration, .detail = PHASE_FINISHED});
    replay_state_destroy(s.state);
    if (!trace_writer_close(s.writer, &err))
        fail_msg("%s: %s", path, err.text);
}
