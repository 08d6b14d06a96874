/// Integrals of positive functions with one peak, given by their logarithms.
#ifndef THEORY_INTEGRAL_H
#define THEORY_INTEGRAL_H

/// ln f(x). It must be concave; -INFINITY is allowed at the ends only.
typedef double (*log_function)(double x, const void *context);

/// The integral of f from `from` to `to` > from; `to` may be INFINITY if f falls to 0. The relative error is
/// about 1e-13. `scale` is some length, however wrong, from which the search for the peak starts.
double log_concave_integral(log_function f, const void *context, double from, double to, double scale);

#endif
