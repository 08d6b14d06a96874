#include "theory/range.h"

#include <float.h>
#include <stddef.h>

#include "theory/wait_law.h"

static bool within(double value, double low, double high, const char *what, const char *must,
                   input_error *err) {
    if (value >= low && value <= high)
        return true;
    return input_error_set(err, NULL, 0, NULL, "the %s is %.15g; must be %s", what, value, must);
}

static bool whole(double value, const char *what, input_error *err) {
    if (value <= floor(value))
        return true;
    return input_error_set(err, NULL, 0, NULL, "the %s is %.15g; must be a whole number", what, value);
}

bool range_check(const erlang_system *s, input_error *err) {
    if (s->places < s->servers)
        return input_error_set(
            err, NULL, 0, NULL,
            "the number of places is %.15g; must be at least that of the servers, %.15g, which are "
            "places too",
            s->places, s->servers);
    return within(s->rate, RATE_MIN, RATE_MAX, "rate", "1e-12 to 1e12 arrivals per second", err) &&
           within(s->service, TIME_MIN, TIME_MAX, "mean service", "1e-9 to 1e12 seconds", err) &&
           within(s->servers, 1, COUNT_MAX, "number of servers", "1 to 1000000000", err) &&
           whole(s->servers, "number of servers", err) &&
           ((isinf(s->patience) && s->patience > 0) ||
            within(s->patience, TIME_MIN, TIME_MAX, "mean patience", "1e-9 to 1e12 seconds", err)) &&
           within(s->places, 1, INFINITY, "number of places", "at least 1", err) &&
           whole(s->places, "number of places", err) &&
           within(s->awt, 0, TIME_MAX, "acceptable waiting time", "0 to 1e12 seconds", err);
}

bool range_is_stable(const erlang_system *s) {
    // 0.3 * 180 is less than 54 only because 0.3 is rounded
    return !isinf(s->places) || !isinf(s->patience) || wait_law_of(s).slack > 4 * DBL_EPSILON;
}
