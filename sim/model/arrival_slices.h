/// The callers of one class in one slice of its rates: how many, and when. A slice is a world of its own: its
/// random numbers are found by its number, so that no other slice can move its callers; but where the number
/// of a day's callers is fixed, they are shared out over the slices of that day.
#ifndef MODEL_ARRIVAL_SLICES_H
#define MODEL_ARRIVAL_SLICES_H

#include <hotline/sim.h>

#include "random/stream.h"
#include "scenario/compiled.h"

/// What the slices of a day have in common.
typedef struct arrival_day {
    int64_t number;   ///< 0: the day of the scenario's start
    uint32_t weekday; ///< from Monday
    double factor;    ///< weekday, special day and busyness
    double score;   ///< normal score of the busyness of slice `scored`, where neighbours depend on each other
    int64_t scored; ///< the last slice of the day whose score is known; INT64_MIN: none
    const special_day *special;
    uint32_t row, row_end; ///< recorded: those of the day that have not come
    uint32_t calls_left;   ///< fixed number: of the day's callers, those of slices that have not been opened
    uint32_t slices_done;
} arrival_day;

/// Where the arrivals of a class are.
typedef struct arrival_source {
    stream draws; ///< of this slice
    double
        expected; ///< Poisson: arrivals expected in this slice until the last one, a sum of unit exponentials
    double per_second; ///< Poisson: rate of this slice, all factors included
    double position;   ///< numbers, fixed or recorded: of the last one, as a part of the slice
    uint32_t left;     ///< likewise: callers of this slice still to come
    uint32_t place;    ///< of the next caller within the slice
    int64_t slice;
    sim_time slice_begin, slice_end;
    double length; ///< of the slice, seconds
    arrival_day day;
} arrival_source;

/// Goes to slice `slice`, which is any at first and then the next one or later.
void slice_open(sim *s, uint32_t class_index, int64_t slice);

/// The time of the next caller of the open slice; SIM_NEVER when it has none any more.
sim_time slice_next(const arrival_rates *r, arrival_source *a);

/// The number of the slice in which `time` lies.
int64_t slice_at(const arrival_rates *r, sim_time time);

#endif
