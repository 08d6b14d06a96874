#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "fit/laws.h"

enum { ROUNDS = 400 };

/// The share of each point that belongs to the first part.
static void shares_find(const fit_law *l, const fit_points *p, double *share) {
    fit_law first = *l;
    first.parts[1].weight = 0;
    for (size_t i = 0; i < p->count; i++)
        share[i] = exp(law_log_density(&first, p->value[i]) - law_log_density(l, p->value[i]));
}

/// The best part for points with these shares, or with what these leave.
static fit_part part_of(fit_law_kind kind, const fit_points *p, const double *share, bool rest) {
    double n = 0, total = 0, sum = 0, squares = 0;
    for (size_t i = 0; i < p->count; i++) {
        double weight = p->weight[i] * (rest ? 1 - share[i] : share[i]);
        double x = kind == FIT_MIXTURE ? log(p->value[i]) : p->value[i];
        total += p->weight[i];
        n += weight;
        sum += weight * x;
        squares += weight * x * x;
    }
    double mean = sum / n;
    return (fit_part){n / total, mean, kind == FIT_MIXTURE ? sqrt(fmax(squares / n - mean * mean, 1e-4)) : 0};
}

static void start(fit_law *l, const fit_moments *m) {
    if (l->kind == FIT_MIXTURE) {
        l->parts[0] = (fit_part){0.2, m->log_mean - 1.5 * m->log_sd, m->log_sd};
        l->parts[1] = (fit_part){0.8, m->log_mean + 0.4 * m->log_sd, m->log_sd};
    } else {
        l->parts[0] = (fit_part){0.5, m->mean / 2, 0};
        l->parts[1] = (fit_part){0.5, m->mean * 3 / 2, 0};
    }
}

/// Lognormal parts do not keep the mean of the data, as exponential ones do: all is stretched to it.
static void mean_keep(fit_law *l, double mean) {
    double stretch = log(mean / law_mean_of(l));
    if (l->kind == FIT_MIXTURE)
        for (size_t i = 0; i < 2; i++)
            l->parts[i].a += stretch;
}

void mixture_fit(fit_law *l, const fit_points *p, const fit_moments *m) {
    double *share = memory_new(p->count, sizeof *share);
    start(l, m);
    for (int round = 0; round < ROUNDS; round++) {
        shares_find(l, p, share);
        fit_part first = part_of(l->kind, p, share, false), second = part_of(l->kind, p, share, true);
        if (!(fmin(first.weight, second.weight) > 1e-6))
            break;
        double moved = fabs(first.weight - l->parts[0].weight) + fabs(first.a / l->parts[0].a - 1);
        l->parts[0] = first;
        l->parts[1] = second;
        if (moved < 1e-9)
            break;
    }
    mean_keep(l, m->mean);
    free(share);
}
