/// Conservation: every counter agrees with the entities that it counts.
#ifndef MODEL_AUDIT_H
#define MODEL_AUDIT_H

#include <hotline/sim.h>

bool sim_is_sound(const sim *s);

#endif
