/// What an explanation says, before it is written.
#ifndef RUN_EXPLANATION_H
#define RUN_EXPLANATION_H

#include <hotline/explain.h>

/// The factors of the load that an agent has: their product is the load, so that their logarithms add up.
typedef enum load_factor {
    FACTOR_CALLERS, ///< first attempts an hour
    FACTOR_REPEATS, ///< attempts a caller: redials and returns
    FACTOR_ASKING,  ///< askings for an agent an attempt: IVR, blocking, legs
    FACTOR_WORK,    ///< talk and wrap-up a call that asks, in seconds
    FACTOR_AGENTS,  ///< agents logged in; more of them is less load
    FACTOR_COUNT
} load_factor;

typedef struct explained {
    double then, whole; ///< in the interval, and in all that are staffed; NaN when undefined
    double effect;      ///< on the load an agent has: then over whole, less 1 (of agents: whole over then)
} explained;

typedef struct explanation {
    const results *results;
    const layout *layout;
    uint32_t interval;
    bool closes;                      ///< in some intervals nobody is logged in
    estimate level_then, level_whole; ///< service level
    explained load;                   ///< Erlang an agent
    explained factors[FACTOR_COUNT];
    double queue_then, queue_whole; ///< mean number of waiting calls
    double queue_before;            ///< in the interval before; NaN: there is none
    double closed;                  ///< share of the time in which entries were closed
    double lost;                    ///< blocked by faults, or dropped, in a replication
    double busy_tones;              ///< blocked for want of a trunk, IVR port or place, share of attempts
} explanation;

explanation explanation_of(const results *r, double confidence, uint32_t interval);

/// "callers an hour"
const char *factor_name(load_factor f);

/// The factors that raised the load by 2 % or more, the largest first; their number.
size_t explanation_causes(const explanation *e, load_factor causes[FACTOR_COUNT]);

/// Whether a scheduled outage lies within the interval, on any day.
bool explanation_has_outage(const explanation *e, uint32_t outage);

#endif
