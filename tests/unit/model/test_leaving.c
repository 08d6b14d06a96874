// How many calls the two kinds of `leaving` answer where staffing falls, against a Markov chain.
//
// Everybody is busy, somebody always waits, talks are exponential with the rate m. Staffing falls to n
// agents:
// - detailed: those n go on, so calls are answered at the rate n m, always;
// - counter: nobody takes a call while more than n are busy. The number of busy agents is a death process
// with
//   the rate b m in state b, until it is n; only then calls are answered, at the rate n m.
// So the first answers more, in expectation by n m times the time that the second spends above n. With a
// single step from N to n that time has the mean 1 / (m b) for each b from n + 1 to N: n (1/(n+1) + ... +
// 1/N) calls.

#include "support/scenario_text.h"
#include <hotline/sim.h>

enum { REPLICATIONS = 1500, SLICES_MAX = 8, AGENTS_MOST = 16 };

typedef struct fall {
    const char *staffing, *arrivals; ///< all who call do so in the first slice
    uint32_t slices, agents[SLICES_MAX];
    double slice, talk; ///< seconds
} fall;

static const fall one_step = {.staffing = "[10, 5]",
                              .arrivals = "[2400, 0]",
                              .slices = 2,
                              .agents = {10, 5},
                              .slice = 300,
                              .talk = 100};
/// Talks last much longer than slices.
static const fall step_by_step = {.staffing = "[10, 8, 6, 4, 2]",
                                  .arrivals = "[4800, 0, 0, 0, 0]",
                                  .slices = 5,
                                  .agents = {10, 8, 6, 4, 2},
                                  .slice = 60,
                                  .talk = 300};

/// Calls that `detailed` answers more, in expectation: the chain's probabilities in steps of Euler's method
/// so short that halving them changes less than 1e-3.
static double more_answered(const fall *f) {
    enum { STEPS = 20000 };
    double p[AGENTS_MOST] = {0}, more = 0, dt = f->slice / STEPS, rate = 1 / f->talk;
    p[f->agents[0]] = 1;
    for (uint32_t i = 1; i < f->slices; i++) {
        uint32_t n = f->agents[i];
        for (int step = 0; step < STEPS; step++) {
            for (uint32_t b = n + 1; b <= f->agents[0]; b++) {
                double dies = p[b] * b * rate * dt;
                more += p[b] * n * rate * dt;
                p[b] -= dies;
                p[b - 1] += dies;
            }
        }
    }
    return more;
}

static void answers_observe(void *observer, const record *records, size_t count) {
    uint32_t *answers = observer;
    for (size_t i = 0; i < count; i++)
        *answers += records[i].kind == CALL_ANSWERED;
}

/// Calls answered within the duration.
static uint32_t answered(const scenario_file *file, uint32_t replication) {
    const scenario *sc = scenario_scheme(file, 0);
    uint32_t answers = 0;
    probe watchers = {0};
    probe_add(&watchers, answers_observe, &answers);
    sim *s = sim_create(sc, &(sim_options){.seed = 4, .replication = replication}, &watchers);
    assert_int_equal(sim_run_until(s, scenario_layout(sc)->duration - 1), SIM_RUNNING);
    sim_destroy(s);
    return answers;
}

static scenario_file *center_of(const fall *f, const char *leaving) {
    char text[1024];
    (void)snprintf(
        text, sizeof text,
        "{\"hotline\": 1, \"name\": \"fall\", \"duration\": %g, \"interval\": %g, \"classes\": {\"call\": "
        "{\"arrivals\": {\"per_hour\": %s}, \"talk\": {\"law\": \"exponential\", \"mean\": %g}}}, "
        "\"agents\": {\"team\": {\"staffing\": %s, \"leaving\": \"%s\", \"skills\": {\"call\": {}}}}}",
        f->slice * f->slices, f->slice, f->arrivals, f->talk, f->staffing, leaving);
    return scenario_of(text, NULL);
}

/// The mean difference over replications on the same callers. A true claim fails with probability 1e-4 (3.9
/// standard errors); the effect is more than 30 of them.
static void assert_answers_more(const fall *f, double expected) {
    scenario_file *certain = center_of(f, "detailed"), *counter = center_of(f, "counter");
    double sum = 0, squares = 0, n = REPLICATIONS;
    for (uint32_t i = 0; i < REPLICATIONS; i++) {
        double more = (double)answered(certain, i) - (double)answered(counter, i);
        sum += more;
        squares += more * more;
    }
    double mean = sum / n, error = sqrt((squares - sum * sum / n) / (n - 1) / n);
    print_message("%s: detailed answers %.3f more (standard error %.3f), expected %.3f\n", f->staffing, mean,
                  error, expected);
    assert_near(mean, expected, 3.9 * error);
    assert_true(expected > 30 * error);
    scenario_file_free(certain);
    scenario_file_free(counter);
}

static void one_step_is_a_sum_of_fractions(void **state) {
    (void)state;
    double expected = 5 * (1 / 6.0 + 1 / 7.0 + 1 / 8.0 + 1 / 9.0 + 1 / 10.0);
    assert_near(more_answered(&one_step), expected, 1e-3);
    assert_answers_more(&one_step, expected);
}

static void steps_within_a_talk_follow_the_chain(void **state) {
    (void)state;
    assert_answers_more(&step_by_step, more_answered(&step_by_step));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_step_is_a_sum_of_fractions),
        cmocka_unit_test(steps_within_a_talk_follow_the_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
