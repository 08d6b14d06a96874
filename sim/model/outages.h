/// What is taken out at set times, and given back.
#ifndef MODEL_OUTAGES_H
#define MODEL_OUTAGES_H

#include <hotline/sim.h>

void outages_begin(sim *s);
void outages_on_begin(sim *s, uint32_t outage);
void outages_on_end(sim *s, uint32_t outage);

#endif
