/// Where results go: standard output, or a file that appears whole or not at all.
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include <hotline/error.h>

#include "base/file_claims.h"
#include "base/whole_file.h"

typedef struct output {
    FILE *stream;
    char *path; ///< NULL for standard output
    whole_file file;
} output;

/// Opens `path`.partial; `path` NULL is standard output. Before a long run rather than after it.
bool output_open(output *o, const char *path, input_error *err);

/// Claims what output_open will write to: `path`, as the option `role` says, or standard output. False, and
/// `err` set, when it is read or written by something else.
bool output_claim(file_claims *c, const char *path, const char *role, input_error *err);

/// Writes all that is left and gives the file its name. On an error nothing stays behind and `err` is set.
bool output_close(output *o, input_error *err);

/// Gives up: nothing stays behind. Nothing happens to one that is closed, or {0}.
void output_abandon(output *o);

/// Standard output written to the end: false, and `err` set, when any of it was lost. Once, at the end of the
/// program.
bool output_finish(input_error *err);

/// May text on `stream` be coloured: it is a terminal, and the user does not object (NO_COLOR).
bool output_coloured(FILE *stream);

/// Makes descriptors 0 to 2 exist, so that no file that is opened later takes the place of a closed standard
/// output; and a closed pipe an error instead of the end of the program.
void output_guard(void);

#endif
