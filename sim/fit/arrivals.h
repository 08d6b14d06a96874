/// How many calls come when, and how much that varies.
#ifndef FIT_ARRIVALS_H
#define FIT_ARRIVALS_H

#include "fit/calendar.h"

/// Numbers of calls by day and slice of the day. Starts with zeros.
typedef struct arrival_counts {
    uint32_t *slices[FIT_DAYS_MAX]; ///< NULL: no calls on that day
} arrival_counts;

void arrivals_count(arrival_counts *c, size_t day, size_t slice, size_t slice_count, uint64_t calls);
double arrivals_of_day(const arrival_counts *c, size_t day, size_t slice_count);
void arrivals_free(arrival_counts *c);

/// Means by weekday and slice, which deviations are measured from; and how much a squared deviation stands
/// for, since the means are of the same days.
typedef struct arrival_means {
    size_t slice_count;
    double *mean[FIT_WEEKDAYS]; ///< unknown weekdays: the first
    double weight[FIT_WEEKDAYS];
} arrival_means;

/// Do weekdays differ in when calls come, more than a factor could say?
bool arrivals_differ_by_weekday(const arrival_counts *c, const calendar *days, size_t slice_count);

/// `slice` in seconds. Free out->profile.
void arrivals_fit(fit_arrivals *out, const arrival_counts *c, const calendar *days, uint32_t slice,
                  bool by_week);

/// Sets how the numbers vary about their means: single, covariances, day_cv, slice_cv, neighbours.
void busyness_fit(fit_arrivals *out, const arrival_counts *c, const calendar *days, const arrival_means *m);

#endif
