#include <stdlib.h>

#include "base/text.h"
#include "scenario/compile.h"

#define WEEK (WEEKDAYS * SIM_DAY)

/// Slices shorter than this would have more changes of the schedule than calls.
#define SLICE_MIN SIM_SECOND

static uint32_t slices_most(const agent_slices *slices) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < slices->count; i++)
        most = slices->agents[i] > most ? slices->agents[i] : most;
    return most;
}

static bool agents_fill(const compiler *c, const place *at, const number_list *from, agent_slices *out) {
    out->agents = memory_new(from->count, sizeof *out->agents);
    out->count = (uint32_t)from->count;
    bool good = true;
    for (size_t i = 0; i < from->count; i++) {
        place item = place_at(at, i);
        out->agents[i] = (uint32_t)from->values[i];
        if (from->values[i] > out->agents[i])
            good = place_error(c->reporter, from->single ? at : &item, "is %g; must be a whole number",
                               from->values[i]);
    }
    return good;
}

static bool staffing_compile(const compiler *c, const place *at, const series *from, agent_slices *out) {
    const layout *l = &c->scenario->layout;
    sim_time count = (sim_time)from->list.count;
    sim_time span = from->span == SPAN_DURATION ? l->duration : from->span == SPAN_DAY ? SIM_DAY : WEEK;
    out->periodic = from->span != SPAN_DURATION;
    out->phase = (out->periodic ? civil_time_of_day(l->start) : 0) +
                 (from->span == SPAN_WEEK ? civil_weekday(l->start) * SIM_DAY : 0);
    out->slice = (span + count - 1) / count;
    if (out->periodic && span % count)
        return place_error(c->reporter, at,
                           "has %zu values, which do not divide the %s into whole microseconds",
                           from->list.count, from->span == SPAN_DAY ? "day" : "week");
    if (count > 1 && out->slice < SLICE_MIN)
        return place_error(c->reporter, at, "has slices of %g s; must be 1 s or more",
                           sim_time_to_s(out->slice));
    return agents_fill(c, at, &from->list, out);
}

/// The time from `from` on until the clock shows `to`.
static sim_time clock_after(sim_time from, sim_time to) {
    return to > from ? to - from : to - from + SIM_DAY;
}

static int step_compare(const void *a, const void *b) {
    const shift_step *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

/// The breaks of one day after each other, as times since the shift began.
static bool breaks_compile(const compiler *c, const place *at, const shift_document *from, shift_step *day,
                           uint32_t *count) {
    sim_time length = clock_after(from->from, from->to);
    place root = place_of(at, "breaks");
    for (size_t i = 0; i < from->breaks.count; i++) {
        const break_document *pause = MAP_ITEM(from->breaks, break_document, i);
        place here = place_of(&root, pause->name);
        sim_time begin = clock_after(from->from, pause->from);
        sim_time end = begin + clock_after(pause->from, pause->to);
        if (end >= length)
            return place_error(c->reporter, &here, "is not within the shift: it must begin and end in it");
        for (uint32_t k = 0; k < *count; k += 2)
            if (begin <= day[k + 1].into && end >= day[k].into)
                return place_error(c->reporter, &here, "overlaps or touches another break of the shift");
        day[(*count)++] = (shift_step){.into = begin, .change = BREAK_BEGINS};
        day[(*count)++] = (shift_step){.into = end, .change = BREAK_ENDS};
    }
    return true;
}

static bool shift_compile(const compiler *c, const place *at, const shift_document *from,
                          scenario_shift *out) {
    place to = place_of(at, "to");
    if (from->from == from->to)
        return place_error(c->reporter, &to, "is the same as 'from'; a shift must be shorter than a day");
    shift_step day[2 * BREAKS_MAX + 2];
    uint32_t count = 0;
    if (!breaks_compile(c, at, from, day, &count))
        return false;
    day[count++] = (shift_step){.into = 0, .change = SHIFT_BEGINS};
    day[count++] = (shift_step){.into = clock_after(from->from, from->to), .change = SHIFT_ENDS};
    out->agents = (uint32_t)from->agents;
    out->steps = memory_new((size_t)count * WEEKDAYS, sizeof *out->steps);
    for (int weekday = 0; weekday < WEEKDAYS; weekday++) {
        for (uint32_t i = 0; i < count && (from->days >> weekday & 1); i++) {
            out->steps[out->step_count] = day[i];
            out->steps[out->step_count++].at = (weekday * SIM_DAY + from->from + day[i].into) % WEEK;
        }
    }
    qsort(out->steps, out->step_count, sizeof *out->steps, step_compare);
    return true;
}

/// Each shift has agents of its own, one shift's after the other's.
static bool shifts_compile(const compiler *c, const place *at, const group_document *from,
                           scenario_group *out, int64_t *agents) {
    place root = place_of(at, "shifts"), leaving = place_of(at, "leaving");
    if (from->leaving != 0)
        return place_error(c->reporter, &leaving,
                           "is 'counter'; with 'shifts' each agent has a schedule of its own");
    out->shifts = memory_new(from->shifts.count, sizeof *out->shifts);
    bool good = true;
    for (size_t i = 0; i < from->shifts.count; i++) {
        const shift_document *shift = MAP_ITEM(from->shifts, shift_document, i);
        place here = place_of(&root, shift->name);
        scenario_shift *to = &out->shifts[out->shift_count++];
        to->first_agent = out->first_agent + (uint32_t)*agents;
        *agents += shift->agents;
        good = shift_compile(c, &here, shift, to) && good;
    }
    return good;
}

/// Whoever is always scheduled may still be absent on a day: a schedule of one endless slice.
static void staffing_default(const layout *l, uint32_t agents, agent_slices *out) {
    *out = (agent_slices){.count = 1, .slice = l->duration, .agents = memory_new(1, sizeof *out->agents)};
    out->agents[0] = agents;
}

bool schedules_compile(const compiler *c, const place *at, const group_document *from, scenario_group *out) {
    place size = place_of(at, "size"), staffing = place_of(at, "staffing");
    bool staffed = from->staffing.list.count > 0, shifts = from->shifts.count > 0;
    int64_t agents = 0;
    if (staffed && shifts)
        return place_error(c->reporter, at, "must have either 'staffing' or 'shifts'");
    if (staffed && !staffing_compile(c, &staffing, &from->staffing, &out->staffing))
        return false;
    if (shifts && !shifts_compile(c, at, from, out, &agents))
        return false;
    if (staffed)
        agents = slices_most(&out->staffing);
    if (!staffed && !shifts && from->size == WHOLE_ABSENT)
        return place_error(c->reporter, at,
                           "'size' is missing (number of agents), or 'staffing' or 'shifts'");
    if (from->size != WHOLE_ABSENT && from->size < agents)
        return place_error(c->reporter, &size, "is %lld; '%s' needs %lld agents", (long long)from->size,
                           staffed ? "staffing" : "shifts", (long long)agents);
    agents = from->size == WHOLE_ABSENT ? agents : from->size;
    if (agents > AGENTS_MAX)
        return place_error(c->reporter, at, "has %lld agents; at most %d", (long long)agents, AGENTS_MAX);
    out->size = (uint32_t)agents;
    out->counter = from->leaving == 1;
    out->shrinkage = from->shrinkage;
    out->source = stream_source(from->name);
    if (!staffed && !shifts && from->shrinkage > 0)
        staffing_default(&c->scenario->layout, out->size, &out->staffing);
    return true;
}
