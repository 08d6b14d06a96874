// How fast the engine is, and against what.
//
//     bench_engine ratio [SCENARIO.json] [ROUNDS]   the engine and the hand-written loop, in turns
//     bench_engine growth [ROUNDS]                  the same at 10 to 100,000 agents of the same occupancy
//     bench_engine threads [ROUNDS]                 two replications on one and on two threads
//     bench_engine memory CALLS                     peak memory of a run of so many calls
//     bench_engine startup                          a fresh process up to the first event of the jilin
//     scenario
//
// Processor time, one core, medians. tools/bench/run.sh runs everything.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hotline/experiment.h>
#include <hotline/sim.h>

#include "timing.h"

enum { ROUNDS_DEFAULT = 5, ROUNDS_MAX = 99, CALLS_PER_HOUR = 2100 };

#define SCENARIOS HOTLINE_SOURCE_DIR "/scenarios/"

static scenario_file *load(const char *path, const char *set) {
    scenario_file *file = NULL;
    input_error err = {0};
    scenario_changes changes = {.sets = &set, .set_count = set ? 1 : 0};
    if (!scenario_load(path, &changes, &file, &err)) {
        input_error_print(&err, stderr);
        exit(2);
    }
    return file;
}

static int rounds_of(const char *text) {
    int rounds = text ? atoi(text) : ROUNDS_DEFAULT;
    return rounds < 1 ? 1 : rounds > ROUNDS_MAX ? ROUNDS_MAX : rounds;
}

/// One line: both in turns, with seeds 1, 2, 3 …
static void compare_on(const char *path, int rounds) {
    scenario_file *file = load(path, NULL);
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
    double middle = median(ratio, rounds);
    (void)printf("%-12s %8.1f %8.1f   %5.2f (%.2f to %.2f)   %.4f %.4f   %.5f %.5f\n",
                 scenario_file_name(file), median(hand_ns, rounds), median(engine_ns, rounds), middle,
                 ratio[0], ratio[rounds - 1], hand.queued / hand.calls, engine.queued / engine.calls,
                 hand.abandoned / hand.calls, engine.abandoned / engine.calls);
    (void)fflush(stdout);
    scenario_file_free(file);
}

static void heading(void) {
    (void)printf("%-12s %8s %8s   %-22s   %-13s   %s\n", "ns a call", "by hand", "engine",
                 "ratio, median of pairs", "waited: both", "gave up: both");
}

static int ratio(int argc, char **argv) {
    pin_to_one_core();
    heading();
    compare_on(argc > 0 ? argv[0] : SCENARIOS "bench/mmcm-100.json", rounds_of(argc > 1 ? argv[1] : NULL));
    return 0;
}

static int growth(int argc, char **argv) {
    static const char *const paths[] = {SCENARIOS "bench/mmcm-10.json", SCENARIOS "bench/mmcm-100.json",
                                        SCENARIOS "bench/mmcm-1000.json", SCENARIOS "bench/mmcm-10000.json",
                                        SCENARIOS "bench/mmcm-100000.json"};
    pin_to_one_core();
    heading();
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        compare_on(paths[i], rounds_of(argc > 0 ? argv[0] : NULL));
    return 0;
}

/// Time that passes while `jobs` threads run two replications.
static double two_replications(const scenario_file *file, uint32_t jobs) {
    size_t baseline = 0;
    experiment e = {.file = file, .schemes = &baseline, .scheme_count = 1, .replications = 2, .jobs = jobs};
    results r;
    input_error err = {0};
    double begin = clock_seconds();
    if (!experiment_run(&e, &r, &err))
        exit(3);
    double seconds = clock_seconds() - begin;
    results_free(&r);
    return seconds;
}

static int threads(int argc, char **argv) {
    int rounds = rounds_of(argc > 0 ? argv[0] : NULL);
    scenario_file *file = load(SCENARIOS "bench/mmcm-100.json", NULL);
    double gain[ROUNDS_MAX];
    for (int i = 0; i < rounds; i++) {
        double one = two_replications(file, 1);
        gain[i] = one / two_replications(file, 2);
    }
    double middle = median(gain, rounds);
    (void)printf("two threads  %.2f times one (%.2f to %.2f; the machine must be idle)\n", middle, gain[0],
                 gain[rounds - 1]);
    scenario_file_free(file);
    return 0;
}

/// Peak memory of this process in KiB; 0 when the system does not say.
static long peak_memory(void) {
    char line[256];
    long peak = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, "VmHWM:", 6))
            peak = strtol(line + 6, NULL, 10);
    if (f)
        (void)fclose(f);
    return peak;
}

static int memory(int argc, char **argv) {
    char set[64];
    double calls = argc > 0 ? atof(argv[0]) : 1e6;
    (void)snprintf(set, sizeof set, "duration=\"%ldh\"", (long)(calls / CALLS_PER_HOUR) + 1);
    scenario_file *file = load(SCENARIOS "bench/mmcm-100.json", set);
    timing t = engine_time(scenario_scheme(file, 0), 1);
    (void)printf("memory       %11.0f calls: %.1f MiB\n", t.calls, (double)peak_memory() / 1024);
    scenario_file_free(file);
    return 0;
}

static int startup(void) {
    scenario_file *file = load(SCENARIOS "jilin/upgrade-demo.json", NULL);
    const scenario *sc = scenario_scheme(file, 0);
    sim *s = sim_create(sc, &(sim_options){.seed = 1}, NULL);
    sim_time now = -scenario_layout(sc)->warmup;
    while (s && sim_event_count(s) == 0 && sim_run_until(s, now) == SIM_RUNNING)
        now += SIM_SECOND;
    (void)printf("start-up     %.1f ms of processor time to the first event of the jilin scenario\n",
                 1e3 * processor_seconds());
    sim_destroy(s);
    scenario_file_free(file);
    return 0;
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "ratio";
    int count = argc > 2 ? argc - 2 : 0;
    if (!strcmp(what, "ratio"))
        return ratio(count, argv + 2);
    if (!strcmp(what, "growth"))
        return growth(count, argv + 2);
    if (!strcmp(what, "threads"))
        return threads(count, argv + 2);
    if (!strcmp(what, "memory"))
        return memory(count, argv + 2);
    if (!strcmp(what, "startup"))
        return startup();
    (void)fprintf(stderr, "bench_engine: ratio, growth, threads, memory or startup\n");
    return 2;
}
