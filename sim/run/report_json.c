/// Results for programs. The names of keys are a contract: see docs/metrics.md.
#include <hotline/report.h>

#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/text.h"
#include "run/explanation.h"
#include "run/results.h"
#include "run/time_label.h"

/// What cJSON makes is NULL when memory is exhausted; memory_new then ends the program with the right words.
static cJSON *made(cJSON *item) {
    return item ? item : memory_new(SIZE_MAX, SIZE_MAX);
}

static cJSON *add_object(cJSON *parent, const char *name) {
    return made(cJSON_AddObjectToObject(parent, name));
}

static void add_text(cJSON *parent, const char *name, const char *text) {
    (void)made(cJSON_AddStringToObject(parent, name, text));
}

/// Undefined values are null.
static void add_number(cJSON *parent, const char *name, double value) {
    if (isfinite(value))
        (void)made(cJSON_AddNumberToObject(parent, name, value));
    else
        (void)made(cJSON_AddNullToObject(parent, name));
}

/// Exact, although cJSON's numbers are doubles.
static void add_uint64(cJSON *parent, const char *name, uint64_t value) {
    char text[32];
    (void)snprintf(text, sizeof text, "%" PRIu64, value);
    (void)made(cJSON_AddRawToObject(parent, name, text));
}

static void add_estimate(cJSON *parent, const char *name, const estimate *e) {
    cJSON *object = add_object(parent, name);
    add_number(object, "mean", e->mean);
    add_number(object, "sd", e->sd);
    add_number(object, "half_width", e->half_width);
}

static void add_provenance(cJSON *root, const results *r, const report_options *o) {
    char hash[17];
    (void)snprintf(hash, sizeof hash, "%016" PRIx64, scenario_file_hash(r->file));
    cJSON *p = add_object(root, "provenance");
    add_text(p, "version", HOTLINE_VERSION);
    add_text(p, "scenario", scenario_file_name(r->file));
    add_text(p, "scenario_hash", hash);
    cJSON *sets = made(cJSON_AddArrayToObject(p, "set"));
    for (size_t i = 0; o->changes && i < o->changes->set_count; i++)
        (void)cJSON_AddItemToArray(sets, made(cJSON_CreateString(o->changes->sets[i])));
    add_uint64(p, "seed", r->seed);
    add_uint64(p, "replications", r->replications);
    if (r->batches > 1)
        add_uint64(p, "batches", r->batches);
    if (r->partial)
        (void)made(cJSON_AddTrueToObject(p, "partial"));
}

/// The report of one scheme in the making.
typedef struct scheme_json {
    const results *results;
    size_t scheme;
    double confidence;
    bool histogram;
    const layout *layout;
    metric_scopes scopes;
} scheme_json;

static void add_metrics(cJSON *parent, const char *name, const scheme_json *s, size_t scope,
                        metric_scope kind) {
    cJSON *object = add_object(parent, name);
    for (size_t i = 0; i < metric_catalog_count(s->results->catalog); i++) {
        const metric *m = metric_catalog_at(s->results->catalog, i);
        if (!metric_in_scope(m, kind))
            continue;
        estimate e = results_estimate(s->results, s->scheme, scope, m, s->confidence);
        add_estimate(object, metric_name(m), &e);
    }
}

static void add_interval(cJSON *intervals, const scheme_json *s, uint32_t interval) {
    char from[TIME_TEXT_SIZE], to[TIME_TEXT_SIZE];
    interval_labels(s->layout, interval, from, to);
    cJSON *object = made(cJSON_CreateObject());
    (void)cJSON_AddItemToArray(intervals, object);
    add_text(object, "from", from);
    add_text(object, "to", to);
    add_metrics(object, "all", s, metric_scope_interval(&s->scopes, interval), SCOPE_INTERVAL);
    cJSON *classes = add_object(object, "classes");
    for (uint32_t c = 0; c < s->scopes.class_count; c++)
        add_metrics(classes, s->layout->classes[c].name, s,
                    metric_scope_interval_class(&s->scopes, interval, c), SCOPE_INTERVAL_CLASS);
    cJSON *groups = add_object(object, "groups");
    for (uint32_t g = 0; g < s->scopes.group_count; g++)
        add_metrics(groups, s->layout->groups[g].name, s,
                    metric_scope_interval_group(&s->scopes, interval, g), SCOPE_INTERVAL_GROUP);
}

static void add_histogram(cJSON *parent, const scheme_json *s) {
    wait_histogram h = results_waits(s->results, s->scheme, 0);
    cJSON *object = add_object(parent, "wait_histogram"), *bins = NULL;
    add_number(object, "count", (double)h.count);
    add_number(object, "immediate", (double)h.immediate);
    bins = made(cJSON_AddArrayToObject(object, "bins"));
    for (uint32_t i = 0; i < h.used; i++) {
        if (h.counts[i] == 0)
            continue;
        cJSON *bin = made(cJSON_CreateObject());
        (void)cJSON_AddItemToArray(bins, bin);
        add_number(bin, "from", sim_time_to_s(wait_bin_begin(h.first + i)));
        add_number(bin, "to", sim_time_to_s(wait_bin_begin(h.first + i + 1)));
        add_number(bin, "count", (double)h.counts[i]);
    }
    waits_free(&h);
}

static void add_autocorrelation(cJSON *scheme, const scheme_json *s) {
    autocorrelation a = results_autocorrelation(s->results, s->scheme);
    if (!a.metric)
        return;
    cJSON *object = add_object(scheme, "autocorrelation");
    add_text(object, "metric", metric_name(a.metric));
    add_number(object, "lag1", a.lag1);
    (void)made(cJSON_AddBoolToObject(object, "significant", a.is_significant));
}

static void add_scheme(cJSON *schemes, const scheme_json *s) {
    const layout *l = s->layout;
    cJSON *scheme = add_object(schemes, l->scheme);
    add_text(scheme, "title", results_scheme_title(s->results, s->scheme));
    add_autocorrelation(scheme, s);
    if (s->histogram)
        add_histogram(scheme, s);
    cJSON *sections = add_object(scheme, "metrics");
    add_metrics(sections, "all", s, 0, SCOPE_ALL);
    cJSON *classes = add_object(sections, "classes");
    for (uint32_t i = 0; i < l->class_count; i++)
        add_metrics(classes, l->classes[i].name, s, metric_scope_class(&s->scopes, i), SCOPE_CLASS);
    cJSON *groups = add_object(sections, "groups");
    for (uint32_t i = 0; i < l->group_count; i++)
        add_metrics(groups, l->groups[i].name, s, metric_scope_group(&s->scopes, i), SCOPE_GROUP);
    cJSON *sites = add_object(sections, "sites");
    for (uint32_t i = 0; i < l->site_count; i++)
        add_metrics(sites, l->sites[i].name, s, metric_scope_site(&s->scopes, i), SCOPE_SITE);
    cJSON *intervals = made(cJSON_AddArrayToObject(sections, "intervals"));
    for (uint32_t i = 0; i < s->scopes.interval_count; i++)
        add_interval(intervals, s, i);
}

/// What a target after an event looks at.
static void add_window(cJSON *object, const results *r, const verdict *v) {
    const layout *l = results_layout(r, v->scheme);
    sim_span span = v->target->windows[r->schemes[v->scheme]];
    char from[TIME_TEXT_SIZE], to[TIME_TEXT_SIZE];
    moment_label(l, span.from, from);
    moment_label(l, span.to, to);
    add_text(object, "after", v->target->after);
    add_text(object, "from", from);
    add_text(object, "to", to);
}

static void add_verdict(cJSON *object, const results *r, const verdict *v) {
    add_text(object, "status", target_status_name(v->status));
    add_number(object, "value", v->value.mean);
    add_number(object, "half_width", v->value.half_width);
    add_number(object, v->target->at_least ? "at_least" : "at_most", v->target->bound);
    add_text(object, "expected", target_status_name(v->target->expected));
    cJSON *units = add_object(object, "replications");
    add_number(units, "met", (double)v->units_met);
    add_number(units, "defined", (double)v->units_defined);
    add_number(units, "share",
               v->units_defined ? (double)v->units_met / (double)v->units_defined : (double)NAN);
    if (v->target->after)
        add_window(object, r, v);
}

static void add_targets(cJSON *root, const results *r) {
    cJSON *targets = add_object(root, "targets");
    size_t count = results_verdicts(r, NULL);
    verdict *verdicts = memory_new(count, sizeof *verdicts);
    (void)results_verdicts(r, verdicts);
    for (size_t i = 0; i < count; i++) {
        const verdict *v = &verdicts[i];
        cJSON *of_target = cJSON_GetObjectItemCaseSensitive(targets, v->target->name);
        if (!of_target)
            of_target = add_object(targets, v->target->name);
        add_verdict(add_object(of_target, results_scheme_name(r, v->scheme)), r, v);
    }
    free(verdicts);
}

void report_verdict_json(const results *r, const verdict *v, FILE *out) {
    cJSON *object = made(cJSON_CreateObject());
    add_verdict(object, r, v);
    char *text = cJSON_PrintUnformatted(object);
    if (!text)
        text = memory_new(SIZE_MAX, SIZE_MAX);
    (void)fputs(text, out);
    cJSON_free(text);
    cJSON_Delete(object);
}

static void add_differences(cJSON *pair, const results *r, size_t a, size_t scope_a, size_t b, size_t scope_b,
                            metric_scope kind, double confidence) {
    for (size_t i = 0; i < metric_catalog_count(r->catalog); i++) {
        const metric *m = metric_catalog_at(r->catalog, i);
        if (!metric_in_scope(m, kind))
            continue;
        difference d = results_difference_of(r, a, scope_a, b, scope_b, m, confidence);
        cJSON *object = add_object(pair, metric_name(m));
        add_number(object, "mean", d.mean);
        add_number(object, "half_width", d.half_width);
        add_number(object, "variance_ratio", d.variance_ratio);
    }
}

/// Of all, and of the classes that both schemes have.
static void add_pair(cJSON *of_all, cJSON *of_classes, const results *r, size_t a, size_t b,
                     double confidence) {
    char *name = text_format("%s-%s", results_scheme_name(r, a), results_scheme_name(r, b));
    add_differences(add_object(of_all, name), r, a, 0, b, 0, SCOPE_ALL, confidence);
    cJSON *classes = add_object(of_classes, name);
    free(name);
    const layout *l = results_layout(r, a);
    for (uint32_t c = 0; c < l->class_count; c++) {
        const char *class_name = l->classes[c].name;
        size_t other = results_class_scope(r, b, class_name);
        if (other != SIZE_MAX)
            add_differences(add_object(classes, class_name), r, a, metric_scope_class(&r->scopes[a], c), b,
                            other, SCOPE_CLASS, confidence);
    }
}

static void add_comparison(cJSON *root, const results *r, double confidence) {
    cJSON *differences = add_object(root, "differences"), *scores = NULL, *recommended = NULL;
    cJSON *of_classes = add_object(root, "class_differences");
    for (size_t a = 1; a < r->scheme_count; a++) {
        for (size_t b = 0; b < a; b++)
            add_pair(differences, of_classes, r, a, b, confidence);
    }
    scores = add_object(root, "scores");
    for (size_t i = 0; i < r->scheme_count; i++) {
        estimate e = results_score(r, i, confidence);
        add_estimate(scores, results_scheme_name(r, i), &e);
    }
    recommendation choice = results_recommend(r, confidence);
    recommended = add_object(root, "recommendation");
    if (choice.scheme == SIZE_MAX)
        (void)made(cJSON_AddNullToObject(recommended, "scheme"));
    else
        add_text(recommended, "scheme", results_scheme_name(r, choice.scheme));
    add_text(recommended, "reason", choice.reason);
}

static void print_and_delete(cJSON *root, FILE *out) {
    char *text = cJSON_Print(root);
    if (!text)
        text = memory_new(SIZE_MAX, SIZE_MAX);
    (void)fprintf(out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(root);
}

static cJSON *add_explained(cJSON *parent, const char *name, const explained *x) {
    cJSON *object = add_object(parent, name);
    add_number(object, "then", x->then);
    add_number(object, "over_all", x->whole);
    add_number(object, "effect", x->effect);
    return object;
}

void explain_json(const results *r, const report_options *o, uint32_t interval, FILE *out) {
    static const char *const names[FACTOR_COUNT] = {"callers_per_hour", "attempts_per_caller",
                                                    "askings_per_attempt", "work_per_call", "agents"};
    explanation e = explanation_of(r, o->confidence, interval);
    char from[TIME_TEXT_SIZE], to[TIME_TEXT_SIZE];
    interval_labels(e.layout, interval, from, to);
    cJSON *root = made(cJSON_CreateObject());
    (void)made(cJSON_AddNumberToObject(root, "hotline_explanation", 1));
    add_provenance(root, r, o);
    add_number(root, "confidence", o->confidence);
    add_text(root, "scheme", results_scheme_name(r, 0));
    add_text(root, "from", from);
    add_text(root, "to", to);
    cJSON *level = add_object(root, "service_level");
    add_estimate(level, "then", &e.level_then);
    add_estimate(level, "over_all", &e.level_whole);
    (void)add_explained(root, "load_per_agent", &e.load);
    cJSON *factors = add_object(root, "factors");
    for (load_factor f = 0; f < FACTOR_COUNT; f++)
        (void)add_explained(factors, names[f], &e.factors[f]);
    load_factor causes[FACTOR_COUNT];
    size_t count = explanation_causes(&e, causes);
    cJSON *list = made(cJSON_AddArrayToObject(root, "causes"));
    for (size_t i = 0; i < count; i++)
        (void)cJSON_AddItemToArray(list, made(cJSON_CreateString(names[causes[i]])));
    cJSON *queue = add_object(root, "mean_queue");
    add_number(queue, "before", e.queue_before);
    add_number(queue, "then", e.queue_then);
    add_number(queue, "over_all", e.queue_whole);
    cJSON *faults = add_object(root, "faults");
    add_number(faults, "entries_closed", e.closed);
    add_number(faults, "lost_calls", e.lost);
    add_number(faults, "busy_tones", e.busy_tones);
    cJSON *outages = made(cJSON_AddArrayToObject(faults, "outages"));
    for (uint32_t i = 0; i < e.layout->outage_count; i++)
        if (explanation_has_outage(&e, i))
            (void)cJSON_AddItemToArray(outages, made(cJSON_CreateString(e.layout->outages[i].name)));
    print_and_delete(root, out);
}

void report_json(const results *r, const report_options *o, FILE *out) {
    cJSON *root = made(cJSON_CreateObject());
    (void)made(cJSON_AddNumberToObject(root, "hotline_result", 1));
    add_provenance(root, r, o);
    add_number(root, "confidence", o->confidence);
    cJSON *schemes = add_object(root, "schemes");
    for (size_t i = 0; i < r->scheme_count; i++) {
        const layout *l = results_layout(r, i);
        scheme_json s = {r, i, o->confidence, o->histogram, l, metric_scopes_of(l)};
        add_scheme(schemes, &s);
    }
    if (o->targets)
        add_targets(root, r);
    if (o->differences)
        add_comparison(root, r, o->confidence);
    print_and_delete(root, out);
}
