#define _POSIX_C_SOURCE 200809L

#include "support/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include <xxhash.h>
#include <zstd.h>

#include "base/text.h"
#include "center.h"
#include "temporary.h"
#include "trace/codec.h"
#include "trace/format.h"
#include "trace/header.h"
#include "trace/index.h"
#include "trace/keyframe.h"

enum { COUNT = 900, FORGERIES = 250 };

/// A trace of a few small chunks, its bytes and its records.
typedef struct sample {
    char *folder, *path;
    uint8_t *bytes;
    size_t size;
    record *records;
} sample;

static int sample_create(void **state) {
    sample *s = memory_new(1, sizeof *s);
    s->folder = temporary_create();
    s->path = temporary_path(s->folder, "a.trace");
    s->records = center_records(31, COUNT);
    trace_make(s->path, s->records, COUNT, 64);
    s->bytes = file_take(s->path, &s->size);
    *state = s;
    return 0;
}

static int sample_destroy(void **state) {
    sample *s = *state;
    temporary_remove(s->folder);
    free(s->path);
    free(s->bytes);
    free(s->records);
    free(s);
    return 0;
}

/// All records must be those that were written, as many as there are.
typedef struct comparer {
    const record *records;
    size_t next;
} comparer;

static void compare(void *observer, const record *records, size_t count) {
    comparer *c = observer;
    assert_true(c->next + count <= COUNT);
    assert_memory_equal(records, c->records + c->next, count * sizeof *records);
    c->next += count;
}

static void error_must_be_clear(const input_error *err, const char *path) {
    assert_int_equal(err->kind, ERROR_INPUT);
    assert_string_equal(err->file, path);
    assert_true(strlen(err->text) > 10);
}

/// A file cut off at `size`: refused with a clear error, or opened as far as it is whole.
static uint64_t cut_reads(const sample *s, size_t size) {
    trace *t;
    input_error err = {0};
    file_put(s->path, s->bytes, size);
    if (!trace_open(&t, s->path, &err)) {
        error_must_be_clear(&err, s->path);
        return 0;
    }
    comparer c = {.records = s->records};
    assert_int_equal(trace_is_whole(t), size == s->size);
    assert_true(trace_read_all(t, compare, &c, &err));
    assert_true(c.next == trace_record_count(t));
    assert_int_equal(trace_verify(t, &err), size == s->size);
    trace_close(t);
    return c.next;
}

static void a_cut_file_opens_as_far_as_it_is_whole(void **state) {
    const sample *s = *state;
    trace *t;
    assert_true(trace_open(&t, s->path, NULL));
    assert_true(trace_chunk_count(t) >= 3);
    size_t chunk = 0;
    uint64_t whole = 0;
    // Every byte around borders and ends, some in between.
    for (size_t size = 0, step = 1; size <= s->size; size += step) {
        while (chunk < trace_chunk_count(t) &&
               trace_chunk_at(t, chunk)->offset + trace_chunk_at(t, chunk)->size <= size)
            whole += trace_chunk_at(t, chunk++)->record_count;
        assert_true(cut_reads(s, size) == whole);
        uint64_t next = chunk < trace_chunk_count(t)
                            ? trace_chunk_at(t, chunk)->offset + trace_chunk_at(t, chunk)->size
                            : 0;
        step = size < 60 || next - size < 20 || s->size - size < 90 ? 1 : 19;
    }
    assert_true(cut_reads(s, s->size) == COUNT);
    trace_close(t);
}

static void a_file_with_more_at_its_end_is_not_whole(void **state) {
    const sample *s = *state;
    uint8_t *longer = memory_new(s->size + 1, 1);
    memcpy(longer, s->bytes, s->size);
    file_put(s->path, longer, s->size + 1);
    trace *t;
    comparer c = {.records = s->records};
    assert_true(trace_open(&t, s->path, NULL));
    assert_false(trace_is_whole(t));
    assert_true(trace_read_all(t, compare, &c, NULL));
    assert_int_equal(c.next, COUNT);
    trace_close(t);
    free(longer);
}

/// Looks at everything in a file, in all ways. False when any of them finds it damaged.
static bool file_is_good(const char *path, dice *d) {
    trace *t;
    input_error err = {0};
    if (!trace_open(&t, path, &err)) {
        error_must_be_clear(&err, path);
        return false;
    }
    bool good = trace_verify(t, &err);
    for (size_t i = 0; i < trace_chunk_count(t); i++) {
        record *records;
        size_t count;
        if (trace_read_chunk(t, i, &records, &count, NULL))
            free(records);
    }
    replay *r = replay_create(t, NULL);
    for (int i = 0; i < 5 && r; i++)
        (void)replay_seek(r, (sim_time)(dice_next(d) % (10 * SIM_HOUR)) - SIM_HOUR, NULL);
    replay_destroy(r);
    trace_close(t);
    assert_true(good || err.kind == ERROR_INPUT);
    return good;
}

static void every_flipped_bit_is_detected(void **state) {
    const sample *s = *state;
    dice d = {.state = 32};
    assert_true(file_is_good(s->path, &d));
    for (size_t i = 0; i < s->size; i += 1 + dice_below(&d, 11)) {
        uint8_t bit = (uint8_t)(1U << dice_below(&d, 8));
        s->bytes[i] ^= bit;
        file_put(s->path, s->bytes, s->size);
        if (file_is_good(s->path, &d))
            fail_msg("bit %u of byte %zu was flipped and nobody saw", bit, i);
        s->bytes[i] ^= bit;
    }
}

static void error_must_say(const char *path, const char *words) {
    trace *t;
    input_error err = {0};
    assert_false(trace_open(&t, path, &err));
    assert_null(t);
    error_must_be_clear(&err, path);
    if (!strstr(err.text, words))
        fail_msg("'%s' does not say '%s'", err.text, words);
}

static void what_is_no_trace_is_told(void **state) {
    const sample *s = *state;
    char *missing = temporary_path(s->folder, "missing.trace"), *pipe = temporary_path(s->folder, "pipe");
    error_must_say(missing, "No such file");
    error_must_say(s->folder, "is no file");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    error_must_say(pipe, "is no file");
    file_put(s->path, s->bytes, 0);
    error_must_say(s->path, "too short");
    s->bytes[8] = 'h';
    file_put(s->path, s->bytes, s->size);
    error_must_say(s->path, "is not a hotline trace");
    s->bytes[8] = 'H';
    s->bytes[16] = TRACE_FORMAT_MAJOR + 1;
    file_put(s->path, s->bytes, s->size);
    error_must_say(s->path, "format 3.2");
    s->bytes[16] = TRACE_FORMAT_MAJOR;
    file_put(s->path, s->bytes, 50);
    error_must_say(s->path, "cut off within its header");
    free(missing);
    free(pipe);
}

/// A file built by hand, so that checksums are right whatever it says.
typedef struct forger {
    byte_buffer file;
    trace_index index;
    ZSTD_CCtx *zstd;
} forger;

static void forge_header(forger *f, const uint8_t *payload, size_t count) {
    bytes_put_fixed(&f->file, FRAME_HEADER, 4);
    bytes_put_fixed(&f->file, HEADER_FIXED_BYTES + count + HASH_BYTES, 4);
    bytes_put(&f->file, HEADER_MAGIC, MAGIC_BYTES);
    bytes_put_fixed(&f->file, TRACE_FORMAT_MAJOR, 2);
    bytes_put_fixed(&f->file, TRACE_FORMAT_MINOR + 1, 2);
    bytes_put_fixed(&f->file, count, 4);
    bytes_put(&f->file, payload, count);
    bytes_put_fixed(&f->file, XXH64(f->file.bytes + FRAME_BYTES, f->file.length - FRAME_BYTES, 0),
                    HASH_BYTES);
}

static void forge_chunk(forger *f, const trace_chunk *head, const uint8_t *content, size_t count) {
    trace_chunk chunk = *head;
    bytes_reserve(&f->file, ZSTD_compressBound(count));
    chunk.offset = f->file.length;
    chunk.size = ZSTD_compress2(f->zstd, f->file.bytes + f->file.length, f->file.capacity - f->file.length,
                                content, count);
    assert_false(ZSTD_isError(chunk.size));
    index_add(&f->index, &chunk, XXH64(f->file.bytes + f->file.length, chunk.size, 0));
    f->file.length += chunk.size;
}

static void forge_end(forger *f, const char *path, bool with_index) {
    if (with_index)
        index_encode(&f->file, &f->index);
    file_put(path, f->file.bytes, f->file.length);
    free(f->file.bytes);
    index_destroy(&f->index);
    (void)ZSTD_freeCCtx(f->zstd);
}

static forger forger_new(void) {
    forger f = {.zstd = ZSTD_createCCtx()};
    assert_non_null(f.zstd);
    assert_false(ZSTD_isError(ZSTD_CCtx_setParameter(f.zstd, ZSTD_c_checksumFlag, 1)));
    assert_false(ZSTD_isError(ZSTD_CCtx_setParameter(f.zstd, ZSTD_c_compressionLevel, 1)));
    return f;
}

static byte_buffer bytes_of(const uint8_t *bytes, size_t count) {
    byte_buffer b = {0};
    bytes_put(&b, bytes, count);
    return b;
}

/// The payload of the sample's header.
static byte_buffer sample_payload(const sample *s) {
    byte_reader r = byte_reader_of(s->bytes + FRAME_BYTES + MAGIC_BYTES + 4, 4);
    return bytes_of(s->bytes + FRAME_BYTES + HEADER_FIXED_BYTES, bytes_take_fixed(&r, 4));
}

static byte_buffer sample_content(const sample *s, const trace_chunk *c) {
    byte_buffer b = {0};
    b.length = (size_t)ZSTD_getFrameContentSize(s->bytes + c->offset, c->size);
    b.capacity = b.length;
    b.bytes = memory_new(b.length, 1);
    assert_int_equal(ZSTD_decompress(b.bytes, b.length, s->bytes + c->offset, c->size), b.length);
    return b;
}

/// Changes some bytes, mostly to numbers that are at a limit of something.
static void bytes_spoil(byte_buffer *b, dice *d) {
    static const uint8_t values[] = {0, 1, 2, 0x7F, 0x80, 0xFF, 0xFE, 0x40, 16, 5};
    for (uint32_t n = 1 + dice_below(d, 3); n > 0; n--) {
        uint8_t *at = &b->bytes[dice_below(d, (uint32_t)b->length)];
        *at = dice_below(d, 3) ? values[dice_below(d, sizeof values)] : (uint8_t)dice_next(d);
    }
}

static void hostile_headers_do_no_harm(void **state) {
    const sample *s = *state;
    dice d = {.state = 33};
    for (int i = 0; i < FORGERIES; i++) {
        byte_buffer payload = sample_payload(s);
        forger f = forger_new();
        bytes_spoil(&payload, &d);
        forge_header(&f, payload.bytes,
                     dice_below(&d, 10) ? payload.length : dice_below(&d, (uint32_t)payload.length));
        forge_end(&f, s->path, i % 2 != 0);
        (void)file_is_good(s->path, &d);
        free(payload.bytes);
    }
}

static void hostile_chunks_do_no_harm(void **state) {
    const sample *s = *state;
    trace *t;
    dice d = {.state = 34};
    assert_true(trace_open(&t, s->path, NULL));
    byte_buffer payload = sample_payload(s);
    for (int i = 0; i < FORGERIES; i++) {
        forger f = forger_new();
        forge_header(&f, payload.bytes, payload.length);
        uint32_t victim = dice_below(&d, 2);
        for (uint32_t k = 0; k < 2; k++) {
            byte_buffer content = sample_content(s, trace_chunk_at(t, k));
            if (k == victim)
                bytes_spoil(&content, &d);
            forge_chunk(&f, trace_chunk_at(t, k), content.bytes, content.length);
            free(content.bytes);
        }
        forge_end(&f, s->path, i % 2 != 0);
        assert_false(file_is_good(s->path, &d)); // its final hash is 0
    }
    free(payload.bytes);
    trace_close(t);
}

static void hostile_indices_do_no_harm(void **state) {
    const sample *s = *state;
    dice d = {.state = 35};
    byte_reader tail = byte_reader_of(s->bytes + s->size - INDEX_TAIL_BYTES, 4);
    size_t length = (size_t)bytes_take_fixed(&tail, 4), begin = s->size - length;
    size_t hashed = length - HASH_BYTES - INDEX_TAIL_BYTES;
    for (int i = 0; i < FORGERIES; i++) {
        byte_buffer frame = bytes_of(s->bytes + begin, length), file = bytes_of(s->bytes, begin);
        bytes_spoil(&frame, &d);
        if (memcmp(frame.bytes, s->bytes + begin, hashed) != 0) {
            byte_buffer hash = {0};
            bytes_put_fixed(&hash, XXH64(frame.bytes, hashed, 0), HASH_BYTES);
            memcpy(frame.bytes + hashed, hash.bytes, HASH_BYTES);
            free(hash.bytes);
            bytes_put(&file, frame.bytes, frame.length);
            file_put(s->path, file.bytes, file.length);
            (void)file_is_good(s->path, &d);
        }
        free(frame.bytes);
        free(file.bytes);
    }
}

/// A chunk that claims more than it can hold must not make a reader ask for the memory.
static void claims_of_size_are_not_believed(void **state) {
    const sample *s = *state;
    static const uint8_t frame[] = {0x28, 0xB5, 0x2F, 0xFD, 0xE0, 0xFF, 0xFF, 0xFF,
                                    0xFF, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00};
    assert_true(ZSTD_getFrameContentSize(frame, sizeof frame) == UINT32_MAX);
    byte_buffer payload = sample_payload(s);
    forger f = forger_new();
    forge_header(&f, payload.bytes, payload.length);
    trace_chunk chunk = {
        .offset = f.file.length, .size = sizeof frame, .record_count = UINT32_MAX, .last_time = 9};
    index_add(&f.index, &chunk, XXH64(frame, sizeof frame, 0));
    bytes_put(&f.file, frame, sizeof frame);
    forge_end(&f, s->path, true);
    free(payload.bytes);
    trace *t;
    input_error err = {0};
    record *records;
    size_t count;
    assert_true(trace_open(&t, s->path, NULL));
    assert_false(trace_read_chunk(t, 0, &records, &count, &err));
    assert_null(records);
    error_must_be_clear(&err, s->path);
    assert_non_null(strstr(err.text, "claims"));
    assert_null(replay_create(t, NULL));
    trace_close(t);
}

/// The header of a later minor version: one kind more, and one field more in a kind that is known.
static void forge_later_header(forger *f) {
    trace_header h = center_header();
    byte_buffer b = {0};
    bytes_put_text(&b, h.version);
    bytes_put_fixed(&b, h.scenario_hash, 8);
    bytes_put_fixed(&b, h.seed, 8);
    bytes_put_varint(&b, h.replication);
    bytes_put_text(&b, h.scenario_text);
    bytes_put_varint(&b, RECORD_KIND_COUNT + 1);
    for (size_t i = 0; i < RECORD_KIND_COUNT; i++) {
        bytes_put_text(&b, record_types[i].name);
        bytes_put_varint(&b, record_types[i].fields | (i == RECORD_PHASE ? 128U : 0U));
        bytes_put_varint(&b, record_types[i].value);
    }
    bytes_put_text(&b, "backend");
    bytes_put_varint(&b, FIELD_SITE | FIELD_VALUE | 256);
    bytes_put_varint(&b, VALUE_SPAN);
    layout_encode(&b, h.layout);
    bytes_put_text(&b, "what a later version adds");
    forge_header(f, b.bytes, b.length);
    free(b.bytes);
}

static byte_buffer later_records(void) {
    static const uint8_t bytes[] = {0,
                                    RECORD_PHASE,
                                    1 + PHASE_COUNTING,
                                    0xAC,
                                    0x02, // detail, a later field
                                    5,
                                    RECORD_KIND_COUNT,
                                    1,
                                    0x90,
                                    0x4E,
                                    7, // skipped
                                    10,
                                    RECORD_PHASE,
                                    1 + PHASE_DRAINING,
                                    0};
    return bytes_of(bytes, sizeof bytes);
}

static void what_later_versions_add_is_skipped(void **state) {
    const sample *s = *state;
    forger f = forger_new();
    byte_buffer content = {0}, keyframe = {0}, later = later_records();
    replay_state *empty = replay_state_create(center_layout());
    keyframe_encode(&keyframe, empty);
    trace_chunk head = {.record_count = 3, .first_time = -SIM_HOUR, .last_time = -SIM_HOUR + 15};
    bytes_put_fixed(&content, CHUNK_HEAD_BYTES + 8, 4);
    bytes_put_fixed(&content, head.record_count, 4);
    bytes_put_fixed(&content, 0, 8);
    bytes_put_fixed(&content, (uint64_t)head.first_time, 8);
    bytes_put_fixed(&content, (uint64_t)head.last_time, 8);
    bytes_put_fixed(&content, keyframe.length, 4);
    bytes_put_fixed(&content, 0, 4);
    bytes_put_fixed(&content, 0, 8); // no query and no failure, and what is behind them
    bytes_put(&content, keyframe.bytes, keyframe.length);
    bytes_put(&content, later.bytes, later.length);
    forge_later_header(&f);
    forge_chunk(&f, &head, content.bytes, content.length);
    empty->phase = PHASE_DRAINING;
    f.index.final_hash = replay_state_hash(empty);
    forge_end(&f, s->path, true);
    trace *t;
    input_error err = {0};
    record *records;
    size_t count;
    assert_true(trace_open(&t, s->path, &err));
    assert_true(trace_read_chunk(t, 0, &records, &count, &err));
    assert_int_equal(count, 2);
    assert_int_equal(records[1].kind, RECORD_PHASE);
    assert_int_equal(records[1].time, -SIM_HOUR + 15);
    assert_int_equal(records[1].detail, PHASE_DRAINING);
    if (!trace_verify(t, &err))
        fail_msg("%s", err.text);
    trace_close(t);
    free(records);
    free(content.bytes);
    free(keyframe.bytes);
    free(later.bytes);
    replay_state_destroy(empty);
}

#define WITH_SAMPLE(test) cmocka_unit_test_setup_teardown(test, sample_create, sample_destroy)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_SAMPLE(a_cut_file_opens_as_far_as_it_is_whole),
        WITH_SAMPLE(a_file_with_more_at_its_end_is_not_whole),
        WITH_SAMPLE(every_flipped_bit_is_detected),
        WITH_SAMPLE(what_is_no_trace_is_told),
        WITH_SAMPLE(hostile_headers_do_no_harm),
        WITH_SAMPLE(hostile_chunks_do_no_harm),
        WITH_SAMPLE(hostile_indices_do_no_harm),
        WITH_SAMPLE(claims_of_size_are_not_believed),
        WITH_SAMPLE(what_later_versions_add_is_skipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
