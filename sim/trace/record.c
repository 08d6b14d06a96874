#include <hotline/record.h>

#include "base/check.h"

#define X(kind, name, fields, value, meaning) [kind] = {name, fields, value, meaning},
const record_type record_types[RECORD_KIND_COUNT] = {HOTLINE_RECORDS(X)};
#undef X

void probe_add(probe *p, probe_observe observe, void *observer) {
    SIM_REQUIRE(observe && p->count < PROBE_OBSERVERS_MAX);
    p->watchers[p->count].observe = observe;
    p->watchers[p->count].observer = observer;
    p->count++;
}
