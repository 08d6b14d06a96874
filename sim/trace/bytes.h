/// Bytes to and from: the few encodings that a trace file is made of (docs/trace.md).
#ifndef TRACE_BYTES_H
#define TRACE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Longest varint: 64 bits, seven to a byte.
enum { VARINT_BYTES_MAX = 10 };

/// A growing array of bytes. Start with {0}; free `bytes` with free().
typedef struct byte_buffer {
    uint8_t *bytes;
    size_t length, capacity;
} byte_buffer;

/// Makes room for `more` bytes.
void bytes_reserve(byte_buffer *b, size_t more);
void bytes_put(byte_buffer *b, const void *bytes, size_t count);
/// Little-endian, `size` bytes (1..8).
void bytes_put_fixed(byte_buffer *b, uint64_t number, size_t size);
void bytes_put_varint(byte_buffer *b, uint64_t number);
void bytes_put_signed(byte_buffer *b, int64_t number);
/// Length + 1 as a varint, then the characters; NULL is length + 1 = 0.
void bytes_put_text(byte_buffer *b, const char *text);

/// Writes a varint where there is room for VARINT_BYTES_MAX bytes; returns the end.
static inline uint8_t *varint_write(uint8_t *to, uint64_t number) {
    while (number >= 0x80) {
        *to++ = (uint8_t)(number | 0x80);
        number >>= 7;
    }
    *to++ = (uint8_t)number;
    return to;
}

/// Zigzag: small numbers of either sign are small.
static inline uint64_t zigzag(int64_t number) {
    return ((uint64_t)number << 1) ^ (number < 0 ? UINT64_MAX : 0);
}

static inline int64_t unzigzag(uint64_t number) {
    return (int64_t)((number >> 1) ^ (number & 1 ? UINT64_MAX : 0));
}

/// An index of 16 bits in which NO_INDEX16 is the frequent exception: one more, modulo 2^16.
static inline uint64_t index_shift(uint16_t index) {
    return (uint16_t)(index + 1U);
}

/// Reads from bytes that nobody has checked. Whatever cannot be read is 0, and sets `bad`.
typedef struct byte_reader {
    const uint8_t *next, *end;
    bool bad;
} byte_reader;

static inline byte_reader byte_reader_of(const uint8_t *bytes, size_t count) {
    return (byte_reader){.next = bytes, .end = bytes + count};
}

static inline size_t bytes_left(const byte_reader *r) {
    return (size_t)(r->end - r->next);
}

uint64_t bytes_take_fixed(byte_reader *r, size_t size);
uint64_t bytes_take_long_varint(byte_reader *r);
int64_t bytes_take_signed(byte_reader *r);
/// A varint that must be at most `most`.
uint64_t bytes_take_up_to(byte_reader *r, uint64_t most);
/// What index_shift() wrote.
uint16_t bytes_take_index(byte_reader *r);
/// A text as bytes_put_text() wrote it, valid UTF-8 without NUL; free with free(). NULL when it is NULL or
/// bad.
char *bytes_take_text(byte_reader *r);
/// Steps over `count` bytes.
void bytes_skip(byte_reader *r, size_t count);

static inline uint64_t bytes_take_varint(byte_reader *r) {
    if (r->next < r->end && *r->next < 0x80)
        return *r->next++;
    return bytes_take_long_varint(r);
}

#endif
