/// Exact values of Markovian queues in steady state: Erlang B, C and A, with or without a limit of places.
#ifndef HOTLINE_THEORY_H
#define HOTLINE_THEORY_H

#include <math.h>
#include <stdbool.h>

#include <hotline/error.h>

/// One queue: Poisson arrivals, exponential service, first come first served, exponential patience.
///
/// | model      | patience | places   | known as                                                        |
/// |------------|----------|----------|-----------------------------------------------------------------|
/// | M/M/c/c    | any      | servers  | Erlang B; by insensitivity M/G/c/c, service of any law           |
/// | M/M/c      | INFINITY | INFINITY | Erlang C                                                        |
/// | M/M/c/K    | INFINITY | finite   |                                                                 |
/// | M/M/c+M    | finite   | INFINITY | Erlang A (Palm)                                                 |
/// | M/M/c/K+M  | finite   | finite   |                                                                 |
typedef struct erlang_system {
    double rate;     ///< arrivals per second, 1e-12 to 1e12
    double service;  ///< mean service, seconds, 1e-9 to 1e12
    double servers;  ///< a whole number, 1 to 1e9
    double patience; ///< mean time until a waiting caller gives up, seconds, 1e-9 to 1e12; INFINITY: never
    double places;   ///< servers and queue places together, a whole number >= servers, or INFINITY
    double awt;      ///< acceptable waiting time of the service level, seconds, 0 to 1e12
} erlang_system;

/// What callers and servers experience. Shares are of all arrivals, blocked ones included.
typedef struct erlang_measures {
    double offered_load;      ///< rate * service, Erlang
    double carried_load;      ///< mean number of busy servers, Erlang
    double occupancy;         ///< carried_load / servers
    double blocking;          ///< share that finds no place (Erlang B when places = servers)
    double delay_probability; ///< share that enters and finds all servers busy (Erlang C when without limits)
    double abandonment;       ///< share that gives up waiting
    double service_level;     ///< share that is served after a wait of at most `awt`
    double mean_queue;        ///< mean number of waiting callers
    double mean_wait;         ///< of all who enter, those who give up included, seconds
    double asa;               ///< mean wait of those who are served, seconds
} erlang_measures;

/// Is every value within its range, and is there a steady state? Without patience and without a limit of
/// places the load must be below the number of servers. Otherwise false, and `err` (which may be NULL) says
/// why.
bool erlang_check(const erlang_system *s, input_error *err);

/// Computes all measures. `s` must pass erlang_check.
///
/// With a = rate * service, c servers, mu = 1 / service, theta = 1 / patience and J = places - c, the state
/// probabilities are p(n) = p(0) a^n / n! up to c and p(c+j) = p(c) q(j), q(j) = prod_{i=1..j} rate / (c mu +
/// i theta), beyond. A caller who enters and waits would wait for x with density p(c) c mu exp(-c mu x)
/// sum_{j<J} y^j / j!, y = rate (1 - exp(-theta x)) / theta: all that concerns waits are integrals of this
/// over x. Nothing is subtracted that is nearly equal, and large numbers are kept as logarithms: the relative
/// error is below 1e-11 for loads and servers up to 100,000. Shares below 1e-300 may be 0. Time: about
/// sqrt(servers) steps, whatever the number of places.
///
/// Sources: A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in
/// automatic telephone exchanges", 1917 (B, C); C. Palm, "Research on telephone traffic carried by full
/// availability groups", Tele 1, 1957, and A. Mandelbaum, S. Zeltyn, "Service engineering in action: the
/// Palm/Erlang-A queue", 2007 (A).
erlang_measures erlang_solve(const erlang_system *s);

/// What a system shall reach; NAN where nothing is asked.
typedef struct erlang_targets {
    double service_level; ///< at least
    double blocking;      ///< at most
    double abandonment;   ///< at most
    double asa;           ///< at most, seconds
    double occupancy;     ///< at most
} erlang_targets;

#define ERLANG_NO_TARGETS ((erlang_targets){NAN, NAN, NAN, NAN, NAN})

bool erlang_meets(const erlang_measures *m, const erlang_targets *targets);

/// What is looked for.
typedef enum erlang_unknown {
    ERLANG_SERVERS, ///< the smallest number of servers with which the targets are met
    ERLANG_RATE,    ///< the largest rate up to which the targets are met, to 15 digits
    ERLANG_PLACES,  ///< the smallest number of places with which the targets are met; for ERLANG_LOSS see
                    ///< there
    ERLANG_LOSS, ///< the smallest number of servers, each of which is a place, with which the targets are met
} erlang_unknown;

/// Puts what is found into `s`; its other values must be within their ranges, what stands there for the
/// unknown does not matter. Servers are searched up to 1e9, or up to the given places; rates from 1e-12 to
/// 1e12; places up to the servers and 1e9 queue places. False when no value meets the targets, or every one
/// does (rate): `err` (which may be NULL) says what can be reached, and `s` is as before.
bool erlang_find(erlang_system *s, erlang_unknown what, const erlang_targets *targets, input_error *err);

#endif
