/// Who is scheduled when: staffing, shifts, breaks, absence.
#ifndef MODEL_SCHEDULES_H
#define MODEL_SCHEDULES_H

#include <hotline/sim.h>

#include "event/event_queue.h"

/// A group's staffing, or one of its shifts.
typedef struct schedule {
    sim_time due;     ///< when it changes next; SIM_NEVER: it stays as it is
    uint32_t planned; ///< staffing: agents scheduled, the absent ones too
    uint32_t step;    ///< shift: what is due
    uint16_t group;
    uint16_t shift; ///< NO_INDEX16: staffing
} schedule;

typedef struct schedule_list {
    uint32_t count;
    schedule *items; ///< in order of the groups
    bool *repeat;    ///< by class: schedules that repeat bring somebody who serves it, week after week
    event_handle timer;
    sim_time next;        ///< the first change that is due; SIM_NEVER: there is none
    sim_time busy;        ///< in the drain: when something else happened last
    uint64_t events_done; ///< of the simulation, at the last change
} schedule_list;

bool schedules_create(sim *s);
void schedules_destroy(sim *s);
/// Those who are scheduled now are on duty, and everybody of groups without a schedule.
void schedules_begin(sim *s);
/// All changes of this moment, in order of the groups.
void schedules_on_change(sim *s, uint32_t nothing);
/// In the drain, between two events: the schedules end as soon as nobody waits for whom they will bring
/// somebody, and nothing else can happen before their next change.
void schedules_review(sim *s);
/// Whether those are on duty whom the schedules name.
bool schedules_are_sound(const sim *s);

#endif
