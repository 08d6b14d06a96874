#include <hotline/waits.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"

/// log2 of the width of the narrowest bins, in microseconds, and of the bins in an octave.
enum { UNIT_BITS = 4, OCTAVE_BITS = 6 };

/// Bins are stored in runs of this many, so that a histogram seldom grows.
enum { RUN = 16 };

_Static_assert(1 << OCTAVE_BITS == WAIT_BINS_PER_OCTAVE, "bins are addressed by shifts");

/// Position of the highest bit; `x` > 0.
static inline uint32_t highest_bit(uint64_t x) {
    return 63 - (uint32_t)__builtin_clzll(x);
}

uint32_t wait_bin(sim_time wait) {
    uint64_t units = (uint64_t)wait >> UNIT_BITS;
    if (units < WAIT_BINS_PER_OCTAVE)
        return (uint32_t)units;
    uint32_t octave = highest_bit(units) - OCTAVE_BITS;
    return (octave << OCTAVE_BITS) + (uint32_t)(units >> octave);
}

sim_time wait_bin_begin(uint32_t bin) {
    if (bin < WAIT_BINS_PER_OCTAVE)
        return (sim_time)bin << UNIT_BITS;
    uint32_t octave = (bin >> OCTAVE_BITS) - 1;
    uint64_t units = (uint64_t)(bin - (octave << OCTAVE_BITS)) << octave;
    return units > (uint64_t)INT64_MAX >> UNIT_BITS ? INT64_MAX : (sim_time)(units << UNIT_BITS);
}

/// Makes room for the bins first .. end - 1; more than asked for, so that growing is rare.
static void make_room(wait_histogram *h, uint32_t first, uint32_t end) {
    uint32_t used = end - first, shift = h->used ? h->first - first : 0;
    if (used > h->capacity) {
        h->capacity = used < WAIT_BINS_PER_OCTAVE ? WAIT_BINS_PER_OCTAVE : used + used / 4;
        h->counts = memory_resize(h->counts, h->capacity, sizeof *h->counts);
    }
    if (shift)
        memmove(h->counts + shift, h->counts, h->used * sizeof *h->counts);
    memset(h->counts, 0, shift * sizeof *h->counts);
    memset(h->counts + shift + h->used, 0, (used - shift - h->used) * sizeof *h->counts);
    h->first = first;
    h->used = used;
}

/// Sees to it that the bins first .. end - 1 are stored.
static void cover(wait_histogram *h, uint32_t first, uint32_t end) {
    SIM_ASSERT(first < end && end <= WAIT_BINS_MAX);
    if (h->used && h->first < first)
        first = h->first;
    if (h->used && h->first + h->used > end)
        end = h->first + h->used;
    if (end - first > h->used)
        make_room(h, first, end);
}

void waits_add(wait_histogram *h, sim_time wait) {
    h->count++;
    if (wait <= 0) {
        h->immediate++;
        return;
    }
    if (wait > h->longest)
        h->longest = wait;
    uint32_t bin = wait_bin(wait);
    if (bin - h->first >= h->used) // below the first bin the difference wraps
        cover(h, bin / RUN * RUN, bin / RUN * RUN + RUN);
    h->counts[bin - h->first]++;
}

void waits_merge(wait_histogram *h, const wait_histogram *more) {
    h->count += more->count;
    h->immediate += more->immediate;
    if (more->longest > h->longest)
        h->longest = more->longest;
    if (!more->used)
        return;
    cover(h, more->first, more->first + more->used);
    int64_t *into = h->counts + (more->first - h->first);
    for (uint32_t i = 0; i < more->used; i++)
        into[i] += more->counts[i];
}

void waits_clear(wait_histogram *h) {
    *h = (wait_histogram){.capacity = h->capacity, .counts = h->counts};
}

void waits_free(wait_histogram *h) {
    free(h->counts);
    *h = (wait_histogram){0};
}

double waits_up_to(const wait_histogram *h, double wait_s) {
    if (!(wait_s >= 0))
        return 0;
    double wait = wait_s * (double)SIM_SECOND, count = (double)h->immediate;
    for (uint32_t i = 0; i < h->used; i++) {
        double begin = (double)wait_bin_begin(h->first + i), end = (double)wait_bin_begin(h->first + i + 1);
        if (wait < end)
            return wait > begin ? count + (double)h->counts[i] * (wait - begin) / (end - begin) : count;
        count += (double)h->counts[i];
    }
    return count;
}

/// A walk through the bins: the one it has come to, and how many waits are before it.
typedef struct walk {
    const wait_histogram *waits;
    uint32_t bin;
    double before;
} walk;

/// Goes on to the wait that a share of p, no smaller than the last one, does not exceed.
static double walk_to(walk *w, double p) {
    const wait_histogram *h = w->waits;
    SIM_REQUIRE(p >= 0 && p <= 1);
    if (h->count <= 0)
        return (double)NAN;
    double rank = p * (double)h->count;
    if (rank <= (double)h->immediate)
        return 0;
    while (w->bin + 1 < h->used && rank > w->before + (double)h->counts[w->bin])
        w->before += (double)h->counts[w->bin++];
    uint32_t bin = h->first + w->bin;
    double begin = (double)wait_bin_begin(bin), end = (double)wait_bin_begin(bin + 1);
    double share = h->counts[w->bin] > 0 ? (rank - w->before) / (double)h->counts[w->bin] : 1;
    return fmin(begin + (end - begin) * fmin(share, 1), (double)h->longest) / (double)SIM_SECOND;
}

double waits_percentile(const wait_histogram *h, double p) {
    walk w = {.waits = h, .before = (double)h->immediate};
    return walk_to(&w, p);
}

void waits_percentiles(const wait_histogram *h, const double *shares, size_t count, double *out) {
    walk w = {.waits = h, .before = (double)h->immediate};
    for (size_t i = 0; i < count; i++)
        out[i] = walk_to(&w, shares[i]);
}
