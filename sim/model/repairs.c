#include "model/repairs.h"
#include "model/model.h"

static void list_append(sim *s, unit_list *list, unit *u) {
    uint32_t index = unit_index(s, u);
    u->next = NO_INDEX;
    *(list->last == NO_INDEX ? &list->first : &s->units[list->last].next) = index;
    list->last = index;
}

static unit *list_take(sim *s, unit_list *list) {
    unit *u = &s->units[list->first];
    list->first = u->next;
    if (list->first == NO_INDEX)
        list->last = NO_INDEX;
    u->next = NO_INDEX;
    return u;
}

/// Whether repairs may begin now.
static bool crew_is_at_work(const sim *s, const scenario_crew *of) {
    sim_time day = (s->now + civil_time_of_day(s->scenario->layout.start)) % SIM_DAY;
    day = day < 0 ? day + SIM_DAY : day;
    if (of->from == of->to)
        return true;
    return of->from < of->to ? day >= of->from && day < of->to : day >= of->from || day < of->to;
}

static sim_time until_crew_comes(const sim *s, const scenario_crew *of) {
    sim_time day = (s->now + civil_time_of_day(s->scenario->layout.start)) % SIM_DAY;
    sim_time ahead = (of->from - day) % SIM_DAY;
    return ahead < 0 ? ahead + SIM_DAY : ahead;
}

static void repair_begin(sim *s, unit *u) {
    const scenario_component *k = unit_rules(s, u);
    stream draws;
    stream_open(&draws, &s->streams, STREAM_DOWNTIME, k->source, u->failures, unit_number(s, u));
    u->state = UNIT_IN_REPAIR;
    u->timer = sim_schedule(s, s->now + sim_time_from_s(law_draw(&k->downtime, &draws)), EVENT_UNIT_REPAIRED,
                            unit_index(s, u));
}

/// The unit has all that a repair needs but a crew.
static void crew_ask(sim *s, unit *u) {
    uint16_t index = unit_rules(s, u)->crew;
    if (index == NO_INDEX16) {
        repair_begin(s, u);
        return;
    }
    const scenario_crew *of = &s->scenario->crews[index];
    crew *w = &s->crews[index];
    bool open = crew_is_at_work(s, of);
    if (open && w->busy < of->size) {
        w->busy++;
        repair_begin(s, u);
        return;
    }
    u->state = UNIT_LACKS_CREW;
    list_append(s, &w->for_crew, u);
    if (!open && w->timer == 0)
        w->timer = sim_schedule(s, s->now + until_crew_comes(s, of), EVENT_CREW_COMES, index);
}

/// Each failure orders a spare part.
void repairs_ask(sim *s, unit *u) {
    const scenario_component *k = unit_rules(s, u);
    component *c = &s->components[u->component];
    if (k->spares == UNLIMITED) {
        crew_ask(s, u);
        return;
    }
    (void)sim_schedule(s, s->now + k->restock, EVENT_SPARE_COMES, u->component);
    if (c->spares > 0) {
        c->spares--;
        crew_ask(s, u);
        return;
    }
    u->state = UNIT_LACKS_SPARE;
    list_append(s, &c->for_spare, u);
}

static void crew_serve(sim *s, uint16_t index) {
    const scenario_crew *of = &s->scenario->crews[index];
    crew *w = &s->crews[index];
    if (w->for_crew.first == NO_INDEX)
        return;
    bool open = crew_is_at_work(s, of);
    while (open && w->busy < of->size && w->for_crew.first != NO_INDEX) {
        unit *u = list_take(s, &w->for_crew);
        w->busy++;
        repair_begin(s, u);
        unit_emit(s, u);
    }
    if (!open && w->timer == 0)
        w->timer = sim_schedule(s, s->now + until_crew_comes(s, of), EVENT_CREW_COMES, index);
}

void repairs_on_crew(sim *s, uint32_t index) {
    s->crews[index].timer = 0;
    crew_serve(s, (uint16_t)index);
}

void repairs_on_spare(sim *s, uint32_t index) {
    component *c = &s->components[index];
    if (c->for_spare.first == NO_INDEX) {
        c->spares++;
        return;
    }
    unit *u = list_take(s, &c->for_spare);
    crew_ask(s, u);
    unit_emit(s, u);
}

void repairs_end(sim *s, uint16_t crew_index) {
    s->crews[crew_index].busy--;
    crew_serve(s, crew_index);
}

static bool crew_is_sound(const sim *s, uint16_t index) {
    uint32_t busy = 0, waiting = 0;
    for (uint32_t i = 0; i < layout_unit_count(&s->scenario->layout); i++) {
        bool mine = unit_rules(s, &s->units[i])->crew == index;
        busy += mine && s->units[i].state == UNIT_IN_REPAIR;
        waiting += mine && s->units[i].state == UNIT_LACKS_CREW;
    }
    const crew *w = &s->crews[index];
    const scenario_crew *of = &s->scenario->crews[index];
    bool in_vain = waiting > 0 && w->timer == 0 && (w->busy < of->size);
    return busy == w->busy && busy <= of->size && (waiting > 0) == (w->for_crew.first != NO_INDEX) &&
           !in_vain;
}

bool repairs_are_sound(const sim *s) {
    for (uint32_t i = 0; i < s->scenario->crew_count; i++)
        if (!crew_is_sound(s, (uint16_t)i))
            return false;
    return true;
}
