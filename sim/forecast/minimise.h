/// The least value of a function of a few shares between 0 and 1.
#ifndef FORECAST_MINIMISE_H
#define FORECAST_MINIMISE_H

#include <stddef.h>

enum { MINIMISE_SHARES_MAX = 4 };

/// Bounds of one share; equal ones fix it.
typedef struct share_range {
    double low, high;
} share_range;

typedef double minimise_function(const double *shares, const void *context);

/// Puts the shares with the least value into `shares`, their number at most MINIMISE_SHARES_MAX: the best of
/// a coarse grid, from which a simplex (J. A. Nelder, R. Mead 1965) descends.
void minimise_shares(minimise_function *function, const void *context, const share_range *ranges,
                     size_t count, double *shares);

#endif
