// For programs: JSON and CSV.

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "cli/size/report.h"
#include "print/json.h"

enum { SIZE_FORMAT = 1 };

static void key_print(FILE *out, const char *key, bool first) {
    (void)fprintf(out, "%s\"%s\": ", first ? "" : ", ", key);
}

static void number_print(FILE *out, const char *key, double value, bool first) {
    json_print_member(out, first ? "" : ", ", key, value);
}

static void text_print(FILE *out, const char *key, const char *text, bool first) {
    key_print(out, key, first);
    json_print_text(out, text);
}

void size_provenance_json(const size_question *q, const options *o, FILE *out) {
    (void)fprintf(out, "\"provenance\": {");
    text_print(out, "version", HOTLINE_VERSION, true);
    if (q->job.file) {
        text_print(out, "scenario", scenario_file_name(q->job.file), false);
        (void)fprintf(out, ", \"scenario_hash\": \"%016" PRIx64 "\"", scenario_file_hash(q->job.file));
        text_print(out, "scheme", job_scheme_name(q->job.file, q->job.schemes[0]), false);
        (void)fputs(", \"set\": [", out);
        for (size_t i = 0; i < o->set_count; i++) {
            (void)fputs(i ? ", " : "", out);
            json_print_text(out, o->sets[i]);
        }
        (void)fputc(']', out);
    }
    if (q->model && !o->own[SIZE_YEARS])
        (void)fprintf(out, ", \"year\": %d", q->year);
    (void)fputc('}', out);
}

static void factors_print(const size_question *q, FILE *out) {
    bool first = true;
    (void)fputs(",\n \"factors\": {", out);
    for (size_t i = 0; i < FACTOR_COUNT; i++) {
        if (isnan(q->full.of[i]))
            continue;
        key_print(out, call_factor_table[i].key, first);
        (void)fputc('{', out);
        number_print(out, "value", q->full.of[i], true);
        (void)fprintf(out, ", \"given\": %s}", isnan(q->given.of[i]) ? "false" : "true");
        first = false;
    }
    (void)fputc('}', out);
}

static void result_print(const size_answer *a, int way, size_t r, bool first, FILE *out) {
    double value = a->by[way].of[r];
    if (!call_result_table[r].is_whole) {
        number_print(out, call_result_table[r].key, value, first);
        return;
    }
    key_print(out, call_result_table[r].key, first);
    (void)fputc('{', out);
    number_print(out, "needed", call_result_needed((call_result)r, value), true);
    number_print(out, "exact", value, false);
    (void)fputc('}', out);
}

static void method_print(const size_answer *a, int way, FILE *out) {
    (void)fprintf(out, "%s\n  \"%s\": {", way ? "," : "", size_way_keys[way]);
    for (size_t r = 0; r < RESULT_COUNT && a->has[way]; r++)
        result_print(a, way, r, r == 0, out);
    if (!a->has[way])
        text_print(out, "none", a->why[way] ? a->why[way] : "not asked for", true);
    (void)fputc('}', out);
}

static void count_print(const char *key, const plan_count *c, bool first, FILE *out) {
    key_print(out, key, first);
    (void)fputc('{', out);
    number_print(out, "needed", c->count, true);
    number_print(out, "low", c->low, false);
    number_print(out, "high", c->high, false);
    number_print(out, "reached", c->reached.mean, false);
    number_print(out, "half_width", c->reached.half_width, false);
    (void)fprintf(out, ", \"replications\": %" PRIu32 "}", c->replications);
}

static void simulation_print(const size_answer *a, double confidence, FILE *out) {
    const plan_results *s = &a->simulation;
    if (!a->has[WAY_SIMULATION]) {
        (void)fputs(",\n  \"simulation\": {", out);
        text_print(out, "none", a->why[WAY_SIMULATION] ? a->why[WAY_SIMULATION] : "not asked for", true);
        (void)fputc('}', out);
        return;
    }
    (void)fputs(",\n  \"simulation\": {", out);
    number_print(out, "confidence", confidence, true);
    count_print("seats", &s->seats, false, out);
    count_print("ivr_ports", &s->ports, false, out);
    count_print("trunks", &s->trunks, false, out);
    number_print(out, "occupancy", a->by[WAY_SIMULATION].of[RESULT_OCCUPANCY], false);
    number_print(out, "mean_wait", s->mean_wait, false);
    (void)fprintf(out, ", \"tries\": %" PRIu32 "}", s->tries);
}

static void contradictions_print(const size_question *q, const size_answer *a, FILE *out) {
    (void)fputs(",\n \"contradictions\": [", out);
    for (size_t i = 0; i < a->contradiction_count; i++) {
        const contradiction *c = &a->contradictions[i];
        (void)fputs(i ? ", {" : "{", out);
        text_print(out, "factor", call_factor_table[c->stated_by].key, true);
        number_print(out, "stated", c->stated, false);
        text_print(out, "implied_by", c->implied_by, false);
        number_print(out, "implied", c->implied, false);
        (void)fputc('}', out);
    }
    (void)fputc(']', out);
    if (q->model)
        number_print(out, "profile_concentration", q->model->profile_concentration, false);
}

static void elasticities_print(const size_answer *a, FILE *out) {
    static const char *const keys[ELASTICITY_COLUMNS] = {"busy_hour_calls", "seats", "seats_erlang",
                                                         "ivr_ports", "trunks"};
    bool first = true;
    (void)fputs(",\n \"elasticities\": {", out);
    for (size_t f = 0; f < FACTOR_COUNT; f++) {
        if (isnan(a->elasticities[f][0]))
            continue;
        (void)fprintf(out, "%s\n  \"%s\": {", first ? "" : ",", call_factor_table[f].key);
        for (size_t c = 0; c < ELASTICITY_COLUMNS; c++)
            number_print(out, keys[c], a->elasticities[f][c], c == 0);
        (void)fputc('}', out);
        first = false;
    }
    (void)fputc('}', out);
}

static void tornado_print(const size_question *q, const size_answer *a, FILE *out) {
    (void)fprintf(out, ",\n \"tornado\": {\"of\": \"%s\"", call_result_table[q->tornado].key);
    number_print(out, "base", a->tornado_base, false);
    (void)fputs(", \"bars\": [", out);
    for (size_t i = 0; i < a->swing_count; i++) {
        const swing *s = &a->swings[i];
        (void)fprintf(out, "%s\n  {", i ? "," : "");
        text_print(out, "factor", call_factor_table[s->factor].key, true);
        number_print(out, "low", s->low, false);
        number_print(out, "high", s->high, false);
        number_print(out, "at_low", s->at_low, false);
        number_print(out, "at_high", s->at_high, false);
        (void)fprintf(out, ", \"assumption\": %s}", s->is_assumption ? "true" : "false");
    }
    (void)fputs("]}", out);
}

static void capacity_print(const size_answer *a, FILE *out) {
    (void)fputs(",\n \"capacity\": {", out);
    for (int i = 0; i < RESOURCE_COUNT; i++) {
        const call_capacity *c = &a->capacity[i];
        key_print(out, size_resource_keys[i], i == 0);
        (void)fputc('{', out);
        number_print(out, "has", c->has, true);
        number_print(out, "used", c->used, false);
        number_print(out, "subscribers_by_load", c->rule, false);
        number_print(out, "subscribers_by_erlang", c->formula, false);
        (void)fputc('}', out);
    }
    text_print(out, "first_by_load", a->first_by_rule < 0 ? NULL : size_resource_keys[a->first_by_rule],
               false);
    text_print(out, "first_by_erlang",
               a->first_by_formula < 0 ? NULL : size_resource_keys[a->first_by_formula], false);
    (void)fputc('}', out);
}

void size_report_json(const size_question *q, const size_answer *a, const options *o, FILE *out) {
    (void)fprintf(out, "{\"hotline_size\": %d, ", SIZE_FORMAT);
    size_provenance_json(q, o, out);
    factors_print(q, out);
    (void)fputs(",\n \"methods\": {", out);
    for (int way = 0; way < METHOD_COUNT; way++)
        method_print(a, way, out);
    simulation_print(a, o->confidence, out);
    (void)fputc('}', out);
    contradictions_print(q, a, out);
    elasticities_print(a, out);
    tornado_print(q, a, out);
    capacity_print(a, out);
    (void)fputs("}\n", out);
}

void size_report_csv(const size_answer *a, FILE *out) {
    (void)fputs("result", out);
    for (int way = 0; way < WAY_COUNT; way++)
        (void)fprintf(out, ",%s", size_way_keys[way]);
    for (size_t r = 0; r < RESULT_COUNT; r++) {
        (void)fprintf(out, "\n%s", call_result_table[r].key);
        for (int way = 0; way < WAY_COUNT; way++) {
            double value = a->has[way] ? call_result_needed((call_result)r, a->by[way].of[r]) : (double)NAN;
            (void)fputc(',', out);
            if (!isnan(value))
                json_print_number(out, value);
        }
    }
    (void)fputc('\n', out);
}
