#include "forecast/mixture.h"

#include "forecast/model.h"

/// What an error one origin earlier counts less.
static const double memory = 0.6;
/// Share of the weights that trusted methods keep, at least; and the number of past trials that outweigh
/// them.
static const double reserve_min = 0.2, reserve_trials = 3;
/// A method with such a score is as good as without error: the past tells enough, and half of the share is
/// lifted.
static const double score_exact = 0.01;
/// Weights below this are left out: a method that did badly all along may run away.
static const double weight_min = 0.05;
/// Auto judges by the first steps: what was forecast further ahead was forecast long ago, in another regime
/// perhaps. With seasons by a whole one.
enum { STEPS_JUDGED = 2 };
/// Keeps scores of perfect methods finite: a part of what the naive forecast errs.
static const double score_min = 1e-6;

/// Sums of past errors of one method, and of the naive forecast on the same occasions; each divided by the
/// mean step known at the origin, so that a series that grows does not count its last years only.
typedef struct record {
    size_t steps; ///< that count
    double absolute, squares, naive;
} record;

/// Error of the forecast that all stays as it was one period ago.
static double naive_error(const series *s, size_t origin, size_t step) {
    size_t lag = s->period >= 2 && origin >= s->period ? s->period : 1;
    return s->values[origin + step - 1] - s->values[origin - lag + (step - 1) % lag];
}

static void record_add(record *r, const trials *t, size_t column, size_t past, size_t origin, double share) {
    series known = *t->s;
    known.count = past;
    double scale = series_mean_step(&known);
    const trial *x = trials_at(t, column, past);
    for (size_t h = 1; scale > 0 && h <= r->steps && past + h <= origin; h++) {
        double e = fabs(t->s->values[past + h - 1] - x->mean[h - 1]) / scale;
        r->absolute += share * e;
        r->squares += share * e * e;
        r->naive += share * fabs(naive_error(t->s, past, h)) / scale;
    }
}

static size_t steps_judged(const plan *p, const trials *t) {
    size_t steps = t->s->period > STEPS_JUDGED ? t->s->period : STEPS_JUDGED;
    return p->by_past && steps < t->horizon ? steps : t->horizon;
}

static record record_of(const plan *p, const trials *t, size_t column, size_t origin) {
    record r = {.steps = steps_judged(p, t)};
    double share = 1, forget = p->by_past ? memory : 1;
    for (size_t past = origin; past-- > t->first;) {
        if (trials_at(t, column, past)->good)
            record_add(&r, t, column, past, origin, share);
        share *= forget;
    }
    return r;
}

/// Mean absolute error as a part of the naive forecast's; 0: nothing is known.
static double score_of(const record *r) {
    double least = score_min * r->naive;
    return r->naive > 0 ? fmax(r->absolute, least) / r->naive : 0;
}

static double raw_weight(const plan *p, const record *r) {
    double score = score_of(r);
    if (p->by_past)
        return score > 0 ? 1 / (score * score) : 0;
    if (p->weights == FORECAST_EQUAL || !(score > 0))
        return 1;
    double squares = fmax(r->squares, score_min * r->naive * r->naive);
    return p->weights == FORECAST_INVERSE_ERROR ? 1 / score : r->naive * r->naive / squares;
}

static double sum_of(const double *x, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

static void scale_to_one(double *weights, size_t n) {
    double sum = sum_of(weights, n);
    for (size_t i = 0; sum > 0 && i < n; i++)
        weights[i] /= sum;
}

/// What each method gets of the reserve: the trusted ones share it as they have deserved it, or alike where
/// one has no past. Their sum is 1, or 0 where there are none.
static void reserve_share(const plan *p, const trials *t, size_t origin, const double *weights,
                          double *shares) {
    bool blank = false;
    for (size_t i = 0; i < p->count; i++) {
        bool is_trusted = p->trusted[i] && trials_at(t, i, origin)->good;
        shares[i] = is_trusted ? weights[i] : 0;
        blank = blank || (is_trusted && !(weights[i] > 0));
    }
    for (size_t i = 0; blank && i < p->count; i++)
        shares[i] = p->trusted[i] && trials_at(t, i, origin)->good;
    scale_to_one(shares, p->count);
}

/// The least score of the methods; 0: nothing is known of any.
static double best_score(const plan *p, const trials *t, size_t origin) {
    double best = INFINITY;
    for (size_t i = 0; i < p->count; i++) {
        record r = record_of(p, t, i, origin);
        double score = score_of(&r);
        if (trials_at(t, i, origin)->good && score > 0)
            best = fmin(best, score);
    }
    return isfinite(best) ? best : 0;
}

/// Share of the trusted methods: the smaller, the more the past tells. It vanishes as the square of the best
/// method's score, as weights do.
static double reserve_of(const plan *p, const trials *t, size_t origin) {
    double past = (double)(origin - t->first), best = best_score(p, t, origin);
    double reserve = fmax(reserve_min, reserve_trials / (reserve_trials + past));
    return best > 0 ? reserve * best * best / (best * best + score_exact * score_exact) : reserve;
}

/// Trusted methods get their share, small weights go.
static void temper(const plan *p, const trials *t, size_t origin, double *weights) {
    double shares[FORECAST_MEMBERS_MAX], reserve = reserve_of(p, t, origin);
    reserve_share(p, t, origin, weights, shares);
    double trusted = sum_of(shares, p->count);
    bool blank = !(sum_of(weights, p->count) > 0); // nothing is known of the past
    for (size_t i = 0; trusted > 0 && i < p->count; i++)
        weights[i] = (1 - reserve) * weights[i] + (blank ? 1 : reserve) * shares[i];
    for (size_t i = 0; trusted <= 0 && blank && i < p->count; i++)
        weights[i] = trials_at(t, i, origin)->good;
    scale_to_one(weights, p->count);
    for (size_t i = 0; i < p->count; i++)
        weights[i] = weights[i] < weight_min ? 0 : weights[i];
}

void mixture_weights(const plan *p, const trials *t, size_t origin, double *weights) {
    for (size_t i = 0; i < p->count; i++) {
        record r = record_of(p, t, i, origin);
        weights[i] = trials_at(t, i, origin)->good ? raw_weight(p, &r) : 0;
    }
    scale_to_one(weights, p->count);
    if (p->by_past)
        temper(p, t, origin, weights);
    scale_to_one(weights, p->count);
}

/// Members are taken to err together: nothing is gained by counting on their errors to cancel.
static void mix(trial *x, const plan *p, const trials *t, size_t origin, const double *weights) {
    trial_create(x, t->horizon);
    for (size_t i = 0; i < p->count; i++) {
        const trial *member = trials_at(t, i, origin);
        for (size_t h = 0; weights[i] > 0 && h < t->horizon; h++) {
            double unit = member->logs ? member->mean[h] : 1;
            x->mean[h] += weights[i] * member->mean[h];
            x->deviation[h] += weights[i] * member->deviation[h] * unit;
        }
    }
}

size_t mixture_column(const plan *p, trials *t) {
    size_t column = trials_column_add(t);
    double weights[FORECAST_MEMBERS_MAX];
    for (size_t origin = t->first; origin <= t->last; origin++) {
        trial *x = trials_at(t, column, origin);
        mixture_weights(p, t, origin, weights);
        x->good = sum_of(weights, p->count) > 0;
        if (x->good)
            mix(x, p, t, origin, weights);
    }
    return column;
}
