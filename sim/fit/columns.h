/// Which column of a log holds what.
#ifndef FIT_COLUMNS_H
#define FIT_COLUMNS_H

#include <hotline/fit.h>

#include "base/csv.h"
#include "base/recorded_time.h"

enum { COLUMN_NONE = -1 };

typedef struct columns {
    int at[FIT_FIELD_COUNT];             ///< COLUMN_NONE: no such column
    time_format format[FIT_FIELD_COUNT]; ///< of time, queue_start, answer, end
    bool is_counts;                      ///< of numbers of calls
    uint32_t slice;                      ///< then: what the first times are multiples of, seconds; 0: nothing
} columns;

/// Finds them by what the user says, else by their names, else by what the first rows hold. False, and `err`
/// set, when a log cannot be read so. "-" says that there is no such column.
bool columns_find(columns *c, const char *path, const fit_reading *how, input_error *err);

#endif
