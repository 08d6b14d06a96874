#define _POSIX_C_SOURCE 200809L

#include "cli/forecast_series.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/csv.h"
#include "base/text.h"

/// One row that passed the filters. Fields are those of the table's text.
typedef struct row {
    char **fields;
    int line;
} row;

/// A file as it is being read.
typedef struct reading {
    const series_question *q;
    input_error *err;
    csv table;
    row *rows;
    size_t count, capacity;
    size_t time, value; ///< columns; time may be NO_COLUMN
} reading;

static const size_t NO_COLUMN = (size_t)-1;

/// What may be passed over: no value was known then.
static bool is_missing(const char *text) {
    return !*text || strcmp(text, "NA") == 0;
}

static bool value_parse(const char *text, double *out) {
    char *end = NULL;
    // strtod would also take blanks, hexadecimal, inf and nan
    if (!*text || text[strspn(text, "0123456789.eE+-")])
        return false;
    *out = strtod(text, &end);
    return !*end && isfinite(*out);
}

static bool table_failed(reading *r) {
    return r->table.wrong[0] &&
           !input_error_set(r->err, r->q->path, r->table.line, NULL, "%s", r->table.wrong);
}

static bool table_open(reading *r) {
    char wrong[CSV_WRONG_SIZE];
    size_t length;
    char *text = csv_file_read(r->q->path, &length, wrong);
    if (!text)
        return input_error_set(r->err, r->q->path, 0, NULL, "%s", wrong);
    return csv_open(&r->table, text, length) || !table_failed(r);
}

static bool filters_find(reading *r, size_t *columns) {
    for (size_t i = 0; i < r->q->filter_count; i++) {
        char *name = text_format("%.*s", (int)strcspn(r->q->filters[i], "="), r->q->filters[i]);
        bool found = csv_column(&r->table, name, &columns[i]);
        free(name);
        if (!found)
            return !table_failed(r);
    }
    return true;
}

static bool row_passes(const reading *r, const size_t *columns) {
    for (size_t i = 0; i < r->q->filter_count; i++)
        if (strcmp(r->table.fields[columns[i]], strchr(r->q->filters[i], '=') + 1) != 0)
            return false;
    return true;
}

static void row_keep(reading *r) {
    if (r->count == r->capacity) {
        r->capacity = 2 * r->capacity + 64;
        r->rows = memory_resize(r->rows, r->capacity, sizeof *r->rows);
    }
    char **fields = memory_new(r->table.column_count, sizeof *fields);
    memcpy(fields, r->table.fields, r->table.column_count * sizeof *fields);
    r->rows[r->count++] = (row){fields, r->table.line};
}

static bool rows_read(reading *r) {
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
static bool column_is_numeric(const reading *r, size_t column) {
    double value;
    size_t there = 0;
    for (size_t i = 0; i < r->count; i++) {
        const char *text = r->rows[i].fields[column];
        if (is_missing(text))
            continue;
        if (!value_parse(text, &value))
            return false;
        there++;
    }
    return there > 0;
}

static bool column_rises(const reading *r, size_t column) {
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

/// By name, else the first that rises; a file with one column has none.
static bool time_find(reading *r) {
    if (r->q->time)
        return csv_column(&r->table, r->q->time, &r->time) || !table_failed(r);
    r->time = NO_COLUMN;
    for (size_t i = r->table.column_count; i-- > 0 && r->table.column_count > 1;)
        if (is_time_name(r->table.columns[i]))
            r->time = i;
    if (r->time != NO_COLUMN)
        return true;
    for (size_t i = 0; i + 1 < r->table.column_count && r->time == NO_COLUMN; i++)
        if (!is_row_name(r->table.columns[i]) && column_rises(r, i))
            r->time = i;
    return true;
}

static bool value_find(reading *r) {
    if (r->q->value)
        return csv_column(&r->table, r->q->value, &r->value) || !table_failed(r);
    // one with a stray text in it is better refused with its line than passed over in silence
    size_t last = NO_COLUMN;
    for (size_t i = 0; i < r->table.column_count; i++)
        if (i != r->time && !is_row_name(r->table.columns[i])) {
            double value;
            bool begins = value_parse(r->rows[0].fields[i], &value);
            if (begins || column_is_numeric(r, i))
                last = i;
        }
    r->value = last;
    return last != NO_COLUMN ||
           input_error_set(r->err, r->q->path, 1, NULL, "has no column of numbers beside that of the time");
}

/// A column of texts that tells series apart: the hint for who forgot --where.
static const char *group_column(const reading *r) {
    double value;
    for (size_t i = 0; i < r->table.column_count; i++)
        if (i != r->time && i != r->value && !value_parse(r->rows[0].fields[i], &value))
            return r->table.columns[i];
    return NULL;
}

static bool order_refuse(const reading *r, size_t at, const char *label, bool again) {
    const char *group = group_column(r);
    char *hint = group
                     ? text_format("; if the file has several series, choose one with --where %s=...", group)
                     : text_copy("");
    (void)input_error_set(r->err, r->q->path, r->rows[at].line, NULL,
                          again ? "has the time %s again%s"
                                : "has the time %s after a later one; must be in order of time%s",
                          label, hint);
    free(hint);
    return false;
}

static bool time_read(const reading *r, series_file *s, size_t at, double *position) {
    if (r->time == NO_COLUMN) {
        *position = (double)(at + 1);
        return true;
    }
    const char *label = r->rows[at].fields[r->time];
    if (!axis_read(&s->axis, label, position))
        return input_error_set(r->err, r->q->path, r->rows[at].line, NULL,
                               "the time '%.40s' is no %s; must be like 2011, 2009-03 or 2009-03-07", label,
                               s->axis.known ? "label like those before" : "label of time");
    return true;
}

static bool value_read(const reading *r, size_t at, double *value) {
    const char *text = r->rows[at].fields[r->value];
    if (value_parse(text, value) && fabs(*value) <= 1e150)
        return true;
    return input_error_set(r->err, r->q->path, r->rows[at].line, NULL,
                           "%.60s is '%.40s'; must be a number of at most 1e150 in size",
                           r->table.columns[r->value], text);
}

static bool bound_read(const reading *r, const series_file *s, const char *option, const char *label,
                       double *out) {
    axis copy = s->axis;
    if (!label || axis_read(&copy, label, out))
        return true;
    return input_error_set(r->err, "hotline forecast", 0, NULL, "%s is '%s'; must be a time as in the file",
                           option, label);
}

/// Positions and values of all rows whose value is known.
static bool points_read(reading *r, series_file *s) {
    double before = -INFINITY;
    s->positions = memory_new(r->count, sizeof *s->positions);
    s->values = memory_new(r->count, sizeof *s->values);
    for (size_t i = 0; i < r->count; i++) {
        double position, value;
        if (!time_read(r, s, i, &position))
            return false;
        if (!(position > before))
            return order_refuse(r, i, r->rows[i].fields[r->time], position >= before);
        before = position;
        if (is_missing(r->rows[i].fields[r->value]))
            continue;
        if (!value_read(r, i, &value))
            return false;
        s->positions[s->count] = position;
        s->values[s->count++] = value;
    }
    return s->count > 0 || input_error_set(r->err, r->q->path, 0, NULL, "has no values in the column '%.60s'",
                                           r->table.columns[r->value]);
}

static void keep(series_file *s, size_t from, size_t to) {
    memmove(s->positions, s->positions + from, (to - from) * sizeof *s->positions);
    memmove(s->values, s->values + from, (to - from) * sizeof *s->values);
    s->count = to - from;
}

static bool bounds_apply(const reading *r, series_file *s) {
    double from = -INFINITY, to = INFINITY;
    if (!bound_read(r, s, "--from", r->q->from, &from) || !bound_read(r, s, "--to", r->q->to, &to))
        return false;
    size_t first = 0, end = s->count;
    while (first < end && s->positions[first] < from)
        first++;
    while (end > first && s->positions[end - 1] > to)
        end--;
    keep(s, first, end);
    return end > first ||
           input_error_set(r->err, r->q->path, 0, NULL, "has no values between --from and --to");
}

static void note_take(series_file *s, char *text) {
    if (s->note_count < SERIES_NOTES_MAX)
        s->notes[s->note_count++] = text;
    else
        free(text);
}

static int compare_numbers(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/// The step that most neighbours are apart: the median.
static double step_find(const series_file *s) {
    if (s->count < 2)
        return 1;
    double *steps = memory_new(s->count - 1, sizeof *steps);
    for (size_t i = 1; i < s->count; i++)
        steps[i - 1] = s->positions[i] - s->positions[i - 1];
    qsort(steps, s->count - 1, sizeof *steps, compare_numbers);
    double step = steps[(s->count - 1) / 2];
    free(steps);
    return step;
}

/// Only what comes after the last gap is a series at equal steps.
static void gaps_cut(series_file *s) {
    double step = step_find(s);
    char label[AXIS_LABEL_SIZE], before[AXIS_LABEL_SIZE];
    for (size_t i = s->count; i-- > 1;) {
        if (fabs(s->positions[i] - s->positions[i - 1] - step) <= 0.1 * step)
            continue;
        series_label(s, i, label);
        series_label(s, i - 1, before);
        size_t left = i;
        keep(s, i, s->count);
        note_take(
            s,
            text_format("there is a gap between %s and %s: the series begins at %s, %zu earlier value%s left "
                        "out",
                        before, label, label, left, left == 1 ? " is" : "s are"));
        return;
    }
}

/// Before the first subscriber there was nothing to forecast from.
static void zeros_cut(series_file *s) {
    size_t zeros = 0;
    char label[AXIS_LABEL_SIZE];
    while (zeros < s->count && !(s->values[zeros] > 0) && !(s->values[zeros] < 0))
        zeros++;
    if (zeros < 2 || zeros == s->count)
        return;
    keep(s, zeros, s->count);
    series_label(s, 0, label);
    note_take(s, text_format("the series begins at %s: %zu zeros before it are left out", label, zeros));
}

static void times_make(series_file *s) {
    s->step = s->count > 1 ? (s->positions[s->count - 1] - s->positions[0]) / (double)(s->count - 1) : 1;
    s->times = memory_new(s->count, sizeof *s->times);
    for (size_t i = 0; i < s->count; i++)
        s->times[i] = axis_time(&s->axis, s->positions[0] + (double)i * s->step);
}

static bool length_check(const reading *r, const series_file *s) {
    if (s->count > FORECAST_VALUES_MAX)
        return input_error_set(r->err, r->q->path, 0, NULL, "has %zu values; at most %d", s->count,
                               (int)FORECAST_VALUES_MAX);
    return s->count >= 3 || input_error_set(r->err, r->q->path, 0, NULL,
                                            "has %zu value%s at equal steps; a forecast needs at least 3",
                                            s->count, text_plural(s->count));
}

static bool reading_run(reading *r, series_file *s) {
    if (!table_open(r) || !rows_read(r) || !time_find(r) || !value_find(r) || !points_read(r, s))
        return false;
    s->value_name = text_copy(r->table.columns[r->value]);
    s->time_name = r->time == NO_COLUMN ? NULL : text_copy(r->table.columns[r->time]);
    if (!bounds_apply(r, s))
        return false;
    axis_settle(&s->axis, s->positions, s->count);
    gaps_cut(s);
    zeros_cut(s);
    times_make(s);
    return length_check(r, s);
}

bool series_read(series_file *s, const series_question *q, input_error *err) {
    reading r = {.q = q, .err = err};
    *s = (series_file){0};
    bool good = reading_run(&r, s);
    for (size_t i = 0; i < r.count; i++)
        free(r.rows[i].fields);
    free(r.rows);
    csv_release(&r.table);
    return good;
}

void series_label(const series_file *s, size_t index, char text[AXIS_LABEL_SIZE]) {
    double position = index < s->count
                          ? s->positions[index]
                          : s->positions[s->count - 1] + (double)(index - s->count + 1) * s->step;
    axis_format(&s->axis, position, text);
}

void series_release(series_file *s) {
    free(s->value_name);
    free(s->time_name);
    free(s->positions);
    free(s->times);
    free(s->values);
    for (size_t i = 0; i < s->note_count; i++)
        free(s->notes[i]);
    *s = (series_file){0};
}
