#include <hotline/replay.h>

#include <xxhash.h>

#include "base/check.h"

/// Serialises into a small buffer, so that the hash is fed in pieces worth its while.
typedef struct state_hasher {
    XXH64_state_t *xxh;
    size_t length;
    uint8_t bytes[4096];
} state_hasher;

static void hasher_flush(state_hasher *h) {
    SIM_REQUIRE(XXH64_update(h->xxh, h->bytes, h->length) == XXH_OK);
    h->length = 0;
}

/// Little-endian, `size` bytes.
static void hash_number(state_hasher *h, uint64_t number, size_t size) {
    if (h->length + size > sizeof h->bytes)
        hasher_flush(h);
    for (size_t i = 0; i < size; i++)
        h->bytes[h->length++] = (uint8_t)(number >> (8 * i));
}

static void hash_call(state_hasher *h, uint32_t slot, const replay_call *c) {
    hash_number(h, slot, 4);
    hash_number(h, (uint64_t)c->since, 8);
    hash_number(h, (uint64_t)c->arrived, 8);
    hash_number(h, (uint64_t)c->caller, 8);
    hash_number(h, c->attempt, 4);
    hash_number(h, c->agent, 4);
    hash_number(h, c->call_class, 2);
    hash_number(h, c->site, 2);
    hash_number(h, c->step, 2);
    hash_number(h, c->state, 1);
    hash_number(h, c->counted, 1);
}

static void hash_agent(state_hasher *h, const replay_agent *a) {
    hash_number(h, (uint64_t)a->since, 8);
    hash_number(h, a->call, 4);
    hash_number(h, a->site, 2);
    hash_number(h, a->call_class, 2);
    hash_number(h, a->state, 1);
}

uint64_t replay_state_hash(const replay_state *s) {
    state_hasher h = {.xxh = XXH64_createState()};
    SIM_REQUIRE(h.xxh && XXH64_reset(h.xxh, 0) == XXH_OK);
    hash_number(&h, s->phase, 1);
    for (uint32_t slot = 1; slot < s->call_slots; slot++)
        if (s->calls[slot].state != CALL_NONE)
            hash_call(&h, slot, &s->calls[slot]);
    hash_number(&h, 0, 4);
    for (uint32_t i = 0; i < s->agent_count; i++)
        hash_agent(&h, &s->agents[i]);
    for (uint32_t i = 0; i < s->layout->site_count; i++) {
        hash_number(&h, (uint64_t)s->sites[i].since, 8);
        hash_number(&h, s->sites[i].up, 2);
        hash_number(&h, s->sites[i].entry, 2);
    }
    for (uint32_t i = 0; i < s->layout->plan_count; i++) {
        hash_number(&h, (uint64_t)s->plans[i].since, 8);
        hash_number(&h, s->plans[i].phase, 2);
        hash_number(&h, s->plans[i].in_charge, 2);
    }
    hasher_flush(&h);
    uint64_t hash = XXH64_digest(h.xxh);
    (void)XXH64_freeState(h.xxh);
    return hash;
}
