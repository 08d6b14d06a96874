/// Percentiles of the waits of several replications together, and how sure they are.
#ifndef STATS_PERCENTILE_H
#define STATS_PERCENTILE_H

#include <stddef.h>

#include <hotline/waits.h>

typedef struct percentile_result {
    double value; ///< of all waits together, in seconds, never more than the longest; NaN: there are none
    double half_width; ///< NaN below two groups
} percentile_result;

/// The wait that a share `p` of all waits does not exceed. `waits`: `count` histograms, each of a group of
/// replications, the groups alike and independent. The interval turns that of the share around (Woodruff,
/// Confidence Intervals for Medians and Other Position Measures, JASA 47 (1952)): the share of waits up to
/// the value is a ratio of sums over groups, its interval is known, and the waits at its two ends bound the
/// percentile; half_width is the longer of the two sides. `influence`, count values or NULL: of the groups on
/// the value, scaled to half_width.
percentile_result percentile_estimate(const wait_histogram *const *waits, size_t count, double p,
                                      double confidence, double *influence);

#endif
