#include "base/check.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void check_failed(const char *claim, const char *file, int line) {
    (void)fprintf(stderr, "hotline: internal error: %s:%d: %s does not hold\n", file, line, claim);
    abort();
}
