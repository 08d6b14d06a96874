#include "scenario/recorded.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "base/numbering.h"
#include "base/text.h"
#include "scenario/row_filter.h"

enum { COUNT_MAX = 100000000, ROWS_MAX = 100000000 };

/// A row that is kept.
typedef struct row {
    int64_t day; ///< number of its name; ORDER_ONCE: from the day of the start
    sim_time time;
    uint32_t calls, number;
} row;

/// A table while it is read.
typedef struct reading {
    csv *table;
    const file_document *from;
    int64_t start;            ///< day of the scenario's start
    size_t time, counts, day; ///< columns
    row_filter filter;
    numbering days;
    row *rows;
    size_t row_count, row_capacity;
} reading;

static bool columns_find(reading *r) {
    const file_document *from = r->from;
    return csv_column(r->table, from->time, &r->time) &&
           (!from->counts || csv_column(r->table, from->counts, &r->counts)) &&
           (!from->day || csv_column(r->table, from->day, &r->day)) &&
           row_filter_open(&r->filter, r->table, &from->where);
}

static bool time_read(const reading *r, row *out, char day[11]) {
    static const char *const expected[] = {[TIME_SECONDS] = RECORDED_SECONDS,
                                           [TIME_CLOCK] = "a clock time such as 08:30 or 08:30:15",
                                           [TIME_DATE] = "a date and time such as 2003-03-03T07:05:00"};
    const char *text = r->table->fields[r->time];
    time_format format = (time_format)r->from->format;
    if (!recorded_time_parse(text, format, &out->time, day))
        return csv_fail(r->table, "'%.60s' is '%.60s'; must be %s", r->from->time, text, expected[format]);
    return true;
}

/// The day of a row, so that its time lies within the day.
static bool day_read(reading *r, row *out, const char *date) {
    civil_time civil;
    if (r->from->replay != ORDER_ONCE) {
        const char *name = r->from->day ? r->table->fields[r->day] : date;
        out->day = (int64_t)numbering_of(&r->days, name);
        return out->time < SIM_DAY || csv_fail(r->table, "'%.60s' is '%.60s'; a day has 86400 s",
                                               r->from->time, r->table->fields[r->time]);
    }
    if (r->from->format == TIME_DATE && civil_parse(date, &civil))
        out->day = civil_days(civil) - r->start;
    out->day += out->time / SIM_DAY;
    out->time %= SIM_DAY;
    return true;
}

static bool count_read(const reading *r, row *out) {
    const char *text = r->table->fields[r->counts];
    size_t digits = strspn(text, "0123456789"), length = strlen(text);
    long calls = digits < 12 ? strtol(text, NULL, 10) : COUNT_MAX + 1L;
    if (digits == 0 || digits < length || calls > COUNT_MAX)
        return csv_fail(r->table, "'%.60s' is '%.60s'; must be a whole number, at most %d", r->from->counts,
                        text, COUNT_MAX);
    out->calls = (uint32_t)calls;
    if (out->time % r->from->slice)
        return csv_fail(r->table, "'%.60s' is '%.60s'; is no begin of a 'slice'", r->from->time,
                        r->table->fields[r->time]);
    return true;
}

static bool row_take(reading *r) {
    char date[11] = "";
    row next = {.calls = 1, .number = (uint32_t)r->row_count};
    if (!time_read(r, &next, date) || !day_read(r, &next, date) || (r->from->counts && !count_read(r, &next)))
        return false;
    if (!row_filter_takes(&r->filter, r->table) || next.calls == 0)
        return true;
    if (r->row_count == ROWS_MAX)
        return csv_fail(r->table, "has more than %d rows", ROWS_MAX);
    if (r->row_count == r->row_capacity) {
        r->row_capacity = 2 * r->row_capacity + 1024;
        r->rows = memory_resize(r->rows, r->row_capacity, sizeof *r->rows);
    }
    r->rows[r->row_count++] = next;
    return true;
}

static int row_compare(const void *a, const void *b) {
    const row *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static void rows_sort(reading *r) {
    bool sorted = true;
    for (size_t i = 1; i < r->row_count && sorted; i++)
        sorted = row_compare(&r->rows[i - 1], &r->rows[i]) < 0;
    if (!sorted)
        qsort(r->rows, r->row_count, sizeof *r->rows, row_compare);
}

static bool rows_check(const reading *r) {
    return r->row_count > 0 || csv_fail(r->table, "has no calls%s", r->from->where.count ? " left" : "");
}

/// The days in the order in which they are replayed.
static bool sequence_make(const reading *r, recorded_calls *out) {
    const text_list *wanted = &r->from->days;
    out->sequence_count = (uint32_t)(wanted->count ? wanted->count : r->days.count);
    out->sequence = memory_new(out->sequence_count, sizeof *out->sequence);
    for (uint32_t i = 0; i < out->sequence_count; i++) {
        size_t number = i;
        if (wanted->count && !numbering_find(&r->days, wanted->texts[i], &number))
            return csv_fail(r->table, "has no day '%.60s'", wanted->texts[i]);
        out->sequence[i] = (uint32_t)number;
    }
    return true;
}

/// Days of their own number in the order of their numbers, or all named ones, also those without a call.
static void days_make(const reading *r, recorded_calls *out) {
    bool once = r->from->replay == ORDER_ONCE;
    size_t most = once ? r->row_count : r->days.count;
    out->day_begin = memory_new(most + 1, sizeof *out->day_begin);
    out->day_numbers = memory_new(most, sizeof *out->day_numbers);
    for (uint32_t i = 0; i < r->row_count; i++) {
        if (once && (i == 0 || r->rows[i].day != r->rows[i - 1].day)) {
            out->day_numbers[out->day_count] = r->rows[i].day;
            out->day_begin[out->day_count++] = i;
        }
        if (!once)
            out->day_begin[r->rows[i].day + 1] = i + 1;
    }
    if (once) {
        out->day_begin[out->day_count] = (uint32_t)r->row_count;
        return;
    }
    out->day_count = (uint32_t)r->days.count;
    for (uint32_t i = 0; i < out->day_count; i++)
        if (out->day_begin[i + 1] < out->day_begin[i])
            out->day_begin[i + 1] = out->day_begin[i];
}

/// Rows of counts for the same slice become one.
static bool counts_merge(reading *r) {
    size_t kept = 0;
    for (size_t i = 0; i < r->row_count; i++) {
        row *last = kept ? &r->rows[kept - 1] : NULL;
        if (!last || last->day != r->rows[i].day || last->time != r->rows[i].time)
            r->rows[kept++] = r->rows[i];
        else if (last->calls + r->rows[i].calls > COUNT_MAX)
            return csv_fail(r->table, "has more than %d calls in a slice", COUNT_MAX);
        else
            last->calls += r->rows[i].calls;
    }
    r->row_count = kept;
    return true;
}

static bool calls_make(reading *r, recorded_calls *out) {
    rows_sort(r);
    if (r->from->counts && !counts_merge(r))
        return false;
    days_make(r, out);
    out->times = memory_new(r->row_count, sizeof *out->times);
    out->counts = r->from->counts ? memory_new(r->row_count, sizeof *out->counts) : NULL;
    for (size_t i = 0; i < r->row_count; i++) {
        out->times[i] = r->rows[i].time;
        if (out->counts)
            out->counts[i] = r->rows[i].calls;
    }
    out->order = (recorded_order)r->from->replay;
    return out->order == ORDER_ONCE || sequence_make(r, out);
}

static void reading_release(reading *r) {
    row_filter_release(&r->filter);
    free(r->rows);
    numbering_release(&r->days);
}

bool recorded_read(csv *c, char *text, size_t length, const file_document *from, civil_time start,
                   recorded_calls *out) {
    reading r = {.table = c, .from = from, .start = civil_days(start)};
    out->hash = XXH64(text, length, 0); // before reading changes it
    bool good = csv_open(c, text, length) && columns_find(&r);
    while (good && csv_next(c))
        good = row_take(&r);
    good = good && !c->wrong[0] && row_filter_check(&r.filter, c) && rows_check(&r) && calls_make(&r, out);
    reading_release(&r);
    return good;
}

void recorded_release(recorded_calls *r) {
    if (!r)
        return;
    free(r->day_numbers);
    free(r->day_begin);
    free(r->sequence);
    free(r->times);
    free(r->counts);
    free(r);
}
