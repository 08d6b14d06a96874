/// What the hand-written loops share: ziggurat variates, a 4-ary heap of 16-byte nodes ordered by integer
/// times, a recycled ring of call records. All inline, each loop in one translation unit.
#ifndef BENCH_HAND_PARTS_H
#define BENCH_HAND_PARTS_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

enum { HAND_ARITY = 4, HAND_LAYERS = 256, HAND_RING = 1 << 16, HAND_PENDING_MAX = 1 << 19, HAND_LINE = 64 };

typedef struct hand_random {
    uint64_t state[4];
    uint64_t k[HAND_LAYERS];
    double w[HAND_LAYERS], f[HAND_LAYERS];
} hand_random;

static inline uint64_t hand_rotate(uint64_t x, int k) {
    return x << k | x >> (64 - k);
}

/// xoshiro256++ (Blackman, Vigna 2019).
static inline uint64_t hand_word(hand_random *r) {
    uint64_t *s = r->state, result = hand_rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = hand_rotate(s[3], 45);
    return result;
}

static const double hand_tail = 7.69711747013104972;

/// Ziggurat of the exponential law, Marsaglia and Tsang 2000; 53 bits of x. Seeded by splitmix64.
static inline void hand_random_create(hand_random *r, uint64_t seed) {
    for (int i = 0; i < 4; i++) {
        uint64_t z = seed += UINT64_C(0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
        z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
        r->state[i] = z ^ (z >> 31);
    }
    const double area = 0.003949659822581572, scale = 0x1p53;
    double x = hand_tail, last = hand_tail, q = area / exp(-hand_tail);
    r->k[0] = (uint64_t)(x / q * scale);
    r->k[1] = 0;
    r->w[0] = q / scale;
    r->w[HAND_LAYERS - 1] = x / scale;
    r->f[0] = 1;
    r->f[HAND_LAYERS - 1] = exp(-x);
    for (int i = HAND_LAYERS - 2; i >= 1; i--) {
        x = -log(area / last + exp(-last));
        r->k[i + 1] = (uint64_t)(x / last * scale);
        last = x;
        r->f[i] = exp(-x);
        r->w[i] = x / scale;
    }
}

static inline double hand_unit(hand_random *r) {
    return ((double)(hand_word(r) >> 11) + 0.5) * 0x1p-53;
}

static inline double hand_exponential(hand_random *r) {
    for (;;) {
        uint64_t word = hand_word(r), j = word >> 11;
        unsigned i = word & (HAND_LAYERS - 1);
        double x = (double)(int64_t)j * r->w[i];
        if (__builtin_expect(j < r->k[i], 1))
            return x;
        if (i == 0)
            return hand_tail - log(hand_unit(r));
        if (r->f[i] + hand_unit(r) * (r->f[i - 1] - r->f[i]) < exp(-x))
            return x;
    }
}

typedef struct hand_node {
    int64_t time;
    uint64_t what; ///< kind in the top bits
} hand_node;

typedef struct hand_heap {
    hand_node *nodes; ///< siblings share a cache line
    void *memory;
    uint32_t count;
} hand_heap;

/// Later than everything, yet so near that differences of times do not overflow.
#define HAND_NEVER (INT64_C(1) << 62)

static inline bool hand_heap_create(hand_heap *h) {
    enum { NODES = HAND_PENDING_MAX + 2 * HAND_ARITY };
    h->memory = aligned_alloc(HAND_LINE, NODES * sizeof(hand_node));
    h->nodes = (hand_node *)h->memory + HAND_ARITY - 1;
    h->count = 0;
    for (uint32_t i = 0; h->memory && i < HAND_PENDING_MAX + HAND_ARITY; i++)
        h->nodes[i].time = HAND_NEVER;
    return h->memory;
}

static inline void hand_push(hand_heap *h, hand_node n) {
    uint32_t i = h->count++;
    while (i > 0 && n.time < h->nodes[(i - 1) / HAND_ARITY].time) {
        h->nodes[i] = h->nodes[(i - 1) / HAND_ARITY];
        i = (i - 1) / HAND_ARITY;
    }
    h->nodes[i] = n;
}

/// All bits when a < b, else none: nothing may branch on which of two events comes first, it is a coin toss.
static inline int64_t hand_less(int64_t a, int64_t b) {
    return (a - b) >> 63;
}

/// The earliest of four nodes.
static inline uint32_t hand_earliest(const hand_node *n) {
    int64_t odd = hand_less(n[1].time, n[0].time), last = hand_less(n[3].time, n[2].time);
    int64_t a = n[0].time + ((n[1].time - n[0].time) & odd), b = n[2].time + ((n[3].time - n[2].time) & last);
    int64_t first = -odd, second = 2 - last;
    return (uint32_t)(first ^ ((first ^ second) & hand_less(b, a)));
}

/// Puts `n` in the place of the first node. Nodes beyond the last are later than everything.
static inline void hand_replace(hand_heap *h, hand_node n) {
    hand_node *nodes = h->nodes;
    size_t i = 0, count = h->count, first;
    while ((first = HAND_ARITY * i + 1) < count) {
        size_t best = first + hand_earliest(nodes + first);
        if (nodes[best].time >= n.time)
            break;
        nodes[i] = nodes[best];
        i = best;
    }
    nodes[i] = n;
}

static inline void hand_pop(hand_heap *h) {
    hand_node last = h->nodes[--h->count];
    h->nodes[h->count].time = HAND_NEVER;
    if (h->count > 0)
        hand_replace(h, last);
}

typedef struct hand_call {
    int64_t asked;
    uint64_t number; ///< UINT64_MAX: answered, or has given up
    uint64_t unused; ///< keeps the record at 24 bytes
} hand_call;

/// Who waits, longest first.
typedef struct hand_queue {
    hand_call *ring;
    uint64_t first, last;
} hand_queue;

static inline uint64_t hand_queue_append(hand_queue *q, int64_t now, uint64_t number) {
    q->ring[q->last & (HAND_RING - 1)] = (hand_call){.asked = now, .number = number};
    return q->last++;
}

/// The first who still waits; NULL when nobody does.
static inline hand_call *hand_queue_head(hand_queue *q) {
    for (; q->first != q->last; q->first++) {
        hand_call *c = &q->ring[q->first & (HAND_RING - 1)];
        if (c->number != UINT64_MAX)
            return c;
    }
    return NULL;
}

/// True when the caller of that place still waited.
static inline bool hand_queue_give_up(hand_queue *q, uint64_t place) {
    hand_call *c = &q->ring[place & (HAND_RING - 1)];
    if (place < q->first || c->number == UINT64_MAX)
        return false;
    c->number = UINT64_MAX;
    return true;
}

/// Free agents, longest idle first.
typedef struct hand_idle {
    uint32_t *agents;
    uint32_t first, count, size;
} hand_idle;

static inline uint32_t hand_idle_take(hand_idle *g) {
    uint32_t agent = g->agents[g->first];
    g->first = g->first + 1 == g->size ? 0 : g->first + 1;
    g->count--;
    return agent;
}

static inline void hand_idle_add(hand_idle *g, uint32_t agent) {
    uint32_t end = g->first + g->count;
    g->agents[end >= g->size ? end - g->size : end] = agent;
    g->count++;
}

#endif
