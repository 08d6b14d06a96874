/// Forecasts of a series of values at equal steps of time (subscribers a year, calls a month): the classic
/// methods, an honest choice between them, intervals that are held to what happened, and paths to carry
/// uncertainty on.
///
/// A forecast in three lines:
///
///     forecast_spec spec = forecast_spec_default(FORECAST_AUTO);
///     forecast_model *m = forecast_fit(&(forecast_series){.values = v, .count = n}, &spec, &err);
///     forecast_point next = forecast_at(m, 1, 0.95);
///
/// Methods, specs, models, points, quantiles and paths are what programs may build upon; measures,
/// diagnostics and scores may still grow. docs/forecast.md has the formulas and their sources.
#ifndef HOTLINE_FORECAST_H
#define HOTLINE_FORECAST_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include <hotline/error.h>

enum {
    FORECAST_VALUES_MAX = 100000,
    FORECAST_HORIZON_MAX = 500,
    FORECAST_PERIOD_MAX = 1000,
    FORECAST_DEGREE_MAX = 5,
    FORECAST_MEMBERS_MAX = 16,
    FORECAST_PARAMETERS_MAX = 12,
};

typedef enum forecast_method {
    FORECAST_AUTO,           ///< what did best in the series' own past (forecast_trials)
    FORECAST_LINEAR,         ///< y = a + b t, least squares
    FORECAST_EXPONENTIAL,    ///< y = A exp(r t), least squares on logarithms
    FORECAST_POLYNOMIAL,     ///< y = c0 + c1 t + .. + cd t^d, least squares
    FORECAST_LOGISTIC,       ///< y = K / (1 + exp((t0 - t) / s)), nonlinear least squares
    FORECAST_GOMPERTZ,       ///< y = K exp(-b exp(-c t)), nonlinear least squares
    FORECAST_MOVING_AVERAGE, ///< mean of the last `window` values; order 2: with their trend
    FORECAST_HOLT,           ///< level and trend, smoothed
    FORECAST_DAMPED_HOLT,    ///< the same with a trend that fades by `phi` a step
    FORECAST_HOLT_WINTERS,   ///< level, trend and season, smoothed
    FORECAST_GM11,           ///< grey model GM(1,1)
    FORECAST_NAIVE,          ///< as the last value: what others are measured against
    FORECAST_SEASONAL_NAIVE, ///< as one period ago
    FORECAST_COMBINATION,    ///< weighted mean of members
} forecast_method;

enum { FORECAST_METHOD_COUNT = FORECAST_COMBINATION + 1 };

/// How members of a combination are weighted; by the errors that they made in forecasting the series' own
/// past.
typedef enum forecast_weights {
    FORECAST_EQUAL,
    FORECAST_INVERSE_ERROR, ///< by 1 / mean absolute error
    FORECAST_BATES_GRANGER, ///< by 1 / mean squared error (J. M. Bates, C. W. J. Granger 1969)
} forecast_weights;

/// What is known, in order of time.
typedef struct forecast_series {
    const double *times;  ///< at equal steps, rising; NULL: 0, 1, 2, ..
    const double *values; ///< finite, at most 1e150 in size
    size_t count;         ///< 3 to FORECAST_VALUES_MAX; a method may need more
    size_t period;        ///< values in a season, 2 to FORECAST_PERIOD_MAX; 0: no season
} forecast_series;

/// What is asked. Start with forecast_spec_default; NAN and 0 stand for "estimate it".
typedef struct forecast_spec {
    forecast_method method;
    size_t horizon;            ///< steps to forecast, 1 to FORECAST_HORIZON_MAX
    double alpha, beta, gamma; ///< smoothing of level, trend, season, 0 to 1
    double phi;                ///< damping of the trend, above 0 to 1
    double level;              ///< Holt's, before the first value; NAN: it is the first value
    double trend;              ///< Holt's at the start; NAN: second less first value
    double origin;             ///< time that counts as t = 0 in regressions and growth curves; NAN: the first
    size_t degree;             ///< of the polynomial, 1 to FORECAST_DEGREE_MAX
    size_t window;             ///< of the moving average, 2 or more
    size_t order;              ///< of the moving average, 1 or 2
    bool multiplicative;       ///< season of Holt-Winters: a factor rather than a summand
    forecast_weights weights;
    forecast_method members[FORECAST_MEMBERS_MAX]; ///< of a combination, or candidates of auto
    size_t member_count;                           ///< 0: for auto all that suit the series
} forecast_spec;

forecast_spec forecast_spec_default(forecast_method method);

/// "linear", "holt-winters", as on the command line.
const char *forecast_method_name(forecast_method method);
/// False when there is no such method.
bool forecast_method_find(const char *name, forecast_method *method);

/// A model that is fitted to a series, with all it says of the next `horizon` steps. Owns copies of all it
/// needs.
typedef struct forecast_model forecast_model;

/// Fits. NULL when the series or the spec is out of range, too short for the method, or not positive where
/// logarithms are taken; `err` (which may be NULL) says why. Same input, same bits.
forecast_model *forecast_fit(const forecast_series *s, const forecast_spec *spec, input_error *err);

/// Accepts NULL.
void forecast_free(forecast_model *m);

/// One step of the future. [lower, upper] holds the value with the confidence asked; see docs/forecast.md.
typedef struct forecast_point {
    double time;
    double mean; ///< the point forecast
    double lower, upper;
} forecast_point;

/// `step` from 1 to the spec's horizon; `confidence` between 0 and 1.
forecast_point forecast_at(const forecast_model *m, size_t step, double confidence);

/// The value that lies below with `probability` (between 0 and 1; less than 1e-30 counts as 1e-30), at one
/// step.
double forecast_quantile(const forecast_model *m, size_t step, double probability);

/// One future as it might come: `out[0 .. steps-1]` from as many independent standard normal `scores`. At
/// each step the law is that of forecast_quantile, parameter uncertainty included; steps hang together as the
/// method's errors do. All scores 0 give the medians.
void forecast_draw_path(const forecast_model *m, const double *scores, size_t steps, double *out);

/// A number of the model: "a", "alpha", "K".
typedef struct forecast_parameter {
    const char *name;
    double value;
    bool given; ///< by the spec, rather than estimated
} forecast_parameter;

const forecast_parameter *forecast_parameters(const forecast_model *m, size_t *count);

/// Summands or factors of the season, that of step 1 first. NULL and 0 for methods without.
const double *forecast_season(const forecast_model *m, size_t *count);

/// A member of a combination, or of what auto made of its candidates.
typedef struct forecast_member {
    forecast_method method;
    size_t order;                         ///< moving average
    bool multiplicative;                  ///< Holt-Winters
    double weight;                        ///< all add up to 1
    const forecast_parameter *parameters; ///< belong to the model
    size_t parameter_count;
} forecast_member;

/// The members of a combination or of auto, the heaviest first; for other methods none.
const forecast_member *forecast_members(const forecast_model *m, size_t *count);

/// How the fitted values (of smoothing: one step ahead) agree with the series. NAN where undefined.
typedef struct forecast_measures {
    size_t count;      ///< values that have a fitted one
    size_t parameters; ///< that were estimated
    double sse;        ///< sum of squared errors
    double rmse;       ///< sqrt(sse / count)
    double mae;        ///< mean absolute error
    double mape;       ///< mean of |error / value|, a share; NAN when a value is 0
    double mase;       ///< mae / mean absolute step of the series (of one period, when it has seasons)
    double r2;         ///< 1 - sse / sum of squares around the mean
    double
        aicc; ///< NAN for combinations; n ln(sse / n) + 2 k + 2 k (k + 1) / (n - k - 1), k = parameters + 1
    double sigma; ///< sqrt(sse / (count - parameters)); of logarithms for the exponential
} forecast_measures;

const forecast_measures *forecast_measures_of(const forecast_model *m);

/// What residuals tell of the model, and of GM(1,1) what its own tests tell. NAN where there are too few
/// values.
typedef struct forecast_diagnostics {
    double durbin_watson;   ///< near 2: neighbours do not hang together; near 0: they do
    size_t ljung_box_lags;  ///< min(10, count / 5), at least 1
    double ljung_box;       ///< G. M. Ljung, G. E. P. Box 1978: all autocorrelations up to there
    double ljung_box_p;     ///< probability of as much by chance, chi-squared with as many degrees of freedom
    double runs_p;          ///< A. Wald, J. Wolfowitz 1940: runs of signs, normal approximation
    double jarque_bera;     ///< C. M. Jarque, A. K. Bera 1980: skewness and kurtosis
    double jarque_bera_p;   ///< chi-squared with 2 degrees of freedom
    double cusum_p;         ///< W. Ploberger, W. Kraemer 1992: largest sum of residuals; small: a break
    double break_time;      ///< where that sum is largest
    double level_ratio_low; ///< GM(1,1): bounds exp(-2/(n+1)), exp(2/(n+1)) of the ratios of neighbours
    double level_ratio_high;
    size_t level_ratios_outside; ///< how many of them lie outside
    double posterior_ratio;      ///< GM(1,1): C, deviation of residuals / deviation of values
    double
        small_error_share; ///< GM(1,1): P, share of residuals less than 0.6745 deviations of the values off
    const char *grade;     ///< GM(1,1): "good", "qualified", "barely", "fail"; NULL for other methods
} forecast_diagnostics;

const forecast_diagnostics *forecast_diagnostics_of(const forecast_model *m);

/// What one should know before relying on the forecast, as sentences without a full stop; NULL from the end
/// on.
const char *forecast_warning(const forecast_model *m, size_t index);

/// Steps that a back-test looks ahead at most.
enum { FORECAST_STEPS_MAX = 24 };

/// How one method did in a back-test.
typedef struct forecast_score {
    forecast_method method;
    size_t order;        ///< moving average
    bool multiplicative; ///< Holt-Winters
    size_t count;        ///< forecasts that could be compared; the rest is NAN when 0
    double mase;  ///< mean of |error| / mean absolute step of the series until then (of one period, if any)
    double mape;  ///< mean of |error / actual|; NAN when an actual value is 0
    double smape; ///< mean of 2 |error| / (|actual| + |forecast|)
    double coverage80; ///< share of actual values inside the 80 % interval
    double coverage95;
    double claimed80; ///< the same of the intervals before they are widened by the past
    double claimed95;
    double mase_of_step[FORECAST_STEPS_MAX]; ///< NAN where nothing could be compared
} forecast_score;

enum { FORECAST_SCORES_MAX = FORECAST_MEMBERS_MAX + 3 };

/// Rolling-origin back-test: forecasts from each of the last `origins` values but the last one.
typedef struct forecast_backtest {
    size_t origins, steps;
    size_t score_count;
    forecast_score scores[FORECAST_SCORES_MAX]; ///< the method asked for first, naive among the others
} forecast_backtest;

/// Tries the method asked for, its members or candidates, and the naive ones, from the last `origins`
/// origins, each with nothing but what was known then, weights and intervals included, up to min(horizon,
/// FORECAST_STEPS_MAX) steps ahead. False, and `err` set, as forecast_fit, and when fewer than 3 values would
/// be left.
bool forecast_backtest_run(const forecast_series *s, const forecast_spec *spec, size_t origins,
                           forecast_backtest *out, input_error *err);

/// Fitted values, one for each of the series; NAN where there is none.
const double *forecast_fitted(const forecast_model *m);

#endif
