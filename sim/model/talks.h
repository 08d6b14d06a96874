/// What is special about some talks: dialling, handing over, and what a talk leads to.
#ifndef MODEL_TALKS_H
#define MODEL_TALKS_H

#include "model/calls.h"

/// Before a talk begins that is a call-back, or to which another agent has led the caller: sets its length.
void talks_prepare(sim *s, call *c);
/// Ends a talk that may lead to something.
void talks_end(sim *s, call *c);

#endif
