/// The frame of a trace file: magic numbers and sizes of docs/trace.md.
#ifndef TRACE_FORMAT_H
#define TRACE_FORMAT_H

#include <stdint.h>

/// Skippable zstd frames (RFC 8878, 3.1.2).
#define FRAME_HEADER UINT32_C(0x184D2A50)
#define FRAME_INDEX  UINT32_C(0x184D2A51)

#define HEADER_MAGIC "HOTLINE"  ///< with its NUL: 8 bytes
#define INDEX_MAGIC  "HOTINDEX" ///< without: 8 bytes

enum {
    MAGIC_BYTES = 8,
    FRAME_BYTES = 8,                              ///< magic number and size of a skippable frame
    HEADER_FIXED_BYTES = MAGIC_BYTES + 2 + 2 + 4, ///< magic, major, minor, payload's length
    HASH_BYTES = 8,
    CHUNK_HEAD_BYTES = 40,
    INDEX_FIXED_BYTES = 4 + 4 + 5 * 8, ///< before the entries
    INDEX_ENTRY_BYTES = 3 * 8 + 4 + 3 * 8,
    INDEX_TAIL_BYTES = 4 + MAGIC_BYTES, ///< after the hash: length of the frame, magic
    RECORDS_PER_CHUNK = 65536,
    KEYFRAME_FACTOR = 4,   ///< a chunk's records take at least this many times the bytes of its keyframe
    RECORD_BYTES_MAX = 64, ///< above any encoded record
    RECORD_BYTES_MIN = 2,  ///< time and kind
    FILE_KINDS_MAX = 250,  ///< kinds of records that a file may name
};

/// No chunk holds more, decompressed; and none more than zstd can make of its compressed size (a block of 128
/// KiB takes at least 4 bytes).
#define CHUNK_CONTENT_MAX   (UINT64_C(1) << 31)
#define CHUNK_EXPANSION_MAX UINT64_C(32768)

#endif
