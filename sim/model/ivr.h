/// The voice menu: a graph of steps.
#ifndef MODEL_IVR_H
#define MODEL_IVR_H

#include "model/calls.h"

void ivr_enter(sim *s, call *c);
void ivr_on_step_end(sim *s, uint32_t slot);

#endif
