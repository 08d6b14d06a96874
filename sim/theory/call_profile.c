#include <math.h>

#include "base/check.h"
#include "theory/call_parts.h"

/// How much busier than wanted another hour may come out by rounding.
#define ROUNDING 1e-9

/// Which slices, and which share of all weights they have.
typedef struct window {
    size_t begin, length;
    double share;
} window;

static double sum_of(const double *weights, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += weights[i];
    return sum;
}

/// The first of the busiest hours.
static window hour_find(const double *weights, size_t count) {
    SIM_REQUIRE(count > 0 && count % HOURS == 0);
    window most = {.length = count / HOURS, .share = -1};
    double all = sum_of(weights, count);
    for (size_t i = 0; i + most.length <= count; i++) {
        double share = sum_of(weights + i, most.length) / all;
        if (share > most.share * (1 + ROUNDING)) {
            most.begin = i;
            most.share = share;
        }
    }
    return most;
}

double profile_concentration(const double *weights, size_t count) {
    return sum_of(weights, count) > 0 ? hour_find(weights, count).share : (double)NAN;
}

bool profile_bend(const double *weights, size_t count, double concentration, double *out) {
    if (!(sum_of(weights, count) > 0))
        return false;
    window hour = hour_find(weights, count);
    double inside = concentration / hour.share, outside = (1 - concentration) / (1 - hour.share);
    if (hour.share >= 1) // the others have no calls that could be made more
        outside = 1;
    for (size_t i = 0; i < count; i++)
        out[i] = weights[i] * (i >= hour.begin && i < hour.begin + hour.length ? inside : outside);
    return profile_concentration(out, count) <= concentration * (1 + ROUNDING);
}
