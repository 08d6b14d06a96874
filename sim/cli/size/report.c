#include "cli/size/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/size/words.h"
#include "print/table.h"

static bool is_by_years(const call_model *m) {
    for (size_t i = 0; i < FACTOR_COUNT; i++)
        if (m->of[i].years)
            return true;
    return false;
}

static void title_print(const size_question *q, bool coloured, FILE *out) {
    char subscribers[NUMBER_TEXT_SIZE];
    size_factor_format(FACTOR_SUBSCRIBERS, q->full.of[FACTOR_SUBSCRIBERS], subscribers);
    const char *name = q->job.file ? scenario_file_title(q->job.file) : "Call model";
    (void)fprintf(out, "%s%s%s: %s subscribers", style_begin(STYLE_BOLD, coloured), name,
                  style_end(STYLE_BOLD, coloured), subscribers);
    if (q->job.file && q->job.schemes[0] > 0)
        (void)fprintf(out, " · scheme %s", job_scheme_name(q->job.file, q->job.schemes[0]));
    if (q->model && is_by_years(q->model))
        (void)fprintf(out, " · values of %d", q->year);
    (void)fputc('\n', out);
}

/// Who says it: "given", "follows", "assumed".
static const char *origin_of(const size_question *q, call_factor f) {
    if (!isnan(q->given.of[f]))
        return q->is_option[f] || !q->job.file ? "given" : "file";
    return isnan(call_factor_taken(&q->given, f)) ? "follows" : "assumed";
}

/// Without what the default would be, or how else it could be said: here is a value.
static size_t meaning_length(const char *meaning) {
    const char *aside = strstr(meaning, " (");
    size_t length = strcspn(meaning, ";");
    return aside && (size_t)(aside - meaning) < length ? (size_t)(aside - meaning) : length;
}

static void factors_print(const size_question *q, bool coloured, FILE *out) {
    heading_print("Factors", coloured, out);
    table *t = table_create("lrll");
    for (size_t i = 0; i < FACTOR_COUNT; i++) {
        char text[NUMBER_TEXT_SIZE];
        if (isnan(q->full.of[i]))
            continue;
        size_factor_format((call_factor)i, q->full.of[i], text);
        const char *origin = origin_of(q, (call_factor)i);
        table_add(t, STYLE_PLAIN, call_factor_table[i].key);
        table_add(t, STYLE_BOLD, text);
        table_add(t, strcmp(origin, "assumed") == 0 ? STYLE_WARN : STYLE_DIM, origin);
        char *meaning = text_format("%.*s", (int)meaning_length(call_factor_table[i].meaning),
                                    call_factor_table[i].meaning);
        table_add(t, STYLE_DIM, meaning);
        free(meaning);
    }
    table_print(t, coloured, out);
    table_free(t);
}

static void demand_print(const size_answer *a, bool coloured, FILE *out) {
    static const call_result shown[] = {RESULT_CALLS,        RESULT_AGENT_CALLS, RESULT_AUTOMATIC_CALLS,
                                        RESULT_AGENT_ERLANG, RESULT_IVR_ERLANG,  RESULT_TRUNK_ERLANG,
                                        RESULT_CTI_LOAD};
    heading_print("In the busy hour", coloured, out);
    table *t = table_create("lrl");
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        char text[NUMBER_TEXT_SIZE];
        double value = a->by[METHOD_LOAD].of[shown[i]];
        if (isnan(value))
            continue;
        size_result_format(shown[i], value, text);
        table_add(t, STYLE_PLAIN, call_result_table[shown[i]].name);
        table_add(t, STYLE_BOLD, text);
        table_add(t, STYLE_PLAIN, call_result_table[shown[i]].unit);
    }
    table_print(t, coloured, out);
    table_free(t);
}

static const plan_count *count_of(const plan_results *s, call_result r) {
    return r == RESULT_SEATS    ? &s->seats
           : r == RESULT_PORTS  ? &s->ports
           : r == RESULT_TRUNKS ? &s->trunks
                                : NULL;
}

/// "533 (532 – 535)": what chance leaves open.
static void simulated_add(table *t, const size_answer *a, call_result r) {
    char text[NUMBER_TEXT_SIZE], low[NUMBER_TEXT_SIZE], high[NUMBER_TEXT_SIZE];
    const plan_count *count = count_of(&a->simulation, r);
    size_result_format(r, a->by[WAY_SIMULATION].of[r], text);
    if (!count || !(count->low < count->high)) {
        table_add(t, STYLE_PLAIN, text);
        table_add(t, STYLE_DIM, "");
        return;
    }
    grouped_format(count->low, 0, false, low);
    grouped_format(count->high, 0, false, high);
    char *range = text_format("(%s – %s)", low, high);
    table_add(t, STYLE_PLAIN, text);
    table_add(t, STYLE_DIM, range);
    free(range);
}

static void way_add(table *t, const size_answer *a, int way, call_result r) {
    char text[NUMBER_TEXT_SIZE];
    if (way == WAY_SIMULATION) {
        simulated_add(t, a, r);
        return;
    }
    size_result_format(r, a->by[way].of[r], text);
    table_add(t, r == RESULT_SEATS || r == RESULT_TRUNKS || r == RESULT_PORTS ? STYLE_BOLD : STYLE_PLAIN,
              text);
}

static void result_name_add(table *t, const size_question *q, call_result r) {
    const result_info *info = &call_result_table[r];
    char *name = r == RESULT_WITHIN
                     ? text_format("%s %.4g s, %s", info->name, q->full.of[FACTOR_AWT], info->unit)
                     : text_format("%s%s%s", info->name, info->unit[0] ? ", " : "", info->unit);
    table_add(t, STYLE_PLAIN, name);
    free(name);
}

static void ways_print(const size_question *q, const size_answer *a, bool coloured, FILE *out) {
    static const call_result shown[] = {RESULT_SEATS, RESULT_ROSTERED, RESULT_OCCUPANCY, RESULT_WITHIN,
                                        RESULT_PORTS, RESULT_TRUNKS,   RESULT_E1};
    char aligns[WAY_COUNT + 3] = "l";
    size_t columns = 1;
    for (int way = 0; way < WAY_COUNT; way++)
        if (a->has[way])
            aligns[columns++] = 'r';
    if (a->has[WAY_SIMULATION])
        aligns[columns] = 'l'; // what chance leaves open
    heading_print("What is needed", coloured, out);
    table *t = table_create(aligns);
    table_head(t, "");
    for (int way = 0; way < WAY_COUNT; way++)
        if (a->has[way])
            table_head(t, size_way_names[way]);
    table_skip(t, a->has[WAY_SIMULATION] ? 1 : 0);
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        result_name_add(t, q, shown[i]);
        for (int way = 0; way < WAY_COUNT; way++)
            if (a->has[way])
                way_add(t, a, way, shown[i]);
    }
    table_print(t, coloured, out);
    table_free(t);
}

static void simulation_words(const size_question *q, const size_answer *a, double confidence, FILE *out) {
    const plan_results *s = &a->simulation;
    char *text =
        text_format("simulated   Poisson calls, an hour after an hour as busy, on the same callers for each "
                    "number tried: "
                    "%u replications of seats, %u of trunks; in brackets what the %.4g %% interval leaves "
                    "open. With %.0f "
                    "seats %.1f ± %.1f %% are answered within %.4g s.",
                    s->seats.replications, s->trunks.replications, 100 * confidence, s->seats.count,
                    100 * s->seats.reached.mean, 100 * s->seats.reached.half_width, q->full.of[FACTOR_AWT]);
    (void)fputs("  ", out);
    print_wrapped(text, 2, 14, out);
    free(text);
}

static void assumptions_print(const size_question *q, const size_answer *a, double confidence, FILE *out) {
    static const char *const words[METHOD_COUNT] = {
        "by load     an agent, a port, a trunk may be busy for so much of the hour",
        "by seats    a seat handles so many calls; its trunks follow from the seats",
        "Erlang C    callers wait for ever; Erlang B for ports and trunks: who finds none is gone",
        "Erlang A    callers give up after an exponential patience; Erlang B likewise",
    };
    (void)fputc('\n', out);
    for (int way = 0; way < METHOD_COUNT; way++)
        if (a->has[way])
            (void)fprintf(out, "  %s\n", words[way]);
    if (a->has[WAY_SIMULATION])
        simulation_words(q, a, confidence, out);
    for (int way = 0; way < WAY_COUNT; way++)
        if (a->why[way])
            (void)fprintf(out, "  No figures of '%s': %s\n", size_way_names[way], a->why[way]);
}

static void contradictions_print(const size_question *q, const size_answer *a, bool coloured, FILE *out) {
    double profile = q->model ? q->model->profile_concentration : (double)NAN;
    double taken = q->full.of[FACTOR_CONCENTRATION];
    bool bent = fabs(profile - taken) > 0.005 * taken; // false for NaN
    if (a->contradiction_count == 0 && !bent)
        return;
    heading_print("Contradictions (the first figure counts)", coloured, out);
    for (size_t i = 0; i < a->contradiction_count; i++) {
        const contradiction *c = &a->contradictions[i];
        (void)fprintf(out, "  %s: %.6g by '%s', %.6g by %s\n", c->what, c->stated,
                      call_factor_table[c->stated_by].key, c->implied, c->implied_by);
    }
    if (bent)
        (void)fprintf(out,
                      "  busiest hour's share of the day: %.4g by 'busy_hour_concentration', %.4g by "
                      "profiles, which were "
                      "bent to it\n",
                      taken, profile);
}

static bool has_elasticity(const double row[ELASTICITY_COLUMNS]) {
    for (size_t c = 0; c < ELASTICITY_COLUMNS; c++)
        if (fabs(row[c]) >= 0.0005) // false for NaN
            return true;
    return false;
}

static void elasticities_print(const size_answer *a, bool coloured, FILE *out) {
    heading_print("A factor 1 % higher changes this by so many percent (elasticities)", coloured, out);
    table *t = table_create("lrrrrr");
    table_head(t, "");
    for (size_t c = 0; c < ELASTICITY_COLUMNS; c++)
        table_head(t, elasticity_columns[c].name);
    for (size_t f = 0; f < FACTOR_COUNT; f++) {
        if (!has_elasticity(a->elasticities[f]))
            continue;
        table_add(t, STYLE_PLAIN, call_factor_table[f].key);
        for (size_t c = 0; c < ELASTICITY_COLUMNS; c++) {
            char text[NUMBER_TEXT_SIZE];
            double e = a->elasticities[f][c];
            (void)snprintf(text, sizeof text, fabs(e) >= 0.0005 ? "%+.2f" : "·", e);
            table_add(t, fabs(e) >= 0.0005 ? STYLE_PLAIN : STYLE_DIM, text);
        }
    }
    table_print(t, coloured, out);
    table_free(t);
}

typedef void tornado_printer(const bar_chart *c, bool coloured, FILE *out);

static void tornado_svg(const bar_chart *c, bool coloured, FILE *out) {
    (void)coloured;
    bar_chart_print_svg(c, out);
}

static void tornado_draw(const size_question *q, const size_answer *a, tornado_printer *print, bool coloured,
                         FILE *out) {
    chart_bar *bars = memory_new(a->swing_count, sizeof *bars);
    char(*ends)[2][NUMBER_TEXT_SIZE] = memory_new(a->swing_count, sizeof *ends);
    const char *name = call_result_table[q->tornado].name;
    char *title = text_format("What moves the %s most (by load; * the file's range, else ±10 %%)", name);
    char **names = memory_new(a->swing_count, sizeof *names);
    for (size_t i = 0; i < a->swing_count; i++) {
        const swing *s = &a->swings[i];
        names[i] = text_format("%s%s", call_factor_table[s->factor].key, s->is_assumption ? " *" : "");
        size_factor_format(s->factor, s->low, ends[i][0]);
        size_factor_format(s->factor, s->high, ends[i][1]);
        bars[i] = (chart_bar){names[i], s->at_low, s->at_high, ends[i][0], ends[i][1]};
    }
    print(&(bar_chart){title, name, a->tornado_base, bars, a->swing_count}, coloured, out);
    for (size_t i = 0; i < a->swing_count; i++)
        free(names[i]);
    free(names);
    free(title);
    free(ends);
    free(bars);
}

void size_tornado_svg(const size_question *q, const size_answer *a, FILE *out) {
    tornado_draw(q, a, tornado_svg, false, out);
}

static void subscribers_add(table *t, double value, bool first) {
    char text[NUMBER_TEXT_SIZE] = "any number";
    if (isfinite(value))
        grouped_format(floor(value), 0, false, text);
    table_add(t, first ? STYLE_WARN : STYLE_PLAIN, text);
}

static void capacity_row(table *t, const size_answer *a, int i) {
    const call_capacity *c = &a->capacity[i];
    char text[NUMBER_TEXT_SIZE];
    table_add(t, STYLE_PLAIN, size_resource_names[i]);
    grouped_format(c->has, 0, false, text);
    table_add(t, STYLE_BOLD, text);
    if (c->has > 0)
        grouped_format(100 * c->used, 1, false, text);
    table_add(t, c->used > 1 ? STYLE_BAD : STYLE_PLAIN, c->has > 0 ? text : "–");
    subscribers_add(t, c->rule, i == a->first_by_rule);
    subscribers_add(t, c->formula, i == a->first_by_formula);
}

static void capacity_print(const size_question *q, const size_answer *a, bool coloured, FILE *out) {
    if (a->first_by_rule < 0 && a->first_by_formula < 0)
        return;
    heading_print("How many subscribers can be carried", coloured, out);
    table *t = table_create("lrrrr");
    table_head(t, "");
    table_head(t, "there are");
    table_head(t, "used, %");
    table_head(t, "carry, by load");
    table_head(t, isnan(q->full.of[FACTOR_PATIENCE]) ? "by Erlang C and B" : "by Erlang A and B");
    for (int i = 0; i < RESOURCE_COUNT; i++)
        if (!isnan(a->capacity[i].has))
            capacity_row(t, a, i);
    table_print(t, coloured, out);
    table_free(t);
    if (a->first_by_rule >= 0 && a->first_by_formula >= 0)
        (void)fprintf(out, "\n  First to run out: %s by the rules of load, %s by Erlang's formulas.\n",
                      size_resource_names[a->first_by_rule], size_resource_names[a->first_by_formula]);
}

void size_report_text(const size_question *q, const size_answer *a, double confidence, bool coloured,
                      FILE *out) {
    title_print(q, coloured, out);
    factors_print(q, coloured, out);
    demand_print(a, coloured, out);
    ways_print(q, a, coloured, out);
    assumptions_print(q, a, confidence, out);
    heading_print("Where they part", coloured, out);
    size_parting_print(q, a, out);
    contradictions_print(q, a, coloured, out);
    capacity_print(q, a, coloured, out);
    elasticities_print(a, coloured, out);
    (void)fputc('\n', out);
    tornado_draw(q, a, bar_chart_print_text, coloured, out);
}
