/// What fails, at set times and at random, and is repaired.
#ifndef MODEL_OUTAGES_H
#define MODEL_OUTAGES_H

#include <hotline/sim.h>

void outages_begin(sim *s);
void outages_on_begin(sim *s, uint32_t outage);
void outages_on_end(sim *s, uint32_t outage);
void outages_on_failure(sim *s, uint32_t component);
void outages_on_repair(sim *s, uint32_t component);

#endif
