// Holt-Winters in the form of R's HoltWinters, with its start values.
#include <stdlib.h>

#include "base/check.h"
#include "base/text.h"
#include "forecast/fit.h"
#include "forecast/minimise.h"

enum { ALPHA, BETA, GAMMA, SHARE_COUNT };

typedef struct winters {
    const series *s;
    bool multiplicative;
    double start_level, start_trend;
    double *start_season; ///< `period`
    double shares[SHARE_COUNT];
    double level, trend;
    double *season; ///< `period`: of the next step, and so on
} winters;

/// Centred moving average over one period, at the value `at`.
static double centred_mean(const series *s, size_t at) {
    size_t half = s->period / 2;
    double sum = 0;
    for (size_t i = at - half; i <= at + half; i++) {
        bool end = s->period % 2 == 0 && (i == at - half || i == at + half);
        sum += end ? 0.5 * s->values[i] : s->values[i];
    }
    return sum / (double)s->period;
}

/// Level and slope of the line through the trend of the first two seasons, on 1, 2, ..
static void trend_start(winters *w, size_t from, size_t to) {
    double n = (double)(to - from), x_mean = (n + 1) / 2, y_mean = 0, xy = 0, xx = 0;
    for (size_t i = from; i < to; i++)
        y_mean += centred_mean(w->s, i) / n;
    for (size_t i = from; i < to; i++) {
        double x = (double)(i - from + 1) - x_mean;
        xy += x * (centred_mean(w->s, i) - y_mean);
        xx += x * x;
    }
    w->start_trend = xx > 0 ? xy / xx : 0;
    w->start_level = y_mean - w->start_trend * x_mean;
}

/// Mean deviation from the trend by season, or ratio to it; brought to mean 0, or 1.
static void season_start(winters *w, size_t from, size_t to) {
    const series *s = w->s;
    double mean = 0;
    for (size_t k = 0; k < s->period; k++) {
        double sum = 0, there = 0;
        for (size_t i = k; i < 2 * s->period; i += s->period) {
            if (i < from || i >= to)
                continue;
            double trend = centred_mean(s, i);
            sum += !w->multiplicative ? s->values[i] - trend : trend > 0 ? s->values[i] / trend : 1;
            there++;
        }
        w->start_season[k] = there > 0 ? sum / there : w->multiplicative ? 1 : 0;
        mean += w->start_season[k] / (double)s->period;
    }
    for (size_t k = 0; k < s->period; k++)
        w->start_season[k] = w->multiplicative ? w->start_season[k] / mean : w->start_season[k] - mean;
}

/// From the first two seasons.
static void start_set(winters *w) {
    size_t period = w->s->period, from = period / 2, to = 2 * period - period / 2;
    trend_start(w, from, to);
    season_start(w, from, to);
}

/// Runs through the series from the second season on; w->season is then in the order of the seasons.
static double filter(winters *w, const double *shares, double *fitted) {
    const series *s = w->s;
    double level = w->start_level, trend = w->start_trend, squares = 0;
    SIM_ASSERT(s->period >= 2);
    for (size_t k = 0; k < s->period; k++)
        w->season[k] = w->start_season[k];
    for (size_t i = s->period; i < s->count; i++) {
        double *season = &w->season[i % s->period], y = s->values[i], before = level;
        double ahead = w->multiplicative ? (level + trend) * *season : level + trend + *season;
        squares += (y - ahead) * (y - ahead);
        if (fitted)
            fitted[i] = ahead;
        double plain = w->multiplicative ? y / *season : y - *season;
        level = shares[ALPHA] * plain + (1 - shares[ALPHA]) * (level + trend);
        trend = shares[BETA] * (level - before) + (1 - shares[BETA]) * trend;
        double seen = w->multiplicative ? y / level : y - level;
        *season = shares[GAMMA] * seen + (1 - shares[GAMMA]) * *season;
    }
    w->level = level;
    w->trend = trend;
    return squares;
}

static double squares_of(const double *shares, const void *context) {
    winters copy = *(const winters *)context;
    return filter(&copy, shares, NULL);
}

static double season_at(const winters *w, size_t step) {
    return w->season[(w->s->count + step - 1) % w->s->period];
}

/// As in predict.HoltWinters of R: the season takes the rest of an error that the level leaves; factors carry
/// an error from one season to another.
static double effect(const void *model, size_t from, size_t to) {
    const winters *w = model;
    size_t later = to - from;
    double level = w->shares[ALPHA] * (1 + (double)later * w->shares[BETA]);
    double season = later % w->s->period == 0 ? w->shares[GAMMA] * (1 - w->shares[ALPHA]) : 0;
    return w->multiplicative ? (level + season) * season_at(w, to) / season_at(w, from) : level + season;
}

static void outcome(fit *f, winters *w) {
    const series *s = w->s;
    double squares = filter(w, w->shares, f->fitted);
    f->sigma = sqrt(squares / fmax((double)(s->count - s->period) - (double)f->free_count, 1));
    for (size_t h = 1; h <= f->horizon; h++) {
        double line = w->level + (double)h * w->trend;
        f->mean[h - 1] = w->multiplicative ? line * season_at(w, h) : line + season_at(w, h);
    }
    f->season = memory_new(s->period, sizeof *f->season);
    for (size_t k = 0; k < s->period; k++)
        f->season[k] = season_at(w, k + 1);
    fit_driven(f, effect, w);
}

static void parameters_tell(fit *f, const winters *w, const forecast_spec *spec) {
    static const char *const names[SHARE_COUNT] = {"alpha", "beta", "gamma"};
    const double given[SHARE_COUNT] = {spec->alpha, spec->beta, spec->gamma};
    for (size_t i = 0; i < SHARE_COUNT; i++)
        fit_parameter(f, names[i], w->shares[i], !isnan(given[i]));
    fit_parameter(f, "level", w->level, false);
    fit_parameter(f, "trend", w->trend, false);
}

static bool positive(const series *s) {
    for (size_t i = 0; i < s->count; i++)
        if (!(s->values[i] > 0))
            return false;
    return true;
}

bool fit_holt_winters(fit *f, const series *s, const forecast_spec *spec) {
    if (spec->multiplicative && !positive(s))
        return fit_fail(f, "has values of 0 or below; a multiplicative season needs values above 0");
    winters w = {.s = s, .multiplicative = spec->multiplicative};
    const double given[SHARE_COUNT] = {spec->alpha, spec->beta, spec->gamma};
    share_range ranges[SHARE_COUNT];
    for (size_t i = 0; i < SHARE_COUNT; i++) {
        ranges[i] = isnan(given[i]) ? (share_range){0, 1} : (share_range){given[i], given[i]};
        f->free_count += isnan(given[i]) ? 1 : 0;
    }
    w.start_season = memory_new(s->period, sizeof *w.start_season);
    w.season = memory_new(s->period, sizeof *w.season);
    // how fast a long series is smoothed, its last values tell: as if it began with them
    series recent = fit_recent(s);
    w.s = &recent;
    start_set(&w);
    minimise_shares(squares_of, &w, ranges, SHARE_COUNT, w.shares);
    w.s = s;
    start_set(&w);
    outcome(f, &w);
    parameters_tell(f, &w, spec);
    free(w.start_season);
    free(w.season);
    return true;
}
