/// A center that does not exist, and records that could happen in it.
#ifndef TEST_TRACE_CENTER_H
#define TEST_TRACE_CENTER_H

#include <hotline/replay.h>

/// Three classes, two IVR steps, three sites, three groups with 12 agents (one group has virtual seats), two
/// plans, two outages, two targets. The caller must not change or free it.
const layout *center_layout(void);

/// Numbers with a fixed seed, the same on every machine (splitmix64).
typedef struct dice {
    uint64_t state;
} dice;
uint64_t dice_next(dice *d);
/// 0 .. count - 1.
uint32_t dice_below(dice *d, uint32_t count);

/// A walk through legal records, chosen at random: it knows the rules from record.h, not from the code under
/// test.
typedef struct center center;
center *center_create(uint64_t seed, uint32_t callers_max);
void center_destroy(center *c);
/// The next record: times go on, often by nothing.
record center_next(center *c);

/// `count` records of a new center; free with free().
record *center_records(uint64_t seed, size_t count);

#endif
