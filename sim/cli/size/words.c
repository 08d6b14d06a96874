#include "cli/size/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "print/table.h"

void size_factor_format(call_factor f, double value, char text[NUMBER_TEXT_SIZE]) {
    const char *unit = call_factor_table[f].unit == UNIT_SECONDS ? " s" : "";
    char number[NUMBER_TEXT_SIZE];
    if (fabs(value) >= 10000)
        grouped_format(value, 0, false, number);
    else
        (void)snprintf(number, sizeof number, "%.6g", value);
    (void)snprintf(text, NUMBER_TEXT_SIZE, "%.*s%s", NUMBER_TEXT_SIZE - 4, number, unit);
}

void size_result_format(call_result r, double value, char text[NUMBER_TEXT_SIZE]) {
    bool whole = !call_result_table[r].unit[0] && value >= 100;
    bool share = strcmp(call_result_table[r].unit, "%") == 0;
    if (isnan(value))
        (void)snprintf(text, NUMBER_TEXT_SIZE, "–");
    else if (call_result_table[r].is_whole)
        grouped_format(call_result_needed(r, value), 0, false, text);
    else
        grouped_format(share ? 100 * value : value, whole ? 0 : 1, false, text);
}

static void paragraph(FILE *out, char *text) {
    (void)fputs("  ", out);
    print_wrapped(text, 2, 2, out);
    free(text);
}

static double needed(const size_answer *a, int way, call_result r) {
    return call_result_needed(r, a->by[way].of[r]);
}

static double percent(double share) {
    return 100 * share;
}

static void seats_by_load_part(const size_question *q, const size_answer *a, int way, FILE *out) {
    const double *x = q->full.of;
    double rule = needed(a, METHOD_LOAD, RESULT_SEATS), formula = needed(a, way, RESULT_SEATS);
    double idle = percent(1 - x[FACTOR_AGENT_LOAD]), full = percent(a->by[way].of[RESULT_OCCUPANCY]);
    if (rule > formula)
        paragraph(out, text_format(
                           "Seats, by load and %s: the rule keeps an agent free for %.3g %% of the hour, "
                           "however large the team. %s lets %.0f seats be busy for %.1f %% of it and still "
                           "has %.4g %% answered within %.4g s, since a large team evens out its own peaks. "
                           "It knows of no breaks, no absence and no hour busier than planned: that is what "
                           "the other %.0f seats are for.",
                           size_way_names[way], idle, size_way_names[way], formula, full,
                           percent(x[FACTOR_SERVICE_LEVEL]), x[FACTOR_AWT], rule - formula));
    else if (rule < formula)
        paragraph(out, text_format(
                           "Seats, by load and %s: the rule keeps an agent free for %.3g %% of the hour, too "
                           "little for so small a team: with its %.0f seats %.1f %% would be answered "
                           "within %.4g s. %s asks for %.0f, which are busy for %.1f %% of the hour.",
                           size_way_names[way], idle, rule, percent(a->by[METHOD_LOAD].of[RESULT_WITHIN]),
                           x[FACTOR_AWT], size_way_names[way], formula, full));
}

static void seats_by_calls_part(const size_question *q, const size_answer *a, FILE *out) {
    const double *x = q->full.of;
    double load = needed(a, METHOD_LOAD, RESULT_SEATS), calls = needed(a, METHOD_SEATS, RESULT_SEATS);
    if (fabs(load - calls) < 0.5)
        return;
    paragraph(
        out,
        text_format("Seats, by load and by seats: by seats each handles %.4g calls in the hour, and %.4g %% "
                    "of the calls are to be answered; by load all are, each takes %.4g s, and an "
                    "agent is busy for %.3g %% of the hour.",
                    x[FACTOR_CALLS_PER_SEAT], percent(x[FACTOR_CONNECTION_RATE]), x[FACTOR_AHT],
                    percent(x[FACTOR_AGENT_LOAD])));
}

static void patience_part(const size_question *q, const size_answer *a, FILE *out) {
    double c = needed(a, METHOD_ERLANG_C, RESULT_SEATS), with = needed(a, METHOD_ERLANG_A, RESULT_SEATS);
    if (!a->has[METHOD_ERLANG_A] || !a->has[METHOD_ERLANG_C] || fabs(c - with) < 0.5)
        return;
    if (with < c)
        paragraph(
            out,
            text_format("Seats, Erlang C and A: of callers with a mean patience of %.4g s some give up and "
                        "need no agent, so the others are answered sooner: %.0f seats fewer.",
                        q->full.of[FACTOR_PATIENCE], c - with));
    else
        paragraph(out, text_format(
                           "Seats, Erlang C and A: callers with a mean patience of %.4g s give up before the "
                           "%.4g s of the target have passed, and count as not answered within them: %.0f "
                           "seats more.",
                           q->full.of[FACTOR_PATIENCE], q->full.of[FACTOR_AWT], with - c));
}

static void trunks_part(const size_question *q, const size_answer *a, int way, FILE *out) {
    double rule = needed(a, METHOD_LOAD, RESULT_TRUNKS), formula = needed(a, way, RESULT_TRUNKS);
    if (formula <= 0 || fabs(rule - formula) < 0.5)
        return;
    double carried = a->by[way].of[RESULT_TRUNK_ERLANG] * (1 - q->full.of[FACTOR_BLOCKING]) / formula;
    paragraph(
        out,
        text_format("Trunks and ports: the rule gives a line %.3g Erlang; Erlang B lets each of %.0f trunks "
                    "carry %.2f and blocks at most %.3g %%, since %s.",
                    q->full.of[FACTOR_TRUNK_LOAD], formula, carried, percent(q->full.of[FACTOR_BLOCKING]),
                    rule > formula ? "a large group needs little in reserve"
                                   : "so small a group needs much in reserve"));
}

static void trunks_by_seats_part(const size_question *q, const size_answer *a, FILE *out) {
    double load = needed(a, METHOD_LOAD, RESULT_TRUNKS), seats = needed(a, METHOD_SEATS, RESULT_TRUNKS);
    double there = q->full.of[FACTOR_SEATS];
    if (fabs(load - seats) < 0.5)
        return;
    paragraph(out,
              text_format(
                  "Trunks, by load and by seats: by load they are counted by calls, each on a trunk for its "
                  "menu, its wait and its talk; by seats %.0f seats that are busy for %.3g %% have so "
                  "many calls before and behind them, and both parts are rounded up.",
                  isnan(there) ? needed(a, METHOD_SEATS, RESULT_SEATS) : there,
                  percent(q->full.of[FACTOR_AGENT_LOAD])));
}

static void simulation_part(const size_question *q, const size_answer *a, int way, FILE *out) {
    const plan_count *s = &a->simulation.seats;
    double formula = needed(a, way, RESULT_SEATS);
    if (s->count <= 0)
        return;
    bool holds = formula >= s->low && formula <= s->high;
    bool trunks = needed(a, way, RESULT_TRUNKS) > a->simulation.trunks.high;
    paragraph(
        out,
        text_format("Simulation and %s: it begins an hour before with an empty center, where the formula has "
                    "a steady state, and handling times are lognormal with a cv of %.3g, where the formula's "
                    "are exponential. %s.%s",
                    size_way_names[way], q->full.of[FACTOR_AHT_CV],
                    holds ? "The formula's seats lie within what chance leaves open"
                          : "The formula's seats lie outside what chance leaves open",
                    trunks ? " Its trunks are fewer: who finds none does not come to the agents, and "
                             "the others wait for less."
                           : ""));
}

void size_parting_print(const size_question *q, const size_answer *a, FILE *out) {
    int way = a->has[METHOD_ERLANG_A] ? METHOD_ERLANG_A : METHOD_ERLANG_C;
    if (a->has[way])
        seats_by_load_part(q, a, way, out);
    seats_by_calls_part(q, a, out);
    patience_part(q, a, out);
    if (a->has[way])
        trunks_part(q, a, way, out);
    trunks_by_seats_part(q, a, out);
    if (a->has[way] && a->has[WAY_SIMULATION])
        simulation_part(q, a, way, out);
}
