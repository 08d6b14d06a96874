#include "fit/histogram.h"

#include <math.h>
#include <stdlib.h>

#include "base/text.h"

enum { PARTS_OF_A_SECOND = 16, HALF = HISTOGRAM_EXACT / 2 };

static size_t bin_of(double seconds) {
    double units = seconds * PARTS_OF_A_SECOND;
    if (units < HISTOGRAM_EXACT)
        return (size_t)units;
    int octave = ilogb(units) - ilogb(HISTOGRAM_EXACT) + 1;
    if (octave > HISTOGRAM_OCTAVES)
        return HISTOGRAM_BINS - 1;
    return (size_t)(HISTOGRAM_EXACT + (octave - 1) * HALF) + ((size_t)ldexp(units, -octave) - HALF);
}

void histogram_add(fit_histogram *h, double seconds) {
    if (seconds <= 0) {
        h->zeros++;
        return;
    }
    if (!h->bins)
        h->bins = memory_new(HISTOGRAM_BINS, sizeof *h->bins);
    double logarithm = log(seconds);
    h->count++;
    h->sum += seconds;
    h->squares += seconds * seconds;
    h->logs += logarithm;
    h->log_squares += logarithm * logarithm;
    fit_bin *bin = &h->bins[bin_of(seconds)];
    bin->count++;
    bin->sum += seconds;
}

void histogram_merge(fit_histogram *into, const fit_histogram *from) {
    into->zeros += from->zeros;
    if (!from->bins)
        return;
    if (!into->bins)
        into->bins = memory_new(HISTOGRAM_BINS, sizeof *into->bins);
    into->count += from->count;
    into->sum += from->sum;
    into->squares += from->squares;
    into->logs += from->logs;
    into->log_squares += from->log_squares;
    for (size_t i = 0; i < HISTOGRAM_BINS; i++) {
        into->bins[i].count += from->bins[i].count;
        into->bins[i].sum += from->bins[i].sum;
    }
}

void histogram_free(fit_histogram *h) {
    free(h->bins);
    *h = (fit_histogram){0};
}

fit_points histogram_points(const fit_histogram *h) {
    fit_points p = {0};
    for (size_t i = 0; h->bins && i < HISTOGRAM_BINS; i++)
        p.count += h->bins[i].count > 0;
    p.value = memory_new(p.count + 1, sizeof *p.value);
    p.weight = memory_new(p.count + 1, sizeof *p.weight);
    for (size_t i = 0, to = 0; to < p.count; i++) {
        const fit_bin *bin = &h->bins[i];
        if (bin->count == 0)
            continue;
        p.value[to] = bin->sum / (double)bin->count;
        p.weight[to++] = (double)bin->count;
    }
    return p;
}

void points_free(fit_points *p) {
    free(p->value);
    free(p->weight);
    *p = (fit_points){0};
}

static double median_of(const fit_histogram *h) {
    fit_points p = histogram_points(h);
    double below = 0, median = NAN;
    for (size_t i = 0; i < p.count && isnan(median); i++) {
        below += p.weight[i];
        if (2 * below >= (double)h->count)
            median = p.value[i];
    }
    points_free(&p);
    return median;
}

static double deviation(double sum, double squares, double n) {
    return sqrt(fmax(squares / n - sum / n * (sum / n), 0));
}

fit_moments histogram_moments(const fit_histogram *h) {
    double n = (double)h->count;
    fit_moments m = {.count = h->count, .zeros = h->zeros};
    if (h->count == 0) {
        m.mean = m.sd = m.cv = m.median = m.log_mean = m.log_sd = NAN;
        return m;
    }
    m.mean = h->sum / n;
    m.sd = deviation(h->sum, h->squares, n);
    m.cv = m.sd / m.mean;
    m.median = median_of(h);
    m.log_mean = h->logs / n;
    m.log_sd = deviation(h->logs, h->log_squares, n);
    return m;
}
