/// How many services were under way at a time, and whether somebody waited: from this, how many agents there
/// were.
#ifndef FIT_CONCURRENCY_H
#define FIT_CONCURRENCY_H

#include "fit/calendar.h"

enum { SECONDS_OF_A_DAY = 86400 };

typedef enum activity { ACTIVITY_SERVICE, ACTIVITY_WAIT, ACTIVITY_COUNT } activity;

/// Changes of the number by second, of the first days. Starts with zeros.
typedef struct concurrency {
    int16_t
        *changes[FIT_AGENT_DAYS_MAX][FIT_TEAMS_MAX][ACTIVITY_COUNT]; ///< SECONDS_OF_A_DAY each; NULL: none
} concurrency;

/// Something begins at a second of the day, and lasts. What lasts beyond midnight is cut.
void concurrency_add(concurrency *c, size_t day, size_t team, activity what, double begin, double seconds);

/// The number of agents of each half-hour: while somebody waits all of them are busy, so on each day it is
/// the mean number of services then, or, where less than a minute was waited, the largest number, which is
/// the least that there were; over the days the mean.
void concurrency_staffing(const concurrency *c, const calendar *days, size_t team, const double *calls,
                          fit_staffing *out);

void concurrency_free(concurrency *c);

#endif
