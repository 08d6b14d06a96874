/// Callers who call again.
#ifndef MODEL_REDIAL_H
#define MODEL_REDIAL_H

#include "model/calls.h"
#include "scenario/compiled.h"

/// Whether the caller will call again after `cause`; schedules the return.
bool redial_decide(sim *s, call *c, redial_cause cause);
void redial_on_return(sim *s, uint32_t slot);

#endif
