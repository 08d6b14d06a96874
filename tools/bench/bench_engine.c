// Times the engine on a scenario against the hand-written loop of the same model, in turns, and prints the
// ratio.
//
//     bench_engine [SCENARIO.json] [ROUNDS]
//
// The scenario must be one class of exponential talk (and patience) on one group. Both run one replication in
// one thread; the engine with its metrics, as `hotline run` does. Peak memory is that of the engine alone.

#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <hotline/experiment.h>
#include <hotline/sim.h>

#include "hand_loop.h"
#include "scenario/compiled.h"

enum { ROUNDS_MAX = 99 };

typedef struct timing {
    double ns_per_call, offered, queued, abandoned;
} timing;

static double cpu_seconds(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static timing engine_time(const scenario *sc, uint64_t seed) {
    const layout *l = scenario_layout(sc);
    metric_scopes scopes = metric_scopes_of(l);
    metric_sums *sums = calloc(metric_scopes_count(&scopes), sizeof *sums);
    double begin = cpu_seconds();
    metrics *m = metrics_create(l);
    probe watchers = {0};
    probe_add(&watchers, metrics_observe, m);
    sim *s = sim_create(sc, &(sim_options){.seed = seed}, &watchers);
    if (!s || !sums || sim_run(s) != SIM_FINISHED)
        exit(3);
    metrics_finish(m, sums);
    double seconds = cpu_seconds() - begin;
    call_counts c = sums[0].counts;
    sim_destroy(s);
    metrics_destroy(m);
    free(sums);
    return (timing){1e9 * seconds / (double)c.offered, (double)c.offered, (double)c.queued,
                    (double)c.abandoned};
}

static timing hand_time(const scenario *sc, uint64_t seed) {
    const scenario_class *k = &sc->classes[0];
    hand_loop_case c = {.arrivals_per_s = k->arrivals.per_second[0],
                        .mean_talk_s = law_mean(&k->talk),
                        .mean_patience_s = k->patience.given ? law_mean(&k->patience.law) : 0,
                        .agents = sc->groups[0].size,
                        .duration_s = sim_time_to_s(sc->layout.duration),
                        .seed = seed};
    double begin = cpu_seconds();
    hand_loop_counts n = hand_loop_run(&c);
    double seconds = cpu_seconds() - begin;
    return (timing){1e9 * seconds / (double)n.offered, (double)n.offered, (double)n.queued,
                    (double)n.abandoned};
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *x, int count) {
    qsort(x, (size_t)count, sizeof *x, compare);
    return count % 2 ? x[count / 2] : (x[count / 2 - 1] + x[count / 2]) / 2;
}

static void line_print(const char *who, double ns, const timing *last) {
    (void)printf("%-12s %8.1f ns a call   %10.0f calls, %.4f waited, %.5f gave up\n", who, ns, last->offered,
                 last->queued / last->offered, last->abandoned / last->offered);
}

int main(int argc, char **argv) {
    const char *path = argc > 1 ? argv[1] : HOTLINE_SOURCE_DIR "/scenarios/bench/mmcm-100.json";
    int rounds = argc > 2 ? atoi(argv[2]) : 5;
    rounds = rounds < 1 ? 1 : rounds > ROUNDS_MAX ? ROUNDS_MAX : rounds;
    scenario_file *file = NULL;
    input_error err = {0};
    if (!scenario_load(path, NULL, &file, &err)) {
        input_error_print(&err, stderr);
        return 2;
    }
    const scenario *sc = scenario_scheme(file, 0);
    double engine_ns[ROUNDS_MAX], hand_ns[ROUNDS_MAX], ratio[ROUNDS_MAX];
    timing engine = {0}, hand = {0};
    for (int i = 0; i < rounds; i++) {
        hand = hand_time(sc, (uint64_t)i + 1);
        engine = engine_time(sc, (uint64_t)i + 1);
        hand_ns[i] = hand.ns_per_call;
        engine_ns[i] = engine.ns_per_call;
        ratio[i] = engine.ns_per_call / hand.ns_per_call;
    }
    line_print("hand loop", median(hand_ns, rounds), &hand);
    line_print("engine", median(engine_ns, rounds), &engine);
    double middle = median(ratio, rounds);
    (void)printf("ratio        %8.2f            (min %.2f, max %.2f, %d rounds in turns)\n", middle, ratio[0],
                 ratio[rounds - 1], rounds);
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    (void)printf("peak memory  %8.1f MiB\n", (double)usage.ru_maxrss / 1024);
    scenario_file_free(file);
    return 0;
}
