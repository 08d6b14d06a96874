// The grey model GM(1,1).
#include <stdlib.h>

#include "base/text.h"
#include "forecast/fit.h"

/// x0(k) + a z1(k) = b, z1 the mean of neighbours in the running sum.
typedef struct grey {
    double first, a, b;
} grey;

/// Least squares by the normal equations, as in the method's definition.
static bool grey_fit(grey *g, const series *s) {
    double sum = 0, z_sum = 0, zz_sum = 0, y_sum = 0, zy_sum = 0, m = (double)(s->count - 1);
    for (size_t k = 0; k < s->count; k++) {
        double y = s->values[k], z = sum + 0.5 * y;
        sum += y;
        if (k == 0)
            continue;
        z_sum += z;
        zz_sum += z * z;
        y_sum += y;
        zy_sum += z * y;
    }
    double determinant = m * zz_sum - z_sum * z_sum;
    g->first = s->values[0];
    g->a = (z_sum * y_sum - m * zy_sum) / determinant;
    g->b = (zz_sum * y_sum - z_sum * zy_sum) / determinant;
    return isfinite(g->a) && isfinite(g->b);
}

/// The value k steps after the first, from differences of the running sum (first - b/a) exp(-a k) + b/a; its
/// limit for a = 0 is the constant b.
static double grey_at(const grey *g, size_t k) {
    if (k == 0)
        return g->first;
    double growth = g->a * (double)k;
    if (fabs(g->a) < 1e-12)
        return g->b;
    return (g->first - g->b / g->a) * -expm1(g->a) * exp(-growth);
}

/// Derivatives by a and b, numerically: the curve is smooth.
static void slopes_at(const grey *g, size_t k, double out[2]) {
    double step_a = 1e-6 * (1 + fabs(g->a)), step_b = 1e-6 * (1 + fabs(g->b));
    grey up = *g, down = *g;
    up.a += step_a;
    down.a -= step_a;
    out[0] = (grey_at(&up, k) - grey_at(&down, k)) / (2 * step_a);
    up = down = *g;
    up.b += step_b;
    down.b -= step_b;
    out[1] = (grey_at(&up, k) - grey_at(&down, k)) / (2 * step_b);
}

/// (X'X)^-1 of the derivatives at the known values.
static bool spread_of(const grey *g, size_t count, double out[4]) {
    double aa = 0, ab = 0, bb = 0, slopes[2];
    for (size_t k = 1; k < count; k++) {
        slopes_at(g, k, slopes);
        aa += slopes[0] * slopes[0];
        ab += slopes[0] * slopes[1];
        bb += slopes[1] * slopes[1];
    }
    double determinant = aa * bb - ab * ab;
    out[0] = bb / determinant;
    out[1] = out[2] = -ab / determinant;
    out[3] = aa / determinant;
    return determinant > 0 && isfinite(out[0]) && isfinite(out[1]) && isfinite(out[3]);
}

bool fit_gm11(fit *f, const series *s, const forecast_spec *spec) {
    (void)spec;
    grey g;
    double spread[4];
    for (size_t i = 0; i < s->count; i++)
        if (s->values[i] < 0)
            return fit_fail(f, "has the value %g; gm11 needs values of 0 or above", s->values[i]);
    if (!grey_fit(&g, s) || !spread_of(&g, s->count, spread))
        return fit_fail(f, "gm11 finds no solution: the values add up to nothing");
    double *residuals = memory_new(s->count, sizeof *residuals);
    for (size_t k = 0; k < s->count; k++) {
        f->fitted[k] = grey_at(&g, k);
        residuals[k] = s->values[k] - f->fitted[k];
    }
    double *slopes = memory_new(2 * f->horizon, sizeof *slopes);
    for (size_t h = 0; h < f->horizon; h++) {
        f->mean[h] = grey_at(&g, s->count + h);
        slopes_at(&g, s->count + h, slopes + 2 * h);
    }
    // the first value is met by construction
    f->free_count = 2;
    f->sigma = fit_residual_deviation(residuals, s->count, 3);
    fit_curve(f, residuals, 2, slopes, spread);
    f->fitted[0] = NAN;
    free(slopes);
    free(residuals);
    fit_parameter(f, "a", g.a, false);
    fit_parameter(f, "b", g.b, false);
    return true;
}
