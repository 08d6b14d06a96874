/// What an erlang_system may be.
#ifndef THEORY_RANGE_H
#define THEORY_RANGE_H

#include <hotline/theory.h>

#define COUNT_MAX 1e9
#define TIME_MIN  1e-9
#define TIME_MAX  1e12
#define RATE_MIN  1e-12
#define RATE_MAX  1e12

/// Is each value within its range? Otherwise `err` says which is not.
bool range_check(const erlang_system *s, input_error *err);

/// Without patience and without a limit of places the load must be below the number of servers.
bool range_is_stable(const erlang_system *s);

#endif
