/// What a scenario file says about its results: targets and the decision rule.
#ifndef SCENARIO_PROMISES_H
#define SCENARIO_PROMISES_H

#include "scenario/compiled.h"
#include "scenario/document.h"

typedef struct promises {
    size_t target_count;
    target *targets;
    decision decision;
} promises;

/// Resolves the targets and the decision rule of `d`. `schemes` are compiled but for the targets of their
/// layouts, which this fills. False, and all
/// that is wrong reported, when anything is; `out` (zeros) must be freed all the same.
bool promises_compile(const reporter *r, const document *d, scenario *const *schemes, size_t scheme_count,
                      promises *out);

void promises_release(promises *p);

#endif
