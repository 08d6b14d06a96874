#include "scenario/bind_mend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "scenario/bind_value.h"

void absent_set(const field *f, void *out) {
    if (f->type == KEY_NUMBER || f->type == KEY_SECONDS)
        *(double *)out = NAN;
    else if (f->type == KEY_TIME || f->type == KEY_CLOCK)
        *(sim_time *)out = TIME_ABSENT;
    else if (f->type == KEY_WHOLE)
        *(int64_t *)out = WHOLE_ABSENT;
    else if (f->type == KEY_DELAY)
        ((delay *)out)->time = TIME_ABSENT;
    else if (f->type == KEY_CHOICE)
        *(int *)out = -1;
}

/// The bytes that a field takes in its struct.
static size_t field_size(const field *f) {
    switch (f->type) {
    case KEY_LINE:
    case KEY_TEXT:
    case KEY_NAME:
    case KEY_METRIC:
        return sizeof(char *);
    case KEY_NUMBER:
    case KEY_SECONDS:
        return sizeof(double);
    case KEY_WHOLE:
        return sizeof(int64_t);
    case KEY_TIME:
    case KEY_CLOCK:
        return sizeof(sim_time);
    case KEY_DELAY:
    case KEY_TIMES:
        return f->type == KEY_DELAY ? sizeof(delay) : sizeof(time_list);
    case KEY_CHOICE:
        return sizeof(int);
    case KEY_FLAG:
        return sizeof(bool);
    case KEY_BITS:
    case KEY_TAKES:
        return f->type == KEY_BITS ? sizeof(unsigned) : sizeof(takes_document);
    case KEY_DATE:
    case KEY_DAY:
        return sizeof(civil_time);
    case KEY_MOMENT:
        return sizeof(moment);
    case KEY_FAILBACK:
        return sizeof(failback_rule);
    case KEY_NAMES:
        return sizeof(name_list);
    case KEY_NUMBERS:
        return sizeof(number_list);
    case KEY_SERIES:
        return sizeof(series);
    case KEY_SHARES:
        return sizeof(share_list);
    case KEY_TEXTS:
    case KEY_FILTERS:
        return f->type == KEY_TEXTS ? sizeof(text_list) : sizeof(filter_list);
    case KEY_LAW:
        return sizeof(optional_law);
    case KEY_OBJECT:
        return f->object->size;
    case KEY_MAP:
    case KEY_PATHS:
        return sizeof(object_map);
    case KEY_RANGE:
        return sizeof(value_range);
    case KEY_YEARLY:
    case KEY_YEARLY_SECONDS:
        return sizeof(yearly);
    case KEY_ANY:
        return sizeof(cJSON *);
    }
    SIM_UNREACHABLE();
}

static cJSON *standin_range(void) {
    const double ends[] = {0, 1};
    return cJSON_CreateDoubleArray(ends, 2);
}

static cJSON *standin_law(double value) {
    cJSON *json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "law", "constant");
    cJSON_AddNumberToObject(json, "value", value);
    return json;
}

/// Any value that a required field takes.
static cJSON *standin_make(const field *f) {
    double number = fmax(f->min, fmin(1, f->max));
    switch (f->type) {
    case KEY_LINE:
    case KEY_TEXT:
    case KEY_NAME:
    case KEY_METRIC:
    case KEY_NAMES:
    case KEY_SHARES:
    case KEY_TEXTS:
        return cJSON_CreateString("x");
    case KEY_NUMBER:
    case KEY_SECONDS:
    case KEY_WHOLE:
    case KEY_TIME:
    case KEY_DELAY:
    case KEY_TIMES:
    case KEY_NUMBERS:
    case KEY_SERIES:
    case KEY_MOMENT:
    case KEY_YEARLY:
    case KEY_YEARLY_SECONDS:
        return cJSON_CreateNumber(number);
    case KEY_CLOCK:
        return cJSON_CreateString("00:00");
    case KEY_FLAG:
        return cJSON_CreateFalse();
    case KEY_CHOICE:
    case KEY_BITS:
    case KEY_TAKES:
    case KEY_FAILBACK:
        return cJSON_CreateString(f->choices[0]);
    case KEY_DATE:
    case KEY_DAY:
        return cJSON_CreateString("2000-01-03");
    case KEY_LAW:
        return standin_law(number);
    case KEY_RANGE:
        return standin_range();
    case KEY_OBJECT:
    case KEY_MAP:
    case KEY_PATHS:
    case KEY_FILTERS:
    case KEY_ANY:
        return cJSON_CreateObject();
    }
    SIM_UNREACHABLE();
}

static void standin_bind(const place *at, const field *f, void *out) {
    const reporter nobody = {0};
    cJSON *json = f->required ? standin_make(f) : f->standard ? cJSON_Parse(f->standard) : NULL;
    if (json)
        (void)value_bind(&nobody, at, json, f, out);
    else
        absent_set(f, out);
    cJSON_Delete(json);
}

/// Does nothing else depend on such a value of the document itself? Else what is checked later could only
/// repeat that it is wrong.
static bool stands_alone(const field *f) {
    return f->type == KEY_LINE || f->type == KEY_TEXT || f->type == KEY_NAME || f->type == KEY_WHOLE ||
           f->type == KEY_PATHS;
}

void field_mend(const reporter *r, const place *at, const cJSON *json, const field *f, void *out) {
    bool is_map = f->type == KEY_MAP || f->type == KEY_PATHS;
    bool inside = f->type == KEY_OBJECT || (is_map && cJSON_IsObject(json));
    if (inside && json)
        return;
    reporter_doubt(r, at);
    if (!at->parent && !stands_alone(f))
        reporter_doubt(r, NULL);
    field_release(f, out);
    memset(out, 0, field_size(f));
    standin_bind(at, f, out);
    if (f->type == KEY_ANY)
        memset(out, 0, field_size(f)); // it would point to the stand-in
}

static void names_release(char **names, size_t count) {
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

static void map_release(const object_type *type, const object_map *map) {
    for (size_t i = 0; i < map->count; i++) {
        void *item = (char *)map->items + type->size * i;
        free(*(char **)item);
        object_release(type, item);
    }
    free(map->items);
}

void field_release(const field *f, void *bound) {
    switch (f->type) {
    case KEY_LINE:
    case KEY_TEXT:
    case KEY_NAME:
    case KEY_METRIC:
        free(*(char **)bound);
        break;
    case KEY_NAMES:
        names_release(((name_list *)bound)->names, ((name_list *)bound)->count);
        break;
    case KEY_NUMBERS:
        free(((number_list *)bound)->values);
        break;
    case KEY_SERIES:
        free(((series *)bound)->list.values);
        break;
    case KEY_SHARES:
        names_release(((share_list *)bound)->names, ((share_list *)bound)->count);
        free(((share_list *)bound)->shares);
        break;
    case KEY_TEXTS:
        texts_release(bound);
        break;
    case KEY_FILTERS:
        filters_release(bound);
        break;
    case KEY_YEARLY:
    case KEY_YEARLY_SECONDS:
        yearly_release(bound);
        break;
    case KEY_OBJECT:
        object_release(f->object, bound);
        break;
    case KEY_MAP:
    case KEY_PATHS:
        map_release(f->object, bound);
        break;
    case KEY_NUMBER:
    case KEY_WHOLE:
    case KEY_SECONDS:
    case KEY_TIME:
    case KEY_DELAY:
    case KEY_TIMES:
    case KEY_CHOICE:
    case KEY_FLAG:
    case KEY_BITS:
    case KEY_TAKES:
    case KEY_DATE:
    case KEY_DAY:
    case KEY_MOMENT:
    case KEY_CLOCK:
    case KEY_FAILBACK:
    case KEY_LAW:
    case KEY_RANGE:
    case KEY_ANY:
        break;
    }
}

void object_release(const object_type *type, void *bound) {
    for (size_t i = 0; i < type->field_count; i++)
        field_release(&type->fields[i], (char *)bound + type->fields[i].offset);
}
