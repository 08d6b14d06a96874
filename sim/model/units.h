/// The units of components: how they age, fail, wait for a spare part and a crew, and are repaired; and which
/// components work.
#ifndef MODEL_UNITS_H
#define MODEL_UNITS_H

#include <hotline/sim.h>

#include "event/event_queue.h"
#include "model/agents.h"

typedef struct unit {
    sim_time since;     ///< when it changed last
    sim_time runs_from; ///< ages only in use: since when its time to failure runs
    sim_time left;      ///< likewise: of it, when it began to
    event_handle timer; ///< failure, or end of repair
    uint32_t component;
    uint32_t failures;   ///< that are repaired
    uint32_t next;       ///< of those who wait for a spare part or a crew; NO_INDEX
    uint32_t busy_seats; ///< ages only in use
    uint32_t held;       ///< outages that have taken it out
    uint8_t state;       ///< unit_state
    bool runs;           ///< ages only in use: its time to failure runs
    bool out;            ///< what it carries is not there
} unit;

/// First come, first served.
typedef struct unit_list {
    uint32_t first, last; ///< NO_INDEX at the ends
} unit_list;
static const unit_list unit_list_empty = {NO_INDEX, NO_INDEX};

typedef struct component {
    uint32_t working; ///< units that have not failed and are not held
    uint32_t lacking; ///< components that it needs and that do not work
    uint32_t spares;  ///< in stock
    unit_list for_spare;
    bool works;
} component;

typedef struct crew {
    uint32_t busy;
    unit_list for_crew;
    event_handle timer; ///< begin of its hours
} crew;

/// What the scenario says of the unit's component, and its number there.
const scenario_component *unit_rules(const sim *s, const unit *u);
uint32_t unit_index(const sim *s, const unit *u);
uint32_t unit_number(const sim *s, const unit *u);
/// Says what the unit does now.
void unit_emit(sim *s, unit *u);

bool units_create(sim *s);
void units_destroy(sim *s);
void units_begin(sim *s);
void units_on_failure(sim *s, uint32_t unit_index);
void units_on_repair(sim *s, uint32_t unit_index);
/// An outage takes a unit out, or gives it back. `failure`: which one, see loss in losses.h.
void units_hold(sim *s, uint32_t unit_index, uint64_t failure, int64_t cause);
void units_let_go(sim *s, uint32_t unit_index, int64_t cause);
/// An agent begins to be busy, or ends: what ages only in use.
void units_seat_is_used(sim *s, const agent *a, bool busy);
/// The first call takes a trunk of the site, or the last one leaves it.
void units_review_site(sim *s, uint16_t site_index);
/// Counters, lists and what follows from them agree with the units.
bool units_are_sound(const sim *s);

#endif
