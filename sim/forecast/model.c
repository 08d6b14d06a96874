#include "forecast/model.h"

#include <gsl/gsl_cdf.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "forecast/blend.h"
#include "forecast/calibration.h"
#include "forecast/mixture.h"
#include "forecast/root.h"

series series_of(const forecast_series *s, double **times) {
    double *t = memory_new(s->count, sizeof *t);
    for (size_t i = 0; i < s->count; i++)
        t[i] = s->times ? s->times[i] : (double)i;
    *times = t;
    return (series){.times = t,
                    .values = s->values,
                    .count = s->count,
                    .period = s->period,
                    .step = (t[s->count - 1] - t[0]) / (double)(s->count - 1)};
}

static void series_take(forecast_model *m, const forecast_series *s) {
    m->s = series_of(s, &m->times);
    m->values = memory_new(s->count, sizeof *m->values);
    memcpy(m->values, s->values, s->count * sizeof *m->values);
    m->s.values = m->values;
    m->from_zero = true;
    for (size_t i = 0; i < s->count; i++)
        m->from_zero = m->from_zero && m->values[i] >= 0;
}

/// Square root of the correlation of the errors.
static double *correlation_root(const fit *f) {
    size_t n = f->horizon;
    double *correlation = memory_new(n * n, sizeof *correlation);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double scale = sqrt(f->covariance[i * n + i]) * sqrt(f->covariance[j * n + j]);
            correlation[i * n + j] = scale > 0 ? f->covariance[i * n + j] / scale : i == j ? 1 : 0;
        }
    double *root = covariance_root(correlation, n);
    free(correlation);
    return root;
}

/// Deviations of the covariance, widened to what trials in the past ask for.
static void errors_know(forecast_model *m, const trials *t, size_t column) {
    double factors[FORECAST_HORIZON_MAX];
    size_t n = m->f.horizon;
    m->tried = calibration_at(t, column, m->s.count, factors);
    m->freedom = calibration_freedom(m->tried, (double)m->measures.count - (double)m->measures.parameters);
    m->deviation = memory_new(n, sizeof *m->deviation);
    for (size_t h = 0; h < n; h++) {
        double factor = factors[h < t->horizon ? h : t->horizon - 1];
        m->deviation[h] = factor * sqrt(m->f.covariance[h * n + h]);
    }
    m->root = correlation_root(&m->f);
    for (size_t h = 0; series_is_constant(&m->s) && h < n; h++) {
        m->f.mean[h] = m->s.values[0]; // to the last digit
        m->deviation[h] = 0;
    }
}

static bool model_make(forecast_model *m) {
    plan p;
    trials t;
    plan_make(&p, &m->s, &m->spec, m->spec.horizon, 0);
    trials_run(&t, &m->s, p.specs, p.count, p.first, m->s.count, p.horizon);
    size_t column = p.mixed ? mixture_column(&p, &t) : 0;
    bool good = p.mixed ? blend_fit(m, &p, &t) : fit_method(&m->f, &m->s, &p.specs[0], m->spec.horizon);
    if (good) {
        m->measures = measures_of(&m->f, &m->s);
        if (p.mixed)
            m->measures.aicc = NAN;
        errors_know(m, &t, column);
        diagnostics_make(m);
        warnings_make(m);
    }
    trials_release(&t);
    return good;
}

forecast_model *forecast_fit(const forecast_series *s, const forecast_spec *spec, input_error *err) {
    if (!spec_check(s, spec, err))
        return NULL;
    forecast_model *m = memory_new(1, sizeof *m);
    m->spec = *spec;
    series_take(m, s);
    if (model_make(m))
        return m;
    (void)input_error_set(err, NULL, 0, NULL, "%s", m->f.wrong);
    forecast_free(m);
    return NULL;
}

void forecast_free(forecast_model *m) {
    if (!m)
        return;
    fit_release(&m->f);
    for (size_t i = 0; i < m->member_count; i++)
        fit_release(&m->member_fits[i]);
    for (size_t i = 0; i < m->warning_count; i++)
        free(m->warnings[i]);
    free(m->times);
    free(m->values);
    free(m->deviation);
    free(m->root);
    free(m);
}

/// The point forecast moved by so many deviations.
static double moved(const forecast_model *m, size_t step, double deviations) {
    double mean = m->f.mean[step - 1], by = deviations * m->deviation[step - 1];
    if (m->f.logs) // 0: less than any number, and so are its multiples
        return mean > 0 ? mean * exp(by) : 0;
    return m->from_zero ? fmax(mean + by, 0) : mean + by;
}

double forecast_quantile(const forecast_model *m, size_t step, double probability) {
    SIM_REQUIRE(step >= 1 && step <= m->f.horizon && probability > 0 && probability < 1);
    return moved(m, step, calibrated_quantile(probability, m->freedom));
}

forecast_point forecast_at(const forecast_model *m, size_t step, double confidence) {
    SIM_REQUIRE(step >= 1 && step <= m->f.horizon && confidence > 0 && confidence < 1);
    double deviations = calibrated_quantile(0.5 + confidence / 2, m->freedom);
    return (forecast_point){.time = fit_time(&m->s, step),
                            .mean = moved(m, step, 0),
                            .lower = moved(m, step, -deviations),
                            .upper = moved(m, step, deviations)};
}

/// The score of Student's law that is as rare as a normal one.
static double student_score(double normal, double freedom) {
    double t = -calibrated_quantile(gsl_cdf_ugaussian_Q(fabs(normal)), freedom);
    return normal < 0 ? -t : t;
}

void forecast_draw_path(const forecast_model *m, const double *scores, size_t steps, double *out) {
    SIM_REQUIRE(steps <= m->f.horizon);
    for (size_t h = 0; h < steps; h++) {
        double score = 0;
        for (size_t i = 0; i <= h; i++)
            score += m->root[h * m->f.horizon + i] * scores[i];
        out[h] = moved(m, h + 1, student_score(score, m->freedom));
    }
}

const forecast_parameter *forecast_parameters(const forecast_model *m, size_t *count) {
    *count = m->f.parameter_count;
    return m->f.parameters;
}

const double *forecast_season(const forecast_model *m, size_t *count) {
    *count = m->f.season ? m->s.period : 0;
    return m->f.season;
}

const forecast_member *forecast_members(const forecast_model *m, size_t *count) {
    *count = m->member_count;
    return m->members;
}

const forecast_measures *forecast_measures_of(const forecast_model *m) {
    return &m->measures;
}

const double *forecast_fitted(const forecast_model *m) {
    return m->f.fitted;
}

const forecast_diagnostics *forecast_diagnostics_of(const forecast_model *m) {
    return &m->diagnostics;
}

const char *forecast_warning(const forecast_model *m, size_t index) {
    return index < m->warning_count ? m->warnings[index] : NULL;
}
