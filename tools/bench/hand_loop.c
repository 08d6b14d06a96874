#include "hand_loop.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

// 4-ary heap of 16-byte nodes, integer times, fused pop and push, ziggurat, call records in a recycled ring.

enum { ARITY = 4, LAYERS = 256, RING = 1 << 16, PENDING_MAX = 1 << 18 };

typedef struct node {
    int64_t time;
    uint64_t what; ///< kind in the top bits, then an agent or the number of a call
} node;

enum { ARRIVAL, TALK_END, PATIENCE_END };
#define KIND_SHIFT 62

typedef struct waiting_call {
    int64_t asked;
    uint64_t number; ///< UINT64_MAX: answered, or has given up
    uint64_t unused; ///< keeps the record at 24 bytes
} waiting_call;

typedef struct ziggurat {
    uint64_t k[LAYERS];
    double w[LAYERS], f[LAYERS];
} ziggurat;

typedef struct loop {
    node *heap;
    uint32_t pending;
    uint64_t random[4];
    ziggurat exponential;
    waiting_call *ring;
    uint64_t first, last; ///< of those in the ring
    uint16_t *idle;       ///< longest idle first
    uint32_t idle_first, idle_count, agents;
    double talk, patience;
    hand_loop_counts counts;
} loop;

static inline uint64_t rotate(uint64_t x, int k) {
    return x << k | x >> (64 - k);
}

/// xoshiro256++ (Blackman, Vigna 2019).
static inline uint64_t random_word(loop *l) {
    uint64_t *s = l->random, result = rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

static void random_seed(loop *l, uint64_t seed) {
    for (int i = 0; i < 4; i++) { // splitmix64
        uint64_t z = seed += UINT64_C(0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
        z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
        l->random[i] = z ^ (z >> 31);
    }
}

/// Marsaglia and Tsang 2000, 256 layers; 53 bits of x.
static void ziggurat_create(ziggurat *z) {
    const double tail = 7.69711747013104972, area = 0.003949659822581572, scale = 0x1p53;
    double x = tail, last = tail, q = area / exp(-tail);
    z->k[0] = (uint64_t)(x / q * scale);
    z->k[1] = 0;
    z->w[0] = q / scale;
    z->w[LAYERS - 1] = x / scale;
    z->f[0] = 1;
    z->f[LAYERS - 1] = exp(-x);
    for (int i = LAYERS - 2; i >= 1; i--) {
        x = -log(area / last + exp(-last));
        z->k[i + 1] = (uint64_t)(x / last * scale);
        last = x;
        z->f[i] = exp(-x);
        z->w[i] = x / scale;
    }
}

static inline double random_unit(loop *l) {
    return ((double)(random_word(l) >> 11) + 0.5) * 0x1p-53;
}

static inline double random_exponential(loop *l) {
    const ziggurat *z = &l->exponential;
    for (;;) {
        uint64_t word = random_word(l), j = word >> 11;
        unsigned i = word & (LAYERS - 1);
        double x = (double)j * z->w[i];
        if (__builtin_expect(j < z->k[i], 1))
            return x;
        if (i == 0)
            return 7.69711747013104972 - log(random_unit(l));
        if (z->f[i] + random_unit(l) * (z->f[i - 1] - z->f[i]) < exp(-x))
            return x;
    }
}

static inline int64_t after(loop *l, int64_t now, double mean_us) {
    return now + (int64_t)(random_exponential(l) * mean_us);
}

static inline void heap_push(loop *l, node n) {
    uint32_t i = l->pending++;
    while (i > 0 && n.time < l->heap[(i - 1) / ARITY].time) {
        l->heap[i] = l->heap[(i - 1) / ARITY];
        i = (i - 1) / ARITY;
    }
    l->heap[i] = n;
}

/// Puts `n` in the place of the first node.
static inline void heap_replace(loop *l, node n) {
    uint32_t i = 0;
    for (;;) {
        uint32_t child = ARITY * i + 1, best = child;
        if (child + ARITY <= l->pending) {
            best = l->heap[child + 1].time < l->heap[best].time ? child + 1 : best;
            best = l->heap[child + 2].time < l->heap[best].time ? child + 2 : best;
            best = l->heap[child + 3].time < l->heap[best].time ? child + 3 : best;
        } else {
            if (child >= l->pending)
                break;
            for (uint32_t other = child + 1; other < l->pending; other++)
                best = l->heap[other].time < l->heap[best].time ? other : best;
        }
        if (l->heap[best].time >= n.time)
            break;
        l->heap[i] = l->heap[best];
        i = best;
    }
    l->heap[i] = n;
}

static inline void heap_pop(loop *l) {
    node last = l->heap[--l->pending];
    if (l->pending > 0)
        heap_replace(l, last);
}

static inline void call_arrives(loop *l, int64_t now) {
    uint64_t number = l->counts.offered++;
    if (l->idle_count > 0) {
        uint16_t agent = l->idle[l->idle_first];
        l->idle_first = l->idle_first + 1 == l->agents ? 0 : l->idle_first + 1;
        l->idle_count--;
        l->counts.answered++;
        heap_push(l, (node){after(l, now, l->talk), (uint64_t)TALK_END << KIND_SHIFT | agent});
        return;
    }
    l->counts.queued++;
    l->ring[l->last++ & (RING - 1)] = (waiting_call){.asked = now, .number = number};
    if (l->patience > 0)
        heap_push(l,
                  (node){after(l, now, l->patience), (uint64_t)PATIENCE_END << KIND_SHIFT | (l->last - 1)});
}

static inline void talk_ends(loop *l, int64_t now, uint64_t agent) {
    while (l->first != l->last) {
        waiting_call *c = &l->ring[l->first++ & (RING - 1)];
        if (c->number == UINT64_MAX)
            continue;
        c->number = UINT64_MAX;
        l->counts.answered++;
        heap_replace(l, (node){after(l, now, l->talk), (uint64_t)TALK_END << KIND_SHIFT | agent});
        return;
    }
    uint32_t end = l->idle_first + l->idle_count;
    l->idle[end >= l->agents ? end - l->agents : end] = (uint16_t)agent;
    l->idle_count++;
    heap_pop(l);
}

static inline void patience_ends(loop *l, uint64_t place) {
    heap_pop(l);
    waiting_call *c = &l->ring[place & (RING - 1)];
    if (place < l->first || c->number == UINT64_MAX)
        return;
    c->number = UINT64_MAX;
    l->counts.abandoned++;
}

static void loop_run(loop *l, const hand_loop_case *c) {
    int64_t end = (int64_t)(c->duration_s * 1e6);
    double gap = 1e6 / c->arrivals_per_s;
    heap_push(l, (node){after(l, 0, gap), 0});
    while (l->pending > 0 && l->pending < PENDING_MAX - 1 && l->last - l->first < RING) {
        node n = l->heap[0];
        uint64_t subject = n.what & ((UINT64_C(1) << KIND_SHIFT) - 1);
        switch (n.what >> KIND_SHIFT) {
        case ARRIVAL: {
            int64_t next = after(l, n.time, gap);
            if (next < end)
                heap_replace(l, (node){next, 0});
            else
                heap_pop(l);
            call_arrives(l, n.time);
            break;
        }
        case TALK_END:
            talk_ends(l, n.time, subject);
            break;
        default:
            patience_ends(l, subject);
        }
    }
}

hand_loop_counts hand_loop_run(const hand_loop_case *c) {
    loop *l = calloc(1, sizeof *l);
    if (!l)
        return (hand_loop_counts){0};
    l->heap = malloc(PENDING_MAX * sizeof *l->heap);
    l->ring = malloc(RING * sizeof *l->ring);
    l->idle = malloc(c->agents * sizeof *l->idle);
    l->agents = l->idle_count = c->agents;
    l->talk = c->mean_talk_s * 1e6;
    l->patience = c->mean_patience_s * 1e6;
    random_seed(l, c->seed);
    ziggurat_create(&l->exponential);
    hand_loop_counts counts = {0};
    if (l->heap && l->ring && l->idle) {
        for (uint32_t i = 0; i < c->agents; i++)
            l->idle[i] = (uint16_t)i;
        loop_run(l, c);
        counts = l->counts;
    }
    free(l->heap);
    free(l->ring);
    free(l->idle);
    free(l);
    return counts;
}
