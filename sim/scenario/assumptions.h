/// What a scenario file says about inputs that are not certain.
#ifndef SCENARIO_ASSUMPTIONS_H
#define SCENARIO_ASSUMPTIONS_H

#include "scenario/document.h"

typedef struct assumptions {
    size_t count;
    assumption *items;
} assumptions;

/// Looks up in `json`, the document with its schemes, what the assumptions of `d` are about, and checks all
/// that can be told from the document alone. False, and all that is wrong reported, when anything is; `out`
/// (zeros) must be freed all the same.
bool assumptions_compile(const reporter *r, const document *d, const cJSON *json, assumptions *out);

/// Puts one end of the range into `json` at the place that `a` is about, as it is written in `from`, the
/// object of the assumption. False, and `err` set, when it cannot.
bool assumption_apply(const assumption *a, int end, const cJSON *from, cJSON *json, input_error *err);

/// Does a path, as for --set, begin as that of an input of the center does?
bool path_is_input(const char *path);

void assumptions_release(assumptions *a);

#endif
