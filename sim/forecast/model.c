#include "forecast/model.h"

#include <gsl/gsl_cdf.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"

/// From here on Student's law is the normal one to all digits that matter.
static const double freedom_normal = 1000;

static void series_take(forecast_model *m, const forecast_series *s) {
    m->values = memory_new(s->count, sizeof *m->values);
    m->times = memory_new(s->count, sizeof *m->times);
    memcpy(m->values, s->values, s->count * sizeof *m->values);
    for (size_t i = 0; i < s->count; i++)
        m->times[i] = s->times ? s->times[i] : (double)i;
    m->s = (series){.times = m->times, .values = m->values, .count = s->count, .period = s->period};
    m->s.step = (m->times[s->count - 1] - m->times[0]) / (double)(s->count - 1);
    m->from_zero = true;
    for (size_t i = 0; i < s->count; i++)
        m->from_zero = m->from_zero && m->values[i] >= 0;
}

/// Lower triangle L with L L' = correlation; steps that are certain, or follow from others, add nothing.
static double *correlation_root(const fit *f) {
    size_t n = f->horizon;
    double *root = memory_new(n * n, sizeof *root);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double scale = sqrt(f->covariance[i * n + i] * f->covariance[j * n + j]);
            double sum = scale > 0 ? f->covariance[i * n + j] / scale : i == j;
            for (size_t k = 0; k < j; k++)
                sum -= root[i * n + k] * root[j * n + k];
            double pivot = root[j * n + j];
            root[i * n + j] = i == j ? sqrt(fmax(sum, 0)) : pivot > 1e-7 ? sum / pivot : 0;
        }
    return root;
}

static void errors_know(forecast_model *m) {
    size_t n = m->f.horizon;
    m->deviation = memory_new(n, sizeof *m->deviation);
    for (size_t h = 0; h < n; h++)
        m->deviation[h] = sqrt(m->f.covariance[h * n + h]);
    m->root = correlation_root(&m->f);
    m->freedom = fmax((double)m->measures.count - (double)m->measures.parameters, 1);
}

forecast_model *forecast_fit(const forecast_series *s, const forecast_spec *spec, input_error *err) {
    if (!spec_check(s, spec, err))
        return NULL;
    forecast_model *m = memory_new(1, sizeof *m);
    m->spec = *spec;
    series_take(m, s);
    if (!fit_method(&m->f, &m->s, spec, spec->horizon)) {
        (void)input_error_set(err, NULL, 0, NULL, "%s", m->f.wrong);
        forecast_free(m);
        return NULL;
    }
    m->measures = measures_of(&m->f, &m->s);
    errors_know(m);
    return m;
}

void forecast_free(forecast_model *m) {
    if (!m)
        return;
    fit_release(&m->f);
    free(m->times);
    free(m->values);
    free(m->deviation);
    free(m->root);
    free(m);
}

/// The point forecast moved by so many deviations.
static double moved(const forecast_model *m, size_t step, double deviations) {
    double mean = m->f.mean[step - 1], by = deviations * m->deviation[step - 1];
    if (m->f.logs)
        return mean * exp(by);
    return m->from_zero ? fmax(mean + by, 0) : mean + by;
}

static double student_quantile(double probability, double freedom) {
    return freedom < freedom_normal ? gsl_cdf_tdist_Pinv(probability, freedom)
                                    : gsl_cdf_ugaussian_Pinv(probability);
}

double forecast_quantile(const forecast_model *m, size_t step, double probability) {
    SIM_REQUIRE(step >= 1 && step <= m->f.horizon && probability > 0 && probability < 1);
    return moved(m, step, student_quantile(probability, m->freedom));
}

forecast_point forecast_at(const forecast_model *m, size_t step, double confidence) {
    SIM_REQUIRE(step >= 1 && step <= m->f.horizon && confidence > 0 && confidence < 1);
    double deviations = student_quantile(0.5 + confidence / 2, m->freedom);
    return (forecast_point){.time = fit_time(&m->s, step),
                            .mean = moved(m, step, 0),
                            .lower = moved(m, step, -deviations),
                            .upper = moved(m, step, deviations)};
}

/// The score of Student's law that is as rare as a normal one.
static double student_score(double normal, double freedom) {
    if (freedom >= freedom_normal)
        return normal;
    double t = gsl_cdf_tdist_Qinv(gsl_cdf_ugaussian_Q(fabs(normal)), freedom);
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
