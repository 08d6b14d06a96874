#include "scenario/bind_value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

bool value_error(const reporter *r, const place *at, const cJSON *json, const char *expected) {
    char shown[JSON_SHOW_SIZE] = "";
    if (!reporter_is_full(r))
        json_show(json, shown);
    return place_error(r, at, "is %s; must be %s", shown, expected);
}

void bound_show(double value, char out[BOUND_SIZE]) {
    (void)snprintf(out, BOUND_SIZE, fabs(value) < 1e16 && floor(value) >= value ? "%.0f" : "%g", value);
}

/// The check that also NaN fails.
static bool range_check(const reporter *r, const place *at, const cJSON *json, const field *f,
                        const char *what, double value) {
    if (value >= f->min && value <= f->max)
        return true;
    char low[BOUND_SIZE], high[BOUND_SIZE], expected[128];
    bound_show(f->min, low);
    bound_show(f->max, high);
    (void)snprintf(expected, sizeof expected, "%s from %s to %s", what, low, high);
    return value_error(r, at, json, expected);
}

static bool text_is_one_line(const char *text) {
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 127)
            return false;
    return true;
}

bool text_bind(const reporter *r, const place *at, const cJSON *json, const field *f, char **out) {
    if (!cJSON_IsString(json))
        return value_error(r, at, json, "a text");
    size_t length = strlen(json->valuestring);
    if ((double)length < f->min || (double)length > f->max)
        return place_error(r, at, "has %zu byte%s; must have %.0f to %.0f", length, text_plural(length),
                           f->min, f->max);
    if (f->type == KEY_LINE && !text_is_one_line(json->valuestring))
        return place_error(r, at, "must be one line without control characters");
    *out = text_copy(json->valuestring);
    return true;
}

static bool name_check(const reporter *r, const place *at, const cJSON *json, bool metric) {
    if (!cJSON_IsString(json) || !name_is_valid(json->valuestring, metric))
        return value_error(r, at, json,
                           metric ? "the name of a metric (small letters, digits, '_')"
                                  : "a name (small letters, digits, '_' and '-', first a letter)");
    return true;
}

bool name_bind(const reporter *r, const place *at, const cJSON *json, const field *f, char **out) {
    if (!name_check(r, at, json, f->type == KEY_METRIC))
        return false;
    *out = text_copy(json->valuestring);
    return true;
}

bool number_bind(const reporter *r, const place *at, const cJSON *json, const field *f, double *out) {
    *out = cJSON_IsNumber(json) ? json->valuedouble : NAN;
    return range_check(r, at, json, f, "a number", *out);
}

bool whole_bind(const reporter *r, const place *at, const cJSON *json, const field *f, int64_t *out) {
    double value = cJSON_IsNumber(json) ? json->valuedouble : NAN;
    bool whole = floor(value) >= value;
    if (!range_check(r, at, json, f, "a whole number", whole ? value : NAN))
        return false;
    *out = (int64_t)value;
    return true;
}

/// NAN when it is neither a number nor a duration.
static double seconds_of(const cJSON *json) {
    double seconds = 0;
    if (cJSON_IsNumber(json))
        return json->valuedouble;
    return cJSON_IsString(json) && duration_parse_s(json->valuestring, &seconds) ? seconds : NAN;
}

bool seconds_bind(const reporter *r, const place *at, const cJSON *json, const field *f, double *out) {
    *out = seconds_of(json);
    if (isnan(*out))
        return value_error(r, at, json,
                           "a number (of seconds), or a duration such as \"90s\" or \"1h30min\"");
    return range_check(r, at, json, f, "a number (of seconds)", *out);
}

bool time_bind(const reporter *r, const place *at, const cJSON *json, const field *f, sim_time *out) {
    double seconds = 0;
    if (!seconds_bind(r, at, json, f, &seconds))
        return false;
    *out = sim_time_from_s(seconds);
    return true;
}

bool delay_bind(const reporter *r, const place *at, const cJSON *json, const field *f, delay *out) {
    if (!cJSON_IsObject(json))
        return time_bind(r, at, json, f, &out->time);
    out->time = TIME_ABSENT;
    return law_bind(r, at, json, f, &out->law);
}

/// A time that is new in the list.
static bool times_add(const reporter *r, const place *at, const cJSON *json, const field *f, time_list *out) {
    sim_time time;
    if (!time_bind(r, at, json, f, &time))
        return false;
    for (size_t i = 0; i < out->count; i++) {
        if (out->times[i] == time)
            return place_error(r, at, "is the same as the time before; they must differ");
    }
    out->times[out->count++] = time;
    return true;
}

bool times_bind(const reporter *r, const place *at, const cJSON *json, const field *f, time_list *out) {
    if (!cJSON_IsArray(json))
        return times_add(r, at, json, f, out);
    int count = cJSON_GetArraySize(json);
    if (count < 1 || count > TIMES_MAX)
        return place_error(r, at, "has %d times; must have 1 to %d", count, TIMES_MAX);
    size_t index = 0;
    bool good = true;
    for (const cJSON *item = json->child; item; item = item->next) {
        place element = place_at(at, index++);
        good = times_add(r, &element, item, f, out) && good;
    }
    return good;
}

static int choice_find(const char *text, const char *const *choices) {
    for (int i = 0; choices[i]; i++)
        if (strcmp(choices[i], text) == 0)
            return i;
    return -1;
}

bool choice_error(const reporter *r, const place *at, const cJSON *json, const char *const *choices,
                  const char *or_else) {
    text_buffer expected = {0};
    text_add(&expected, "one of");
    for (size_t i = 0; choices[i]; i++)
        text_add(&expected, "%s '%s'", i ? "," : "", choices[i]);
    text_add(&expected, "%s", or_else);
    char *text = text_take(&expected);
    (void)value_error(r, at, json, text);
    free(text);
    return false;
}

bool choice_bind(const reporter *r, const place *at, const cJSON *json, const field *f, int *out) {
    *out = cJSON_IsString(json) ? choice_find(json->valuestring, f->choices) : -1;
    return *out >= 0 || choice_error(r, at, json, f->choices, "");
}

bool flag_bind(const reporter *r, const place *at, const cJSON *json, bool *out) {
    *out = cJSON_IsTrue(json);
    return cJSON_IsBool(json) || value_error(r, at, json, "true or false");
}

static bool bit_bind(const reporter *r, const place *at, const cJSON *json, const field *f, unsigned *out) {
    int choice = cJSON_IsString(json) ? choice_find(json->valuestring, f->choices) : -1;
    if (choice < 0)
        return choice_error(r, at, json, f->choices, "");
    *out |= 1U << choice;
    return true;
}

bool bits_bind(const reporter *r, const place *at, const cJSON *json, const field *f, unsigned *out) {
    if (!cJSON_IsArray(json))
        return bit_bind(r, at, json, f, out);
    size_t index = 0;
    bool good = true;
    for (const cJSON *item = json->child; item; item = item->next, index++) {
        place here = place_at(at, index);
        good = bit_bind(r, &here, item, f, out) && good;
    }
    return index > 0 ? good : place_error(r, at, "is empty; must name at least one");
}

bool takes_bind(const reporter *r, const place *at, const cJSON *json, const field *f, takes_document *out) {
    if (cJSON_IsObject(json))
        return object_bind(r, at, json, f->object, &out->capacities);
    out->capacities = (capacities_document){WHOLE_ABSENT, WHOLE_ABSENT, WHOLE_ABSENT, WHOLE_ABSENT};
    return bits_bind(r, at, json, f, &out->parts);
}

bool date_bind(const reporter *r, const place *at, const cJSON *json, civil_time *out) {
    return (cJSON_IsString(json) && civil_parse(json->valuestring, out)) ||
           value_error(r, at, json, "a date and time such as \"2011-03-07T08:00\"");
}

bool day_bind(const reporter *r, const place *at, const cJSON *json, civil_time *out) {
    return (cJSON_IsString(json) && !strchr(json->valuestring, 'T') && civil_parse(json->valuestring, out)) ||
           value_error(r, at, json, "a date such as \"2011-03-07\"");
}

bool moment_bind(const reporter *r, const place *at, const cJSON *json, moment *out) {
    static const field from_start = {.min = 0, .max = SIM_SECONDS_MAX};
    double seconds = seconds_of(json);
    if (seconds >= 0 && seconds <= SIM_SECONDS_MAX)
        *out = (moment){.kind = MOMENT_AFTER_START, .time = sim_time_from_s(seconds)};
    else if (cJSON_IsString(json) && clock_parse(json->valuestring, &out->time))
        out->kind = MOMENT_CLOCK;
    else if (cJSON_IsString(json) && civil_parse(json->valuestring, &out->date))
        out->kind = MOMENT_DATE;
    else if (isnan(seconds))
        return value_error(r, at, json,
                           "a clock time such as \"10:20\", a duration from start, or a date and time");
    else
        return range_check(r, at, json, &from_start, "a duration from start, in seconds", seconds);
    return true;
}

bool clock_bind(const reporter *r, const place *at, const cJSON *json, sim_time *out) {
    return (cJSON_IsString(json) && clock_parse(json->valuestring, out)) ||
           value_error(r, at, json, "a clock time such as \"08:30\"");
}

bool failback_bind(const reporter *r, const place *at, const cJSON *json, const field *f,
                   failback_rule *out) {
    int choice = cJSON_IsString(json) ? choice_find(json->valuestring, f->choices) : -1;
    if (cJSON_IsObject(json)) {
        out->kind = FAILBACK_HOURS;
        return object_bind(r, at, json, f->object, &out->hours);
    }
    if (choice >= 0)
        out->kind = choice == 0 ? FAILBACK_NEVER : FAILBACK_AUTO;
    else if (cJSON_IsString(json) && clock_parse(json->valuestring, &out->hours.from))
        out->kind = FAILBACK_CLOCK;
    else
        return choice_error(r, at, json, f->choices, " or a clock time such as '03:00'");
    return true;
}

static bool count_check(const reporter *r, const place *at, const field *f, size_t count) {
    if ((double)count >= f->min && (double)count <= f->max)
        return true;
    if (f->min >= f->max)
        return place_error(r, at, "names %zu; must name exactly %.0f", count, f->min);
    return place_error(r, at, "names %zu; must name %.0f to %.0f", count, f->min, f->max);
}

/// Adds a name to the list, unless it is none or stands there already.
static bool name_add(const reporter *r, const place *at, const cJSON *json, name_list *list) {
    if (!name_check(r, at, json, false))
        return false;
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->names[i], json->valuestring) == 0)
            return place_error(r, at, "names '%s' twice", json->valuestring);
    list->names[list->count++] = text_copy(json->valuestring);
    return true;
}

bool names_bind(const reporter *r, const place *at, const cJSON *json, const field *f, name_list *out) {
    bool list = cJSON_IsArray(json), good = true;
    size_t count = list ? (size_t)cJSON_GetArraySize(json) : 1, index = 0;
    if (!list && !cJSON_IsString(json))
        return value_error(r, at, json, "a name or a list of names");
    if (!count_check(r, at, f, count))
        return false;
    out->names = memory_new(count, sizeof(char *));
    out->single = !list;
    for (const cJSON *item = list ? json->child : json; item; item = list ? item->next : NULL, index++) {
        place element = place_at(at, index);
        good = name_add(r, list ? &element : at, item, out) && good;
    }
    return good;
}

bool range_bind(const reporter *r, const place *at, const cJSON *json, value_range *out) {
    if (!cJSON_IsArray(json) || cJSON_GetArraySize(json) != 2)
        return value_error(r, at, json, "two numbers or durations, the smaller first");
    double *const ends[] = {&out->low, &out->high};
    bool good = true;
    for (size_t i = 0; i < 2; i++) {
        const cJSON *item = cJSON_GetArrayItem(json, (int)i);
        place element = place_at(at, i);
        *ends[i] = seconds_of(item);
        if (isnan(*ends[i]))
            good = value_error(r, &element, item, "a number or a duration such as \"90s\" or \"1h30min\"");
    }
    return good && (out->low < out->high ||
                    place_error(r, at, "goes from %g to %g; must be two values, the smaller first", out->low,
                                out->high));
}

enum { NUMBERS_MAX = 1000000 };

bool numbers_bind(const reporter *r, const place *at, const cJSON *json, const field *f, number_list *out) {
    bool list = cJSON_IsArray(json), good = true;
    size_t count = list ? (size_t)cJSON_GetArraySize(json) : 1, index = 0;
    if (!list && !cJSON_IsNumber(json))
        return value_error(r, at, json, "a number or a list of numbers");
    if (count < 1 || count > NUMBERS_MAX)
        return place_error(r, at, "has %zu values; must have 1 to %d", count, NUMBERS_MAX);
    out->values = memory_new(count, sizeof(double));
    out->single = !list;
    for (const cJSON *item = list ? json->child : json; item; item = list ? item->next : NULL, index++) {
        place element = place_at(at, index);
        good = number_bind(r, list ? &element : at, item, f, &out->values[out->count++]) && good;
    }
    return good;
}

/// {"day": [...]} or {"week": [...]}.
static bool cycle_bind(const reporter *r, const place *at, const cJSON *json, const field *f, series *out) {
    const cJSON *day = json_member(json, "day"), *week = json_member(json, "week");
    const cJSON *notes = json_member(json, "notes"), *values = day ? day : week;
    place here = place_of(at, day ? "day" : "week"), there = place_of(at, "notes");
    if (!day == !week || cJSON_GetArraySize(json) > (notes ? 2 : 1))
        return place_error(r, at, "must have 'day' or 'week', and nothing else");
    if (notes && !notes_check(r, &there, notes))
        return false;
    if (!cJSON_IsArray(values))
        return value_error(r, &here, values, "a list of numbers");
    out->span = day ? SPAN_DAY : SPAN_WEEK;
    return numbers_bind(r, &here, values, f, &out->list);
}

bool series_bind(const reporter *r, const place *at, const cJSON *json, const field *f, series *out) {
    if (cJSON_IsObject(json))
        return cycle_bind(r, at, json, f, out);
    if (!cJSON_IsArray(json) && !cJSON_IsNumber(json))
        return value_error(r, at, json, "a number, a list of numbers, {\"day\": [...]} or {\"week\": [...]}");
    return numbers_bind(r, at, json, f, &out->list);
}

/// How far probabilities may be from 1 in sum.
#define SHARE_TOLERANCE 1e-9

static bool share_bind(const reporter *r, const place *at, const cJSON *json, share_list *out) {
    static const field probability = {.min = 0, .max = 1};
    place here = place_of(at, json->string);
    if (strcmp(json->string, "notes") == 0)
        return notes_check(r, &here, json);
    if (!name_is_valid(json->string, false))
        return place_error(r, &here, "is no name");
    out->names[out->count] = text_copy(json->string);
    return number_bind(r, &here, json, &probability, &out->shares[out->count++]);
}

bool shares_bind(const reporter *r, const place *at, const cJSON *json, share_list *out) {
    size_t count = cJSON_IsObject(json) ? (size_t)cJSON_GetArraySize(json) : 1;
    out->names = memory_new(count, sizeof(char *));
    out->shares = memory_new(count, sizeof(double));
    if (!cJSON_IsObject(json)) {
        if (!cJSON_IsString(json) || !name_is_valid(json->valuestring, false))
            return value_error(r, at, json, "a name, or an object of names and probabilities");
        out->names[out->count++] = text_copy(json->valuestring);
        out->shares[0] = 1;
        return true;
    }
    double sum = 0;
    bool good = true;
    for (const cJSON *item = json->child; item; item = item->next)
        good = share_bind(r, at, item, out) && good;
    for (size_t i = 0; i < out->count; i++)
        sum += out->shares[i];
    if (good && !(fabs(sum - 1) <= SHARE_TOLERANCE))
        return place_error(r, at, "has probabilities that sum to %.12g; must be 1", sum);
    return good;
}
