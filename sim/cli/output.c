#define _POSIX_C_SOURCE 200809L

#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

static bool output_error(const char *path, int number, input_error *err) {
    return runtime_error_set(err, path, "cannot be written: %s", number ? strerror(number) : "write error");
}

bool output_open(output *o, const char *path, input_error *err) {
    *o = (output){.stream = stdout};
    if (!path)
        return true;
    int file = whole_file_open(&o->file, path, err);
    o->stream = file < 0 ? NULL : fdopen(file, "w");
    o->path = text_copy(path);
    if (o->stream)
        return true;
    (void)output_error(path, errno, err);
    output_abandon(o);
    return false;
}

bool output_claim(file_claims *c, const char *path, const char *role, input_error *err) {
    return path ? file_claims_write(c, path, role, err)
                : file_claims_write_open(c, STDOUT_FILENO, "standard output", err);
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
    lost = lost || !whole_file_finish(&o->file);
    if (lost)
        (void)output_error(o->path, errno, err);
    output_abandon(o);
    return !lost;
}

void output_abandon(output *o) {
    if (o->path && o->stream)
        (void)fclose(o->stream);
    whole_file_abandon(&o->file);
    free(o->path);
    *o = (output){0};
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
