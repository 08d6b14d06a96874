/// Callers who gave up, and call again.
#ifndef FIT_REDIALS_H
#define FIT_REDIALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct known_caller {
    uint64_t key;   ///< a hash of who it is; 0: none
    double left;    ///< when the last call ended, seconds; negative: in neither way that counts
    uint32_t cause; ///< fit_cause: how
    uint32_t type;  ///< of that call
} known_caller;

/// A hash table with open addressing. Starts with zeros. The first FIT_CALLERS_MAX callers are followed.
typedef struct redials {
    known_caller *slots;
    size_t count, capacity;
} redials;

/// Who it is: NULL when he is not followed.
known_caller *redials_find(redials *r, const char *caller);

void redials_free(redials *r);

#endif
