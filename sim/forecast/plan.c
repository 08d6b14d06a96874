#include "forecast/plan.h"

enum {
    ORIGINS_SHORT = 40, ///< of series of at most VALUES_SHORT values, and so on: long ones take long to fit
    ORIGINS_MIDDLE = 20,
    ORIGINS_LONG = 6,
    VALUES_SHORT = 500,
    VALUES_MIDDLE = 5000,
    ORIGIN_MIN = 3,
    TRIAL_HORIZON_MAX = 24,
};

static void add(plan *p, const forecast_spec *spec, forecast_method method, bool trusted) {
    p->specs[p->count] = *spec;
    p->specs[p->count].method = method;
    p->specs[p->count].member_count = 0;
    p->trusted[p->count] = trusted;
    p->count++;
}

static double least_value(const series *s) {
    double least = s->values[0];
    for (size_t i = 1; i < s->count; i++)
        least = fmin(least, s->values[i]);
    return least;
}

static bool is_seasonal(const series *s) {
    return s->period >= 2 && s->count >= 3 * s->period;
}

/// Everything that can make sense of such a series. The trusted ones are those that are hard to beat where
/// the past tells little: the last value and the damped trend, or Holt-Winters where there are seasons.
static void add_candidates(plan *p, const series *s, const forecast_spec *spec) {
    double least = least_value(s);
    bool seasonal = is_seasonal(s);
    add(p, spec, FORECAST_NAIVE, !seasonal);
    add(p, spec, FORECAST_LINEAR, false);
    if (least > 0)
        add(p, spec, FORECAST_EXPONENTIAL, false);
    add(p, spec, FORECAST_POLYNOMIAL, false);
    if (least >= 0) {
        add(p, spec, FORECAST_LOGISTIC, false);
        add(p, spec, FORECAST_GOMPERTZ, false);
        add(p, spec, FORECAST_GM11, false);
    }
    for (size_t order = 1; order <= 2; order++) {
        add(p, spec, FORECAST_MOVING_AVERAGE, false);
        p->specs[p->count - 1].order = order;
    }
    add(p, spec, FORECAST_HOLT, false);
    add(p, spec, FORECAST_DAMPED_HOLT, !seasonal);
    if (!seasonal)
        return;
    add(p, spec, FORECAST_SEASONAL_NAIVE, false);
    add(p, spec, FORECAST_HOLT_WINTERS, true);
    p->specs[p->count - 1].multiplicative = false;
    if (least > 0) {
        add(p, spec, FORECAST_HOLT_WINTERS, true);
        p->specs[p->count - 1].multiplicative = true;
    }
}

static size_t origins_of(size_t count) {
    return count <= VALUES_SHORT ? ORIGINS_SHORT : count <= VALUES_MIDDLE ? ORIGINS_MIDDLE : ORIGINS_LONG;
}

void plan_make(plan *p, const series *s, const forecast_spec *spec, size_t horizon, size_t origins) {
    size_t back = origins_of(s->count) + origins;
    *p = (plan){.weights = spec->weights,
                .horizon = horizon < TRIAL_HORIZON_MAX ? horizon : TRIAL_HORIZON_MAX};
    p->first = s->count > back + ORIGIN_MIN ? s->count - back : ORIGIN_MIN;
    p->by_past = spec->method == FORECAST_AUTO;
    p->mixed = p->by_past || spec->method == FORECAST_COMBINATION;
    if (!p->mixed)
        add(p, spec, spec->method, false);
    else if (spec->member_count == 0)
        add_candidates(p, s, spec);
    for (size_t i = 0; p->mixed && i < spec->member_count; i++)
        add(p, spec, spec->members[i],
            spec->members[i] == FORECAST_NAIVE || spec->members[i] == FORECAST_DAMPED_HOLT);
}
