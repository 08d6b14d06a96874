#define _POSIX_C_SOURCE 200809L

#include "base/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/text.h"

/// What cannot even be opened is a wrong name: a mistake of the user, not a full disk.
static int open_failed(whole_file *f, const char *path, const char *why, input_error *err) {
    (void)input_error_set(err, path, 0, NULL, "cannot be written: %s", why);
    free(f->target);
    free(f->partial);
    *f = (whole_file){0};
    return -1;
}

/// Opens a plain file, new or old, and makes it empty; -1 when something else is in its place. Not by
/// O_TRUNC, and without waiting: what is there may be a pipe, or a link to somebody's file.
static int plain_file_open(const char *path) {
    struct stat status;
    int file = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0666);
    if (file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode) && ftruncate(file, 0) == 0)
        return file;
    if (file >= 0) {
        (void)close(file);
        errno = EEXIST;
    }
    return -1;
}

static int partial_open(whole_file *f, const char *path, input_error *err) {
    struct stat status;
    f->partial = text_format("%s.partial", f->target);
    int file = plain_file_open(f->partial);
    if (file >= 0)
        return file;
    int number = errno;
    if (lstat(f->partial, &status) != 0 || S_ISREG(status.st_mode))
        return open_failed(f, path, strerror(number), err);
    char *why = text_format("%s is in the way, and no plain file", f->partial);
    (void)open_failed(f, path, why, err);
    free(why);
    return -1;
}

/// Waits for a reader, if it is a pipe.
static int special_file_open(whole_file *f, const char *path, input_error *err) {
    int file = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    if (file < 0 && errno == EINTR)
        (void)runtime_error_set(err, path, "interrupted before anybody read from it");
    return file >= 0 ? file : open_failed(f, path, strerror(errno), err);
}

int whole_file_open(whole_file *f, const char *path, input_error *err) {
    struct stat status;
    *f = (whole_file){0};
    if (!path[0])
        return open_failed(f, path, "the name is empty; must be the name of a file", err);
    bool is_there = stat(path, &status) == 0;
    if (is_there && S_ISDIR(status.st_mode))
        return open_failed(f, path, "is a directory; must be the name of a file", err);
    if (is_there && !S_ISREG(status.st_mode))
        return special_file_open(f, path, err);
    f->target = path_resolve(path);
    return f->target ? partial_open(f, path, err) : open_failed(f, path, strerror(errno), err);
}

bool whole_file_finish(whole_file *f) {
    bool lost = f->partial && rename(f->partial, f->target) != 0;
    int number = errno;
    if (!lost) {
        free(f->partial);
        f->partial = NULL;
    }
    whole_file_abandon(f);
    errno = number;
    return !lost;
}

void whole_file_abandon(whole_file *f) {
    if (f->partial)
        (void)unlink(f->partial);
    free(f->target);
    free(f->partial);
    *f = (whole_file){0};
}
