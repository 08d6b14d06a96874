/// Legs: work for agents that follows from a call without being an attempt: transfers, calls that are sent
/// on, call-backs, work orders.
#ifndef MODEL_LEGS_H
#define MODEL_LEGS_H

#include "model/calls.h"

/// A caller who has led to so many legs leads to no more: no chain of them may go on for ever.
enum { LEGS_MAX = 100 };

/// The call, ENTERING or AWAY, goes on as a leg of a class.
void legs_begin(sim *s, call *c, uint16_t to_class, leg_kind kind);
/// A leg of its own, beside the caller `of` (a copy: it may have left): a work order, or a call-back about
/// it.
void legs_add(sim *s, const call *of, uint16_t to_class, leg_kind kind);
/// A customer calls because of `of`: an attempt, counted as a return.
void legs_add_attempt(sim *s, const call *of, uint16_t to_class);
/// Its deadline has passed.
void legs_on_deadline(sim *s, call *c);

#endif
