#define _POSIX_C_SOURCE 200809L
#define _XOPEN_SOURCE   700 // realpath

#include "scenario/load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/check.h"
#include "base/path.h"
#include "base/text.h"
#include "scenario/json_scan.h"
#include "scenario/paths.h"
#include "scenario/set.h"

_Static_assert(FILES_MAX == 8, "a message names the number");

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
    for (size_t i = 0; i < l->set_count; i++) {
        free(l->sets[i].text);
        free(l->sets[i].paths);
    }
    free(l->sets);
    *l = (layers){0};
}

static bool same_file(const char *a, const char *b) {
    struct stat left, right;
    if (stat(a, &left) != 0 || stat(b, &right) != 0)
        return strcmp(a, b) == 0;
    return left.st_dev == right.st_dev && left.st_ino == right.st_ino;
}

/// The line of a member of the file's top object; 1 when there is none.
static int key_line(const layer_file *file, const char *key) {
    uint64_t path = path_key(PATH_ROOT, key);
    json_spots spots;
    json_spots_make(&spots, &path, 1);
    json_scan_spots(file->text, file->length, &spots);
    const json_spot *spot = json_spots_find(&spots, path);
    int line = spot ? spot->line : 1;
    free(spots.items);
    return line;
}

/// The version is checked before anything else: what another version means is not for us to say.
static bool version_check(const cJSON *json, const layer_file *file, input_error *err) {
    const cJSON *version = json_member(json, "hotline");
    if (!cJSON_IsObject(json))
        return input_error_set(err, file->name, 1, "$", "is no object; a scenario is a JSON object");
    if (!version)
        return input_error_set(err, file->name, 1, "$",
                               "'hotline' is missing; must be %d (the format's version)", VERSION);
    if (!cJSON_IsNumber(version) || version->valuedouble != VERSION) {
        char shown[JSON_SHOW_SIZE];
        json_show(version, shown);
        return input_error_set(err, file->name, key_line(file, "hotline"), "$.hotline",
                               "is %s; must be %d (the format's version)", shown, VERSION);
    }
    return true;
}

/// An error at the "extends" of the last file. Always false.
static bool extends_error(const layers *l, input_error *err, const cJSON *extends, const char *wrong) {
    const layer_file *file = &l->files[l->file_count - 1];
    char shown[JSON_SHOW_SIZE];
    json_show(extends, shown);
    return input_error_set(err, file->name, key_line(file, "extends"), "$.extends", "is %s; %s", shown,
                           wrong);
}

static bool is_regular_file(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/// May the last file extend the one at `path`?
static bool extended_check(const layers *l, const cJSON *extends, const char *path, input_error *err) {
    if (l->file_count == FILES_MAX)
        return extends_error(l, err, extends, "a chain of files that extend one another may have 8 at most");
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

/// The document of a file alone. NULL when it is none of ours.
static cJSON *file_parse(const layers *l, size_t index, report *all) {
    const layer_file *file = &l->files[index];
    input_errors errors = {0};
    cJSON *json = json_parse(file->text, file->length, file->name, &errors);
    for (size_t i = 0; i < errors.count && i < INPUT_ERRORS_MAX; i++)
        report_add(all, index, &errors.items[i]);
    all->dropped += errors.count > INPUT_ERRORS_MAX ? errors.count - INPUT_ERRORS_MAX : 0;
    input_error err = {0};
    if (json && version_check(json, file, &err))
        return json;
    report_add(all, index, &err);
    cJSON_Delete(json);
    return NULL;
}

static const cJSON *patch_of(const cJSON *document, const char *scheme) {
    return json_member(json_member(json_member(document, "schemes"), scheme), "patch");
}

/// The patches of a document's schemes, each after that of the same scheme in `base`. Free with cJSON_Delete.
static cJSON *patches_compose(const cJSON *base, const cJSON *over) {
    cJSON *patches = cJSON_CreateObject();
    SIM_REQUIRE(patches);
    const cJSON *scheme = NULL, *schemes = json_member(over, "schemes");
    cJSON_ArrayForEach(scheme, schemes) {
        const cJSON *patch = cJSON_IsObject(schemes) ? json_member(scheme, "patch") : NULL;
        if (!cJSON_IsObject(patch))
            continue;
        const cJSON *first = patch_of(base, scheme->string);
        json_put(patches, scheme->string,
                 json_compose(cJSON_IsObject(first) ? cJSON_Duplicate(first, true) : NULL, patch));
    }
    return patches;
}

/// One file on top of another. In a scheme's patch null is for the scheme: there it stays.
static cJSON *files_merge(cJSON *base, const cJSON *over) {
    cJSON *patches = patches_compose(base, over);
    base = json_merge(base, over);
    cJSON *schemes = cJSON_GetObjectItemCaseSensitive(base, "schemes");
    while (patches->child) {
        cJSON *patch = cJSON_DetachItemViaPointer(patches, patches->child);
        char *scheme = patch->string;
        patch->string = NULL;
        json_put(cJSON_GetObjectItemCaseSensitive(schemes, scheme), "patch", patch);
        cJSON_free(scheme);
    }
    cJSON_Delete(patches);
    return base;
}

/// The document of layers->files[index] merged onto that of the files which it extends.
static cJSON *chain_load(layers *l, size_t index, report *all) {
    cJSON *json = file_parse(l, index, all), *base = NULL;
    if (json && index > 0)
        paths_rebase(json, l->files[index].name, l->files[0].name);
    const cJSON *extends = json ? json_member(json, "extends") : NULL;
    if (!extends)
        return json;
    input_error err = {0};
    if (extended_add(l, extends, &err))
        base = chain_load(l, index + 1, all);
    report_add(all, index, &err);
    if (base) {
        json_remove(json, "extends");
        base = files_merge(base, json);
    }
    cJSON_Delete(json);
    return base;
}

cJSON *document_load(layers *l, report *all) {
    SIM_REQUIRE(l->file_count == 1);
    cJSON *json = chain_load(l, 0, all);
    for (size_t i = 0; json && i < l->set_count; i++) {
        input_error err = {0};
        (void)set_apply(json, &l->sets[i], &err);
        report_add(all, l->file_count + i, &err);
    }
    return json;
}
