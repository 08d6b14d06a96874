#include "model/units.h"

#include <stdlib.h>

#include "model/losses.h"
#include "model/model.h"
#include "model/repairs.h"

const scenario_component *unit_rules(const sim *s, const unit *u) {
    return &s->scenario->components[u->component];
}

uint32_t unit_index(const sim *s, const unit *u) {
    return (uint32_t)(u - s->units);
}

uint32_t unit_number(const sim *s, const unit *u) {
    return unit_index(s, u) - unit_rules(s, u)->first_unit;
}

static bool unit_works(const unit *u) {
    return u->state == UNIT_WORKS && u->held == 0;
}

static uint64_t failure_of(const sim *s, const unit *u) {
    return stream_mix(unit_rules(s, u)->source, (uint64_t)unit_number(s, u) << 32 | u->failures);
}

/// Seats of the agents of a site are counted through its groups.
static void seats_number(sim *s) {
    for (uint16_t i = 0; i < s->scenario->layout.site_count; i++) {
        uint32_t seat = 0;
        for (uint32_t g = 0; g < s->scenario->layout.group_count; g++) {
            const scenario_group *of = &s->scenario->groups[g];
            for (uint32_t a = of->first_agent; of->site == i && a < of->first_agent + of->size; a++)
                s->seats[a] = seat++;
        }
    }
}

static void usage_watch(sim *s, const scenario_component *k) {
    for (uint32_t g = 0; g < s->scenario->layout.group_count; g++)
        if (s->scenario->groups[g].site == k->site && k->capacities[CAPACITY_SEATS] > 0)
            s->groups[g].ages = true;
    if (k->capacities[CAPACITY_SEATS] == 0)
        s->sites[k->site].ages = true;
}

bool units_create(sim *s) {
    const layout *l = &s->scenario->layout;
    s->components = calloc(l->component_count + 1, sizeof *s->components);
    s->units = calloc(layout_unit_count(l) + 1, sizeof *s->units);
    s->crews = calloc(s->scenario->crew_count + 1, sizeof *s->crews);
    s->seats = calloc(layout_agent_count(l) + 1, sizeof *s->seats);
    if (!s->components || !s->units || !s->crews || !s->seats)
        return false;
    for (uint32_t i = 0; i < l->component_count; i++) {
        const scenario_component *k = &s->scenario->components[i];
        s->components[i] = (component){
            .working = k->count, .spares = k->spares, .for_spare = unit_list_empty, .works = true};
        for (uint32_t n = 0; n < k->count; n++)
            s->units[k->first_unit + n] = (unit){.since = s->now, .component = i, .next = NO_INDEX};
    }
    for (uint32_t i = 0; i < s->scenario->crew_count; i++)
        s->crews[i].for_crew = unit_list_empty;
    seats_number(s);
    return true;
}

void units_destroy(sim *s) {
    free(s->components);
    free(s->units);
    free(s->crews);
    free(s->seats);
}

void unit_emit(sim *s, unit *u) {
    u->since = s->now;
    sim_emit(s, (record){.kind = UNIT_MOVES,
                         .detail = (uint16_t)(u->state + (u->held > 0 ? UNIT_HELD : 0U)),
                         .agent = unit_index(s, u),
                         .value = u->component});
}

static void failure_schedule(sim *s, unit *u, sim_time after) {
    sim_time at = s->now + after;
    u->timer =
        at < s->scenario->layout.duration ? sim_schedule(s, at, EVENT_UNIT_FAILS, unit_index(s, u)) : 0;
}

static bool is_in_use(const sim *s, const unit *u) {
    const scenario_component *k = unit_rules(s, u);
    return k->capacities[CAPACITY_SEATS] > 0 ? u->busy_seats > 0 : s->sites[k->site].trunks_used > 0;
}

/// Of a unit that ages only in use: its time to failure runs, or stands still.
static void clock_review(sim *s, unit *u) {
    bool runs = unit_works(u) && is_in_use(s, u);
    if (runs == u->runs || !unit_rules(s, u)->fails)
        return;
    u->runs = runs;
    if (runs) {
        u->runs_from = s->now;
        failure_schedule(s, u, u->left);
    } else {
        u->left -= s->now - u->runs_from;
        sim_cancel(s, &u->timer);
    }
}

/// Draws the unit's time to failure.
static void unit_renew(sim *s, unit *u) {
    const scenario_component *k = unit_rules(s, u);
    if (!k->fails)
        return;
    stream draws;
    stream_open(&draws, &s->streams, STREAM_UPTIME, k->source, u->failures, unit_number(s, u));
    u->left = sim_time_from_s(law_draw(&k->uptime, &draws));
    if (k->in_use)
        clock_review(s, u);
    else
        failure_schedule(s, u, u->left);
}

void units_begin(sim *s) {
    const layout *l = &s->scenario->layout;
    for (uint32_t i = 0; i < l->component_count; i++)
        if (s->scenario->components[i].in_use && s->scenario->components[i].fails)
            usage_watch(s, &s->scenario->components[i]);
    for (uint32_t i = 0; i < layout_unit_count(l); i++)
        unit_renew(s, &s->units[i]);
}

static bool carries(const scenario_component *k) {
    bool some = false;
    for (size_t what = 0; what < CAPACITY_COUNT; what++)
        some = some || k->capacities[what] > 0;
    return some;
}

/// What the component carries per unit is lost, or there again: units whose `out` changes.
static void shares_review(sim *s, uint32_t index, const loss *why) {
    const scenario_component *k = &s->scenario->components[index];
    const component *c = &s->components[index];
    uint32_t lost = 0, back = 0, seats = k->capacities[CAPACITY_SEATS];
    for (uint32_t n = 0; n < k->count; n++) {
        unit *u = &s->units[k->first_unit + n];
        bool out = k->shares ? c->lacking > 0 || !unit_works(u) : !c->works;
        lost += out && !u->out;
        back += !out && u->out;
        if (seats > 0 && out != u->out) {
            uint64_t first = (uint64_t)n * seats;
            if (out)
                losses_take_seats(s, k->site, first, first + seats, why);
            else
                losses_give_seats(s, k->site, first, first + seats);
        }
        u->out = out;
    }
    for (site_capacity what = CAPACITY_TRUNKS; what < CAPACITY_COUNT; what++) {
        if (what == CAPACITY_SEATS)
            continue;
        if (lost > 0 && k->capacities[what] > 0)
            losses_take_capacity(s, k->site, what, lost * k->capacities[what], why);
        if (back > 0 && k->capacities[what] > 0)
            losses_give_capacity(s, k->site, what, back * k->capacities[what]);
    }
}

/// Something has changed on which a component depends: what it takes, and whoever needs it.
static void component_review(sim *s, uint32_t index, const loss *root) {
    const scenario_component *k = &s->scenario->components[index];
    component *c = &s->components[index];
    bool worked = c->works;
    c->works = c->working >= k->needed && c->lacking == 0;
    const loss why = {.failure = root->failure, .of = k, .cause = root->cause};
    if (carries(k))
        shares_review(s, index, &why);
    if (c->works == worked)
        return;
    if (k->takes && worked)
        losses_take_parts(s, k->site, k->takes, &why);
    else if (k->takes)
        losses_give_parts(s, k->site, k->takes, root->cause);
    for (uint32_t i = 0; i < k->follower_count; i++) {
        component *follower = &s->components[k->followers[i]];
        follower->lacking += worked ? 1U : UINT32_MAX;
        component_review(s, k->followers[i], root);
    }
}

/// A unit has failed, or works again: what follows for the site and its calls.
static void unit_changes(sim *s, unit *u, bool worked, const loss *root) {
    bool works = unit_works(u);
    if (works == worked)
        return;
    component *c = &s->components[u->component];
    c->working += works ? 1U : UINT32_MAX;
    component_review(s, u->component, root);
}

void units_on_failure(sim *s, uint32_t index) {
    unit *u = &s->units[index];
    bool worked = unit_works(u);
    const loss root = {.failure = failure_of(s, u), .cause = -1};
    u->timer = 0;
    u->runs = false;
    repairs_ask(s, u);
    unit_emit(s, u);
    unit_changes(s, u, worked, &root);
}

void units_on_repair(sim *s, uint32_t index) {
    unit *u = &s->units[index];
    uint16_t crew_index = unit_rules(s, u)->crew;
    bool worked = unit_works(u);
    const loss root = {.failure = failure_of(s, u), .cause = -1};
    u->timer = 0;
    u->state = UNIT_WORKS;
    u->failures++;
    unit_renew(s, u);
    unit_emit(s, u);
    unit_changes(s, u, worked, &root);
    if (crew_index != NO_INDEX16)
        repairs_end(s, crew_index);
}

void units_hold(sim *s, uint32_t index, uint64_t failure, int64_t cause) {
    unit *u = &s->units[index];
    bool worked = unit_works(u);
    const loss root = {.failure = failure, .cause = cause};
    if (u->held++ > 0)
        return;
    if (unit_rules(s, u)->in_use)
        clock_review(s, u);
    unit_emit(s, u);
    unit_changes(s, u, worked, &root);
}

void units_let_go(sim *s, uint32_t index, int64_t cause) {
    unit *u = &s->units[index];
    bool worked = unit_works(u);
    const loss root = {.cause = cause};
    if (--u->held > 0)
        return;
    if (unit_rules(s, u)->in_use)
        clock_review(s, u);
    unit_emit(s, u);
    unit_changes(s, u, worked, &root);
}

void units_seat_is_used(sim *s, const agent *a, bool busy) {
    uint16_t site_index = s->scenario->groups[a->group].site;
    for (uint32_t i = 0; i < s->scenario->layout.component_count; i++) {
        const scenario_component *k = &s->scenario->components[i];
        uint32_t seats = k->capacities[CAPACITY_SEATS];
        uint32_t number = seats > 0 ? s->seats[agent_index(s, a)] / seats : NO_INDEX;
        if (k->site != site_index || !k->in_use || !k->fails || number >= k->count)
            continue;
        unit *u = &s->units[k->first_unit + number];
        u->busy_seats += busy ? 1U : UINT32_MAX;
        clock_review(s, u);
    }
}

void units_review_site(sim *s, uint16_t site_index) {
    for (uint32_t i = 0; i < s->scenario->layout.component_count; i++) {
        const scenario_component *k = &s->scenario->components[i];
        bool concerned = k->site == site_index && k->in_use && k->fails && k->capacities[CAPACITY_SEATS] == 0;
        for (uint32_t n = 0; concerned && n < k->count; n++)
            clock_review(s, &s->units[k->first_unit + n]);
    }
}

static bool unit_is_sound(const sim *s, const unit *u) {
    const scenario_component *k = unit_rules(s, u);
    const component *c = &s->components[u->component];
    bool out = k->shares ? c->lacking > 0 || !unit_works(u) : !c->works;
    bool waits = u->state == UNIT_LACKS_SPARE || u->state == UNIT_LACKS_CREW;
    if (u->out != (carries(k) && out) || (waits && u->timer != 0) ||
        (u->state == UNIT_IN_REPAIR && u->timer == 0))
        return false;
    return !k->in_use || !k->fails || u->runs == (unit_works(u) && is_in_use(s, u));
}

static bool component_is_sound(const sim *s, uint32_t index) {
    const scenario_component *k = &s->scenario->components[index];
    const component *c = &s->components[index];
    uint32_t working = 0, lacking = 0;
    for (uint32_t n = 0; n < k->count; n++) {
        working += unit_works(&s->units[k->first_unit + n]);
        if (!unit_is_sound(s, &s->units[k->first_unit + n]))
            return false;
    }
    for (uint32_t n = 0; n < k->need_count; n++)
        lacking += !s->components[k->needs[n]].works;
    return working == c->working && lacking == c->lacking &&
           c->works == (working >= k->needed && lacking == 0);
}

/// What a site has lost of a capacity is what its components have; outages may have taken more.
static bool losses_are_sound(const sim *s, uint16_t site_index) {
    uint32_t lost[CAPACITY_COUNT] = {0};
    for (uint32_t i = 0; i < layout_unit_count(&s->scenario->layout); i++) {
        const scenario_component *k = unit_rules(s, &s->units[i]);
        for (size_t what = 0; what < CAPACITY_SEATS && k->site == site_index; what++)
            lost[what] += s->units[i].out ? k->capacities[what] : 0;
    }
    const site *at = &s->sites[site_index];
    return at->lost[CAPACITY_TRUNKS] >= lost[CAPACITY_TRUNKS] &&
           at->lost[CAPACITY_IVR_PORTS] >= lost[CAPACITY_IVR_PORTS];
}

bool units_are_sound(const sim *s) {
    const layout *l = &s->scenario->layout;
    for (uint32_t i = 0; i < l->component_count; i++)
        if (!component_is_sound(s, i))
            return false;
    for (uint16_t i = 0; i < l->site_count; i++)
        if (!losses_are_sound(s, i))
            return false;
    return repairs_are_sound(s);
}
