#include "random/quantile.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>

#include "base/check.h"

/// Above this shape the expansion about the normal law is better than the sums.
#define SHAPE_LARGE 1e4

/// Below its exponential a value is nothing.
#define LOG_SMALLEST (-700.0)

enum { STEPS_MAX = 100 };

double normal_score_draw(stream *s) {
    return gsl_cdf_ugaussian_Pinv(stream_unit(s));
}

// Own incomplete gamma functions: GSL's end the program when they underflow, as they may for small shapes.

/// x^a e^-x / Γ(a): what both expansions have in common.
static double gamma_front(double a, double x) {
    return exp(a * log(x) - x - lgamma(a));
}

/// P(a, x) by its series, for x < a + 1. Abramowitz and Stegun 6.5.29.
static double gamma_below(double a, double x) {
    double term = 1 / a, sum = term;
    for (int n = 1; term > sum * 1e-17; n++) {
        term *= x / (a + n);
        sum += term;
    }
    return sum * gamma_front(a, x);
}

/// Q(a, x) by its continued fraction, for x >= a + 1. Abramowitz and Stegun 6.5.31, by Lentz's method.
static double gamma_above(double a, double x) {
    double b = x + 1 - a, c = 1e300, d = 1 / b, product = d, change = 0;
    for (int i = 1; fabs(change - 1) > 1e-15 && i < 10000; i++) {
        double factor = -i * (i - a);
        b += 2;
        d = 1 / (factor * d + b);
        c = b + factor / c;
        change = c * d;
        product *= change;
    }
    return product * gamma_front(a, x);
}

/// The logarithm of the smaller tail's probability beyond x: of P for z < 0, of Q else.
static double tail_log(double a, double x, bool lower) {
    bool sums_lower = x < a + 1;
    double tail = sums_lower ? gamma_below(a, x) : gamma_above(a, x);
    return sums_lower == lower ? log(tail) : log1p(-tail);
}

/// Where Newton's method begins: Wilson and Hilferty (1931), or for small values P(a, x) ~ x^a / Γ(a + 1).
static double score_guess(double a, double z, double tail) {
    double root = 1 - 1 / (9 * a) + z / (3 * sqrt(a));
    if (root > 0.3)
        return log(a) + 3 * log(root);
    double below = z < 0 ? tail : log1p(-exp(tail));
    return (below + lgamma(a + 1)) / a;
}

/// Cornish and Fisher's expansion in powers of cv.
static double large_shape_at_score(double cv, double z) {
    double second = (z * z - 1) / 3, third = (z * z - 7) * z / 36;
    return 1 + cv * (z + cv * (second + cv * third));
}

/// Newton's method for the logarithm of x, on the logarithm of the tail, within bounds that close in.
static double shape_at_score(double a, double z) {
    bool lower = z < 0;
    double wanted = log(0.5 * erfc(fabs(z) / sqrt(2)));
    double low = LOG_SMALLEST, high = log(a + 100 * (1 + sqrt(a))), t = fmin(score_guess(a, z, wanted), high);
    double step = t > low ? 1 : 0;
    for (int i = 0; i < STEPS_MAX && fabs(step) > 1e-13; i++) {
        double x = exp(t), tail = tail_log(a, x, lower), wrong = tail - wanted;
        *((wrong > 0) == lower ? &high : &low) = t;
        double slope = (lower ? 1 : -1) * exp(a * t - x - lgamma(a) - tail), next = t - wrong / slope;
        if (!(next >= low && next <= high))
            next = low + (high - low) / 2;
        step = next - t;
        t = next;
    }
    return exp(t);
}

double gamma_at_score(double cv, double z) {
    SIM_REQUIRE(cv > 0);
    double a = 1 / (cv * cv);
    return a > SHAPE_LARGE ? fmax(0, large_shape_at_score(cv, z)) : shape_at_score(a, z) / a;
}
