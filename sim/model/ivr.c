#include "model/ivr.h"
#include "model/model.h"

/// A caller who is still in the IVR after so many steps hangs up: no menu may hold a call for ever.
enum { STEPS_MAX = 1000 };

/// The branch that `u` chooses.
static uint16_t branch_of(const scenario_step *step, double u) {
    uint16_t i = 0;
    while (i + 1 < step->branch_count && u >= step->branches[i].cumulative)
        i++;
    return step->branches[i].target;
}

static void ivr_begin_step(sim *s, call *c, uint16_t index) {
    const scenario_step *step = &s->scenario->steps[index];
    stream draws;
    stream_open(&draws, &s->streams, STREAM_IVR, c->source, (uint64_t)c->caller, c->steps_taken++);
    c->next_step = branch_of(step, stream_unit(&draws));
    call_enters_step(s, c, index);
    sim_time time = sim_time_from_s(law_draw(&step->time, &draws));
    c->timer = sim_schedule(s, s->now + time, EVENT_IVR_STEP_ENDS, call_slot(s, c));
}

void ivr_start(sim *s, call *c) {
    ivr_begin_step(s, c, c->next_step);
}

/// Only who is on a trunk needs a port.
static void ivr_get_port(sim *s, call *c) {
    if (!c->on_line || access_take_port(s, c))
        ivr_start(s, c);
    else if (s->scenario->sites[c->line].waits_for_port)
        access_wait_for_port(s, c);
    else
        access_block(s, c, BLOCKED_IVR_PORT);
}

void ivr_enter(sim *s, call *c) {
    c->steps_taken = 0;
    c->next_step = class_of(s, c)->entry;
    ivr_get_port(s, c);
}

void ivr_go_on(sim *s, call *c, uint16_t step) {
    c->next_step = step;
    ivr_get_port(s, c);
}

static ivr_exit exit_of(uint16_t next) {
    return next == IVR_TO_DONE ? IVR_SELF_SERVED : next == IVR_TO_MESSAGE ? IVR_MESSAGE : IVR_HUNG_UP;
}

void ivr_leave_step(sim *s, call *c) {
    uint16_t next = c->steps_taken >= STEPS_MAX ? (uint16_t)IVR_TO_HANGUP : c->next_step;
    if (next < s->scenario->layout.step_count) {
        ivr_begin_step(s, c, next);
        return;
    }
    if (c->on_line)
        access_release_port(s, c);
    if (next == IVR_TO_AGENT) {
        queueing_ask(s, c);
        return;
    }
    access_release_trunk(s, c);
    call_leaves_ivr(s, c, exit_of(next));
}

void ivr_on_step_end(sim *s, uint32_t slot) {
    call *c = call_at(s, slot);
    c->timer = 0;
    if (s->scenario->steps[c->step].backend != NO_INDEX16)
        backends_ask(s, c);
    else
        ivr_leave_step(s, c);
}
