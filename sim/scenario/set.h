/// --set: one change of the command line, applied to a document.
#ifndef SCENARIO_SET_H
#define SCENARIO_SET_H

#include "scenario/json_tree.h"
#include "scenario/layers.h"

/// Puts the value of `set` into the document `json` and remembers in set->paths which way it went. False, and
/// `err` set, when it cannot.
bool set_apply(cJSON *json, layer_set *set, input_error *err);

#endif
