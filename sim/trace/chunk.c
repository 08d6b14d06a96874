#include <stdlib.h>
#include <string.h>

#include <xxhash.h>
#include <zstd.h>

#include "trace/format.h"
#include "trace/keyframe.h"
#include "trace/rules.h"
#include "trace/trace_file.h"

bool chunk_damaged(const trace *t, size_t index, const char *why, input_error *err) {
    return input_error_set(err, t->path, 0, NULL, "is damaged in chunk %zu of %zu (at byte %llu): %s",
                           index + 1, t->index.count, (unsigned long long)t->index.chunks[index].offset, why);
}

void chunk_destroy(chunk_content *c) {
    free(c->bytes);
    *c = (chunk_content){0};
}

/// The head says where keyframe and records stand.
static bool head_decode(chunk_content *c, size_t count) {
    byte_reader r = byte_reader_of(c->bytes, count);
    uint64_t head_bytes = bytes_take_fixed(&r, 4);
    c->head.record_count = (uint32_t)bytes_take_fixed(&r, 4);
    c->head.first_record = bytes_take_fixed(&r, 8);
    c->head.first_time = (sim_time)bytes_take_fixed(&r, 8);
    c->head.last_time = (sim_time)bytes_take_fixed(&r, 8);
    uint64_t keyframe_bytes = bytes_take_fixed(&r, 4);
    if (r.bad || head_bytes < CHUNK_HEAD_BYTES)
        return false;
    r = byte_reader_of(c->bytes, count);
    bytes_skip(&r, head_bytes);
    if (r.bad || keyframe_bytes > bytes_left(&r))
        return false;
    c->extras = byte_reader_of(c->bytes + CHUNK_HEAD_BYTES, head_bytes - CHUNK_HEAD_BYTES);
    c->keyframe = byte_reader_of(r.next, keyframe_bytes);
    c->records = byte_reader_of(r.next + keyframe_bytes, bytes_left(&r) - keyframe_bytes);
    return c->head.record_count >= 1 && bytes_left(&c->records) / RECORD_BYTES_MIN >= c->head.record_count;
}

static const char *frame_decompress(chunk_content *c, const uint8_t *frame, size_t count, size_t *size) {
    unsigned long long content = ZSTD_getFrameContentSize(frame, count);
    if (content == ZSTD_CONTENTSIZE_ERROR || content == ZSTD_CONTENTSIZE_UNKNOWN)
        return "it is no zstd frame of known size";
    if (content > CHUNK_CONTENT_MAX || content / CHUNK_EXPANSION_MAX > count)
        return "it claims a size that it cannot have";
    c->bytes = malloc(content + 1);
    if (!c->bytes)
        return "it is too large for this machine's memory";
    *size = ZSTD_decompress(c->bytes, content, frame, count);
    if (ZSTD_isError(*size))
        return ZSTD_getErrorName(*size);
    return *size == content ? NULL : "it holds less than it claims";
}

const char *chunk_unpack(chunk_content *c, const uint8_t *frame, size_t count) {
    size_t size = 0;
    *c = (chunk_content){0};
    const char *problem = frame_decompress(c, frame, count, &size);
    if (!problem && !head_decode(c, size))
        problem = "its head is not sound";
    if (problem)
        chunk_destroy(c);
    return problem;
}

static bool heads_agree(const trace_chunk *a, const trace_chunk *b) {
    return a->first_record == b->first_record && a->record_count == b->record_count &&
           a->first_time == b->first_time && a->last_time == b->last_time;
}

static const char *frame_read(const trace *t, size_t index, uint8_t *frame, chunk_content *c) {
    const trace_chunk *entry = &t->index.chunks[index];
    if (!trace_read_bytes(t, entry->offset, frame, entry->size))
        return "it cannot be read";
    if (t->whole && XXH64(frame, entry->size, 0) != t->index.hashes[index])
        return "its checksum is wrong";
    const char *problem = chunk_unpack(c, frame, entry->size);
    if (problem)
        return problem;
    return heads_agree(&c->head, entry) ? NULL : "it is not the chunk that the index names";
}

bool chunk_load(const trace *t, size_t index, chunk_content *c, input_error *err) {
    *c = (chunk_content){0};
    uint8_t *frame = malloc(t->index.chunks[index].size);
    const char *problem =
        frame ? frame_read(t, index, frame, c) : "it is too large for this machine's memory";
    free(frame);
    if (!problem)
        return true;
    chunk_destroy(c);
    return chunk_damaged(t, index, problem, err);
}

bool chunk_keyframe(const trace *t, size_t index, const chunk_content *c, replay_state *state,
                    input_error *err) {
    if (!keyframe_decode(state, c->keyframe.next, bytes_left(&c->keyframe)) ||
        !extras_decode(state, c->extras))
        return chunk_damaged(t, index, "its keyframe is not sound", err);
    if (state->now > c->head.first_time)
        return chunk_damaged(t, index, "its keyframe is later than its records", err);
    return true;
}

/// The first record's time is told relative to the keyframe's, with which the keyframe begins.
static sim_time keyframe_time(const chunk_content *c) {
    byte_reader r = c->keyframe;
    return bytes_take_signed(&r);
}

static const char *records_decode(const trace *t, const chunk_content *c, record *records, size_t *count) {
    byte_reader r = c->records;
    record_coder coder = {.time = keyframe_time(c)};
    if (!time_is_in_range(coder.time))
        return "its keyframe is not sound";
    for (uint32_t i = 0; i < c->head.record_count; i++) {
        record next;
        record_found found = record_decode(&coder, &t->header.kinds, &r, &next);
        if (found == RECORD_BAD || (found == RECORD_FOUND && !record_fits(t->header.layout, &next)))
            return "it holds a record that cannot be";
        if (i == 0 && next.time != c->head.first_time)
            return "its first record has another time than its head";
        if (found == RECORD_FOUND)
            records[(*count)++] = next;
    }
    if (coder.time != c->head.last_time)
        return "its last record has another time than its head";
    return bytes_left(&r) == 0 ? NULL : "it holds more than its records";
}

bool chunk_records(const trace *t, size_t index, const chunk_content *c, record **records, size_t *count,
                   input_error *err) {
    *count = 0;
    *records = malloc(c->head.record_count * sizeof **records);
    const char *problem =
        *records ? records_decode(t, c, *records, count) : "it is too large for this machine's memory";
    if (!problem)
        return true;
    free(*records);
    *records = NULL;
    *count = 0;
    return chunk_damaged(t, index, problem, err);
}
