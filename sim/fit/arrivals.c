#include "fit/arrivals.h"

#include <math.h>
#include <stdlib.h>

#include "base/text.h"

void arrivals_count(arrival_counts *c, size_t day, size_t slice, size_t slice_count, uint64_t calls) {
    if (!c->slices[day])
        c->slices[day] = memory_new(slice_count, sizeof **c->slices);
    uint64_t sum = c->slices[day][slice] + calls;
    c->slices[day][slice] = sum < UINT32_MAX ? (uint32_t)sum : UINT32_MAX;
}

double arrivals_of_day(const arrival_counts *c, size_t day, size_t slice_count) {
    double total = 0;
    for (size_t i = 0; c->slices[day] && i < slice_count; i++)
        total += c->slices[day][i];
    return total;
}

void arrivals_free(arrival_counts *c) {
    for (size_t i = 0; i < FIT_DAYS_MAX; i++)
        free(c->slices[i]);
    *c = (arrival_counts){0};
}

/// Sums over all days of each weekday.
typedef struct weekday_sums {
    double *slices[FIT_WEEKDAYS];
    double total[FIT_WEEKDAYS], days[FIT_WEEKDAYS];
} weekday_sums;

static weekday_sums sums_make(const arrival_counts *c, const calendar *days, size_t slice_count) {
    weekday_sums s = {0};
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        s.slices[k] = memory_new(slice_count, sizeof **s.slices);
    for (size_t day = 0; day < days->count; day++) {
        size_t k = calendar_weekday(days, day);
        s.days[k]++;
        for (size_t i = 0; c->slices[day] && i < slice_count; i++) {
            s.slices[k][i] += c->slices[day][i];
            s.total[k] += c->slices[day][i];
        }
    }
    return s;
}

static void sums_free(weekday_sums *s) {
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        free(s->slices[k]);
}

/// Calls of all weekdays in a slice.
static double slice_sum(const weekday_sums *s, size_t slice) {
    double sum = 0;
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        sum += s->slices[k][slice];
    return sum;
}

static double sum_of(const double *values, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return sum;
}

bool arrivals_differ_by_weekday(const arrival_counts *c, const calendar *days, size_t slice_count) {
    static const double much = 0.1; // of a day's calls would have to be moved to another time
    weekday_sums s = sums_make(c, days, slice_count);
    double total = sum_of(s.total, FIT_WEEKDAYS), largest = 0;
    for (size_t k = 0; k < FIT_WEEKDAYS; k++) {
        double moved = 0;
        for (size_t i = 0; i < slice_count && s.total[k] > 0; i++)
            moved += fabs(s.slices[k][i] / s.total[k] - slice_sum(&s, i) / total) / 2;
        // by chance alone some would seem to
        largest = fmax(largest, moved - sqrt((double)slice_count / fmax(s.total[k], 1)));
    }
    sums_free(&s);
    return days->dated && largest > much;
}

/// A profile of the day, and factors. The mean of a weekday is that of its own days.
static void day_profile_make(fit_arrivals *out, arrival_means *m, const weekday_sums *s) {
    double total = sum_of(s->total, FIT_WEEKDAYS), days = sum_of(s->days, FIT_WEEKDAYS), mean = 0, open = 0;
    for (size_t k = 0; k < FIT_WEEKDAYS; k++) {
        mean += s->days[k] > 0 ? s->total[k] / s->days[k] : 0;
        open += s->days[k] > 0;
    }
    mean /= open;
    out->volume = total / days;
    for (size_t i = 0; i < m->slice_count; i++)
        out->profile[i] = total > 0 ? slice_sum(s, i) / days : 0;
    for (size_t k = 0; k < FIT_WEEKDAYS; k++) {
        double own = s->days[k] > 0 ? s->total[k] / s->days[k] : 0;
        out->weekdays[k] = mean > 0 ? own / mean : 0;
        m->weight[k] = 1;
        for (size_t i = 0; i < m->slice_count && total > 0; i++)
            m->mean[k][i] = own * slice_sum(s, i) / total;
    }
}

/// A profile of the week. A mean of n days takes 1/n of the squared deviations away.
static void week_profile_make(fit_arrivals *out, arrival_means *m, const weekday_sums *s) {
    for (size_t k = 0; k < FIT_WEEKDAYS; k++) {
        out->weekdays[k] = 1;
        m->weight[k] = s->days[k] > 1 ? s->days[k] / (s->days[k] - 1) : 0;
        for (size_t i = 0; i < m->slice_count; i++) {
            m->mean[k][i] = s->days[k] > 0 ? s->slices[k][i] / s->days[k] : 0;
            out->profile[k * m->slice_count + i] = m->mean[k][i];
            out->volume += m->mean[k][i];
        }
    }
}

/// Days as they are, and as they follow each other: relative to their weekday's mean.
static void days_measure(fit_arrivals *out, const arrival_counts *c, const calendar *days,
                         const weekday_sums *s, size_t slice_count) {
    double sum = 0, squares = 0, n = (double)days->count, products = 0, relative_squares = 0, before = NAN;
    for (size_t day = 0; day < days->count; day++) {
        size_t k = calendar_weekday(days, day);
        double total = arrivals_of_day(c, day, slice_count), relative = total * s->days[k] / s->total[k] - 1;
        sum += total;
        squares += total * total;
        relative_squares += relative * relative;
        products += day > 0 ? before * relative : 0;
        before = relative;
    }
    out->mean = sum / n;
    out->sd = n > 1 ? sqrt(fmax(squares - sum * sum / n, 0) / (n - 1)) : NAN;
    out->day_lag = n > 2 ? products / (n - 1) / (relative_squares / n) : NAN;
}

void arrivals_fit(fit_arrivals *out, const arrival_counts *c, const calendar *days, uint32_t slice,
                  bool by_week) {
    size_t slice_count = 86400 / slice;
    *out = (fit_arrivals){.slice_count = by_week ? FIT_WEEKDAYS * slice_count : slice_count};
    out->profile = memory_new(out->slice_count, sizeof *out->profile);
    arrival_means m = {.slice_count = slice_count};
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        m.mean[k] = memory_new(slice_count, sizeof **m.mean);
    weekday_sums s = sums_make(c, days, slice_count);
    if (by_week)
        week_profile_make(out, &m, &s);
    else
        day_profile_make(out, &m, &s);
    for (size_t k = 0; k < FIT_WEEKDAYS && !days->dated; k++)
        out->weekdays[k] = 1;
    days_measure(out, c, days, &s, slice_count);
    busyness_fit(out, c, days, &m);
    sums_free(&s);
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        free(m.mean[k]);
}
