/// First attempts: the next caller of each class, taken out of its slices.
#ifndef MODEL_ARRIVALS_H
#define MODEL_ARRIVALS_H

#include "model/arrival_slices.h"

void arrivals_begin(sim *s);
void arrivals_on_arrival(sim *s, uint32_t class_index);
/// Goes on looking for the next caller after many slices without one.
void arrivals_on_quiet(sim *s, uint32_t class_index);

#endif
