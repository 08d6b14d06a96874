#include <hotline/replay.h>

#include <stdlib.h>

#include "base/text.h"
#include "trace/replay_state.h"
#include "trace/trace_file.h"

struct replay {
    const trace *trace;
    replay_state *state;
    replay_state *keyframe; ///< of the chunk that is loaded: where going back begins
    size_t chunk;           ///< that is loaded; SIZE_MAX: none
    record *records;        ///< of it
    size_t count, next;     ///< records[next] is the first that is not applied
};

/// The last chunk that begins at or before `time`: no later one has a record until then. SIZE_MAX: none.
static size_t chunk_find(const trace *t, sim_time time) {
    size_t low = 0, high = t->index.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (t->index.chunks[middle].first_time <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : SIZE_MAX;
}

static void chunk_forget(replay *r) {
    free(r->records);
    r->records = NULL;
    r->count = r->next = 0;
    r->chunk = SIZE_MAX;
}

static bool chunk_enter(replay *r, size_t index, input_error *err) {
    chunk_content content;
    chunk_forget(r);
    if (!chunk_load(r->trace, index, &content, err))
        return false;
    bool done = chunk_keyframe(r->trace, index, &content, r->keyframe, err) &&
                chunk_records(r->trace, index, &content, &r->records, &r->count, err);
    chunk_destroy(&content);
    if (!done)
        return false;
    r->chunk = index;
    replay_state_copy(r->state, r->keyframe);
    return true;
}

/// Brings the right chunk and a state not later than `time`.
static bool chunk_turn_to(replay *r, size_t index, sim_time time, input_error *err) {
    if (index != r->chunk)
        return chunk_enter(r, index, err);
    if (time < r->state->now) {
        replay_state_copy(r->state, r->keyframe);
        r->next = 0;
    }
    return true;
}

bool replay_seek(replay *r, sim_time time, input_error *err) {
    time = time > SIM_NEVER ? SIM_NEVER : time < -SIM_NEVER ? -SIM_NEVER : time;
    size_t index = chunk_find(r->trace, time);
    if (index == SIZE_MAX) {
        chunk_forget(r);
        replay_state_reset(r->state);
        r->state->now = time;
        return true;
    }
    if (!chunk_turn_to(r, index, time, err))
        return false;
    for (; r->next < r->count && r->records[r->next].time <= time; r->next++) {
        if (!replay_state_apply(r->state, &r->records[r->next])) {
            chunk_forget(r);
            return chunk_damaged(r->trace, index, "it holds a record that cannot happen in its state", err);
        }
    }
    r->state->now = time;
    return true;
}

replay *replay_create(const trace *t, input_error *err) {
    replay *r = memory_new(1, sizeof *r);
    sim_time first, last;
    r->trace = t;
    r->chunk = SIZE_MAX;
    r->state = replay_state_create(t->header.layout);
    r->keyframe = replay_state_create(t->header.layout);
    trace_span(t, &first, &last);
    if (replay_seek(r, first, err))
        return r;
    replay_destroy(r);
    return NULL;
}

void replay_destroy(replay *r) {
    if (!r)
        return;
    free(r->records);
    replay_state_destroy(r->state);
    replay_state_destroy(r->keyframe);
    free(r);
}

const replay_state *replay_at(const replay *r) {
    return r->state;
}
