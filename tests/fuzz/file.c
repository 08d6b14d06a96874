#define _POSIX_C_SOURCE 200809L

#include "file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/check.h"
#include "base/text.h"

char *input_file_make(const uint8_t *data, size_t size) {
    const char *folder = getenv("TMPDIR");
    char *path = text_format("%s/fuzz-input-XXXXXX", folder && *folder ? folder : ".");
    int file = mkstemp(path);
    SIM_REQUIRE(file >= 0);
    FILE *out = fdopen(file, "wb");
    SIM_REQUIRE(out && fwrite(data, 1, size, out) == size && fclose(out) == 0);
    return path;
}

void input_file_remove(char *path) {
    SIM_REQUIRE(unlink(path) == 0);
    free(path);
}
