/// The index at the end of a trace file.
#ifndef TRACE_INDEX_H
#define TRACE_INDEX_H

#include <hotline/trace.h>

#include "trace/bytes.h"

typedef struct trace_index {
    trace_chunk *chunks;
    uint64_t *hashes; ///< XXH64 of each chunk's frame as it stands in the file
    size_t count, capacity;
    uint64_t record_count;
    uint64_t final_hash; ///< of the state after the last record
} trace_index;

/// Appends a chunk; its first_record must be record_count.
void index_add(trace_index *x, const trace_chunk *chunk, uint64_t hash);
void index_destroy(trace_index *x);

/// True when `chunk` can follow those in the index: offset, record number and times go on, and it has
/// records. `begin`: where the first chunk stands in the file.
bool index_may_add(const trace_index *x, const trace_chunk *chunk, uint64_t begin);

/// Appends the whole frame.
void index_encode(byte_buffer *b, const trace_index *x);

/// Reads a whole frame, whose chunks must fill the file from `begin` to `end`. False when it is not sound,
/// `x` then being empty.
bool index_decode(trace_index *x, const uint8_t *bytes, size_t count, uint64_t begin, uint64_t end);

#endif
