// What differs from day to day: weekdays, special days, and fixed numbers of calls.

#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "scenario/compile.h"

/// The most calls that a day with a fixed number may have.
#define DAY_CALLS_MAX 4e9

/// Does every midnight fall between two slices?
static bool slices_lie_within_days(const compiler *c, const arrival_rates *rates) {
    sim_time midnight = civil_time_of_day(c->scenario->layout.start);
    return SIM_DAY % rates->slice == 0 && (midnight - rates->phase) % rates->slice == 0;
}

/// Index in per_second of the first slice of a weekday; slices lie within days and repeat by day or week.
static uint32_t weekday_begin(const arrival_rates *rates, uint32_t weekday) {
    sim_time slices = SIM_DAY / rates->slice;
    return rates->count > slices ? (uint32_t)(weekday * slices) : 0;
}

/// Rate of slice `index` of a weekday.
static double weekday_rate(const arrival_rates *rates, uint32_t weekday, uint32_t index) {
    return rates->per_second[(weekday_begin(rates, weekday) + index) % rates->count];
}

static void day_calls_compile(const arrivals_document *from, arrival_rates *out) {
    uint32_t slices = (uint32_t)(SIM_DAY / out->slice);
    bool volume = from->profile.list.count == slices;
    for (uint32_t day = 0; day < WEEKDAYS; day++) {
        double sum = 0;
        for (uint32_t i = 0; i < slices; i++)
            sum += weekday_rate(out, day, i);
        out->day_calls[day] = volume ? from->volume : sum * sim_time_to_s(out->slice);
    }
}

/// Sums from each element to the end.
static void rest_sum(const double *values, double *rest, uint32_t count, double times) {
    double sum = 0;
    for (uint32_t i = count; i-- > 0;) {
        sum += values[i] * times;
        rest[i] = sum;
    }
}

static bool fixed_compile(const compiler *c, const place *at, arrival_rates *out) {
    uint32_t slices = (uint32_t)(SIM_DAY / out->slice);
    double most = 0, factor = 1;
    if (!out->periodic)
        return place_error(c->reporter, at,
                           "has a fixed number of calls a day, and rates for slices of the duration; give "
                           "slices of the day or the week");
    if (out->count < slices) { // one rate, whatever the slice
        out->per_second = memory_resize(out->per_second, slices, sizeof(double));
        for (uint32_t i = out->count; i < slices; i++)
            out->per_second[i] = out->per_second[0];
        out->count = slices;
    }
    out->rest = memory_new(out->count, sizeof(double));
    for (size_t first = 0; first < out->count; first += slices)
        rest_sum(out->per_second + first, out->rest + first, slices, sim_time_to_s(out->slice));
    for (size_t i = 0; i < WEEKDAYS; i++)
        most = fmax(most, out->day_calls[i] * out->weekdays[i]);
    for (uint32_t i = 0; i < out->special_count; i++)
        factor = fmax(factor, out->specials[i].factor);
    return most * factor <= DAY_CALLS_MAX ||
           place_error(c->reporter, at, "has %g calls a day; at most %g when their number is fixed",
                       most * factor, DAY_CALLS_MAX);
}

static bool weekdays_compile(const compiler *c, const place *at, const arrivals_document *from,
                             arrival_rates *out) {
    place here = place_of(at, "weekdays");
    bool week = from->profile.span == SPAN_WEEK || from->per_hour.span == SPAN_WEEK;
    for (size_t i = 0; i < WEEKDAYS; i++)
        out->weekdays[i] = 1;
    if (from->weekdays.count == 0)
        return true;
    if (from->weekdays.count != WEEKDAYS)
        return place_error(c->reporter, &here, "has %zu factor%s; must have 7, from Monday",
                           from->weekdays.count, text_plural(from->weekdays.count));
    if (week)
        return place_error(c->reporter, &here, "has factors for weekdays that the slices of a week have too");
    for (size_t i = 0; i < WEEKDAYS; i++)
        out->weekdays[i] = from->weekdays.values[i];
    return true;
}

/// The calls of the day by slices of a profile of its own.
static bool shares_of_day(const compiler *c, const place *at, const number_list *weights,
                          const arrival_rates *rates, special_day *out) {
    place here = place_of(at, "profile");
    uint32_t slices = (uint32_t)(SIM_DAY / rates->slice), each = slices / (uint32_t)weights->count;
    double sum = 0;
    if (!rates->periodic)
        return place_error(c->reporter, &here,
                           "is for slices of the day, and 'per_hour' for slices of the duration");
    if (weights->count * each != slices)
        return place_error(c->reporter, &here,
                           "has %zu weights, which do not divide the %u slices that the class has a day",
                           weights->count, slices);
    for (size_t i = 0; i < weights->count; i++)
        sum += weights->values[i];
    if (sum <= 0)
        return place_error(c->reporter, &here,
                           "has weights that sum to 0; must be more (closed: \"factor\": 0)");
    out->shares = memory_new(slices, sizeof(double));
    out->rest = memory_new(slices, sizeof(double));
    for (uint32_t i = 0; i < slices; i++)
        out->shares[i] = weights->values[i / each] / sum / each;
    rest_sum(out->shares, out->rest, slices, 1);
    return true;
}

static bool special_compile(const compiler *c, const place *at, const special_day_document *from,
                            arrival_rates *rates) {
    place until = place_of(at, "until");
    special_day *out = &rates->specials[rates->special_count++];
    out->factor = from->factor;
    out->first = out->last = civil_days(from->date);
    if (from->until.year)
        out->last = civil_days(from->until);
    if (out->last < out->first)
        return place_error(c->reporter, &until, "is before 'date'");
    return from->profile.count == 0 || shares_of_day(c, at, &from->profile, rates, out);
}

/// Which special day came from which item: for messages, while they are sorted.
typedef struct dated {
    special_day day;
    const char *name;
} dated;

static int dated_compare(const void *a, const void *b) {
    int64_t x = ((const dated *)a)->day.first, y = ((const dated *)b)->day.first;
    return (x > y) - (x < y);
}

static bool specials_sort(const compiler *c, const place *at, const object_map *from, arrival_rates *out) {
    bool good = true;
    dated *all = memory_new(out->special_count, sizeof *all);
    for (uint32_t i = 0; i < out->special_count; i++)
        all[i] = (dated){out->specials[i], MAP_ITEM(*from, special_day_document, i)->name};
    qsort(all, out->special_count, sizeof *all, dated_compare);
    for (uint32_t i = 0; i < out->special_count; i++) {
        out->specials[i] = all[i].day;
        place here = place_of(at, all[i].name);
        if (good && i > 0 && all[i].day.first <= all[i - 1].day.last)
            good = place_error(c->reporter, &here, "has a day in common with '%s'; a day can be special once",
                               all[i - 1].name);
    }
    free(all);
    return good;
}

static bool specials_compile(const compiler *c, const place *at, const object_map *from, arrival_rates *out) {
    place days = place_of(at, "days");
    out->specials = memory_new(from->count, sizeof *out->specials);
    bool good = true;
    for (size_t i = 0; i < from->count; i++) {
        const special_day_document *item = MAP_ITEM(*from, special_day_document, i);
        place here = place_of(&days, item->name);
        good = special_compile(c, &here, item, out) && good;
    }
    return good && specials_sort(c, &days, from, out);
}

bool days_compile(const compiler *c, const place *at, const arrivals_document *from, arrival_rates *out) {
    bool fixed = out->kind == ARRIVALS_FIXED;
    if (!weekdays_compile(c, at, from, out))
        return false;
    if (!fixed && from->weekdays.count == 0 && from->days.count == 0)
        return true;
    if (!slices_lie_within_days(c, out))
        return place_error(c->reporter, at,
                           "has slices of %g s, some of which go over midnight; %s needs slices that do not "
                           "(make 'interval' divide the time to midnight, or give {\"day\": [...]})",
                           sim_time_to_s(out->slice),
                           fixed                      ? "a fixed number of calls a day"
                           : from->weekdays.count > 0 ? "'weekdays'"
                                                      : "'days'");
    if (out->periodic)
        day_calls_compile(from, out);
    return specials_compile(c, at, &from->days, out) && (!fixed || fixed_compile(c, at, out));
}
