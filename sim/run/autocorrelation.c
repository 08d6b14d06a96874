#include <hotline/experiment.h>

#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "run/results.h"

/// The quantile of the normal law that one in twenty exceeds.
#define ONE_IN_TWENTY 1.6448536269514722

enum { BATCHES_MIN = 10 };

/// Without correlation it is about normal, with mean -1 / n and variance 1 / n (Anderson, The Statistical
/// Analysis of Time Series, 8.2). NaN when nothing varies.
static double lag1_of(const double *influence, size_t replications, size_t batches) {
    double products = 0, squares = 0;
    for (size_t i = 0; i < replications * batches; i++) {
        squares += influence[i] * influence[i];
        if (i % batches)
            products += influence[i] * influence[i - 1];
    }
    return squares > 0 ? products / squares : (double)NAN;
}

autocorrelation results_autocorrelation(const results *r, size_t scheme) {
    static const char *const names[] = {"service_level", "mean_wait"};
    autocorrelation out = {.lag1 = (double)NAN};
    size_t units = results_units(r);
    if (r->batches < BATCHES_MIN)
        return out;
    double *influence = memory_new(units, sizeof *influence);
    for (size_t i = 0; i < sizeof names / sizeof *names && isnan(out.lag1); i++) {
        const metric *m = results_metric(r, names[i]);
        (void)results_influence(r, scheme, 0, m, 0.95, units, influence);
        out.lag1 = lag1_of(influence, r->replications, r->batches);
        out.metric = isnan(out.lag1) ? NULL : m;
    }
    free(influence);
    double n = (double)units;
    out.is_significant = out.metric && out.lag1 + 1 / n > ONE_IN_TWENTY / sqrt(n);
    return out;
}
