// How methods did in the last part of the series, each with what was known before.
#include <stdlib.h>

#include "base/text.h"
#include "forecast/calibration.h"
#include "forecast/mixture.h"
#include "forecast/model.h"

/// Sums over the forecasts of one method.
typedef struct tally {
    double mase, mape, smape, inside80, inside95, claimed80, claimed95;
    double step_mase[FORECAST_STEPS_MAX], step_count[FORECAST_STEPS_MAX];
    size_t count;
} tally;

typedef struct interval {
    double low, high;
} interval;

/// What the method said: the interval around its forecast, widened as trials before the origin ask for.
static interval interval_at(const trial *x, size_t step, double deviations) {
    double mean = x->mean[step - 1], by = deviations * x->deviation[step - 1];
    if (x->logs)
        return (interval){mean * exp(-by), mean * exp(by)};
    return (interval){mean - by, mean + by};
}

static bool holds(interval i, double value) {
    return value >= i.low && value <= i.high;
}

static void tally_step(tally *a, const trial *x, size_t step, double actual, double scale) {
    double mean = x->mean[step - 1], e = fabs(actual - mean), size = fabs(actual) + fabs(mean);
    // a series that never moved and still does not is forecast perfectly
    double scaled = e > 0 ? e / scale : 0;
    a->count++;
    a->mase += scaled;
    a->mape += e / fabs(actual);
    a->smape += size > 0 ? 2 * e / size : 0;
    a->step_mase[step - 1] += scaled;
    a->step_count[step - 1]++;
}

static void tally_origin(tally *a, const trials *t, size_t column, size_t origin) {
    const trial *x = trials_at(t, column, origin);
    double factors[FORECAST_STEPS_MAX];
    if (!x->good)
        return;
    series known = *t->s;
    known.count = origin;
    double scale = series_mean_step(&known);
    double fit_freedom = (double)origin - 2;
    double freedom = calibration_freedom(calibration_at(t, column, origin, factors), fit_freedom);
    double claimed = calibration_freedom(0, fit_freedom);
    for (size_t h = 1; h <= t->horizon && origin + h <= t->s->count; h++) {
        double actual = t->s->values[origin + h - 1], f = factors[h - 1];
        tally_step(a, x, h, actual, scale);
        a->inside80 += holds(interval_at(x, h, f * calibrated_quantile(0.9, freedom)), actual);
        a->inside95 += holds(interval_at(x, h, f * calibrated_quantile(0.975, freedom)), actual);
        a->claimed80 += holds(interval_at(x, h, calibrated_quantile(0.9, claimed)), actual);
        a->claimed95 += holds(interval_at(x, h, calibrated_quantile(0.975, claimed)), actual);
    }
}

static double mean_or_nan(double sum, double count) {
    return count > 0 && isfinite(sum) ? sum / count : NAN;
}

static forecast_score score_make(const trials *t, size_t column, size_t origins) {
    tally a = {0};
    forecast_score score = {0};
    for (size_t origin = t->s->count - origins; origin < t->s->count; origin++)
        tally_origin(&a, t, column, origin);
    double n = (double)a.count;
    score.count = a.count;
    score.mase = mean_or_nan(a.mase, n);
    score.mape = mean_or_nan(a.mape, n);
    score.smape = mean_or_nan(a.smape, n);
    score.coverage80 = mean_or_nan(a.inside80, n);
    score.coverage95 = mean_or_nan(a.inside95, n);
    score.claimed80 = mean_or_nan(a.claimed80, n);
    score.claimed95 = mean_or_nan(a.claimed95, n);
    for (size_t h = 0; h < FORECAST_STEPS_MAX; h++)
        score.mase_of_step[h] = mean_or_nan(a.step_mase[h], a.step_count[h]);
    return score;
}

static bool plan_has(const plan *p, forecast_method method) {
    for (size_t i = 0; i < p->count; i++)
        if (p->specs[i].method == method)
            return true;
    return false;
}

static void score_add(forecast_backtest *out, const trials *t, size_t column, const forecast_spec *spec) {
    forecast_score score = score_make(t, column, out->origins);
    score.method = spec->method;
    score.order = spec->order;
    score.multiplicative = spec->multiplicative;
    out->scores[out->score_count++] = score;
}

/// What everything is measured against, unless it is there anyway.
static void yardsticks_add(forecast_backtest *out, const plan *p, const series *s) {
    static const forecast_method methods[] = {FORECAST_NAIVE, FORECAST_SEASONAL_NAIVE};
    for (size_t i = 0; i < 2; i++) {
        if (plan_has(p, methods[i]) || (i == 1 && s->period < 2))
            continue;
        forecast_spec spec = forecast_spec_default(methods[i]);
        trials t;
        trials_run(&t, s, &spec, 1, p->first, s->count, p->horizon);
        score_add(out, &t, 0, &spec);
        trials_release(&t);
    }
}

bool forecast_backtest_run(const forecast_series *s, const forecast_spec *spec, size_t origins,
                           forecast_backtest *out, input_error *err) {
    if (!spec_check(s, spec, err))
        return false;
    if (origins < 1 || origins + 3 > s->count)
        return input_error_set(err, NULL, 0, NULL, "a back-test of %zu origins is asked; must be 1 to %zu",
                               origins, s->count - 3);
    double *times;
    series known = series_of(s, &times);
    plan p;
    trials t;
    plan_make(&p, &known, spec, spec->horizon, origins);
    trials_run(&t, &known, p.specs, p.count, p.first, s->count, p.horizon);
    *out = (forecast_backtest){.origins = origins, .steps = p.horizon};
    if (p.mixed)
        score_add(out, &t, mixture_column(&p, &t), spec);
    for (size_t i = 0; i < p.count; i++)
        score_add(out, &t, i, &p.specs[i]);
    yardsticks_add(out, &p, &known);
    trials_release(&t);
    free(times);
    return true;
}
