#include "forecast/blend.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forecast/root.h"

/// Methods by weight, the heaviest first; those without a weight last.
static void order_by_weight(const double *weights, size_t count, size_t *order) {
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        for (; at > 0 && weights[order[at - 1]] < weights[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

/// Adds weight times the square root of a member's covariance, in plain units: members are taken to err
/// together.
static void root_add(double *sum, const fit *member, double weight) {
    size_t n = member->horizon;
    double *root = covariance_root(member->covariance, n);
    for (size_t h = 0; h < n; h++)
        for (size_t i = 0; i <= h; i++)
            sum[h * n + i] += weight * root[h * n + i] * (member->logs ? member->mean[h] : 1);
    free(root);
}

static void square(const double *root, size_t n, double *out) {
    for (size_t h = 0; h < n; h++)
        for (size_t k = 0; k <= h; k++) {
            double sum = 0;
            for (size_t i = 0; i <= k; i++)
                sum += root[h * n + i] * root[k * n + i];
            out[h * n + k] = out[k * n + h] = sum;
        }
}

static void sum_up(forecast_model *m) {
    fit *f = &m->f;
    size_t n = f->horizon;
    double *root = memory_new(n * n, sizeof *root), free_count = 0;
    for (size_t i = 0; i < m->member_count; i++) {
        const fit *member = &m->member_fits[i];
        double weight = m->members[i].weight;
        for (size_t k = 0; k < f->count; k++)
            f->fitted[k] += weight * member->fitted[k];
        for (size_t h = 0; h < n; h++)
            f->mean[h] += weight * member->mean[h];
        free_count += weight * (double)member->free_count;
        root_add(root, member, weight);
    }
    square(root, n, f->covariance);
    free(root);
    f->free_count = (size_t)(free_count + 0.5);
    double *residuals = memory_new(f->count, sizeof *residuals);
    for (size_t i = 0; i < f->count; i++)
        residuals[i] = m->s.values[i] - f->fitted[i];
    f->sigma = fit_residual_deviation(residuals, f->count, f->free_count);
    free(residuals);
}

static bool member_add(forecast_model *m, const forecast_spec *spec, double weight) {
    fit *f = &m->member_fits[m->member_count];
    if (!fit_method(f, &m->s, spec, m->spec.horizon)) {
        (void)fit_fail(&m->f, "%s", f->wrong);
        fit_release(f);
        return false;
    }
    m->members[m->member_count++] = (forecast_member){.method = spec->method,
                                                      .order = spec->order,
                                                      .multiplicative = spec->multiplicative,
                                                      .weight = weight,
                                                      .parameters = f->parameters,
                                                      .parameter_count = f->parameter_count};
    return true;
}

/// A member that is asked for must be there; a candidate may fail.
static bool members_fit(forecast_model *m, const plan *p, const double *weights) {
    size_t order[FORECAST_MEMBERS_MAX];
    double sum = 0;
    order_by_weight(weights, p->count, order);
    for (size_t i = 0; i < p->count; i++) {
        double weight = weights[order[i]];
        if (!p->by_past || weight > 0)
            if (!member_add(m, &p->specs[order[i]], weight) && !p->by_past)
                return false;
    }
    for (size_t i = 0; i < m->member_count; i++)
        sum += m->members[i].weight;
    for (size_t i = 0; i < m->member_count; i++)
        m->members[i].weight /= sum;
    return sum > 0;
}

bool blend_fit(forecast_model *m, const plan *p, const trials *t) {
    double weights[FORECAST_MEMBERS_MAX];
    m->f = (fit){.count = m->s.count, .horizon = m->spec.horizon};
    (void)fit_fail(&m->f, "no method can be fitted to the series");
    mixture_weights(p, t, m->s.count, weights);
    if (!members_fit(m, p, weights))
        return false;
    m->f.fitted = memory_new(m->f.count, sizeof *m->f.fitted);
    m->f.mean = memory_new(m->f.horizon, sizeof *m->f.mean);
    m->f.covariance = memory_new(m->f.horizon * m->f.horizon, sizeof *m->f.covariance);
    sum_up(m);
    return true;
}
