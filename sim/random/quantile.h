/// Inverse distribution functions, for draws that are correlated by their normal scores (Gaussian copula).
#ifndef RANDOM_QUANTILE_H
#define RANDOM_QUANTILE_H

#include "random/stream.h"

/// A standard normal draw from one word of the stream.
double normal_score_draw(stream *s);

/// The value of a gamma variable with mean 1 and coefficient of variation cv > 0 at the normal score z: it is
/// below that value as often as a standard normal one is below z. Relative error below 1e-9 for cv >= 0.01
/// and |z| <= 8; below 1e-6 for smaller cv.
double gamma_at_score(double cv, double z);

#endif
