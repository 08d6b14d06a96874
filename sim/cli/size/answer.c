#include "cli/size/answer.h"

#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "cli/interrupt.h"

/// Where nothing is said of how uncertain a factor is.
#define TENTH 0.1

const char *const size_way_keys[WAY_COUNT] = {"load", "seats", "erlang_c", "erlang_a", "simulation"};
const char *const size_way_names[WAY_COUNT] = {"by load", "by seats", "Erlang C", "Erlang A", "simulated"};
const char *const size_resource_keys[RESOURCE_COUNT] = {"seats", "ports", "trunks", "cti"};
const char *const size_resource_names[RESOURCE_COUNT] = {"seats", "IVR ports", "trunks",
                                                         "CTI, calls an hour"};

const elasticity_column elasticity_columns[ELASTICITY_COLUMNS] = {
    {"calls", RESULT_CALLS, METHOD_LOAD},
    {"seats", RESULT_SEATS, METHOD_LOAD},
    {"seats, Erlang", RESULT_SEATS, METHOD_ERLANG_C}, // Erlang A where there is patience
    {"IVR ports", RESULT_PORTS, METHOD_LOAD},
    {"trunks", RESULT_TRUNKS, METHOD_LOAD},
};

static bool waits_for_ever(const size_question *q) {
    return isnan(q->full.of[FACTOR_PATIENCE]);
}

static void methods_apply(size_answer *a, const size_question *q) {
    for (int m = 0; m < METHOD_COUNT; m++) {
        input_error err = {0};
        if (m == METHOD_ERLANG_A && waits_for_ever(q))
            continue;
        a->has[m] = call_model_size(&q->full, (call_method)m, &a->by[m], &err);
        if (!a->has[m])
            a->why[m] = text_copy(err.text);
    }
}

static void simulation_show(size_answer *a, const size_question *q) {
    const plan_results *s = &a->simulation;
    bool staffed = s->seats.count > 0;
    call_results *r = &a->by[WAY_SIMULATION];
    for (size_t i = 0; i < RESULT_COUNT; i++)
        r->of[i] = NAN;
    r->of[RESULT_SEATS] = s->seats.count;
    r->of[RESULT_ROSTERED] = s->seats.count / (1 - q->full.of[FACTOR_SHRINKAGE]);
    r->of[RESULT_OCCUPANCY] = staffed ? s->occupancy : (double)NAN;
    r->of[RESULT_WITHIN] = staffed ? s->seats.reached.mean : (double)NAN;
    r->of[RESULT_PORTS] = s->ports.count;
    r->of[RESULT_TRUNKS] = s->trunks.count;
    r->of[RESULT_E1] = s->trunks.count / q->full.of[FACTOR_E1_CHANNELS];
    a->has[WAY_SIMULATION] = true;
}

static bool simulation_run(size_answer *a, const size_question *q, const options *o, input_error *err) {
    uint64_t seed = o->seed_given ? o->seed : q->job.file ? scenario_file_seed(q->job.file) : 1;
    plan_search how = {.replications = o->replications,
                       .seed = seed,
                       .jobs = o->jobs,
                       .confidence = o->confidence,
                       .cancelled = interrupt_cancelled};
    input_error wrong = {0};
    if (plan_simulate(&q->full, &how, &a->simulation, &wrong)) {
        simulation_show(a, q);
        return true;
    }
    if (wrong.kind == ERROR_RUNTIME) {
        *err = wrong;
        return false;
    }
    a->why[WAY_SIMULATION] = text_copy(wrong.text);
    return true;
}

static void elasticities_fill(size_answer *a, const size_question *q) {
    for (size_t f = 0; f < FACTOR_COUNT; f++)
        for (size_t c = 0; c < ELASTICITY_COLUMNS; c++) {
            const elasticity_column *column = &elasticity_columns[c];
            call_method method =
                column->method == METHOD_ERLANG_C && !waits_for_ever(q) ? METHOD_ERLANG_A : column->method;
            a->elasticities[f][c] = call_elasticity(&q->given, method, column->result, (call_factor)f);
        }
}

static double length_of(const swing *s) {
    return fabs(s->at_high - s->at_low);
}

static int longer_first(const void *left, const void *right) {
    double a = length_of(left), b = length_of(right);
    if (a > b || a < b)
        return a > b ? -1 : 1;
    return (int)((const swing *)left)->factor - (int)((const swing *)right)->factor;
}

static swing swing_of(const size_question *q, call_factor f) {
    const factor_info *info = &call_factor_table[f];
    double value = call_factor_taken(&q->given, f);
    swing s = {.factor = f, .is_assumption = !isnan(q->low[f])};
    s.low = s.is_assumption ? q->low[f] : fmax(info->low, value * (1 - TENTH));
    s.high = s.is_assumption ? q->high[f] : fmin(info->high, value * (1 + TENTH));
    s.at_low = call_result_with(&q->given, METHOD_LOAD, q->tornado, f, s.low);
    s.at_high = call_result_with(&q->given, METHOD_LOAD, q->tornado, f, s.high);
    return s;
}

static void tornado_fill(size_answer *a, const size_question *q) {
    a->tornado_base = a->by[METHOD_LOAD].of[q->tornado];
    for (size_t f = 0; f < FACTOR_COUNT; f++) {
        swing s = swing_of(q, (call_factor)f);
        if (length_of(&s) > 1e-9 * a->tornado_base) // false also for NaN
            a->swings[a->swing_count++] = s;
    }
    qsort(a->swings, a->swing_count, sizeof *a->swings, longer_first);
}

/// The resource that carries the fewest subscribers.
static int first_of(const call_capacity all[RESOURCE_COUNT], bool by_rule) {
    int first = -1;
    double least = INFINITY;
    for (int i = 0; i < RESOURCE_COUNT; i++) {
        double carries = by_rule ? all[i].rule : all[i].formula;
        if (carries < least) {
            least = carries;
            first = i;
        }
    }
    return first;
}

bool size_answer_make(size_answer *a, const size_question *q, const options *o, input_error *err) {
    *a = (size_answer){0};
    methods_apply(a, q);
    a->contradiction_count = call_contradictions(&q->given, a->contradictions);
    elasticities_fill(a, q);
    tornado_fill(a, q);
    call_model_capacity(&q->full, a->capacity);
    a->first_by_rule = first_of(a->capacity, true);
    a->first_by_formula = first_of(a->capacity, false);
    return !q->simulate || simulation_run(a, q, o, err);
}

void size_answer_free(size_answer *a) {
    for (size_t i = 0; i < WAY_COUNT; i++)
        free(a->why[i]);
}
