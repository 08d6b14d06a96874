/// A fitted model with all that is known of its errors.
#ifndef FORECAST_MODEL_H
#define FORECAST_MODEL_H

#include "forecast/fit.h"

enum { WARNINGS_MAX = 12 };

struct forecast_model {
    forecast_spec spec;
    series s; ///< its times and values belong to the model
    double *times, *values;
    fit f;
    bool from_zero;    ///< no value is below 0: no forecast is
    double freedom;    ///< degrees of freedom of the errors' law, Student's t
    double *deviation; ///< of the error at each step, in logarithms when `f.logs`
    double *root;      ///< Cholesky factor of the errors' correlation, lower triangle
    forecast_measures measures;
    forecast_diagnostics diagnostics;
    char *warnings[WARNINGS_MAX];
    size_t warning_count;
    double tried; ///< how many independent trials in the past the deviations rest upon; 0: none
    forecast_member members[FORECAST_MEMBERS_MAX];
    size_t member_count;
    fit member_fits[FORECAST_MEMBERS_MAX]; ///< in the order of the members
};

/// False, and `err` set, when the series or the spec is out of range.
bool spec_check(const forecast_series *s, const forecast_spec *spec, input_error *err);

/// Mean absolute step of a series, over one period when it has that many values: what the naive forecast
/// errs.
double series_mean_step(const series *s);

bool series_is_constant(const series *s);

/// The series of the caller as the methods see it, with times where it has none: `times` is to be freed.
series series_of(const forecast_series *s, double **times);

void diagnostics_make(forecast_model *m);
void warnings_make(forecast_model *m);

/// What fitted values tell.
forecast_measures measures_of(const fit *f, const series *s);

#endif
