/// Trace files: the records of one replication, with keyframes, so that any moment can be rebuilt.
/// docs/trace.md describes the format.
#ifndef HOTLINE_TRACE_H
#define HOTLINE_TRACE_H

#include <hotline/error.h>
#include <hotline/layout.h>
#include <hotline/record.h>

#define TRACE_FORMAT_MAJOR 2
#define TRACE_FORMAT_MINOR 2

/// What stands in front of the records.
typedef struct trace_header {
    const layout *layout;
    const char *scenario_text; ///< the scenario of this scheme, resolved, as JSON
    uint64_t scenario_hash;
    uint64_t seed;
    uint32_t replication; ///< from 0
    const char *version;  ///< of the program that wrote it
} trace_header;

typedef struct trace_writer trace_writer;

/// Starts `path`.partial, or what a link at `path` leads to with `.partial`; a pipe or a device is written as
/// it is. False, and `err` set, when it cannot be written. records_per_chunk: 0 = the default (65,536); at
/// least that many records, more when keyframes are large.
bool trace_writer_open(trace_writer **out, const char *path, const trace_header *h,
                       uint32_t records_per_chunk, input_error *err);

/// Appends records: a probe_observe function, `writer` being the trace_writer. Errors are kept for
/// trace_writer_close.
void trace_writer_observe(void *writer, const record *records, size_t count);

/// Finishes the file and gives it its name; on an error the .partial is removed and `err` set. Frees the
/// writer.
bool trace_writer_close(trace_writer *w, input_error *err);

/// Gives up: removes the .partial. Frees the writer. Accepts NULL.
void trace_writer_abandon(trace_writer *w);

/// A trace file opened for reading. Safe to share between threads once open.
typedef struct trace trace;

/// One chunk: a keyframe and the records after it.
typedef struct trace_chunk {
    uint64_t offset;       ///< in the file
    uint64_t size;         ///< in the file
    uint64_t first_record; ///< number of its first record in the trace
    uint32_t record_count;
    sim_time first_time, last_time;
} trace_chunk;

/// Opens and checks header and index. A file that was cut off is opened as far as it is whole:
/// trace_is_whole() then says false. No input may crash or read out of bounds, or allocate more than a small
/// multiple of its size.
bool trace_open(trace **out, const char *path, input_error *err);
void trace_close(trace *t);

const trace_header *trace_info(const trace *t);
bool trace_is_whole(const trace *t);
size_t trace_chunk_count(const trace *t);
const trace_chunk *trace_chunk_at(const trace *t, size_t index);
uint64_t trace_record_count(const trace *t);
/// Times of the first and the last record; both 0 when there are none.
void trace_span(const trace *t, sim_time *first, sim_time *last);
/// Hash of the final state as the writer stored it; 0 when the file is not whole.
uint64_t trace_final_hash(const trace *t);

/// Decodes the records of one chunk into a new array (free with free()).
bool trace_read_chunk(const trace *t, size_t index, record **records, size_t *count, input_error *err);

/// Hands all records to `observe` in order, chunk by chunk.
bool trace_read_all(const trace *t, probe_observe observe, void *observer, input_error *err);

/// Reads everything, replays it, and compares each keyframe and the final hash with what the records say.
bool trace_verify(const trace *t, input_error *err);

#endif
