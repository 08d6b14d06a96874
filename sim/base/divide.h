/// Division that rounds down: places in periods, also before their begin.
#ifndef BASE_DIVIDE_H
#define BASE_DIVIDE_H

#include <stdint.h>

/// The largest whole number at or below a / b; b > 0.
static inline int64_t floor_divide(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

#endif
