/// What one method makes of a series: its parameters, fitted values, and the future with its errors.
#ifndef FORECAST_FIT_H
#define FORECAST_FIT_H

#include <hotline/forecast.h>

enum { FIT_WRONG_SIZE = 200 };

/// The series as the methods see it: times are always there.
typedef struct series {
    const double *times, *values;
    size_t count, period;
    double step;
} series;

typedef struct fit {
    size_t count, horizon;
    forecast_parameter parameters[FORECAST_PARAMETERS_MAX];
    size_t parameter_count;
    size_t free_count;  ///< numbers estimated from the series, starts of smoothing included
    bool logs;          ///< errors are differences of logarithms
    double sigma;       ///< standard deviation of one error, in logarithms when `logs`
    double *fitted;     ///< `count`; NAN where there is none
    double *mean;       ///< `horizon`
    double *covariance; ///< of the errors of all steps, `horizon` x `horizon`
    double *season;     ///< `period` of them, that of the next step first; NULL: none
    char wrong[FIT_WRONG_SIZE];
} fit;

/// Fits one method that has no members. False when it cannot, and `wrong` says why. Release it all the same.
bool fit_method(fit *f, const series *s, const forecast_spec *spec, size_t horizon);

void fit_release(fit *f);

/// How many values a method needs.
size_t fit_least_count(const series *s, const forecast_spec *spec);

/// --- for the methods ---

/// Sets `wrong`. Always false.
bool fit_fail(fit *f, const char *format, ...) __attribute__((format(printf, 2, 3)));

void fit_parameter(fit *f, const char *name, double value, bool given);

/// The time of future step 1, 2, ..
double fit_time(const series *s, size_t step);

/// The last values of a long series, at most 10,000: those that tell how fast to smooth. Belongs to `s`.
series fit_recent(const series *s);

/// How far an error made at future step `from` moves the forecast of step `to` >= `from`; 1 when they are
/// equal.
typedef double fit_effect(const void *model, size_t from, size_t to);

/// Covariance of a method that is driven by one-step errors: sigma^2 W W', W(h, i) = effect(i, h).
void fit_driven(fit *f, fit_effect *effect, const void *model);

/// Covariance of a curve with `count` parameters: what is left around it, correlated from step to step as in
/// the past, and the uncertainty of its parameters, by the delta method. `slopes` has a row of derivatives
/// for each future step, `spread` is the parameters' covariance divided by sigma^2.
void fit_curve(fit *f, const double *residuals, size_t count, const double *slopes, const double *spread);

/// sqrt(sum of squares / (n - count)) of the residuals that are no NAN; 0 when nothing is left to estimate it
/// from.
double fit_residual_deviation(const double *residuals, size_t n, size_t count);

bool fit_linear(fit *f, const series *s, const forecast_spec *spec);
bool fit_exponential(fit *f, const series *s, const forecast_spec *spec);
bool fit_polynomial(fit *f, const series *s, const forecast_spec *spec);
bool fit_growth(fit *f, const series *s, const forecast_spec *spec);
bool fit_moving_average(fit *f, const series *s, const forecast_spec *spec);
bool fit_holt(fit *f, const series *s, const forecast_spec *spec);
bool fit_holt_winters(fit *f, const series *s, const forecast_spec *spec);
bool fit_gm11(fit *f, const series *s, const forecast_spec *spec);
bool fit_naive(fit *f, const series *s, const forecast_spec *spec);

#endif
