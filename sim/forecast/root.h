/// Square roots of covariances.
#ifndef FORECAST_ROOT_H
#define FORECAST_ROOT_H

#include <stddef.h>

/// Lower triangle L with L L' = `matrix`, n x n, which may be singular: what is certain, or follows from
/// others, adds nothing. To be freed.
double *covariance_root(const double *matrix, size_t n);

#endif
