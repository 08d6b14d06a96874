#include "scenario/compile.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"

static const char *item_name(const void *items, size_t size, size_t index) {
    return *(char *const *)(const void *)((const char *)items + size * index);
}

static uint16_t name_error(const reporter *r, const place *at, const char *what, const void *items,
                           size_t count, size_t size, const char *name) {
    if (reporter_is_full(r)) {
        (void)place_name_error(r, at, "there is no %s '%s'", what, name);
        return NO_INDEX16;
    }
    const char **names = memory_new(count, sizeof(char *));
    for (size_t i = 0; i < count; i++)
        names[i] = item_name(items, size, i);
    const char *near = text_nearest(name, names, count);
    if (near)
        (void)place_name_error(r, at, "there is no %s '%s'; did you mean '%s'?", what, name, near);
    else
        (void)place_name_error(r, at, "there is no %s '%s'", what, name);
    free(names);
    return NO_INDEX16;
}

uint16_t name_find(const reporter *r, const place *at, const char *what, const void *items, size_t count,
                   size_t size, const char *name) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, item_name(items, size, middle));
        if (order == 0)
            return (uint16_t)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return name_error(r, at, what, items, count, size, name);
}

uint16_t site_find(const compiler *c, const place *at, const char *name) {
    const layout *l = &c->scenario->layout;
    return name_find(c->reporter, at, "site", l->sites, l->site_count, sizeof *l->sites, name);
}

uint16_t step_find(const compiler *c, const place *at, const char *name) {
    const layout *l = &c->scenario->layout;
    return name_find(c->reporter, at, "IVR step", l->steps, l->step_count, sizeof *l->steps, name);
}

weighted *shares_compile(const share_list *from, const uint16_t *targets, uint16_t *count) {
    weighted *choices = memory_new(from->count, sizeof *choices);
    double sum = 0;
    *count = 0;
    for (size_t i = 0; i < from->count; i++) {
        if (from->shares[i] <= 0)
            continue;
        sum += from->shares[i];
        choices[(*count)++] = (weighted){.target = targets[i], .cumulative = sum};
    }
    SIM_ASSERT(*count > 0);
    choices[*count - 1].cumulative = 1; // the sum is 1 but for rounding
    return choices;
}

/// Intervals of the results, by how they are folded; 0 when folding does not divide into whole intervals.
static sim_time intervals_count(const document *d) {
    switch ((interval_folding)d->folding) {
    case FOLD_NONE:
        return 1;
    case FOLD_ABSOLUTE:
        return (d->duration + d->interval - 1) / d->interval;
    case FOLD_DAY:
        return SIM_DAY % d->interval ? 0 : SIM_DAY / d->interval;
    case FOLD_WEEK:
        return 7 * SIM_DAY % d->interval ? 0 : 7 * SIM_DAY / d->interval;
    case FOLDING_COUNT:
        break;
    }
    SIM_UNREACHABLE();
}

static bool intervals_check(const compiler *c) {
    const document *d = c->document;
    place at = place_of(NULL, "interval");
    sim_time count = intervals_count(d), classes = (sim_time)d->classes.count;
    if (count == 0)
        return place_error(
            c->reporter, &at,
            "does not divide the %s, into which \"intervals\" folds it; must be such as \"15min\" or \"1h\"",
            d->folding == FOLD_DAY ? "day" : "week");
    if (count * classes > INTERVALS_MAX)
        return place_error(c->reporter, &at,
                           "makes %lld intervals for %lld classes; at most %d together (make it "
                           "longer, or fold \"intervals\" by day)",
                           (long long)count, (long long)classes, INTERVALS_MAX);
    return true;
}

static void times_compile(compiler *c) {
    const document *d = c->document;
    layout *l = &c->scenario->layout;
    l->name = text_copy(d->name);
    l->title = text_copy(d->title ? d->title : d->name);
    l->start = d->start;
    l->warmup = d->warmup;
    l->duration = d->duration;
    l->interval = d->interval;
    l->folding = (interval_folding)d->folding;
    l->further_awt_count = (uint32_t)d->awt.count - 1;
    for (uint32_t i = 0; i < l->further_awt_count; i++)
        l->further_awts[i] = d->awt.times[1 + i];
    l->has_awt_all = d->awt_all != TIME_ABSENT;
    l->awt_all = l->has_awt_all ? d->awt_all : 0;
}

bool scenario_compile(const reporter *r, const document *d, scenario *out) {
    compiler c = {.reporter = r, .document = d, .scenario = out};
    times_compile(&c);
    bool good = intervals_check(&c);
    good = sites_compile(&c) && good;
    c.plans_known = plans_compile(&c);
    good = components_compile(&c) && good;
    good = outages_compile(&c) && good;
    good = model_compile(&c) && good;
    backends_compile(&c);
    good = steps_compile(&c) && good;
    good = classes_compile(&c) && good;
    return groups_compile(&c) && good && c.plans_known;
}

/// Frees the names of an array of structs that begin with `char *name`, and the array.
static void named_release(void *items, size_t count, size_t size) {
    for (size_t i = 0; i < count; i++)
        free(*(char **)(void *)((char *)items + size * i));
    free(items);
}

static void layout_release(layout *l) {
    free(l->name);
    free(l->title);
    free(l->scheme);
    free(l->scheme_title);
    named_release(l->classes, l->class_count, sizeof *l->classes);
    named_release(l->steps, l->step_count, sizeof *l->steps);
    named_release(l->sites, l->site_count, sizeof *l->sites);
    named_release(l->groups, l->group_count, sizeof *l->groups);
    named_release(l->plans, l->plan_count, sizeof *l->plans);
    named_release(l->outages, l->outage_count, sizeof *l->outages);
    named_release(l->backends, l->backend_count, sizeof *l->backends);
    named_release(l->components, l->component_count, sizeof *l->components);
    for (size_t i = 0; i < l->target_count; i++)
        free(l->targets[i].metric);
    named_release(l->targets, l->target_count, sizeof *l->targets);
}

void scenario_release(scenario *s) {
    for (size_t i = 0; s->classes && i < s->layout.class_count; i++) {
        arrivals_release(&s->classes[i].arrivals);
        free(s->classes[i].enter);
        free(s->classes[i].talk_by_time.values);
        free(s->classes[i].milestones);
        free(s->classes[i].transfers);
        free(s->classes[i].tickets);
    }
    for (size_t i = 0; s->steps && i < s->layout.step_count; i++)
        free(s->steps[i].branches);
    for (size_t i = 0; s->groups && i < s->layout.group_count; i++) {
        free(s->groups[i].login);
        free(s->groups[i].staffing.agents);
        for (size_t k = 0; s->groups[i].shifts && k < s->groups[i].shift_count; k++)
            free(s->groups[i].shifts[k].steps);
        free(s->groups[i].shifts);
        free(s->groups[i].skills);
    }
    components_release(s);
    for (size_t i = 0; s->plans && i < s->layout.plan_count; i++) {
        free(s->plans[i].to);
        free(s->layout.plans[i].standbys);
    }
    free(s->plans);
    layout_release(&s->layout);
    model_release(s->call_model);
    free(s->text);
    free(s->classes);
    free(s->steps);
    free(s->backends);
    free(s->sites);
    free(s->groups);
    free(s->outages);
    law_tables_free(&s->tables);
}
