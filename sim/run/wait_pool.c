#include "run/wait_pool.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/text.h"

struct wait_pool {
    size_t histograms;
    size_t group_size, group_count;
    size_t last_size;     ///< replications in the last group
    wait_histogram *held; ///< [group * histograms + histogram]
};

wait_pool *wait_pool_create(size_t histograms) {
    wait_pool *p = memory_new(1, sizeof *p);
    p->histograms = histograms;
    p->group_size = 1;
    p->held = memory_new(WAIT_GROUPS_MAX, histograms * sizeof *p->held);
    return p;
}

void wait_pool_destroy(wait_pool *p) {
    if (!p)
        return;
    for (size_t i = 0; i < WAIT_GROUPS_MAX * p->histograms; i++)
        waits_free(&p->held[i]);
    free(p->held);
    free(p);
}

static wait_histogram *group_at(wait_pool *p, size_t group) {
    return &p->held[group * p->histograms];
}

/// Groups 0 and 1 become group 0, 2 and 3 become 1, ...
static void pair_up(wait_pool *p) {
    for (size_t g = 0; g < p->group_count; g++) {
        wait_histogram *into = group_at(p, g / 2), *from = group_at(p, g);
        for (size_t i = 0; i < p->histograms && into != from; i++) {
            if (g % 2 == 0)
                waits_clear(&into[i]);
            waits_merge(&into[i], &from[i]);
        }
    }
    for (size_t i = p->group_count / 2 * p->histograms; i < p->group_count * p->histograms; i++)
        waits_free(&p->held[i]);
    p->group_count /= 2;
    p->group_size *= 2;
    p->last_size = p->group_size;
}

void wait_pool_add(wait_pool *p, const wait_histogram *waits) {
    bool is_full = p->group_count == 0 || p->last_size == p->group_size;
    if (is_full && p->group_count == WAIT_GROUPS_MAX)
        pair_up(p);
    if (is_full) {
        p->group_count++;
        p->last_size = 0;
    }
    wait_histogram *into = group_at(p, p->group_count - 1);
    for (size_t i = 0; i < p->histograms; i++)
        waits_merge(&into[i], &waits[i]);
    p->last_size++;
}

size_t wait_pool_groups(const wait_pool *p) {
    return p->group_count;
}

size_t wait_pool_group_size(const wait_pool *p) {
    return p->group_size;
}

const wait_histogram *wait_pool_at(const wait_pool *p, size_t group, size_t histogram) {
    SIM_REQUIRE(group < p->group_count && histogram < p->histograms);
    return &p->held[group * p->histograms + histogram];
}
