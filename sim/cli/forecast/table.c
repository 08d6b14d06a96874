#define _POSIX_C_SOURCE 200809L

#include "cli/forecast/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "cli/forecast/axis.h"

bool value_is_missing(const char *text) {
    return !*text || strcmp(text, "NA") == 0;
}

bool value_parse(const char *text, double *out) {
    char *end = NULL;
    // strtod would also take blanks, hexadecimal, inf and nan
    if (!*text || text[strspn(text, "0123456789.eE+-")])
        return false;
    *out = strtod(text, &end);
    return !*end && isfinite(*out);
}

static bool table_failed(series_table *r) {
    return r->table.wrong[0] &&
           !input_error_set(r->err, r->q->path, r->table.line, NULL, "%s", r->table.wrong);
}

static bool table_open(series_table *r) {
    char wrong[CSV_WRONG_SIZE];
    size_t length;
    char *text = csv_file_read(r->q->path, &length, wrong);
    if (!text)
        return input_error_set(r->err, r->q->path, 0, NULL, "%s", wrong);
    return csv_open(&r->table, text, length) || !table_failed(r);
}

static bool filters_find(series_table *r, size_t *columns) {
    for (size_t i = 0; i < r->q->filter_count; i++) {
        char *name = text_format("%.*s", (int)strcspn(r->q->filters[i], "="), r->q->filters[i]);
        bool found = csv_column(&r->table, name, &columns[i]);
        free(name);
        if (!found)
            return !table_failed(r);
    }
    return true;
}

static bool row_passes(const series_table *r, const size_t *columns) {
    for (size_t i = 0; i < r->q->filter_count; i++)
        if (strcmp(r->table.fields[columns[i]], strchr(r->q->filters[i], '=') + 1) != 0)
            return false;
    return true;
}

static void row_keep(series_table *r) {
    if (r->count == r->capacity) {
        r->capacity = 2 * r->capacity + 64;
        r->rows = memory_resize(r->rows, r->capacity, sizeof *r->rows);
    }
    char **fields = memory_new(r->table.column_count, sizeof *fields);
    memcpy(fields, r->table.fields, r->table.column_count * sizeof *fields);
    r->rows[r->count++] = (table_row){fields, r->table.line};
}

static bool rows_read(series_table *r) {
    size_t *columns = memory_new(r->q->filter_count, sizeof *columns);
    bool good = filters_find(r, columns);
    while (good && csv_next(&r->table))
        if (row_passes(r, columns))
            row_keep(r);
    free(columns);
    if (!good || table_failed(r))
        return false;
    return r->count > 0 ||
           input_error_set(r->err, r->q->path, 0, NULL, "%s",
                           r->q->filter_count ? "has no row that --where asks for" : "has no rows");
}

/// Do all rows have numbers there, but for missing ones, and one of them at least?
static bool column_is_numeric(const series_table *r, size_t column) {
    double value;
    size_t there = 0;
    for (size_t i = 0; i < r->count; i++) {
        const char *text = r->rows[i].fields[column];
        if (value_is_missing(text))
            continue;
        if (!value_parse(text, &value))
            return false;
        there++;
    }
    return there > 0;
}

static bool column_rises(const series_table *r, size_t column) {
    axis a = {0};
    double before = -INFINITY, position;
    for (size_t i = 0; i < r->count; i++) {
        if (!axis_read(&a, r->rows[i].fields[column], &position) || !(position > before))
            return false;
        before = position;
    }
    return r->count > 1;
}

static bool is_time_name(const char *name) {
    static const char *const names[] = {"time", "year", "date",    "month", "datetime",
                                        "day",  "week", "quarter", "t"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return false;
}

static bool is_row_name(const char *name) {
    return !*name || strcasecmp(name, "rownames") == 0 || strcasecmp(name, "row") == 0;
}

/// By name, else the first that rises; a file with one column has none. Never the one that is asked for as
/// values.
static bool time_find(series_table *r) {
    if (r->q->time)
        return csv_column(&r->table, r->q->time, &r->time) || !table_failed(r);
    r->time = TABLE_NO_COLUMN;
    for (size_t i = r->table.column_count; i-- > 0 && r->table.column_count > 1;)
        if (i != r->value && is_time_name(r->table.columns[i]))
            r->time = i;
    if (r->time != TABLE_NO_COLUMN)
        return true;
    size_t last = r->value == TABLE_NO_COLUMN ? r->table.column_count - 1 : r->value;
    for (size_t i = 0; i < r->table.column_count && r->time == TABLE_NO_COLUMN; i++)
        if (i != last && !is_row_name(r->table.columns[i]) && column_rises(r, i))
            r->time = i;
    return true;
}

static bool named_value_find(series_table *r) {
    r->value = TABLE_NO_COLUMN;
    return !r->q->value || csv_column(&r->table, r->q->value, &r->value) || !table_failed(r);
}

/// One with a stray text in it is better refused with its line than passed over in silence.
static bool value_find(series_table *r) {
    double value;
    for (size_t i = r->table.column_count; i-- > 0 && r->value == TABLE_NO_COLUMN;)
        if (i != r->time && !is_row_name(r->table.columns[i]) &&
            (value_parse(r->rows[0].fields[i], &value) || column_is_numeric(r, i)))
            r->value = i;
    if (r->value == TABLE_NO_COLUMN)
        return input_error_set(r->err, r->q->path, 1, NULL,
                               "has no column of numbers beside that of the time");
    return r->value != r->time ||
           input_error_set(r->err, r->q->path, 1, NULL, "the column '%.60s' cannot be both time and value",
                           r->table.columns[r->value]);
}

const char *table_group_column(const series_table *r) {
    double value;
    for (size_t i = 0; i < r->table.column_count; i++)
        if (i != r->time && i != r->value && !value_parse(r->rows[0].fields[i], &value))
            return r->table.columns[i];
    return NULL;
}

bool table_read(series_table *r, const series_question *q, input_error *err) {
    *r = (series_table){.q = q, .err = err};
    return table_open(r) && rows_read(r) && named_value_find(r) && time_find(r) && value_find(r);
}

void table_release(series_table *r) {
    for (size_t i = 0; i < r->count; i++)
        free(r->rows[i].fields);
    free(r->rows);
    csv_release(&r->table);
}
