#include "scenario/yearly_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "base/text.h"
#include "scenario/bind_value.h"
#include "scenario/row_filter.h"

/// A table while it is read.
typedef struct reading {
    csv *table;
    const yearly_document *from;
    const field *factor;
    size_t year, value; ///< columns
    row_filter filter;
    int before; ///< year of the row before; 0: none
    factor_series *out;
} reading;

static bool value_is_missing(const char *text) {
    return !*text || strcmp(text, "NA") == 0;
}

static bool number_parse(const char *text, double *out) {
    char *end = NULL;
    // strtod would also take blanks, hexadecimal, inf and nan
    if (text[strspn(text, "0123456789.eE+-")])
        return false;
    *out = strtod(text, &end);
    return end != text && !*end;
}

/// A duration has its unit already.
static bool value_parse(const reading *r, const char *text, double *out) {
    if (number_parse(text, out)) {
        *out *= r->from->unit;
        return true;
    }
    return r->factor->type == KEY_YEARLY_SECONDS && duration_parse_s(text, out);
}

static bool year_read(reading *r, int *year) {
    const char *text = r->table->fields[r->year];
    int before = r->before;
    *year = r->before = year_of(text);
    if (*year == 0)
        return csv_fail(r->table, "'%.60s' is '%.60s'; must be a year from %d to %d", r->from->year, text,
                        CALL_YEAR_FIRST, CALL_YEAR_LAST);
    if (*year <= before)
        return csv_fail(r->table, "'%.60s' is %d after %d; years must rise, each in one row", r->from->year,
                        *year, before);
    return true;
}

static bool value_read(const reading *r, double *value) {
    const char *text = r->table->fields[r->value];
    const field *f = r->factor;
    char low[BOUND_SIZE], high[BOUND_SIZE], scaled[64] = "";
    bool parsed = value_parse(r, text, value);
    if (parsed && *value >= f->min && *value <= f->max)
        return true;
    bound_show(f->min, low);
    bound_show(f->max, high);
    if (parsed && fabs(r->from->unit - 1) > 0)
        (void)snprintf(scaled, sizeof scaled, ", %g with the 'unit' %g", *value, r->from->unit);
    return csv_fail(r->table, "'%.60s' is '%.60s'%s; must be %s from %s to %s", r->from->value, text, scaled,
                    f->type == KEY_YEARLY_SECONDS ? "a number of seconds, or a duration such as 90s,"
                                                  : "a number",
                    low, high);
}

/// Years rise from CALL_YEAR_FIRST to CALL_YEAR_LAST: so many have room.
static bool row_take(reading *r) {
    factor_series *s = r->out;
    int year;
    if (!row_filter_takes(&r->filter, r->table))
        return true;
    if (!year_read(r, &year))
        return false;
    if (value_is_missing(r->table->fields[r->value]))
        return true;
    if (s->count > 0 && year > s->years[s->count - 1] + 1)
        return csv_fail(r->table, "there is no '%.60s' for the year %d, between those for %d and %d",
                        r->from->value, s->years[s->count - 1] + 1, s->years[s->count - 1], year);
    s->years[s->count] = year;
    return value_read(r, &s->values[s->count++]);
}

bool yearly_table_read(csv *c, char *text, size_t length, const yearly_document *from, const field *factor,
                       yearly *out) {
    reading r = {.table = c, .from = from, .factor = factor, .out = &out->series};
    out->file_hash = XXH64(text, length, 0); // before reading changes it
    out->series.years = memory_new(CALL_YEAR_LAST - CALL_YEAR_FIRST + 1, sizeof(int));
    out->series.values = memory_new(CALL_YEAR_LAST - CALL_YEAR_FIRST + 1, sizeof(double));
    bool good = csv_open(c, text, length) && csv_column(c, from->year, &r.year) &&
                csv_column(c, from->value, &r.value) && row_filter_open(&r.filter, c, &from->where);
    while (good && csv_next(c))
        good = row_take(&r);
    good = good && !c->wrong[0] && row_filter_check(&r.filter, c) &&
           (out->series.count > 0 ||
            csv_fail(c, "has no values%s; must have one for a year", from->where.count ? " left" : ""));
    row_filter_release(&r.filter);
    return good;
}
