/// The voice menu: a graph of steps.
#ifndef MODEL_IVR_H
#define MODEL_IVR_H

#include "model/calls.h"

/// A new attempt comes to the IVR, if it gets a port.
void ivr_enter(sim *s, call *c);
/// It has its port: begins.
void ivr_start(sim *s, call *c);
/// A call that has waited for an agent goes on in the IVR.
void ivr_go_on(sim *s, call *c, uint16_t step);
/// The step is over, and its backend has answered: goes on to what is next.
void ivr_leave_step(sim *s, call *c);
void ivr_on_step_end(sim *s, uint32_t slot);

#endif
