/// What becomes of calls and agents when parts of a site are lost, and come back.
#ifndef MODEL_LOSSES_H
#define MODEL_LOSSES_H

#include <hotline/sim.h>

#include "scenario/compiled.h"

/// Why something is lost.
typedef struct loss {
    uint64_t failure;             ///< address of its draws: which unit fails for which time, or which outage
    const scenario_component *of; ///< whose rules hold for the calls; NULL: they are dropped
    int64_t cause;                ///< index of the layout's outage; -1: at random
} loss;

/// A part of a capacity fails: calls on it are hit by lot.
void losses_take_capacity(sim *s, uint16_t site_index, site_capacity what, uint32_t amount, const loss *why);
void losses_give_capacity(sim *s, uint16_t site_index, site_capacity what, uint32_t amount);
/// Seats of a site fail: those of its agents first .. end - 1, counted through its groups.
void losses_take_seats(sim *s, uint16_t site_index, uint64_t first, uint64_t end, const loss *why);
void losses_give_seats(sim *s, uint16_t site_index, uint64_t first, uint64_t end);
/// SITE_..._UP bits are taken out; nothing changes if another cause has taken them already.
void losses_take_parts(sim *s, uint16_t site_index, uint16_t parts, const loss *why);
void losses_give_parts(sim *s, uint16_t site_index, uint16_t parts, int64_t cause);

#endif
