/// What methods would have forecast in the series' own past: each is fitted to the first values alone, again
/// and again, and what came is known.
#ifndef FORECAST_TRIALS_H
#define FORECAST_TRIALS_H

#include "forecast/fit.h"

/// What was forecast from one origin.
typedef struct trial {
    bool good;         ///< the method could be fitted
    double *mean;      ///< `horizon` steps
    double *deviation; ///< of the error, as the method itself sees it; in logarithms when `logs`
    bool logs;
} trial;

/// Columns of trials, one for each method, over origins `first` to `last`. An origin is a number of known
/// values, and what was forecast for step h is values[origin + h - 1], if that is there.
typedef struct trials {
    const series *s;
    size_t first, last, horizon, column_count;
    trial *items; ///< column by column
} trials;

/// Fits all. `last` is at most the length of the series.
void trials_run(trials *t, const series *s, const forecast_spec *specs, size_t count, size_t first,
                size_t last, size_t horizon);

/// Adds a column that is empty; the caller fills it.
size_t trials_column_add(trials *t);

trial *trials_at(const trials *t, size_t column, size_t origin);

/// Error of a good trial at a step from 1 on, in logarithms when it has them; NAN where what came is not
/// known when only `known` values are.
double trial_error(const trials *t, size_t column, size_t origin, size_t step, size_t known);

/// Gives a trial its room.
void trial_create(trial *x, size_t horizon);

void trials_release(trials *t);

#endif
