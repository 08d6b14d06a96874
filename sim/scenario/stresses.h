/// What a file says of inputs that are worse than planned.
#ifndef SCENARIO_STRESSES_H
#define SCENARIO_STRESSES_H

#include "scenario/document.h"
#include "scenario/report.h"

typedef struct stresses {
    size_t count;
    stress *items;
} stresses;

/// Copies what `d` says. `out` is zeros; release it in any case.
bool stresses_compile(const reporter *r, const document *d, stresses *out);

/// Puts the values of a stress into a document. False, and `err` set, when it cannot.
bool stress_apply(const stress *s, cJSON *json, input_error *err);

void stresses_release(stresses *s);

#endif
