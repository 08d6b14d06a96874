#include "event/event_queue.h"

#include <stdlib.h>

#include "base/check.h"

#define SLOT_MASK     ((UINT64_C(1) << EVENT_SLOT_BITS) - 1)
#define SEQUENCE_MASK ((UINT64_C(1) << EVENT_SEQUENCE_BITS) - 1)

enum { ARITY = 4, CAPACITY_FIRST = 256 };

/// Without a branch: which of two pending events comes first is a coin toss to the processor.
static inline bool node_is_before(event_node a, event_node b) {
    return (a.time < b.time) | ((a.time == b.time) & (a.order < b.order));
}

static inline uint32_t node_slot(event_node n) {
    return (uint32_t)(n.order & SLOT_MASK);
}

bool event_queue_create(event_queue *q) {
    *q = (event_queue){.first_free = 0};
    q->slots = calloc(1, sizeof *q->slots);
    return q->slots != NULL;
}

void event_queue_destroy(event_queue *q) {
    free(q->heap);
    free(q->slots);
    *q = (event_queue){0};
}

static bool event_queue_grow(event_queue *q) {
    uint32_t capacity = q->capacity ? 2 * q->capacity : CAPACITY_FIRST;
    if (capacity > EVENT_SLOTS_MAX - 1)
        capacity = EVENT_SLOTS_MAX - 1;
    if (capacity == q->capacity)
        return false;
    event_node *heap = realloc(q->heap, capacity * sizeof *heap);
    if (!heap)
        return false;
    q->heap = heap;
    event_slot *slots = realloc(q->slots, ((size_t)capacity + 1) * sizeof *slots);
    if (!slots)
        return false;
    q->slots = slots;
    for (uint32_t slot = capacity; slot > q->capacity; slot--) {
        slots[slot].position = q->first_free;
        q->first_free = slot;
    }
    q->capacity = capacity;
    return true;
}

static inline void heap_place(event_queue *q, uint32_t position, event_node node) {
    q->heap[position] = node;
    q->slots[node_slot(node)].position = position;
}

/// Moves `node` from a hole at `position` towards the root.
static void heap_rise(event_queue *q, uint32_t position, event_node node) {
    while (position > 0) {
        uint32_t parent = (position - 1) / ARITY;
        if (!node_is_before(node, q->heap[parent]))
            break;
        heap_place(q, position, q->heap[parent]);
        position = parent;
    }
    heap_place(q, position, node);
}

static inline uint32_t earlier(const event_queue *q, uint32_t a, uint32_t b) {
    return node_is_before(q->heap[b], q->heap[a]) ? b : a;
}

/// The earliest of the children from `first` on, of which there is at least one.
static inline uint32_t heap_first_child(const event_queue *q, uint32_t first) {
    if (first + ARITY <= q->count)
        return earlier(q, earlier(q, first, first + 1), earlier(q, first + 2, first + 3));
    uint32_t best = first;
    for (uint32_t child = first + 1; child < q->count; child++)
        best = earlier(q, best, child);
    return best;
}

/// Moves `node` from a hole at `position` towards the leaves.
static void heap_sink(event_queue *q, uint32_t position, event_node node) {
    for (;;) {
        uint32_t first = ARITY * position + 1;
        if (first >= q->count)
            break;
        uint32_t child = heap_first_child(q, first);
        if (!node_is_before(q->heap[child], node))
            break;
        heap_place(q, position, q->heap[child]);
        position = child;
    }
    heap_place(q, position, node);
}

event_handle event_queue_add(event_queue *q, sim_time time, unsigned rank, uint16_t kind, uint32_t subject) {
    SIM_ASSERT(rank < EVENT_RANKS);
    if (q->first_free == 0 && !event_queue_grow(q))
        return 0;
    uint32_t slot = q->first_free;
    event_slot *s = &q->slots[slot];
    q->first_free = s->position;
    s->kind = kind;
    s->subject = subject;
    uint64_t order = (uint64_t)rank << (EVENT_SEQUENCE_BITS + EVENT_SLOT_BITS) |
                     (q->sequence++ & SEQUENCE_MASK) << EVENT_SLOT_BITS | slot;
    event_node node = {.time = time, .order = order};
    if (q->has_hole)
        heap_sink(q, 0, node);
    else
        heap_rise(q, q->count++, node);
    q->has_hole = false;
    return slot;
}

static void slot_release(event_queue *q, uint32_t slot) {
    q->slots[slot].position = q->first_free;
    q->first_free = slot;
}

/// Fills the hole at `position` with the last node.
static void heap_remove(event_queue *q, uint32_t position) {
    event_node last = q->heap[--q->count];
    if (position == q->count)
        return;
    if (position > 0 && node_is_before(last, q->heap[(position - 1) / ARITY]))
        heap_rise(q, position, last);
    else
        heap_sink(q, position, last);
}

static void heap_close_hole(event_queue *q) {
    if (q->has_hole)
        heap_remove(q, 0);
    q->has_hole = false;
}

void event_queue_cancel(event_queue *q, event_handle handle) {
    heap_close_hole(q);
    uint32_t position = q->slots[handle].position;
    SIM_REQUIRE(handle != 0 && position < q->count && node_slot(q->heap[position]) == handle);
    heap_remove(q, position);
    slot_release(q, handle);
}

bool event_queue_next(event_queue *q, sim_time limit, event *out) {
    heap_close_hole(q);
    if (q->count == 0 || q->heap[0].time > limit)
        return false;
    uint32_t slot = node_slot(q->heap[0]);
    *out = (event){.time = q->heap[0].time, .subject = q->slots[slot].subject, .kind = q->slots[slot].kind};
    q->has_hole = true;
    slot_release(q, slot);
    return true;
}

sim_time event_queue_time(const event_queue *q, event_handle handle) {
    return q->heap[q->slots[handle].position].time;
}

bool event_queue_is_sound(const event_queue *q) {
    for (uint32_t i = q->has_hole; i < q->count; i++) {
        if (q->slots[node_slot(q->heap[i])].position != i)
            return false;
        if (i > ARITY * (uint32_t)q->has_hole && i > 0 &&
            !node_is_before(q->heap[(i - 1) / ARITY], q->heap[i]))
            return false;
    }
    return true;
}
