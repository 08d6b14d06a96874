/// Numbers on the command line, read strictly: nothing in front, nothing behind.
#ifndef CLI_NUMBER_H
#define CLI_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/// Decimal digits only, from `low` to `high`.
bool number_parse_whole(const char *text, uint64_t low, uint64_t high, uint64_t *out);

/// A decimal number between 0 and 1, both excluded.
bool number_parse_fraction(const char *text, double *out);

#endif
