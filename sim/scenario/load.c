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

/// Adds the file that layers->files[last] extends.
static bool extended_add(layers *l, const char *extended, input_error *err) {
    const layer_file *from = &l->files[l->file_count - 1];
    static const char *const steps[] = {"extends"};
    int line = json_scan_line(from->text, from->length, steps, 1);
    if (l->file_count == FILES_MAX)
        return input_error_set(err, from->name, line, "$.extends", "more than %d files extend each other",
                               EXTENDS_MAX);
    char *path = path_beside(from->name, extended);
    struct stat status;
    bool good = true;
    for (size_t i = 0; good && i < l->file_count; i++)
        good = !same_file(l->files[i].name, path) ||
               input_error_set(err, from->name, line, "$.extends", "'%.200s' extends itself in the end",
                               extended);
    if (good && (stat(path, &status) != 0 || !S_ISREG(status.st_mode)))
        good = input_error_set(err, from->name, line, "$.extends", "there is no file '%.200s'", path);
    layer_file *file = &l->files[l->file_count];
    file->text = good ? file_read(path, &file->length, err) : NULL;
    if (!file->text) {
        free(path);
        return false;
    }
    file->name = path;
    l->file_count++;
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
    if (!cJSON_IsString(extends))
        (void)input_error_set(err, file->name, 0, "$.extends", "must be the path of a scenario file");
    else if (extended_add(l, extends->valuestring, err))
        base = chain_load(l, index + 1, err);
    if (base) {
        json_remove(json, "extends");
        base = json_merge(base, json);
    }
    cJSON_Delete(json);
    return base;
}

/// The item of a list that a step of a path names; NULL when there is none.
static cJSON *element_of(const cJSON *list, const char *step) {
    size_t digits = strspn(step, "0123456789");
    if (digits == 0 || digits > 8 || step[digits])
        return NULL;
    return cJSON_GetArrayItem(list, (int)strtol(step, NULL, 10));
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

/// The value of a --set: JSON, else a string.
static cJSON *set_value_parse(const char *value) {
    cJSON *json = json_parse(value, strlen(value), "", NULL);
    return json ? json : cJSON_CreateString(value);
}

/// Puts `value` (taken over) where `step` leads to from `parent`.
static bool set_store(cJSON *parent, const char *step, cJSON *value, const char *where, input_error *err) {
    if (cJSON_IsObject(parent)) {
        if (!cJSON_IsNull(value)) {
            json_put(parent, step, value);
            return true;
        }
        json_remove(parent, step);
        cJSON_Delete(value);
        return true;
    }
    cJSON *old = cJSON_IsArray(parent) ? element_of(parent, step) : NULL;
    if (old && cJSON_ReplaceItemViaPointer(parent, old, value))
        return true;
    cJSON_Delete(value);
    if (cJSON_IsArray(parent))
        return input_error_set(err, where, 0, NULL,
                               "there is no element '%s' (the list has %d, counted from 0)", step,
                               cJSON_GetArraySize(parent));
    return input_error_set(err, where, 0, NULL, "'%s' cannot be set: what it should stand in is no object",
                           step);
}

/// The object or list that holds the last step; objects that are missing on the way are made.
static cJSON *set_parent(cJSON *json, const char **steps, size_t count) {
    for (size_t i = 0; json && i + 1 < count; i++) {
        if (cJSON_IsArray(json)) {
            json = element_of(json, steps[i]);
        } else if (cJSON_IsObject(json)) {
            if (!json_member(json, steps[i]))
                json_put(json, steps[i], cJSON_CreateObject());
            json = cJSON_GetObjectItemCaseSensitive(json, steps[i]);
        } else {
            return NULL;
        }
    }
    return json;
}

static bool steps_check(const char **steps, size_t count, const char *where, input_error *err) {
    if (count > JSON_DEPTH_MAX)
        return input_error_set(err, where, 0, NULL, "the path has more than %d steps", JSON_DEPTH_MAX);
    for (size_t i = 0; i < count; i++)
        if (!*steps[i])
            return input_error_set(err, where, 0, NULL, "the path has an empty step");
    if (strcmp(steps[0], "extends") == 0)
        return input_error_set(err, where, 0, NULL, "'extends' cannot be set");
    return true;
}

static bool set_steps_apply(cJSON *json, const char *set, const char **steps, size_t count, const char *where,
                            input_error *err) {
    if (!steps_check(steps, count, where, err))
        return false;
    cJSON *parent = set_parent(json, steps, count);
    if (!parent)
        return input_error_set(err, where, 0, NULL, "the path leads through something that is no object");
    return set_store(parent, steps[count - 1], set_value_parse(set_value(set)), where, err);
}

static bool set_apply(cJSON *json, const char *set, input_error *err) {
    char where[sizeof err->file];
    (void)snprintf(where, sizeof where, "--set %s", set);
    if (!utf8_check(set))
        return input_error_set(err, where, 0, NULL, "is not valid UTF-8");
    const char **steps = NULL;
    size_t count = 0;
    char *chars = set_path_split(set, &steps, &count);
    bool good = chars ? set_steps_apply(json, set, steps, count, where, err)
                      : input_error_set(err, where, 0, NULL,
                                        "must be path=value, such as classes.query.talk.mean=90");
    free(chars);
    free(steps);
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
