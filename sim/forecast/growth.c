// Growth towards a saturation K: logistic and Gompertz curves by Levenberg-Marquardt.
#include <gsl/gsl_multifit_nlinear.h>
#include <stdlib.h>

#include "base/text.h"
#include "forecast/fit.h"

enum { ITERATIONS_MAX = 500, PARAMETERS = 3, STARTS = 8, BLOCKS = 2000, LONG_COUNT = 10000 };

/// Saturations to start from, as multiples of the largest value.
static const double start_multiples[STARTS] = {1.02, 1.1, 1.3, 1.7, 2.5, 4, 10, 40};

/// The curve in numbers of size 1: u = (t - first) / span, y / largest. K = largest (1 + exp(p0)), so that it
/// is above all values whatever p0; logistic 1 / (1 + exp(-(p1 + p2 u))), Gompertz exp(-exp(-(p1 + p2 u))).
typedef struct curve {
    bool gompertz;
    const series *s;
    double largest, first, span;
    double p[PARAMETERS];
    double spread[PARAMETERS * PARAMETERS]; ///< covariance / sigma^2
} curve;

static double scaled_time(const curve *c, double t) {
    return (t - c->first) / c->span;
}

/// Share of the saturation, and its derivative by p1 + p2 u.
static double share_at(const curve *c, const double *p, double u, double *slope) {
    double x = p[1] + p[2] * u;
    if (c->gompertz) {
        double inner = exp(-x), share = exp(-inner);
        *slope = isinf(inner) ? 0 : share * inner;
        return share;
    }
    double share = 1 / (1 + exp(-x));
    *slope = share * (1 - share);
    return share;
}

/// Value at u in units of the largest, with its derivatives.
static double curve_at(const curve *c, const double *p, double u, double slopes[PARAMETERS]) {
    double above = exp(p[0]), slope, share = share_at(c, p, u, &slope);
    slopes[0] = above * share;
    slopes[1] = (1 + above) * slope;
    slopes[2] = (1 + above) * slope * u;
    return (1 + above) * share;
}

static int residuals_of(const gsl_vector *p, void *context, gsl_vector *out) {
    const curve *c = context;
    double slopes[PARAMETERS];
    for (size_t i = 0; i < c->s->count; i++)
        gsl_vector_set(out, i,
                       curve_at(c, p->data, scaled_time(c, c->s->times[i]), slopes) -
                           c->s->values[i] / c->largest);
    return GSL_SUCCESS;
}

static int slopes_of(const gsl_vector *p, void *context, gsl_matrix *out) {
    const curve *c = context;
    for (size_t i = 0; i < c->s->count; i++)
        (void)curve_at(c, p->data, scaled_time(c, c->s->times[i]), gsl_matrix_ptr(out, i, 0));
    return GSL_SUCCESS;
}

static double squares_at(const curve *c, const double *p) {
    double sum = 0, slopes[PARAMETERS];
    for (size_t i = 0; i < c->s->count; i++) {
        double e = curve_at(c, p, scaled_time(c, c->s->times[i]), slopes) - c->s->values[i] / c->largest;
        sum += e * e;
    }
    return sum;
}

/// With K known the curve is a line in log(y / (K - y)) or -log(log(K / y)); values near 0 say little of it.
static bool line_through(const curve *c, double multiple, double p[PARAMETERS]) {
    double w = 0, wu = 0, wz = 0, wuu = 0, wuz = 0;
    for (size_t i = 0; i < c->s->count; i++) {
        double share = c->s->values[i] / c->largest / multiple, u = scaled_time(c, c->s->times[i]);
        if (!(share > 1e-6))
            continue;
        double slope = c->gompertz ? -share * log(share) : share * (1 - share), weight = slope * slope;
        double z = c->gompertz ? -log(-log(share)) : log(share / (1 - share));
        w += weight;
        wu += weight * u;
        wz += weight * z;
        wuu += weight * u * u;
        wuz += weight * u * z;
    }
    double determinant = w * wuu - wu * wu;
    if (!(determinant > 1e-12 * w * w))
        return false;
    p[0] = log(multiple - 1);
    p[2] = (w * wuz - wu * wz) / determinant;
    p[1] = (wz - p[2] * wu) / w;
    return isfinite(p[1]) && isfinite(p[2]);
}

/// The best line of all saturations tried.
static bool start_find(curve *c) {
    double best = INFINITY, p[PARAMETERS];
    for (size_t i = 0; i < STARTS; i++) {
        if (!line_through(c, start_multiples[i], p))
            continue;
        double squares = squares_at(c, p);
        if (!(squares < best))
            continue;
        best = squares;
        for (size_t k = 0; k < PARAMETERS; k++)
            c->p[k] = p[k];
    }
    return isfinite(best);
}

/// From c->p to the least squares near it. It may end at the border of K, which is infinitely far in p0: the
/// curve is as good then, only not certain.
static void least_squares(curve *c) {
    gsl_multifit_nlinear_fdf system = {
        .f = residuals_of, .df = slopes_of, .n = c->s->count, .p = PARAMETERS, .params = c};
    gsl_multifit_nlinear_parameters how = gsl_multifit_nlinear_default_parameters();
    gsl_multifit_nlinear_workspace *w =
        gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &how, system.n, system.p);
    gsl_vector_view start = gsl_vector_view_array(c->p, PARAMETERS);
    gsl_matrix_view spread = gsl_matrix_view_array(c->spread, PARAMETERS, PARAMETERS);
    int why;
    (void)gsl_multifit_nlinear_init(&start.vector, &system, w);
    (void)gsl_multifit_nlinear_driver(ITERATIONS_MAX, 1e-12, 1e-12, 0, NULL, NULL, &why, w);
    (void)gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(w), 1e-12, &spread.matrix);
    (void)gsl_vector_memcpy(&start.vector, gsl_multifit_nlinear_position(w));
    gsl_multifit_nlinear_free(w);
}

/// From the best start to the least squares.
static bool curve_fit(curve *c) {
    if (!start_find(c))
        return false;
    least_squares(c);
    return true;
}

/// A long series by means of neighbours: within a block the curve is a line, so that its parameters are the
/// same.
static bool long_fit(curve *c) {
    double times[BLOCKS], values[BLOCKS];
    const series means = {.times = times, .values = values, .count = BLOCKS}, *all = c->s;
    for (size_t b = 0; b < BLOCKS; b++) {
        size_t from = b * all->count / BLOCKS, to = (b + 1) * all->count / BLOCKS;
        times[b] = values[b] = 0;
        for (size_t i = from; i < to; i++) {
            times[b] += all->times[i] / (double)(to - from);
            values[b] += all->values[i] / (double)(to - from);
        }
    }
    c->s = &means;
    bool good = curve_fit(c);
    c->s = all;
    for (size_t i = 0; i < sizeof c->spread / sizeof c->spread[0]; i++)
        c->spread[i] *=
            (double)BLOCKS / (double)all->count; // as many values tell more than the means of blocks
    return good;
}

static void parameters_tell(fit *f, const curve *c, const forecast_spec *spec) {
    double rate = c->p[2] / c->span, first = c->s->times[0];
    double origin = isnan(spec->origin) ? first : spec->origin;
    fit_parameter(f, "K", c->largest * (1 + exp(c->p[0])), false);
    if (c->gompertz) {
        fit_parameter(f, "b", exp(-(c->p[1] + rate * (origin - first))), false);
        fit_parameter(f, "c", rate, false);
    } else {
        fit_parameter(f, "t0", first - c->p[1] / rate, false);
        fit_parameter(f, "s", 1 / rate, false);
    }
}

static void future(fit *f, const curve *c) {
    double *residuals = memory_new(f->count, sizeof *residuals), slopes[PARAMETERS];
    double *rows = memory_new(f->horizon * PARAMETERS, sizeof *rows);
    for (size_t i = 0; i < f->count; i++) {
        f->fitted[i] = c->largest * curve_at(c, c->p, scaled_time(c, c->s->times[i]), slopes);
        residuals[i] = c->s->values[i] - f->fitted[i];
    }
    f->free_count = PARAMETERS;
    f->sigma = fit_residual_deviation(residuals, f->count, PARAMETERS);
    for (size_t h = 0; h < f->horizon; h++) {
        double *row = rows + h * PARAMETERS;
        f->mean[h] = c->largest * curve_at(c, c->p, scaled_time(c, fit_time(c->s, h + 1)), row);
    }
    // slopes and spread are both in units of the largest value: sigma^2 times them is in those of the series
    fit_curve(f, residuals, PARAMETERS, rows, c->spread);
    free(rows);
    free(residuals);
}

bool fit_growth(fit *f, const series *s, const forecast_spec *spec) {
    curve c = {.gompertz = spec->method == FORECAST_GOMPERTZ, .s = s};
    const char *name = forecast_method_name(spec->method);
    c.first = s->times[0];
    c.span = s->times[s->count - 1] - s->times[0];
    for (size_t i = 0; i < s->count; i++) {
        if (s->values[i] < 0)
            return fit_fail(f, "has the value %g; %s needs values of 0 or above", s->values[i], name);
        c.largest = fmax(c.largest, s->values[i]);
    }
    if (!(c.largest > 0) || !(s->count > LONG_COUNT ? long_fit(&c) : curve_fit(&c)))
        return fit_fail(f, "%s finds no growth to start from: values above 0 must differ", name);
    if (!isfinite(c.p[0]) || !isfinite(c.p[1]) || !isfinite(c.p[2]) || !(fabs(c.p[2]) > 0))
        return fit_fail(f, "%s finds no curve through the values", name);
    parameters_tell(f, &c, spec);
    future(f, &c);
    return true;
}
