#include "fit/by_hour.h"

#include <math.h>
#include <string.h>

/// Hours up to the next band's first one.
typedef struct band {
    size_t from;
    double services, seconds;
} band;

/// Of a band with a mean of its own; but for what is the same however hours are joined.
static double likelihood(const band *b) {
    return b->services > 0 ? -b->services * log(b->seconds / b->services) : 0;
}

static band joined(const band *a, const band *b) {
    return (band){a->from, a->services + b->services, a->seconds + b->seconds};
}

static double cost(const band *a, const band *b) {
    band both = joined(a, b);
    return 2 * (likelihood(a) + likelihood(b) - likelihood(&both));
}

static size_t bands_begin(const fit_class *c, band bands[FIT_HOURS]) {
    for (size_t hour = 0; hour < FIT_HOURS; hour++) {
        bands[hour] = (band){.from = hour};
        for (size_t k = 0; k < FIT_WEEKDAYS; k++) {
            bands[hour].services += c->hours[k][hour].services;
            bands[hour].seconds += c->hours[k][hour].service;
        }
    }
    return FIT_HOURS;
}

static size_t cheapest(const band *bands, size_t count, double *least) {
    size_t at = 0;
    *least = INFINITY;
    for (size_t i = 0; i + 1 < count; i++) {
        double here = cost(&bands[i], &bands[i + 1]);
        at = here < *least ? i : at;
        *least = fmin(*least, here);
    }
    return at;
}

fit_by_hour by_hour_fit(const fit_class *c) {
    double cv = c->service.moments.cv;
    fit_by_hour out = {.bands = 1};
    band bands[FIT_HOURS], all = {0};
    size_t count = bands_begin(c, bands);
    for (size_t i = 0; i < count; i++)
        all = joined(&all, &bands[i]);
    for (size_t hour = 0; hour < FIT_HOURS; hour++)
        out.factors[hour] = 1;
    if (!(all.services > 1) || !(cv > 0))
        return out;
    double price = log(all.services) + 2 * log(FIT_HOURS), least;
    for (size_t at = cheapest(bands, count, &least); count > 1 && least / (cv * cv) < price;
         at = cheapest(bands, count, &least)) {
        bands[at] = joined(&bands[at], &bands[at + 1]);
        count--;
        memmove(&bands[at + 1], &bands[at + 2], (count - at - 1) * sizeof *bands);
    }
    double gain = -likelihood(&all);
    for (size_t i = 0; i < count; i++) {
        gain += likelihood(&bands[i]);
        for (size_t hour = bands[i].from; hour < (i + 1 < count ? bands[i + 1].from : FIT_HOURS); hour++)
            out.factors[hour] = bands[i].seconds / bands[i].services / (all.seconds / all.services);
    }
    out.bands = count;
    out.gain = 2 * gain / (cv * cv) - (double)(count - 1) * price;
    return out;
}
