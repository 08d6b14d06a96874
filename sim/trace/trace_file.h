/// A trace file opened for reading, and its chunks.
#ifndef TRACE_TRACE_FILE_H
#define TRACE_TRACE_FILE_H

#include <hotline/replay.h>
#include <hotline/trace.h>

#include "trace/header.h"
#include "trace/index.h"

struct trace {
    char *path;
    int file;
    uint64_t size;  ///< of the file when it was opened
    uint64_t begin; ///< of the first chunk
    file_header header;
    trace_index index;
    bool whole; ///< the index was found: hashes and final_hash mean something
};

/// Reads `count` bytes at `offset`. False when the file has no such bytes (any more).
bool trace_read_bytes(const trace *t, uint64_t offset, void *to, size_t count);

/// A chunk, decompressed.
typedef struct chunk_content {
    uint8_t *bytes; ///< owns
    byte_reader extras, keyframe, records;
    trace_chunk head; ///< without offset and size
} chunk_content;

/// Decompresses a frame of `count` bytes. NULL when it is a sound chunk, else what is wrong; `c` is then
/// empty.
const char *chunk_unpack(chunk_content *c, const uint8_t *frame, size_t count);

/// Reads, checks against the index and decompresses a chunk. Free with chunk_destroy.
bool chunk_load(const trace *t, size_t index, chunk_content *c, input_error *err);
void chunk_destroy(chunk_content *c);

/// Decodes a loaded chunk's keyframe into a state made for this trace's layout.
bool chunk_keyframe(const trace *t, size_t index, const chunk_content *c, replay_state *state,
                    input_error *err);

/// Decodes a loaded chunk's records into a new array.
bool chunk_records(const trace *t, size_t index, const chunk_content *c, record **records, size_t *count,
                   input_error *err);

/// Sets the error of a damaged chunk; false.
bool chunk_damaged(const trace *t, size_t index, const char *why, input_error *err);

#endif
