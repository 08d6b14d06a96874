#include "trace/index.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "base/text.h"
#include "trace/format.h"
#include "trace/rules.h"

void index_add(trace_index *x, const trace_chunk *chunk, uint64_t hash) {
    if (x->count == x->capacity) {
        x->capacity = 2 * x->capacity + 16;
        x->chunks = memory_resize(x->chunks, x->capacity, sizeof *x->chunks);
        x->hashes = memory_resize(x->hashes, x->capacity, sizeof *x->hashes);
    }
    x->chunks[x->count] = *chunk;
    x->hashes[x->count++] = hash;
    x->record_count += chunk->record_count;
}

void index_destroy(trace_index *x) {
    free(x->chunks);
    free(x->hashes);
    *x = (trace_index){0};
}

bool index_may_add(const trace_index *x, const trace_chunk *chunk, uint64_t begin) {
    const trace_chunk *last = x->count ? &x->chunks[x->count - 1] : NULL;
    return chunk->offset == (last ? last->offset + last->size : begin) &&
           chunk->first_record == x->record_count && chunk->record_count >= 1 &&
           chunk->first_time <= chunk->last_time && time_is_in_range(chunk->first_time) &&
           time_is_in_range(chunk->last_time) && (!last || last->last_time <= chunk->first_time);
}

void index_encode(byte_buffer *b, const trace_index *x) {
    size_t begin = b->length,
           content = INDEX_FIXED_BYTES + x->count * INDEX_ENTRY_BYTES + HASH_BYTES + INDEX_TAIL_BYTES;
    bytes_put_fixed(b, FRAME_INDEX, 4);
    bytes_put_fixed(b, content, 4);
    bytes_put_fixed(b, INDEX_ENTRY_BYTES, 4);
    bytes_put_fixed(b, 0, 4);
    bytes_put_fixed(b, x->count, 8);
    bytes_put_fixed(b, x->record_count, 8);
    bytes_put_fixed(b, x->count ? (uint64_t)x->chunks[0].first_time : 0, 8);
    bytes_put_fixed(b, x->count ? (uint64_t)x->chunks[x->count - 1].last_time : 0, 8);
    bytes_put_fixed(b, x->final_hash, 8);
    for (size_t i = 0; i < x->count; i++) {
        const trace_chunk *c = &x->chunks[i];
        bytes_put_fixed(b, c->offset, 8);
        bytes_put_fixed(b, c->size, 8);
        bytes_put_fixed(b, c->first_record, 8);
        bytes_put_fixed(b, c->record_count, 4);
        bytes_put_fixed(b, (uint64_t)c->first_time, 8);
        bytes_put_fixed(b, (uint64_t)c->last_time, 8);
        bytes_put_fixed(b, x->hashes[i], 8);
    }
    bytes_put_fixed(b, XXH64(b->bytes + begin, b->length - begin, 0), HASH_BYTES);
    bytes_put_fixed(b, FRAME_BYTES + content, 4);
    bytes_put(b, INDEX_MAGIC, MAGIC_BYTES);
}

static bool entry_decode(trace_index *x, byte_reader *r, uint32_t entry_bytes, uint64_t begin, uint64_t end) {
    trace_chunk c = {0};
    c.offset = bytes_take_fixed(r, 8);
    c.size = bytes_take_fixed(r, 8);
    c.first_record = bytes_take_fixed(r, 8);
    c.record_count = (uint32_t)bytes_take_fixed(r, 4);
    c.first_time = (sim_time)bytes_take_fixed(r, 8);
    c.last_time = (sim_time)bytes_take_fixed(r, 8);
    uint64_t hash = bytes_take_fixed(r, 8);
    bytes_skip(r, entry_bytes - INDEX_ENTRY_BYTES);
    if (!index_may_add(x, &c, begin) || c.size == 0 || c.size > end - c.offset)
        return false;
    index_add(x, &c, hash);
    return !r->bad;
}

static bool entries_decode(trace_index *x, byte_reader *r, uint64_t begin, uint64_t end) {
    uint32_t entry_bytes = (uint32_t)bytes_take_fixed(r, 4);
    bytes_skip(r, 4);
    uint64_t count = bytes_take_fixed(r, 8), records = bytes_take_fixed(r, 8);
    bytes_skip(r, 16);
    uint64_t final_hash = bytes_take_fixed(r, 8);
    if (r->bad || entry_bytes < INDEX_ENTRY_BYTES || bytes_left(r) % entry_bytes != 0 ||
        bytes_left(r) / entry_bytes != count)
        return false;
    while (bytes_left(r) > 0)
        if (!entry_decode(x, r, entry_bytes, begin, end))
            return false;
    x->final_hash = final_hash;
    uint64_t reached = x->count ? x->chunks[x->count - 1].offset + x->chunks[x->count - 1].size : begin;
    return records == x->record_count && reached == end;
}

static bool frame_is_index(const uint8_t *bytes, size_t count) {
    if (count < FRAME_BYTES + INDEX_FIXED_BYTES + HASH_BYTES + INDEX_TAIL_BYTES)
        return false;
    size_t hashed = count - HASH_BYTES - INDEX_TAIL_BYTES;
    byte_reader head = byte_reader_of(bytes, count), tail = byte_reader_of(bytes + hashed, count - hashed);
    return bytes_take_fixed(&head, 4) == FRAME_INDEX && bytes_take_fixed(&head, 4) == count - FRAME_BYTES &&
           bytes_take_fixed(&tail, HASH_BYTES) == XXH64(bytes, hashed, 0) &&
           bytes_take_fixed(&tail, 4) == count && memcmp(tail.next, INDEX_MAGIC, MAGIC_BYTES) == 0;
}

bool index_decode(trace_index *x, const uint8_t *bytes, size_t count, uint64_t begin, uint64_t end) {
    *x = (trace_index){0};
    if (!frame_is_index(bytes, count))
        return false;
    byte_reader r = byte_reader_of(bytes + FRAME_BYTES, count - FRAME_BYTES - HASH_BYTES - INDEX_TAIL_BYTES);
    if (entries_decode(x, &r, begin, end))
        return true;
    index_destroy(x);
    return false;
}
