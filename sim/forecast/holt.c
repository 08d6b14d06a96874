// Holt's level and trend, with or without damping.
#include <stdlib.h>

#include "base/text.h"
#include "forecast/fit.h"
#include "forecast/minimise.h"

enum { ALPHA, BETA, PHI, SHARE_COUNT };

/// Bounds between which damping is estimated (R. J. Hyndman, G. Athanasopoulos: Forecasting, principles and
/// practice).
static const share_range phi_range = {0.8, 0.98};

/// One error tells nothing of three shares: so many values are filtered as if the last step went on, damped.
enum { VALUES_OF_ONE_ERROR = 3 };

typedef struct holt {
    const series *s;
    double start_level, start_trend;
    size_t start;   ///< the first value that is filtered: the start is the state before it
    size_t counted; ///< the first whose error counts
    double shares[SHARE_COUNT];
    double level, trend; ///< after the last value
} holt;

/// Runs through the series and returns the sum of squared one-step errors.
static double filter(holt *h, const double *shares, double *fitted) {
    const series *s = h->s;
    double level = h->start_level, trend = h->start_trend, squares = 0;
    for (size_t i = h->start; i < s->count; i++) {
        double ahead = level + shares[PHI] * trend, before = level;
        double error = s->values[i] - ahead;
        squares += i >= h->counted ? error * error : 0;
        if (fitted)
            fitted[i] = ahead;
        level = shares[ALPHA] * s->values[i] + (1 - shares[ALPHA]) * ahead;
        trend = shares[BETA] * (level - before) + (1 - shares[BETA]) * shares[PHI] * trend;
    }
    h->level = level;
    h->trend = trend;
    return squares;
}

static double squares_of(const double *shares, const void *context) {
    holt copy = *(const holt *)context;
    return filter(&copy, shares, NULL);
}

/// phi + phi^2 + .. + phi^steps
static double damped_sum(double phi, size_t steps) {
    double sum = 0, power = 1;
    for (size_t i = 0; i < steps; i++)
        sum += power *= phi;
    return sum;
}

/// Class 1 of R. J. Hyndman, A. B. Koehler, J. K. Ord, R. D. Snyder: an error moves the level by alpha and
/// the trend by alpha beta.
static double effect(const void *model, size_t from, size_t to) {
    const holt *h = model;
    return h->shares[ALPHA] * (1 + h->shares[BETA] * damped_sum(h->shares[PHI], to - from));
}

static share_range range_of(double given, share_range estimated) {
    return isnan(given) ? estimated : (share_range){given, given};
}

static void ranges_set(const series *s, const forecast_spec *spec, share_range ranges[SHARE_COUNT]) {
    const share_range share = {0, 1}, none = {1, 1}, least = {phi_range.low, phi_range.low};
    bool damped = spec->method == FORECAST_DAMPED_HOLT, tells = s->count > VALUES_OF_ONE_ERROR;
    ranges[ALPHA] = range_of(spec->alpha, tells ? share : none);
    ranges[BETA] = range_of(spec->beta, tells ? share : none);
    ranges[PHI] = range_of(spec->phi, !damped ? none : tells ? phi_range : least);
}

static size_t free_shares(const share_range ranges[SHARE_COUNT]) {
    size_t count = 0;
    for (size_t i = 0; i < SHARE_COUNT; i++)
        count += ranges[i].low < ranges[i].high;
    return count;
}

static void sigma_set(fit *f, const series *s) {
    double *residuals = memory_new(s->count, sizeof *residuals);
    for (size_t i = 0; i < s->count; i++)
        residuals[i] = s->values[i] - f->fitted[i];
    f->sigma = fit_residual_deviation(residuals, s->count, f->free_count);
    free(residuals);
}

/// A level that is given is that before the first value; else it is the first value.
static void start_set(holt *h, const forecast_spec *spec) {
    const double *y = h->s->values;
    bool given = !isnan(spec->level);
    h->start = given ? 0 : 1;
    h->start_level = given ? spec->level : y[0];
    h->start_trend = isnan(spec->trend) ? y[1] - y[0] : spec->trend;
}

static void parameters_tell(fit *f, const holt *h, const forecast_spec *spec) {
    fit_parameter(f, "alpha", h->shares[ALPHA], !isnan(spec->alpha));
    fit_parameter(f, "beta", h->shares[BETA], !isnan(spec->beta));
    if (spec->method == FORECAST_DAMPED_HOLT || !isnan(spec->phi))
        fit_parameter(f, "phi", h->shares[PHI], !isnan(spec->phi));
    fit_parameter(f, "level", h->level, false);
    fit_parameter(f, "trend", h->trend, false);
}

/// How fast a long series is smoothed, its last values tell: as if it began with them, when the start is
/// forgotten.
static void shares_find(holt *h, const forecast_spec *spec, const share_range ranges[SHARE_COUNT]) {
    series recent = fit_recent(h->s);
    holt part = *h;
    part.s = &recent;
    if (recent.count < h->s->count) {
        forecast_spec plain = *spec;
        plain.level = plain.trend = NAN;
        start_set(&part, &plain);
        part.counted = recent.count / 10;
    }
    minimise_shares(squares_of, &part, ranges, SHARE_COUNT, h->shares);
}

bool fit_holt(fit *f, const series *s, const forecast_spec *spec) {
    holt h = {.s = s};
    share_range ranges[SHARE_COUNT];
    ranges_set(s, spec, ranges);
    start_set(&h, spec);
    shares_find(&h, spec, ranges);
    (void)filter(&h, h.shares, f->fitted);
    if (isnan(spec->level) && isnan(spec->trend))
        f->fitted[1] = NAN; // the trend is from it: met by construction
    f->free_count = free_shares(ranges);
    sigma_set(f, s);
    for (size_t k = 0; k < f->horizon; k++)
        f->mean[k] = h.level + damped_sum(h.shares[PHI], k + 1) * h.trend;
    fit_driven(f, effect, &h);
    parameters_tell(f, &h, spec);
    return true;
}
