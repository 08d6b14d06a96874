#include <math.h>

#include "base/text.h"
#include "scenario/compile.h"

#define SECONDS_PER_HOUR 3600.0

/// A caller is addressed by its slice and its place in it: 32 bits each, with room for a busy day.
#define SLICES_MAX        1000000000
#define SLICE_CALLS_MAX   1e8
#define RATE_PER_HOUR_MAX 1e9

/// A constant rate, or one for each slice of the duration; the last slice may be a microsecond short each.
static void rates_from_list(const compiler *c, const number_list *per_hour, arrival_rates *out) {
    const layout *l = &c->scenario->layout;
    sim_time count = (sim_time)per_hour->count;
    out->count = (uint32_t)per_hour->count;
    out->periodic = per_hour->single;
    out->slice = per_hour->single ? l->interval : (l->duration + count - 1) / count;
    out->per_second = memory_new(out->count, sizeof(double));
    for (uint32_t i = 0; i < out->count; i++)
        out->per_second[i] = per_hour->values[i] / SECONDS_PER_HOUR;
}

/// Weights of slices of the day, scaled to `volume` calls a day.
static bool rates_from_profile(const compiler *c, const place *at, const arrivals_document *from,
                               arrival_rates *out) {
    place here = place_of(at, "profile");
    const number_list *weights = &from->profile;
    double sum = 0;
    for (size_t i = 0; i < weights->count; i++)
        sum += weights->values[i];
    if (isnan(from->volume))
        return place_error(c->reporter, at, "'volume' is missing (calls a day, spread by 'profile')");
    if (sum <= 0)
        return place_error(c->reporter, &here, "has weights that sum to 0; must be more");
    if (SIM_DAY % (sim_time)weights->count)
        return place_error(c->reporter, &here,
                           "has %zu weights, which do not divide the day into whole microseconds",
                           weights->count);
    out->count = (uint32_t)weights->count;
    out->slice = SIM_DAY / (sim_time)weights->count;
    out->phase = civil_time_of_day(c->scenario->layout.start);
    out->periodic = true;
    out->per_second = memory_new(out->count, sizeof(double));
    for (uint32_t i = 0; i < out->count; i++)
        out->per_second[i] = from->volume * (weights->values[i] / sum) / sim_time_to_s(out->slice);
    return true;
}

static bool rates_check(const compiler *c, const place *at, const arrival_rates *rates) {
    const layout *l = &c->scenario->layout;
    double most = 0;
    for (uint32_t i = 0; i < rates->count; i++)
        most = fmax(most, rates->per_second[i]);
    if (!(most * SECONDS_PER_HOUR <= RATE_PER_HOUR_MAX))
        return place_error(c->reporter, at, "has a rate of %g calls per hour; at most %g",
                           most * SECONDS_PER_HOUR, RATE_PER_HOUR_MAX);
    if (!(most * sim_time_to_s(rates->slice) <= SLICE_CALLS_MAX))
        return place_error(c->reporter, at,
                           "brings %g calls in a slice of %g s; at most %g (give more slices, or a "
                           "shorter 'interval')",
                           most * sim_time_to_s(rates->slice), sim_time_to_s(rates->slice), SLICE_CALLS_MAX);
    if ((l->warmup + l->duration) / rates->slice > SLICES_MAX)
        return place_error(c->reporter, at,
                           "has slices of %g s, more than %d in the duration; make them longer",
                           sim_time_to_s(rates->slice), SLICES_MAX);
    return true;
}

bool arrivals_compile(compiler *c, const place *at, const arrivals_document *from, arrival_rates *out) {
    bool profile = from->profile.count > 0, per_hour = from->per_hour.count > 0;
    if (profile == per_hour)
        return place_error(c->reporter, at, "must have either 'per_hour', or 'profile' and 'volume'");
    if (!profile && !isnan(from->volume))
        return place_error(c->reporter, at, "has a 'volume' without a 'profile'");
    if (profile && !rates_from_profile(c, at, from, out))
        return false;
    if (per_hour)
        rates_from_list(c, &from->per_hour, out);
    return rates_check(c, at, out);
}
