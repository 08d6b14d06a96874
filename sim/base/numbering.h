/// Texts numbered in the order in which they first appear.
#ifndef BASE_NUMBERING_H
#define BASE_NUMBERING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Starts with zeros. A hash table with open addressing.
typedef struct numbering {
    char **names; ///< by number
    size_t count, capacity;
    uint32_t *slots; ///< number + 1; 0: empty. Twice `capacity` of them
    size_t last;     ///< found last: most rows have the text of the row before
} numbering;

/// The number of a name; a new one when it is new.
size_t numbering_of(numbering *d, const char *name);

/// The number of a name that is there. False when it is not.
bool numbering_find(const numbering *d, const char *name, size_t *number);

void numbering_release(numbering *d);

#endif
