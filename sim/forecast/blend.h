/// The weighted mean of fits.
#ifndef FORECAST_BLEND_H
#define FORECAST_BLEND_H

#include "forecast/mixture.h"
#include "forecast/model.h"

/// Fits the members of a plan, with their weights at the end of the series, and puts their mean into the
/// model. False when none can be fitted, and m->f.wrong says why.
bool blend_fit(forecast_model *m, const plan *p, const trials *t);

#endif
