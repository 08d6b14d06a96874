// What residuals tell of a model.
#include <gsl/gsl_cdf.h>
#include <stdlib.h>

#include "base/text.h"
#include "forecast/model.h"

enum { RESIDUALS_MIN = 4, LAGS_MAX = 10 };

/// Residuals that are there, in order.
typedef struct residuals {
    double *e, *times;
    size_t count;
    double mean, variance; ///< around the mean, divided by the count
} residuals;

static residuals residuals_of(const fit *f, const series *s) {
    residuals r = {.e = memory_new(f->count, sizeof *r.e), .times = memory_new(f->count, sizeof *r.times)};
    for (size_t i = 0; i < f->count; i++) {
        if (isnan(f->fitted[i]))
            continue;
        r.times[r.count] = s->times[i];
        r.e[r.count++] = f->logs ? log(s->values[i] / f->fitted[i]) : s->values[i] - f->fitted[i];
    }
    for (size_t i = 0; i < r.count; i++)
        r.mean += r.e[i] / (double)r.count;
    for (size_t i = 0; i < r.count; i++)
        r.variance += pow(r.e[i] - r.mean, 2) / (double)r.count;
    return r;
}

static double durbin_watson(const residuals *r) {
    double steps = 0, squares = 0;
    for (size_t i = 0; i < r->count; i++) {
        steps += i ? pow(r->e[i] - r->e[i - 1], 2) : 0;
        squares += r->e[i] * r->e[i];
    }
    return steps / squares;
}

static double autocorrelation(const residuals *r, size_t lag) {
    double sum = 0;
    for (size_t i = lag; i < r->count; i++)
        sum += (r->e[i] - r->mean) * (r->e[i - lag] - r->mean);
    return sum / ((double)r->count * r->variance);
}

static void ljung_box(forecast_diagnostics *d, const residuals *r) {
    double n = (double)r->count, sum = 0;
    size_t lags = r->count / 5 < LAGS_MAX ? r->count / 5 : LAGS_MAX;
    d->ljung_box_lags = lags ? lags : 1;
    for (size_t k = 1; k <= d->ljung_box_lags; k++)
        sum += pow(autocorrelation(r, k), 2) / (n - (double)k);
    d->ljung_box = n * (n + 2) * sum;
    d->ljung_box_p = gsl_cdf_chisq_Q(d->ljung_box, (double)d->ljung_box_lags);
}

/// Both signs must be there, else there is nothing to run.
static double runs_p(const residuals *r) {
    double above = 0, runs = 1, n = (double)r->count;
    for (size_t i = 0; i < r->count; i++) {
        above += r->e[i] > 0;
        runs += i && (r->e[i] > 0) != (r->e[i - 1] > 0);
    }
    double both = 2 * above * (n - above), expected = both / n + 1;
    double variance = both * (both - n) / (n * n * (n - 1));
    return variance > 0 ? 2 * gsl_cdf_ugaussian_Q(fabs(runs - expected) / sqrt(variance)) : NAN;
}

static void jarque_bera(forecast_diagnostics *d, const residuals *r) {
    double cubes = 0, fourths = 0, n = (double)r->count;
    for (size_t i = 0; i < r->count; i++) {
        double z = (r->e[i] - r->mean) / sqrt(r->variance);
        cubes += z * z * z / n;
        fourths += z * z * z * z / n;
    }
    d->jarque_bera = n / 6 * (cubes * cubes + pow(fourths - 3, 2) / 4);
    d->jarque_bera_p = gsl_cdf_chisq_Q(d->jarque_bera, 2);
}

/// Probability that a Brownian bridge goes beyond x somewhere.
static double bridge_beyond(double x) {
    double sum = 0;
    for (int k = 1; k <= 100; k++)
        sum += (k % 2 ? 2 : -2) * exp(-2.0 * k * k * x * x);
    return x < 0.2 ? 1 : fmin(fmax(sum, 0), 1);
}

static void cusum(forecast_diagnostics *d, const residuals *r) {
    double sum = 0, largest = 0;
    for (size_t i = 0; i < r->count; i++) {
        sum += r->e[i] - r->mean;
        if (fabs(sum) > largest) {
            largest = fabs(sum);
            d->break_time = r->times[i];
        }
    }
    d->cusum_p = bridge_beyond(largest / sqrt(r->variance * (double)r->count));
}

static const char *grade_of(double share, double ratio) {
    return share > 0.95 && ratio < 0.35   ? "good"
           : share > 0.80 && ratio < 0.50 ? "qualified"
           : share > 0.70 && ratio < 0.65 ? "barely"
                                          : "fail";
}

static double deviation(const double *x, size_t n, double *mean) {
    double squares = 0;
    *mean = 0;
    for (size_t i = 0; i < n; i++)
        *mean += x[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        squares += pow(x[i] - *mean, 2);
    return sqrt(squares / (double)n);
}

static void level_ratios(forecast_diagnostics *d, const series *s) {
    double bound = 2 / ((double)s->count + 1);
    d->level_ratio_low = exp(-bound);
    d->level_ratio_high = exp(bound);
    for (size_t i = 1; i < s->count; i++) {
        double ratio = s->values[i - 1] / s->values[i];
        d->level_ratios_outside += !(ratio > d->level_ratio_low && ratio < d->level_ratio_high);
    }
}

/// C, P and the grade. The first value, which the model meets, counts with residual 0.
static void grey_tests(forecast_diagnostics *d, const fit *f, const series *s) {
    double mean, error_mean, small = 0, n = (double)s->count;
    double *e = memory_new(s->count, sizeof *e);
    for (size_t i = 1; i < s->count; i++)
        e[i] = s->values[i] - f->fitted[i];
    double spread = deviation(s->values, s->count, &mean), error = deviation(e, s->count, &error_mean);
    for (size_t i = 0; i < s->count; i++)
        small += fabs(e[i] - error_mean) < 0.6745 * spread;
    free(e);
    level_ratios(d, s);
    d->posterior_ratio = spread > 0 ? error / spread : NAN;
    d->small_error_share = spread > 0 ? small / n : NAN;
    d->grade = grade_of(d->small_error_share, d->posterior_ratio);
}

void diagnostics_make(forecast_model *m) {
    residuals r = residuals_of(&m->f, &m->s);
    forecast_diagnostics *d = &m->diagnostics;
    *d = (forecast_diagnostics){.durbin_watson = NAN,
                                .ljung_box = NAN,
                                .ljung_box_p = NAN,
                                .runs_p = NAN,
                                .jarque_bera = NAN,
                                .jarque_bera_p = NAN,
                                .cusum_p = NAN,
                                .break_time = NAN,
                                .level_ratio_low = NAN,
                                .level_ratio_high = NAN,
                                .posterior_ratio = NAN,
                                .small_error_share = NAN};
    if (r.count >= RESIDUALS_MIN && r.variance > 0) {
        d->durbin_watson = durbin_watson(&r);
        ljung_box(d, &r);
        d->runs_p = runs_p(&r);
        jarque_bera(d, &r);
        cusum(d, &r);
    }
    if (m->spec.method == FORECAST_GM11)
        grey_tests(d, &m->f, &m->s);
    free(r.e);
    free(r.times);
}
