#include <math.h>
#include <string.h>

#include "base/check.h"
#include "theory/call_parts.h"

/// How far beyond its reach a profile may be bent by rounding.
#define ROUNDING 1e-9

/// No profile that people draw is bent further.
#define POWER_MOST 64
enum { STEPS = 100 };

static double sum_of(const double *weights, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += weights[i];
    return sum;
}

double profile_concentration(const double *weights, size_t count) {
    SIM_REQUIRE(count > 0 && count % HOURS == 0);
    size_t length = count / HOURS;
    double all = sum_of(weights, count), most = 0;
    for (size_t i = 0; i + length <= count; i++)
        most = fmax(most, sum_of(weights + i, length));
    return all > 0 ? most / all : (double)NAN;
}

/// Every weight to a power, the largest being 1 before and after; none stays none. Returns the concentration.
static double power_apply(const double *weights, size_t count, double power, double *out) {
    double most = 0;
    for (size_t i = 0; i < count; i++)
        most = fmax(most, weights[i]);
    for (size_t i = 0; i < count; i++)
        out[i] = weights[i] > 0 ? pow(weights[i] / most, power) : 0;
    return profile_concentration(out, count);
}

void profile_reach(const double *weights, size_t count, double *low, double *high, double *room) {
    *low = power_apply(weights, count, 0, room);
    *high = power_apply(weights, count, POWER_MOST, room);
}

/// Looks for the power between those that make too little and too much of the busiest hour.
static void power_find(const double *weights, size_t count, double concentration, double *out) {
    double low = 0, high = POWER_MOST;
    for (int i = 0; i < STEPS; i++) {
        double middle = low + (high - low) / 2;
        if (power_apply(weights, count, middle, out) < concentration)
            low = middle;
        else
            high = middle;
    }
}

bool profile_bend(const double *weights, size_t count, double concentration, double *out) {
    double least, most;
    profile_reach(weights, count, &least, &most, out);
    // also NaN fails
    if (!(concentration >= least * (1 - ROUNDING) && concentration <= most * (1 + ROUNDING)))
        return false;
    if (fabs(profile_concentration(weights, count) - concentration) <= ROUNDING * concentration)
        (void)memcpy(out, weights, count * sizeof *out); // as it is, to the last digit
    else
        power_find(weights, count, concentration, out);
    return true;
}
