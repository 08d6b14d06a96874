/// A strict reader of JSON text (RFC 8259). It runs before cJSON, which accepts more than JSON and knows no
/// lines, and afterwards finds the line on which a value stands.
#ifndef SCENARIO_JSON_SCAN_H
#define SCENARIO_JSON_SCAN_H

#include <stddef.h>

#include <hotline/error.h>

#include "scenario/json_spots.h"

enum {
    JSON_DEPTH_MAX = 64,       ///< nesting of objects and lists
    JSON_VALUES_MAX = 2000000, ///< in all: what a file can cost is bounded
    JSON_NUMBER_LENGTH = 60    ///< cJSON cuts numbers of 64 characters and more
};

/// Checks that `text` is exactly one JSON value: valid UTF-8, no trailing text, numbers in the range of a
/// double, nesting up to JSON_DEPTH_MAX. False, with an error added to `errors` (may be NULL), when it is
/// not. Keys that are given twice in an object are added too, but make it false only when they
/// are more than INPUT_ERRORS_MAX.
bool json_scan(const char *text, size_t length, const char *file, input_errors *errors);

/// Finds where values stand in a text.
void json_scan_spots(const char *text, size_t length, json_spots *spots);

#endif
