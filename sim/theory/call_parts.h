/// What the files of the call model share.
#ifndef THEORY_CALL_PARTS_H
#define THEORY_CALL_PARTS_H

#include <hotline/call_model.h>
#include <hotline/theory.h>

#define SECONDS_PER_HOUR 3600.0
#define HOURS            24 ///< of a day

/// Mean time for which a call for an agent holds a trunk, by the rules of thumb.
double agent_call_duration(const call_factors *f);

/// Mean duration of a call of any kind, from its parts.
double mixed_call_of_parts(const call_factors *f);

/// Calls a second that the processor can take, from its load and its time a call; NAN when not given.
double cti_rate_of_processor(const call_factors *f);

/// The queue of calls for agents, with this many seats; by Erlang A where patience is given, else C.
erlang_system agent_queue(const call_factors *f, double agent_calls, double seats, double patience);

#endif
