#include "fit/redials.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include <hotline/fit.h>

#include "base/text.h"

static uint64_t key_of(const char *caller) {
    uint64_t hash = XXH64(caller, strlen(caller), 0);
    return hash ? hash : 1;
}

static known_caller *slot_of(const redials *r, uint64_t key) {
    size_t at = key & (r->capacity - 1);
    while (r->slots[at].key && r->slots[at].key != key)
        at = (at + 1) & (r->capacity - 1);
    return &r->slots[at];
}

static void grow(redials *r) {
    redials old = *r;
    r->capacity = old.capacity ? 2 * old.capacity : 1024;
    r->slots = memory_new(r->capacity, sizeof *r->slots);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].key)
            *slot_of(r, old.slots[i].key) = old.slots[i];
    free(old.slots);
}

known_caller *redials_find(redials *r, const char *caller) {
    uint64_t key = key_of(caller);
    if (2 * (r->count + 1) > r->capacity && r->count < FIT_CALLERS_MAX)
        grow(r);
    known_caller *slot = slot_of(r, key);
    if (slot->key)
        return slot;
    if (r->count == FIT_CALLERS_MAX)
        return NULL;
    *slot = (known_caller){.key = key, .left = -1};
    r->count++;
    return slot;
}

void redials_free(redials *r) {
    free(r->slots);
    *r = (redials){0};
}
