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

static void day_fold(int16_t *const changes[ACTIVITY_COUNT], half_hour slices[FIT_STAFFING_SLICES]) {
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
        slices[i].agents += by_waits ? busy_then / waited : most;
        slices[i].waited += by_waits;
        slices[i].days++;
        slices[i].most = fmax(slices[i].most, most);
    }
}

void concurrency_staffing(const concurrency *c, const calendar *days, size_t team, fit_staffing *out) {
    half_hour slices[FIT_WEEKDAYS][FIT_STAFFING_SLICES] = {0};
    double used = 0, by_waits = 0;
    for (size_t day = 0; day < days->count && day < FIT_AGENT_DAYS_MAX; day++)
        day_fold(c->changes[day][team], slices[calendar_weekday(days, day)]);
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        for (size_t i = 0; i < FIT_STAFFING_SLICES; i++) {
            const half_hour *h = &slices[k][i];
            if (!(h->most > 0))
                continue;
            out->agents[k][i] = fmax(round(h->agents / h->days), 1);
            used += h->days;
            by_waits += h->waited;
        }
    out->by_waits = used > 0 ? by_waits / used : 0;
}

void concurrency_free(concurrency *c) {
    for (size_t day = 0; day < FIT_AGENT_DAYS_MAX; day++)
        for (size_t team = 0; team < FIT_TEAMS_MAX; team++)
            for (size_t what = 0; what < ACTIVITY_COUNT; what++)
                free(c->changes[day][team][what]);
    *c = (concurrency){0};
}
