#include "trace/bytes.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

void bytes_reserve(byte_buffer *b, size_t more) {
    if (b->capacity - b->length >= more)
        return;
    b->capacity = 2 * b->capacity + more + 256;
    b->bytes = memory_resize(b->bytes, b->capacity, 1);
}

void bytes_put(byte_buffer *b, const void *bytes, size_t count) {
    bytes_reserve(b, count);
    if (count)
        memcpy(b->bytes + b->length, bytes, count);
    b->length += count;
}

void bytes_put_fixed(byte_buffer *b, uint64_t number, size_t size) {
    bytes_reserve(b, size);
    for (size_t i = 0; i < size; i++)
        b->bytes[b->length++] = (uint8_t)(number >> (8 * i));
}

void bytes_put_varint(byte_buffer *b, uint64_t number) {
    bytes_reserve(b, VARINT_BYTES_MAX);
    b->length = (size_t)(varint_write(b->bytes + b->length, number) - b->bytes);
}

void bytes_put_signed(byte_buffer *b, int64_t number) {
    bytes_put_varint(b, zigzag(number));
}

void bytes_put_text(byte_buffer *b, const char *text) {
    if (!text) {
        bytes_put_varint(b, 0);
        return;
    }
    size_t length = strlen(text);
    bytes_put_varint(b, length + 1);
    bytes_put(b, text, length);
}

void bytes_skip(byte_reader *r, size_t count) {
    if (count > bytes_left(r)) {
        r->bad = true;
        count = bytes_left(r);
    }
    r->next += count;
}

uint64_t bytes_take_fixed(byte_reader *r, size_t size) {
    uint64_t number = 0;
    if (size > bytes_left(r)) {
        r->bad = true;
        return 0;
    }
    for (size_t i = 0; i < size; i++)
        number |= (uint64_t)*r->next++ << (8 * i);
    return number;
}

uint64_t bytes_take_long_varint(byte_reader *r) {
    uint64_t number = 0;
    for (unsigned shift = 0; shift < 64 && r->next < r->end; shift += 7) {
        uint8_t byte = *r->next++;
        if (shift == 63 && byte > 1)
            break;
        number |= (uint64_t)(byte & 0x7FU) << shift;
        if (byte < 0x80)
            return number;
    }
    r->bad = true;
    return 0;
}

int64_t bytes_take_signed(byte_reader *r) {
    return unzigzag(bytes_take_varint(r));
}

uint64_t bytes_take_up_to(byte_reader *r, uint64_t most) {
    uint64_t number = bytes_take_varint(r);
    if (number <= most)
        return number;
    r->bad = true;
    return 0;
}

uint16_t bytes_take_index(byte_reader *r) {
    return (uint16_t)(bytes_take_up_to(r, UINT16_MAX) - 1);
}

/// Length of the UTF-8 character (RFC 3629) that begins with `lead`, 0 when none does; `low` and `high` bound
/// its second byte.
static size_t character_length(uint8_t lead, uint8_t *low, uint8_t *high) {
    *low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    *high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (lead < 0x80)
        return lead != 0;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static bool text_is_utf8(const uint8_t *text, size_t length) {
    for (size_t i = 0; i < length;) {
        uint8_t low, high;
        size_t size = character_length(text[i], &low, &high);
        if (size == 0 || size > length - i)
            return false;
        if (size > 1 && (text[i + 1] < low || text[i + 1] > high))
            return false;
        for (size_t k = 2; k < size; k++)
            if ((text[i + k] & 0xC0U) != 0x80)
                return false;
        i += size;
    }
    return true;
}

char *bytes_take_text(byte_reader *r) {
    uint64_t length = bytes_take_varint(r);
    if (length-- == 0)
        return NULL;
    if (length > bytes_left(r) || !text_is_utf8(r->next, length)) {
        r->bad = true;
        return NULL;
    }
    char *text = memory_new(length + 1, 1);
    memcpy(text, r->next, length);
    r->next += length;
    return text;
}
