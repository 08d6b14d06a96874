/// The rows of a CSV file that a series is made of, and which of its columns are time and value.
#ifndef CLI_FORECAST_TABLE_H
#define CLI_FORECAST_TABLE_H

#include "base/csv.h"
#include "cli/forecast/series.h"

/// One row that passed the filters. Fields are those of the table's text.
typedef struct table_row {
    char **fields;
    int line;
} table_row;

typedef struct series_table {
    const series_question *q;
    input_error *err;
    csv table;
    table_row *rows;
    size_t count, capacity;
    size_t time, value; ///< columns; time may be TABLE_NO_COLUMN
} series_table;

#define TABLE_NO_COLUMN SIZE_MAX

/// Reads the rows and finds the columns. False, and `err` set, when it cannot. Release it all the same.
bool table_read(series_table *r, const series_question *q, input_error *err);

void table_release(series_table *r);

/// May a value be passed over, because none was known: empty, or NA?
bool value_is_missing(const char *text);

/// A finite number with a sign, if it likes.
bool value_parse(const char *text, double *out);

/// A column of texts, which may tell series apart: the hint for who forgot --where. NULL: none.
const char *table_group_column(const series_table *r);

#endif
