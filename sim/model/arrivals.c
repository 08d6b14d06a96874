#include "model/model.h"

/// Slices without a caller that are looked through in one go: whoever runs the simulation must be able to
/// stop it between events.
enum { QUIET_SLICES = 4096 };

static bool never_arrives(const arrival_rates *r) {
    if (r->recorded)
        return false;
    for (uint32_t i = 0; i < r->count; i++)
        if (r->per_second[i] > 0)
            return false;
    return true;
}

/// Schedules the class's next first attempt, unless there is none within the duration.
static void arrivals_schedule(sim *s, uint32_t class_index) {
    const arrival_rates *r = &s->scenario->classes[class_index].arrivals;
    arrival_source *a = &s->arrivals[class_index];
    sim_time time = slice_next(r, a), end = s->scenario->layout.duration;
    for (int quiet = 0; time == SIM_NEVER && a->slice_end < end; quiet++) {
        if (quiet == QUIET_SLICES) {
            (void)sim_schedule(s, a->slice_end, EVENT_QUIET_ENDS, class_index);
            return;
        }
        slice_open(s, class_index, a->slice + 1);
        time = slice_next(r, a);
    }
    if (time < end)
        (void)sim_schedule(s, time, EVENT_CALL_ARRIVES, class_index);
}

void arrivals_on_quiet(sim *s, uint32_t class_index) {
    arrivals_schedule(s, class_index);
}

/// Callers of a slice that has begun before the simulation keep their places, but do not arrive.
static void slice_skip_past(sim *s, uint32_t class_index) {
    arrival_source *a = &s->arrivals[class_index];
    for (;;) {
        arrival_source before = *a;
        sim_time time = slice_next(&s->scenario->classes[class_index].arrivals, a);
        if (time >= s->now) {
            *a = before;
            return;
        }
        a->place++;
    }
}

void arrivals_begin(sim *s) {
    for (uint32_t k = 0; k < s->scenario->layout.class_count; k++) {
        const arrival_rates *r = &s->scenario->classes[k].arrivals;
        if (never_arrives(r))
            continue;
        s->arrivals[k].day.number = INT64_MIN; // no day yet
        slice_open(s, k, slice_at(r, s->now));
        slice_skip_past(s, k);
        arrivals_schedule(s, k);
    }
}

/// The site that a caller calls: by its own draw, so that it is the same in every attempt.
static uint16_t entry_of(const sim *s, const scenario_class *k, int64_t caller) {
    if (k->enter_count == 1)
        return k->enter[0].target;
    stream draws;
    stream_open(&draws, &s->streams, STREAM_ENTER, k->source, (uint64_t)caller, 0);
    double u = stream_unit(&draws);
    uint16_t i = 0;
    while (i + 1 < k->enter_count && u >= k->enter[i].cumulative)
        i++;
    return k->enter[i].target;
}

void arrivals_on_arrival(sim *s, uint32_t class_index) {
    arrival_source *a = &s->arrivals[class_index];
    call *c = calls_new(s);
    if (!c)
        return;
    c->call_class = (uint16_t)class_index;
    c->caller = caller_address((int32_t)a->slice, a->place++);
    c->source = s->scenario->classes[class_index].source;
    c->entry = entry_of(s, &s->scenario->classes[class_index], c->caller);
    arrivals_schedule(s, class_index);
    access_attempt(s, c);
}
