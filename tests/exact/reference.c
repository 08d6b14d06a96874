#include "reference.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stats/estimate.h"

_Noreturn void give_up(const char *why, const char *more) {
    (void)fprintf(stderr, "%s: %s\n", why, more);
    exit(2);
}

static const cJSON *get(const cJSON *json, const char *key) {
    return cJSON_GetObjectItemCaseSensitive(json, key);
}

static const char *text_of(const cJSON *json, const char *key, const char *otherwise) {
    const cJSON *item = get(json, key);
    return cJSON_IsString(item) ? item->valuestring : otherwise;
}

static double number_of(const cJSON *json, const char *key, double otherwise) {
    const cJSON *item = get(json, key);
    return cJSON_IsNumber(item) ? item->valuedouble : otherwise;
}

/// A text, or a list of texts.
static void texts_of(const cJSON *json, const char **out, size_t max, const char *where) {
    size_t count = 0;
    const cJSON *item = cJSON_IsArray(json) ? json->child : json;
    for (; item; item = cJSON_IsArray(json) ? item->next : NULL) {
        if (!cJSON_IsString(item) || count == max)
            give_up(where, "neither a text nor a short list of texts");
        out[count++] = item->valuestring;
    }
}

size_t reference_figure_count(const cJSON *json) {
    return (size_t)cJSON_GetArraySize(get(json, "expect")) + (size_t)cJSON_GetArraySize(get(json, "figures"));
}

/// "classes.high.mean_wait": 15.03
static void exact_figure_load(figure *f, const cJSON *json, const cJSON *of_case) {
    (void)snprintf(f->name, sizeof f->name, "%s", json->string);
    char *dot = strrchr(json->string, '.');
    f->above[0] = dot ? dot + 1 : json->string;
    f->scopes[0] = dot ? json->string : "all";
    if (dot)
        *dot = '\0';
    f->is_ratio = true;
    f->value = json->valuedouble;
    f->relative = number_of(of_case, "relative", 0);
    f->scale = 1;
}

static void printed_value_load(figure *f, const cJSON *json, const cJSON *of_case) {
    const cJSON *interval = get(json, "interval");
    f->value = number_of(json, "value", NAN);
    f->half_width = number_of(json, "half_width", NAN);
    if (cJSON_GetArraySize(interval) == 2)
        f->half_width = (interval->child->next->valuedouble - interval->child->valuedouble) / 2;
    f->confidence = number_of(of_case, "confidence", 0.95);
    f->digit = 0.5 * pow(10, -number_of(json, "decimals", NAN));
    f->scale = number_of(json, "unit", 1);
    if (!(f->half_width > 0) || !isfinite(f->value) || !(f->digit > 0) || !(f->scale > 0))
        give_up(f->name, "needs a value, decimals, and an interval or half_width");
}

static void printed_figure_load(figure *f, const cJSON *json, const cJSON *of_case) {
    const cJSON *of = get(json, "of"), *below = get(json, "denominator");
    const char *name = text_of(json, "metric", NULL);
    (void)snprintf(f->name, sizeof f->name, "%s", text_of(json, "what", "a figure without 'what'"));
    f->scopes[0] = "all";
    if (of)
        texts_of(of, f->scopes, SCOPES_MAX, f->name);
    f->above[0] = name;
    f->is_ratio = name != NULL;
    f->constant = 1;
    if (!name)
        texts_of(get(json, "numerator"), f->above, METRICS_MAX, f->name);
    if (cJSON_IsNumber(below))
        f->constant = below->valuedouble;
    else if (below)
        texts_of(below, f->below, METRICS_MAX, f->name);
    if (!f->above[0])
        give_up(f->name, "needs a metric or a numerator");
    printed_value_load(f, json, of_case);
}

static size_t scheme_of(const scenario_file *file, const char *name) {
    size_t scheme = scenario_scheme_find(file, name);
    if (scheme >= scenario_scheme_count(file))
        give_up(name, "no such scheme");
    return scheme;
}

void reference_case_load(reference_case *c, const cJSON *json, const char *folder) {
    const char *sets[SETS_MAX] = {0};
    texts_of(get(json, "set"), sets, SETS_MAX, "set");
    scenario_changes changes = {.sets = sets};
    while (changes.set_count < SETS_MAX && sets[changes.set_count])
        changes.set_count++;
    char path[4096];
    (void)snprintf(path, sizeof path, "%s%s", folder, text_of(json, "scenario", "?"));
    input_error err = {0};
    *c = (reference_case){.name = text_of(json, "name", "a case without a name")};
    if (!scenario_load(path, &changes, &c->file, &err)) {
        input_error_print(&err, stderr);
        give_up(c->name, "cannot be loaded");
    }
    c->scheme = scheme_of(c->file, text_of(json, "scheme", "baseline"));
    c->figures = calloc(reference_figure_count(json) + 1, sizeof *c->figures);
    if (!c->figures)
        give_up(c->name, "out of memory");
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, get(json, "expect"))
        exact_figure_load(&c->figures[c->figure_count++], item, json);
    cJSON_ArrayForEach(item, get(json, "figures"))
        printed_figure_load(&c->figures[c->figure_count++], item, json);
}

void reference_case_free(reference_case *c) {
    for (size_t i = 0; i < c->figure_count; i++) {
        free(c->figures[i].numerators);
        free(c->figures[i].denominators);
    }
    free(c->figures);
    scenario_file_free(c->file);
}

/// The index of the layout's class or group of that name; UINT32_MAX when there is none.
static uint32_t class_named(const layout *l, const char *name) {
    for (uint32_t k = 0; k < l->class_count; k++) {
        if (strcmp(l->classes[k].name, name) == 0)
            return k;
    }
    return UINT32_MAX;
}

static uint32_t group_named(const layout *l, const char *name) {
    for (uint32_t g = 0; g < l->group_count; g++) {
        if (strcmp(l->groups[g].name, name) == 0)
            return g;
    }
    return UINT32_MAX;
}

/// What is left of `path` behind `prefix`; NULL when it does not begin so.
static const char *behind(const char *path, const char *prefix) {
    size_t length = strlen(prefix);
    return strncmp(path, prefix, length) == 0 ? path + length : NULL;
}

typedef struct place {
    size_t index;
    metric_scope kind;
} place;

static place place_of(const layout *l, const char *path) {
    metric_scopes scopes = metric_scopes_of(l);
    const char *name = NULL;
    if (strcmp(path, "all") == 0)
        return (place){0, SCOPE_ALL};
    if ((name = behind(path, "classes.")) && class_named(l, name) != UINT32_MAX)
        return (place){metric_scope_class(&scopes, class_named(l, name)), SCOPE_CLASS};
    if ((name = behind(path, "groups.")) && group_named(l, name) != UINT32_MAX)
        return (place){metric_scope_group(&scopes, group_named(l, name)), SCOPE_GROUP};
    if ((name = behind(path, "intervals."))) {
        uint32_t interval = (uint32_t)strtoul(name, NULL, 10);
        if (interval < scopes.interval_count)
            return (place){metric_scope_interval(&scopes, interval), SCOPE_INTERVAL};
    }
    give_up(path, "no such scope");
}

static const metric *metric_of(const results *r, const char *name, metric_scope kind) {
    const metric *m = results_metric(r, name);
    if (!m || !metric_in_scope(m, kind) || metric_is_percentile(m, NULL))
        give_up(name, "no such metric there, or a percentile");
    return m;
}

static double sum_above(const results *r, const char *const *names, const metric_sums *s, metric_scope kind) {
    double sum = 0;
    for (size_t i = 0; i < METRICS_MAX && names[i]; i++)
        sum += metric_numerator(metric_of(r, names[i], kind), s);
    return sum;
}

/// Adds what a scope has of it in one unit.
static void figure_add_scope(figure *f, const results *r, const metric_sums *s, metric_scope kind) {
    f->numerators[f->units] += sum_above(r, f->above, s, kind);
    if (f->below[0]) {
        f->denominators[f->units] += sum_above(r, f->below, s, kind);
        return;
    }
    const metric *m = metric_of(r, f->above[0], kind);
    if (f->is_ratio && metric_is_ratio(m))
        f->denominators[f->units] += metric_denominator(m, s);
    else
        f->denominators[f->units] = f->is_ratio ? 1 : f->constant;
}

static void figure_make_room(figure *f, size_t units) {
    if (f->units + units <= f->capacity)
        return;
    f->capacity = 2 * (f->units + units);
    f->numerators = realloc(f->numerators, f->capacity * sizeof *f->numerators);
    f->denominators = realloc(f->denominators, f->capacity * sizeof *f->denominators);
    if (!f->numerators || !f->denominators)
        give_up(f->name, "out of memory");
}

static void figure_add(figure *f, const results *r) {
    const layout *l = scenario_layout(scenario_scheme(r->file, r->schemes[0]));
    size_t count = metric_scopes_count(&r->scopes[0]), units = results_units(r);
    figure_make_room(f, units);
    for (size_t u = 0; u < units; u++, f->units++) {
        f->numerators[f->units] = f->denominators[f->units] = 0;
        for (size_t i = 0; i < SCOPES_MAX && f->scopes[i]; i++) {
            place at = place_of(l, f->scopes[i]);
            figure_add_scope(f, r, &r->sums[0][u * count + at.index], at.kind);
        }
    }
    static const double any = 0.95;
    ratio_estimate e = estimate_ratio(f->numerators, f->denominators, f->units, any, NULL);
    f->mean = e.value / f->scale;
    f->error = e.half_width / student_quantile(any, f->units - 1) / f->scale;
}

void reference_case_round(reference_case *c) {
    experiment e = {.file = c->file,
                    .schemes = &c->scheme,
                    .scheme_count = 1,
                    .replications = scenario_file_replications(c->file),
                    .batches = scenario_file_batches(c->file),
                    .seed = ++c->rounds};
    results r = {0};
    input_error err = {0};
    if (!experiment_run(&e, &r, &err)) {
        input_error_print(&err, stderr);
        give_up(c->name, "cannot be run");
    }
    for (size_t i = 0; i < c->figure_count; i++)
        figure_add(&c->figures[i], &r);
    c->attempts +=
        results_estimate(&r, 0, 0, results_metric(&r, "offered"), 0.95).mean * (double)results_units(&r);
    results_free(&r);
}
