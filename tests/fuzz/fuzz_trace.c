/// Any bytes as a trace. The first byte says as what: 'T' a file; 'H' a header's payload, 'C' a chunk's
/// content of the tests' center, both with checksums that are right, so that not only the checksums are
/// tested.
#define _GNU_SOURCE // memfd_create

#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <xxhash.h>
#include <zstd.h>

#include "../unit/trace/center.h"
#include "base/check.h"
#include "trace/format.h"
#include "trace/header.h"
#include "trace/replay_state.h"
#include "trace/rules.h"

static void chunks_check(const trace *t) {
    for (size_t i = 0; i < trace_chunk_count(t); i++) {
        record *records;
        size_t count;
        if (!trace_read_chunk(t, i, &records, &count, NULL))
            continue;
        SIM_REQUIRE(count <= trace_chunk_at(t, i)->record_count);
        for (size_t k = 0; k < count; k++)
            SIM_REQUIRE(record_fits(trace_info(t)->layout, &records[k]));
        free(records);
    }
}

static void replay_check(const trace *t) {
    sim_time first, last;
    trace_span(t, &first, &last);
    const sim_time times[] = {last,      first,    first + (last - first) / 2,
                              first - 1, last + 1, first + (last - first) / 3};
    replay *r = replay_create(t, NULL);
    for (size_t i = 0; r && i < sizeof times / sizeof *times; i++)
        if (replay_seek(r, times[i], NULL))
            SIM_REQUIRE(replay_at(r)->now == times[i] && replay_state_is_sound(replay_at(r)));
    replay_destroy(r);
}

static void file_try(const uint8_t *bytes, size_t size) {
    char path[64];
    trace *t;
    input_error err = {0};
    int file = memfd_create("trace", MFD_CLOEXEC);
    SIM_REQUIRE(file >= 0 && write(file, bytes, size) == (ssize_t)size);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    if (trace_open(&t, path, &err)) {
        bool sound = trace_verify(t, &err);
        SIM_REQUIRE(sound == (err.kind == ERROR_NONE) && (!sound || trace_is_whole(t)));
        chunks_check(t);
        replay_check(t);
        trace_close(t);
    } else {
        SIM_REQUIRE(err.kind == ERROR_INPUT && err.text[0] && err.file[0]);
    }
    (void)close(file);
}

static void header_try(const uint8_t *payload, size_t size) {
    byte_buffer b = {0};
    bytes_put_fixed(&b, FRAME_HEADER, 4);
    bytes_put_fixed(&b, HEADER_FIXED_BYTES + size + HASH_BYTES, 4);
    bytes_put(&b, HEADER_MAGIC, MAGIC_BYTES);
    bytes_put_fixed(&b, TRACE_FORMAT_MAJOR, 2);
    bytes_put_fixed(&b, TRACE_FORMAT_MINOR, 2);
    bytes_put_fixed(&b, size, 4);
    bytes_put(&b, payload, size);
    bytes_put_fixed(&b, XXH64(b.bytes + FRAME_BYTES, b.length - FRAME_BYTES, 0), HASH_BYTES);
    file_try(b.bytes, b.length);
    free(b.bytes);
}

static void content_try(const uint8_t *content, size_t size) {
    byte_buffer b = {0};
    trace_header h = {.layout = center_layout()};
    header_encode(&b, &h);
    bytes_reserve(&b, ZSTD_compressBound(size));
    size_t packed = ZSTD_compress(b.bytes + b.length, b.capacity - b.length, content, size, 1);
    SIM_REQUIRE(!ZSTD_isError(packed));
    file_try(b.bytes, b.length + packed);
    free(b.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 0 && data[0] == 'H')
        header_try(data + 1, size - 1);
    else if (size > 0 && data[0] == 'C')
        content_try(data + 1, size - 1);
    else if (size > 0)
        file_try(data + 1, size - 1);
    return 0;
}
