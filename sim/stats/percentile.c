#include "stats/percentile.h"

#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/text.h"
#include "stats/estimate.h"

static wait_histogram pool(const wait_histogram *const *waits, size_t count) {
    wait_histogram all = {0};
    for (size_t i = 0; i < count; i++)
        waits_merge(&all, waits[i]);
    return all;
}

/// The estimate of the share of waits up to `value`, with its influence values.
static ratio_estimate share_up_to(const wait_histogram *const *waits, size_t count, double value,
                                  double confidence, double *influence) {
    double *within = memory_new(count, 2 * sizeof *within), *all = within + count;
    for (size_t i = 0; i < count; i++) {
        within[i] = waits_up_to(waits[i], value);
        all[i] = (double)waits[i]->count;
    }
    ratio_estimate e = estimate_ratio(within, all, count, confidence, influence);
    free(within);
    return e;
}

/// The longer way from `value` to the waits at the ends of the share's interval.
static double half_width_around(const wait_histogram *all, double p, double value, double share_half_width) {
    double low = waits_percentile(all, fmax(p - share_half_width, 0));
    double high = waits_percentile(all, fmin(p + share_half_width, 1));
    return fmax(high - value, value - low);
}

percentile_result percentile_estimate(const wait_histogram *const *waits, size_t count, double p,
                                      double confidence, double *influence) {
    SIM_REQUIRE(count > 0);
    wait_histogram all = pool(waits, count);
    double *own = influence ? influence : memory_new(count, sizeof *own);
    percentile_result e = {.value = waits_percentile(&all, p), .half_width = (double)NAN};
    ratio_estimate share = share_up_to(waits, count, e.value, confidence, own);
    if (!isnan(e.value) && !isnan(share.half_width))
        e.half_width = half_width_around(&all, p, e.value, share.half_width);
    // more waits up to the value than usual: the percentile is smaller
    double scale = share.half_width > 0 ? -e.half_width / share.half_width : 0;
    for (size_t i = 0; i < count; i++)
        own[i] = isnan(e.value) ? (double)NAN : own[i] * scale;
    if (own != influence)
        free(own);
    waits_free(&all);
    return e;
}
