/// Counts of calls as a fold over records: the sums from which every call metric is made.
#ifndef HOTLINE_COUNTS_H
#define HOTLINE_COUNTS_H

#include <hotline/record.h>

/// X(field, meaning). Times in microseconds.
#define HOTLINE_COUNTS(X)                                                                                    \
    X(offered, "attempts that arrived")                                                                      \
    X(redials, "of these: redials of a caller that was blocked, gave up, was dropped or disconnected")       \
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
    X(ended, "talked to the end with an agent, the need settled")                                            \
    X(wait_answered, "total wait of the answered")                                                           \
    X(wait_abandoned, "total wait of the abandoned")                                                         \
    X(work_offered, "talk and wrap-up time brought by those who asked for an agent")                         \
    X(returns, "of the attempts: callers who return because their need was not settled")                     \
    X(balked, "of the abandoned: not willing to wait at all")                                                \
    X(messages_queue, "left a message, having waited as long as a call may")                                 \
    X(disconnected, "disconnected in a queue, as the last agents of their class went home")                  \
    X(sent_on, "left a queue for another class, having waited as long as a call may")                        \
    X(sent_to_ivr, "left a queue for the IVR, likewise")                                                     \
    X(messages_ivr, "left a message in the IVR")                                                             \
    X(callbacks_offered, "waiting callers who were offered a call-back")                                     \
    X(callbacks_accepted, "of these: accepted it")                                                           \
    X(legs, "legs: work for agents that is not an attempt of its own")                                       \
    X(transfers, "of these: callers handed over by another agent")                                           \
    X(callbacks, "of these: call-backs, each try")                                                           \
    X(tickets, "of these: work orders")                                                                      \
    X(transferred, "talks that ended with a transfer to another class")                                      \
    X(unresolved, "talks that did not settle the need")                                                      \
    X(unreached, "call-backs that nobody picked up")                                                         \
    X(first_talks, "first talks of a caller, transferred ones left out")                                     \
    X(first_resolved, "of these: settled the need")                                                          \
    X(late, "waited beyond their deadline")                                                                  \
    X(wait_left, "total wait of those who left a queue otherwise than by an answer or giving up")            \
    X(queries, "queries to backends")                                                                        \
    X(queries_begun, "of these: those on which the backend began to work")                                   \
    X(queries_answered, "of these: answered")                                                                \
    X(query_wait, "total time until the backend began")                                                      \
    X(query_time, "total time until the answer")                                                             \
    X(cut, "talks that a failed seat cut, whose calls went back to their queue as legs")                     \
    X(suspended, "how often a talk stood still while a seat was down")                                       \
    X(blocked_setup, "blocked: more calls a second than are set up")

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
