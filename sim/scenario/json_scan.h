/// A strict reader of JSON text (RFC 8259). It runs before cJSON, which accepts more than JSON and knows no
/// lines, and afterwards finds the line on which a value stands.
#ifndef SCENARIO_JSON_SCAN_H
#define SCENARIO_JSON_SCAN_H

#include <stddef.h>

#include <hotline/error.h>

enum {
    JSON_DEPTH_MAX = 64,    ///< nesting of objects and lists
    JSON_NUMBER_LENGTH = 60 ///< cJSON cuts numbers of 64 characters and more
};

/// Checks that `text` is exactly one JSON value: valid UTF-8, no duplicate keys, no trailing text, numbers in
/// the range of a double, nesting up to JSON_DEPTH_MAX. False, and `err` set with file and line, when it is
/// not.
bool json_scan(const char *text, size_t length, const char *file, input_error *err);

/// The line, from 1, on which the value stands that `keys` lead to from the root (of a member: the line of
/// its key; elements of lists are named by their decimal index). 0 when there is none.
int json_scan_line(const char *text, size_t length, const char *const *keys, size_t count);

#endif
