#include "event/event_queue.h"

#include <stdlib.h>

#include "base/check.h"

#define SLOT_MASK     ((UINT64_C(1) << EVENT_SLOT_BITS) - 1)
#define SEQUENCE_MASK ((UINT64_C(1) << EVENT_SEQUENCE_BITS) - 1)

enum { ARITY = 4, CAPACITY_FIRST = 256 };

/// A node as one number, in the same order: to the processor it is a coin toss which of two events comes
/// first, so nothing may branch on it.
__extension__ typedef __int128 event_key;

enum { LINE = 64, BEFORE_ROOT = ARITY - 1 };

static const event_node node_never = {.time = EVENT_TIME_END, .order = UINT64_MAX};

static inline event_key key_of(event_node n) {
    __extension__ typedef unsigned __int128 bits;
    return (event_key)((bits)(uint64_t)n.time << 64U | n.order);
}

static inline bool node_is_before(event_node a, event_node b) {
    return key_of(a) < key_of(b);
}

static inline uint32_t node_slot(event_node n) {
    return (uint32_t)(n.order & SLOT_MASK);
}

bool event_queue_create(event_queue *q) {
    *q = (event_queue){.first_free = 0};
    q->positions = calloc(1, sizeof *q->positions);
    return q->positions != NULL;
}

static void heap_free(event_node *heap) {
    if (heap)
        free(heap - BEFORE_ROOT);
}

void event_queue_destroy(event_queue *q) {
    heap_free(q->heap);
    free(q->positions);
    free(q->what);
    *q = (event_queue){0};
}

/// The root lies before the begin of a cache line, so that the children of a node fill one.
static bool heap_grow(event_queue *q, uint32_t capacity) {
    size_t nodes = BEFORE_ROOT + (size_t)capacity + ARITY;
    event_node *heap = aligned_alloc(LINE, (nodes * sizeof *heap + LINE - 1) / LINE * LINE);
    if (!heap)
        return false;
    heap += BEFORE_ROOT;
    for (uint32_t i = 0; i < capacity + ARITY; i++)
        heap[i] = i < q->count ? q->heap[i] : node_never;
    heap_free(q->heap);
    q->heap = heap;
    return true;
}

static bool slots_grow(event_queue *q, uint32_t capacity) {
    uint32_t *positions = realloc(q->positions, ((size_t)capacity + 1) * sizeof *positions);
    if (!positions)
        return false;
    q->positions = positions;
    event_what *what = realloc(q->what, ((size_t)capacity + 1) * sizeof *what);
    if (!what)
        return false;
    q->what = what;
    return true;
}

static bool event_queue_grow(event_queue *q) {
    uint32_t capacity = q->capacity ? 2 * q->capacity : CAPACITY_FIRST;
    if (capacity > EVENT_SLOTS_MAX - 1)
        capacity = EVENT_SLOTS_MAX - 1;
    if (capacity == q->capacity || !heap_grow(q, capacity) || !slots_grow(q, capacity))
        return false;
    for (uint32_t slot = capacity; slot > q->capacity; slot--) {
        q->positions[slot] = q->first_free;
        q->first_free = slot;
    }
    q->capacity = capacity;
    return true;
}

static inline void heap_place(event_queue *q, uint32_t position, event_node node) {
    q->heap[position] = node;
    q->positions[node_slot(node)] = position;
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

/// All bits when a < b, else none.
static inline int64_t mask_if_less(int64_t a, int64_t b) {
    return (a - b) >> 63;
}

static uint32_t earliest_of_ties(const event_node *n) {
    uint32_t a = node_is_before(n[1], n[0]), b = 2 + (uint32_t)node_is_before(n[3], n[2]);
    return node_is_before(n[b], n[a]) ? b : a;
}

/// The earliest of four nodes; those beyond the last one of the heap are later than everything. By times
/// alone where they differ, as they nearly always do: each step down the heap waits for this answer.
static inline uint32_t earliest_of(const event_node *n) {
    int64_t odd = mask_if_less(n[1].time, n[0].time), last = mask_if_less(n[3].time, n[2].time);
    int64_t a = n[0].time + ((n[1].time - n[0].time) & odd), b = n[2].time + ((n[3].time - n[2].time) & last);
    if (__builtin_expect(n[0].time == n[1].time || n[2].time == n[3].time || a == b, false))
        return earliest_of_ties(n);
    int64_t first = -odd, second = 2 - last;
    return (uint32_t)(first ^ ((first ^ second) & mask_if_less(b, a)));
}

/// Moves `node` from a hole at `position` towards the leaves.
static void heap_sink(event_queue *q, size_t position, event_node node) {
    event_node *heap = q->heap;
    uint32_t *positions = q->positions;
    size_t count = q->count, first;
    while ((first = ARITY * position + 1) < count) {
        size_t child = first + earliest_of(heap + first);
        event_node next = heap[child];
        if (!node_is_before(next, node))
            break;
        heap[position] = next;
        positions[node_slot(next)] = (uint32_t)position;
        position = child;
    }
    heap[position] = node;
    positions[node_slot(node)] = (uint32_t)position;
}

event_handle event_queue_add(event_queue *q, sim_time time, unsigned rank, uint16_t kind, uint32_t subject) {
    SIM_ASSERT(rank < EVENT_RANKS && time > -EVENT_TIME_END && time < EVENT_TIME_END);
    if (q->first_free == 0 && !event_queue_grow(q))
        return 0;
    uint32_t slot = q->first_free;
    q->first_free = q->positions[slot];
    q->what[slot] = (event_what){.subject = subject, .kind = kind};
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
    q->positions[slot] = q->first_free;
    q->first_free = slot;
}

/// Fills the hole at `position` with the last node.
static void heap_remove(event_queue *q, uint32_t position) {
    event_node last = q->heap[--q->count];
    q->heap[q->count] = node_never;
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
    uint32_t position = q->positions[handle];
    SIM_REQUIRE(handle != 0 && position < q->count && node_slot(q->heap[position]) == handle);
    heap_remove(q, position);
    slot_release(q, handle);
}

bool event_queue_next(event_queue *q, sim_time limit, event *out) {
    heap_close_hole(q);
    if (q->count == 0 || q->heap[0].time > limit)
        return false;
    uint32_t slot = node_slot(q->heap[0]);
    *out = (event){.time = q->heap[0].time, .subject = q->what[slot].subject, .kind = q->what[slot].kind};
    q->has_hole = true;
    slot_release(q, slot);
    return true;
}

sim_time event_queue_first(event_queue *q) {
    heap_close_hole(q);
    return q->count > 0 ? q->heap[0].time : EVENT_TIME_END;
}

bool event_queue_peek(const event_queue *q, event_what *out) {
    if (q->count <= ARITY)
        return false;
    *out = q->what[node_slot(q->heap[q->has_hole ? 1 + earliest_of(q->heap + 1) : 0])];
    return true;
}

sim_time event_queue_time(const event_queue *q, event_handle handle) {
    return q->heap[q->positions[handle]].time;
}

bool event_queue_is_sound(const event_queue *q) {
    for (uint32_t i = q->has_hole; i < q->count; i++) {
        if (q->positions[node_slot(q->heap[i])] != i)
            return false;
        if (i > ARITY * (uint32_t)q->has_hole && i > 0 &&
            !node_is_before(q->heap[(i - 1) / ARITY], q->heap[i]))
            return false;
    }
    return true;
}
