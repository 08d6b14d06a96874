/// UTF-8 (RFC 3629).
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/// Length in bytes (1..4) of the character at the begin of `text`, of which `length` bytes may be read.
/// 0 when it is not valid: cut off, overlong, a surrogate, above U+10FFFF.
size_t utf8_length(const char *text, size_t length);

/// Writes the character `code` (at most 0x10FFFF) and returns its length in bytes.
size_t utf8_encode(uint32_t code, char out[4]);

#endif
