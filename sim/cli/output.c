#define _POSIX_C_SOURCE 200809L

#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

static bool path_is_special(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

static bool output_error(const char *path, int number, input_error *err) {
    return runtime_error_set(err, path, "cannot be written: %s", number ? strerror(number) : "write error");
}

bool output_open(output *o, const char *path, input_error *err) {
    *o = (output){.stream = stdout};
    if (!path)
        return true;
    o->path = text_copy(path);
    if (!path_is_special(path))
        o->partial = text_format("%s.partial", path);
    o->stream = fopen(o->partial ? o->partial : path, "w");
    if (o->stream)
        return true;
    // what cannot even be opened is a wrong name: a mistake of the user, not a full disk
    (void)input_error_set(err, path, 0, NULL, "cannot be written: %s", strerror(errno));
    output_abandon(o);
    return false;
}

static void output_release(output *o) {
    free(o->path);
    free(o->partial);
    *o = (output){0};
}

bool output_close(output *o, input_error *err) {
    if (!o->path) {
        *o = (output){0};
        return true;
    }
    errno = 0;
    bool lost = ferror(o->stream) != 0;
    lost = fclose(o->stream) != 0 || lost;
    o->stream = NULL;
    if (!lost && o->partial)
        lost = rename(o->partial, o->path) != 0;
    if (lost) {
        (void)output_error(o->path, errno, err);
        output_abandon(o);
        return false;
    }
    output_release(o);
    return true;
}

void output_abandon(output *o) {
    if (o->path && o->stream)
        (void)fclose(o->stream);
    if (o->partial)
        (void)remove(o->partial);
    output_release(o);
}

bool output_finish(input_error *err) {
    errno = 0;
    bool lost = ferror(stdout) != 0;
    lost = fclose(stdout) != 0 || lost;
    return !lost || runtime_error_set(err, NULL, "standard output cannot be written: %s",
                                      errno ? strerror(errno) : "write error");
}

bool output_coloured(FILE *stream) {
    const char *objection = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if ((objection && *objection) || (terminal && strcmp(terminal, "dumb") == 0))
        return false;
    return isatty(fileno(stream)) == 1;
}

void output_guard(void) {
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
        // the lowest free number is given out, and writing to it fails as it would to a closed one
        if (fcntl(descriptor, F_GETFD) == -1)
            (void)open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY);
    }
    (void)signal(SIGPIPE, SIG_IGN);
}
