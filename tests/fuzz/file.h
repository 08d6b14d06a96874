/// Input for readers that need a file.
#ifndef FUZZ_FILE_H
#define FUZZ_FILE_H

#include <stddef.h>
#include <stdint.h>

/// Writes a new file in TMPDIR, or here, and returns its path, to be given to input_file_remove.
char *input_file_make(const uint8_t *data, size_t size);

void input_file_remove(char *path);

#endif
