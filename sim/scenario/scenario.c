#include <hotline/scenario.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "scenario/assumptions.h"
#include "scenario/compile.h"
#include "scenario/load.h"
#include "scenario/promises.h"
#include "scenario/report_item.h"
#include "scenario/stresses.h"

struct scenario_file {
    layers layers; ///< for errors that are found later
    char **tables; ///< names of further files that were read
    size_t table_count;
    char *name, *title;
    uint64_t hash, seed;
    uint32_t replications, batches;
    size_t scheme_count;
    scenario **schemes;
    promises promises;
    assumptions assumptions;
    stresses stresses;
};

/// What a patch may not change: it would no longer be the same experiment.
static const char *const patch_taboos[] = {"hotline", "name",        "extends", "schemes",
                                           "targets", "decision",    "seed",    "replications",
                                           "batches", "assumptions", "stress"};

/// One document on its way into a file: the file's own, or that of a scheme.
typedef struct build {
    scenario_file *file;
    reporter reporter;
    doubts doubts;
    law_tables tables; ///< of its laws, until its scenario takes them over
    cJSON *json;
    document document;
    bool good;     ///< nothing is wrong so far
    bool compiled; ///< the scenario is there, even when something is wrong
} build;

static bool patch_check(const reporter *r, const scheme_document *scheme) {
    place root = place_of(NULL, "schemes"), at = place_of(&root, scheme->name),
          patch = place_of(&at, "patch");
    bool baseline = strcmp(scheme->name, "baseline") == 0, good = true;
    if (strcmp(scheme->name, "all") == 0)
        return place_error(r, &at, "'all' is reserved; give the scheme another name");
    if (baseline && scheme->patch)
        return place_error(r, &patch, "'baseline' is the scenario without a patch; it may have a title only");
    if (!baseline && !scheme->patch)
        return place_error(r, &at, "'patch' is missing (what the scheme changes)");
    for (size_t i = 0; i < sizeof patch_taboos / sizeof patch_taboos[0]; i++) {
        place key = place_of(&patch, patch_taboos[i]);
        if (json_member(scheme->patch, patch_taboos[i]))
            good = place_error(r, &key, "a patch may not change '%s'", patch_taboos[i]);
    }
    return good;
}

static void document_bind(build *b) {
    b->reporter.doubts = &b->doubts;
    b->reporter.tables = &b->tables;
    b->document.name_of_file = b->file->layers.files[0].name;
    b->good = object_bind(&b->reporter, NULL, b->json, &document_type, &b->document);
    b->doubts.active = true;
}

/// The hash with the contents of all files of recorded calls, measured values and factors by years; as it was
/// when there are none.
static uint64_t contents_hash(const scenario *s, uint64_t hash) {
    for (uint32_t i = 0; i < s->layout.class_count; i++)
        if (s->classes[i].arrivals.recorded)
            hash = hash_mix(hash, s->classes[i].arrivals.recorded->hash);
    for (size_t i = 0; i < s->tables.count; i++)
        if (s->tables.items[i]->hash != 0)
            hash = hash_mix(hash, s->tables.items[i]->hash);
    return s->model_hash != 0 ? hash_mix(hash, s->model_hash) : hash;
}

/// Compiles a document as the next scheme of the file, as far as it can be.
static void scheme_compile(build *b, const scheme_document *scheme) {
    scenario_file *f = b->file;
    scenario *s = memory_new(1, sizeof *s);
    f->schemes[f->scheme_count++] = s;
    s->tables = b->tables;
    b->tables = (law_tables){0};
    s->layout.scheme = text_copy(scheme->name);
    s->layout.scheme_title = text_copy(scheme->title ? scheme->title : scheme->name);
    b->compiled = !b->doubts.too_many;
    b->good = b->compiled && scenario_compile(&b->reporter, &b->document, s) && b->good;
    if (!b->good) // to write a document that is refused would take longer than to refuse it
        return;
    s->text = json_text(b->json);
    s->hash = contents_hash(s, json_text_hash(s->text));
    f->hash = contents_hash(s, f->hash);
}

static void build_release(build *b) {
    object_release(&document_type, &b->document);
    doubts_release(&b->doubts);
    law_tables_free(&b->tables);
    cJSON_Delete(b->json);
}

/// Compiles the document of `base`, patched. False when the patch is not even one, or nothing could be
/// compiled.
static bool patched_compile(build *base, const scheme_document *scheme) {
    build b = {.file = base->file, .reporter = base->reporter};
    b.reporter.scheme = scheme->name;
    b.reporter.patch = scheme->patch;
    b.reporter.before = base->json;
    b.json = json_merge(json_merge(NULL, base->json), scheme->patch);
    document_bind(&b);
    scheme_compile(&b, scheme);
    base->good = b.good && base->good;
    build_release(&b);
    return b.compiled;
}

/// Compiles all schemes; `base` has the document without schemes, targets and decision, but is bound with
/// them.
static void schemes_compile(build *base) {
    scheme_document baseline = {.name = (char[]){"baseline"}};
    const object_map *schemes = &base->document.schemes;
    bool *sound = memory_new(schemes->count, sizeof *sound), all_compiled = true;
    base->file->schemes = memory_new(schemes->count + 1, sizeof(scenario *));
    for (size_t i = 0; i < schemes->count; i++) {
        const scheme_document *scheme = MAP_ITEM(*schemes, scheme_document, i);
        sound[i] = patch_check(&base->reporter, scheme);
        if (strcmp(scheme->name, "baseline") == 0)
            baseline = *scheme;
        base->good = sound[i] && base->good;
    }
    scheme_compile(base, &baseline);
    for (size_t i = 0; i < schemes->count; i++) {
        const scheme_document *scheme = MAP_ITEM(*schemes, scheme_document, i);
        if (strcmp(scheme->name, "baseline") != 0)
            all_compiled = sound[i] && patched_compile(base, scheme) && all_compiled;
    }
    base->compiled = base->compiled && all_compiled;
    free(sound);
}

static void document_compile(build *b) {
    scenario_file *f = b->file;
    const document *d = &b->document;
    f->name = text_copy(d->name);
    f->title = text_copy(d->title ? d->title : d->name);
    f->seed = (uint64_t)d->seed;
    f->replications = (uint32_t)d->replications;
    f->batches = (uint32_t)d->batches;
    schemes_compile(b);
    if (b->compiled)
        b->good = promises_compile(&b->reporter, d, f->schemes, f->scheme_count, &f->promises) && b->good;
}

/// What the file says of other values than its own.
static void variants_remove(cJSON *json) {
    json_remove(json, "assumptions");
    json_remove(json, "stress");
}

/// Builds a file of a document, which it takes over.
static void json_build(scenario_file *f, cJSON *json, report *all) {
    build b = {.file = f, .reporter = {.report = all}, .json = json};
    document_bind(&b);
    if (b.good)
        f->hash = json_hash(b.json);
    b.good = assumptions_compile(&b.reporter, &b.document, b.json, &f->assumptions) && b.good;
    b.good = stresses_compile(&b.reporter, &b.document, &f->stresses) && b.good;
    // What is left is the center by itself. The patches that the document points to must outlive it.
    cJSON *schemes = cJSON_DetachItemFromObjectCaseSensitive(b.json, "schemes");
    json_remove(b.json, "targets");
    json_remove(b.json, "decision");
    variants_remove(b.json);
    document_compile(&b);
    SIM_ASSERT(b.good || !report_is_empty(all));
    build_release(&b);
    cJSON_Delete(schemes);
}

/// Frees what json_build() has filled.
static void built_free(scenario_file *f) {
    for (size_t i = 0; i < f->scheme_count; i++) {
        scenario_release(f->schemes[i]);
        free(f->schemes[i]);
    }
    free(f->schemes);
    promises_release(&f->promises);
    assumptions_release(&f->assumptions);
    stresses_release(&f->stresses);
    free(f->name);
    free(f->title);
}

/// Is the file, with other values in its document, as sound? What is not is said at `here`. Takes `json`
/// over.
static void variant_try(const scenario_file *f, cJSON *json, const place *here, report *all) {
    scenario_file other = {.layers = f->layers};
    report wrong = {.layers = &other.layers};
    variants_remove(json);
    json_build(&other, json, &wrong);
    if (!report_is_empty(&wrong))
        (void)place_error(&(reporter){.report = all}, here, "would make the file unsound: %s %s",
                          wrong.items[0].path, wrong.items[0].text);
    report_release(&wrong);
    built_free(&other);
}

static cJSON *copy_of(const cJSON *whole) {
    cJSON *json = cJSON_Duplicate(whole, true);
    SIM_REQUIRE(json);
    return json;
}

/// `whole` is the document; `end` that of the assumption's range.
static void assumption_try(const scenario_file *f, const assumption *a, int end, const cJSON *whole,
                           report *all) {
    place root = place_of(NULL, "assumptions"), at = place_of(&root, a->path), range = place_of(&at, "range"),
          here = place_at(&range, (size_t)end);
    cJSON *json = copy_of(whole);
    input_error err = {0};
    if (assumption_apply(a, end, json_member(json_member(whole, "assumptions"), a->path), json, &err)) {
        variant_try(f, json, &here, all);
        return;
    }
    (void)place_error(&(reporter){.report = all}, &here, "cannot be tried: %s", err.text);
    cJSON_Delete(json);
}

static void stress_try(const scenario_file *f, const stress *s, const cJSON *whole, report *all) {
    place root = place_of(NULL, "stress"), at = place_of(&root, s->name), here = place_of(&at, "set");
    cJSON *json = copy_of(whole);
    input_error err = {0};
    if (stress_apply(s, json, &err)) {
        variant_try(f, json, &here, all);
        return;
    }
    (void)place_error(&(reporter){.report = all}, &here, "cannot be tried: %s", err.text);
    cJSON_Delete(json);
}

static void file_build(scenario_file *f, report *all) {
    cJSON *json = document_load(&f->layers, all);
    bool varies = json && (json_member(json, "assumptions") || json_member(json, "stress"));
    cJSON *whole = varies ? copy_of(json) : NULL;
    if (json)
        json_build(f, json, all);
    bool sound = report_is_empty(all); // else what is said of other values may only follow from what is wrong
    for (size_t i = 0; sound && i < f->assumptions.count; i++)
        for (int end = 0; end < 2; end++)
            assumption_try(f, &f->assumptions.items[i], end, whole, all);
    for (size_t i = 0; sound && i < f->stresses.count; i++)
        stress_try(f, &f->stresses.items[i], whole, all);
    cJSON_Delete(whole);
}

static void changes_keep(layers *l, const scenario_changes *changes) {
    l->set_count = changes ? changes->set_count : 0;
    l->sets = memory_new(l->set_count, sizeof *l->sets);
    for (size_t i = 0; i < l->set_count; i++)
        l->sets[i].text = text_copy(changes->sets[i]);
}

/// Takes over what `text` owns, freed with the file.
static bool file_make(layer_file text, const scenario_changes *changes, scenario_file **out,
                      input_errors *errors) {
    scenario_file *f = memory_new(1, sizeof *f);
    f->layers.file_count = 1;
    f->layers.files[0] = text;
    changes_keep(&f->layers, changes);
    report all = {.layers = &f->layers};
    file_build(f, &all);
    bool good = report_is_empty(&all);
    report_finish(&all, errors);
    f->tables = all.tables;
    f->table_count = all.table_count;
    all.tables = NULL;
    all.table_count = 0;
    report_release(&all);
    if (good)
        *out = f;
    else
        scenario_file_free(f);
    return good;
}

bool scenario_load_all(const char *path, const scenario_changes *changes, scenario_file **out,
                       input_errors *errors) {
    SIM_REQUIRE(path && out && errors);
    *out = NULL;
    size_t length = 0;
    input_error err = {0};
    char *text = file_read(path, &length, &err);
    input_errors_add(errors, &err);
    return text && file_make((layer_file){.name = text_copy(path), .text = text, .length = length}, changes,
                             out, errors);
}

bool scenario_parse_all(const char *text, size_t length, const char *name, const scenario_changes *changes,
                        scenario_file **out, input_errors *errors) {
    SIM_REQUIRE((text || length == 0) && name && out && errors);
    *out = NULL;
    input_error err = {0};
    if (length > FILE_SIZE_MAX) {
        (void)input_error_set(&err, name, 0, NULL, "is larger than %d MiB", FILE_SIZE_MAX >> 20);
        input_errors_add(errors, &err);
        return false;
    }
    char *copy = memory_new(length + 1, 1);
    if (length)
        memcpy(copy, text, length);
    return file_make((layer_file){.name = text_copy(name), .text = copy, .length = length}, changes, out,
                     errors);
}

/// Hands the first of several errors to a caller who wants one.
static bool first_give(const input_errors *errors, input_error *err) {
    if (err && errors->count > 0 && err->kind == ERROR_NONE)
        *err = errors->items[0];
    return errors->count == 0;
}

bool scenario_load(const char *path, const scenario_changes *changes, scenario_file **out, input_error *err) {
    input_errors errors = {0};
    (void)scenario_load_all(path, changes, out, &errors);
    return first_give(&errors, err);
}

bool scenario_parse(const char *text, size_t length, const char *name, const scenario_changes *changes,
                    scenario_file **out, input_error *err) {
    input_errors errors = {0};
    (void)scenario_parse_all(text, length, name, changes, out, &errors);
    return first_give(&errors, err);
}

void scenario_file_free(scenario_file *f) {
    if (!f)
        return;
    built_free(f);
    layers_free(&f->layers);
    for (size_t i = 0; i < f->table_count; i++)
        free(f->tables[i]);
    free(f->tables);
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
    report all = {.layers = &f->layers};
    input_errors errors = {0};
    (void)place_error(&(reporter){.report = &all}, key_count ? &steps[key_count - 1] : NULL, "%s", text);
    report_finish(&all, &errors);
    report_release(&all);
    free(steps);
    return first_give(&errors, err);
}

const char *scenario_file_name(const scenario_file *f) {
    return f->name;
}

const char *scenario_file_title(const scenario_file *f) {
    return f->title;
}

size_t scenario_file_input_count(const scenario_file *f) {
    return f->layers.file_count + f->table_count;
}

const char *scenario_file_input(const scenario_file *f, size_t index) {
    SIM_REQUIRE(index < scenario_file_input_count(f));
    size_t files = f->layers.file_count;
    return index < files ? f->layers.files[index].name : f->tables[index - files];
}

uint64_t scenario_file_hash(const scenario_file *f) {
    return f->hash;
}

uint64_t scenario_file_seed(const scenario_file *f) {
    return f->seed;
}

uint32_t scenario_file_batches(const scenario_file *f) {
    return f->batches;
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

const call_model *scenario_call_model(const scenario *s) {
    return s->call_model;
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

size_t scenario_assumption_count(const scenario_file *f) {
    return f->assumptions.count;
}

const assumption *scenario_assumption(const scenario_file *f, size_t index) {
    SIM_REQUIRE(index < f->assumptions.count);
    return &f->assumptions.items[index];
}

size_t scenario_stress_count(const scenario_file *f) {
    return f->stresses.count;
}

const stress *scenario_stress(const scenario_file *f, size_t index) {
    SIM_REQUIRE(index < f->stresses.count);
    return &f->stresses.items[index];
}
