#include "fit/laws.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>
#include <stdlib.h>

#include "base/check.h"

static const double log_root_two_pi = 0.91893853320467274178;

const char *fit_law_name(fit_law_kind kind) {
#define X(name, text) text,
    static const char *const names[] = {HOTLINE_FIT_LAWS(X)};
#undef X
    return names[kind];
}

static double part_log_density(fit_law_kind kind, const fit_part *p, double x) {
    switch (kind) {
    case FIT_EXPONENTIAL:
    case FIT_HYPEREXPONENTIAL:
        return -x / p->a - log(p->a);
    case FIT_LOGNORMAL:
    case FIT_MIXTURE: {
        double z = (log(x) - p->a) / p->b;
        return -z * z / 2 - log(x * p->b) - log_root_two_pi;
    }
    case FIT_GAMMA:
        return (p->a - 1) * log(x) - x / p->b - p->a * log(p->b) - gsl_sf_lngamma(p->a);
    case FIT_WEIBULL:
        return log(p->a / x) + p->a * log(x / p->b) - pow(x / p->b, p->a);
    case FIT_LAW_COUNT:
        break;
    }
    SIM_UNREACHABLE();
}

static double part_below(fit_law_kind kind, const fit_part *p, double x) {
    switch (kind) {
    case FIT_EXPONENTIAL:
    case FIT_HYPEREXPONENTIAL:
        return -expm1(-x / p->a);
    case FIT_LOGNORMAL:
    case FIT_MIXTURE:
        return gsl_cdf_ugaussian_P((log(x) - p->a) / p->b);
    case FIT_GAMMA:
        return gsl_cdf_gamma_P(x, p->a, p->b);
    case FIT_WEIBULL:
        return -expm1(-pow(x / p->b, p->a));
    case FIT_LAW_COUNT:
        break;
    }
    SIM_UNREACHABLE();
}

static double part_mean(fit_law_kind kind, const fit_part *p) {
    switch (kind) {
    case FIT_EXPONENTIAL:
    case FIT_HYPEREXPONENTIAL:
        return p->a;
    case FIT_LOGNORMAL:
    case FIT_MIXTURE:
        return exp(p->a + p->b * p->b / 2);
    case FIT_GAMMA:
        return p->a * p->b;
    case FIT_WEIBULL:
        return p->b * exp(gsl_sf_lngamma(1 + 1 / p->a));
    case FIT_LAW_COUNT:
        break;
    }
    SIM_UNREACHABLE();
}

static bool is_mixed(const fit_law *l) {
    return l->kind == FIT_HYPEREXPONENTIAL || l->kind == FIT_MIXTURE;
}

double law_log_density(const fit_law *l, double x) {
    double first = part_log_density(l->kind, &l->parts[0], x);
    if (!is_mixed(l))
        return first;
    first += log(l->parts[0].weight);
    double second = part_log_density(l->kind, &l->parts[1], x) + log(l->parts[1].weight);
    double larger = fmax(first, second);
    return larger + log1p(exp(fmin(first, second) - larger));
}

double law_below(const fit_law *l, double x) {
    double below = l->parts[0].weight * part_below(l->kind, &l->parts[0], x);
    return is_mixed(l) ? below + l->parts[1].weight * part_below(l->kind, &l->parts[1], x) : below;
}

double law_mean_of(const fit_law *l) {
    double mean = l->parts[0].weight * part_mean(l->kind, &l->parts[0]);
    return is_mixed(l) ? mean + l->parts[1].weight * part_mean(l->kind, &l->parts[1]) : mean;
}

/// With the mean m of the data kept, the greatest likelihood is at the root of v²/4 + v = s² + d², v being
/// the variance of the logarithm, s² that of the data's, d the logarithm of m less their mean.
static fit_part lognormal_part(const fit_moments *m) {
    double d = log(m->mean) - m->log_mean;
    double v = 2 * (sqrt(1 + m->log_sd * m->log_sd + d * d) - 1);
    return (fit_part){1, log(m->mean) - v / 2, sqrt(v)};
}

/// log(shape) - psi(shape) = log(mean) - mean of the logarithms: Newton's method from the usual start.
static fit_part gamma_part(const fit_moments *m) {
    double s = fmax(log(m->mean) - m->log_mean, 1e-7); // 0 but for rounding, where all are nearly alike
    double shape = (3 - s + sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s);
    for (int i = 0; i < 50; i++) {
        double step = (log(shape) - gsl_sf_psi(shape) - s) / (1 / shape - gsl_sf_psi_1(shape));
        shape = shape > step ? shape - step : shape / 2;
    }
    return (fit_part){1, shape, m->mean / shape};
}

typedef struct weibull_question {
    const fit_points *points;
    double mean;
} weibull_question;

static fit_part weibull_of(double shape, double mean) {
    return (fit_part){1, shape, mean * exp(-gsl_sf_lngamma(1 + 1 / shape))};
}

static double log_likelihood(const fit_law *l, const fit_points *p) {
    double sum = 0;
    for (size_t i = 0; i < p->count; i++)
        sum += p->weight[i] * law_log_density(l, p->value[i]);
    return sum;
}

static double weibull_badness(double log_shape, void *context) {
    const weibull_question *q = context;
    fit_law l = {.kind = FIT_WEIBULL, .parts = {weibull_of(exp(log_shape), q->mean)}};
    return -log_likelihood(&l, q->points);
}

/// The least value between two ends, by the golden section: no derivatives, and no end is left.
static double least_between(double (*value)(double, void *), void *context, double low, double high) {
    static const double golden = 0.61803398874989484820;
    double a = high - golden * (high - low), b = low + golden * (high - low);
    double at_a = value(a, context), at_b = value(b, context);
    for (int i = 0; i < 50; i++) {
        if (at_a < at_b) {
            high = b;
            b = a;
            at_b = at_a;
            a = high - golden * (high - low);
            at_a = value(a, context);
        } else {
            low = a;
            a = b;
            at_a = at_b;
            b = low + golden * (high - low);
            at_b = value(b, context);
        }
    }
    return (low + high) / 2;
}

/// The best shape between 0.1 and 100, which is what scenarios may say: on a grid of logarithms, then between
/// its points.
static fit_part weibull_part(const fit_points *p, double mean) {
    enum { STEPS = 60 };
    weibull_question q = {p, mean};
    double low = log(0.1), step = log(1000.0) / STEPS, least = INFINITY;
    int best = 0;
    for (int i = 0; i <= STEPS; i++) {
        double badness = weibull_badness(low + i * step, &q);
        best = badness < least ? i : best;
        least = fmin(badness, least);
    }
    double from = low + (best > 0 ? best - 1 : 0) * step, to = low + (best < STEPS ? best + 1 : STEPS) * step;
    return weibull_of(exp(least_between(weibull_badness, &q, from, to)), mean);
}

static double distance_of(const fit_law *l, const fit_points *p, double total) {
    double below = 0, largest = 0;
    for (size_t i = 0; i < p->count; i++) {
        double middle = (below + p->weight[i] / 2) / total;
        largest = fmax(largest, fabs(law_below(l, p->value[i]) - middle));
        below += p->weight[i];
    }
    return largest;
}

static size_t parameter_count(fit_law_kind kind) {
    static const size_t counts[] = {1, 2, 2, 2, 3, 5};
    return counts[kind];
}

/// May a scenario say this? Its ranges are wide, but not without end.
static bool is_sayable(const fit_law *l) {
    static const double cv_most = 100, cv_least = 0.001, weight_least = 1e-3;
    bool mixed = is_mixed(l);
    for (size_t i = 0; i < (mixed ? 2U : 1U); i++) {
        const fit_part *p = &l->parts[i];
        double cv = l->kind == FIT_LOGNORMAL || l->kind == FIT_MIXTURE ? sqrt(expm1(p->b * p->b))
                    : l->kind == FIT_GAMMA                             ? 1 / sqrt(p->a)
                                                                       : 1;
        double mean = part_mean(l->kind, p);
        if (!(cv <= cv_most) || !(cv >= cv_least) || !(mean > 1e-3) || !(mean < 1e9) ||
            (mixed && p->weight < weight_least))
            return false;
    }
    return true;
}

static bool law_fit(fit_law *l, const fit_points *p, const fit_moments *m) {
    switch (l->kind) {
    case FIT_EXPONENTIAL:
        l->parts[0] = (fit_part){1, m->mean, 0};
        break;
    case FIT_LOGNORMAL:
        l->parts[0] = lognormal_part(m);
        break;
    case FIT_GAMMA:
        l->parts[0] = gamma_part(m);
        break;
    case FIT_WEIBULL:
        l->parts[0] = weibull_part(p, m->mean);
        break;
    case FIT_HYPEREXPONENTIAL:
    case FIT_MIXTURE:
        mixture_fit(l, p, m);
        break;
    case FIT_LAW_COUNT:
        SIM_UNREACHABLE();
    }
    if (!is_sayable(l))
        return false;
    l->mean = law_mean_of(l);
    l->log_likelihood = log_likelihood(l, p);
    l->aic = 2 * (double)parameter_count(l->kind) - 2 * l->log_likelihood;
    l->distance = distance_of(l, p, (double)m->count);
    return isfinite(l->aic);
}

static int law_compare(const void *a, const void *b) {
    double x = ((const fit_law *)a)->aic, y = ((const fit_law *)b)->aic;
    return (x > y) - (x < y);
}

void laws_fit(fit_laws *out, const fit_histogram *h) {
    enum { FEWEST_FOR_A_MIXTURE = 100 };
    static const double nearly_constant = 0.002; // of the logarithm
    static const double enough = 0.03;           // a single law that is so near needs no mixture
    *out = (fit_laws){.moments = histogram_moments(h)};
    if (out->moments.count < 2 || !(out->moments.log_sd > nearly_constant))
        return;
    fit_points p = histogram_points(h);
    double nearest = 1;
    for (fit_law_kind kind = 0; kind < FIT_LAW_COUNT; kind++) {
        bool needless = kind == FIT_HYPEREXPONENTIAL && out->moments.cv <= 1;
        needless = needless ||
                   (kind == FIT_MIXTURE && (nearest < enough || out->moments.count < FEWEST_FOR_A_MIXTURE));
        fit_law l = {.kind = kind};
        if (needless || !law_fit(&l, &p, &out->moments))
            continue;
        nearest = fmin(nearest, l.distance);
        out->laws[out->count++] = l;
    }
    points_free(&p);
    qsort(out->laws, out->count, sizeof *out->laws, law_compare);
}
