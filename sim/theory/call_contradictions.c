#include <math.h>

#include "theory/call_parts.h"

#define TOLERANCE 0.01

static bool differs(double stated, double implied) {
    return fabs(stated - implied) > TOLERANCE * fmax(fabs(stated), fabs(implied));
}

/// Is the figure given, and are those that the other one follows from?
static void weigh(contradiction c, contradiction *out, size_t *count) {
    if (!isnan(c.stated) && !isnan(c.implied) && differs(c.stated, c.implied))
        out[(*count)++] = c;
}

static double calls_of_a_seat(const call_factors *given, const call_factors *f) {
    return SECONDS_PER_HOUR * f->of[FACTOR_AGENT_LOAD] / given->of[FACTOR_AHT];
}

static double mixed_call_of(const call_factors *given, const call_factors *f) {
    return isnan(given->of[FACTOR_AUTOMATIC_CALL]) ? (double)NAN : mixed_call_of_parts(f);
}

size_t call_contradictions(const call_factors *given, contradiction out[CONTRADICTIONS_MAX]) {
    call_factors f;
    size_t count = 0;
    if (!call_factors_complete(given, &f, NULL))
        return 0;
    weigh((contradiction){"calls of a subscriber for agents in a month", FACTOR_AGENT_CALLS,
                          given->of[FACTOR_AGENT_CALLS], "calls × agent_share",
                          f.of[FACTOR_CALLS] * given->of[FACTOR_AGENT_SHARE]},
          out, &count);
    weigh((contradiction){"calls of an agent in the busy hour", FACTOR_CALLS_PER_SEAT,
                          given->of[FACTOR_CALLS_PER_SEAT], "3600 s × agent_load / aht",
                          calls_of_a_seat(given, &f)},
          out, &count);
    weigh((contradiction){"mean duration of a call, in seconds", FACTOR_MIXED_CALL,
                          given->of[FACTOR_MIXED_CALL],
                          "its parts: automatic_call, preamble, queue_wait, aht", mixed_call_of(given, &f)},
          out, &count);
    weigh((contradiction){"calls a second that the CTI platform can take", FACTOR_CTI_RATE,
                          given->of[FACTOR_CTI_RATE], "(cti_load − cti_fixed_load) / cti_call_time",
                          cti_rate_of_processor(&f)},
          out, &count);
    return count;
}
