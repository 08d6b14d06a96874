#include "fit/concurrency.h"

#include <math.h>
#include <stdlib.h>

#include "base/text.h"

static void change(int16_t *changes, double at, int16_t by) {
    if (at >= SECONDS_OF_A_DAY)
        return;
    int16_t *here = &changes[(size_t)at];
    if (*here<INT16_MAX && * here> INT16_MIN)
        *here = (int16_t)(*here + by);
}

void concurrency_add(concurrency *c, size_t day, size_t team, activity what, double begin, double seconds) {
    if (day >= FIT_AGENT_DAYS_MAX || !(seconds > 0) || begin < 0)
        return;
    int16_t **changes = &c->changes[day][team][what];
    if (!*changes)
        *changes = memory_new(SECONDS_OF_A_DAY, sizeof **changes);
    change(*changes, begin, 1);
    change(*changes, begin + seconds, -1);
}

/// What is known of a half-hour of a weekday: sums over days.
typedef struct half_hour {
    double agents, waited, days; ///< estimates of the days; how many of them are by waits
    double most;                 ///< of all days
} half_hour;

static int32_t change_at(const int16_t *changes, size_t at) {
    return changes ? changes[at] : 0;
}

/// Adds a day, and gives its sum of agents.
static double day_fold(int16_t *const changes[ACTIVITY_COUNT], half_hour slices[FIT_STAFFING_SLICES]) {
    double agents = 0;
    enum { LEAST_WAITED = 60 };
    int32_t busy = 0, waiting = 0;
    for (size_t i = 0; i < FIT_STAFFING_SLICES; i++) {
        int32_t most = busy;
        double waited = 0, busy_then = 0;
        for (size_t at = i * FIT_STAFFING_SLICE; at < (i + 1) * FIT_STAFFING_SLICE; at++) {
            busy += change_at(changes[ACTIVITY_SERVICE], at);
            waiting += change_at(changes[ACTIVITY_WAIT], at);
            most = busy > most ? busy : most;
            waited += waiting > 0;
            busy_then += waiting > 0 ? busy : 0;
        }
        bool by_waits = waited >= LEAST_WAITED && busy_then > 0;
        double estimate = by_waits ? busy_then / waited : most;
        agents += estimate;
        slices[i].agents += estimate;
        slices[i].waited += by_waits;
        slices[i].days++;
        slices[i].most = fmax(slices[i].most, most);
    }
    return agents;
}

/// Sums of some days, for a regression through their weekdays' means.
typedef struct regression {
    double days[FIT_WEEKDAYS], agents[FIT_WEEKDAYS], calls[FIT_WEEKDAYS];
} regression;

/// By how much, relatively, agents are more on days with relatively more calls: the least squares.
static double follows(const regression *of, const calendar *days, const double *agents, const double *calls,
                      size_t count) {
    double products = 0, squares = 0;
    for (size_t day = 0; day < count; day++) {
        size_t k = calendar_weekday(days, day);
        double a = agents[day] * of->days[k] / of->agents[k] - 1,
               b = calls[day] * of->days[k] / of->calls[k] - 1;
        bool counts = of->agents[k] > 0 && of->calls[k] > 0;
        products += counts ? a * b : 0;
        squares += counts ? b * b : 0;
    }
    return squares > 0 ? products / squares : NAN;
}

void concurrency_staffing(const concurrency *c, const calendar *days, size_t team, const double *calls,
                          fit_staffing *out) {
    half_hour slices[FIT_WEEKDAYS][FIT_STAFFING_SLICES] = {0};
    regression sums = {0};
    double used = 0, by_waits = 0, agents[FIT_AGENT_DAYS_MAX];
    size_t count = days->count < FIT_AGENT_DAYS_MAX ? days->count : FIT_AGENT_DAYS_MAX;
    for (size_t day = 0; day < count; day++) {
        size_t k = calendar_weekday(days, day);
        agents[day] = day_fold(c->changes[day][team], slices[k]);
        sums.days[k]++;
        sums.agents[k] += agents[day];
        sums.calls[k] += calls[day];
    }
    out->follows = follows(&sums, days, agents, calls, count);
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        for (size_t i = 0; i < FIT_STAFFING_SLICES; i++) {
            const half_hour *h = &slices[k][i];
            if (!(h->most > 0))
                continue;
            out->agents[k][i] = h->agents / h->days;
            used += h->days;
            by_waits += h->waited;
        }
    for (size_t hour = 0; hour < FIT_HOURS; hour++)
        out->factors[hour] = 1;
    out->by_waits = used > 0 ? by_waits / used : 0;
}

double fit_agents(const fit_staffing *s, size_t weekday, size_t half) {
    double agents = s->agents[weekday][half];
    return agents > 0 ? fmax(round(agents * s->factors[half * FIT_HOURS / FIT_STAFFING_SLICES]), 1) : 0;
}

void concurrency_free(concurrency *c) {
    for (size_t day = 0; day < FIT_AGENT_DAYS_MAX; day++)
        for (size_t team = 0; team < FIT_TEAMS_MAX; team++)
            for (size_t what = 0; what < ACTIVITY_COUNT; what++)
                free(c->changes[day][team][what]);
    *c = (concurrency){0};
}
