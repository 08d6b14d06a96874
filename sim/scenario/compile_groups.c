#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/compile.h"

static void login_add(scenario_group *out, uint16_t site) {
    out->login[out->login_count++] = site;
}

/// The other sites of the plan that `site` leads, or else of those that lead to it.
static void login_add_partners(const scenario *s, uint16_t site, scenario_group *out) {
    for (uint32_t i = 0; i < s->layout.plan_count; i++) {
        const scenario_plan *p = &s->plans[i];
        for (uint16_t k = 0; k < p->to_count && p->from == site; k++)
            login_add(out, p->to[k]);
        if (p->from == site)
            return;
    }
    for (uint32_t i = 0; i < s->layout.plan_count; i++)
        for (uint16_t k = 0; k < s->plans[i].to_count; k++)
            if (s->plans[i].to[k] == site)
                login_add(out, s->plans[i].from);
}

/// Without `login`: the site of the seats and its plan's others; virtual seats serve all.
static void login_default(const compiler *c, scenario_group *out) {
    const scenario *s = c->scenario;
    out->login_all = out->site == NO_INDEX16;
    if (out->login_all)
        return;
    out->login = memory_new(1 + STANDBYS_MAX + s->layout.plan_count, sizeof *out->login);
    login_add(out, out->site);
    login_add_partners(s, out->site, out);
}

static bool login_compile(const compiler *c, const place *group, const name_list *from, scenario_group *out) {
    if (from->count == 0) {
        login_default(c, out);
        return true;
    }
    out->login_all = from->single && strcmp(from->names[0], "all") == 0;
    if (out->login_all)
        return true;
    place list = place_of(group, "login");
    out->login = memory_new(from->count, sizeof *out->login);
    bool good = true;
    for (size_t i = 0; i < from->count; i++) {
        place item = place_at(&list, i);
        uint16_t site = site_find(c, from->single ? &list : &item, from->names[i]);
        good = site != NO_INDEX16 && good;
        out->login[out->login_count++] = site;
    }
    return good;
}

static void overflow_note(scenario_class *k, sim_time after) {
    if (after > 0 && (k->first_overflow == 0 || after < k->first_overflow))
        k->first_overflow = after;
}

/// Only chats are had several at a time, and what follows one is part of it.
static bool at_once_check(const compiler *c, const place *at, const scenario_skill *skill) {
    const scenario_class *k = &c->scenario->classes[skill->call_class];
    if (skill->at_once == 1)
        return true;
    place here = place_of(at, "at_once");
    if (k->channel != CHANNEL_CHAT)
        return place_error(c->reporter, &here, "is %u; must be 1, as the class's channel is not 'chat'",
                           skill->at_once);
    if (k->wrapup.given)
        return place_error(c->reporter, &here,
                           "is %u, but the class has a 'wrapup'; must be part of its 'talk'", skill->at_once);
    return true;
}

/// Who is done first leaves: that has no meaning for an agent with several chats.
static bool leaving_check(const compiler *c, const place *group, const scenario_group *g) {
    place here = place_of(group, "leaving");
    return g->at_once == 1 || !g->counter ||
           place_error(c->reporter, &here,
                       "is 'counter'; must be 'detailed' where agents have several chats at once");
}

static bool skills_compile(const compiler *c, const place *group, const object_map *from,
                           scenario_group *out) {
    const layout *l = &c->scenario->layout;
    place root = place_of(group, "skills");
    out->skills = memory_new(from->count, sizeof *out->skills);
    out->at_once = 1;
    bool good = true;
    for (size_t i = 0; i < from->count; i++) {
        const skill_document *skill = MAP_ITEM(*from, skill_document, i);
        place at = place_of(&root, skill->name);
        uint16_t call_class =
            name_find(c->reporter, &at, "class", l->classes, l->class_count, sizeof *l->classes, skill->name);
        if (call_class == NO_INDEX16) {
            good = false;
            continue;
        }
        scenario_skill *to = &out->skills[out->skill_count++];
        *to = (scenario_skill){
            .call_class = call_class,
            .rank = (uint16_t)skill->rank,
            .preference = (uint16_t)(skill->preference == WHOLE_ABSENT ? skill->rank : skill->preference),
            .at_once = (uint16_t)skill->at_once,
            .slowdown = skill->slowdown,
            .keep_free = (uint32_t)skill->keep_free,
            .after = skill->after,
            .speed = skill->speed};
        out->at_once = out->at_once > to->at_once ? out->at_once : to->at_once;
        good = at_once_check(c, &at, to) && good;
        out->has_speeds = out->has_speeds || to->speed < 1 || to->speed > 1;
        overflow_note(&c->scenario->classes[call_class], to->after);
    }
    return good && leaving_check(c, group, out);
}

/// The time of all agents together is summed up in microseconds: within 292,000 years.
static bool agents_time_fits(const compiler *c, sim_time agents) {
    return agents == 0 || c->scenario->layout.duration <= INT64_MAX / agents;
}

static bool group_compile(const compiler *c, const place *at, const group_document *from,
                          scenario_group *out) {
    place site = place_of(at, "site"), size = place_of(at, "size");
    bool good = schedules_compile(c, at, from, out);
    const place *cause = from->size == WHOLE_ABSENT ? at : &size;
    long long agents = (long long)out->first_agent + out->size;
    if (agents > AGENTS_MAX)
        return place_error(c->reporter, cause, "makes more than %d agents in all", AGENTS_MAX);
    if (!agents_time_fits(c, agents))
        return place_error(c->reporter, cause,
                           "makes %lld agents, who spend more than 292,000 years together; at most %lld in "
                           "this duration",
                           agents, (long long)(INT64_MAX / c->scenario->layout.duration));
    out->call_choice = (call_policy)(from->call_choice < 0 ? c->document->routing.calls : from->call_choice);
    out->site = from->site ? site_find(c, &site, from->site) : NO_INDEX16;
    good = (!from->site || out->site != NO_INDEX16) && good;
    good = login_compile(c, at, &from->login, out) && good;
    return skills_compile(c, at, &from->skills, out) && good;
}

/// Marks the steps from which a call may come to an agent, until nothing changes.
static bool *steps_to_agent(const scenario *s) {
    bool *leads = memory_new(s->layout.step_count, sizeof *leads), more = true;
    while (more) {
        more = false;
        for (uint32_t i = 0; i < s->layout.step_count; i++) {
            for (uint16_t b = 0; b < s->steps[i].branch_count && !leads[i]; b++) {
                uint16_t to = s->steps[i].branches[b].target;
                leads[i] = to == IVR_TO_AGENT || (to < s->layout.step_count && leads[to]);
                more = more || leads[i];
            }
        }
    }
    return leads;
}

static bool *classes_served(const scenario *s) {
    bool *served = memory_new(s->layout.class_count, sizeof *served);
    for (uint32_t g = 0; g < s->layout.group_count; g++)
        for (uint16_t i = 0; i < s->groups[g].skill_count; i++)
            served[s->groups[g].skills[i].call_class] = true;
    return served;
}

/// Where there are groups, one must be able to take each class whose calls may ask for agents.
static bool classes_are_served(const compiler *c) {
    const scenario *s = c->scenario;
    place root = place_of(NULL, "classes");
    bool *leads = steps_to_agent(s), *served = classes_served(s), good = true;
    for (uint32_t k = 0; s->layout.group_count > 0 && k < s->layout.class_count; k++) {
        place at = place_of(&root, s->layout.classes[k].name);
        uint16_t entry = s->classes[k].entry;
        bool asks = entry == IVR_TO_AGENT || (entry < s->layout.step_count && leads[entry]);
        if (asks && !served[k])
            good = place_error(c->reporter, &at,
                               "nobody serves it: no group of 'agents' has it among its skills");
    }
    free(leads);
    free(served);
    return good;
}

bool groups_compile(compiler *c) {
    const object_map *groups = &c->document->agents;
    scenario *s = c->scenario;
    uint32_t agents = 0;
    bool good = true;
    s->groups = memory_new(groups->count, sizeof *s->groups);
    s->layout.groups = memory_new(groups->count, sizeof *s->layout.groups);
    place root = place_of(NULL, "agents");
    for (size_t i = 0; i < groups->count; i++) {
        const group_document *from = MAP_ITEM(*groups, group_document, i);
        place at = place_of(&root, from->name);
        scenario_group *to = &s->groups[s->layout.group_count++];
        to->first_agent = agents;
        good = group_compile(c, &at, from, to) && good;
        agents += to->size;
        s->layout.groups[i] = (layout_group){.name = text_copy(from->name),
                                             .first_agent = to->first_agent,
                                             .size = to->size,
                                             .site = to->site};
    }
    return good && reporter_is_certain(c->reporter) ? classes_are_served(c) : good;
}
