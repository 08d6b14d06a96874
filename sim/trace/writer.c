#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <hotline/replay.h>
#include <hotline/trace.h>

#include <xxhash.h>
#include <zstd.h>

#include "base/check.h"
#include "base/text.h"
#include "base/whole_file.h"
#include "trace/codec.h"
#include "trace/header.h"
#include "trace/index.h"
#include "trace/keyframe.h"

struct trace_writer {
    char *path;
    whole_file whole;
    int file;
    layout *layout;
    replay_state *state; ///< as the records written so far leave it
    ZSTD_CCtx *zstd;
    uint32_t records_per_chunk;
    uint64_t offset;
    trace_index index;
    byte_buffer content; ///< of the chunk that is being filled: head, keyframe, records; empty between chunks
    byte_buffer packed;
    size_t head_bytes;    ///< of the content
    size_t records_begin; ///< in content
    trace_chunk chunk;    ///< the same
    record_coder coder;
    input_error error; ///< the first; nothing is written after it
};

static void bytes_write(trace_writer *w, const uint8_t *bytes, size_t count) {
    while (count > 0 && w->error.kind == ERROR_NONE) {
        ssize_t written = write(w->file, bytes, count);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            (void)runtime_error_set(&w->error, w->path, "cannot be written: %s",
                                    strerror(written < 0 ? errno : ENOSPC));
            return;
        }
        bytes += written;
        count -= (size_t)written;
        w->offset += (uint64_t)written;
    }
}

static void writer_free(trace_writer *w) {
    (void)ZSTD_freeCCtx(w->zstd);
    replay_state_destroy(w->state);
    layout_free(w->layout);
    index_destroy(&w->index);
    free(w->content.bytes);
    free(w->packed.bytes);
    free(w->path);
    free(w);
}

static trace_writer *writer_create(const char *path, const trace_header *h, uint32_t records_per_chunk) {
    trace_writer *w = memory_new(1, sizeof *w);
    w->path = text_copy(path);
    w->layout = layout_copy(h->layout);
    w->state = replay_state_create(w->layout);
    w->records_per_chunk = records_per_chunk ? records_per_chunk : RECORDS_PER_CHUNK;
    w->zstd = ZSTD_createCCtx();
    if (!w->zstd || ZSTD_isError(ZSTD_CCtx_setParameter(w->zstd, ZSTD_c_compressionLevel, 1)) ||
        ZSTD_isError(ZSTD_CCtx_setParameter(w->zstd, ZSTD_c_checksumFlag, 1)))
        (void)runtime_error_set(&w->error, path, "cannot be compressed: out of memory");
    return w;
}

static void header_write(trace_writer *w, const trace_header *h) {
    byte_buffer header = {0};
    header_encode(&header, h);
    bytes_write(w, header.bytes, header.length);
    free(header.bytes);
}

bool trace_writer_open(trace_writer **out, const char *path, const trace_header *h,
                       uint32_t records_per_chunk, input_error *err) {
    *out = NULL;
    const char *problem = layout_problem(h->layout);
    if (problem)
        return input_error_set(err, path, 0, NULL, "a trace cannot hold this scenario: %s", problem);
    whole_file whole;
    int file = whole_file_open(&whole, path, err);
    if (file < 0)
        return false;
    *out = writer_create(path, h, records_per_chunk);
    (*out)->whole = whole;
    (*out)->file = file;
    header_write(*out, h);
    return true;
}

static void chunk_begin(trace_writer *w, const record *first) {
    w->chunk =
        (trace_chunk){.offset = w->offset, .first_record = w->index.record_count, .first_time = first->time};
    w->coder = (record_coder){.time = w->state->now};
    bytes_reserve(&w->content, CHUNK_HEAD_BYTES);
    w->content.length = CHUNK_HEAD_BYTES;
    queries_encode(&w->content, w->state);
    failures_encode(&w->content, w->state);
    w->head_bytes = w->content.length;
    keyframe_encode(&w->content, w->state);
    w->records_begin = w->content.length;
}

static size_t keyframe_bytes(const trace_writer *w) {
    return w->records_begin - w->head_bytes;
}

/// Where records are many times smaller than their keyframe, more of them share it.
static bool chunk_is_full(const trace_writer *w) {
    return w->chunk.record_count == UINT32_MAX ||
           (w->chunk.record_count >= w->records_per_chunk &&
            w->content.length - w->records_begin >= KEYFRAME_FACTOR * keyframe_bytes(w));
}

static void chunk_head_put(trace_writer *w) {
    size_t length = w->content.length;
    w->content.length = 0;
    bytes_put_fixed(&w->content, w->head_bytes, 4);
    bytes_put_fixed(&w->content, w->chunk.record_count, 4);
    bytes_put_fixed(&w->content, w->chunk.first_record, 8);
    bytes_put_fixed(&w->content, (uint64_t)w->chunk.first_time, 8);
    bytes_put_fixed(&w->content, (uint64_t)w->chunk.last_time, 8);
    bytes_put_fixed(&w->content, keyframe_bytes(w), 4);
    bytes_put_fixed(&w->content, 0, 4);
    SIM_ASSERT(w->content.length == CHUNK_HEAD_BYTES);
    w->content.length = length;
}

static void chunk_end(trace_writer *w) {
    if (w->content.length > CHUNK_CONTENT_MAX) {
        (void)runtime_error_set(&w->error, w->path, "the state is too large for a trace");
        return;
    }
    chunk_head_put(w);
    w->packed.length = 0;
    bytes_reserve(&w->packed, ZSTD_compressBound(w->content.length));
    size_t size =
        ZSTD_compress2(w->zstd, w->packed.bytes, w->packed.capacity, w->content.bytes, w->content.length);
    if (ZSTD_isError(size)) {
        (void)runtime_error_set(&w->error, w->path, "cannot be compressed: %s", ZSTD_getErrorName(size));
        return;
    }
    bytes_write(w, w->packed.bytes, size);
    w->chunk.size = size;
    index_add(&w->index, &w->chunk, XXH64(w->packed.bytes, size, 0));
    w->content.length = 0;
}

static void record_refuse(trace_writer *w, const record *r) {
    const char *name = r->kind < RECORD_KIND_COUNT ? record_types[r->kind].name : "of no kind";
    uint64_t number = w->index.record_count + w->chunk.record_count;
    (void)runtime_error_set(&w->error, w->path,
                            "record %" PRIu64
                            " cannot happen in this state: %s at %.6f s (call %u, class %u, site %u, "
                            "detail %u, agent %u, value %" PRId64 ", flags %u)",
                            number, name, sim_time_to_s(r->time), r->call, r->call_class, r->site, r->detail,
                            r->agent, r->value, r->flags);
}

static void record_write(trace_writer *w, const record *r) {
    if (w->content.length == 0)
        chunk_begin(w, r);
    if (!replay_state_apply(w->state, r)) {
        record_refuse(w, r);
        return;
    }
    bytes_reserve(&w->content, RECORD_BYTES_MAX);
    uint8_t *begin = w->content.bytes + w->content.length;
    w->content.length += (size_t)(record_encode(&w->coder, r, begin) - begin);
    w->chunk.record_count++;
    w->chunk.last_time = r->time;
    if (chunk_is_full(w))
        chunk_end(w);
}

void trace_writer_observe(void *writer, const record *records, size_t count) {
    trace_writer *w = writer;
    for (size_t i = 0; i < count && w->error.kind == ERROR_NONE; i++)
        record_write(w, &records[i]);
}

static void file_finish(trace_writer *w) {
    if (w->content.length > 0 && w->error.kind == ERROR_NONE)
        chunk_end(w);
    w->index.final_hash = replay_state_hash(w->state);
    byte_buffer frame = {0};
    index_encode(&frame, &w->index);
    bytes_write(w, frame.bytes, frame.length);
    free(frame.bytes);
}

bool trace_writer_close(trace_writer *w, input_error *err) {
    file_finish(w);
    if (close(w->file) != 0)
        (void)runtime_error_set(&w->error, w->path, "cannot be written: %s", strerror(errno));
    if (w->error.kind == ERROR_NONE && !whole_file_finish(&w->whole))
        (void)runtime_error_set(&w->error, w->path, "cannot be given its name: %s", strerror(errno));
    bool done = w->error.kind == ERROR_NONE;
    whole_file_abandon(&w->whole);
    if (!done && err && err->kind == ERROR_NONE)
        *err = w->error;
    writer_free(w);
    return done;
}

void trace_writer_abandon(trace_writer *w) {
    if (!w)
        return;
    (void)close(w->file);
    whole_file_abandon(&w->whole);
    writer_free(w);
}
