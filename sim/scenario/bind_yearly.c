// Numbers by years: {"2010": 11490000, "2011": 12780000}.

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/bind_value.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2199, YEAR_DIGITS = 4 };

static bool number_or_seconds_bind(const reporter *r, const place *at, const cJSON *json, const field *f,
                                   double *out) {
    return f->type == KEY_YEARLY_SECONDS ? seconds_bind(r, at, json, f, out)
                                         : number_bind(r, at, json, f, out);
}

/// 0 when it is no year.
static int year_of(const char *key) {
    if (strspn(key, "0123456789") != YEAR_DIGITS || strlen(key) != YEAR_DIGITS)
        return 0;
    int year = (int)strtol(key, NULL, 10);
    return year >= YEAR_FIRST && year <= YEAR_LAST ? year : 0;
}

static bool year_bind(const reporter *r, const place *at, const cJSON *json, const field *f,
                      factor_series *out) {
    place here = place_of(at, json->string);
    if (strcmp(json->string, "notes") == 0)
        return notes_check(r, &here, json);
    int year = year_of(json->string);
    if (year == 0)
        return place_error(r, &here, "is no year from %d to %d", YEAR_FIRST, YEAR_LAST);
    out->years[out->count] = year;
    return number_or_seconds_bind(r, &here, json, f, &out->values[out->count++]);
}

bool yearly_bind(const reporter *r, const place *at, const cJSON *json, const field *f, factor_series *out) {
    bool by_years = cJSON_IsObject(json), good = true;
    size_t count = by_years ? (size_t)cJSON_GetArraySize(json) : 1;
    out->values = memory_new(count, sizeof(double));
    if (!by_years) {
        out->count = 1;
        return number_or_seconds_bind(r, at, json, f, out->values);
    }
    // members are in order of their keys, so years rise
    out->years = memory_new(count, sizeof(int));
    for (const cJSON *item = json->child; item; item = item->next)
        good = year_bind(r, at, item, f, out) && good;
    return good &&
           (out->count > 0 ||
            place_error(r, at, "is empty; must have a value for a year, such as {\"2010\": 11490000}"));
}

void yearly_release(factor_series *s) {
    free(s->years);
    free(s->values);
}
