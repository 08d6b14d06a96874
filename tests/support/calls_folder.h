/// A folder of its own for a scenario and the CSV file beside it.
#ifndef SUPPORT_CALLS_FOLDER_H
#define SUPPORT_CALLS_FOLDER_H

#include <stddef.h>

typedef struct folder {
    char path[64], file[96],
        scenario[96]; ///< the folder, calls.csv and x.json in it; the latter is not written
} folder;

/// Set-up and tear-down of a test; *state is the folder.
int folder_make(void **state);
int folder_remove(void **state);

/// Writes a file whole.
void file_write(const char *path, const char *text, size_t length);

#endif
