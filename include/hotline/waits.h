/// A histogram of waits that merges in any order: from it percentiles are read.
#ifndef HOTLINE_WAITS_H
#define HOTLINE_WAITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hotline/time.h>

/// Bins are 16 µs wide up to 1,024 µs; above, each octave (1 to 2, 2 to 4, ...) is cut into
/// WAIT_BINS_PER_OCTAVE equal ones, so that no bin is wider than 1/64 of the waits in it: whatever is read
/// from the bins is wrong by 1.6 % or 16 µs at most. Waits of 0 are counted by themselves, exactly.
enum { WAIT_BINS_PER_OCTAVE = 64, WAIT_BINS_MAX = 54 * WAIT_BINS_PER_OCTAVE + WAIT_BINS_PER_OCTAVE };

/// Only bins from the smallest to the largest wait so far are stored. {0} is empty.
typedef struct wait_histogram {
    int64_t count;     ///< of all waits
    int64_t immediate; ///< of these: 0
    sim_time longest;  ///< of all waits, exactly; 0 when none was longer than 0
    uint32_t first;    ///< bin of counts[0]
    uint32_t used;     ///< bins stored
    uint32_t capacity;
    int64_t *counts;
} wait_histogram;

/// The bin of a wait of 1 or more, and the wait at which a bin begins; it ends where the next one begins.
uint32_t wait_bin(sim_time wait);
sim_time wait_bin_begin(uint32_t bin);

/// Counts a wait; a negative one as 0.
void waits_add(wait_histogram *h, sim_time wait);

/// Adds the counts of `more`.
void waits_merge(wait_histogram *h, const wait_histogram *more);

/// Makes it empty, and keeps its memory.
void waits_clear(wait_histogram *h);
void waits_free(wait_histogram *h);

/// How many waits were at most `wait`, in seconds; within a bin they are taken as evenly spread.
double waits_up_to(const wait_histogram *h, double wait_s);

/// The wait in seconds that a share of 0 <= p <= 1 does not exceed; NaN when empty. Within a bin waits are
/// taken as evenly spread, so the error is far below a bin's width where the law is smooth, and never above
/// it. Never more than the longest wait.
double waits_percentile(const wait_histogram *h, double p);

/// The same for several shares, in order from small to large, in one go.
void waits_percentiles(const wait_histogram *h, const double *shares, size_t count, double *out);

#endif
