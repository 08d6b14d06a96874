/// Texts numbered in the order in which they first appear.
#ifndef SCENARIO_DAY_NAMES_H
#define SCENARIO_DAY_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Starts with zeros. A hash table with open addressing.
typedef struct day_names {
    char **names; ///< by number
    size_t count, capacity;
    uint32_t *slots; ///< number + 1; 0: empty. Twice `capacity` of them
    size_t last;     ///< found last: most rows have the day of the row before
} day_names;

/// The number of a name; a new one when it is new.
size_t day_names_number(day_names *d, const char *name);

/// The number of a name that is there. False when it is not.
bool day_names_find(const day_names *d, const char *name, size_t *number);

void day_names_release(day_names *d);

#endif
