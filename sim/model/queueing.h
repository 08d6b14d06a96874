/// Queues of one class at one site; patience.
#ifndef MODEL_QUEUEING_H
#define MODEL_QUEUEING_H

#include "model/calls.h"

/// A queue of one class at one site: a list in the order of asking.
typedef struct call_queue {
    uint32_t first, last, count;
} call_queue;

/// Whether the call has waited long enough for those who take calls only after that time: one whose talk was
/// cut has done so before.
static inline bool queueing_has_waited(const call *c, sim_time now, sim_time after) {
    return now - c->asked >= after || c->goes_first;
}
/// Whether `a`, which is in the queue, stands there before `b`.
static inline bool queueing_stands_before(const call *a, const call *b) {
    return a->goes_first == b->goes_first ? a->asked <= b->asked : a->goes_first;
}
/// The call asks for an agent: answered at once, queued, or blocked.
void queueing_ask(sim *s, call *c);
void queueing_remove(sim *s, call *c);
void queueing_on_patience_end(sim *s, uint32_t slot);
/// The call has waited so long that more groups may take it.
void queueing_on_overflow(sim *s, uint32_t slot);
void queueing_on_milestone(sim *s, uint32_t slot);
/// Schedules have changed: where the last who serve a class have gone home, those who wait for them may be
/// disconnected.
void queueing_on_staff_change(sim *s);
/// Moves those who wait at `from` and entered by `entry` to the queues of `to`, keeping the order of asking.
void queueing_move_waiting(sim *s, uint16_t entry, uint16_t from, uint16_t to);
/// Gives waiting calls to free agents as long as there are both, at one site.
void queueing_serve_site(sim *s, uint16_t site_index);

#endif
