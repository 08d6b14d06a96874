/// The days of a log.
#ifndef FIT_CALENDAR_H
#define FIT_CALENDAR_H

#include <hotline/fit.h>

typedef struct calendar {
    size_t count; ///< days that have calls
    int64_t
        number[FIT_DAYS_MAX]; ///< days since 1970-01-01, or, without dates, in the order in which they came
    bool dated;               ///< all of them have dates
} calendar;

/// 0 = Monday; 0 where dates are not known.
static inline size_t calendar_weekday(const calendar *c, size_t day) {
    return c->dated ? (size_t)(((c->number[day] + 3) % 7 + 7) % 7) : 0;
}

#endif
