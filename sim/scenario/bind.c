#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "scenario/bind_mend.h"
#include "scenario/bind_value.h"
#include "scenario/field.h"

enum { FIELDS_MAX = 64, WITHIN_LENGTH_MAX = 40 };

bool name_is_valid(const char *name, bool metric) {
    size_t length = strspn(name, metric ? "abcdefghijklmnopqrstuvwxyz0123456789_"
                                        : "abcdefghijklmnopqrstuvwxyz0123456789_-");
    const char *rest = name + length;
    if (metric && *rest == '@') { // an acceptable waiting time: "service_level@30s"
        size_t time = strspn(rest + 1, "abcdefghijklmnopqrstuvwxyz0123456789.");
        rest += time >= 1 && time <= WITHIN_LENGTH_MAX ? 1 + time : 0;
    }
    return !*rest && length <= NAME_LENGTH_MAX && name[0] >= 'a' && name[0] <= 'z';
}

bool notes_check(const reporter *r, const place *at, const cJSON *json) {
    if (cJSON_IsString(json))
        return true;
    if (!cJSON_IsObject(json))
        return value_error(r, at, json, "a text, or an object of texts");
    bool good = true;
    for (const cJSON *note = json->child; note; note = note->next) {
        place here = place_of(at, note->string);
        if (!cJSON_IsString(note))
            good = value_error(r, &here, note, "a text");
    }
    return good;
}

static const field *field_find(const object_type *type, const char *key) {
    for (size_t i = 0; i < type->field_count; i++)
        if (strcmp(type->fields[i].key, key) == 0)
            return &type->fields[i];
    return NULL;
}

/// The known key that is nearest to an unknown one; NULL when none is.
static const char *key_nearest(const object_type *type, const char *key) {
    const char *names[FIELDS_MAX];
    SIM_REQUIRE(type->field_count < FIELDS_MAX);
    for (size_t i = 0; i < type->field_count; i++)
        names[i] = type->fields[i].key;
    names[type->field_count] = "notes";
    return text_nearest(key, names, type->field_count + 1);
}

/// Fields that unknown keys seem to mean: bit i for field i.
static uint64_t unknown_key_error(const reporter *r, const place *at, const object_type *type,
                                  const char *key) {
    place here = place_of(at, key);
    const char *near = reporter_is_full(r) ? NULL : key_nearest(type, key);
    const field *meant = near ? field_find(type, near) : NULL;
    if (near)
        (void)place_error(r, &here, "unknown key '%.60s'; did you mean '%s'?", key, near);
    else
        (void)place_error(r, &here, "unknown key '%.60s'", key);
    reporter_doubt(r, &here);
    return meant ? UINT64_C(1) << (meant - type->fields) : 0;
}

/// False when a key is unknown or a note is wrong; *meant as above.
static bool keys_check(const reporter *r, const place *at, const cJSON *json, const object_type *type,
                       uint64_t *meant) {
    bool good = true;
    for (const cJSON *member = json->child; member; member = member->next) {
        place here = place_of(at, member->string);
        if (strcmp(member->string, "notes") == 0) {
            good = notes_check(r, &here, member) && good;
        } else if (!field_find(type, member->string)) {
            *meant |= unknown_key_error(r, at, type, member->string);
            good = false;
        }
    }
    return good;
}

/// Defaults are JSON text that is bound as if it stood in the file.
static bool standard_bind(const reporter *r, const place *at, const field *f, void *out) {
    cJSON *json = cJSON_Parse(f->standard);
    SIM_REQUIRE(json);
    bool good = value_bind(r, at, json, f, out);
    cJSON_Delete(json);
    return good;
}

/// Binds a field with what the file says, or its default. `meant`: an unknown key was taken for this one.
static bool field_bind(const reporter *r, const place *at, const cJSON *json, const field *f, bool meant,
                       void *out) {
    const cJSON *member = json_member(json, f->key);
    place here = place_of(at, f->key);
    if (member && value_bind(r, &here, member, f, out))
        return true;
    if (!member && !f->required) {
        if (f->standard)
            return standard_bind(r, &here, f, out);
        absent_set(f, out);
        return true;
    }
    if (!member && !meant)
        (void)place_error(r, at, "'%s' is missing (%s)", f->key, f->meaning);
    field_mend(r, &here, member, f, out);
    return false;
}

bool object_bind(const reporter *r, const place *at, const cJSON *json, const object_type *type, void *out) {
    uint64_t meant = 0;
    bool good = cJSON_IsObject(json);
    if (!good) {
        (void)value_error(r, at, json, "an object");
        reporter_doubt(r, at);
    }
    const reporter nobody = {0}, *to = good ? r : &nobody;
    good = good && keys_check(r, at, json, type, &meant);
    for (size_t i = 0; i < type->field_count; i++)
        good = field_bind(to, at, json, &type->fields[i], meant >> i & 1,
                          (char *)out + type->fields[i].offset) &&
               good;
    return good;
}

static bool map_item_bind(const reporter *r, const place *at, const cJSON *json, const field *map,
                          void *out) {
    *(char **)out = text_copy(json->string);
    if (map->type == KEY_PATHS || name_is_valid(json->string, false))
        return object_bind(r, at, json, map->object, out);
    (void)place_error(r, at,
                      "is no name; names have small letters, digits, '_' and '-', begin with a letter "
                      "and have at most %d characters",
                      NAME_LENGTH_MAX);
    reporter_doubt(r, NULL);
    (void)object_bind(r, at, json, map->object, out);
    return false;
}

/// Number of items; notes are none.
static size_t map_count(const cJSON *json) {
    return (size_t)cJSON_GetArraySize(json) - (json_member(json, "notes") ? 1 : 0);
}

static bool map_count_error(const reporter *r, const place *at, const field *f, size_t count) {
    (void)place_error(r, at, "has %zu item%s; must have %.0f to %.0f", count, text_plural(count), f->min,
                      f->max);
    reporter_doubt(r, at->parent ? at : NULL);
    return false;
}

static bool map_bind(const reporter *r, const place *at, const cJSON *json, const field *f, object_map *out) {
    if (!cJSON_IsObject(json))
        return value_error(r, at, json, "an object");
    size_t count = map_count(json);
    bool good = true;
    if ((double)count < f->min || (double)count > f->max)
        return map_count_error(r, at, f, count);
    out->items = memory_new(count, f->object->size);
    for (const cJSON *item = json->child; item; item = item->next) {
        place here = place_of(at, item->string);
        bool notes = strcmp(item->string, "notes") == 0;
        void *to = notes ? NULL : (char *)out->items + f->object->size * out->count++;
        good = (notes ? notes_check(r, &here, item) : map_item_bind(r, &here, item, f, to)) && good;
    }
    return good;
}

static bool any_bind(const reporter *r, const place *at, const cJSON *json, const cJSON **out) {
    if (!cJSON_IsObject(json))
        return value_error(r, at, json, "an object");
    *out = json;
    return true;
}

static bool calendar_bind(const reporter *r, const place *at, const cJSON *json, const field *f, void *out) {
    if (f->type == KEY_DATE)
        return date_bind(r, at, json, out);
    if (f->type == KEY_DAY)
        return day_bind(r, at, json, out);
    return f->type == KEY_CLOCK ? clock_bind(r, at, json, out) : moment_bind(r, at, json, out);
}

/// What holds other values.
static bool structure_bind(const reporter *r, const place *at, const cJSON *json, const field *f, void *out) {
    if (f->type == KEY_OBJECT)
        return object_bind(r, at, json, f->object, out);
    if (f->type == KEY_RANGE)
        return range_bind(r, at, json, out);
    if (f->type == KEY_TEXTS)
        return texts_bind(r, at, json, out);
    if (f->type == KEY_FILTERS)
        return filters_bind(r, at, json, out);
    if (f->type == KEY_ANY)
        return any_bind(r, at, json, out);
    return map_bind(r, at, json, f, out);
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
    case KEY_DELAY:
        return delay_bind(r, at, json, f, out);
    case KEY_TIMES:
        return times_bind(r, at, json, f, out);
    case KEY_CHOICE:
        return choice_bind(r, at, json, f, out);
    case KEY_FLAG:
        return flag_bind(r, at, json, out);
    case KEY_BITS:
        return bits_bind(r, at, json, f, out);
    case KEY_TAKES:
        return takes_bind(r, at, json, f, out);
    case KEY_DATE:
    case KEY_DAY:
    case KEY_MOMENT:
    case KEY_CLOCK:
        return calendar_bind(r, at, json, f, out);
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
    case KEY_YEARLY:
    case KEY_YEARLY_SECONDS:
        return yearly_bind(r, at, json, f, out);
    case KEY_OBJECT:
    case KEY_MAP:
    case KEY_PATHS:
    case KEY_RANGE:
    case KEY_TEXTS:
    case KEY_FILTERS:
    case KEY_ANY:
        return structure_bind(r, at, json, f, out);
    }
    SIM_UNREACHABLE();
}
