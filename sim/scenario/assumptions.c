#include "scenario/assumptions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/compile.h"
#include "scenario/set.h"

/// What is no input of the center: how it is simulated, and what is to be held or decided.
static const char *const taboos[] = {"hotline", "seed",     "replications", "batches",
                                     "targets", "decision", "assumptions",  "stress"};

/// Where a path leads.
typedef struct trail {
    const cJSON *value;  ///< NULL: nowhere
    const cJSON *last;   ///< the last object or list on the way that is there
    const char *missing; ///< the step that is not in it; points into the path
    bool is_set;         ///< --set changed what stands there, or something on the way
} trail;

/// Does a --set end at this path?
static bool is_set_at(const layers *l, uint64_t path) {
    for (size_t i = 0; i < l->set_count; i++)
        if (l->sets[i].path_count > 0 && l->sets[i].paths[l->sets[i].path_count - 1] == path)
            return true;
    return false;
}

/// Takes a step into a list or an object, and the hash of the path with it.
static const cJSON *step_take(const cJSON *json, const char *step, uint64_t *path) {
    if (!cJSON_IsArray(json)) {
        *path = path_key(*path, step);
        return json_member(json, step);
    }
    size_t digits = strspn(step, "0123456789");
    if (digits == 0 || digits > 8 || step[digits])
        return NULL;
    unsigned long index = strtoul(step, NULL, 10);
    *path = path_element(*path, index);
    return cJSON_GetArrayItem(json, (int)index);
}

static trail path_follow(const layers *l, const cJSON *json, const char *path) {
    trail t = {.value = json, .missing = path};
    uint64_t hash = PATH_ROOT;
    for (const char *step = path; t.value; step += strcspn(step, ".") + 1) {
        size_t length = strcspn(step, ".");
        char *name = text_format("%.*s", (int)length, step);
        t.last = t.value;
        t.missing = step;
        t.value = step_take(t.last, name, &hash);
        t.is_set = t.is_set || is_set_at(l, hash);
        free(name);
        if (!step[length])
            break;
    }
    return t;
}

static bool missing_error(const reporter *r, const place *at, const trail *t) {
    size_t count = cJSON_IsObject(t->last) ? (size_t)cJSON_GetArraySize(t->last) : 0, i = 0;
    const char **names = memory_new(count, sizeof *names);
    for (const cJSON *item = count > 0 && t->last ? t->last->child : NULL; item; item = item->next)
        names[i++] = item->string;
    char *step = text_format("%.*s", (int)strcspn(t->missing, "."), t->missing);
    const char *near = reporter_is_full(r) ? NULL : text_nearest(step, names, count);
    if (near)
        (void)place_name_error(r, at, "leads nowhere: there is no '%.60s'; did you mean '%.60s'?", step,
                               near);
    else
        (void)place_name_error(r, at,
                               "leads nowhere: there is no '%.60s'; must be the path of a number that the "
                               "file gives, as for --set%s",
                               step, json_member(t->last, "file") ? ", not of one in a table" : "");
    free(step);
    free(names);
    return false;
}

static bool step_is(const char *step, const char *key) {
    return strlen(key) == strcspn(step, ".") && strncmp(step, key, strlen(key)) == 0;
}

bool path_is_input(const char *path) {
    for (size_t i = 0; i < sizeof taboos / sizeof *taboos; i++)
        if (step_is(path, taboos[i]))
            return false;
    bool noted = step_is(path, "notes");
    for (const char *dot = strchr(path, '.'); dot && !noted; dot = strchr(dot + 1, '.'))
        noted = step_is(dot + 1, "notes");
    return !noted;
}

/// A number, or a duration in seconds; NaN when it is neither.
static double number_of(const cJSON *json) {
    sim_time time;
    if (cJSON_IsNumber(json))
        return json->valuedouble;
    return cJSON_IsString(json) && duration_parse(json->valuestring, &time) ? sim_time_to_s(time)
                                                                            : (double)NAN;
}

static bool range_check(const reporter *r, const place *at, const assumption *a, const trail *t) {
    place range = place_of(at, "range");
    char shown[JSON_SHOW_SIZE];
    if (a->law == ASSUMPTION_LOGUNIFORM && a->low <= 0)
        return place_error(r, &range, "begins at %g; must begin above 0 with the law 'loguniform'", a->low);
    if (t->is_set || (a->low <= a->value && a->value <= a->high))
        return true;
    json_show(t->value, shown);
    return place_error(r, &range, "does not hold the value that the file gives, %s", shown);
}

static bool assumption_compile(const reporter *r, const place *at, const assumption_document *from,
                               const cJSON *json, assumptions *out) {
    const char *path = from->name;
    trail t = path_follow(r->report->layers, json, path);
    if (!path_is_input(path))
        return place_name_error(r, at,
                                "is about no input of the center; must be the path of one, as for --set");
    if (!t.value)
        return t.is_set || missing_error(r, at, &t); // a --set may take away what an assumption is about
    assumption a = {.path = path,
                    .value = number_of(t.value),
                    .low = from->range.low,
                    .high = from->range.high,
                    .law = (assumption_law)from->law,
                    .source = from->source};
    char shown[JSON_SHOW_SIZE];
    json_show(t.value, shown);
    if (isnan(a.value))
        return place_name_error(r, at, "is about %s; must be the path of a number or a duration", shown);
    if (!range_check(r, at, &a, &t))
        return false;
    a.path = text_copy(path);
    a.source = text_copy(from->source);
    out->items[out->count++] = a;
    return true;
}

bool assumptions_compile(const reporter *r, const document *d, const cJSON *json, assumptions *out) {
    place root = place_of(NULL, "assumptions");
    bool good = true;
    out->items = memory_new(d->assumptions.count, sizeof *out->items);
    for (size_t i = 0; i < d->assumptions.count; i++) {
        const assumption_document *from = MAP_ITEM(d->assumptions, assumption_document, i);
        place at = place_of(&root, from->name);
        good = assumption_compile(r, &at, from, json, out) && good;
    }
    return good;
}

bool assumption_apply(const assumption *a, int end, const cJSON *from, cJSON *json, input_error *err) {
    char *value = json_text(cJSON_GetArrayItem(json_member(from, "range"), end));
    layer_set set = {.text = text_format("%s=%s", a->path, value)};
    bool done = set_apply(json, &set, err);
    free(set.text);
    free(set.paths);
    free(value);
    return done;
}

void assumptions_release(assumptions *a) {
    for (size_t i = 0; i < a->count; i++) {
        free((void *)a->items[i].path);
        free((void *)a->items[i].source);
    }
    free(a->items);
}
