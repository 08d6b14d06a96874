#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/compile.h"

/// Where an IVR step or a class's `entry` leads: a reserved name, or a step. NO_INDEX16 with the error set.
static uint16_t ivr_target_find(const compiler *c, const place *at, const char *name) {
    if (strcmp(name, "agent") == 0)
        return IVR_TO_AGENT;
    if (strcmp(name, "done") == 0)
        return IVR_TO_DONE;
    if (strcmp(name, "hangup") == 0)
        return IVR_TO_HANGUP;
    if (strcmp(name, "message") == 0)
        return IVR_TO_MESSAGE;
    return step_find(c, at, name);
}

void backends_compile(compiler *c) {
    const object_map *backends = &c->document->backends;
    scenario *s = c->scenario;
    s->backends = memory_new(backends->count, sizeof *s->backends);
    s->layout.backends = memory_new(backends->count, sizeof *s->layout.backends);
    for (size_t i = 0; i < backends->count; i++) {
        const backend_document *from = MAP_ITEM(*backends, backend_document, i);
        uint32_t capacity = from->capacity == WHOLE_ABSENT ? UNLIMITED : (uint32_t)from->capacity;
        s->backends[i] = (scenario_backend){.latency = from->latency.law, .capacity = capacity};
        s->layout.backends[s->layout.backend_count++] =
            (layout_backend){.name = text_copy(from->name), .capacity = capacity};
    }
}

static uint16_t backend_find(const compiler *c, const place *step, const char *name) {
    const layout *l = &c->scenario->layout;
    place at = place_of(step, "backend");
    return name_find(c->reporter, &at, "backend", l->backends, l->backend_count, sizeof *l->backends, name);
}

static bool step_compile(compiler *c, const place *at, const step_document *from, scenario_step *out) {
    place next = place_of(at, "next");
    uint16_t *targets = memory_new(from->next.count, sizeof *targets);
    bool good = true;
    for (size_t i = 0; i < from->next.count; i++) {
        place branch = place_of(&next, from->next.names[i]);
        targets[i] = ivr_target_find(c, &branch, from->next.names[i]);
        good = targets[i] != NO_INDEX16 && good;
    }
    out->time = from->time.law;
    out->backend = from->backend ? backend_find(c, at, from->backend) : NO_INDEX16;
    good = good && (out->backend != NO_INDEX16 || !from->backend);
    if (good)
        out->branches = shares_compile(&from->next, targets, &out->branch_count);
    free(targets);
    return good;
}

/// Does a branch of the step lead to an end, or to a step that is known to reach one?
static bool step_ends(const scenario_step *step, const bool *ends) {
    for (uint16_t i = 0; i < step->branch_count; i++)
        if (step->branches[i].target >= IVR_TO_AGENT || ends[step->branches[i].target])
            return true;
    return false;
}

/// From every step an end must be possible, or calls would stay for ever.
static bool steps_end_check(const compiler *c, const place *root) {
    const scenario *s = c->scenario;
    uint32_t count = s->layout.step_count;
    bool *ends = memory_new(count, sizeof *ends), more = true, good = true;
    while (more) {
        more = false;
        for (uint32_t i = 0; i < count; i++) {
            if (!ends[i] && step_ends(&s->steps[i], ends))
                ends[i] = more = true;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        place at = place_of(root, s->layout.steps[i].name);
        if (!ends[i])
            good = place_error(c->reporter, &at,
                               "never ends: no way leads to 'agent', 'done', 'message' or 'hangup'");
    }
    free(ends);
    return good;
}

static bool name_is_reserved(const char *name) {
    return strcmp(name, "agent") == 0 || strcmp(name, "done") == 0 || strcmp(name, "hangup") == 0 ||
           strcmp(name, "message") == 0;
}

static bool step_is_timeless(const scenario *s, const scenario_step *step) {
    bool asks = step->backend != NO_INDEX16;
    return law_mean(&step->time) <= 0 && (!asks || law_mean(&s->backends[step->backend].latency) <= 0);
}

/// Can a call come from `at` back to `start` without any time passing?
static bool timeless_way_back(const scenario *s, uint32_t start, uint32_t at, bool *seen) {
    const scenario_step *step = &s->steps[at];
    for (uint16_t i = 0; step_is_timeless(s, step) && i < step->branch_count; i++) {
        uint16_t next = step->branches[i].target;
        if (next >= s->layout.step_count || (seen[next] && next != start))
            continue;
        seen[next] = true;
        if (next == start || timeless_way_back(s, start, next, seen))
            return true;
    }
    return false;
}

/// Whoever goes in circles must take time over it, or a moment may never end.
static bool steps_time_check(const compiler *c, const place *root) {
    const scenario *s = c->scenario;
    uint32_t count = s->layout.step_count;
    bool good = true;
    for (uint32_t i = 0; good && i < count; i++) {
        place at = place_of(root, s->layout.steps[i].name);
        bool *seen = memory_new(count, sizeof *seen);
        if (timeless_way_back(s, i, i, seen) && step_is_timeless(s, &s->steps[i]))
            good = place_error(c->reporter, &at,
                               "leads back to itself without time passing; must take time, or a step on the "
                               "way must");
        free(seen);
    }
    return good;
}

bool steps_compile(compiler *c) {
    const object_map *ivr = &c->document->ivr;
    scenario *s = c->scenario;
    s->steps = memory_new(ivr->count, sizeof *s->steps);
    s->layout.steps = memory_new(ivr->count, sizeof *s->layout.steps);
    place root = place_of(NULL, "ivr");
    bool good = true;
    for (size_t i = 0; i < ivr->count; i++) {
        const char *name = MAP_ITEM(*ivr, step_document, i)->name;
        place at = place_of(&root, name);
        if (name_is_reserved(name))
            good = place_error(c->reporter, &at, "'%s' is reserved; give the step another name", name);
        s->layout.steps[s->layout.step_count++].name = text_copy(name);
    }
    for (size_t i = 0; i < ivr->count; i++) {
        const step_document *from = MAP_ITEM(*ivr, step_document, i);
        place at = place_of(&root, from->name);
        good = step_compile(c, &at, from, &s->steps[i]) && good;
        s->layout.steps[i].backend = s->steps[i].backend;
    }
    return good && steps_end_check(c, &root) && steps_time_check(c, &root);
}

/// Finds the sites that no plan leads to.
static void first_sites_find(compiler *c) {
    const scenario *s = c->scenario;
    for (uint32_t site = s->layout.site_count; site-- > 0;) {
        bool taken_over = false;
        for (uint32_t i = 0; i < s->layout.plan_count; i++)
            for (uint32_t k = 0; k < s->plans[i].to_count; k++)
                taken_over = taken_over || s->plans[i].to[k] == site;
        if (taken_over)
            continue;
        c->first_site = (uint16_t)site;
        c->first_sites++;
    }
}

static bool enter_default(const compiler *c, const place *at, scenario_class *out) {
    if (!c->plans_known)
        return false;
    if (c->first_sites != 1)
        return place_error(
            c->reporter, at,
            "'enter' is missing: it has a default only when there is one site to which no plan "
            "leads (here: %u)",
            (unsigned)c->first_sites);
    out->enter = memory_new(1, sizeof *out->enter);
    out->enter[0] = (weighted){.target = c->first_site, .cumulative = 1};
    out->enter_count = 1;
    return true;
}

static bool enter_compile(compiler *c, const place *at, const share_list *from, scenario_class *out) {
    if (from->count == 0)
        return enter_default(c, at, out);
    place enter = place_of(at, "enter");
    uint16_t *targets = memory_new(from->count, sizeof *targets);
    bool good = true;
    for (size_t i = 0; i < from->count; i++) {
        place here = place_of(&enter, from->names[i]);
        targets[i] = site_find(c, &here, from->names[i]);
        good = targets[i] != NO_INDEX16 && good;
    }
    if (good)
        out->enter = shares_compile(from, targets, &out->enter_count);
    free(targets);
    return good;
}

static bool entry_compile(const compiler *c, const place *at, const char *entry, scenario_class *out) {
    place here = place_of(at, "entry");
    out->entry = ivr_target_find(c, &here, entry);
    if (out->entry >= IVR_TO_DONE && out->entry != NO_INDEX16)
        return place_error(c->reporter, &here, "is '%s'; must be an IVR step or 'agent'", entry);
    return out->entry != NO_INDEX16;
}

static void entries_mark(compiler *c, const scenario_class *entering) {
    for (uint32_t i = 0; i < entering->enter_count; i++)
        c->scenario->layout.sites[entering->enter[i].target].is_entry = true;
}

static bool talk_by_time_compile(const compiler *c, const place *at, const number_list *from,
                                 day_factors *out) {
    place here = place_of(at, "talk_by_time");
    sim_time count = (sim_time)from->count;
    if (count == 0)
        return true;
    if (SIM_DAY % count)
        return place_error(c->reporter, &here,
                           "has %zu values, which do not divide the day into whole microseconds",
                           from->count);
    *out = (day_factors){.values = memory_new(from->count, sizeof *out->values),
                         .count = (uint32_t)count,
                         .slice = SIM_DAY / count,
                         .phase = civil_time_of_day(c->scenario->layout.start)};
    memcpy(out->values, from->values, from->count * sizeof *out->values);
    return true;
}

/// An object that was left out is bound as zeros; numbers that were left out of one are NaN.
static bool arrivals_are_given(const arrivals_document *from) {
    return from->per_hour.list.count > 0 || from->profile.list.count > 0 || from->volume < 0 ||
           !(from->volume <= 0);
}

static bool class_compile(compiler *c, const place *at, const class_document *from, scenario_class *out) {
    place arrivals = place_of(at, "arrivals");
    out->source = stream_source(from->name);
    out->busyness = (busyness){.day_cv = from->arrivals.busyness_cv,
                               .slice_cv = from->arrivals.interval_cv,
                               .correlation = from->arrivals.busyness_correlation,
                               .slice_correlation = from->arrivals.interval_correlation};
    out->priority = (int32_t)from->priority;
    out->awt = from->awt == TIME_ABSENT ? c->document->awt.times[0] : from->awt;
    out->weight = from->weight;
    out->agent_choice =
        (agent_policy)(from->agent_choice < 0 ? c->document->routing.agents : from->agent_choice);
    out->patience = from->patience;
    out->talk = from->talk.law;
    out->wrapup = from->wrapup;
    bool good = !arrivals_are_given(&from->arrivals) ||
                arrivals_compile(c, &arrivals, &from->arrivals, &out->arrivals);
    good = talk_by_time_compile(c, at, &from->talk_by_time, &out->talk_by_time) && good;
    good = entry_compile(c, at, from->entry, out) && good;
    good = enter_compile(c, at, &from->enter, out) && good;
    entries_mark(c, out);
    return good;
}

bool classes_compile(compiler *c) {
    const object_map *classes = &c->document->classes;
    scenario *s = c->scenario;
    s->classes = memory_new(classes->count, sizeof *s->classes);
    s->layout.classes = memory_new(classes->count, sizeof *s->layout.classes);
    place root = place_of(NULL, "classes");
    bool good = true;
    first_sites_find(c);
    for (size_t i = 0; i < classes->count; i++) {
        const class_document *from = MAP_ITEM(*classes, class_document, i);
        place at = place_of(&root, from->name);
        scenario_class *to = &s->classes[s->layout.class_count++];
        good = class_compile(c, &at, from, to) && good;
        good = ways_compile(c, &at, from, (uint16_t)i, to) && good;
        s->layout.classes[i] = (layout_class){
            .name = text_copy(from->name), .awt = to->awt, .priority = to->priority, .channel = to->channel};
    }
    return good;
}
