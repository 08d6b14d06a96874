#include "scenario/promises.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/compile.h"

/// The schemes of a file, by index, with the names of their layouts for lookups and hints.
typedef struct scheme_set {
    scenario *const *schemes;
    size_t count;
    char *
        *names; ///< of the schemes but `baseline`, which is index 0 and stands apart from the order of names
} scheme_set;

/// Index of a scheme; the error set, and SIZE_MAX, when there is none.
static size_t scheme_find(const reporter *r, const place *at, const scheme_set *set, const char *name) {
    if (strcmp(name, "baseline") == 0)
        return 0;
    uint16_t index = name_find(r, at, "scheme", set->names, set->count - 1, sizeof *set->names, name);
    return index == NO_INDEX16 ? SIZE_MAX : (size_t)index + 1;
}

static bool target_schemes_compile(const reporter *r, const place *at, const name_list *from,
                                   const scheme_set *set, target *out) {
    bool *applies = memory_new(set->count, sizeof *applies);
    out->schemes = applies;
    bool all = from->single && strcmp(from->names[0], "all") == 0;
    for (size_t i = 0; all && i < set->count; i++)
        applies[i] = true;
    place list = place_of(at, "schemes");
    bool good = true;
    for (size_t i = 0; !all && i < from->count; i++) {
        place item = place_at(&list, i);
        size_t index = scheme_find(r, from->single ? &list : &item, set, from->names[i]);
        if (index == SIZE_MAX)
            good = false;
        else
            applies[index] = true;
    }
    return good;
}

/// The name behind "classes." and its like; NULL when `of` does not begin so.
static const char *scope_name(const char *of, const char *prefix) {
    size_t length = strlen(prefix);
    return strncmp(of, prefix, length) == 0 ? of + length : NULL;
}

static bool scope_parse(const char *of, target *out) {
    static const char *const prefixes[] = {
        [TARGET_CLASS] = "classes.", [TARGET_GROUP] = "groups.", [TARGET_SITE] = "sites."};
    out->scope = TARGET_ALL;
    if (strcmp(of, "all") == 0)
        return true;
    for (int scope = TARGET_CLASS; scope <= TARGET_SITE; scope++) {
        const char *name = scope_name(of, prefixes[scope]);
        if (name) {
            out->scope = (target_scope)scope;
            out->of = text_copy(name);
            return true;
        }
    }
    return false;
}

/// Is what the target is of in this scheme?
static bool scope_check(const reporter *r, const place *at, const target *t, const layout *l) {
    switch (t->scope) {
    case TARGET_ALL:
        return true;
    case TARGET_CLASS:
        return name_find(r, at, "class", l->classes, l->class_count, sizeof *l->classes, t->of) != NO_INDEX16;
    case TARGET_GROUP:
        return name_find(r, at, "group", l->groups, l->group_count, sizeof *l->groups, t->of) != NO_INDEX16;
    case TARGET_SITE:
        return name_find(r, at, "site", l->sites, l->site_count, sizeof *l->sites, t->of) != NO_INDEX16;
    }
    return false;
}

static bool target_scope_compile(const reporter *r, const place *at, const char *of, const scheme_set *set,
                                 target *out) {
    place here = place_of(at, "of");
    if (!scope_parse(of, out))
        return place_error(r, &here, "is '%s'; must be 'all', 'classes.NAME', 'groups.NAME' or 'sites.NAME'",
                           of);
    for (size_t i = 0; i < set->count; i++)
        if (out->schemes[i] && !scope_check(r, &here, out, &set->schemes[i]->layout))
            return false;
    return true;
}

/// The event's index in a layout; SIZE_MAX when there is none.
static size_t event_in(const layout *l, const char *name) {
    for (uint32_t i = 0; i < l->outage_count; i++)
        if (strcmp(l->outages[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

/// Is the event in all schemes in which the target is looked at?
static bool event_check(const reporter *r, const place *at, const target *t, const scheme_set *set) {
    const layout *base = &set->schemes[0]->layout;
    bool anywhere = false;
    for (size_t i = 0; i < set->count; i++)
        anywhere = anywhere || event_in(&set->schemes[i]->layout, t->after) != SIZE_MAX;
    if (!anywhere)
        return name_find(r, at, "event", base->outages, base->outage_count, sizeof *base->outages,
                         t->after) != NO_INDEX16;
    for (size_t i = 0; i < set->count; i++) {
        const layout *l = &set->schemes[i]->layout;
        if (t->schemes[i] && event_in(l, t->after) == SIZE_MAX)
            return place_error(r, at,
                               "there is no event '%s' in scheme %s; name in 'schemes' those that have it",
                               t->after, l->scheme);
    }
    return true;
}

/// What is looked at in one scheme, from the event's begin on: nothing where that cannot be. It must be where
/// the target applies.
static bool window_compile(const reporter *r, const place *at, const target *t, sim_time lasts,
                           const scheme_set *set, size_t scheme, sim_span *out) {
    const layout *l = &set->schemes[scheme]->layout;
    size_t event = event_in(l, t->after);
    if (event == SIZE_MAX || l->outages[event].at < -l->warmup || l->outages[event].at >= l->duration)
        return true; // said already, where the event stands
    sim_time from = l->outages[event].at + t->within, length = lasts == TIME_ABSENT ? l->interval : lasts;
    if (from >= l->duration)
        return !t->schemes[scheme] ||
               place_error(r, at, "so long after '%s' the duration is over, in scheme %s", t->after,
                           l->scheme);
    if (from < 0)
        return !t->schemes[scheme] ||
               place_error(r, at, "then, after '%s', counting has not begun, in scheme %s", t->after,
                           l->scheme);
    *out = (sim_span){.from = from, .to = length < l->duration - from ? from + length : l->duration};
    return true;
}

static bool target_after_compile(const reporter *r, const place *at, const document *d,
                                 const target_document *from, const scheme_set *set, target *out) {
    place after = place_of(at, "after"), within = place_of(at, "within"), lasts = place_of(at, "for");
    bool has_within = from->within != TIME_ABSENT, good = true;
    if (!from->after && has_within)
        return place_error(r, &within, "needs 'after': the event from which it is counted");
    if (!from->after && from->lasts != TIME_ABSENT)
        return place_error(r, &lasts, "needs 'after': an event of the timeline");
    if (!from->after)
        return true;
    if (d->batches > 1)
        return place_error(r, &after, "cannot be judged with 'batches': the event is in one of them only");
    sim_span *windows = memory_new(set->count, sizeof *windows);
    out->after = text_copy(from->after);
    out->within = has_within ? from->within : 0;
    good = event_check(r, &after, out, set);
    for (size_t i = 0; i < set->count && good; i++)
        good = window_compile(r, has_within ? &within : &after, out, from->lasts, set, i, &windows[i]);
    if (good)
        out->windows = windows;
    else
        free(windows);
    return good;
}

static bool target_compile(const reporter *r, const place *at, const document *d, const target_document *from,
                           const scheme_set *set, target *out) {
    bool least = !isnan(from->at_least), most = !isnan(from->at_most);
    out->name = text_copy(from->name);
    out->metric = text_copy(from->metric);
    bool good = least != most || place_error(r, at, "must have either 'at_least' or 'at_most'");
    out->at_least = least;
    out->bound = least ? from->at_least : from->at_most;
    out->confidence = from->confidence;
    out->expected = from->expect == 0 ? TARGET_MET : TARGET_MISSED;
    good = target_schemes_compile(r, at, &from->schemes, set, out) && good;
    good = target_after_compile(r, at, d, from, set, out) && good;
    return target_scope_compile(r, at, from->of, set, out) && good;
}

static bool targets_compile(const reporter *r, const document *d, const scheme_set *set, promises *out) {
    const object_map *from = &d->targets;
    place root = place_of(NULL, "targets");
    out->targets = memory_new(from->count, sizeof *out->targets);
    bool good = true;
    for (size_t i = 0; i < from->count; i++) {
        const target_document *item = MAP_ITEM(*from, target_document, i);
        place at = place_of(&root, item->name);
        good = target_compile(r, &at, d, item, set, &out->targets[out->target_count++]) && good;
    }
    return good;
}

/// A required target is judged in every scheme: so what it looks at must be in every one.
static bool required_check(const reporter *r, const place *at, const target *t, const scheme_set *set) {
    for (size_t i = 0; t->windows && i < set->count; i++)
        if (t->windows[i].from == t->windows[i].to)
            return place_error(r, at,
                               "'%s' cannot be required: in scheme %s there is nothing to look at after '%s'",
                               t->name, set->schemes[i]->layout.scheme, t->after);
    return true;
}

static bool require_compile(const reporter *r, const place *root, const name_list *from,
                            const scheme_set *set, promises *out) {
    size_t *require = memory_new(from->count, sizeof *require);
    out->decision.require = require;
    place list = place_of(root, "require");
    bool good = true;
    for (size_t i = 0; i < from->count; i++) {
        place item = from->single ? list : place_at(&list, i);
        uint16_t index = name_find(r, &item, "target", out->targets, out->target_count, sizeof *out->targets,
                                   from->names[i]);
        if (index == NO_INDEX16 || !required_check(r, &item, &out->targets[index], set))
            good = false;
        else
            require[out->decision.require_count++] = index;
    }
    return good;
}

/// Without criteria: the service level itself is the score.
static criterion criterion_default(void) {
    return (criterion){.name = text_copy("service_level"),
                       .metric = text_copy("service_level"),
                       .weight = 1,
                       .worst = 0,
                       .best = 1};
}

static bool criteria_compile(const reporter *r, const place *root, const object_map *from, decision *out) {
    criterion *criteria = memory_new(from->count + 1, sizeof *criteria);
    out->criteria = criteria;
    place map = place_of(root, "criteria");
    bool good = true;
    for (size_t i = 0; i < from->count; i++) {
        const criterion_document *item = MAP_ITEM(*from, criterion_document, i);
        place at = place_of(&map, item->name);
        if (!(fabs(item->best - item->worst) > 0))
            good = place_error(r, &at, "has the same 'worst' and 'best'; they must differ");
        criteria[out->criterion_count++] = (criterion){.name = text_copy(item->name),
                                                       .metric = text_copy(item->metric),
                                                       .weight = item->weight,
                                                       .worst = item->worst,
                                                       .best = item->best};
    }
    if (from->count == 0)
        criteria[out->criterion_count++] = criterion_default();
    return good;
}

static bool text_ends_with(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

/// Shares of calls or of time: what a picture has a scale from 0 to 1 for.
static bool metric_is_share(const char *metric) {
    return strncmp(metric, "service_level", strlen("service_level")) == 0 ||
           text_ends_with(metric, "_rate") || text_ends_with(metric, "_probability") ||
           strcmp(metric, "occupancy") == 0 || strcmp(metric, "availability") == 0;
}

static void layout_targets_fill(const promises *p, size_t scheme, layout *l) {
    l->targets = memory_new(p->target_count, sizeof *l->targets);
    for (size_t i = 0; i < p->target_count; i++) {
        const target *t = &p->targets[i];
        if (t->scope == TARGET_ALL && !t->after && t->schemes[scheme] && t->bound <= 1 &&
            metric_is_share(t->metric))
            l->targets[l->target_count++] = (layout_target){.name = text_copy(t->name),
                                                            .metric = text_copy(t->metric),
                                                            .bound = t->bound,
                                                            .at_least = t->at_least};
    }
}

bool promises_compile(const reporter *r, const document *d, scenario *const *schemes, size_t scheme_count,
                      promises *out) {
    scheme_set set = {.schemes = schemes, .count = scheme_count};
    set.names = memory_new(scheme_count, sizeof *set.names);
    for (size_t i = 1; i < scheme_count; i++)
        set.names[i - 1] = schemes[i]->layout.scheme;
    place root = place_of(NULL, "decision");
    bool good = targets_compile(r, d, &set, out);
    good = require_compile(r, &root, &d->decision.require, &set, out) && good;
    good = criteria_compile(r, &root, &d->decision.criteria, &out->decision) && good;
    for (size_t i = 0; good && i < scheme_count; i++)
        layout_targets_fill(out, i, &schemes[i]->layout);
    free(set.names);
    return good;
}

/// The public structs show their texts as const; here they are owned.
static void owned_free(const void *memory) {
    free((void *)memory);
}

void promises_release(promises *p) {
    for (size_t i = 0; i < p->target_count; i++) {
        owned_free(p->targets[i].name);
        owned_free(p->targets[i].metric);
        owned_free(p->targets[i].of);
        owned_free(p->targets[i].schemes);
        owned_free(p->targets[i].after);
        owned_free(p->targets[i].windows);
    }
    free(p->targets);
    for (size_t i = 0; i < p->decision.criterion_count; i++) {
        owned_free(p->decision.criteria[i].name);
        owned_free(p->decision.criteria[i].metric);
    }
    owned_free(p->decision.require);
    owned_free(p->decision.criteria);
}
