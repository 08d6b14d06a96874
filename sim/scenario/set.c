#include "scenario/set.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "scenario/document.h"
#include "scenario/json_scan.h"

/// One --set on its way into the document.
typedef struct set_change {
    char where[256]; ///< for errors: "--set path=value"
    char *chars;     ///< the steps, each ended by NUL
    const char **steps;
    size_t count;
    const char *value;
    layer_set *set;
    input_error *err;
} set_change;

static bool set_fail(const set_change *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool set_fail(const set_change *c, const char *format, ...) {
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return input_error_set(c->err, c->where, 0, NULL, "%s", text);
}

static bool utf8_check(const char *text) {
    size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        size_t step = utf8_length(text + i, length - i);
        if (step == 0)
            return false;
        i += step;
    }
    return true;
}

/// "$.classes.query.talk.mean=90" into its steps and its value.
static bool change_split(set_change *c, const char *text) {
    const char *start = strncmp(text, "$.", 2) == 0 ? text + 2 : text, *equals = strchr(text, '=');
    if (!equals || equals <= start)
        return false;
    size_t length = (size_t)(equals - start), most = 1;
    c->value = equals + 1;
    c->chars = memory_new(length + 1, 1);
    memcpy(c->chars, start, length);
    for (size_t i = 0; i < length; i++)
        most += c->chars[i] == '.';
    c->steps = memory_new(most, sizeof(char *));
    for (char *step = c->chars; step; c->count++) {
        c->steps[c->count] = step;
        step = strchr(step, '.');
        if (step)
            *step++ = '\0';
    }
    return true;
}

static bool steps_check(const set_change *c) {
    if (c->count > JSON_DEPTH_MAX)
        return set_fail(c, "the path has more than %d steps", JSON_DEPTH_MAX);
    for (size_t i = 0; i < c->count; i++)
        if (!*c->steps[i])
            return set_fail(c, "the path has an empty step");
    return strcmp(c->steps[0], "extends") != 0 || set_fail(c, "--set cannot change 'extends'");
}

/// Takes a step: remembers the path.
static void path_add(const set_change *c, const cJSON *parent, size_t step) {
    uint64_t *paths = c->set->paths, before = paths[c->set->path_count - 1];
    paths[c->set->path_count++] = cJSON_IsArray(parent)
                                      ? path_element(before, strtoul(c->steps[step], NULL, 10))
                                      : path_key(before, c->steps[step]);
}

/// The item of a list that a step of the path names.
static cJSON *element_of(const set_change *c, const cJSON *list, const char *step) {
    size_t digits = strspn(step, "0123456789");
    bool number = digits > 0 && digits <= 8 && !step[digits];
    cJSON *item = number ? cJSON_GetArrayItem(list, (int)strtol(step, NULL, 10)) : NULL;
    if (!item)
        (void)set_fail(c, "there is no element '%s'; the list has %d, counted from 0", step,
                       cJSON_GetArraySize(list));
    return item;
}

/// The table of the object below `object` (whose table is `type`, NULL when it has none) that step `key`
/// leads to. *names: that object is a map, which holds objects of that table by name.
static const object_type *table_below(const object_type *type, const char *key, bool *names) {
    for (size_t i = 0; type && i < type->field_count; i++) {
        if (strcmp(type->fields[i].key, key) != 0)
            continue;
        *names = type->fields[i].type == KEY_MAP;
        return type->fields[i].object;
    }
    return NULL;
}

/// A name that is missing in the middle of the path may be new, but one that is nearly there is a slip.
static bool name_check(const set_change *c, const cJSON *map, size_t step) {
    const char **names = memory_new((size_t)cJSON_GetArraySize(map), sizeof *names);
    size_t count = 0;
    for (const cJSON *item = map->child; item; item = item->next)
        if (strcmp(item->string, "notes") != 0)
            names[count++] = item->string;
    const char *wrong = c->steps[step], *near = text_nearest(wrong, names, count);
    if (near)
        (void)set_fail(c,
                       "there is no '%s' in '%s'; did you mean '%s'? (A new one is given whole: %s.%s={...})",
                       wrong, c->steps[step - 1], near, c->steps[step - 1], wrong);
    free(names);
    return near == NULL;
}

/// The member that is missing on the way: made anew, unless it looks like a slip.
static cJSON *member_make(const set_change *c, cJSON *object, size_t step, bool named) {
    if (named && !name_check(c, object, step))
        return NULL;
    json_put(object, c->steps[step], cJSON_CreateObject());
    return cJSON_GetObjectItemCaseSensitive(object, c->steps[step]);
}

/// The object or list that holds the last step; objects that are missing on the way are made.
static cJSON *parent_find(const set_change *c, cJSON *json) {
    const object_type *type = &document_type;
    bool named = false;
    for (size_t i = 0; json && i + 1 < c->count; i++) {
        cJSON *parent = json;
        bool names = false;
        if (cJSON_IsObject(parent)) {
            json = cJSON_GetObjectItemCaseSensitive(parent, c->steps[i]);
            json = json ? json : member_make(c, parent, i, named);
        } else if (cJSON_IsArray(parent)) {
            json = element_of(c, parent, c->steps[i]);
        } else {
            (void)set_fail(c, "there is no object to look for '%s'", c->steps[i]);
            return NULL;
        }
        if (json)
            path_add(c, parent, i);
        type = named ? type : table_below(type, c->steps[i], &names);
        named = names;
    }
    return json;
}

/// Does null say "take the key away"? Inside a patch it is a value: there it is for the patch to say so.
static bool null_removes(const set_change *c) {
    bool in_patch = c->count > 3 && strcmp(c->steps[0], "schemes") == 0 && strcmp(c->steps[2], "patch") == 0;
    return !in_patch;
}

/// Stores `value`, which it takes over.
static bool value_store(const set_change *c, cJSON *parent, cJSON *value) {
    const char *step = c->steps[c->count - 1];
    if (cJSON_IsObject(parent) && (!cJSON_IsNull(value) || !null_removes(c))) {
        json_put(parent, step, value);
        path_add(c, parent, c->count - 1);
        return true;
    }
    cJSON *old = cJSON_IsArray(parent) ? element_of(c, parent, step) : NULL;
    if (old) {
        path_add(c, parent, c->count - 1);
        return cJSON_ReplaceItemViaPointer(parent, old, value);
    }
    cJSON_Delete(value);
    if (!cJSON_IsObject(parent))
        return set_fail(c, "there is no object to put '%s'", step);
    json_remove(parent, step);
    path_add(c, parent, c->count - 1);
    return true;
}

/// The value: JSON, else a string. NULL, and the error set, when it can only be meant as JSON and is none.
static cJSON *value_parse(const set_change *c) {
    input_errors errors = {0};
    cJSON *json = json_parse(c->value, strlen(c->value), "", &errors);
    if (errors.count == 0)
        return json;
    bool meant = *c->value && strchr("{[\"", *c->value);
    if (!json && !meant)
        return cJSON_CreateString(c->value);
    (void)set_fail(c, "the value is no JSON: %s", errors.items[0].text);
    cJSON_Delete(json);
    return NULL;
}

bool set_apply(cJSON *json, layer_set *set, input_error *err) {
    set_change c = {.set = set, .err = err};
    (void)snprintf(c.where, sizeof c.where, "--set %s", set->text);
    if (!utf8_check(set->text))
        return set_fail(&c, "is not valid UTF-8");
    if (!change_split(&c, set->text))
        return set_fail(&c, "must be path=value, such as classes.query.talk.mean=90");
    set->paths = memory_new(c.count + 1, sizeof *set->paths);
    set->paths[set->path_count++] = PATH_ROOT;
    cJSON *value = steps_check(&c) ? value_parse(&c) : NULL;
    cJSON *parent = value ? parent_find(&c, json) : NULL;
    bool good = parent && value_store(&c, parent, value);
    if (!parent)
        cJSON_Delete(value);
    if (!good)
        set->path_count = 0;
    free(c.chars);
    free(c.steps);
    return good;
}
