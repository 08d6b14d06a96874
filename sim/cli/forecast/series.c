#include "cli/forecast/series.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/forecast/table.h"

static bool order_refuse(const series_table *r, size_t at, const char *label, bool again) {
    const char *group = table_group_column(r);
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

static bool time_read(const series_table *r, series_file *s, size_t at, double *position) {
    if (r->time == TABLE_NO_COLUMN) {
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

static bool value_read(const series_table *r, size_t at, double *value) {
    const char *text = r->rows[at].fields[r->value];
    if (value_parse(text, value) && fabs(*value) <= 1e150)
        return true;
    return input_error_set(r->err, r->q->path, r->rows[at].line, NULL,
                           "%.60s is '%.40s'; must be a number of at most 1e150 in size",
                           r->table.columns[r->value], text);
}

static bool bound_read(const series_table *r, const series_file *s, const char *option, const char *label,
                       double *out) {
    axis copy = s->axis;
    if (!label || axis_read(&copy, label, out))
        return true;
    return input_error_set(r->err, "hotline forecast", 0, NULL, "%s is '%s'; must be a time as in the file",
                           option, label);
}

/// Positions and values of all rows whose value is known.
static bool points_read(series_table *r, series_file *s) {
    double before = -INFINITY;
    s->positions = memory_new(r->count, sizeof *s->positions);
    s->values = memory_new(r->count, sizeof *s->values);
    for (size_t i = 0; i < r->count; i++) {
        double position = 0, value = 0;
        if (!time_read(r, s, i, &position))
            return false;
        if (!(position > before))
            return order_refuse(r, i, r->rows[i].fields[r->time], position >= before);
        before = position;
        if (value_is_missing(r->rows[i].fields[r->value]))
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

static bool bounds_apply(const series_table *r, series_file *s) {
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

static bool length_check(const series_table *r, const series_file *s) {
    if (s->count > FORECAST_VALUES_MAX)
        return input_error_set(r->err, r->q->path, 0, NULL, "has %zu values; at most %d", s->count,
                               (int)FORECAST_VALUES_MAX);
    return s->count >= 3 || input_error_set(r->err, r->q->path, 0, NULL,
                                            "has %zu value%s at equal steps; a forecast needs at least 3",
                                            s->count, text_plural(s->count));
}

static bool series_make(series_table *r, series_file *s) {
    if (!points_read(r, s))
        return false;
    s->value_name = text_copy(r->table.columns[r->value]);
    s->time_name = r->time == TABLE_NO_COLUMN ? NULL : text_copy(r->table.columns[r->time]);
    if (!bounds_apply(r, s))
        return false;
    axis_settle(&s->axis, s->positions, s->count);
    gaps_cut(s);
    zeros_cut(s);
    times_make(s);
    return length_check(r, s);
}

bool series_read(series_file *s, const series_question *q, input_error *err) {
    series_table r;
    *s = (series_file){0};
    bool good = table_read(&r, q, err) && series_make(&r, s);
    table_release(&r);
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
