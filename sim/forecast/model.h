/// A fitted model with all that is known of its errors.
#ifndef FORECAST_MODEL_H
#define FORECAST_MODEL_H

#include "forecast/fit.h"

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
    forecast_member members[FORECAST_MEMBERS_MAX];
    size_t member_count;
};

/// False, and `err` set, when the series or the spec is out of range.
bool spec_check(const forecast_series *s, const forecast_spec *spec, input_error *err);

/// What fitted values tell.
forecast_measures measures_of(const fit *f, const series *s);

#endif
