/// The waits of all replications of a scheme, in at most WAIT_GROUPS_MAX groups, so that memory does not grow
/// with the number of replications.
#ifndef RUN_WAIT_POOL_H
#define RUN_WAIT_POOL_H

#include <hotline/waits.h>

enum { WAIT_GROUPS_MAX = 64 };

typedef struct wait_pool wait_pool;

/// `histograms`: of one replication.
wait_pool *wait_pool_create(size_t histograms);
void wait_pool_destroy(wait_pool *p); ///< accepts NULL

/// Adds the next replication's histograms, in the order of replications: what is pooled then depends on
/// nothing else. Each is a group of its own as long as there is room; then neighbours are put together.
void wait_pool_add(wait_pool *p, const wait_histogram *waits);

size_t wait_pool_groups(const wait_pool *p);
/// Replications in a group; the last one may have fewer.
size_t wait_pool_group_size(const wait_pool *p);
const wait_histogram *wait_pool_at(const wait_pool *p, size_t group, size_t histogram);

#endif
