/// Durations in bins that are fine enough to fit to: their number, and the sum in each, so that the mean of a
/// bin is exact. Below 64 s a bin is a sixteenth of a second wide, above a 512th to a 1024th of its value.
#ifndef FIT_HISTOGRAM_H
#define FIT_HISTOGRAM_H

#include <hotline/fit.h>

typedef struct fit_bin {
    uint64_t count;
    double sum;
} fit_bin;

/// Starts with zeros.
typedef struct fit_histogram {
    uint64_t count, zeros; ///< `count` without the zeros
    double sum, squares, logs, log_squares;
    fit_bin *bins; ///< HISTOGRAM_BINS; NULL while there are none
} fit_histogram;

enum {
    HISTOGRAM_EXACT = 1024,
    HISTOGRAM_OCTAVES = 16,
    HISTOGRAM_BINS = HISTOGRAM_EXACT + HISTOGRAM_OCTAVES * HISTOGRAM_EXACT / 2
};

/// `seconds` is 0 or more.
void histogram_add(fit_histogram *h, double seconds);
void histogram_merge(fit_histogram *into, const fit_histogram *from);
void histogram_free(fit_histogram *h);

fit_moments histogram_moments(const fit_histogram *h);

/// The bins that are not empty, in order, as means and numbers.
typedef struct fit_points {
    size_t count;
    double *value, *weight;
} fit_points;
fit_points histogram_points(const fit_histogram *h);
void points_free(fit_points *p);

#endif
