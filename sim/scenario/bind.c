#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "scenario/bind_value.h"
#include "scenario/field.h"

enum { FIELDS_MAX = 32 };

bool name_is_valid(const char *name, bool metric) {
    size_t length = strspn(name, metric ? "abcdefghijklmnopqrstuvwxyz0123456789_"
                                        : "abcdefghijklmnopqrstuvwxyz0123456789_-");
    return !name[length] && length <= NAME_LENGTH_MAX && name[0] >= 'a' && name[0] <= 'z';
}

bool notes_check(const reporter *r, const place *at, const cJSON *json) {
    if (cJSON_IsString(json))
        return true;
    if (!cJSON_IsObject(json))
        return value_error(r, at, json, "a text, or an object of texts");
    for (const cJSON *note = json->child; note; note = note->next) {
        place here = place_of(at, note->string);
        if (!cJSON_IsString(note))
            return value_error(r, &here, note, "a text");
    }
    return true;
}

static const field *field_find(const object_type *type, const char *key) {
    for (size_t i = 0; i < type->field_count; i++)
        if (strcmp(type->fields[i].key, key) == 0)
            return &type->fields[i];
    return NULL;
}

static bool unknown_key_error(const reporter *r, const place *at, const object_type *type, const char *key) {
    const char *names[FIELDS_MAX];
    SIM_REQUIRE(type->field_count < FIELDS_MAX);
    for (size_t i = 0; i < type->field_count; i++)
        names[i] = type->fields[i].key;
    names[type->field_count] = "notes";
    const char *near = text_nearest(key, names, type->field_count + 1);
    place here = place_of(at, key);
    if (near)
        return place_error(r, &here, "unknown key '%.60s'; did you mean '%s'?", key, near);
    return place_error(r, &here, "unknown key '%.60s'", key);
}

static bool keys_check(const reporter *r, const place *at, const cJSON *json, const object_type *type) {
    for (const cJSON *member = json->child; member; member = member->next) {
        place here = place_of(at, member->string);
        if (strcmp(member->string, "notes") == 0) {
            if (!notes_check(r, &here, member))
                return false;
        } else if (!field_find(type, member->string)) {
            return unknown_key_error(r, at, type, member->string);
        }
    }
    return true;
}

/// Marks what is not zero when absent.
static void absent_set(const field *f, void *out) {
    if (f->type == KEY_NUMBER || f->type == KEY_SECONDS)
        *(double *)out = NAN;
    else if (f->type == KEY_TIME || f->type == KEY_CLOCK)
        *(sim_time *)out = TIME_ABSENT;
    else if (f->type == KEY_WHOLE)
        *(int64_t *)out = WHOLE_ABSENT;
    else if (f->type == KEY_CHOICE)
        *(int *)out = -1;
}

/// Defaults are JSON text that is bound as if it stood in the file.
static bool standard_bind(const reporter *r, const place *at, const field *f, void *out) {
    cJSON *json = cJSON_Parse(f->standard);
    SIM_REQUIRE(json);
    bool good = value_bind(r, at, json, f, out);
    cJSON_Delete(json);
    return good;
}

static bool field_bind(const reporter *r, const place *at, const cJSON *json, const field *f, void *out) {
    const cJSON *member = json_member(json, f->key);
    place here = place_of(at, f->key);
    if (member)
        return value_bind(r, &here, member, f, out);
    if (f->required)
        return place_error(r, at, "'%s' is missing (%s)", f->key, f->meaning);
    if (f->standard)
        return standard_bind(r, &here, f, out);
    absent_set(f, out);
    return true;
}

bool object_bind(const reporter *r, const place *at, const cJSON *json, const object_type *type, void *out) {
    if (!cJSON_IsObject(json))
        return value_error(r, at, json, "an object");
    if (!keys_check(r, at, json, type))
        return false;
    for (size_t i = 0; i < type->field_count; i++)
        if (!field_bind(r, at, json, &type->fields[i], (char *)out + type->fields[i].offset))
            return false;
    return true;
}

static bool map_item_bind(const reporter *r, const place *at, const cJSON *json, const object_type *type,
                          void *out) {
    if (!name_is_valid(json->string, false))
        return place_error(r, at,
                           "is no name; names have small letters, digits, '_' and '-', begin with a letter "
                           "and have at most %d characters",
                           NAME_LENGTH_MAX);
    *(char **)out = text_copy(json->string);
    return object_bind(r, at, json, type, out);
}

/// Number of items; notes are none.
static size_t map_count(const cJSON *json) {
    return (size_t)cJSON_GetArraySize(json) - (json_member(json, "notes") ? 1 : 0);
}

static bool map_bind(const reporter *r, const place *at, const cJSON *json, const field *f, object_map *out) {
    if (!cJSON_IsObject(json))
        return value_error(r, at, json, "an object");
    size_t count = map_count(json);
    if ((double)count < f->min || (double)count > f->max)
        return place_error(r, at, "has %zu items; must have %.0f to %.0f", count, f->min, f->max);
    out->items = memory_new(count, f->object->size);
    for (const cJSON *item = json->child; item; item = item->next) {
        place here = place_of(at, item->string);
        bool notes = strcmp(item->string, "notes") == 0;
        void *to = notes ? NULL : (char *)out->items + f->object->size * out->count++;
        if (!(notes ? notes_check(r, &here, item) : map_item_bind(r, &here, item, f->object, to)))
            return false;
    }
    return true;
}

static bool any_bind(const reporter *r, const place *at, const cJSON *json, const cJSON **out) {
    if (!cJSON_IsObject(json))
        return value_error(r, at, json, "an object");
    *out = json;
    return true;
}

bool value_bind(const reporter *r, const place *at, const cJSON *json, const field *f, void *out) {
    switch (f->type) {
    case KEY_LINE:
    case KEY_TEXT:
        return text_bind(r, at, json, f, out);
    case KEY_NAME:
    case KEY_METRIC:
        return name_bind(r, at, json, f, out);
    case KEY_NUMBER:
        return number_bind(r, at, json, f, out);
    case KEY_WHOLE:
        return whole_bind(r, at, json, f, out);
    case KEY_SECONDS:
        return seconds_bind(r, at, json, f, out);
    case KEY_TIME:
        return time_bind(r, at, json, f, out);
    case KEY_CHOICE:
        return choice_bind(r, at, json, f, out);
    case KEY_BITS:
        return bits_bind(r, at, json, f, out);
    case KEY_DATE:
        return date_bind(r, at, json, out);
    case KEY_DAY:
        return day_bind(r, at, json, out);
    case KEY_MOMENT:
        return moment_bind(r, at, json, out);
    case KEY_CLOCK:
        return clock_bind(r, at, json, out);
    case KEY_FAILBACK:
        return failback_bind(r, at, json, f, out);
    case KEY_NAMES:
        return names_bind(r, at, json, f, out);
    case KEY_NUMBERS:
        return numbers_bind(r, at, json, f, out);
    case KEY_SERIES:
        return series_bind(r, at, json, f, out);
    case KEY_SHARES:
        return shares_bind(r, at, json, out);
    case KEY_LAW:
        return law_bind(r, at, json, f, out);
    case KEY_OBJECT:
        return object_bind(r, at, json, f->object, out);
    case KEY_MAP:
        return map_bind(r, at, json, f, out);
    case KEY_ANY:
        return any_bind(r, at, json, out);
    }
    SIM_UNREACHABLE();
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

static void field_release(const field *f, void *bound) {
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
    case KEY_OBJECT:
        object_release(f->object, bound);
        break;
    case KEY_MAP:
        map_release(f->object, bound);
        break;
    case KEY_NUMBER:
    case KEY_WHOLE:
    case KEY_SECONDS:
    case KEY_TIME:
    case KEY_CHOICE:
    case KEY_BITS:
    case KEY_DATE:
    case KEY_DAY:
    case KEY_MOMENT:
    case KEY_CLOCK:
    case KEY_FAILBACK:
    case KEY_LAW:
    case KEY_ANY:
        break;
    }
}

void object_release(const object_type *type, void *bound) {
    for (size_t i = 0; i < type->field_count; i++)
        field_release(&type->fields[i], (char *)bound + type->fields[i].offset);
}
