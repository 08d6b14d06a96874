#define _POSIX_C_SOURCE 200809L
#define _XOPEN_SOURCE   700 // realpath

#include "scenario/load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/check.h"
#include "base/text.h"
#include "scenario/json_scan.h"
#include "scenario/utf8.h"

_Static_assert(EXTENDS_MAX == 8, "a message names the number");

static char *stream_read(FILE *in, const char *path, size_t *length, input_error *err) {
    text_buffer text = {0};
    char block[1 << 14];
    size_t got = 0;
    while ((got = fread(block, 1, sizeof block, in)) > 0 && text.length + got <= FILE_SIZE_MAX)
        text_append(&text, block, got);
    if (ferror(in))
        (void)input_error_set(err, path, 0, NULL, "cannot be read: %s", strerror(errno));
    else if (got > 0)
        (void)input_error_set(err, path, 0, NULL, "is larger than %d MiB", FILE_SIZE_MAX >> 20);
    else {
        *length = text.length;
        return text_take(&text);
    }
    free(text.chars);
    return NULL;
}

char *file_read(const char *path, size_t *length, input_error *err) {
    FILE *in = fopen(path, "rbe");
    if (!in) {
        (void)input_error_set(err, path, 0, NULL, "cannot be opened: %s", strerror(errno));
        return NULL;
    }
    char *text = stream_read(in, path, length, err);
    (void)fclose(in);
    return text;
}

void layers_free(layers *l) {
    for (size_t i = 0; i < l->file_count; i++) {
        free(l->files[i].name);
        free(l->files[i].text);
    }
    l->file_count = 0;
}

/// The path of `target` as seen from the folder of `file`.
static char *path_beside(const char *file, const char *other) {
    const char *slash = strrchr(file, '/');
    if (other[0] == '/' || !slash)
        return text_copy(other);
    return text_format("%.*s/%s", (int)(slash - file), file, other);
}

static bool same_file(const char *a, const char *b) {
    struct stat left, right;
    if (stat(a, &left) != 0 || stat(b, &right) != 0)
        return strcmp(a, b) == 0;
    return left.st_dev == right.st_dev && left.st_ino == right.st_ino;
}

/// The version is checked before anything else: what another version means is not for us to say.
static bool version_check(const cJSON *json, const layer_file *file, input_error *err) {
    const cJSON *version = json_member(json, "hotline");
    static const char *const steps[] = {"hotline"};
    int line = json_scan_line(file->text, file->length, steps, 1);
    if (!cJSON_IsObject(json))
        return input_error_set(err, file->name, 1, "$", "is no object; a scenario is a JSON object");
    if (!version)
        return input_error_set(err, file->name, 1, "$",
                               "'hotline' is missing; must be %d (the format's version)", VERSION);
    if (!cJSON_IsNumber(version) || version->valuedouble != VERSION) {
        char shown[JSON_SHOW_SIZE];
        json_show(version, shown);
        return input_error_set(err, file->name, line, "$.hotline", "is %s; must be %d (the format's version)",
                               shown, VERSION);
    }
    return true;
}

/// An error at the "extends" of the last file. Always false.
static bool extends_error(const layers *l, input_error *err, const cJSON *extends, const char *wrong) {
    static const char *const steps[] = {"extends"};
    const layer_file *file = &l->files[l->file_count - 1];
    int line = json_scan_line(file->text, file->length, steps, 1);
    char shown[JSON_SHOW_SIZE];
    json_show(extends, shown);
    return input_error_set(err, file->name, line, "$.extends", "is %s; %s", shown, wrong);
}

static bool is_regular_file(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/// May the last file extend the one at `path`?
static bool extended_check(const layers *l, const cJSON *extends, const char *path, input_error *err) {
    if (l->file_count == FILES_MAX)
        return extends_error(l, err, extends, "at most 8 files may be extended one by the other");
    for (size_t i = 0; i < l->file_count; i++)
        if (same_file(l->files[i].name, path))
            return extends_error(l, err, extends,
                                 "that file is extended by this one: they would go in circles");
    if (!is_regular_file(path))
        return extends_error(l, err, extends, "there is no such file");
    return true;
}

/// Adds the file that the last one extends.
static bool extended_add(layers *l, const cJSON *extends, input_error *err) {
    if (!cJSON_IsString(extends))
        return extends_error(l, err, extends, "must be the path of a scenario file");
    char *path = path_beside(l->files[l->file_count - 1].name, extends->valuestring), *text = NULL;
    size_t length = 0;
    if (extended_check(l, extends, path, err))
        text = file_read(path, &length, err);
    if (!text) {
        free(path);
        return false;
    }
    l->files[l->file_count++] = (layer_file){.name = path, .text = text, .length = length};
    return true;
}

/// The document of layers->files[index] merged onto that of the files which it extends.
static cJSON *chain_load(layers *l, size_t index, input_error *err) {
    const layer_file *file = &l->files[index];
    cJSON *json = json_parse(file->text, file->length, file->name, err);
    if (!json || !version_check(json, file, err)) {
        cJSON_Delete(json);
        return NULL;
    }
    const cJSON *extends = json_member(json, "extends");
    if (!extends)
        return json;
    cJSON *base = NULL;
    if (extended_add(l, extends, err))
        base = chain_load(l, index + 1, err);
    if (base) {
        json_remove(json, "extends");
        base = json_merge(base, json);
    }
    cJSON_Delete(json);
    return base;
}

/// One --set.
typedef struct set_change {
    char where[256]; ///< for errors: "--set path=value"
    const char **steps;
    size_t count;
    const char *value;
    input_error *err;
} set_change;

static bool set_fail(const set_change *set, const char *wrong, const char *step) {
    return input_error_set(set->err, set->where, 0, NULL, "%s'%s'", wrong, step);
}

static bool steps_check(const set_change *set) {
    if (set->count > JSON_DEPTH_MAX)
        return input_error_set(set->err, set->where, 0, NULL, "the path has more than %d steps",
                               JSON_DEPTH_MAX);
    for (size_t i = 0; i < set->count; i++)
        if (!*set->steps[i])
            return input_error_set(set->err, set->where, 0, NULL, "the path has an empty step");
    if (strcmp(set->steps[0], "extends") == 0)
        return set_fail(set, "--set cannot change ", "extends");
    return true;
}

/// The item of a list that a step of the path names.
static cJSON *element_of(const set_change *set, const cJSON *list, const char *step) {
    size_t digits = strspn(step, "0123456789");
    bool number = digits > 0 && digits <= 8 && !step[digits];
    cJSON *item = number ? cJSON_GetArrayItem(list, (int)strtol(step, NULL, 10)) : NULL;
    if (!item)
        (void)input_error_set(set->err, set->where, 0, NULL,
                              "there is no element '%s'; the list has %d, counted from 0", step,
                              cJSON_GetArraySize(list));
    return item;
}

/// The object or list that holds the last step; objects that are missing on the way are made.
static cJSON *set_parent(const set_change *set, cJSON *json) {
    for (size_t i = 0; json && i + 1 < set->count; i++) {
        if (cJSON_IsObject(json)) {
            if (!json_member(json, set->steps[i]))
                json_put(json, set->steps[i], cJSON_CreateObject());
            json = cJSON_GetObjectItemCaseSensitive(json, set->steps[i]);
        } else if (cJSON_IsArray(json)) {
            json = element_of(set, json, set->steps[i]);
        } else {
            (void)set_fail(set, "there is no object to look for ", set->steps[i]);
            return NULL;
        }
    }
    return json;
}

/// Does null say "take the key away"? Inside a patch it is a value: there it is for the patch to say so.
static bool null_removes(const set_change *set) {
    bool in_patch =
        set->count > 3 && strcmp(set->steps[0], "schemes") == 0 && strcmp(set->steps[2], "patch") == 0;
    return !in_patch;
}

/// Stores `value`, which it takes over.
static bool set_store(const set_change *set, cJSON *parent, cJSON *value) {
    const char *step = set->steps[set->count - 1];
    if (cJSON_IsObject(parent) && (!cJSON_IsNull(value) || !null_removes(set))) {
        json_put(parent, step, value);
        return true;
    }
    cJSON *old = cJSON_IsArray(parent) ? element_of(set, parent, step) : NULL;
    if (old)
        return cJSON_ReplaceItemViaPointer(parent, old, value);
    cJSON_Delete(value);
    if (!cJSON_IsObject(parent))
        return set_fail(set, "there is no object to put ", step);
    json_remove(parent, step);
    return true;
}

/// The value of a --set: JSON, else a string.
static cJSON *set_value_parse(const char *value) {
    cJSON *json = json_parse(value, strlen(value), "", NULL);
    return json ? json : cJSON_CreateString(value);
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

static bool set_apply(cJSON *json, const char *text, input_error *err) {
    set_change set = {.value = set_value(text), .err = err};
    (void)snprintf(set.where, sizeof set.where, "--set %s", text);
    if (!utf8_check(text))
        return input_error_set(err, set.where, 0, NULL, "is not valid UTF-8");
    char *chars = set_path_split(text, &set.steps, &set.count);
    bool good = chars ? steps_check(&set)
                      : input_error_set(err, set.where, 0, NULL,
                                        "must be path=value, such as classes.query.talk.mean=90");
    cJSON *parent = good ? set_parent(&set, json) : NULL;
    good = parent && set_store(&set, parent, set_value_parse(set.value));
    free(chars);
    free(set.steps);
    return good;
}

cJSON *document_load(layers *l, input_error *err) {
    SIM_REQUIRE(l->file_count == 1);
    cJSON *json = chain_load(l, 0, err);
    for (size_t i = 0; json && i < l->changes.set_count; i++) {
        if (!set_apply(json, l->changes.sets[i], err)) {
            cJSON_Delete(json);
            return NULL;
        }
    }
    return json;
}
