/// Addressed random numbers: a stream is found by what it is for, not by what was drawn before.
/// Philox4x64-10 (Salmon et al. 2011), word for word that of Random123.
#ifndef RANDOM_STREAM_H
#define RANDOM_STREAM_H

#include <stdint.h>

/// What random numbers are for. Append only: the numbers are part of every result.
typedef enum stream_purpose {
    STREAM_ARRIVALS = 1, ///< gaps between a class's first attempts in one slice
    STREAM_BUSYNESS,     ///< a class's busyness of one day
    STREAM_ENTER,        ///< the site that a caller enters at
    STREAM_IVR,          ///< branch and time of one IVR step
    STREAM_PATIENCE,
    STREAM_TALK,
    STREAM_WRAPUP,
    STREAM_REDIAL,   ///< whether and when a caller calls again
    STREAM_SURVIVE,  ///< whether a call survives the loss of its site
    STREAM_UPTIME,   ///< a unit's time to failure
    STREAM_DOWNTIME, ///< and its time to repair
    STREAM_TEST,
    STREAM_CALLER,          ///< the first words of a caller's talk, wrap-up and patience
    STREAM_SLICE_BUSYNESS,  ///< a class's busyness of one slice of its rates
    STREAM_SHARED_BUSYNESS, ///< the part of busyness that classes share; of a day, or of slices that begin at
                            ///< one time
    STREAM_SLICE_CALLS,     ///< how many of a day's callers come in one slice
    STREAM_ABSENCE,         ///< whether an agent is absent on a day
    STREAM_AGENT_CHOICE,    ///< which of the free agents takes a call
    STREAM_BALKING,
    STREAM_TALK_END, ///< what a talk leads to: a transfer, a need not settled, work orders
    STREAM_CALLBACK, ///< whether an offer is accepted
    STREAM_DIAL,     ///< ringing, whether somebody picks up, time until the next try
    STREAM_LATE,     ///< whether late work makes somebody call
    STREAM_LATENCY,  ///< how long a backend takes for a query
    STREAM_FUTURE,   ///< how a factor of the call model goes on over the years
    STREAM_GUESS,    ///< what a factor that is only guessed may be
    STREAM_HIT,      ///< which calls a failure hits, how many, and what becomes of them
    STREAM_SWITCH,   ///< how long a step of a failover takes, and whether the switch works
} stream_purpose;

/// All streams of one replication.
typedef struct stream_family {
    uint64_t seed;
    uint32_t replication;
} stream_family;

/// One stream. Plain data: may be copied. About 2^66 numbers long.
typedef struct stream {
    uint64_t key[2];
    uint64_t counter[4];
    uint64_t words[4];
    unsigned used; ///< of `words`
} stream;

/// source: who owns the subject (a hash of a class's or component's name); subject: which one;
/// occasion: which time, below 2^32.
void stream_open(stream *s, const stream_family *family, stream_purpose why, uint64_t source,
                 uint64_t subject, uint32_t occasion);

/// The same with a first word that was drawn elsewhere, for draws that mostly need one word: one block then
/// serves several of them.
void stream_open_with(stream *s, const stream_family *family, stream_purpose why, uint64_t source,
                      uint64_t subject, uint64_t first_word);

/// 64 random bits.
uint64_t stream_word(stream *s);

/// Uniform in (0, 1): never 0, never 1. 53 bits.
double stream_unit(stream *s);

/// A source from a name.
uint64_t stream_source(const char *name);

/// The source of what belongs to two: not that of either.
uint64_t stream_mix(uint64_t source, uint64_t other);

#endif
