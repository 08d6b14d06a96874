/// What is kept of a log while it is read.
#ifndef FIT_LOG_H
#define FIT_LOG_H

#include "base/numbering.h"
#include "fit/arrivals.h"
#include "fit/columns.h"
#include "fit/concurrency.h"
#include "fit/histogram.h"
#include "fit/redials.h"
#include "fit/words.h"

/// One type of calls.
typedef struct type_sums {
    arrival_counts arrivals; ///< first attempts
    fit_histogram service, wait_answered, wait_abandoned;
    uint64_t calls, asked, waited, answered, abandoned, gone_before;
    uint64_t followed[FIT_CAUSES];
    fit_histogram delays[FIT_CAUSES]; ///< until the same caller's next call
    fit_observed hours[FIT_WEEKDAYS][FIT_HOURS];
    size_t team;
} type_sums;

enum { DAY_SLOTS = 1 << 14, OUTCOMES_MAX = 64 };

typedef struct call_log {
    csv table;
    columns columns;
    const fit_reading *how;
    numbering type_names, day_names, outcome_words;
    outcome outcomes[OUTCOMES_MAX]; ///< by number of the word
    type_sums *types;               ///< FIT_TYPES_MAX
    calendar days;
    uint16_t
        day_slots[DAY_SLOTS]; ///< index + 1 of days by a hash of their numbers, open addressing; 0: empty
    int64_t last_number;      ///< day found last, and its index
    size_t last_day;
    int64_t first_day; ///< days since 1970 of the day "1"; with `first_day_known`
    bool first_day_known;
    int64_t first_week; ///< of the first row
    bool first_week_known, day_seen;
    fit_histogram ivr;
    concurrency activity;
    redials callers;
    double last_time;
    uint64_t rows, ignored, unknown;
    uint32_t slice;
    size_t slice_count; ///< of a day
} call_log;

/// Reads all of it. False, and `l->table` says what is wrong. Release it in any case.
bool log_read(call_log *l, const char *path, const fit_reading *how, input_error *err);
void log_release(call_log *l);
void type_sums_free(type_sums *t);

#endif
