#define _POSIX_C_SOURCE 200809L // mkdtemp

#include "support/calls_folder.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int folder_make(void **state) {
    folder *f = calloc(1, sizeof *f);
    assert_non_null(f);
    (void)snprintf(f->path, sizeof f->path, "hotline-calls-XXXXXX");
    assert_non_null(mkdtemp(f->path));
    (void)snprintf(f->file, sizeof f->file, "%s/calls.csv", f->path);
    (void)snprintf(f->scenario, sizeof f->scenario, "%s/x.json", f->path);
    *state = f;
    return 0;
}

int folder_remove(void **state) {
    folder *f = *state;
    (void)unlink(f->file);
    (void)rmdir(f->path);
    free(f);
    return 0;
}

void file_write(const char *path, const char *text, size_t length) {
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(text, 1, length, out), length);
    assert_int_equal(fclose(out), 0);
}
