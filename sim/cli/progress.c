#define _POSIX_C_SOURCE 200809L

#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { BAR_WIDTH = 30 };
static const double SECONDS_BETWEEN_DRAWINGS = 0.1;

static double seconds_now(void) {
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void progress_begin(progress *p) {
    *p = (progress){.shown = isatty(STDERR_FILENO) == 1};
    if (p->shown)
        p->begin = p->drawn = seconds_now();
}

void progress_show(void *bar, size_t done, size_t total) {
    progress *p = bar;
    double now = p->shown ? seconds_now() : 0;
    if (!p->shown || total == 0 || (now - p->drawn < SECONDS_BETWEEN_DRAWINGS && done < total))
        return;
    p->drawn = now;
    int filled = (int)(BAR_WIDTH * done / total);
    (void)fprintf(stderr, "\r%.*s%.*s %zu of %zu", filled, "##############################",
                  BAR_WIDTH - filled, "..............................", done, total);
    if (done > 0) {
        double left = (now - p->begin) * (double)(total - done) / (double)done;
        (void)fprintf(stderr, ", %d:%02d left \033[K", (int)(left / 60), (int)left % 60);
    }
    (void)fflush(stderr);
}

void progress_end(progress *p) {
    if (p->shown)
        (void)fputs("\r\033[K", stderr);
    p->shown = false;
}
