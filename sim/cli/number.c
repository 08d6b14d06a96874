#include "cli/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <hotline/time.h>

bool number_parse_whole(const char *text, uint64_t low, uint64_t high, uint64_t *out) {
    uint64_t value = 0;
    if (!*text)
        return false;
    for (const char *c = text; *c; c++) {
        if (*c < '0' || *c > '9')
            return false;
        uint64_t digit = (uint64_t)(*c - '0');
        if (value > (UINT64_MAX - digit) / 10)
            return false;
        value = 10 * value + digit;
    }
    *out = value;
    return value >= low && value <= high;
}

bool number_parse_decimal(const char *text, double *out) {
    // strtod would also take blanks, hexadecimal, inf and nan
    if (!*text || text[strspn(text, "0123456789.eE+-")])
        return false;
    char *end = NULL;
    double value = strtod(text, &end);
    *out = value;
    return !*end && value >= 0 && isfinite(value);
}

bool number_parse_seconds(const char *text, double *out) {
    return number_parse_decimal(text, out) || (duration_parse_s(text, out) && isfinite(*out));
}

bool number_parse_fraction(const char *text, double *out) {
    return number_parse_decimal(text, out) && *out > 0 && *out < 1;
}
