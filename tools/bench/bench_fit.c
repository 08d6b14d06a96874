// How fast a call log is read and fitted, next to a loop that only reads the file and counts its lines.
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <hotline/fit.h>

#include "timing.h"

enum { ROUNDS_MAX = 99, PIECE = 1 << 20 };

/// SplitMix64 (Steele, Lea, Flood 2014), to a number below `bound`.
static unsigned draw(uint64_t *state, unsigned bound) {
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (unsigned)((z ^ (z >> 31)) % bound);
}

/// Four weeks of calls, in seconds of the day; the columns of the logs that are usual.
static bool log_write(const char *path, long rows) {
    FILE *out = fopen(path, "w");
    uint64_t state = 1;
    if (!out)
        return false;
    (void)fputs("day,type,time,ivr_time,queue_start,wait,outcome,answer,service\n", out);
    for (long i = 0; i < rows; i++) {
        unsigned begin = 28800 + draw(&state, 36000), menu = 5 + draw(&state, 20),
                 wait = draw(&state, 2) * draw(&state, 200);
        bool served = wait == 0 || draw(&state, 100) < 80;
        unsigned service = served ? 1 + draw(&state, 30) * draw(&state, 20) : 0;
        (void)fprintf(out, "%u,%s,%u,%u,%u,%u,%s,%u,%u\n", 1 + draw(&state, 28), i % 3 ? "PS" : "NW", begin,
                      menu, begin + menu, wait, served ? "AGENT" : "HANG", served ? begin + menu + wait : 0,
                      service);
    }
    return fclose(out) == 0;
}

static double read_time(const char *path, char *piece) {
    double begin = processor_seconds();
    FILE *in = fopen(path, "r");
    long lines = 0;
    size_t got;
    if (!in)
        exit(3);
    while ((got = fread(piece, 1, PIECE, in)) > 0)
        for (const char *at = piece; (at = memchr(at, '\n', (size_t)(piece + got - at))); at++)
            lines++;
    (void)fclose(in);
    return lines > 0 ? processor_seconds() - begin : 0;
}

static double fit_time(const char *path) {
    double begin = processor_seconds();
    const fit_reading how = {.first_day = "2024-03-04"};
    input_error err = {0};
    fit *f = NULL;
    if (!fit_log(path, &how, &f, &err)) {
        input_error_print(&err, stderr);
        exit(3);
    }
    fit_free(f);
    return processor_seconds() - begin;
}

static void compare(const char *path, double rows, int rounds) {
    double fits[ROUNDS_MAX], ratios[ROUNDS_MAX];
    char *piece = malloc(PIECE);
    struct rusage used;
    if (!piece)
        exit(3);
    (void)read_time(path, piece); // the file is in memory from here on
    for (int i = 0; i < rounds; i++) {
        double bare = read_time(path, piece);
        fits[i] = fit_time(path);
        ratios[i] = fits[i] / bare;
    }
    (void)getrusage(RUSAGE_SELF, &used);
    double seconds = median(fits, rounds);
    printf("%.0f rows: %.2f million rows a second, %.0f times as long as reading and counting lines; %.1f "
           "MiB at most\n",
           rows, rows / seconds / 1e6, median(ratios, rounds), (double)used.ru_maxrss / 1024);
    free(piece);
}

/// bench_fit [ROWS] [ROUNDS]
int main(int argc, char **argv) {
    char path[] = "bench-fit-XXXXXX";
    long rows = argc > 1 ? strtol(argv[1], NULL, 10) : 10000000;
    long rounds = argc > 2 ? strtol(argv[2], NULL, 10) : 3;
    int file = rows > 0 && rounds > 0 && rounds <= ROUNDS_MAX ? mkstemp(path) : -1;
    if (file < 0 || !log_write(path, rows)) {
        (void)fputs("usage: bench_fit [ROWS] [ROUNDS], in a folder that can be written to\n", stderr);
        return 2;
    }
    pin_to_one_core();
    compare(path, (double)rows, (int)rounds);
    (void)close(file);
    return unlink(path) == 0 ? 0 : 3;
}
