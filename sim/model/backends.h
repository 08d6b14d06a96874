/// The systems that steps of the voice menu ask.
#ifndef MODEL_BACKENDS_H
#define MODEL_BACKENDS_H

#include <hotline/sim.h>

#include "model/calls.h"

/// The queries to one backend. A query is no thing of its own: it is its call, which has one at most.
typedef struct backend {
    uint32_t running;
    uint32_t first, last, waiting; ///< calls, in the order of asking
} backend;

bool backends_create(sim *s);
/// The call's step is over but for the answer of its backend.
void backends_ask(sim *s, call *c);
void backends_on_answer(sim *s, uint32_t slot);
/// The call is lost, and its query with it, if it has one: the backend does not go on with it.
void backends_forget(sim *s, call *c);
/// Begins the queries for which there is room, after calls were lost.
void backends_serve(sim *s);
/// Counters and lists agree with the calls.
bool backends_are_sound(const sim *s);

#endif
