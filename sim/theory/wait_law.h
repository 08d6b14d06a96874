/// How long callers wait: the queue of one erlang_system, as weights relative to its likeliest state.
///
/// Time is counted in u, mean times between two servers that become free while all are busy (service /
/// servers); phi is then the chance to give up in a unit of u, r = load / servers what arrives in it, and J
/// the queue places.
#ifndef THEORY_WAIT_LAW_H
#define THEORY_WAIT_LAW_H

#include <hotline/theory.h>

/// To what the weights of states are relative, so that none of them is too large for a double.
typedef enum wait_reference {
    REFERENCE_SERVERS, ///< the state in which all servers are busy and nobody waits
    REFERENCE_CROWD,   ///< the sum's likeliest term: what arrives is what leaves or gives up
    REFERENCE_FULL,    ///< the state in which all places are taken
} wait_reference;

typedef struct wait_law {
    double r;         ///< load / servers
    double slack;     ///< 1 - r, without the loss of digits that this subtraction has
    double phi;       ///< service / (servers * patience); 0: nobody gives up
    double queue_max; ///< J; INFINITY: no limit
    wait_reference reference;
    double origin; ///< u where the integrals' variable is 0: moved to the crowd's peak, so as to keep digits
                   ///< there
    double servers_weight; ///< of the state in which all servers are busy and nobody waits
    double full_weight;    ///< of the state in which all places are taken
} wait_law;

wait_law wait_law_of(const erlang_system *s);

/// What is integrated over the density of waits that callers are offered.
typedef enum wait_part {
    WAIT_ALL,       ///< 1: the weight of all states in which callers must wait and may enter
    WAIT_SPENT,     ///< the time that is waited, in u, by those too who give up
    WAIT_SERVED,    ///< the chance not to give up
    WAIT_OF_SERVED, ///< that, times the wait
} wait_part;

/// The integral over waits from 0 to `until` (in u; may be INFINITY). 0 without queue places.
double wait_integral(const wait_law *w, wait_part part, double until);

#endif
