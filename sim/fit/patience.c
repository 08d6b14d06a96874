#include "fit/patience.h"

#include <math.h>

const double fit_survival_times[FIT_SURVIVALS] = {10, 20, 30, 60, 90, 120, 180, 300, 600};
const double fit_band_bounds[FIT_BANDS + 1] = {0,  5,  15,  20,  30,  40,  50,   60,
                                               70, 90, 120, 180, 300, 600, 1200, INFINITY};

enum { RESTRICTED = 900, FEWEST_FOR_BANDS = 200 };

/// Walks through both kinds of waits in order of time.
typedef struct walk {
    fit_points abandoned, answered;
    size_t next_abandoned, next_answered;
} walk;

/// The next time at which a wait ends, and how many do. False at the end.
static bool walk_next(walk *w, double *time, double *gave_up, double *cut_short) {
    bool left_a = w->next_abandoned < w->abandoned.count, left_b = w->next_answered < w->answered.count;
    double a = left_a ? w->abandoned.value[w->next_abandoned] : INFINITY;
    double b = left_b ? w->answered.value[w->next_answered] : INFINITY;
    *time = fmin(a, b);
    *gave_up = a <= b && left_a ? w->abandoned.weight[w->next_abandoned++] : 0;
    *cut_short = b <= a && left_b ? w->answered.weight[w->next_answered++] : 0;
    return left_a || left_b;
}

/// Kaplan and Meier 1958; of waits that end at the same time, giving up comes first.
static void survival_find(fit_patience *p, walk *w) {
    double alive = (double)(p->abandoned + p->answered_after_wait), survival = 1, before = 0;
    double time, gave_up, cut_short;
    size_t next = 0;
    while (walk_next(w, &time, &gave_up, &cut_short)) {
        for (; next < FIT_SURVIVALS && fit_survival_times[next] < time; next++)
            p->survival[next] = survival;
        p->restricted_mean += survival * (fmin(time, RESTRICTED) - fmin(before, RESTRICTED));
        survival *= 1 - gave_up / alive;
        alive -= gave_up + cut_short;
        before = time;
    }
    p->restricted_mean += survival * (RESTRICTED - fmin(before, RESTRICTED));
    for (; next < FIT_SURVIVALS; next++)
        p->survival[next] = NAN;
}

/// A wait that ends at a bound ends in the band below.
static void exposure_add(fit_patience *p, double wait, double weight, bool gave_up) {
    for (size_t i = 0; i < FIT_BANDS && fit_band_bounds[i] < wait; i++) {
        bool ends_here = wait <= fit_band_bounds[i + 1];
        p->exposure[i] += weight * (fmin(wait, fit_band_bounds[i + 1]) - fit_band_bounds[i]);
        p->deaths[i] += ends_here && gave_up ? (uint64_t)weight : 0;
    }
}

/// Log-likelihood of a constant hazard: deaths log(hazard) - hazard * exposure.
static double hazard_likelihood(double deaths, double exposure) {
    return deaths > 0 ? deaths * (log(deaths / exposure) - 1) : 0;
}

static void bands_judge(fit_patience *p) {
    double bands = 0, used = 0;
    for (size_t i = 0; i < FIT_BANDS; i++) {
        double deaths = (double)p->deaths[i];
        p->hazard[i] = p->exposure[i] > 0 ? deaths / p->exposure[i] : NAN;
        used += p->exposure[i] > 0;
        bands += hazard_likelihood(deaths, p->exposure[i]);
    }
    p->aic_exponential = 2 - 2 * hazard_likelihood((double)p->abandoned, p->total_wait);
    p->aic_bands = 2 * used - 2 * bands;
    p->by_bands = p->abandoned >= FEWEST_FOR_BANDS && p->aic_bands < p->aic_exponential;
}

fit_patience patience_fit(const fit_histogram *abandoned, const fit_histogram *answered) {
    fit_patience p = {.abandoned = abandoned->count,
                      .answered_after_wait = answered->count,
                      .total_wait = abandoned->sum + answered->sum};
    p.mean = p.abandoned ? p.total_wait / (double)p.abandoned : NAN;
    walk w = {.abandoned = histogram_points(abandoned), .answered = histogram_points(answered)};
    survival_find(&p, &w);
    for (size_t i = 0; i < w.abandoned.count; i++)
        exposure_add(&p, w.abandoned.value[i], w.abandoned.weight[i], true);
    for (size_t i = 0; i < w.answered.count; i++)
        exposure_add(&p, w.answered.value[i], w.answered.weight[i], false);
    bands_judge(&p);
    points_free(&w.abandoned);
    points_free(&w.answered);
    return p;
}
