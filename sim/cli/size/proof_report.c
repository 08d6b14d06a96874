// The years to come, simulated: verdicts, and how well formulas and simulation agree.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/size/years.h"
#include "print/json.h"
#include "print/number.h"
#include "print/table.h"

/// So many letters of targets' names fit beside the figures.
enum { STATUS_WIDTH = 30 };

static const proof_trial *trial_at(const years_answer *a, size_t stress_index, size_t year) {
    return &a->proof.trials[stress_index * a->proof.year_count + year];
}

/// "97.31 ± 0.12": decimals by the half-width, of which two digits count.
static void plus_minus_add(table *t, cell_style style, const estimate *e, double unit, int decimals) {
    char *text = isnan(e->mean) ? text_copy("–")
                 : !(unit * e->half_width >= 0.5 * pow(10, -decimals))
                     ? text_format("%.*f", decimals, unit * e->mean)
                     : text_format("%.*f ± %.*f", decimals, unit * e->mean, decimals, unit * e->half_width);
    table_add(t, style, text);
    free(text);
}

static void predicted_add(table *t, double value, double unit, int decimals) {
    char *text = isnan(value) ? text_copy("–") : text_format("%.*f", decimals, unit * value);
    table_add(t, STYLE_DIM, text);
    free(text);
}

static cell_style status_style(target_status s) {
    return s == TARGET_MET ? STYLE_GOOD : s == TARGET_MISSED ? STYLE_BAD : STYLE_WARN;
}

static const char *status_name(const proof_trial *t) {
    return t->why ? "not simulated" : target_status_name(proof_status(t));
}

/// "missed: service_level, blocking".
static char *status_text(const proof_trial *t) {
    text_buffer b = {0};
    const char *between = ": ";
    size_t left = 0, room = STATUS_WIDTH;
    text_add(&b, "%s", status_name(t));
    for (size_t i = 0; i < t->verdict_count; i++) {
        size_t length = strlen(t->verdicts[i].name);
        if (t->verdicts[i].status == TARGET_MET)
            continue;
        if (left > 0 || length > room) {
            left++;
            continue;
        }
        text_add(&b, "%s%s", between, t->verdicts[i].name);
        room -= length;
        between = ", ";
    }
    if (left)
        text_add(&b, "%s%zu more", between, left);
    return text_take(&b);
}

static void trial_row(table *t, int year, const proof_trial *trial) {
    char *text = text_format("%d", year), *status = status_text(trial);
    const agreement *within = &trial->of[PROOF_WITHIN], *blocked = &trial->of[PROOF_BLOCKED];
    table_add(t, STYLE_DIM, text);
    if (trial->why)
        table_skip(t, 4);
    else {
        plus_minus_add(t, STYLE_PLAIN, &within->simulated, 100, 2);
        predicted_add(t, within->predicted, 100, 2);
        plus_minus_add(t, STYLE_PLAIN, &blocked->simulated, 100, 2);
        predicted_add(t, blocked->predicted, 100, 2);
    }
    table_add(t, status_style(proof_status(trial)), status);
    free(status);
    free(text);
}

static void trials_print(const years_answer *a, bool coloured, FILE *out) {
    table *t = table_create("llvrvrl");
    static const char *const heads[] = {"",           "",        "within AWT, %", "formula",
                                        "blocked, %", "formula", "targets"};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        table_head(t, heads[i]);
    for (size_t s = 0; s < a->proof.stress_count; s++)
        for (size_t y = 0; y < a->proof.year_count; y++) {
            table_add(t, STYLE_PLAIN, y == 0 ? a->proof.names[s] : "");
            trial_row(t, a->years[y].year, trial_at(a, s, y));
        }
    table_print(t, coloured, out);
    table_free(t);
}

static void untried_print(const years_answer *a, FILE *out) {
    for (size_t s = 0; s < a->proof.stress_count; s++)
        for (size_t y = 0; y < a->proof.year_count; y++) {
            if (!trial_at(a, s, y)->why)
                continue;
            char *text = text_format("%d, %s: not simulated: %s", a->years[y].year, a->proof.names[s],
                                     trial_at(a, s, y)->why);
            (void)fputs("  ", out);
            print_wrapped(text, 2, 4, out);
            free(text);
        }
}

/// Where scenario and call model part, first.
static void notes_print(const years_answer *a, FILE *out) {
    for (size_t i = 0; i < a->proof.note_count; i++) {
        (void)fputs("  ! ", out);
        print_wrapped(a->proof.notes[i], 4, 4, out);
    }
}

/// "Simulated: the busiest hour of each year, 10:00 – 11:00": where it is the same in all as planned.
static void trials_head(const years_answer *a, bool coloured, FILE *out) {
    const proof_trial *first = trial_at(a, 0, 0);
    bool same = first->from[0] != '\0';
    for (size_t y = 1; y < a->proof.year_count; y++)
        same = same && strcmp(first->from, trial_at(a, 0, y)->from) == 0;
    char *text =
        same ? text_format("Simulated: the busiest hour of each year, %s – %s", first->from, first->to)
             : text_copy("Simulated: the busiest hour of each year");
    heading_print(text, coloured, out);
    free(text);
}

/// "  as planned: all targets met through 2013; missed in 2014".
static void carries_print(const years_answer *a, size_t s, FILE *out) {
    size_t years = a->proof.year_count, met = 0;
    while (met < years && proof_status(trial_at(a, s, met)) == TARGET_MET)
        met++;
    (void)fprintf(out, "  %s: ", a->proof.titles[s]);
    if (met > 0)
        (void)fprintf(out, "all targets met through %d%s", a->years[met - 1].year, met < years ? "; " : "");
    if (met < years)
        (void)fprintf(out, "%s in %d", status_name(trial_at(a, s, met)), a->years[met].year);
    (void)fputc('\n', out);
}

/// Figures that have a size of their own: simulated over predicted. What the scenario has none of is no
/// contradiction.
static bool is_quantity(proof_figure f) {
    return f != PROOF_WITHIN && f != PROOF_BLOCKED;
}

static estimate ratio_of(const agreement *a) {
    bool defined = a->predicted > 0 && a->simulated.mean > 0;
    return (estimate){.mean = defined ? a->simulated.mean / a->predicted : (double)NAN,
                      .half_width = defined ? a->simulated.half_width / a->predicted : (double)NAN};
}

static void agreement_row(table *t, int year, const proof_trial *trial) {
    char *text = text_format("%d", year);
    table_add(t, STYLE_DIM, text);
    free(text);
    for (size_t f = 0; f < PROOF_FIGURE_COUNT; f++) {
        if (!is_quantity((proof_figure)f))
            continue;
        estimate ratio = ratio_of(&trial->of[f]);
        plus_minus_add(t, STYLE_PLAIN, &ratio, 1, 4);
    }
}

static void agreement_print(const years_answer *a, bool coloured, FILE *out) {
    heading_print("As planned: simulated, in what the call model says of that hour", coloured, out);
    table *t = table_create("lvvvvv");
    table_head(t, "");
    for (size_t f = 0; f < PROOF_FIGURE_COUNT; f++)
        if (is_quantity((proof_figure)f))
            table_head(t, proof_figure_table[f].name);
    for (size_t y = 0; y < a->proof.year_count; y++)
        if (!trial_at(a, 0, y)->why)
            agreement_row(t, a->years[y].year, trial_at(a, 0, y));
    table_print(t, coloured, out);
    table_free(t);
}

void proof_report_text(const years_answer *a, bool coloured, FILE *out) {
    if (!a->proof.trials) {
        if (a->why_no_proof)
            (void)fprintf(out, "\nNot simulated: %s\n", a->why_no_proof);
        return;
    }
    trials_head(a, coloured, out);
    notes_print(a, out);
    trials_print(a, coloured, out);
    untried_print(a, out);
    heading_print("What it carries", coloured, out);
    for (size_t s = 0; s < a->proof.stress_count; s++)
        carries_print(a, s, out);
    agreement_print(a, coloured, out);
}

// --- JSON ---

static void estimate_json(FILE *out, const estimate *e) {
    json_print_member(out, "{", "mean", e->mean);
    json_print_member(out, ", ", "half_width", e->half_width);
    (void)fputc('}', out);
}

static void figures_json(FILE *out, const proof_trial *t) {
    for (size_t f = 0; f < PROOF_FIGURE_COUNT; f++) {
        (void)fprintf(out, "%s\"%s\": ", f ? ",\n      " : "", proof_figure_table[f].key);
        json_print_member(out, "{", "predicted", t->of[f].predicted);
        (void)fputs(", \"simulated\": ", out);
        estimate_json(out, &t->of[f].simulated);
        (void)fputc('}', out);
    }
}

static void verdicts_json(FILE *out, const proof_trial *t) {
    for (size_t i = 0; i < t->verdict_count; i++) {
        const proof_verdict *v = &t->verdicts[i];
        (void)fputs(i ? ", " : "", out);
        json_print_text(out, v->name);
        json_print_member(out, ": {", v->at_least ? "at_least" : "at_most", v->bound);
        (void)fputs(", \"value\": ", out);
        estimate_json(out, &v->value);
        (void)fprintf(out, ", \"status\": \"%s\"}", target_status_name(v->status));
    }
}

static void trial_json(FILE *out, int year, const char *under, const proof_trial *t) {
    (void)fprintf(out, "\n   {\"year\": %d, \"under\": ", year);
    json_print_text(out, under);
    (void)fprintf(out, ", \"status\": \"%s\", \"why\": ", status_name(t));
    json_print_text(out, t->why);
    if (!t->why) {
        (void)fputs(", \"busy_hour\": [", out);
        json_print_text(out, t->from);
        (void)fputs(", ", out);
        json_print_text(out, t->to);
        (void)fputs("],\n    \"figures\": {", out);
        figures_json(out, t);
        (void)fputs("},\n    \"targets\": {", out);
        verdicts_json(out, t);
        (void)fputc('}', out);
    }
    (void)fputc('}', out);
}

void proof_report_json(const years_answer *a, FILE *out) {
    const char *between = "";
    (void)fputs(",\n \"simulation\": ", out);
    if (!a->proof.trials) {
        (void)fputs("null", out);
        return;
    }
    (void)fputc('[', out);
    for (size_t s = 0; s < a->proof.stress_count; s++)
        for (size_t y = 0; y < a->proof.year_count; y++) {
            (void)fputs(between, out);
            trial_json(out, a->years[y].year, a->proof.names[s], trial_at(a, s, y));
            between = ",";
        }
    (void)fputs("\n ]", out);
}
