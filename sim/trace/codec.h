/// Records as bytes.
#ifndef TRACE_CODEC_H
#define TRACE_CODEC_H

#include <hotline/record.h>

#include "trace/bytes.h"
#include "trace/format.h"

/// What the next record is told relative to.
typedef struct record_coder {
    sim_time time;
    uint32_t call;
} record_coder;

/// Which fields the kinds of a file have: the file's own table, so that kinds of a later version can be
/// skipped.
typedef struct file_kinds {
    uint32_t count;
    uint32_t fields[FILE_KINDS_MAX];
} file_kinds;

/// Writes a record where there is room for RECORD_BYTES_MAX bytes; returns the end.
uint8_t *record_encode(record_coder *coder, const record *r, uint8_t *to);

typedef enum record_found { RECORD_FOUND, RECORD_UNKNOWN, RECORD_BAD } record_found;

/// Reads a record; of a kind that this program does not know only time and kind are set.
record_found record_decode(record_coder *coder, const file_kinds *kinds, byte_reader *from, record *out);

#endif
