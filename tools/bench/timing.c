#define _GNU_SOURCE
#include "timing.h"

#include <sched.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <hotline/metrics.h>
#include <hotline/sim.h>

#include "hand_loop.h"
#include "scenario/compiled.h"

static double seconds_of(clockid_t clock) {
    struct timespec t;
    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double processor_seconds(void) {
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

double clock_seconds(void) {
    return seconds_of(CLOCK_MONOTONIC);
}

void pin_to_one_core(void) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET((size_t)sysconf(_SC_NPROCESSORS_ONLN) - 1, &cores);
    (void)sched_setaffinity(0, sizeof cores, &cores);
}

timing engine_time(const scenario *sc, uint64_t seed) {
    const layout *l = scenario_layout(sc);
    metric_scopes scopes = metric_scopes_of(l);
    metric_sums *sums = calloc(metric_scopes_count(&scopes), sizeof *sums);
    double begin = processor_seconds();
    metrics *m = metrics_create(l);
    probe watchers = {0};
    probe_add(&watchers, metrics_observe, m);
    sim *s = sim_create(sc, &(sim_options){.seed = seed}, &watchers);
    if (!s || !sums || sim_run(s) != SIM_FINISHED)
        exit(3);
    metrics_finish(m, sums);
    double seconds = processor_seconds() - begin;
    call_counts c = sums[0].counts;
    sim_destroy(s);
    metrics_destroy(m);
    free(sums);
    return (timing){1e9 * seconds / (double)c.offered, (double)c.offered, (double)c.queued,
                    (double)c.abandoned};
}

static hand_counts run_loop(const scenario *sc, uint64_t seed) {
    const scenario_class *k = &sc->classes[0];
    return hand_loop_run(
        &(hand_loop_case){.arrivals_per_s = k->arrivals.per_second[0],
                          .mean_talk_s = law_mean(&k->talk),
                          .mean_patience_s = k->patience.given ? law_mean(&k->patience.law) : 0,
                          .agents = sc->groups[0].size,
                          .duration_s = sim_time_to_s(sc->layout.duration),
                          .seed = seed});
}

/// The groups of a class in order of rank.
static void groups_in_order(const scenario *sc, hand_skills_case *c, uint16_t k) {
    uint32_t count = 0;
    for (uint16_t rank = 1; rank <= HAND_GROUPS; rank++)
        for (uint16_t g = 0; g < HAND_GROUPS; g++)
            for (uint32_t i = 0; i < sc->groups[g].skill_count; i++)
                if (sc->groups[g].skills[i].call_class == k && sc->groups[g].skills[i].rank == rank)
                    c->groups[k][count++] = (uint8_t)g;
    while (count < HAND_GROUPS)
        c->groups[k][count++] = HAND_GROUPS;
}

static hand_counts run_skills(const scenario *sc, uint64_t seed) {
    hand_skills_case c = {.slices = sc->groups[0].staffing.count,
                          .slice_s = sim_time_to_s(sc->groups[0].staffing.slice),
                          .duration_s = sim_time_to_s(sc->layout.duration),
                          .seed = seed};
    for (uint16_t k = 0; k < HAND_CLASSES; k++) {
        c.arrivals_per_s[k] = sc->classes[k].arrivals.per_second;
        c.mean_talk_s[k] = law_mean(&sc->classes[k].talk);
        c.mean_patience_s[k] = law_mean(&sc->classes[k].patience.law);
        groups_in_order(sc, &c, k);
    }
    for (uint32_t g = 0; g < HAND_GROUPS; g++) {
        c.agents[g] = sc->groups[g].staffing.agents;
        for (uint32_t i = 0; i < HAND_CLASSES; i++)
            c.classes[g][i] = i < sc->groups[g].skill_count ? (uint8_t)sc->groups[g].skills[i].call_class
                                                            : (uint8_t)HAND_CLASSES;
    }
    return hand_skills_run(&c);
}

timing hand_time(const scenario *sc, uint64_t seed) {
    bool one = sc->layout.class_count == 1 && sc->layout.group_count == 1;
    bool skills = sc->layout.class_count == HAND_CLASSES && sc->layout.group_count == HAND_GROUPS;
    if (!one && !skills)
        return (timing){0};
    double begin = processor_seconds();
    hand_counts n = one ? run_loop(sc, seed) : run_skills(sc, seed);
    double seconds = processor_seconds() - begin;
    return (timing){1e9 * seconds / (double)n.offered, (double)n.offered, (double)n.queued,
                    (double)n.abandoned};
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double median(double *x, int count) {
    qsort(x, (size_t)count, sizeof *x, compare);
    return count % 2 ? x[count / 2] : (x[count / 2 - 1] + x[count / 2]) / 2;
}
