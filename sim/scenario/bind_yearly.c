// Numbers by years, {"2010": 11490000, "2011": 12780000}, or of a table, {"file": {"path": ...}}.

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/bind_value.h"
#include "scenario/table_file.h"
#include "scenario/yearly_table.h"

enum { YEAR_DIGITS = 4 };

static bool number_or_seconds_bind(const reporter *r, const place *at, const cJSON *json, const field *f,
                                   double *out) {
    return f->type == KEY_YEARLY_SECONDS ? seconds_bind(r, at, json, f, out)
                                         : number_bind(r, at, json, f, out);
}

int year_of(const char *text) {
    if (strspn(text, "0123456789") != YEAR_DIGITS || strlen(text) != YEAR_DIGITS)
        return 0;
    int year = (int)strtol(text, NULL, 10);
    return year >= CALL_YEAR_FIRST && year <= CALL_YEAR_LAST ? year : 0;
}

static bool year_bind(const reporter *r, const place *at, const cJSON *json, const field *f,
                      factor_series *out) {
    place here = place_of(at, json->string);
    if (strcmp(json->string, "notes") == 0)
        return notes_check(r, &here, json);
    int year = year_of(json->string);
    if (year == 0)
        return place_error(r, &here, "is no year from %d to %d", CALL_YEAR_FIRST, CALL_YEAR_LAST);
    out->years[out->count] = year;
    return number_or_seconds_bind(r, &here, json, f, &out->values[out->count++]);
}

static bool years_bind(const reporter *r, const place *at, const cJSON *json, const field *f,
                       factor_series *out) {
    bool good = true;
    size_t count = (size_t)cJSON_GetArraySize(json);
    out->values = memory_new(count, sizeof(double));
    out->years = memory_new(count, sizeof(int));
    // members are in order of their keys, so years rise
    for (const cJSON *item = json->child; item; item = item->next)
        good = year_bind(r, at, item, f, out) && good;
    return good &&
           (out->count > 0 ||
            place_error(r, at, "is empty; must have a value for a year, such as {\"2010\": 11490000}"));
}

static bool table_read(const reporter *r, const place *at, const yearly_document *from, const field *f,
                       yearly *out) {
    if (!r->report) // nobody would hear of it, and nothing comes of it
        return false;
    size_t length = 0;
    char *text = table_file_read(r, at, r->report->layers->files[0].name, from->path, &length);
    if (!text)
        return false;
    csv table;
    bool good = yearly_table_read(&table, text, length, from, f, out);
    if (!good)
        (void)table_file_error(r, at, from->path, &table);
    csv_release(&table);
    return good;
}

/// Nothing but notes may stand beside a file.
static bool strangers_check(const reporter *r, const place *at, const cJSON *json) {
    for (const cJSON *item = json->child; item; item = item->next) {
        place here = place_of(at, item->string);
        bool notes = strcmp(item->string, "notes") == 0;
        if (notes && !notes_check(r, &here, item))
            return false;
        if (!notes && strcmp(item->string, "file") != 0)
            return place_error(r, at, "has a 'file' and '%.60s', which has no meaning beside it",
                               item->string);
    }
    return true;
}

static bool file_bind(const reporter *r, const place *at, const cJSON *json, const field *f, yearly *out) {
    place file = place_of(at, "file");
    yearly_document from = {0};
    bool good = strangers_check(r, at, json) &&
                object_bind(r, &file, json_member(json, "file"), f->object, &from) &&
                table_read(r, &file, &from, f, out);
    object_release(f->object, &from);
    return good;
}

bool yearly_bind(const reporter *r, const place *at, const cJSON *json, const field *f, yearly *out) {
    if (cJSON_IsObject(json))
        return json_member(json, "file") ? file_bind(r, at, json, f, out)
                                         : years_bind(r, at, json, f, &out->series);
    out->series.count = 1;
    out->series.values = memory_new(1, sizeof(double));
    return number_or_seconds_bind(r, at, json, f, out->series.values);
}

void yearly_release(yearly *y) {
    free(y->series.years);
    free(y->series.values);
}
