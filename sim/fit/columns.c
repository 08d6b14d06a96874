#include "fit/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "fit/words.h"

/// How many rows are looked at before columns are guessed.
enum { ROWS_SEEN = 200, FORMATS = 3 };

/// What the first rows say of a column.
typedef struct column_look {
    size_t values;         ///< that are not empty
    size_t times[FORMATS]; ///< of these: times of that format
    size_t outcomes;       ///< of these: known words
} column_look;

typedef struct look {
    csv table;
    column_look *columns;
    size_t rows;
} look;

static void value_see(column_look *seen, const char *value, const fit_reading *how) {
    sim_time time;
    char day[11];
    if (!*value)
        return;
    seen->values++;
    for (time_format format = TIME_SECONDS; format <= TIME_DATE; format++)
        seen->times[format] += recorded_time_parse(value, format, &time, day);
    seen->outcomes += outcome_of(value, how) != OUTCOME_UNKNOWN;
}

/// Looks at the first rows. False, and the table says why, when it is none.
static bool rows_look(look *l, const char *path, const fit_reading *how) {
    if (!csv_open_file(&l->table, path))
        return false;
    l->columns = memory_new(l->table.column_count, sizeof *l->columns);
    for (; l->rows < ROWS_SEEN && csv_next(&l->table); l->rows++)
        for (size_t i = 0; i < l->table.column_count; i++)
            value_see(&l->columns[i], l->table.fields[i], how);
    if (l->table.wrong[0])
        return false;
    l->table.line = 0;
    return l->rows > 0 || csv_fail(&l->table, "has no rows");
}

/// The user's choice.
static bool column_given(columns *c, csv *table, fit_field field, const char *name) {
    size_t at;
    if (strcmp(name, "-") == 0)
        return true;
    table->line = 0;
    if (!csv_column(table, name, &at))
        return false;
    c->at[field] = (int)at;
    return true;
}

static bool is_taken(const columns *c, size_t column) {
    for (size_t field = 0; field < FIT_FIELD_COUNT; field++)
        if (c->at[field] == (int)column)
            return true;
    return false;
}

/// By the usual names: the first column that has one.
static void names_guess(columns *c, const csv *table, const fit_reading *how) {
    for (size_t i = 0; i < table->column_count; i++) {
        fit_field field = field_by_column(table->columns[i]);
        if (field < FIT_FIELD_COUNT && !how->columns[field] && c->at[field] == COLUMN_NONE && !is_taken(c, i))
            c->at[field] = (int)i;
    }
}

/// May a column that nobody spoke of be what such contents look like?
static bool is_open(const columns *c, fit_field field, size_t column, const fit_reading *how) {
    return c->at[field] == COLUMN_NONE && !how->columns[field] && !is_taken(c, column);
}

/// By what they hold: the first one of dates and times is when calls came, one of nothing but outcomes is
/// that.
static void contents_guess(columns *c, const look *l, const fit_reading *how) {
    for (size_t i = 0; i < l->table.column_count; i++) {
        const column_look *seen = &l->columns[i];
        if (seen->values == 0)
            continue;
        if (seen->times[TIME_DATE] == seen->values && is_open(c, FIT_time, i, how))
            c->at[FIT_time] = (int)i;
        bool are_numbers = seen->times[TIME_SECONDS] == seen->values; // 0 and 1 may be anything
        if (seen->outcomes == seen->values && !are_numbers && is_open(c, FIT_outcome, i, how))
            c->at[FIT_outcome] = (int)i;
    }
}

/// That of most values: what is none is refused where it stands.
static time_format format_of(const column_look *seen) {
    time_format best = TIME_SECONDS;
    for (time_format format = TIME_CLOCK; format <= TIME_DATE; format++)
        best = seen->times[format] > seen->times[best] ? format : best;
    return best;
}

/// The moments of a call, in the order of fields: the first is its time.
static const fit_field moments[] = {FIT_time, FIT_queue_start, FIT_answer, FIT_end};
enum { MOMENTS = sizeof moments / sizeof *moments };

static bool needs_check(const columns *c, csv *table) {
    static const char *const written[] = {"seconds", "a clock time", "a date and time"};
    if (c->at[FIT_time] == COLUMN_NONE)
        return csv_fail(table,
                        "has no column that looks like the time of a call; name it: --map time=COLUMN");
    for (size_t i = 1; i < MOMENTS; i++)
        if (c->at[moments[i]] != COLUMN_NONE && c->format[moments[i]] != c->format[FIT_time])
            return csv_fail(
                table, "the column '%.60s' must be %s, as the time of the call is; --map %s=- leaves it out",
                table->columns[c->at[moments[i]]], written[c->format[FIT_time]], fit_field_name(moments[i]));
    return true;
}

static bool all_find(columns *c, look *l, const fit_reading *how) {
    for (size_t field = 0; field < FIT_FIELD_COUNT; field++)
        if (how->columns[field] && !column_given(c, &l->table, (fit_field)field, how->columns[field]))
            return false;
    names_guess(c, &l->table, how);
    contents_guess(c, l, how);
    for (size_t i = 0; i < MOMENTS; i++)
        if (c->at[moments[i]] != COLUMN_NONE)
            c->format[moments[i]] = format_of(&l->columns[c->at[moments[i]]]);
    return needs_check(c, &l->table);
}

static uint32_t common_divisor(uint32_t a, uint32_t b) {
    while (b > 0) {
        uint32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/// A table of nothing but times and numbers; where there is more, it is one of calls.
static bool is_of_counts(const columns *c, const fit_reading *how) {
    static const fit_field of_calls[] = {FIT_wait, FIT_outcome, FIT_service, FIT_answer, FIT_ivr_time};
    bool is_one = c->at[FIT_calls] != COLUMN_NONE;
    for (size_t i = 0; i < sizeof of_calls / sizeof *of_calls && !how->columns[FIT_calls]; i++)
        is_one = is_one && c->at[of_calls[i]] == COLUMN_NONE;
    return is_one;
}

/// How far the first times of a table of counts are apart.
static uint32_t slice_guess(const columns *c, const char *path) {
    csv table;
    uint32_t slice = 0;
    sim_time time;
    char day[11];
    bool good = csv_open_file(&table, path);
    for (size_t i = 0; good && i < ROWS_SEEN && csv_next(&table); i++)
        if (recorded_time_parse(table.fields[c->at[FIT_time]], c->format[FIT_time], &time, day))
            slice = common_divisor((uint32_t)(time / SIM_SECOND % 86400), slice);
    csv_release(&table);
    return slice;
}

bool columns_find(columns *c, const char *path, const fit_reading *how, input_error *err) {
    look l = {0};
    for (size_t field = 0; field < FIT_FIELD_COUNT; field++)
        c->at[field] = COLUMN_NONE;
    bool good = rows_look(&l, path, how) && all_find(c, &l, how);
    c->is_counts = good && is_of_counts(c, how);
    if (!c->is_counts)
        c->at[FIT_calls] = COLUMN_NONE;
    c->slice = c->is_counts ? slice_guess(c, path) : 0;
    if (!good)
        (void)input_error_set(err, path, l.table.line, NULL, "%s", l.table.wrong);
    free(l.columns);
    csv_release(&l.table);
    return good;
}
