// What may be asked.
#include <string.h>

#include "base/check.h"
#include "forecast/model.h"

static const double value_max = 1e150;
/// Times are at equal steps to this share of one: decimal years are rounded in files.
static const double step_tolerance = 1e-3;

static const char *const method_names[FORECAST_METHOD_COUNT] = {
    [FORECAST_AUTO] = "auto",
    [FORECAST_LINEAR] = "linear",
    [FORECAST_EXPONENTIAL] = "exponential",
    [FORECAST_POLYNOMIAL] = "polynomial",
    [FORECAST_LOGISTIC] = "logistic",
    [FORECAST_GOMPERTZ] = "gompertz",
    [FORECAST_MOVING_AVERAGE] = "moving-average",
    [FORECAST_HOLT] = "holt",
    [FORECAST_DAMPED_HOLT] = "damped-holt",
    [FORECAST_HOLT_WINTERS] = "holt-winters",
    [FORECAST_GM11] = "gm11",
    [FORECAST_NAIVE] = "naive",
    [FORECAST_SEASONAL_NAIVE] = "seasonal-naive",
    [FORECAST_COMBINATION] = "combination",
};

const char *forecast_method_name(forecast_method method) {
    SIM_REQUIRE((size_t)method < FORECAST_METHOD_COUNT);
    return method_names[method];
}

bool forecast_method_find(const char *name, forecast_method *method) {
    for (size_t i = 0; i < FORECAST_METHOD_COUNT; i++)
        if (strcmp(name, method_names[i]) == 0) {
            *method = (forecast_method)i;
            return true;
        }
    return false;
}

forecast_spec forecast_spec_default(forecast_method method) {
    return (forecast_spec){
        .method = method,
        .horizon = 5,
        .alpha = NAN,
        .beta = NAN,
        .gamma = NAN,
        .phi = NAN,
        .level = NAN,
        .trend = NAN,
        .origin = NAN,
        .degree = 2,
        .order = 1,
    };
}

static bool share_check(const char *name, double value, input_error *err) {
    return isnan(value) || (value >= 0 && value <= 1) ||
           input_error_set(err, NULL, 0, NULL, "%s is %g; must be 0 to 1", name, value);
}

static bool number_check(const char *name, double value, input_error *err) {
    return isnan(value) || fabs(value) <= value_max ||
           input_error_set(err, NULL, 0, NULL, "%s is %g; must be a number up to %g in size", name, value,
                           value_max);
}

static bool count_check(const char *name, size_t value, size_t low, size_t high, input_error *err) {
    return (value >= low && value <= high) ||
           input_error_set(err, NULL, 0, NULL, "%s is %zu; must be %zu to %zu", name, value, low, high);
}

static bool members_check(const forecast_spec *spec, input_error *err) {
    if (spec->method == FORECAST_COMBINATION && spec->member_count < 2)
        return input_error_set(err, NULL, 0, NULL,
                               "a combination needs members, such as members=gm11,gompertz");
    if (!count_check("the number of members", spec->member_count, 0, FORECAST_MEMBERS_MAX, err))
        return false;
    for (size_t i = 0; i < spec->member_count; i++) {
        forecast_method m = spec->members[i];
        if ((size_t)m >= FORECAST_METHOD_COUNT || m == FORECAST_AUTO || m == FORECAST_COMBINATION)
            return input_error_set(err, NULL, 0, NULL, "a member must be a single method");
        for (size_t k = 0; k < i; k++)
            if (spec->members[k] == m)
                return input_error_set(err, NULL, 0, NULL, "the member %s is named twice",
                                       forecast_method_name(m));
    }
    return true;
}

static bool series_check(const forecast_series *s, input_error *err) {
    if (!count_check("the number of values", s->count, 3, FORECAST_VALUES_MAX, err))
        return false;
    if (s->period)
        if (!count_check("the period", s->period, 2, FORECAST_PERIOD_MAX, err))
            return false;
    double step = s->times ? (s->times[s->count - 1] - s->times[0]) / (double)(s->count - 1) : 1;
    for (size_t i = 0; i < s->count; i++) {
        if (!(fabs(s->values[i]) <= value_max))
            return input_error_set(err, NULL, 0, NULL, "value %zu is %g; must be a number up to %g in size",
                                   i + 1, s->values[i], value_max);
        double expected = s->times ? s->times[0] + (double)i * step : 0;
        if (s->times &&
            !(fabs(s->times[i] - expected) <= step_tolerance * (double)s->count * step && step > 0))
            return input_error_set(err, NULL, 0, NULL, "time %zu is %g; must be %g, at equal steps", i + 1,
                                   s->times[i], expected);
        if (i && s->times && !(fabs(s->times[i] - s->times[i - 1] - step) <= 0.2 * step))
            return input_error_set(err, NULL, 0, NULL,
                                   "time %zu does not follow the one before at a step of %g", i + 1, step);
    }
    return true;
}

bool spec_check(const forecast_series *s, const forecast_spec *spec, input_error *err) {
    SIM_REQUIRE((size_t)spec->method < FORECAST_METHOD_COUNT);
    return series_check(s, err) && count_check("the horizon", spec->horizon, 1, FORECAST_HORIZON_MAX, err) &&
           count_check("the degree", spec->degree, 1, FORECAST_DEGREE_MAX, err) &&
           count_check("the order", spec->order, 1, 2, err) &&
           (!spec->window || count_check("the window", spec->window, 2, FORECAST_PERIOD_MAX, err)) &&
           share_check("alpha", spec->alpha, err) && share_check("beta", spec->beta, err) &&
           share_check("gamma", spec->gamma, err) && share_check("phi", spec->phi, err) &&
           number_check("level", spec->level, err) && number_check("trend", spec->trend, err) &&
           number_check("origin", spec->origin, err) && members_check(spec, err);
}
