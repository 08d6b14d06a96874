/// Files that appear whole or not at all: all that the programs write to files goes through here.
#ifndef BASE_WHOLE_FILE_H
#define BASE_WHOLE_FILE_H

#include <hotline/error.h>

/// {0} is none.
typedef struct whole_file {
    char *target;  ///< what the name leads to: a link stays one
    char *partial; ///< what is written until it is whole; NULL when `target` is no plain file
} whole_file;

/// Opens `path`.partial for writing, or what is there already when that is a device, a pipe or a socket: such
/// a file is never replaced. The descriptor; -1, and `err` set, when nothing can be written there.
int whole_file_open(whole_file *f, const char *path, input_error *err);

/// Gives the file its name; its descriptor is closed by then. False, with errno set and nothing left behind,
/// when it cannot.
bool whole_file_finish(whole_file *f);

/// Gives up: nothing stays behind. Nothing happens to one that is finished, or {0}.
void whole_file_abandon(whole_file *f);

#endif
