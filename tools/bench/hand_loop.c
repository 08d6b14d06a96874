#include "hand_loop.h"

#include "hand_parts.h"

enum { ARRIVAL, TALK_END, PATIENCE_END };
#define KIND_SHIFT 62

typedef struct loop {
    hand_heap heap;
    hand_random random;
    hand_queue queue;
    hand_idle idle;
    double talk, patience; ///< microseconds
    hand_counts counts;
} loop;

static inline int64_t after(loop *l, int64_t now, double mean_us) {
    return now + (int64_t)(hand_exponential(&l->random) * mean_us);
}

static inline hand_node talk_end(loop *l, int64_t now, uint64_t agent) {
    l->counts.answered++;
    return (hand_node){after(l, now, l->talk), (uint64_t)TALK_END << KIND_SHIFT | agent};
}

static inline void call_arrives(loop *l, int64_t now) {
    uint64_t number = l->counts.offered++;
    if (l->idle.count > 0) {
        hand_push(&l->heap, talk_end(l, now, hand_idle_take(&l->idle)));
        return;
    }
    l->counts.queued++;
    uint64_t place = hand_queue_append(&l->queue, now, number);
    if (l->patience > 0)
        hand_push(&l->heap,
                  (hand_node){after(l, now, l->patience), (uint64_t)PATIENCE_END << KIND_SHIFT | place});
}

static inline void talk_ends(loop *l, int64_t now, uint64_t agent) {
    hand_call *c = hand_queue_head(&l->queue);
    if (c) {
        c->number = UINT64_MAX;
        l->queue.first++;
        hand_replace(&l->heap, talk_end(l, now, agent));
        return;
    }
    hand_idle_add(&l->idle, (uint32_t)agent);
    hand_pop(&l->heap);
}

static void loop_run(loop *l, const hand_loop_case *c) {
    int64_t end = (int64_t)(c->duration_s * 1e6);
    double gap = 1e6 / c->arrivals_per_s;
    hand_push(&l->heap, (hand_node){after(l, 0, gap), 0});
    while (l->heap.count > 0 && l->heap.count < HAND_PENDING_MAX - 1 &&
           l->queue.last - l->queue.first < HAND_RING) {
        hand_node n = l->heap.nodes[0];
        uint64_t subject = n.what & ((UINT64_C(1) << KIND_SHIFT) - 1);
        switch (n.what >> KIND_SHIFT) {
        case ARRIVAL: {
            int64_t next = after(l, n.time, gap);
            if (next < end)
                hand_replace(&l->heap, (hand_node){next, 0});
            else
                hand_pop(&l->heap);
            call_arrives(l, n.time);
            break;
        }
        case TALK_END:
            talk_ends(l, n.time, subject);
            break;
        default:
            hand_pop(&l->heap);
            l->counts.abandoned += hand_queue_give_up(&l->queue, subject);
        }
    }
}

hand_counts hand_loop_run(const hand_loop_case *c) {
    loop *l = calloc(1, sizeof *l);
    if (!l)
        return (hand_counts){0};
    l->idle = (hand_idle){.agents = malloc(c->agents * sizeof(uint32_t)), .size = c->agents};
    l->queue.ring = malloc(HAND_RING * sizeof *l->queue.ring);
    l->talk = c->mean_talk_s * 1e6;
    l->patience = c->mean_patience_s * 1e6;
    hand_random_create(&l->random, c->seed);
    if (hand_heap_create(&l->heap) && l->queue.ring && l->idle.agents) {
        for (uint32_t i = 0; i < c->agents; i++)
            hand_idle_add(&l->idle, i);
        loop_run(l, c);
    }
    hand_counts counts = l->counts;
    free(l->heap.memory);
    free(l->queue.ring);
    free(l->idle.agents);
    free(l);
    return counts;
}
