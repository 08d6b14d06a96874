#include "trace/count_record.h"

void call_counts_add(call_counts *c, const record *r, sim_time awt) {
    if (r->flags & RECORD_COUNTED)
        count_record(c, (record_kind)r->kind, r, awt);
}

void call_counts_merge(call_counts *c, const call_counts *more) {
#define X(field, meaning) c->field = counts_sum(c->field, more->field);
    HOTLINE_COUNTS(X)
#undef X
}
