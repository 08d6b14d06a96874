#include "model/arrival_slices.h"

#include <math.h>

#include "base/divide.h"
#include "model/model.h"
#include "random/quantile.h"
#include "random/ziggurat.h"

/// Occasions of STREAM_SHARED_BUSYNESS.
enum { SHARED_BY_DAY, SHARED_BY_SLICE };

int64_t slice_at(const arrival_rates *r, sim_time time) {
    return floor_divide(time + r->phase, r->slice);
}

/// The day in which a slice begins, from that of the start.
static int64_t day_of(const sim *s, sim_time slice_begin) {
    return floor_divide(slice_begin + civil_time_of_day(s->scenario->layout.start), SIM_DAY);
}

/// A normal score, from the class's own and the one that all classes share.
static double score_draw(const busyness *b, stream *own, const stream *shared) {
    if (b->correlation <= 0)
        return normal_score_draw(own);
    stream common = *shared;
    return b->correlation * normal_score_draw(&common) +
           sqrt(1 - b->correlation * b->correlation) * normal_score_draw(own);
}

/// A gamma factor with mean 1, from draws of the class's own, or with correlation from a normal score.
static double factor_draw(const busyness *b, double cv, stream *own, const stream *shared) {
    if (b->correlation > 0)
        return gamma_at_score(cv, score_draw(b, own, shared));
    law l = law_gamma(1, cv);
    return law_draw(&l, own);
}

static double day_busyness(const sim *s, const scenario_class *k, int64_t day) {
    if (k->busyness.day_cv <= 0)
        return 1;
    stream own, shared;
    stream_open(&own, &s->streams, STREAM_BUSYNESS, k->source, (uint64_t)day, 0);
    stream_open(&shared, &s->streams, STREAM_SHARED_BUSYNESS, 0, (uint64_t)day, SHARED_BY_DAY);
    return factor_draw(&k->busyness, k->busyness.day_cv, &own, &shared);
}

/// The shared part is found by the time at which the slice begins, from midnight before the start: classes
/// may count their slices from different moments, and a simulation may begin at any time of the day.
static void slice_streams(const sim *s, const scenario_class *k, int64_t slice, stream *own, stream *shared) {
    sim_time begin = slice * k->arrivals.slice - k->arrivals.phase;
    begin += civil_time_of_day(s->scenario->layout.start);
    stream_open(own, &s->streams, STREAM_SLICE_BUSYNESS, k->source, (uint64_t)slice, 0);
    stream_open(shared, &s->streams, STREAM_SHARED_BUSYNESS, 0, (uint64_t)begin, SHARED_BY_SLICE);
}

/// The first slice that begins in a day.
static int64_t first_slice(const sim *s, const arrival_rates *r, int64_t day) {
    sim_time midnight = day * SIM_DAY - civil_time_of_day(s->scenario->layout.start);
    return floor_divide(midnight + r->phase + r->slice - 1, r->slice);
}

/// Scores of a day follow each other from its first slice on, whether the simulation begins in it or not: the
/// next is c times the last plus √(1 - c²) times a new one, so that each is standard normal.
static double neighbours_score(const sim *s, const scenario_class *k, arrival_day *d, int64_t slice) {
    double c = k->busyness.slice_correlation, rest = sqrt(1 - c * c);
    int64_t first = first_slice(s, &k->arrivals, d->number);
    for (int64_t i = d->scored < first ? first : d->scored + 1; i <= slice; i++) {
        stream own, shared;
        slice_streams(s, k, i, &own, &shared);
        double fresh = score_draw(&k->busyness, &own, &shared);
        d->score = i == first ? fresh : c * d->score + rest * fresh;
        d->scored = i;
    }
    return d->score;
}

static double slice_busyness(const sim *s, const scenario_class *k, arrival_day *d, int64_t slice) {
    const busyness *b = &k->busyness;
    if (b->slice_cv <= 0)
        return 1;
    if (b->slice_correlation > 0)
        return gamma_at_score(b->slice_cv, neighbours_score(s, k, d, slice));
    stream own, shared;
    slice_streams(s, k, slice, &own, &shared);
    return factor_draw(b, b->slice_cv, &own, &shared);
}

/// The special day that `date` (days since 1970) is; NULL when it is none.
static const special_day *special_find(const arrival_rates *r, int64_t date) {
    uint32_t low = 0, high = r->special_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (r->specials[middle].last < date)
            low = middle + 1;
        else
            high = middle;
    }
    return low < r->special_count && r->specials[low].first <= date ? &r->specials[low] : NULL;
}

/// The recorded day that is replayed on day `number`; day_count when there is none.
static uint32_t recorded_day(const recorded_calls *c, int64_t number, uint32_t replication) {
    if (c->order != ORDER_ONCE) {
        int64_t count = c->sequence_count, at = number + (c->order == ORDER_REPLICATIONS ? replication : 0);
        return c->sequence[at - floor_divide(at, count) * count];
    }
    uint32_t low = 0, high = c->day_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (c->day_numbers[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < c->day_count && c->day_numbers[low] == number ? low : c->day_count;
}

static void recorded_open(const sim *s, const recorded_calls *c, arrival_day *d) {
    uint32_t day = recorded_day(c, d->number, s->streams.replication);
    bool none = day == c->day_count;
    d->row = none ? 0 : c->day_begin[day];
    d->row_end = none ? 0 : c->day_begin[day + 1];
}

static void day_open(const sim *s, const scenario_class *k, arrival_day *d, int64_t number) {
    const arrival_rates *r = &k->arrivals;
    int64_t start = civil_weekday(s->scenario->layout.start);
    d->number = number;
    d->scored = INT64_MIN;
    if (r->recorded) {
        recorded_open(s, r->recorded, d);
        return;
    }
    d->weekday = (uint32_t)((start + number % WEEKDAYS + WEEKDAYS) % WEEKDAYS);
    d->special = special_find(r, civil_days(s->scenario->layout.start) + number);
    d->factor = r->weekdays[d->weekday] * (d->special ? d->special->factor : 1);
    d->slices_done = 0;
    if (r->kind == ARRIVALS_FIXED)
        d->calls_left = (uint32_t)lround(r->day_calls[d->weekday] * d->factor);
    else if (d->factor > 0)
        d->factor *= day_busyness(s, k, number);
}

/// The place of a slice in its day, from midnight; slices lie within days.
static uint32_t slice_of_day(const sim *s, const arrival_rates *r, int64_t day, sim_time begin) {
    return (uint32_t)((begin + civil_time_of_day(s->scenario->layout.start) - day * SIM_DAY) / r->slice);
}

/// Rate of the open slice before factors.
static double slice_rate(const sim *s, const arrival_rates *r, const arrival_source *a) {
    const special_day *special = a->day.special;
    int64_t last = (int64_t)r->count - 1, slice = a->slice;
    if (special && special->shares)
        return r->day_calls[a->day.weekday] *
               special->shares[slice_of_day(s, r, a->day.number, a->slice_begin)] / sim_time_to_s(r->slice);
    if (r->periodic)
        return r->per_second[slice - floor_divide(slice, r->count) * r->count];
    return r->per_second[slice < 0 ? 0 : slice > last ? last : slice];
}

/// Of the callers of a day that are left, those of its slice `index`: a binomial share, so that all slices
/// together have a multinomial one.
static uint32_t fixed_share(const sim *s, const scenario_class *k, const arrival_day *d, uint32_t index,
                            int64_t slice) {
    const arrival_rates *r = &k->arrivals;
    uint32_t slices = (uint32_t)(SIM_DAY / r->slice), begin = r->count > slices ? d->weekday * slices : 0;
    bool own = d->special && d->special->shares;
    double weight = own ? d->special->shares[index] : r->per_second[begin + index] * sim_time_to_s(r->slice);
    double rest = own ? d->special->rest[index] : r->rest[begin + index];
    if (weight <= 0 || d->calls_left == 0)
        return 0;
    stream draws;
    stream_open(&draws, &s->streams, STREAM_SLICE_CALLS, k->source, (uint64_t)slice, 0);
    return binomial_draw(d->calls_left, fmin(1, weight / rest), &draws);
}

/// Draws the numbers of all slices of the day up to the open one.
static void fixed_open(const sim *s, const scenario_class *k, arrival_source *a) {
    arrival_day *d = &a->day;
    uint32_t index = slice_of_day(s, &k->arrivals, d->number, a->slice_begin);
    a->left = 0;
    a->position = 0;
    for (; d->slices_done <= index; d->slices_done++) {
        a->left = fixed_share(s, k, d, d->slices_done, a->slice - index + d->slices_done);
        d->calls_left -= a->left;
    }
}

static void poisson_open(const sim *s, const scenario_class *k, arrival_source *a) {
    a->expected = 0;
    a->per_second = slice_rate(s, &k->arrivals, a) * a->day.factor;
    if (a->per_second > 0)
        a->per_second *= slice_busyness(s, k, &a->day, a->slice);
}

/// Rows of recorded numbers, one for each slice that has callers.
static void counts_open(const sim *s, const arrival_rates *r, arrival_source *a) {
    arrival_day *d = &a->day;
    sim_time begin = slice_of_day(s, r, d->number, a->slice_begin) * r->slice;
    while (d->row < d->row_end && r->recorded->times[d->row] < begin)
        d->row++;
    a->position = 0;
    a->left = d->row < d->row_end && r->recorded->times[d->row] == begin ? r->recorded->counts[d->row] : 0;
}

void slice_open(sim *s, uint32_t class_index, int64_t slice) {
    const scenario_class *k = &s->scenario->classes[class_index];
    const arrival_rates *r = &k->arrivals;
    arrival_source *a = &s->arrivals[class_index];
    a->slice = slice;
    a->slice_begin = slice * r->slice - r->phase;
    a->slice_end = a->slice_begin + r->slice;
    a->length = sim_time_to_s(r->slice);
    a->place = 0;
    int64_t day = day_of(s, a->slice_begin);
    if (day != a->day.number)
        day_open(s, k, &a->day, day);
    switch (r->kind) {
    case ARRIVALS_POISSON:
        poisson_open(s, k, a);
        break;
    case ARRIVALS_FIXED:
        fixed_open(s, k, a);
        break;
    case ARRIVALS_COUNTS:
        counts_open(s, r, a);
        break;
    case ARRIVALS_TIMES:
        break;
    }
    if (a->per_second > 0 || a->left > 0)
        stream_open(&a->draws, &s->streams, STREAM_ARRIVALS, k->source, (uint64_t)slice, 0);
}

/// Unit exponential gaps divided by the rate: another rate moves the same callers, and needs no other random
/// numbers.
static sim_time poisson_next(arrival_source *a) {
    if (a->per_second <= 0)
        return SIM_NEVER;
    a->expected += exponential_draw(&a->draws);
    double seconds = a->expected / a->per_second;
    if (!(seconds < a->length))
        return SIM_NEVER;
    sim_time time = a->slice_begin + sim_time_from_s(seconds);
    return time < a->slice_end ? time : SIM_NEVER;
}

/// The first of m callers whose times are uniform in what is left of the slice lies at 1 - U^(1/m) of it.
static sim_time counted_next(arrival_source *a) {
    if (a->left == 0)
        return SIM_NEVER;
    a->position -= (1 - a->position) * expm1(-exponential_draw(&a->draws) / a->left);
    a->left--;
    sim_time time = a->slice_begin + sim_time_from_s(a->position * a->length);
    return time < a->slice_end ? time : a->slice_end - 1;
}

static sim_time recorded_next(const recorded_calls *r, arrival_source *a) {
    return a->day.row < a->day.row_end ? a->slice_begin + r->times[a->day.row++] : SIM_NEVER;
}

sim_time slice_next(const arrival_rates *r, arrival_source *a) {
    switch (r->kind) {
    case ARRIVALS_POISSON:
        return poisson_next(a);
    case ARRIVALS_FIXED:
    case ARRIVALS_COUNTS:
        return counted_next(a);
    case ARRIVALS_TIMES:
        return recorded_next(r->recorded, a);
    }
    SIM_UNREACHABLE();
}
