/// Callers who call again.
#ifndef MODEL_REDIAL_H
#define MODEL_REDIAL_H

#include "model/calls.h"
#include "scenario/compiled.h"

/// Whether the caller will call again after `cause`; schedules the return.
bool redial_decide(sim *s, call *c, redial_cause cause);
/// The caller will be back at a time, in a class: by its own attempt, or because the center calls it.
void redial_schedule(sim *s, call *c, sim_time time, uint16_t call_class);
void redial_on_return(sim *s, uint32_t slot);

#endif
