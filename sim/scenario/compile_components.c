#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/compile.h"

_Static_assert(SITE_PLATFORM_UP == 1 && SITE_SEATS_UP == 2, "bits follow the order of site_part_names");

/// Room for "site.component".
enum { FULL_NAME_SIZE = 2 * NAME_LENGTH_MAX + 2 };

/// What the components of a site may carry; with what outages take in addition it fits into 32 bits.
enum { CARRIED_MAX = 1000000000 };

static uint32_t capacity_of(int64_t given) {
    return given == WHOLE_ABSENT ? 0 : (uint32_t)given;
}

void capacities_compile(const capacities_document *from, uint32_t out[CAPACITY_COUNT]) {
    out[CAPACITY_TRUNKS] = capacity_of(from->trunks);
    out[CAPACITY_IVR_PORTS] = capacity_of(from->ivr_ports);
    out[CAPACITY_SEATS] = capacity_of(from->seats);
    out[CAPACITY_SETUPS] = capacity_of(from->setups);
}

/// Both, as times or as laws, or neither.
static bool times_compile(const compiler *c, const place *at, const component_document *from,
                          scenario_component *k) {
    bool up = !isnan(from->mtbf) || from->uptime.given, down = !isnan(from->mttr) || from->downtime.given;
    if (!isnan(from->mtbf) && from->uptime.given)
        return place_error(c->reporter, at, "has both 'mtbf' and 'uptime'; must have one of them");
    if (!isnan(from->mttr) && from->downtime.given)
        return place_error(c->reporter, at, "has both 'mttr' and 'downtime'; must have one of them");
    if (up != down)
        return place_error(c->reporter, at, "'%s' is missing (%s), or the law '%s'", up ? "mttr" : "mtbf",
                           up ? "mean time to repair" : "mean time to the next failure",
                           up ? "downtime" : "uptime");
    k->fails = up;
    if (!up)
        return true;
    k->uptime = from->uptime.given ? from->uptime.law : law_exponential(from->mtbf);
    k->downtime = from->downtime.given ? from->downtime.law : law_exponential(from->mttr);
    return true;
}

static bool spares_compile(const compiler *c, const place *at, const component_document *from,
                           scenario_component *k) {
    bool given = from->spares != WHOLE_ABSENT;
    if (given != (from->restock != TIME_ABSENT))
        return place_error(c->reporter, at,
                           "'%s' is missing: spare parts have a number and a time to restock",
                           given ? "restock" : "spares");
    k->spares = given ? (uint32_t)from->spares : UNLIMITED;
    k->restock = given ? from->restock : 0;
    return true;
}

static bool crew_find(const compiler *c, const place *at, const component_document *from,
                      scenario_component *k) {
    const object_map *crews = &c->document->crews;
    place here = place_of(at, "crew");
    k->crew = NO_INDEX16;
    if (!from->crew)
        return true;
    k->crew =
        name_find(c->reporter, &here, "crew", crews->items, crews->count, sizeof(crew_document), from->crew);
    return k->crew != NO_INDEX16;
}

static bool units_compile(const compiler *c, const place *at, const component_document *from,
                          scenario_component *k) {
    place needed = place_of(at, "needed"), count = place_of(at, "count");
    k->count = (uint32_t)from->count;
    k->needed = from->needed == WHOLE_ABSENT ? 1 : (uint32_t)from->needed;
    k->shares = from->needed == WHOLE_ABSENT;
    if (k->needed > k->count)
        return place_error(c->reporter, &needed, "is %u, but there are %u units", k->needed, k->count);
    if (k->takes != 0 && k->shares && k->count > 1)
        return place_error(c->reporter, &count,
                           "is %u, but what it takes cannot be shared; say how many units are 'needed'",
                           k->count);
    return true;
}

static const char *const fate_names[FATE_COUNT] = {"drop", "keep", "requeue", "suspend"};

/// `most`: the fates that may be named are those before it.
static bool fate_compile(const compiler *c, const place *at, const share_list *from, call_fate most,
                         double fates[FATE_COUNT]) {
    double shares[FATE_COUNT] = {0}, sum = 0;
    bool good = true;
    for (size_t i = 0; i < from->count; i++) {
        size_t fate = 0;
        while (fate < most && strcmp(from->names[i], fate_names[fate]) != 0)
            fate++;
        if (fate == most)
            good = place_error(c->reporter, at, "names '%s'; must be %s", from->names[i],
                               most == FATE_COUNT ? "'drop', 'keep', 'requeue' or 'suspend'"
                                                  : "'drop' or 'keep'");
        else
            shares[fate] = from->shares[i];
    }
    if (from->count == 0)
        shares[FATE_DROP] = 1;
    for (size_t i = 0; i < FATE_COUNT; i++)
        fates[i] = sum += shares[i];
    fates[FATE_COUNT - 1] = 1;
    return good;
}

static bool fates_compile(const compiler *c, const place *at, const component_document *from,
                          scenario_component *k) {
    const share_list *const stages[STAGE_COUNT] = {&from->calls.ivr, &from->calls.queue, &from->calls.talk};
    static const char *const keys[STAGE_COUNT] = {"ivr", "queue", "talk"};
    place calls = place_of(at, "calls");
    bool carries = k->takes & SITE_PLATFORM_UP || k->capacities[CAPACITY_TRUNKS] > 0 ||
                   k->capacities[CAPACITY_IVR_PORTS] > 0 || k->capacities[CAPACITY_SETUPS] > 0;
    bool good = true;
    for (size_t i = 0; i < STAGE_COUNT; i++) {
        place here = place_of(&calls, keys[i]);
        call_fate most = i == STAGE_TALK && !carries ? FATE_COUNT : FATE_REQUEUE;
        k->decides = k->decides || stages[i]->count > 0;
        good = fate_compile(c, &here, stages[i], most, k->fates[i]) && good;
    }
    return good;
}

/// A site without a limit has what its components carry.
static bool limit_compile(const compiler *c, const place *at, const char *key, uint64_t carried,
                          uint32_t *limit, uint32_t *shown) {
    if (carried > CARRIED_MAX)
        return place_error(c->reporter, at, "has components for %llu %s; there may be %d at most",
                           (unsigned long long)carried, key, CARRIED_MAX);
    if (carried > 0 && *limit == UNLIMITED)
        *limit = *shown = (uint32_t)carried;
    return true;
}

static bool limits_compile(const compiler *c, uint16_t site) {
    scenario *s = c->scenario;
    uint64_t carried[CAPACITY_COUNT] = {0};
    for (uint32_t i = 0; i < s->layout.component_count; i++) {
        const scenario_component *k = &s->components[i];
        for (size_t what = 0; what < CAPACITY_COUNT && k->site == site; what++)
            carried[what] += (uint64_t)k->capacities[what] * k->count;
    }
    place sites = place_of(NULL, "sites"), at = place_of(&sites, s->layout.sites[site].name);
    scenario_site *limits = &s->sites[site];
    layout_site *shown = &s->layout.sites[site];
    uint32_t seats = UNLIMITED;
    return limit_compile(c, &at, "seats", carried[CAPACITY_SEATS], &seats, &seats) &&
           limit_compile(c, &at, "calls a second", carried[CAPACITY_SETUPS], &limits->setups,
                         &limits->setups) &&
           limit_compile(c, &at, "trunks", carried[CAPACITY_TRUNKS], &limits->trunks, &shown->trunks) &&
           limit_compile(c, &at, "ivr_ports", carried[CAPACITY_IVR_PORTS], &limits->ivr_ports,
                         &shown->ivr_ports);
}

/// `site` NO_INDEX16: of no site; it takes nothing.
static bool component_compile(compiler *c, const place *at, const component_document *from, uint16_t site) {
    scenario *s = c->scenario;
    uint32_t index = s->layout.component_count++;
    scenario_component *k = &s->components[index];
    const layout_component *last = index > 0 ? &s->layout.components[index - 1] : NULL;
    const char *of = site == NO_INDEX16 ? "" : s->layout.sites[site].name;
    char source[FULL_NAME_SIZE];
    (void)snprintf(source, sizeof source, "%s/%s", of, from->name);
    *k = (scenario_component){.source = stream_source(source),
                              .site = site,
                              .in_use = from->ages == 1,
                              .first_unit = last ? last->first_unit + last->count : 0};
    if (site != NO_INDEX16)
        capacities_compile(&from->takes.capacities, k->capacities);
    k->takes = site == NO_INDEX16 ? 0 : (uint16_t)from->takes.parts;
    bool good = times_compile(c, at, from, k);
    good = units_compile(c, at, from, k) && good;
    good = spares_compile(c, at, from, k) && good;
    good = crew_find(c, at, from, k) && good;
    good = fates_compile(c, at, from, k) && good;
    s->layout.components[index] =
        (layout_component){.name = *of ? text_format("%s.%s", of, from->name) : text_copy(from->name),
                           .first_unit = k->first_unit,
                           .count = k->count,
                           .site = site};
    return good;
}

/// The first component of a site; of no site: of those that belong to none.
static uint32_t first_component(const compiler *c, uint16_t site) {
    const object_map *sites = &c->document->sites;
    uint32_t first = 0;
    for (size_t i = 0; i < sites->count && i < site; i++)
        first += (uint32_t)MAP_ITEM(*sites, site_document, i)->components.count;
    return first;
}

static uint32_t component_of_site(const compiler *c, uint16_t site, const char *name) {
    static const reporter nobody = {0};
    const document *d = c->document;
    const object_map *of = &d->components;
    if (site != NO_INDEX16 && site >= d->sites.count)
        return NO_INDEX; // the only site of a scenario without `sites`
    if (site != NO_INDEX16)
        of = &MAP_ITEM(d->sites, site_document, site)->components;
    uint16_t found =
        name_find(&nobody, NULL, "component", of->items, of->count, sizeof(component_document), name);
    return found == NO_INDEX16 ? NO_INDEX : first_component(c, site) + found;
}

/// "main.power"
static uint32_t component_elsewhere(const compiler *c, const char *name) {
    static const reporter nobody = {0};
    const layout *l = &c->scenario->layout;
    const char *dot = strchr(name, '.');
    char *site = dot ? text_format("%.*s", (int)(dot - name), name) : NULL;
    uint16_t index =
        site ? name_find(&nobody, NULL, "site", l->sites, l->site_count, sizeof *l->sites, site) : NO_INDEX16;
    free(site);
    return index == NO_INDEX16 ? NO_INDEX : component_of_site(c, index, dot + 1);
}

uint32_t component_find(const compiler *c, const place *at, uint16_t site, const char *name) {
    uint32_t found = component_elsewhere(c, name);
    if (found == NO_INDEX && site != NO_INDEX16)
        found = component_of_site(c, site, name);
    if (found == NO_INDEX)
        found = component_of_site(c, NO_INDEX16, name);
    if (found == NO_INDEX)
        (void)place_name_error(c->reporter, at, "there is no component '%s'", name);
    return found;
}

static bool needs_compile(compiler *c, const place *at, const text_list *names, uint32_t index) {
    scenario *s = c->scenario;
    scenario_component *k = &s->components[index];
    place list = place_of(at, "needs");
    k->needs = memory_new(names->count, sizeof *k->needs);
    for (size_t i = 0; i < names->count; i++) {
        uint32_t needed = component_find(c, &list, k->site, names->texts[i]);
        if (needed == NO_INDEX)
            return false;
        for (uint32_t n = 0; n < k->need_count; n++)
            if (k->needs[n] == needed)
                return place_error(c->reporter, &list, "names '%s' twice", names->texts[i]);
        k->needs[k->need_count++] = needed;
    }
    return true;
}

static void followers_compile(scenario *s) {
    for (uint32_t i = 0; i < s->layout.component_count; i++)
        for (uint32_t n = 0; n < s->components[i].need_count; n++)
            s->components[s->components[i].needs[n]].follower_count++;
    for (uint32_t i = 0; i < s->layout.component_count; i++) {
        scenario_component *k = &s->components[i];
        k->followers = memory_new(k->follower_count, sizeof *k->followers);
        k->follower_count = 0;
    }
    for (uint32_t i = 0; i < s->layout.component_count; i++)
        for (uint32_t n = 0; n < s->components[i].need_count; n++) {
            scenario_component *needed = &s->components[s->components[i].needs[n]];
            needed->followers[needed->follower_count++] = i;
        }
}

/// Takes away, one after the other, those whose needs are all taken away: what is left needs itself, or is
/// needed by what does. NO_INDEX: nothing.
static uint32_t circle_find(const scenario *s) {
    uint32_t count = s->layout.component_count, done = 0, ready = 0;
    uint32_t *open = memory_new(count, sizeof *open), *order = memory_new(count, sizeof *order);
    for (uint32_t i = 0; i < count; i++) {
        open[i] = s->components[i].need_count;
        if (open[i] == 0)
            order[ready++] = i;
    }
    while (done < ready) {
        const scenario_component *k = &s->components[order[done++]];
        for (uint32_t n = 0; n < k->follower_count; n++)
            if (--open[k->followers[n]] == 0)
                order[ready++] = k->followers[n];
    }
    uint32_t circle = 0;
    while (circle < count && open[circle] == 0)
        circle++;
    free(open);
    free(order);
    return circle < count ? circle : NO_INDEX;
}

static bool circles_check(const compiler *c) {
    uint32_t index = circle_find(c->scenario);
    if (index == NO_INDEX)
        return true;
    place at = place_of(NULL, c->document->sites.count > 0 ? "sites" : "components");
    return place_error(c->reporter, &at, "the component '%s' needs itself, by way of others",
                       c->scenario->layout.components[index].name);
}

/// What is done with each component of the document.
typedef bool (*component_visit)(compiler *c, const place *at, const component_document *from, uint16_t site);

static bool components_visit(compiler *c, component_visit visit) {
    const object_map *sites = &c->document->sites, *shared = &c->document->components;
    place root = place_of(NULL, "sites"), top = place_of(NULL, "components");
    bool good = true;
    for (size_t i = 0; i < sites->count; i++) {
        const site_document *site = MAP_ITEM(*sites, site_document, i);
        place of = place_of(&root, site->name), list = place_of(&of, "components");
        for (size_t n = 0; n < site->components.count; n++) {
            const component_document *from = MAP_ITEM(site->components, component_document, n);
            place at = place_of(&list, from->name);
            good = visit(c, &at, from, (uint16_t)i) && good;
        }
    }
    for (size_t n = 0; n < shared->count; n++) {
        const component_document *from = MAP_ITEM(*shared, component_document, n);
        place at = place_of(&top, from->name);
        good = visit(c, &at, from, NO_INDEX16) && good;
    }
    return good;
}

static bool component_needs(compiler *c, const place *at, const component_document *from, uint16_t site) {
    return needs_compile(c, at, &from->needs, component_of_site(c, site, from->name));
}

static void crews_compile(compiler *c) {
    const object_map *crews = &c->document->crews;
    scenario *s = c->scenario;
    s->crews = memory_new(crews->count, sizeof *s->crews);
    for (size_t i = 0; i < crews->count; i++) {
        const crew_document *from = MAP_ITEM(*crews, crew_document, i);
        s->crews[s->crew_count++] =
            (scenario_crew){.size = (uint32_t)from->size, .from = from->hours.from, .to = from->hours.to};
    }
}

/// More can neither be numbered nor looked through.
static bool sizes_check(const compiler *c) {
    const document *d = c->document;
    place at = place_of(NULL, "sites");
    double units = 0, components = (double)d->components.count;
    for (size_t i = 0; i < d->sites.count; i++) {
        const object_map *of = &MAP_ITEM(d->sites, site_document, i)->components;
        components += (double)of->count;
        for (size_t n = 0; n < of->count; n++)
            units += (double)MAP_ITEM(*of, component_document, n)->count;
    }
    for (size_t n = 0; n < d->components.count; n++)
        units += (double)MAP_ITEM(d->components, component_document, n)->count;
    return (components < NO_INDEX16 && units <= ALL_UNITS_MAX) ||
           place_error(c->reporter, &at, "have %.0f components with %.0f units; at most %d with %d",
                       components, units, NO_INDEX16 - 1, ALL_UNITS_MAX);
}

bool components_compile(compiler *c) {
    scenario *s = c->scenario;
    size_t count = first_component(c, NO_INDEX16) + c->document->components.count;
    if (!sizes_check(c))
        return false;
    crews_compile(c);
    s->components = memory_new(count, sizeof *s->components);
    s->layout.components = memory_new(count, sizeof *s->layout.components);
    bool good = components_visit(c, component_compile);
    good = components_visit(c, component_needs) && good;
    followers_compile(s);
    good = circles_check(c) && good;
    for (uint32_t i = 0; i < s->layout.site_count; i++)
        good = limits_compile(c, (uint16_t)i) && good;
    return good;
}

void components_release(scenario *s) {
    for (uint32_t i = 0; s->components && i < s->layout.component_count; i++) {
        free(s->components[i].needs);
        free(s->components[i].followers);
    }
    free(s->components);
    free(s->crews);
}
