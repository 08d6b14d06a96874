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
    *p = (progress){.shown = isatty(STDERR_FILENO) == 1, .what = "replications"};
    if (p->shown)
        p->begin = p->drawn = seconds_now();
}

/// "3:05", "2:03:05": what is left, from the time that the share took.
static void print_left(double seconds) {
    unsigned long left = seconds < 1e6 ? (unsigned long)(seconds + 0.5) : 1000000;
    unsigned long hours = left / 3600, minutes = left / 60 % 60;
    if (hours)
        (void)fprintf(stderr, " · %lu:%02lu:%02lu left", hours, minutes, left % 60);
    else
        (void)fprintf(stderr, " · %lu:%02lu left", minutes, left % 60);
}

void progress_show(void *bar, size_t done, size_t total, double share) {
    progress *p = bar;
    double now = p->shown ? seconds_now() : 0;
    if (!p->shown || total == 0 || (now - p->drawn < SECONDS_BETWEEN_DRAWINGS && done < total))
        return;
    p->drawn = now;
    share = done == total || share > 1 ? 1 : share;
    int filled = (int)(BAR_WIDTH * share);
    (void)fprintf(stderr, "\r%.*s%.*s %3.0f %% · %zu of %zu %s", filled, "##############################",
                  BAR_WIDTH - filled, "..............................", 100 * share, done, total, p->what);
    if (share > 0)
        print_left((now - p->begin) * (1 - share) / share);
    (void)fputs("\033[K", stderr);
    (void)fflush(stderr);
}

void progress_end(progress *p) {
    if (p->shown)
        (void)fputs("\r\033[K", stderr);
    p->shown = false;
}
