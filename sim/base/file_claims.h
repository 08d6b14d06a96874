/// Which files a program reads and will write, so that none is written over while it is needed, whatever name
/// leads to it: links and other spellings are seen through.
#ifndef BASE_FILE_CLAIMS_H
#define BASE_FILE_CLAIMS_H

#include <stddef.h>

#include <hotline/error.h>

typedef struct file_claim file_claim;

/// {0} is empty.
typedef struct file_claims {
    file_claim *items;
    size_t count;
} file_claims;

/// `path` is read.
void file_claims_read(file_claims *c, const char *path);

/// A whole_file will be written at `path`, as the option `role` says, "--trace"; it must outlive `c`. False,
/// and `err` set, when it would take the place of a file that is read or written already. Terminals and the
/// like may be both.
bool file_claims_write(file_claims *c, const char *path, const char *role, input_error *err);

/// The same of a file that is open.
bool file_claims_write_open(file_claims *c, int descriptor, const char *role, input_error *err);

void file_claims_free(file_claims *c);

#endif
