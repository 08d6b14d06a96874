#include "hand_loop.h"

#include "hand_parts.h"

enum { ARRIVAL, TALK_END, PATIENCE_END, SLICE_END };
#define KIND_SHIFT  62
#define WHICH_SHIFT 58 ///< class or group, then an agent or a place in a queue

typedef struct loop {
    const hand_skills_case *of;
    hand_heap heap;
    hand_random random;
    hand_queue queues[HAND_CLASSES];
    hand_idle idle[HAND_GROUPS];
    uint32_t busy[HAND_GROUPS], staff[HAND_GROUPS];
    uint32_t slice;
    int64_t slice_end, end;
    hand_counts counts;
} loop;

static inline uint64_t what(uint64_t kind, uint64_t which, uint64_t subject) {
    return kind << KIND_SHIFT | which << WHICH_SHIFT | subject;
}

static inline int64_t after(loop *l, int64_t now, double mean_s) {
    return now + (int64_t)(hand_exponential(&l->random) * mean_s * 1e6);
}

/// What is left of a gap at the end of a slice goes on at the next one's rate.
static int64_t next_arrival(loop *l, int64_t now, uint32_t k) {
    const hand_skills_case *c = l->of;
    uint32_t slice = l->slice;
    int64_t slice_end = l->slice_end;
    double gap = hand_exponential(&l->random), rate = c->arrivals_per_s[k][slice] * 1e-6;
    while ((double)(slice_end - now) * rate <= gap && slice_end < l->end) {
        gap -= (double)(slice_end - now) * rate;
        now = slice_end;
        slice_end += (int64_t)(c->slice_s * 1e6);
        slice = slice + 1 == c->slices ? 0 : slice + 1;
        rate = c->arrivals_per_s[k][slice] * 1e-6;
    }
    return rate > 0 ? now + (int64_t)(gap / rate) : l->end;
}

static inline hand_node talk_end(loop *l, int64_t now, uint32_t k, uint32_t g, uint64_t agent) {
    l->counts.answered++;
    return (hand_node){after(l, now, l->of->mean_talk_s[k]), what(TALK_END, g, agent)};
}

static inline void call_arrives(loop *l, int64_t now, uint32_t k) {
    uint64_t number = l->counts.offered++;
    for (uint32_t i = 0; i < HAND_GROUPS && l->of->groups[k][i] < HAND_GROUPS; i++) {
        uint32_t g = l->of->groups[k][i];
        if (l->idle[g].count == 0)
            continue;
        l->busy[g]++;
        hand_push(&l->heap, talk_end(l, now, k, g, hand_idle_take(&l->idle[g])));
        return;
    }
    l->counts.queued++;
    uint64_t place = hand_queue_append(&l->queues[k], now, number);
    hand_push(&l->heap, (hand_node){after(l, now, l->of->mean_patience_s[k]), what(PATIENCE_END, k, place)});
}

/// The class whose first caller has waited longest; HAND_CLASSES: nobody waits for the group.
static inline uint32_t longest_waiting(loop *l, uint32_t g) {
    uint32_t best = HAND_CLASSES;
    int64_t asked = INT64_MAX;
    for (uint32_t i = 0; i < HAND_CLASSES && l->of->classes[g][i] < HAND_CLASSES; i++) {
        hand_call *c = hand_queue_head(&l->queues[l->of->classes[g][i]]);
        if (c && c->asked < asked) {
            asked = c->asked;
            best = l->of->classes[g][i];
        }
    }
    return best;
}

static inline void queue_take(loop *l, uint32_t k) {
    hand_queue *q = &l->queues[k];
    q->ring[q->first++ & (HAND_RING - 1)].number = UINT64_MAX;
}

static inline void talk_ends(loop *l, int64_t now, uint32_t g, uint64_t agent) {
    uint32_t k = l->busy[g] > l->staff[g] ? HAND_CLASSES : longest_waiting(l, g);
    if (k < HAND_CLASSES) {
        queue_take(l, k);
        hand_replace(&l->heap, talk_end(l, now, k, g, agent));
        return;
    }
    if (l->busy[g]-- <= l->staff[g])
        hand_idle_add(&l->idle[g], (uint32_t)agent);
    hand_pop(&l->heap);
}

/// Agents who come take those who wait; of those who are too many, the idle go at once.
static void staff_change(loop *l, int64_t now, uint32_t g) {
    l->staff[g] = l->of->agents[g][l->slice];
    while (l->idle[g].count > 0 && l->busy[g] + l->idle[g].count > l->staff[g])
        (void)hand_idle_take(&l->idle[g]);
    while (l->busy[g] + l->idle[g].count < l->staff[g]) {
        uint32_t k = longest_waiting(l, g);
        if (k < HAND_CLASSES) {
            queue_take(l, k);
            l->busy[g]++;
            hand_push(&l->heap, talk_end(l, now, k, g, 0));
        } else {
            hand_idle_add(&l->idle[g], 0);
        }
    }
}

static void slice_begins(loop *l, int64_t now) {
    l->slice_end = now + (int64_t)(l->of->slice_s * 1e6);
    for (uint32_t g = 0; g < HAND_GROUPS; g++)
        staff_change(l, now, g);
    if (l->slice_end < l->end)
        hand_push(&l->heap, (hand_node){l->slice_end, what(SLICE_END, 0, 0)});
}

static inline void arrival(loop *l, int64_t now, uint32_t k) {
    int64_t next = next_arrival(l, now, k);
    if (next < l->end)
        hand_replace(&l->heap, (hand_node){next, what(ARRIVAL, k, 0)});
    else
        hand_pop(&l->heap);
    call_arrives(l, now, k);
}

static void loop_run(loop *l) {
    slice_begins(l, 0);
    for (uint32_t k = 0; k < HAND_CLASSES; k++)
        hand_push(&l->heap, (hand_node){next_arrival(l, 0, k), what(ARRIVAL, k, 0)});
    while (l->heap.count > 0 && l->heap.count < HAND_PENDING_MAX - 1) {
        hand_node n = l->heap.nodes[0];
        uint32_t which = (uint32_t)(n.what >> WHICH_SHIFT & 15);
        uint64_t subject = n.what & ((UINT64_C(1) << WHICH_SHIFT) - 1);
        switch (n.what >> KIND_SHIFT) {
        case ARRIVAL:
            arrival(l, n.time, which);
            break;
        case TALK_END:
            talk_ends(l, n.time, which, subject);
            break;
        case PATIENCE_END:
            hand_pop(&l->heap);
            l->counts.abandoned += hand_queue_give_up(&l->queues[which], subject);
            break;
        default:
            hand_pop(&l->heap);
            l->slice = l->slice + 1 == l->of->slices ? 0 : l->slice + 1;
            slice_begins(l, n.time);
        }
    }
}

static uint32_t most_agents(const hand_skills_case *c, uint32_t g) {
    uint32_t most = 1;
    for (uint32_t i = 0; i < c->slices; i++)
        most = c->agents[g][i] > most ? c->agents[g][i] : most;
    return most;
}

static bool loop_create(loop *l, const hand_skills_case *c) {
    l->of = c;
    l->end = (int64_t)(c->duration_s * 1e6);
    hand_random_create(&l->random, c->seed);
    bool done = hand_heap_create(&l->heap);
    for (uint32_t k = 0; k < HAND_CLASSES; k++) {
        l->queues[k].ring = malloc(HAND_RING * sizeof *l->queues[k].ring);
        done = done && l->queues[k].ring;
    }
    for (uint32_t g = 0; g < HAND_GROUPS; g++) {
        uint32_t size = most_agents(c, g);
        l->idle[g] = (hand_idle){.agents = malloc(size * sizeof(uint32_t)), .size = size};
        done = done && l->idle[g].agents;
    }
    return done;
}

hand_counts hand_skills_run(const hand_skills_case *c) {
    loop *l = calloc(1, sizeof *l);
    if (!l)
        return (hand_counts){0};
    if (loop_create(l, c))
        loop_run(l);
    hand_counts counts = l->counts;
    free(l->heap.memory);
    for (uint32_t k = 0; k < HAND_CLASSES; k++)
        free(l->queues[k].ring);
    for (uint32_t g = 0; g < HAND_GROUPS; g++)
        free(l->idle[g].agents);
    free(l);
    return counts;
}
