/// The way of a unit that has failed: a spare part, a crew, the repair.
#ifndef MODEL_REPAIRS_H
#define MODEL_REPAIRS_H

#include "model/units.h"

/// The unit has failed: its repair begins, or it waits for what that takes.
void repairs_ask(sim *s, unit *u);
/// A repair is done: its crew goes on to the next one.
void repairs_end(sim *s, uint16_t crew_index);
void repairs_on_spare(sim *s, uint32_t component_index);
void repairs_on_crew(sim *s, uint32_t crew_index);
bool repairs_are_sound(const sim *s);

#endif
