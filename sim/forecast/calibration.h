/// Intervals held to the past: by how much the errors of a method were larger than it thinks.
#ifndef FORECAST_CALIBRATION_H
#define FORECAST_CALIBRATION_H

#include "forecast/trials.h"

/// Factors of the deviation for steps 1 to the trials' horizon, from what was known at `origin`; never
/// below 1. Returns how many independent errors they rest upon, 0 when there were none (all factors are 1
/// then).
double calibration_at(const trials *t, size_t column, size_t origin, double *factors);

/// Degrees of freedom of Student's law: `errors` as calibration_at returned, or what is left of a fit.
double calibration_freedom(double errors, double fit_freedom);

/// Probability point of Student's law. Probabilities below 1e-30 count as 1e-30, and those that are rounded
/// to 1 as the last number before: never infinite.
double calibrated_quantile(double probability, double freedom);

#endif
