#include <hotline/experiment.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "run/results.h"

enum { PATH_SIZE = sizeof((input_error *)0)->path };

/// "there is no metric 'asa2': did you mean 'asa'?"
static bool metric_unknown(const char *name, const char *path, input_error *err) {
    size_t count = metric_count();
    const char **names = memory_new(count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = metric_name(metric_at(i));
    const char *nearest = text_nearest(name, names, count);
    free(names);
    if (nearest)
        return input_error_set(err, NULL, 0, path, "there is no metric '%s': did you mean '%s'?", name,
                               nearest);
    return input_error_set(err, NULL, 0, path, "there is no metric '%s'; docs/metrics.md lists them", name);
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
        break;
    }
    return "of the whole center";
}

static bool metric_check(const char *name, metric_scope scope, const char *path, input_error *err) {
    const metric *m = metric_find(name);
    if (!m)
        return metric_unknown(name, path, err);
    return metric_in_scope(m, scope) ||
           input_error_set(err, NULL, 0, path,
                           "'%s' is not defined %s; docs/metrics.md says where each metric is", name,
                           scope_text(scope));
}

/// A class, group or site that a scheme's patch took away cannot be looked at there.
static bool target_place_check(const scenario_file *file, const target *t, input_error *err) {
    char path[PATH_SIZE];
    (void)snprintf(path, sizeof path, "$.targets.%s.of", t->name);
    for (size_t i = 0; i < scenario_scheme_count(file); i++) {
        const layout *l = scenario_layout(scenario_scheme(file, i));
        if (t->schemes[i] && target_scope_index(t, l) == SIZE_MAX)
            return input_error_set(err, NULL, 0, path, "scheme %s has no '%s' of that kind", l->scheme,
                                   t->of);
    }
    return true;
}

static bool target_check(const scenario_file *file, const target *t, input_error *err) {
    char path[PATH_SIZE];
    (void)snprintf(path, sizeof path, "$.targets.%s.metric", t->name);
    return metric_check(t->metric, target_scope_kind(t), path, err) && target_place_check(file, t, err);
}

static bool criterion_check(const criterion *c, input_error *err) {
    char path[PATH_SIZE];
    (void)snprintf(path, sizeof path, "$.decision.criteria.%s.metric", c->name);
    if (!metric_check(c->metric, SCOPE_ALL, path, err))
        return false;
    (void)snprintf(path, sizeof path, "$.decision.criteria.%s.best", c->name);
    return c->best != c->worst ||
           input_error_set(err, NULL, 0, path, "is equal to worst; must differ from it");
}

bool experiment_check(const scenario_file *file, input_error *err) {
    for (size_t i = 0; i < scenario_target_count(file); i++) {
        if (!target_check(file, scenario_target(file, i), err))
            return false;
    }
    const decision *d = scenario_decision(file);
    for (size_t i = 0; i < d->criterion_count; i++) {
        if (!criterion_check(&d->criteria[i], err))
            return false;
    }
    return true;
}
