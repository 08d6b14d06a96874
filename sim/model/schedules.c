#include "model/schedules.h"
#include "model/model.h"

#include <stdlib.h>

#include "base/divide.h"

#define WEEK (7 * SIM_DAY)

static const scenario_group *group_of(const sim *s, const schedule *k) {
    return &s->scenario->groups[k->group];
}

static const scenario_shift *shift_of(const sim *s, const schedule *k) {
    return &group_of(s, k)->shifts[k->shift];
}

/// Staffing by day or week, and shifts; a list over the duration does not go on after it.
static bool repeats(const sim *s, const schedule *k) {
    return k->shift != NO_INDEX16 || group_of(s, k)->staffing.periodic;
}

/// Whether a week of it has somebody on duty; absence left aside.
static bool brings_somebody(const sim *s, const schedule *k) {
    if (k->shift != NO_INDEX16)
        return shift_of(s, k)->agents > 0;
    const agent_slices *slices = &group_of(s, k)->staffing;
    uint32_t i = 0;
    while (i < slices->count && slices->agents[i] == 0)
        i++;
    return i < slices->count;
}

static void repeats_find(sim *s) {
    for (uint32_t i = 0; i < s->schedules.count; i++) {
        const schedule *k = &s->schedules.items[i];
        const scenario_group *of = group_of(s, k);
        bool comes = repeats(s, k) && brings_somebody(s, k);
        for (uint16_t skill = 0; comes && skill < of->skill_count; skill++)
            s->schedules.repeat[of->skills[skill].call_class] = true;
    }
}

bool schedules_create(sim *s) {
    const layout *l = &s->scenario->layout;
    size_t count = 0;
    for (uint32_t g = 0; g < l->group_count; g++)
        count += s->scenario->groups[g].shift_count + (s->scenario->groups[g].staffing.count > 0 ? 1U : 0U);
    s->schedules.items = calloc(count + 1, sizeof *s->schedules.items);
    s->schedules.repeat = calloc(l->class_count + 1, sizeof *s->schedules.repeat);
    if (!s->schedules.items || !s->schedules.repeat)
        return false;
    for (uint16_t g = 0; g < l->group_count; g++) {
        const scenario_group *of = &s->scenario->groups[g];
        if (of->staffing.count > 0)
            s->schedules.items[s->schedules.count++] = (schedule){.group = g, .shift = NO_INDEX16};
        for (uint16_t i = 0; i < of->shift_count; i++)
            s->schedules.items[s->schedules.count++] = (schedule){.group = g, .shift = i};
    }
    repeats_find(s);
    return true;
}

void schedules_destroy(sim *s) {
    free(s->schedules.items);
    free(s->schedules.repeat);
}

/// The day, counted from that of `start`.
static int64_t day_of(const sim *s, sim_time time) {
    return floor_divide(time + civil_time_of_day(s->scenario->layout.start), SIM_DAY);
}

/// The draw is the agent's own for this day: the same in every scheme, whoever else is scheduled.
static bool agent_is_present(const sim *s, const scenario_group *of, uint32_t number, int64_t day) {
    if (of->shrinkage <= 0)
        return true;
    stream draws;
    stream_open(&draws, &s->streams, STREAM_ABSENCE, of->source, number, (uint32_t)day);
    return stream_unit(&draws) >= of->shrinkage;
}

static uint32_t count_present(const sim *s, const scenario_group *of, uint32_t from, uint32_t to,
                              int64_t day) {
    uint32_t present = 0;
    for (uint32_t i = from; i < to; i++)
        present += agent_is_present(s, of, i, day);
    return present;
}

static int64_t staffing_slice(const agent_slices *slices, sim_time time) {
    return floor_divide(time + slices->phase, slices->slice);
}

static uint32_t agents_planned(const agent_slices *slices, sim_time time) {
    int64_t slice = staffing_slice(slices, time), count = slices->count;
    if (slices->periodic)
        return slices->agents[slice - floor_divide(slice, count) * count];
    return slices->agents[slice < 0 ? 0 : slice < count ? slice : count - 1];
}

/// The next slice; with absence the next day too.
static sim_time staffing_next(const sim *s, const scenario_group *of) {
    const agent_slices *slices = &of->staffing;
    int64_t next = staffing_slice(slices, s->now) + 1;
    bool changes = slices->count > 1 && (slices->periodic || next < slices->count);
    sim_time due = changes ? next * slices->slice - slices->phase : SIM_NEVER;
    if (of->shrinkage > 0) {
        sim_time midnight = (day_of(s, s->now) + 1) * SIM_DAY - civil_time_of_day(s->scenario->layout.start);
        due = midnight < due ? midnight : due;
    }
    return due;
}

/// Within a day only those are looked at whom the slices tell apart.
static void staffing_change(sim *s, schedule *k) {
    const scenario_group *of = group_of(s, k);
    int64_t day = day_of(s, s->now);
    uint32_t planned = agents_planned(&of->staffing, s->now), wanted = s->groups[k->group].wanted;
    if (of->shrinkage > 0 && day_of(s, s->now - 1) != day)
        wanted = count_present(s, of, 0, planned, day);
    else if (planned > k->planned)
        wanted += count_present(s, of, k->planned, planned, day);
    else
        wanted -= count_present(s, of, planned, k->planned, day);
    k->planned = planned;
    agents_staff(s, k->group, wanted);
}

static void staffing_begin(sim *s, schedule *k) {
    const scenario_group *of = group_of(s, k);
    k->planned = agents_planned(&of->staffing, s->now);
    agents_staff(s, k->group, count_present(s, of, 0, k->planned, day_of(s, s->now)));
}

static void shift_change_apply(sim *s, const schedule *k, const shift_step *step) {
    const scenario_group *of = group_of(s, k);
    const scenario_shift *shift = shift_of(s, k);
    int64_t day = day_of(s, s->now - step->into);
    bool works = step->change == SHIFT_BEGINS || step->change == BREAK_ENDS;
    for (uint32_t i = shift->first_agent; i < shift->first_agent + shift->agents; i++) {
        if (!works)
            agents_go(s, &s->agents[i]);
        else if (agent_is_present(s, of, i - of->first_agent, day))
            agents_come(s, &s->agents[i], step->change == SHIFT_BEGINS);
    }
}

/// Since Monday 00:00 of the week of `start`.
static sim_time week_time(const sim *s, sim_time time) {
    civil_time start = s->scenario->layout.start;
    return time + civil_weekday(start) * SIM_DAY + civil_time_of_day(start);
}

/// The step that was taken last at `time`, and in *since the time from it on.
static uint32_t shift_step_at(const sim *s, const scenario_shift *shift, sim_time time, sim_time *since) {
    sim_time at = week_time(s, time), of_week = at - floor_divide(at, WEEK) * WEEK;
    uint32_t next = 0;
    while (next < shift->step_count && shift->steps[next].at <= of_week)
        next++;
    uint32_t last = next > 0 ? next - 1 : shift->step_count - 1;
    *since = of_week - shift->steps[last].at + (next > 0 ? 0 : WEEK);
    return last;
}

static sim_time shift_next(const sim *s, const schedule *k) {
    const scenario_shift *shift = shift_of(s, k);
    sim_time at = week_time(s, s->now), of_week = at - floor_divide(at, WEEK) * WEEK;
    sim_time ahead = shift->steps[k->step].at - of_week;
    return s->now + (ahead > 0 ? ahead : ahead + WEEK);
}

static void shift_begin(sim *s, schedule *k) {
    const scenario_group *of = group_of(s, k);
    const scenario_shift *shift = shift_of(s, k);
    sim_time since = 0;
    uint32_t last = shift_step_at(s, shift, s->now, &since);
    const shift_step *step = &shift->steps[last];
    k->step = (last + 1) % shift->step_count;
    int64_t day = day_of(s, s->now - since - step->into);
    bool works = step->change == SHIFT_BEGINS || step->change == BREAK_ENDS;
    for (uint32_t i = shift->first_agent; works && i < shift->first_agent + shift->agents; i++)
        if (agent_is_present(s, of, i - of->first_agent, day))
            agents_come(s, &s->agents[i], true);
}

static void schedule_change(sim *s, schedule *k) {
    if (k->shift == NO_INDEX16) {
        staffing_change(s, k);
        return;
    }
    const scenario_shift *shift = shift_of(s, k);
    const shift_step *step = &shift->steps[k->step];
    k->step = (k->step + 1) % shift->step_count;
    shift_change_apply(s, k, step);
}

/// When the schedule changes next.
static void schedule_next(const sim *s, schedule *k) {
    sim_time due = k->shift == NO_INDEX16 ? staffing_next(s, group_of(s, k)) : shift_next(s, k);
    k->due = due < s->scenario->layout.duration || repeats(s, k) ? due : SIM_NEVER;
}

static void schedules_wait(sim *s) {
    schedule_list *all = &s->schedules;
    all->next = SIM_NEVER;
    for (uint32_t i = 0; i < all->count; i++)
        all->next = all->items[i].due < all->next ? all->items[i].due : all->next;
    all->timer = all->next == SIM_NEVER ? 0 : sim_schedule(s, all->next, EVENT_SCHEDULES_CHANGE, 0);
    all->events_done = s->events_done;
}

static void group_is_always_there(sim *s, uint16_t group_index) {
    const scenario_group *of = &s->scenario->groups[group_index];
    for (uint32_t i = of->first_agent; i < of->first_agent + of->size; i++)
        agents_come(s, &s->agents[i], true);
}

void schedules_begin(sim *s) {
    for (uint16_t g = 0; g < s->scenario->layout.group_count; g++) {
        const scenario_group *of = &s->scenario->groups[g];
        s->groups[g].wanted = UNLIMITED;
        if (of->staffing.count == 0 && of->shift_count == 0)
            group_is_always_there(s, g);
    }
    for (uint32_t i = 0; i < s->schedules.count; i++) {
        schedule *k = &s->schedules.items[i];
        if (k->shift == NO_INDEX16)
            staffing_begin(s, k);
        else
            shift_begin(s, k);
        schedule_next(s, k);
    }
    queueing_on_staff_change(s);
    schedules_wait(s);
}

void schedules_on_change(sim *s, uint32_t nothing) {
    (void)nothing;
    for (uint32_t i = 0; i < s->schedules.count; i++) {
        schedule *k = &s->schedules.items[i];
        if (k->due != s->now)
            continue;
        schedule_change(s, k);
        schedule_next(s, k);
    }
    queueing_on_staff_change(s);
    schedules_wait(s);
}

static bool somebody_waits_for_a_schedule(const sim *s) {
    for (uint16_t k = 0; k < s->scenario->layout.class_count; k++)
        for (uint16_t i = 0; s->schedules.repeat[k] && i < s->scenario->layout.site_count; i++)
            if (queue_of(s, i, k)->count > 0)
                return true;
    return false;
}

void schedules_review(sim *s) {
    schedule_list *all = &s->schedules;
    if (all->timer == 0 || sim_pending(s) > 1)
        return;
    // After a week without anything but changes of schedules, the next one will bring nothing else either.
    if (s->events_done != all->events_done)
        all->busy = s->now;
    if (somebody_waits_for_a_schedule(s) && all->next - all->busy <= WEEK)
        return;
    sim_cancel(s, &all->timer);
    all->next = SIM_NEVER;
}

static bool staffing_is_sound(const sim *s, const schedule *k, sim_time time) {
    const scenario_group *of = group_of(s, k);
    const group *g = &s->groups[k->group];
    if (g->wanted != count_present(s, of, 0, agents_planned(&of->staffing, time), day_of(s, time)))
        return false;
    return g->on_duty == g->wanted || (of->counter && g->on_duty > g->wanted && g->idle == 0);
}

static bool shift_is_sound(const sim *s, const schedule *k, sim_time time) {
    const scenario_group *of = group_of(s, k);
    const scenario_shift *shift = shift_of(s, k);
    sim_time since = 0;
    const shift_step *step = &shift->steps[shift_step_at(s, shift, time, &since)];
    bool works = step->change == SHIFT_BEGINS || step->change == BREAK_ENDS;
    int64_t day = day_of(s, time - since - step->into);
    for (uint32_t i = shift->first_agent; i < shift->first_agent + shift->agents; i++) {
        bool on_duty = works && agent_is_present(s, of, i - of->first_agent, day);
        if (on_duty != (s->agents[i].duty == DUTY_ON))
            return false;
    }
    return true;
}

bool schedules_are_sound(const sim *s) {
    sim_time end = s->scenario->layout.duration - 1;
    for (uint32_t i = 0; i < s->schedules.count; i++) {
        const schedule *k = &s->schedules.items[i];
        sim_time time = s->now < end || repeats(s, k) ? s->now : end;
        if (k->due <= s->now)
            continue; // about to change, at this very moment
        if (!(k->shift == NO_INDEX16 ? staffing_is_sound(s, k, time) : shift_is_sound(s, k, time)))
            return false;
    }
    return true;
}
