/// Counts of calls as a fold over records: the sums from which every call metric is made.
#ifndef HOTLINE_COUNTS_H
#define HOTLINE_COUNTS_H

#include <hotline/record.h>

/// X(field, meaning). Times in microseconds.
#define HOTLINE_COUNTS(X)                                                                                    \
    X(offered, "attempts that arrived")                                                                      \
    X(redials, "of these: redials of a caller that was blocked, abandoned or was dropped")                   \
    X(blocked_fault, "blocked: no site took new calls")                                                      \
    X(blocked_trunk, "blocked: no free trunk")                                                               \
    X(blocked_ivr_port, "blocked: no free IVR port")                                                         \
    X(blocked_queue, "blocked: no free place in the queue")                                                  \
    X(self_served, "served by the IVR alone")                                                                \
    X(abandoned_ivr, "hung up in the IVR")                                                                   \
    X(asked_for_agent, "joined a queue, answered at once, or found the queue full")                          \
    X(queued, "of these: joined a queue")                                                                    \
    X(answered, "answered by an agent")                                                                      \
    X(answered_within, "of these: within the acceptable waiting time (AWT) of the class")                    \
    X(abandoned, "gave up in a queue")                                                                       \
    X(abandoned_within, "of these: within the AWT")                                                          \
    X(dropped_ivr, "lost in the IVR when a site failed")                                                     \
    X(dropped_queue, "lost in a queue when a site failed")                                                   \
    X(dropped_talk, "lost while talking when a site failed")                                                 \
    X(ended, "talked to the end with an agent")                                                              \
    X(wait_answered, "total wait of the answered")                                                           \
    X(wait_abandoned, "total wait of the abandoned")                                                         \
    X(work_offered, "talk and wrap-up time brought by those who asked for an agent")

#define X(field, meaning) int64_t field;
typedef struct call_counts {
    HOTLINE_COUNTS(X)
} call_counts;
#undef X

/// Adds one record, if its attempt is counted (RECORD_COUNTED); records that are not of calls change nothing.
/// awt: acceptable waiting time of the record's class.
void call_counts_add(call_counts *c, const record *r, sim_time awt);

/// Adds the counts of `more` to `c`.
void call_counts_merge(call_counts *c, const call_counts *more);

#endif
