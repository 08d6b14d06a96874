#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <xxhash.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/check.h"
#include "base/text.h"
#include "trace/format.h"
#include "trace/trace_file.h"

bool trace_read_bytes(const trace *t, uint64_t offset, void *to, size_t count) {
    uint8_t *next = to;
    while (count > 0) {
        ssize_t got = pread(t->file, next, count, (off_t)offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        next += got;
        offset += (uint64_t)got;
        count -= (size_t)got;
    }
    return true;
}

static bool file_open(trace *t, input_error *err) {
    // Opening a pipe without O_NONBLOCK would wait for somebody to write to it.
    t->file = open(t->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat found;
    if (t->file < 0 || fstat(t->file, &found) != 0)
        return input_error_set(err, t->path, 0, NULL, "cannot be read: %s", strerror(errno));
    if (!S_ISREG(found.st_mode))
        return input_error_set(err, t->path, 0, NULL,
                               "is no file; must be a trace that `hotline run --trace` wrote");
    t->size = (uint64_t)found.st_size;
    return true;
}

enum { HEADER_BYTES_MIN = FRAME_BYTES + HEADER_FIXED_BYTES + HASH_BYTES };

/// Checks what stands before the payload. `content`: bytes of the skippable frame.
static bool head_check(const trace *t, const uint8_t *head, uint64_t *content, input_error *err) {
    byte_reader r = byte_reader_of(head, FRAME_BYTES + HEADER_FIXED_BYTES);
    uint64_t frame = bytes_take_fixed(&r, 4);
    *content = bytes_take_fixed(&r, 4);
    if (frame != FRAME_HEADER || memcmp(r.next, HEADER_MAGIC, MAGIC_BYTES) != 0)
        return input_error_set(err, t->path, 0, NULL,
                               "is not a hotline trace; must begin with a trace's header");
    bytes_skip(&r, MAGIC_BYTES);
    unsigned major = (unsigned)bytes_take_fixed(&r, 2), minor = (unsigned)bytes_take_fixed(&r, 2);
    if (major != TRACE_FORMAT_MAJOR)
        return input_error_set(err, t->path, 0, NULL, "has trace format %u.%u; this program reads %d.x",
                               major, minor, TRACE_FORMAT_MAJOR);
    uint64_t payload = bytes_take_fixed(&r, 4);
    if (*content != HEADER_FIXED_BYTES + payload + HASH_BYTES)
        return input_error_set(err, t->path, 0, NULL, "is damaged in its header: two lengths do not agree");
    if (*content > t->size - FRAME_BYTES)
        return input_error_set(err, t->path, 0, NULL, "is cut off within its header");
    return true;
}

static bool payload_read(trace *t, const uint8_t *bytes, uint64_t content, input_error *err) {
    uint64_t hashed = content - HASH_BYTES;
    byte_reader hash = byte_reader_of(bytes + hashed, HASH_BYTES);
    if (bytes_take_fixed(&hash, HASH_BYTES) != XXH64(bytes, hashed, 0))
        return input_error_set(err, t->path, 0, NULL, "is damaged in its header: the checksum is wrong");
    byte_reader payload = byte_reader_of(bytes + HEADER_FIXED_BYTES, hashed - HEADER_FIXED_BYTES);
    if (!header_decode(&t->header, &payload))
        return input_error_set(err, t->path, 0, NULL, "has a header that is not sound");
    return true;
}

static bool header_read(trace *t, input_error *err) {
    uint8_t head[FRAME_BYTES + HEADER_FIXED_BYTES];
    uint64_t content;
    if (t->size < HEADER_BYTES_MIN || !trace_read_bytes(t, 0, head, sizeof head))
        return input_error_set(err, t->path, 0, NULL, "is not a hotline trace; is too short");
    if (!head_check(t, head, &content, err))
        return false;
    uint8_t *bytes = malloc(content);
    bool done = bytes && trace_read_bytes(t, FRAME_BYTES, bytes, content)
                    ? payload_read(t, bytes, content, err)
                    : runtime_error_set(err, t->path, "the header cannot be read");
    free(bytes);
    t->begin = FRAME_BYTES + content;
    return done;
}

static bool index_read(trace *t) {
    uint8_t tail[INDEX_TAIL_BYTES];
    if (t->size - t->begin < sizeof tail || !trace_read_bytes(t, t->size - sizeof tail, tail, sizeof tail))
        return false;
    byte_reader r = byte_reader_of(tail, sizeof tail);
    uint64_t length = bytes_take_fixed(&r, 4);
    if (memcmp(r.next, INDEX_MAGIC, MAGIC_BYTES) != 0 || length > t->size - t->begin)
        return false;
    uint8_t *bytes = malloc(length + 1);
    bool done = bytes && trace_read_bytes(t, t->size - length, bytes, length) &&
                index_decode(&t->index, bytes, length, t->begin, t->size - length);
    free(bytes);
    return done;
}

/// Reads the zstd frame at `offset`, whose size only its blocks tell: the window grows until it holds it.
/// 0 when there is no whole frame.
static size_t frame_find(const trace *t, uint64_t offset, byte_buffer *window) {
    for (size_t wanted = 1 << 16;; wanted *= 2) {
        uint64_t left = t->size - offset;
        size_t count = left < wanted ? (size_t)left : wanted;
        window->length = 0;
        bytes_reserve(window, count);
        if (count < 4 || !trace_read_bytes(t, offset, window->bytes, count))
            return 0;
        byte_reader magic = byte_reader_of(window->bytes, 4);
        if (bytes_take_fixed(&magic, 4) != ZSTD_MAGICNUMBER)
            return 0;
        size_t size = ZSTD_findFrameCompressedSize(window->bytes, count);
        if (!ZSTD_isError(size))
            return size;
        if (ZSTD_getErrorCode(size) != ZSTD_error_srcSize_wrong || count == left)
            return 0;
    }
}

/// Without an index: goes from chunk to chunk as far as they are whole.
static void chunks_walk(trace *t) {
    byte_buffer window = {0};
    uint64_t offset = t->begin;
    size_t size;
    while ((size = frame_find(t, offset, &window)) > 0) {
        chunk_content content;
        if (chunk_unpack(&content, window.bytes, size))
            break;
        trace_chunk chunk = content.head;
        chunk_destroy(&content);
        chunk.offset = offset;
        chunk.size = size;
        if (!index_may_add(&t->index, &chunk, t->begin))
            break;
        index_add(&t->index, &chunk, 0);
        offset += size;
    }
    free(window.bytes);
}

bool trace_open(trace **out, const char *path, input_error *err) {
    trace *t = memory_new(1, sizeof *t);
    t->path = text_copy(path);
    t->file = -1;
    *out = NULL;
    if (!file_open(t, err) || !header_read(t, err)) {
        trace_close(t);
        return false;
    }
    t->whole = index_read(t);
    if (!t->whole)
        chunks_walk(t);
    *out = t;
    return true;
}

void trace_close(trace *t) {
    if (!t)
        return;
    if (t->file >= 0)
        (void)close(t->file);
    header_destroy(&t->header);
    index_destroy(&t->index);
    free(t->path);
    free(t);
}

const trace_header *trace_info(const trace *t) {
    return &t->header.shown;
}

bool trace_is_whole(const trace *t) {
    return t->whole;
}

size_t trace_chunk_count(const trace *t) {
    return t->index.count;
}

const trace_chunk *trace_chunk_at(const trace *t, size_t index) {
    SIM_REQUIRE(index < t->index.count);
    return &t->index.chunks[index];
}

uint64_t trace_record_count(const trace *t) {
    return t->index.record_count;
}

void trace_span(const trace *t, sim_time *first, sim_time *last) {
    *first = t->index.count ? t->index.chunks[0].first_time : 0;
    *last = t->index.count ? t->index.chunks[t->index.count - 1].last_time : 0;
}

uint64_t trace_final_hash(const trace *t) {
    return t->whole ? t->index.final_hash : 0;
}

bool trace_read_chunk(const trace *t, size_t index, record **records, size_t *count, input_error *err) {
    SIM_REQUIRE(index < t->index.count);
    chunk_content content;
    *records = NULL;
    *count = 0;
    if (!chunk_load(t, index, &content, err))
        return false;
    bool done = chunk_records(t, index, &content, records, count, err);
    chunk_destroy(&content);
    return done;
}

bool trace_read_all(const trace *t, probe_observe observe, void *observer, input_error *err) {
    for (size_t i = 0; i < t->index.count; i++) {
        record *records;
        size_t count;
        if (!trace_read_chunk(t, i, &records, &count, err))
            return false;
        if (count > 0)
            observe(observer, records, count);
        free(records);
    }
    return true;
}
