/// What stands in for a value that is absent, missing or wrong.
#ifndef SCENARIO_BIND_MEND_H
#define SCENARIO_BIND_MEND_H

#include "scenario/field.h"

/// Marks what is not zero when absent.
void absent_set(const field *f, void *out);

/// Puts a stand-in for a value whose error is reported, so that what does not depend on it can be checked all
/// the same. `json` is the wrong value, NULL when it is missing. Objects and maps mended themselves inside.
void field_mend(const reporter *r, const place *at, const cJSON *json, const field *f, void *out);

/// Frees what a bound field owns.
void field_release(const field *f, void *bound);

#endif
