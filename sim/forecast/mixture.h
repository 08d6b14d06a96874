/// Weights of methods by what they did in the past that was known at an origin, and the trials of their
/// mixture.
#ifndef FORECAST_MIXTURE_H
#define FORECAST_MIXTURE_H

#include "forecast/plan.h"

/// Weights of the plan's methods, the first columns of `t`, at `origin`: they look at nothing that came
/// later. 0 for those that cannot be fitted there; all 0 when none can.
void mixture_weights(const plan *p, const trials *t, size_t origin, double *weights);

/// Adds the column of the mixture and returns it.
size_t mixture_column(const plan *p, trials *t);

#endif
