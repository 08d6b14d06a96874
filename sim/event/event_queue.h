/// Pending events in a total order: time, then rank, then order of scheduling.
#ifndef EVENT_EVENT_QUEUE_H
#define EVENT_EVENT_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include <hotline/time.h>

enum {
    EVENT_RANK_BITS = 4,
    EVENT_SEQUENCE_BITS = 36,
    EVENT_SLOT_BITS = 24,
    EVENT_RANKS = 1 << EVENT_RANK_BITS,
    EVENT_SLOTS_MAX = 1 << EVENT_SLOT_BITS,
};

/// Beyond SIM_NEVER and what a simulation may add to it, yet so near that differences of times never
/// overflow.
#define EVENT_TIME_END (INT64_C(1) << 62)

/// A pending event, for cancelling; 0 is none. Given out again once the event has happened.
typedef uint32_t event_handle;

/// What happens: a kind and whom it concerns, both the caller's business.
typedef struct event {
    sim_time time;
    uint32_t subject;
    uint16_t kind;
} event;

/// `order` holds rank, sequence and slot, high to low: comparing (time, order) is the total order.
/// The sequence may wrap after 2^36 events: the order stays total, and the same in every run.
typedef struct event_node {
    uint64_t order;
    sim_time time;
} event_node;

/// What a slot holds besides its place in the heap.
typedef struct event_what {
    uint32_t subject;
    uint16_t kind;
} event_what;

/// A 4-ary heap whose entries know their place, so that cancelling removes them for real.
/// An event that was taken leaves a hole at the root, which the next one scheduled may fill: taking one and
/// scheduling one, the usual pair, is then a single walk through the heap.
typedef struct event_queue {
    event_node *heap;    ///< siblings share a cache line; from `count` on: later than everything
    uint32_t *positions; ///< in the heap, by slot; of a free slot: the next free one. 0 is never given out
    event_what *what;    ///< by slot
    uint32_t count, capacity; ///< count: of `heap`, the hole included
    bool has_hole;
    uint32_t first_free;
    uint64_t sequence;
} event_queue;

/// False when memory is exhausted.
bool event_queue_create(event_queue *q);
void event_queue_destroy(event_queue *q);

/// Schedules an event. time: between -EVENT_TIME_END and EVENT_TIME_END, both excluded. rank: 0 ..
/// EVENT_RANKS - 1, lower happens first among equal times. 0 when there is no room (2^24 - 1 pending events,
/// or memory is exhausted).
event_handle event_queue_add(event_queue *q, sim_time time, unsigned rank, uint16_t kind, uint32_t subject);

/// Removes a pending event.
void event_queue_cancel(event_queue *q, event_handle handle);

/// Takes the first event out, unless there is none or it is later than `limit`.
bool event_queue_next(event_queue *q, sim_time limit, event *out);

/// Time of the first event; EVENT_TIME_END when there is none.
sim_time event_queue_first(event_queue *q);

/// The next event, if none is scheduled before it. False when there are too few to tell. Right after
/// event_queue_next it looks past the event that was taken.
bool event_queue_peek(const event_queue *q, event_what *out);

/// Number of pending events.
static inline uint32_t event_queue_count(const event_queue *q) {
    return q->count - q->has_hole;
}

/// Time of a pending event.
sim_time event_queue_time(const event_queue *q, event_handle handle);

/// Whether order and positions are right everywhere: for checks.
bool event_queue_is_sound(const event_queue *q);

#endif
