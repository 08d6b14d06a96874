/// A series of values from a CSV file: which columns, which rows, from where on without gaps.
#ifndef CLI_FORECAST_SERIES_H
#define CLI_FORECAST_SERIES_H

#include <hotline/forecast.h>

#include "cli/forecast/axis.h"

enum { SERIES_NOTES_MAX = 8 };

/// What is wanted of a file; NULL: as it is found.
typedef struct series_question {
    const char *path, *value, *time; ///< file; names of columns
    const char *from, *to;           ///< labels of the first and the last time
    const char *const *filters;      ///< "column=text": rows that have it
    size_t filter_count;
} series_question;

typedef struct series_file {
    axis axis;
    char *value_name, *time_name; ///< of columns; time_name NULL: rows are counted
    size_t count;
    double *positions, *times, *values;
    double step;                   ///< of positions
    char *notes[SERIES_NOTES_MAX]; ///< what was left out, for the warnings
    size_t note_count;
} series_file;

/// False, and `err` set, when the file has no such series. Release it all the same.
bool series_read(series_file *s, const series_question *q, input_error *err);

/// Label of the value `index`; those from `count` on lie in the future.
void series_label(const series_file *s, size_t index, char text[AXIS_LABEL_SIZE]);

void series_release(series_file *s);

#endif
