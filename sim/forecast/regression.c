// Regressions that are linear in their parameters: line, polynomial, and the exponential in logarithms.
#include <gsl/gsl_multifit.h>
#include <stdlib.h>

#include "base/text.h"
#include "forecast/fit.h"

static const char *const coefficient_names[FORECAST_DEGREE_MAX + 1] = {"c0", "c1", "c2", "c3", "c4", "c5"};

/// Powers of x = (i - middle) / half of the index i, which lies between -1 and 1 in the past: high degrees
/// stay solvable.
typedef struct polynomial {
    size_t terms;
    double middle, half;
    gsl_vector *coefficients;
    gsl_matrix *spread; ///< covariance / sigma^2
} polynomial;

static void powers(const polynomial *p, double index, double *out) {
    double x = (index - p->middle) / p->half;
    out[0] = 1;
    for (size_t i = 1; i < p->terms; i++)
        out[i] = out[i - 1] * x;
}

static double value_at(const polynomial *p, double index) {
    double x[FORECAST_DEGREE_MAX + 1], sum = 0;
    powers(p, index, x);
    for (size_t i = 0; i < p->terms; i++)
        sum += gsl_vector_get(p->coefficients, i) * x[i];
    return sum;
}

static polynomial polynomial_fit(const series *s, const double *y, size_t degree) {
    double half = (double)(s->count - 1) / 2, squares;
    polynomial p = {.terms = degree + 1, .middle = half, .half = half};
    p.coefficients = gsl_vector_alloc(p.terms);
    p.spread = gsl_matrix_alloc(p.terms, p.terms);
    gsl_matrix *x = gsl_matrix_alloc(s->count, p.terms);
    gsl_multifit_linear_workspace *w = gsl_multifit_linear_alloc(s->count, p.terms);
    gsl_vector_const_view values = gsl_vector_const_view_array(y, s->count);
    for (size_t i = 0; i < s->count; i++)
        powers(&p, (double)i, gsl_matrix_ptr(x, i, 0));
    // weights of 1 make the covariance that of errors of variance 1
    gsl_vector *weights = gsl_vector_alloc(s->count);
    gsl_vector_set_all(weights, 1);
    (void)gsl_multifit_wlinear(x, weights, &values.vector, p.coefficients, p.spread, &squares, w);
    gsl_vector_free(weights);
    gsl_multifit_linear_free(w);
    gsl_matrix_free(x);
    return p;
}

static void polynomial_free(polynomial *p) {
    gsl_vector_free(p->coefficients);
    gsl_matrix_free(p->spread);
}

/// Fitted values and future of `y`, the values or their logarithms.
static void future(fit *f, const series *s, const double *y, const polynomial *p) {
    double *residuals = memory_new(s->count, sizeof *residuals);
    double *slopes = memory_new(f->horizon * p->terms, sizeof *slopes);
    for (size_t i = 0; i < s->count; i++) {
        f->fitted[i] = value_at(p, (double)i);
        residuals[i] = y[i] - f->fitted[i];
    }
    f->free_count = p->terms;
    f->sigma = fit_residual_deviation(residuals, s->count, p->terms);
    for (size_t h = 0; h < f->horizon; h++) {
        f->mean[h] = value_at(p, (double)(s->count + h));
        powers(p, (double)(s->count + h), slopes + h * p->terms);
    }
    fit_curve(f, residuals, p->terms, slopes, p->spread->data);
    free(slopes);
    free(residuals);
}

/// Coefficients of the powers of t - origin, for people.
static void plain_coefficients(const polynomial *p, const series *s, double origin,
                               double out[FORECAST_DEGREE_MAX + 1]) {
    double shift = ((origin - s->times[0]) / s->step - p->middle) / p->half;
    for (size_t i = 0; i < p->terms; i++)
        out[i] = gsl_vector_get(p->coefficients, i);
    // Horner's shift: x = shift + (t - origin) / (half step)
    for (size_t i = 0; i + 1 < p->terms; i++)
        for (size_t j = p->terms - 1; j-- > i;)
            out[j] += shift * out[j + 1];
    for (size_t i = 0; i < p->terms; i++)
        out[i] /= pow(p->half * s->step, (double)i);
}

static double origin_of(const series *s, const forecast_spec *spec) {
    return isnan(spec->origin) ? s->times[0] : spec->origin;
}

bool fit_linear(fit *f, const series *s, const forecast_spec *spec) {
    double c[FORECAST_DEGREE_MAX + 1];
    polynomial p = polynomial_fit(s, s->values, 1);
    future(f, s, s->values, &p);
    plain_coefficients(&p, s, origin_of(s, spec), c);
    fit_parameter(f, "a", c[0], false);
    fit_parameter(f, "b", c[1], false);
    polynomial_free(&p);
    return true;
}

bool fit_polynomial(fit *f, const series *s, const forecast_spec *spec) {
    double c[FORECAST_DEGREE_MAX + 1];
    polynomial p = polynomial_fit(s, s->values, spec->degree);
    future(f, s, s->values, &p);
    plain_coefficients(&p, s, origin_of(s, spec), c);
    for (size_t i = 0; i < p.terms; i++)
        fit_parameter(f, coefficient_names[i], c[i], false);
    polynomial_free(&p);
    return true;
}

bool fit_exponential(fit *f, const series *s, const forecast_spec *spec) {
    double c[FORECAST_DEGREE_MAX + 1];
    double *logs = memory_new(s->count, sizeof *logs);
    for (size_t i = 0; i < s->count; i++) {
        if (!(s->values[i] > 0)) {
            free(logs);
            return fit_fail(f, "has the value %g; exponential takes logarithms and needs values above 0",
                            s->values[i]);
        }
        logs[i] = log(s->values[i]);
    }
    polynomial p = polynomial_fit(s, logs, 1);
    future(f, s, logs, &p);
    f->logs = true;
    for (size_t i = 0; i < s->count; i++)
        f->fitted[i] = exp(f->fitted[i]);
    for (size_t h = 0; h < f->horizon; h++)
        f->mean[h] = exp(f->mean[h]);
    plain_coefficients(&p, s, origin_of(s, spec), c);
    fit_parameter(f, "A", exp(c[0]), false);
    fit_parameter(f, "r", c[1], false);
    polynomial_free(&p);
    free(logs);
    return true;
}
