#include <hotline/scenario.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "scenario/compile.h"
#include "scenario/load.h"
#include "scenario/promises.h"

struct scenario_file {
    layers layers; ///< for errors that are found later
    char **sets;   ///< owned: those of layers.changes
    char *name, *title;
    uint64_t hash, seed;
    uint32_t replications;
    size_t scheme_count;
    scenario **schemes;
    promises promises;
};

/// What a patch may not change: it would no longer be the same experiment.
static const char *const patch_taboos[] = {"hotline", "name",     "extends", "schemes",
                                           "targets", "decision", "seed",    "replications"};

static bool patch_check(const reporter *r, const scheme_document *scheme) {
    place root = place_of(NULL, "schemes"), at = place_of(&root, scheme->name),
          patch = place_of(&at, "patch");
    bool baseline = strcmp(scheme->name, "baseline") == 0;
    if (strcmp(scheme->name, "all") == 0)
        return place_error(r, &at, "'all' is reserved; give the scheme another name");
    if (baseline && scheme->patch)
        return place_error(r, &patch, "'baseline' is the scenario without a patch; it may have a title only");
    if (!baseline && !scheme->patch)
        return place_error(r, &at, "'patch' is missing (what the scheme changes)");
    for (size_t i = 0; i < sizeof patch_taboos / sizeof patch_taboos[0]; i++) {
        place key = place_of(&patch, patch_taboos[i]);
        if (json_member(scheme->patch, patch_taboos[i]))
            return place_error(r, &key, "a patch may not change '%s'", patch_taboos[i]);
    }
    return true;
}

/// Compiles the document `json`, bound as `d`, as the next scheme of the file.
static bool scheme_add(scenario_file *f, const reporter *r, const cJSON *json, const document *d,
                       const scheme_document *scheme) {
    scenario *s = memory_new(1, sizeof *s);
    f->schemes[f->scheme_count++] = s;
    s->text = json_text(json);
    s->hash = json_text_hash(s->text);
    s->layout.scheme = text_copy(scheme->name);
    s->layout.scheme_title = text_copy(scheme->title ? scheme->title : scheme->name);
    return scenario_compile(r, d, s);
}

static bool patched_add(scenario_file *f, const reporter *base, const cJSON *json,
                        const scheme_document *scheme) {
    reporter r = {.layers = base->layers, .scheme = scheme->name, .err = base->err};
    cJSON *patched = json_merge(json_merge(NULL, json), scheme->patch);
    document d = {0};
    bool good = object_bind(&r, NULL, patched, &document_type, &d) && scheme_add(f, &r, patched, &d, scheme);
    object_release(&document_type, &d);
    cJSON_Delete(patched);
    return good;
}

/// Compiles all schemes: `json` is the document without schemes, targets and decision, `d` the bound one with
/// them.
static bool schemes_compile(scenario_file *f, const reporter *r, const cJSON *json, const document *d) {
    scheme_document baseline = {.name = (char[]){"baseline"}};
    size_t count = d->schemes.count;
    f->schemes = memory_new(count + 1, sizeof(scenario *));
    for (size_t i = 0; i < count; i++) {
        const scheme_document *scheme = MAP_ITEM(d->schemes, scheme_document, i);
        if (!patch_check(r, scheme))
            return false;
        if (strcmp(scheme->name, "baseline") == 0)
            baseline = *scheme;
    }
    if (!scheme_add(f, r, json, d, &baseline))
        return false;
    for (size_t i = 0; i < count; i++) {
        const scheme_document *scheme = MAP_ITEM(d->schemes, scheme_document, i);
        if (strcmp(scheme->name, "baseline") != 0 && !patched_add(f, r, json, scheme))
            return false;
    }
    return true;
}

static bool document_compile(scenario_file *f, const reporter *r, const cJSON *json, const document *d) {
    f->name = text_copy(d->name);
    f->title = text_copy(d->title ? d->title : d->name);
    f->seed = (uint64_t)d->seed;
    f->replications = (uint32_t)d->replications;
    return schemes_compile(f, r, json, d) &&
           promises_compile(r, d, f->schemes, f->scheme_count, &f->promises);
}

static bool file_build(scenario_file *f, input_error *err) {
    cJSON *json = document_load(&f->layers, err);
    if (!json)
        return false;
    char *text = json_text(json);
    f->hash = json_text_hash(text);
    free(text);
    reporter r = {.layers = &f->layers, .err = err};
    document d = {0};
    bool good = object_bind(&r, NULL, json, &document_type, &d);
    // What is left is the center by itself. The patches that `d` points to must outlive their document.
    cJSON *schemes = cJSON_DetachItemFromObjectCaseSensitive(json, "schemes");
    json_remove(json, "targets");
    json_remove(json, "decision");
    good = good && document_compile(f, &r, json, &d);
    object_release(&document_type, &d);
    cJSON_Delete(schemes);
    cJSON_Delete(json);
    return good;
}

static void changes_keep(scenario_file *f, const scenario_changes *changes) {
    size_t count = changes ? changes->set_count : 0;
    f->sets = memory_new(count, sizeof *f->sets);
    for (size_t i = 0; i < count; i++)
        f->sets[i] = text_copy(changes->sets[i]);
    f->layers.changes = (scenario_changes){.sets = (const char *const *)f->sets, .set_count = count};
}

/// Takes over `text`, freed with the file.
static bool file_make(char *text, size_t length, const char *name, const scenario_changes *changes,
                      scenario_file **out, input_error *err) {
    scenario_file *f = memory_new(1, sizeof *f);
    f->layers.file_count = 1;
    f->layers.files[0].name = text_copy(name);
    f->layers.files[0].text = text;
    f->layers.files[0].length = length;
    changes_keep(f, changes);
    if (!file_build(f, err)) {
        scenario_file_free(f);
        return false;
    }
    *out = f;
    return true;
}

bool scenario_load(const char *path, const scenario_changes *changes, scenario_file **out, input_error *err) {
    SIM_REQUIRE(path && out);
    *out = NULL;
    size_t length = 0;
    char *text = file_read(path, &length, err);
    return text && file_make(text, length, path, changes, out, err);
}

bool scenario_parse(const char *text, size_t length, const char *name, const scenario_changes *changes,
                    scenario_file **out, input_error *err) {
    SIM_REQUIRE((text || length == 0) && name && out);
    *out = NULL;
    if (length > FILE_SIZE_MAX)
        return input_error_set(err, name, 0, NULL, "is larger than %d MiB", FILE_SIZE_MAX >> 20);
    char *copy = memory_new(length + 1, 1);
    if (length)
        memcpy(copy, text, length);
    return file_make(copy, length, name, changes, out, err);
}

void scenario_file_free(scenario_file *f) {
    if (!f)
        return;
    for (size_t i = 0; i < f->scheme_count; i++) {
        scenario_release(f->schemes[i]);
        free(f->schemes[i]);
    }
    free(f->schemes);
    promises_release(&f->promises);
    layers_free(&f->layers);
    for (size_t i = 0; i < f->layers.changes.set_count; i++)
        free(f->sets[i]);
    free(f->sets);
    free(f->name);
    free(f->title);
    free(f);
}

bool scenario_file_error(const scenario_file *f, const char *const *keys, size_t key_count, input_error *err,
                         const char *format, ...) {
    place *steps = memory_new(key_count, sizeof *steps);
    for (size_t i = 0; i < key_count; i++)
        steps[i] = place_of(i ? &steps[i - 1] : NULL, keys[i]);
    va_list arguments;
    va_start(arguments, format);
    char text[sizeof err->text];
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    reporter r = {.layers = &f->layers, .err = err};
    bool good = place_error(&r, key_count ? &steps[key_count - 1] : NULL, "%s", text);
    free(steps);
    return good;
}

const char *scenario_file_name(const scenario_file *f) {
    return f->name;
}

const char *scenario_file_title(const scenario_file *f) {
    return f->title;
}

uint64_t scenario_file_hash(const scenario_file *f) {
    return f->hash;
}

uint64_t scenario_file_seed(const scenario_file *f) {
    return f->seed;
}

uint32_t scenario_file_replications(const scenario_file *f) {
    return f->replications;
}

size_t scenario_scheme_count(const scenario_file *f) {
    return f->scheme_count;
}

const scenario *scenario_scheme(const scenario_file *f, size_t index) {
    SIM_REQUIRE(index < f->scheme_count);
    return f->schemes[index];
}

size_t scenario_scheme_find(const scenario_file *f, const char *name) {
    for (size_t i = 0; i < f->scheme_count; i++)
        if (strcmp(f->schemes[i]->layout.scheme, name) == 0)
            return i;
    return SIZE_MAX;
}

const layout *scenario_layout(const scenario *s) {
    return &s->layout;
}

const char *scenario_text(const scenario *s) {
    return s->text;
}

uint64_t scenario_hash(const scenario *s) {
    return s->hash;
}

size_t scenario_target_count(const scenario_file *f) {
    return f->promises.target_count;
}

const target *scenario_target(const scenario_file *f, size_t index) {
    SIM_REQUIRE(index < f->promises.target_count);
    return &f->promises.targets[index];
}

const decision *scenario_decision(const scenario_file *f) {
    return &f->promises.decision;
}
