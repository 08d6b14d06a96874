#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/compile.h"

/// The name of the only site of a scenario that has no `sites`.
#define DEFAULT_SITE "center"

static uint32_t limit_of(int64_t given) {
    return given == WHOLE_ABSENT ? UNLIMITED : (uint32_t)given;
}

static void site_add(scenario *s, const char *name, scenario_site limits) {
    uint32_t index = s->layout.site_count++;
    s->sites[index] = limits;
    s->layout.sites[index] = (layout_site){.name = text_copy(name),
                                           .trunks = limits.trunks,
                                           .ivr_ports = limits.ivr_ports,
                                           .queue_places = limits.queue_places};
}

/// Where calls overflow to, once all sites are known.
static bool overflows_find(const compiler *c, const place *root) {
    const object_map *sites = &c->document->sites;
    bool good = true;
    for (size_t i = 0; i < sites->count; i++) {
        const site_document *from = MAP_ITEM(*sites, site_document, i);
        place at = place_of(root, from->name), here = place_of(&at, "overflow");
        if (!from->overflow)
            continue;
        uint16_t to = site_find(c, &here, from->overflow);
        c->scenario->sites[i].overflow = to;
        if (to == i)
            good = place_error(c->reporter, &here, "leads from a site to itself; must be another site");
        good = to != NO_INDEX16 && good;
    }
    return good;
}

bool sites_compile(compiler *c) {
    const object_map *sites = &c->document->sites;
    scenario *s = c->scenario;
    s->sites = memory_new(sites->count + 1, sizeof *s->sites);
    s->layout.sites = memory_new(sites->count + 1, sizeof *s->layout.sites);
    place root = place_of(NULL, "sites");
    bool good = true;
    for (size_t i = 0; i < sites->count; i++) {
        const site_document *from = MAP_ITEM(*sites, site_document, i);
        place at = place_of(&root, from->name);
        if (strcmp(from->name, "all") == 0)
            good = place_error(c->reporter, &at, "'all' is reserved; give the site another name");
        if (from->when_ports_busy == 1 && from->ivr_ports == 0) {
            place here = place_of(&at, "when_ports_busy");
            good = place_error(c->reporter, &here, "is 'wait', but there are no IVR ports to wait for");
        }
        site_add(s, from->name,
                 (scenario_site){.trunks = limit_of(from->trunks),
                                 .ivr_ports = limit_of(from->ivr_ports),
                                 .queue_places = limit_of(from->queue_places),
                                 .setups = limit_of(from->setups),
                                 .gap = from->gap.setups == 0 ? UNLIMITED : limit_of(from->gap.setups),
                                 .gap_when = (gap_time)from->gap.when,
                                 .overflow = NO_INDEX16,
                                 .waits_for_port = from->when_ports_busy == 1});
    }
    if (sites->count == 0)
        site_add(s, DEFAULT_SITE,
                 (scenario_site){.trunks = UNLIMITED,
                                 .ivr_ports = UNLIMITED,
                                 .queue_places = UNLIMITED,
                                 .setups = UNLIMITED,
                                 .gap = UNLIMITED,
                                 .overflow = NO_INDEX16});
    return overflows_find(c, &root) && good;
}

/// What a mode of failover presets. docs/scenario.md says where the figures are from.
typedef struct plan_preset {
    sim_time steps[PLAN_STEP_COUNT], relogin;
    double survive_ivr, survive_queue, survive_talk;
} plan_preset;

static const plan_preset presets[] = {
    {{60 * SIM_SECOND, 5 * SIM_MINUTE, 10 * SIM_MINUTE}, 5 * SIM_MINUTE, 0, 0, 0}, // cold
    {{7 * SIM_SECOND, 0, 20 * SIM_SECOND}, 150 * SIM_SECOND, 0, 0, 1},             // warm
    {{1 * SIM_SECOND, 0, 5 * SIM_SECOND}, 60 * SIM_SECOND, 0.95, 0.95, 0.95},      // hot
    {{1 * SIM_SECOND, 0, 0}, 60 * SIM_SECOND, 0, 0, 0},                            // active-active
    {{3 * SIM_MINUTE, 0, 30 * SIM_SECOND}, 4 * SIM_MINUTE, 0, 0, 1},               // n+1
};

static sim_time time_or(sim_time given, sim_time preset) {
    return given == TIME_ABSENT ? preset : given;
}

static double number_or(double given, double preset) {
    return isnan(given) ? preset : given;
}

static uint16_t plan_site_find(const compiler *c, const place *plan, const char *key, const name_list *names,
                               size_t index) {
    place list = place_of(plan, key), item = place_at(&list, index);
    return site_find(c, names->single ? &list : &item, names->names[index]);
}

static bool plan_leads_to(const scenario_plan *p, uint16_t site) {
    uint16_t i = 0;
    while (i < p->to_count && p->to[i] != site)
        i++;
    return i < p->to_count;
}

/// Two sites may stand in for one another, by two plans.
static bool plans_mirror(const scenario_plan *a, const scenario_plan *b) {
    return a->to_count == 1 && b->to_count == 1 && a->from == b->to[0] && b->from == a->to[0];
}

/// A site that two plans share in a way that no center could follow; NO_INDEX16: none.
static uint16_t site_shared(const scenario_plan *a, const scenario_plan *b) {
    if (plans_mirror(a, b))
        return NO_INDEX16;
    if (a->from == b->from || plan_leads_to(b, a->from))
        return a->from;
    return plan_leads_to(a, b->from) ? b->from : NO_INDEX16;
}

static bool plan_fits(const compiler *c, const place *at, const scenario_plan *p) {
    const scenario *s = c->scenario;
    place from = place_of(at, "from"), to = place_of(at, "to");
    if (plan_leads_to(p, p->from))
        return place_error(c->reporter, &to, "leads from a site to itself; must be another site");
    for (uint32_t i = 0; i < s->layout.plan_count; i++) {
        uint16_t shared = site_shared(p, &s->plans[i]);
        if (shared != NO_INDEX16)
            return place_error(
                c->reporter, shared == p->from ? &from : &to,
                "the site '%s' is in the plan '%s' already; only a plan that leads the other way "
                "between the same two sites may share them",
                s->layout.sites[shared].name, s->layout.plans[i].name);
    }
    return true;
}

static void plan_fill(const plan_document *from, scenario_plan *p) {
    const plan_preset *preset = &presets[from->mode];
    for (size_t i = 0; i < PLAN_STEP_COUNT; i++) {
        p->steps[i] = from->steps[i];
        if (!p->steps[i].law.given)
            p->steps[i].time = time_or(from->steps[i].time, preset->steps[i]);
    }
    p->source = stream_source(from->name);
    p->relogin = time_or(from->relogin, preset->relogin);
    p->hold_down = from->hold_down;
    p->coverage = from->coverage;
    p->survive_ivr = number_or(from->survive.ivr, preset->survive_ivr);
    p->survive_queue = number_or(from->survive.queue, preset->survive_queue);
    p->survive_talk = number_or(from->survive.talk, preset->survive_talk);
    p->failback = from->failback.kind;
    p->failback_from = from->failback.hours.from;
    p->failback_to = from->failback.hours.to;
}

static sim_time step_mean(const delay *step) {
    return step->law.given ? sim_time_from_s(law_mean(&step->law.law)) : step->time;
}

static void plan_show(scenario *s, const char *name, const scenario_plan *p) {
    layout_plan *shown = &s->layout.plans[s->layout.plan_count++];
    *shown = (layout_plan){.name = text_copy(name),
                           .from = p->from,
                           .to = p->to[0],
                           .detect = step_mean(&p->steps[0]),
                           .decide = step_mean(&p->steps[1]),
                           .switch_time = step_mean(&p->steps[2]),
                           .standby_count = p->to_count,
                           .standbys = memory_new(p->to_count, sizeof *shown->standbys)};
    memcpy(shown->standbys, p->to, p->to_count * sizeof *p->to);
}

static bool plan_compile(compiler *c, const place *at, const plan_document *from) {
    scenario_plan plan = {.from = plan_site_find(c, at, "from", &from->from, 0),
                          .to = memory_new(from->to.count, sizeof *plan.to)};
    bool good = plan.from != NO_INDEX16;
    for (size_t i = 0; i < from->to.count; i++) {
        plan.to[plan.to_count] = plan_site_find(c, at, "to", &from->to, i);
        good = plan.to[plan.to_count++] != NO_INDEX16 && good;
    }
    if (!good || !plan_fits(c, at, &plan)) {
        free(plan.to);
        return false;
    }
    plan_fill(from, &plan);
    c->scenario->plans[c->scenario->layout.plan_count] = plan;
    plan_show(c->scenario, from->name, &plan);
    return true;
}

bool plans_compile(compiler *c) {
    const object_map *plans = &c->document->failover;
    scenario *s = c->scenario;
    s->plans = memory_new(plans->count, sizeof *s->plans);
    s->layout.plans = memory_new(plans->count, sizeof *s->layout.plans);
    place root = place_of(NULL, "failover");
    bool good = true;
    for (size_t i = 0; i < plans->count; i++) {
        const plan_document *from = MAP_ITEM(*plans, plan_document, i);
        place at = place_of(&root, from->name);
        good = plan_compile(c, &at, from) && good;
    }
    return good;
}

/// The time from start that a moment names. A clock time is the first one at or after start.
static sim_time moment_time(const moment *m, civil_time start) {
    sim_time of_day = civil_time_of_day(start);
    if (m->kind == MOMENT_CLOCK)
        return m->time >= of_day ? m->time - of_day : m->time - of_day + SIM_DAY;
    if (m->kind == MOMENT_DATE)
        return (civil_days(m->date) - civil_days(start)) * SIM_DAY + civil_time_of_day(m->date) - of_day;
    return m->time;
}

static bool moment_check(const compiler *c, const place *at, sim_time time) {
    const layout *l = &c->scenario->layout;
    place here = place_of(at, "at");
    if (time < -l->warmup)
        return place_error(c->reporter, &here, "is before the scenario begins");
    return time < l->duration ||
           place_error(c->reporter, &here, "is after the end of the duration: it would never happen");
}

static bool outage_hits_site(const compiler *c, const place *at, const outage_document *from,
                             scenario_outage *o) {
    place site = place_of(at, "site"), takes = place_of(at, "takes"), units = place_of(at, "units");
    if (!from->site)
        return place_error(c->reporter, at, "'site' is missing (the site that it hits), or a 'component'");
    if (from->units != WHOLE_ABSENT)
        return place_error(c->reporter, &units, "is %lld, but there is no 'component'",
                           (long long)from->units);
    o->site = site_find(c, &site, from->site);
    if (o->site == NO_INDEX16)
        return false;
    o->takes = (uint16_t)from->takes.parts;
    capacities_compile(&from->takes.capacities, o->capacities);
    const scenario_site *limits = &c->scenario->sites[o->site];
    bool endless = (o->capacities[CAPACITY_TRUNKS] > 0 && limits->trunks == UNLIMITED) ||
                   (o->capacities[CAPACITY_IVR_PORTS] > 0 && limits->ivr_ports == UNLIMITED) ||
                   (o->capacities[CAPACITY_SETUPS] > 0 && limits->setups == UNLIMITED);
    return !endless || place_error(c->reporter, &takes,
                                   "takes a part of what the site '%s' has without limit", from->site);
}

static bool outage_hits_component(const compiler *c, const place *at, const outage_document *from,
                                  scenario_outage *o) {
    place here = place_of(at, "component"), site = place_of(at, "site"), units = place_of(at, "units");
    if (from->site)
        return place_error(c->reporter, &site, "is given, but so is a 'component'; must be one of them");
    uint32_t index = component_find(c, &here, NO_INDEX16, from->component);
    if (index == NO_INDEX)
        return false;
    const scenario_component *k = &c->scenario->components[index];
    if (from->units != WHOLE_ABSENT && from->units > (int64_t)k->count)
        return place_error(c->reporter, &units, "is %lld, but there are %u units", (long long)from->units,
                           k->count);
    o->site = k->site;
    o->first_unit = k->first_unit;
    o->units = from->units == WHOLE_ABSENT ? k->count : (uint32_t)from->units;
    return true;
}

static bool outage_compile(compiler *c, const place *at, const outage_document *from) {
    scenario *s = c->scenario;
    scenario_outage o = {.source = stream_source(from->name),
                         .at = moment_time(&from->at, s->layout.start),
                         .down_for = from->down_for,
                         .every = from->every == TIME_ABSENT ? 0 : from->every};
    bool good = moment_check(c, at, o.at);
    good = (from->component ? outage_hits_component(c, at, from, &o) : outage_hits_site(c, at, from, &o)) &&
           good;
    place every = place_of(at, "every");
    if (o.every > 0 && o.every < o.down_for)
        good =
            place_error(c->reporter, &every, "is shorter than 'down_for': it would come before it has ended");
    uint32_t index = s->layout.outage_count++;
    s->outages[index] = o;
    s->layout.outages[index] =
        (layout_outage){.name = text_copy(from->name), .site = o.site, .at = o.at, .down_for = o.down_for};
    return good;
}

bool outages_compile(compiler *c) {
    const object_map *outages = &c->document->timeline;
    scenario *s = c->scenario;
    s->outages = memory_new(outages->count, sizeof *s->outages);
    s->layout.outages = memory_new(outages->count, sizeof *s->layout.outages);
    place root = place_of(NULL, "timeline");
    bool good = true;
    for (size_t i = 0; i < outages->count; i++) {
        const outage_document *from = MAP_ITEM(*outages, outage_document, i);
        place at = place_of(&root, from->name);
        good = outage_compile(c, &at, from) && good;
    }
    return good;
}
