#include "forecast/fit.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/text.h"

/// Residuals that hang together more than this are told by other means: the method does not fit.
static const double correlation_max = 0.9;
enum { RECENT_MAX = 10000 };

bool fit_fail(fit *f, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(f->wrong, sizeof f->wrong, format, arguments);
    va_end(arguments);
    return false;
}

void fit_parameter(fit *f, const char *name, double value, bool given) {
    SIM_REQUIRE(f->parameter_count < FORECAST_PARAMETERS_MAX);
    f->parameters[f->parameter_count++] = (forecast_parameter){name, value, given};
}

double fit_time(const series *s, size_t step) {
    return s->times[s->count - 1] + (double)step * s->step;
}

series fit_recent(const series *s) {
    series recent = *s;
    size_t before = s->count > RECENT_MAX ? s->count - RECENT_MAX : 0;
    recent.times += before;
    recent.values += before;
    recent.count -= before;
    return recent;
}

double fit_residual_deviation(const double *residuals, size_t n, size_t count) {
    double sum = 0;
    size_t there = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(residuals[i]))
            continue;
        sum += residuals[i] * residuals[i];
        there++;
    }
    return there > count ? sqrt(sum / (double)(there - count)) : 0;
}

void fit_driven(fit *f, fit_effect *effect, const void *model) {
    size_t horizon = f->horizon;
    double *root = memory_new(horizon * horizon, sizeof *root);
    for (size_t h = 0; h < horizon; h++)
        for (size_t i = 0; i <= h; i++)
            root[h * horizon + i] = f->sigma * (i == h ? 1 : effect(model, i + 1, h + 1));
    for (size_t h = 0; h < horizon; h++)
        for (size_t k = 0; k <= h; k++) {
            double sum = 0;
            for (size_t i = 0; i <= k; i++)
                sum += root[h * horizon + i] * root[k * horizon + i];
            f->covariance[h * horizon + k] = f->covariance[k * horizon + h] = sum;
        }
    free(root);
}

/// Correlation of neighbouring residuals, from 0 to correlation_max.
static double neighbour_correlation(const double *residuals, size_t n) {
    double squares = 0, products = 0;
    for (size_t i = 0; i < n; i++) {
        squares += residuals[i] * residuals[i];
        products += i ? residuals[i] * residuals[i - 1] : 0;
    }
    double r = squares > 0 ? products / squares : 0;
    return fmin(fmax(r, 0), correlation_max);
}

void fit_curve(fit *f, const double *residuals, size_t count, const double *slopes, const double *spread) {
    double variance = f->sigma * f->sigma, r = neighbour_correlation(residuals, f->count);
    double fewer = (1 + r) / (1 - r); // correlated values tell as much as so many times fewer ones
    for (size_t h = 0; h < f->horizon; h++)
        for (size_t k = 0; k < f->horizon; k++) {
            double sum = pow(r, fabs((double)h - (double)k));
            for (size_t i = 0; i < count; i++)
                for (size_t j = 0; j < count; j++)
                    sum += fewer * slopes[h * count + i] * spread[i * count + j] * slopes[k * count + j];
            f->covariance[h * f->horizon + k] = variance * sum;
        }
}

void fit_release(fit *f) {
    free(f->fitted);
    free(f->mean);
    free(f->covariance);
    free(f->season);
    f->fitted = f->mean = f->covariance = f->season = NULL;
}

size_t fit_least_count(const series *s, const forecast_spec *spec) {
    switch (spec->method) {
    case FORECAST_LINEAR:
    case FORECAST_EXPONENTIAL:
    case FORECAST_DAMPED_HOLT:
        return 3;
    case FORECAST_POLYNOMIAL:
        return spec->degree + 2;
    case FORECAST_LOGISTIC:
    case FORECAST_GOMPERTZ:
        return 5;
    case FORECAST_MOVING_AVERAGE:
        return spec->order == 1 ? (spec->window ? spec->window + 1 : 3)
                                : 2 * (spec->window ? spec->window : 2);
    case FORECAST_HOLT:
    case FORECAST_GM11:
        return 4;
    case FORECAST_HOLT_WINTERS:
        return 2 * s->period + 3;
    case FORECAST_NAIVE:
        return 2;
    case FORECAST_SEASONAL_NAIVE:
        return s->period + 1;
    case FORECAST_AUTO:
    case FORECAST_COMBINATION:
        return 3;
    }
    SIM_UNREACHABLE();
}

static bool run(fit *f, const series *s, const forecast_spec *spec) {
    switch (spec->method) {
    case FORECAST_LINEAR:
        return fit_linear(f, s, spec);
    case FORECAST_EXPONENTIAL:
        return fit_exponential(f, s, spec);
    case FORECAST_POLYNOMIAL:
        return fit_polynomial(f, s, spec);
    case FORECAST_LOGISTIC:
    case FORECAST_GOMPERTZ:
        return fit_growth(f, s, spec);
    case FORECAST_MOVING_AVERAGE:
        return fit_moving_average(f, s, spec);
    case FORECAST_HOLT:
    case FORECAST_DAMPED_HOLT:
        return fit_holt(f, s, spec);
    case FORECAST_HOLT_WINTERS:
        return fit_holt_winters(f, s, spec);
    case FORECAST_GM11:
        return fit_gm11(f, s, spec);
    case FORECAST_NAIVE:
    case FORECAST_SEASONAL_NAIVE:
        return fit_naive(f, s, spec);
    case FORECAST_AUTO:
    case FORECAST_COMBINATION:
        break;
    }
    SIM_UNREACHABLE();
}

static bool all_finite(const double *x, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]) || fabs(x[i]) > 1e200)
            return false;
    return true;
}

/// Starts that are taken from the first values need no estimate, but what they are taken from is no test.
bool fit_method(fit *f, const series *s, const forecast_spec *spec, size_t horizon) {
    *f = (fit){.count = s->count, .horizon = horizon};
    size_t least = fit_least_count(s, spec);
    bool seasonal = spec->method == FORECAST_HOLT_WINTERS || spec->method == FORECAST_SEASONAL_NAIVE;
    if (seasonal && s->period < 2)
        return fit_fail(f, "%s needs a period, such as 12 for months", forecast_method_name(spec->method));
    if (s->count < least)
        return fit_fail(f, "has %zu value%s; %s needs at least %zu", s->count, text_plural(s->count),
                        forecast_method_name(spec->method), least);
    f->fitted = memory_new(s->count, sizeof *f->fitted);
    f->mean = memory_new(horizon, sizeof *f->mean);
    f->covariance = memory_new(horizon * horizon, sizeof *f->covariance);
    for (size_t i = 0; i < s->count; i++)
        f->fitted[i] = NAN;
    if (!run(f, s, spec))
        return false;
    return (all_finite(f->mean, horizon) && all_finite(f->covariance, horizon * horizon)) ||
           fit_fail(f, "%s runs away: its forecast is no number of sensible size",
                    forecast_method_name(spec->method));
}
