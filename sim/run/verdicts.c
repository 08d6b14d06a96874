#include <hotline/experiment.h>

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "run/results.h"

const char *target_status_name(target_status status) {
    switch (status) {
    case TARGET_MET:
        return "met";
    case TARGET_MISSED:
        return "missed";
    case TARGET_UNDECIDED:
        break;
    }
    return "undecided";
}

metric_scope target_scope_kind(const target *t) {
    switch (t->scope) {
    case TARGET_ALL:
        return SCOPE_ALL;
    case TARGET_CLASS:
        return SCOPE_CLASS;
    case TARGET_GROUP:
        return SCOPE_GROUP;
    case TARGET_SITE:
        return SCOPE_SITE;
    }
    SIM_UNREACHABLE();
}

static size_t class_scope(const layout *l, const metric_scopes *s, const char *name) {
    for (uint32_t i = 0; i < l->class_count; i++) {
        if (!strcmp(l->classes[i].name, name))
            return metric_scope_class(s, i);
    }
    return SIZE_MAX;
}

size_t results_class_scope(const results *r, size_t scheme, const char *name) {
    return class_scope(results_layout(r, scheme), &r->scopes[scheme], name);
}

static size_t group_scope(const layout *l, const metric_scopes *s, const char *name) {
    for (uint32_t i = 0; i < l->group_count; i++) {
        if (!strcmp(l->groups[i].name, name))
            return metric_scope_group(s, i);
    }
    return SIZE_MAX;
}

static size_t site_scope(const layout *l, const metric_scopes *s, const char *name) {
    for (uint32_t i = 0; i < l->site_count; i++) {
        if (!strcmp(l->sites[i].name, name))
            return metric_scope_site(s, i);
    }
    return SIZE_MAX;
}

size_t target_scope_index(const target *t, const layout *l) {
    metric_scopes scopes = metric_scopes_of(l);
    switch (t->scope) {
    case TARGET_ALL:
        return 0;
    case TARGET_CLASS:
        return class_scope(l, &scopes, t->of);
    case TARGET_GROUP:
        return group_scope(l, &scopes, t->of);
    case TARGET_SITE:
        return site_scope(l, &scopes, t->of);
    }
    SIM_UNREACHABLE();
}

target_status target_status_of(const estimate *value, bool at_least, double bound) {
    double low = value->mean - value->half_width, high = value->mean + value->half_width;
    if (at_least ? low >= bound : high <= bound)
        return TARGET_MET;
    if (at_least ? high < bound : low > bound)
        return TARGET_MISSED;
    return TARGET_UNDECIDED;
}

/// Where the target's sums are: of the whole duration, or of its window there.
static size_t scope_of(const results *r, const target *t, size_t scheme) {
    size_t scope = target_scope_index(t, results_layout(r, scheme));
    if (!t->windows || scope == SIZE_MAX)
        return scope;
    uint32_t window = results_window(r, scheme, t->windows[r->schemes[scheme]]);
    return window == UINT32_MAX ? SIZE_MAX : metric_scope_window(&r->scopes[scheme], window, scope);
}

/// How many units keep the bound by themselves.
static void units_judge(const results *r, size_t scope, const metric *m, verdict *v) {
    const metric_sums *sums = r->sums[v->scheme] + scope;
    size_t stride = metric_scopes_count(&r->scopes[v->scheme]);
    for (size_t unit = 0; unit < results_units(r); unit++) {
        double value = metric_value(m, &sums[unit * stride]);
        v->units_defined += isnan(value) ? 0 : 1;
        bool met = v->target->at_least ? value >= v->target->bound : value <= v->target->bound;
        v->units_met += met ? 1 : 0;
    }
}

verdict results_judge(const results *r, const target *t, size_t scheme) {
    verdict v = {.target = t, .scheme = scheme, .value = {(double)NAN, (double)NAN, (double)NAN}};
    size_t scope = scope_of(r, t, scheme);
    const metric *m = results_metric(r, t->metric);
    if (scope != SIZE_MAX && m) {
        v.value = results_estimate(r, scheme, scope, m, t->confidence);
        units_judge(r, scope, m, &v);
    }
    v.status = target_status_of(&v.value, t->at_least, t->bound);
    return v;
}

char *target_text(const results *r, const verdict *v, bool in_brief) {
    const target *t = v->target;
    text_buffer b = {0};
    text_add(&b, "%s%s%s", t->metric, t->of ? " of " : "", t->of ? t->of : "");
    if (t->after) {
        char within[TIME_TEXT_SIZE], lasts[TIME_TEXT_SIZE];
        sim_span span = t->windows[r->schemes[v->scheme]];
        duration_format(t->within, within);
        duration_format(span.to - span.from, lasts);
        if (in_brief)
            text_add(&b, "%s%s after %s", t->within ? " " : "", t->within ? within : "", t->after);
        else
            text_add(&b, ", from %s%s%s for %s", t->within ? within : "", t->within ? " after " : "",
                     t->after, lasts);
    }
    return text_take(&b);
}

char *target_share_text(const verdict *v) {
    return text_format("%zu of %zu", v->units_met, v->units_defined);
}

size_t results_verdicts(const results *r, verdict *out) {
    size_t count = 0;
    for (size_t i = 0; i < scenario_target_count(r->file); i++) {
        const target *t = scenario_target(r->file, i);
        for (size_t s = 0; s < r->scheme_count; s++) {
            if (!t->schemes[r->schemes[s]])
                continue;
            if (out)
                out[count] = results_judge(r, t, s);
            count++;
        }
    }
    return count;
}
