/// One row of a log as a call.
#ifndef FIT_CALL_H
#define FIT_CALL_H

#include "fit/log.h"

/// Durations are in seconds, NaN where they are not known.
typedef struct call {
    size_t day, type;
    double second;   ///< of the day, at which it came
    double asked_at; ///< likewise, at which it asked for an agent, if it did
    double ivr, wait, service;
    outcome outcome;
    uint64_t calls; ///< 1, or how many the row counts
    bool is_redial;
    bool is_unknown;  ///< has no time or outcome: to be left out
    bool is_unwanted; ///< of a week that does not count
} call;

/// The row's text for a field; NULL: there is no such column.
const char *call_text(const call_log *l, fit_field field);

/// Reads the row that the table is at. False, and the table says what is wrong.
bool call_read(call_log *l, call *c);

#endif
