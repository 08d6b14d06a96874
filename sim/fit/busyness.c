// The number of calls in slice i of a day is Poisson with the mean m(i) B S(i); B, of the cv b, and S(i), of
// the cv s, are gamma factors with the mean 1; scores of the S(i) are a first-order autoregression c. But for
// terms of s^4,
//
//     Var N(i) = m(i) + m(i)^2 ((1 + b^2)(1 + s^2) - 1),
//     Cov(N(i), N(j)) = m(i) m(j) ((1 + b^2)(1 + s^2 c^|i - j|) - 1).
//
// b, s and c are those with which three sums over the data are what the model says: of the squared deviations
// in single slices, of the products of deviations in all pairs of different slices of a day, and in pairs
// half an hour apart.

#include <math.h>

#include "fit/arrivals.h"

const uint32_t fit_lag_minutes[FIT_LAGS] = {30, 60, 120, 240, 480};

/// The sum of m(i) m(j) c^|i - j| over all pairs of different slices.
static double pair_sum(const double *means, size_t count, double c) {
    double total = 0, before = 0;
    for (size_t i = 0; i < count; i++) {
        before *= c;
        total += 2 * means[i] * before;
        before += means[i];
    }
    return total;
}

/// Sums over days, of deviations and of what they are measured by.
typedef struct sums {
    double squares, products, lagged[FIT_LAGS];                ///< of deviations
    double mean_squares, mean_products, mean_lagged[FIT_LAGS]; ///< of means
    double calls;
    double days[FIT_WEEKDAYS]; ///< that take part
} sums;

static double deviation(const uint32_t *counts, const double *means, size_t i) {
    return (counts ? counts[i] : 0) - means[i];
}

/// How many slices lie between such that are so far apart; 0: slices are longer, or do not fit.
static size_t lag_slices(const arrival_means *m, size_t lag) {
    size_t slices = fit_lag_minutes[lag] * m->slice_count;
    return slices % 1440 == 0 ? slices / 1440 : 0;
}

static void lag_add(sums *s, const uint32_t *counts, const double *means, const arrival_means *m, size_t lag,
                    double weight) {
    size_t apart = lag_slices(m, lag);
    for (size_t i = 0; apart > 0 && i + apart < m->slice_count; i++) {
        s->lagged[lag] += weight * deviation(counts, means, i) * deviation(counts, means, i + apart);
        s->mean_lagged[lag] += means[i] * means[i + apart];
    }
}

static void day_add(sums *s, const uint32_t *counts, const double *means, const arrival_means *m,
                    double weight) {
    double total = 0, squares = 0;
    for (size_t i = 0; i < m->slice_count; i++) {
        double d = deviation(counts, means, i);
        total += d;
        squares += d * d;
        s->mean_squares += means[i] * means[i];
        s->calls += means[i];
    }
    s->squares += weight * squares;
    s->products += weight * (total * total - squares);
    for (size_t lag = 0; lag < FIT_LAGS; lag++)
        lag_add(s, counts, means, m, lag, weight);
}

/// `pair_sum` over all days.
static double pairs_of(const sums *s, const arrival_means *m, double c) {
    double total = 0;
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        if (s->days[k] > 0)
            total += s->days[k] * pair_sum(m->mean[k], m->slice_count, c);
    return total;
}

static sums sums_make(const arrival_counts *c, const calendar *days, const arrival_means *m) {
    sums s = {0};
    for (size_t day = 0; day < days->count; day++) {
        size_t k = calendar_weekday(days, day);
        if (!(m->weight[k] > 0))
            continue;
        s.days[k]++;
        day_add(&s, c->slices[day], m->mean[k], m, m->weight[k]);
    }
    s.mean_products = pairs_of(&s, m, 1);
    return s;
}

/// (1 + b^2) s^2 for this correlation, by single slices and by all pairs.
static double own_of(const sums *s, const arrival_means *m, double single, double pairs, double c) {
    return (single - pairs) / (1 - pairs_of(s, m, c) / s->mean_products);
}

/// The correlation that explains the covariance half an hour apart; not so large that nothing would be left
/// to days.
static double neighbours_find(const sums *s, const arrival_means *m, double single, double pairs,
                              double lagged, size_t lag) {
    double low = 0, high = 0.9999;
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2, own = own_of(s, m, single, pairs, middle);
        if (own <= single && single - own + own * pow(middle, (double)lag) < lagged)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/// The covariances that are not NaN: of the data, and by the model.
static void covariances_fill(fit_arrivals *out, const sums *s, const arrival_means *m) {
    double day = 1 + out->day_cv * out->day_cv, own = out->slice_cv * out->slice_cv;
    for (size_t lag = 0; lag < FIT_LAGS; lag++) {
        bool is_known = s->mean_lagged[lag] > 0;
        double apart = (double)lag_slices(m, lag);
        out->covariances[lag] = is_known ? s->lagged[lag] / s->mean_lagged[lag] : NAN;
        out->by_model[lag] = is_known ? day * (1 + own * pow(out->neighbours, apart)) - 1 : NAN;
    }
}

/// The first lag that slices are short enough for; FIT_LAGS: none.
static size_t lag_choose(const sums *s) {
    size_t lag = 0;
    while (lag < FIT_LAGS && !(s->mean_lagged[lag] > 0))
        lag++;
    return lag;
}

void busyness_fit(fit_arrivals *out, const arrival_counts *c, const calendar *days, const arrival_means *m) {
    sums s = sums_make(c, days, m);
    size_t lag = lag_choose(&s);
    if (days->count < 2 || !(s.mean_squares > 0) || !(s.mean_products > 0) || lag == FIT_LAGS)
        return;
    double pairs = s.products / s.mean_products, own = 0;
    out->single = (s.squares - s.calls) / s.mean_squares;
    out->is_over = out->single > 0;
    if (out->single > fmax(pairs, 0)) {
        double lagged = s.lagged[lag] / s.mean_lagged[lag];
        out->neighbours = neighbours_find(&s, m, out->single, pairs, lagged, lag_slices(m, lag));
        own = own_of(&s, m, out->single, pairs, out->neighbours);
    }
    double day = own > 0 ? 1 + out->single - own : 1 + fmax(pairs, 0);
    day = fmax(day, 1);
    out->day_cv = fmin(sqrt(day - 1), 5);
    out->slice_cv = fmin(sqrt(own / day), 5);
    out->neighbours = own > 0 ? out->neighbours : 0;
    covariances_fill(out, &s, m);
}
