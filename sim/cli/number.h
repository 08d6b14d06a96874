/// Numbers on the command line, read strictly: nothing in front, nothing behind.
#ifndef CLI_NUMBER_H
#define CLI_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/// Decimal digits only, from `low` to `high`.
bool number_parse_whole(const char *text, uint64_t low, uint64_t high, uint64_t *out);

/// A finite decimal number, 0 or larger, such as "0.3" or "1e-9".
bool number_parse_decimal(const char *text, double *out);

/// A duration in seconds: a decimal number, or a text such as "3min" (see duration_parse_s).
bool number_parse_seconds(const char *text, double *out);

/// A decimal number between 0 and 1, both excluded.
bool number_parse_fraction(const char *text, double *out);

#endif
