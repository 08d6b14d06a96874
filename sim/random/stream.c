#include "random/stream.h"

#include <string.h>

#include <Random123/philox.h>
#include <xxhash.h>

#include "base/check.h"

void stream_open(stream *s, const stream_family *family, stream_purpose why, uint64_t source,
                 uint64_t subject, uint32_t occasion) {
    s->key[0] = family->seed;
    s->key[1] = family->replication;
    s->counter[0] = 0;
    s->counter[1] = source;
    s->counter[2] = subject;
    s->counter[3] = (uint64_t)why << 32 | occasion;
    s->used = 4;
}

void stream_open_with(stream *s, const stream_family *family, stream_purpose why, uint64_t source,
                      uint64_t subject, uint64_t first_word) {
    stream_open(s, family, why, source, subject, 0);
    s->words[3] = first_word;
    s->used = 3;
}

static void stream_refill(stream *s) {
    philox4x64_ctr_t counter;
    philox4x64_key_t key;
    memcpy(counter.v, s->counter, sizeof s->counter);
    memcpy(key.v, s->key, sizeof s->key);
    philox4x64_ctr_t block = philox4x64(counter, key);
    memcpy(s->words, block.v, sizeof s->words);
    s->counter[0]++;
    s->used = 0;
}

uint64_t stream_word(stream *s) {
    if (s->used == 4)
        stream_refill(s);
    return s->words[s->used++];
}

double stream_unit(stream *s) {
    return ((double)(stream_word(s) >> 11) + 0.5) * 0x1p-53;
}

uint64_t stream_source(const char *name) {
    return XXH64(name, strlen(name), 0);
}
