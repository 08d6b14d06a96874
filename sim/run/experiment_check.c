#include <hotline/experiment.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "run/results.h"

/// A value that is being checked, by its keys from the top of the file.
typedef struct checked_value {
    const scenario_file *file;
    const metric_catalog *catalog;
    const char *keys[4];
    size_t key_count;
    input_error *err;
} checked_value;

/// "there is no metric 'asa2': did you mean 'asa'?"
static bool metric_unknown(const checked_value *v, const char *name) {
    if (strchr(name, '@'))
        return scenario_file_error(
            v->file, v->keys, v->key_count, v->err,
            "there is no metric '%s': before '@' stands a measure within the acceptable "
            "waiting time, such as service_level, after it one that \"awt\" lists behind "
            "the first",
            name);
    size_t count = metric_catalog_count(v->catalog);
    const char **names = memory_new(count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = metric_name(metric_catalog_at(v->catalog, i));
    const char *nearest = text_nearest(name, names, count);
    free(names);
    if (nearest)
        return scenario_file_error(v->file, v->keys, v->key_count, v->err,
                                   "there is no metric '%s': did you mean '%s'?", name, nearest);
    return scenario_file_error(v->file, v->keys, v->key_count, v->err,
                               "there is no metric '%s'; docs/metrics.md lists them", name);
}

static const char *scope_text(metric_scope scope) {
    switch (scope) {
    case SCOPE_CLASS:
        return "of a class";
    case SCOPE_GROUP:
        return "of a group";
    case SCOPE_SITE:
        return "of a site";
    case SCOPE_ALL:
    case SCOPE_INTERVAL:
    case SCOPE_INTERVAL_CLASS:
    case SCOPE_INTERVAL_GROUP:
        break;
    }
    return "of the whole center";
}

static bool metric_check(const checked_value *v, const char *name, metric_scope scope) {
    const metric *m = metric_catalog_find(v->catalog, name);
    if (!m)
        return metric_unknown(v, name);
    return metric_in_scope(m, scope) ||
           scenario_file_error(v->file, v->keys, v->key_count, v->err,
                               "'%s' is not defined %s; docs/metrics.md says where each metric is", name,
                               scope_text(scope));
}

/// What begins at an event is looked at as an interval is.
static bool target_after_check(const scenario_file *file, const metric_catalog *catalog, const target *t,
                               input_error *err) {
    const metric *m = metric_catalog_find(catalog, t->metric);
    const char *const keys[] = {"targets", t->name, "after"};
    return !t->after || metric_in_scope(m, SCOPE_INTERVAL) ||
           scenario_file_error(file, keys, 3, err,
                               "'%s' is not known by interval, so not after an event either; docs/metrics.md "
                               "says where each metric is",
                               t->metric);
}

/// A class, group or site that a scheme's patch took away cannot be looked at there.
static bool target_place_check(const scenario_file *file, const target *t, input_error *err) {
    const char *const keys[] = {"targets", t->name, "of"};
    for (size_t i = 0; i < scenario_scheme_count(file); i++) {
        const layout *l = scenario_layout(scenario_scheme(file, i));
        if (t->schemes[i] && target_scope_index(t, l) == SIZE_MAX)
            return scenario_file_error(file, keys, 3, err, "scheme %s has no '%s' of that kind", l->scheme,
                                       t->of);
    }
    return true;
}

/// Reports show percent, so a bound of 80 for a share is a natural mistake: it could never be met.
static bool target_bound_check(const scenario_file *file, const metric_catalog *catalog, const target *t,
                               input_error *err) {
    const metric *m = metric_catalog_find(catalog, t->metric);
    const char *const keys[] = {"targets", t->name, t->at_least ? "at_least" : "at_most"};
    bool is_share = metric_is_ratio(m) && *metric_unit(m) == '\0';
    return !is_share || (t->bound >= 0 && t->bound <= 1) ||
           scenario_file_error(file, keys, 3, err, "is %g; '%s' is a share, from 0 to 1, such as 0.8",
                               t->bound, t->metric);
}

static void target_check(const scenario_file *file, const metric_catalog *catalog, const target *t,
                         input_errors *errors) {
    input_error err = {0}, place_err = {0};
    checked_value v = {.file = file,
                       .catalog = catalog,
                       .keys = {"targets", t->name, "metric"},
                       .key_count = 3,
                       .err = &err};
    (void)(metric_check(&v, t->metric, target_scope_kind(t)) && target_bound_check(file, catalog, t, &err) &&
           target_after_check(file, catalog, t, &err));
    (void)target_place_check(file, t, &place_err);
    input_errors_add(errors, &err);
    input_errors_add(errors, &place_err);
}

static void criterion_check(const scenario_file *file, const metric_catalog *catalog, const criterion *c,
                            input_errors *errors) {
    input_error err = {0};
    checked_value v = {.file = file,
                       .catalog = catalog,
                       .keys = {"decision", "criteria", c->name, "metric"},
                       .key_count = 4,
                       .err = &err};
    (void)metric_check(&v, c->metric, SCOPE_ALL);
    input_errors_add(errors, &err);
}

/// Errors stand in the order of the checks: of a file's lines they must be.
static void errors_sort(input_errors *errors) {
    size_t count = errors->count < INPUT_ERRORS_MAX ? errors->count : INPUT_ERRORS_MAX;
    for (size_t i = 1; i < count; i++) {
        for (size_t k = i; k > 0 && errors->items[k].line < errors->items[k - 1].line; k--) {
            input_error later = errors->items[k - 1];
            errors->items[k - 1] = errors->items[k];
            errors->items[k] = later;
        }
    }
}

/// They name measures, so that one list holds for all schemes.
static void further_awts_check(const scenario_file *file, input_errors *errors) {
    const layout *first = scenario_layout(scenario_scheme(file, 0));
    for (size_t i = 1; i < scenario_scheme_count(file); i++) {
        const layout *l = scenario_layout(scenario_scheme(file, i));
        const char *const keys[] = {"schemes", l->scheme, "patch", "awt"};
        bool same = l->further_awt_count == first->further_awt_count;
        for (uint32_t k = 0; same && k < l->further_awt_count; k++)
            same = l->further_awts[k] == first->further_awts[k];
        input_error err = {0};
        if (!same) {
            (void)scenario_file_error(
                file, keys, 4, &err,
                "must list the same times behind the first as the file's own: they name "
                "measures");
            input_errors_add(errors, &err);
        }
    }
}

bool experiment_check_all(const scenario_file *file, input_errors *errors) {
    input_errors found = {0};
    metric_catalog *catalog = metric_catalog_create(scenario_layout(scenario_scheme(file, 0)));
    for (size_t i = 0; i < scenario_target_count(file); i++)
        target_check(file, catalog, scenario_target(file, i), &found);
    const decision *d = scenario_decision(file);
    for (size_t i = 0; i < d->criterion_count; i++)
        criterion_check(file, catalog, &d->criteria[i], &found);
    metric_catalog_destroy(catalog);
    further_awts_check(file, &found);
    errors_sort(&found);
    for (size_t i = 0; i < found.count && i < INPUT_ERRORS_MAX; i++)
        input_errors_add(errors, &found.items[i]);
    errors->count += found.count > INPUT_ERRORS_MAX ? found.count - INPUT_ERRORS_MAX : 0;
    return found.count == 0;
}

bool experiment_check(const scenario_file *file, input_error *err) {
    input_errors errors = {0};
    if (experiment_check_all(file, &errors))
        return true;
    if (err && err->kind == ERROR_NONE)
        *err = errors.items[0];
    return false;
}
