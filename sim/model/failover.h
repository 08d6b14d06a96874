/// Plans that lead the traffic of a failed site to another.
#ifndef MODEL_FAILOVER_H
#define MODEL_FAILOVER_H

#include <hotline/sim.h>

#include "event/event_queue.h"
#include "scenario/compiled.h"

typedef struct plan {
    sim_time since;
    sim_time switched; ///< when traffic last went to another site
    uint16_t in_charge;
    uint8_t phase;   ///< plan_phase
    bool fails;      ///< PLAN_SWITCHING: the switch does not work
    uint32_t losses; ///< how often its site in charge was lost
    event_handle timer, failback_timer;
} plan;

void failover_begin(sim *s);
/// The platform of a site was lost, or is back.
void failover_on_loss(sim *s, uint16_t site_index);
void failover_on_recovery(sim *s, uint16_t site_index);
void failover_on_step_end(sim *s, uint32_t plan_index);
void failover_on_failback_due(sim *s, uint32_t plan_index);
/// The plan that covers the traffic which `site_index` carries now; NULL when none does.
const scenario_plan *failover_plan_of(const sim *s, uint16_t site_index);
/// Whether agents of a lost site must wait until a switch (or a repair) has come about.
bool failover_holds_agents(const sim *s, uint16_t site_index);
/// Whether the traffic of an entry is where it is when nothing has failed.
bool failover_is_at_home(const sim *s, uint16_t entry);
/// Timers and what follows from them agree with the phases.
bool failover_is_sound(const sim *s);

#endif
