#include "base/numbering.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "base/text.h"

/// The slot in which the name is, or would be.
static uint32_t *slot_of(const numbering *d, const char *name) {
    size_t mask = 2 * d->capacity - 1, at = XXH64(name, strlen(name), 0) & mask;
    while (d->slots[at] && strcmp(d->names[d->slots[at] - 1], name) != 0)
        at = (at + 1) & mask;
    return &d->slots[at];
}

static void table_grow(numbering *d) {
    d->capacity = d->capacity ? 2 * d->capacity : 64;
    d->names = memory_resize(d->names, d->capacity, sizeof *d->names);
    free(d->slots);
    d->slots = memory_new(2 * d->capacity, sizeof *d->slots);
    for (size_t i = 0; i < d->count; i++)
        *slot_of(d, d->names[i]) = (uint32_t)i + 1;
}

bool numbering_find(const numbering *d, const char *name, size_t *number) {
    uint32_t slot = d->count ? *slot_of(d, name) : 0;
    *number = slot ? slot - 1 : 0;
    return slot > 0;
}

size_t numbering_of(numbering *d, const char *name) {
    if (d->count && strcmp(d->names[d->last], name) == 0)
        return d->last;
    if (!numbering_find(d, name, &d->last)) {
        if (d->count == d->capacity)
            table_grow(d);
        d->last = d->count;
        d->names[d->count++] = text_copy(name);
        *slot_of(d, name) = (uint32_t)d->count;
    }
    return d->last;
}

void numbering_release(numbering *d) {
    for (size_t i = 0; i < d->count; i++)
        free(d->names[i]);
    free(d->names);
    free(d->slots);
}
