// Methods that look at the last few values only: moving averages of order 1 and 2, and the naive ones.
#include <stdlib.h>

#include "base/text.h"
#include "forecast/fit.h"

enum { WINDOW_SEARCH_MAX = 12, WINDOW_MIN = 2 };

/// A forecast that is a weighted sum of the last values.
typedef struct moving {
    const series *s;
    size_t window, order;
    double *response; ///< how an error of one step moves the forecasts that follow, see fit_effect
} moving;

/// Mean of `window` values that end before `end`.
static double mean_before(const series *s, size_t end, size_t window) {
    double sum = 0;
    for (size_t i = end - window; i < end; i++)
        sum += s->values[i];
    return sum / (double)window;
}

static size_t values_needed(const moving *m) {
    return m->order == 1 ? m->window : 2 * m->window - 1;
}

/// Level a and trend b at the end of the first `end` values: M1 and M2 are the averages of values and of
/// averages.
static void level_and_trend(const moving *m, size_t end, double *level, double *trend) {
    double first = mean_before(m->s, end, m->window), second = 0;
    *level = first;
    *trend = 0;
    if (m->order == 1)
        return;
    for (size_t i = 0; i < m->window; i++)
        second += mean_before(m->s, end - i, m->window) / (double)m->window;
    *level = 2 * first - second;
    *trend = 2 * (first - second) / (double)(m->window - 1);
}

static double ahead(const moving *m, size_t end, size_t steps) {
    double level, trend;
    level_and_trend(m, end, &level, &trend);
    return level + (double)steps * trend;
}

/// Mean of squared one-step errors of the values from `from` on.
static double mean_square(const moving *m, size_t from) {
    double sum = 0;
    for (size_t i = from; i < m->s->count; i++) {
        double e = m->s->values[i] - ahead(m, i, 1);
        sum += e * e;
    }
    return sum / (double)(m->s->count - from);
}

/// The window that would have done best one step ahead, all tried on the same values: the last half at least.
static size_t window_find(moving m) {
    size_t best = WINDOW_MIN;
    double least = INFINITY;
    size_t largest = m.order == 1 ? m.s->count / 2 : (m.s->count / 2 + 1) / 2;
    largest = largest < WINDOW_MIN ? WINDOW_MIN : largest > WINDOW_SEARCH_MAX ? WINDOW_SEARCH_MAX : largest;
    m.window = largest;
    size_t from = values_needed(&m);
    for (m.window = WINDOW_MIN; m.window <= largest; m.window++) {
        double squares = mean_square(&m, from);
        if (squares < least) {
            least = squares;
            best = m.window;
        }
    }
    return best;
}

/// The forecast one step ahead as weights of the last values: c(1) of the last one, and so on.
static double *weights_of(const moving *m, size_t count) {
    double *c = memory_new(count + 1, sizeof *c), n = (double)m->window;
    for (size_t i = 1; i <= m->window; i++)
        c[i] += m->order == 1 ? 1 / n : 2 / n + 2 / (n * (n - 1));
    // the average of averages, which ends i values before the end
    for (size_t i = 0; m->order == 2 && i < m->window; i++)
        for (size_t k = 1; k <= m->window; k++)
            c[i + k] -= (1 + 2 / (n - 1)) / (n * n);
    return c;
}

/// If values are the weighted sum of those before and an error, an error moves what comes j steps later by
/// r(j) = sum c(i) r(j - i), r(0) = 1.
static double *response_of(const moving *m, size_t horizon) {
    size_t count = values_needed(m);
    double *c = weights_of(m, count), *r = memory_new(horizon + 1, sizeof *r);
    r[0] = 1;
    for (size_t j = 1; j <= horizon; j++)
        for (size_t i = 1; i <= count && i <= j; i++)
            r[j] += c[i] * r[j - i];
    free(c);
    return r;
}

static double response_at(const void *model, size_t from, size_t to) {
    return ((const moving *)model)->response[to - from];
}

static double *residuals_of(const fit *f, const series *s) {
    double *residuals = memory_new(s->count, sizeof *residuals);
    for (size_t i = 0; i < s->count; i++)
        residuals[i] = s->values[i] - f->fitted[i];
    return residuals;
}

static void sigma_set(fit *f, const series *s) {
    double *residuals = residuals_of(f, s);
    f->sigma = fit_residual_deviation(residuals, s->count, 0);
    free(residuals);
}

bool fit_moving_average(fit *f, const series *s, const forecast_spec *spec) {
    moving m = {.s = s, .order = spec->order};
    double level, trend;
    m.window = spec->window ? spec->window : window_find(m);
    for (size_t i = values_needed(&m); i < s->count; i++)
        f->fitted[i] = ahead(&m, i, 1);
    sigma_set(f, s);
    for (size_t h = 0; h < f->horizon; h++)
        f->mean[h] = ahead(&m, s->count, h + 1);
    m.response = response_of(&m, f->horizon);
    fit_driven(f, response_at, &m);
    free(m.response);
    level_and_trend(&m, s->count, &level, &trend);
    fit_parameter(f, "window", (double)m.window, spec->window > 0);
    fit_parameter(f, "order", (double)m.order, true);
    fit_parameter(f, "level", level, false);
    if (m.order == 2)
        fit_parameter(f, "trend", trend, false);
    return true;
}

/// A random walk of each season.
static double walk(const void *model, size_t from, size_t to) {
    return (to - from) % *(const size_t *)model == 0 ? 1 : 0;
}

bool fit_naive(fit *f, const series *s, const forecast_spec *spec) {
    size_t lag = spec->method == FORECAST_SEASONAL_NAIVE ? s->period : 1;
    for (size_t i = lag; i < s->count; i++)
        f->fitted[i] = s->values[i - lag];
    sigma_set(f, s);
    for (size_t h = 0; h < f->horizon; h++)
        f->mean[h] = s->values[s->count - lag + h % lag];
    fit_driven(f, walk, &lag);
    return true;
}
