#include "model/model.h"

#include <math.h>

static int64_t floor_divide(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

static double slice_rate(const arrival_rates *r, int64_t slice) {
    int64_t last = (int64_t)r->count - 1;
    if (r->periodic)
        return r->per_second[slice - floor_divide(slice, r->count) * r->count];
    return r->per_second[slice < 0 ? 0 : slice > last ? last : slice];
}

/// The class's busyness of the day in which a slice begins: gamma with mean 1.
static double busyness_of(const sim *s, const scenario_class *k, sim_time slice_begin) {
    if (k->busyness_cv <= 0)
        return 1;
    sim_time midnight = civil_time_of_day(s->scenario->layout.start);
    int64_t day = floor_divide(slice_begin + midnight, SIM_DAY);
    stream draws;
    stream_open(&draws, &s->streams, STREAM_BUSYNESS, k->source, (uint64_t)day, 0);
    law busyness = law_gamma(1, k->busyness_cv);
    return law_draw(&busyness, &draws);
}

static void slice_open(sim *s, uint32_t class_index, int64_t slice) {
    const scenario_class *k = &s->scenario->classes[class_index];
    arrival_source *a = &s->arrivals[class_index];
    a->slice = slice;
    a->slice_begin = slice * k->arrivals.slice - k->arrivals.phase;
    a->slice_end = a->slice_begin + k->arrivals.slice;
    a->per_second = slice_rate(&k->arrivals, slice);
    if (a->per_second > 0)
        a->per_second *= busyness_of(s, k, a->slice_begin);
    a->expected = 0;
    a->place = 0;
    stream_open(&a->gaps, &s->streams, STREAM_ARRIVALS, k->source, (uint64_t)slice, 0);
}

/// The next arrival in this slice; SIM_NEVER when it has none any more. Unit exponential gaps divided by
/// the rate: another rate moves the same callers, and needs no other random numbers.
static sim_time slice_next(arrival_source *a) {
    if (a->per_second <= 0)
        return SIM_NEVER;
    a->expected -= log(stream_unit(&a->gaps));
    double seconds = a->expected / a->per_second;
    if (!(seconds < sim_time_to_s(a->slice_end - a->slice_begin)))
        return SIM_NEVER;
    sim_time time = a->slice_begin + sim_time_from_s(seconds);
    return time < a->slice_end ? time : SIM_NEVER;
}

static bool never_arrives(const arrival_rates *r) {
    for (uint32_t i = 0; i < r->count; i++)
        if (r->per_second[i] > 0)
            return false;
    return true;
}

/// Schedules the class's next first attempt, unless there is none within the duration.
static void arrivals_schedule(sim *s, uint32_t class_index) {
    arrival_source *a = &s->arrivals[class_index];
    sim_time time = slice_next(a);
    while (time == SIM_NEVER && a->slice_end < s->scenario->layout.duration) {
        slice_open(s, class_index, a->slice + 1);
        time = slice_next(a);
    }
    if (time < s->scenario->layout.duration)
        (void)sim_schedule(s, time, EVENT_CALL_ARRIVES, class_index);
}

/// Callers of a slice that has begun before the simulation keep their places, but do not arrive.
static void slice_skip_past(sim *s, uint32_t class_index) {
    arrival_source *a = &s->arrivals[class_index];
    for (;;) {
        arrival_source before = *a;
        sim_time time = slice_next(a);
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
        slice_open(s, k, floor_divide(s->now + r->phase, r->slice));
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
    c->entry = entry_of(s, &s->scenario->classes[class_index], c->caller);
    arrivals_schedule(s, class_index);
    access_attempt(s, c);
}
