#define _POSIX_C_SOURCE 200809L

#include "base/path.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

/// As many as Linux follows.
enum { LINKS_MAX = 40 };

char *path_beside(const char *file, const char *other) {
    const char *slash = strrchr(file, '/');
    if (other[0] == '/' || !slash)
        return text_copy(other);
    return text_format("%.*s/%s", (int)(slash - file), file, other);
}

char *path_resolve(const char *path) {
    char *at = text_copy(path), to[PATH_MAX];
    for (int i = 0; i < LINKS_MAX; i++) {
        ssize_t length = readlink(at, to, sizeof to - 1);
        if (length < 0) // no link, or nothing at all
            return at;
        to[length] = '\0';
        char *next = path_beside(at, to);
        free(at);
        at = next;
    }
    free(at);
    errno = ELOOP;
    return NULL;
}
