#include "cli/erlang/report.h"

#include <math.h>
#include <string.h>

#include "base/check.h"
#include "print/json.h"
#include "print/table.h"
#include "run/report_number.h"

/// Which measures there are.
typedef enum kind { KIND_B = 1, KIND_C = 2, KIND_C_PLACES = 4, KIND_A = 8, KIND_A_PLACES = 16 } kind;

enum {
    WAITING = KIND_C | KIND_C_PLACES | KIND_A | KIND_A_PLACES,
    LOSING = KIND_B | KIND_C_PLACES | KIND_A_PLACES,
    LEAVING = KIND_A | KIND_A_PLACES,
    ALL_KINDS = KIND_B | WAITING,
    NO_KINDS = 0
};

typedef struct measure {
    const char *key;  ///< in JSON and CSV
    size_t offset;    ///< in erlang_measures
    unsigned json;    ///< kinds that print it as JSON
    unsigned text;    ///< kinds that print it for people
    const char *head; ///< of a column
    const char *name, *unit, *meaning;
} measure;

#define AT(member) offsetof(erlang_measures, member)

/// A share is shown in percent. "answered within" is followed by the acceptable waiting time.
static const measure measures[] = {
    {"offered_erlang", AT(offered_load), ALL_KINDS, ALL_KINDS, NULL, "offered load", "Erlang",
     "a = rate × aht"},
    {"carried_erlang", AT(carried_load), KIND_B, ALL_KINDS, NULL, "carried load", "Erlang",
     "busy servers on average"},
    {"occupancy", AT(occupancy), ALL_KINDS, ALL_KINDS, "occupancy", "occupancy", "%",
     "carried load / servers"},
    {"prob_blocked", AT(blocking), LOSING | KIND_A, LOSING, "blocked", "blocked", "%",
     "of all calls: no place is free"},
    {"prob_wait", AT(delay_probability), WAITING, WAITING, "had to wait", "had to wait", "%",
     "of all calls: no server is free"},
    {"prob_abandon", AT(abandonment), LEAVING, LEAVING, "gave up", "gave up waiting", "%", "of all calls"},
    {"mean_wait", AT(mean_wait), WAITING, WAITING, "mean wait, s", "mean wait", "s", "of all who entered"},
    {"mean_wait_all_entered", AT(mean_wait), WAITING & ~KIND_C, NO_KINDS, NULL, NULL, NULL, NULL},
    {"asa", AT(asa), NO_KINDS, LEAVING, "ASA, s", "mean wait of answered", "s", "ASA"},
    {"service_level", AT(service_level), KIND_C | KIND_C_PLACES, NO_KINDS, NULL, NULL, NULL, NULL},
    {"service_level_of_offered", AT(service_level), WAITING & ~KIND_C, WAITING, "within", "answered within",
     "%", "of all calls: service level"},
    {"mean_queue", AT(mean_queue), WAITING, WAITING, "queue", "mean queue", "calls", "waiting on average"},
};

enum { MEASURE_COUNT = sizeof measures / sizeof measures[0], TEXT_SIZE = 128 };

static double value_of(const measure *m, const erlang_measures *from) {
    double value;
    memcpy(&value, (const char *)from + m->offset, sizeof value);
    return value;
}

static kind kind_of(const erlang_question *q) {
    bool limited = !isinf(q->system.places) || (q->find && q->unknown == ERLANG_PLACES);
    switch (q->model) {
    case ERLANG_B:
        return KIND_B;
    case ERLANG_C:
        return limited ? KIND_C_PLACES : KIND_C;
    case ERLANG_A:
        return limited ? KIND_A_PLACES : KIND_A;
    }
    SIM_UNREACHABLE();
}

static double found_of(const erlang_question *q, const erlang_system *s) {
    switch (q->unknown) {
    case ERLANG_RATE:
        return s->rate;
    case ERLANG_PLACES:
        return s->places;
    case ERLANG_SERVERS:
    case ERLANG_LOSS:
        return s->servers;
    }
    SIM_UNREACHABLE();
}

static bool is_share(const measure *m) {
    return m->unit && strcmp(m->unit, "%") == 0;
}

/// Four decimals, or three digits of what would vanish then.
static void figure_format(const measure *m, const erlang_measures *from, char text[NUMBER_TEXT_SIZE]) {
    double shown = value_of(m, from) * (is_share(m) ? 100 : 1);
    if (shown > 0 && shown < 1e-3)
        (void)snprintf(text, NUMBER_TEXT_SIZE, "%.3g", shown);
    else
        grouped_format(shown, 4, false, text);
}

static const char *title_of(kind k) {
    switch (k) {
    case KIND_B:
        return "Erlang B (M/G/c/c): a call that finds all servers busy is lost";
    case KIND_C:
        return "Erlang C (M/M/c): calls wait until they are answered";
    case KIND_C_PLACES:
        return "Erlang C with limited places (M/M/c/K): calls wait; one that finds all places taken is lost";
    case KIND_A:
        return "Erlang A (M/M/c+M): calls wait, and give up after an exponential time";
    case KIND_A_PLACES:
        return "Erlang A with limited places (M/M/c/K+M): calls wait or give up; one that finds all places "
               "taken is "
               "lost";
    }
    SIM_UNREACHABLE();
}

static void head_print(const erlang_question *q, const erlang_system *s, bool coloured, FILE *out) {
    char hourly[NUMBER_TEXT_SIZE];
    double an_hour = s->rate * 3600;
    bool whole = fabs(an_hour - round(an_hour)) <= 1e-9 * an_hour;
    grouped_format(an_hour, whole ? 0 : 1, false, hourly);
    (void)fprintf(out, "%s%s%s\n", style_begin(STYLE_BOLD, coloured), title_of(kind_of(q)),
                  style_end(STYLE_BOLD, coloured));
    (void)fprintf(out, "%.6g calls a second (%s an hour) · %.6g s each", s->rate, hourly, s->service);
    if (!q->is_range)
        (void)fprintf(out, " · %.15g server%s", s->servers, s->servers > 1 ? "s" : "");
    if (!isinf(s->patience))
        (void)fprintf(out, " · patience %.6g s", s->patience);
    if (!isinf(s->places) && q->model != ERLANG_B)
        (void)fprintf(out, " · %.15g places, servers included", s->places);
    (void)fputs("\n\n", out);
}

/// "service level at least 80 %, occupancy at most 85 %"
static void targets_print(const erlang_targets *t, FILE *out) {
    const struct {
        const char *name;
        double bound, scale;
        const char *unit;
    } all[] = {{"service level at least", t->service_level, 100, "%"},
               {"blocked at most", t->blocking, 100, "%"},
               {"gave up at most", t->abandonment, 100, "%"},
               {"ASA at most", t->asa, 1, "s"},
               {"occupancy at most", t->occupancy, 100, "%"}};
    const char *between = "";
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (isnan(all[i].bound))
            continue;
        (void)fprintf(out, "%s%s %.10g %s", between, all[i].name, all[i].bound * all[i].scale, all[i].unit);
        between = ", ";
    }
}

static void found_print(const erlang_question *q, const erlang_system *s, bool coloured, FILE *out) {
    const char *unit = q->unknown == ERLANG_RATE ? "calls a second" : q->find;
    (void)fprintf(out, "%s%.10g %s%s: the %s with ", style_begin(STYLE_GOOD, coloured), found_of(q, s), unit,
                  style_end(STYLE_GOOD, coloured), q->unknown == ERLANG_RATE ? "most" : "fewest");
    targets_print(&q->targets, out);
    (void)fputs("\n\n", out);
}

static void table_of_measures(const erlang_question *q, const erlang_answer *a, bool coloured, FILE *out) {
    table *t = table_create("lrll");
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        const measure *m = &measures[i];
        char value[NUMBER_TEXT_SIZE], name[TEXT_SIZE];
        if (!(m->text & (unsigned)kind_of(q)))
            continue;
        figure_format(m, &a->measures, value);
        if (m->offset == AT(service_level))
            (void)snprintf(name, sizeof name, "%s %.6g s", m->name, a->system.awt);
        else
            (void)snprintf(name, sizeof name, "%s", m->name);
        table_add(t, STYLE_PLAIN, name);
        table_add(t, STYLE_BOLD, value);
        table_add(t, STYLE_PLAIN, m->unit);
        table_add(t, STYLE_DIM, m->meaning);
    }
    table_print(t, coloured, out);
    table_free(t);
}

static bool has_column(const measure *m, kind k) {
    return m->head && m->text & (unsigned)k;
}

static void table_head_add(table *t, kind k, double awt) {
    table_head(t, "servers");
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        const measure *m = &measures[i];
        char head[TEXT_SIZE];
        if (!has_column(m, k))
            continue;
        if (m->offset == AT(service_level))
            (void)snprintf(head, sizeof head, "%s %.6g s, %%", m->head, awt);
        else
            (void)snprintf(head, sizeof head, "%s%s", m->head, is_share(m) ? ", %" : "");
        table_head(t, head);
    }
}

static void table_of_range(const erlang_question *q, const erlang_answer *answers, size_t count,
                           bool coloured, FILE *out) {
    char aligns[MEASURE_COUNT + 2] = "r", text[NUMBER_TEXT_SIZE];
    kind k = kind_of(q);
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        if (has_column(&measures[i], k))
            aligns[strlen(aligns)] = 'r';
    table *t = table_create(aligns);
    table_head_add(t, k, q->system.awt);
    for (size_t row = 0; row < count; row++) {
        grouped_format(answers[row].system.servers, 0, false, text);
        table_add(t, STYLE_BOLD, text);
        for (size_t i = 0; i < MEASURE_COUNT; i++) {
            if (!has_column(&measures[i], k))
                continue;
            figure_format(&measures[i], &answers[row].measures, text);
            table_add(t, STYLE_PLAIN, text);
        }
    }
    table_print(t, coloured, out);
    table_free(t);
}

void erlang_report_text(const erlang_question *q, const erlang_answer *answers, size_t count, bool coloured,
                        FILE *out) {
    head_print(q, &answers[0].system, coloured, out);
    if (q->is_range) {
        table_of_range(q, answers, count, coloured, out);
        return;
    }
    if (q->find)
        found_print(q, &answers[0].system, coloured, out);
    table_of_measures(q, &answers[0], coloured, out);
}

static void answer_print_json(const erlang_question *q, const erlang_answer *a, FILE *out) {
    const char *between = "";
    (void)fputc('{', out);
    if (q->find || q->is_range) {
        (void)fprintf(out, "\"%s\": ", q->find ? q->find : "servers");
        json_print_number(out, q->find ? found_of(q, &a->system) : a->system.servers);
        between = ", ";
    }
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        if (!(measures[i].json & (unsigned)kind_of(q)))
            continue;
        (void)fprintf(out, "%s\"%s\": ", between, measures[i].key);
        json_print_number(out, value_of(&measures[i], &a->measures));
        between = ", ";
    }
    (void)fputc('}', out);
}

void erlang_report_json(const erlang_question *q, const erlang_answer *answers, size_t count, FILE *out) {
    if (q->is_range)
        (void)fputc('[', out);
    for (size_t i = 0; i < count; i++) {
        (void)fputs(i ? ",\n " : "", out);
        answer_print_json(q, &answers[i], out);
    }
    (void)fputs(q->is_range ? "]\n" : "\n", out);
}

/// Nothing where there is no number: no patience, no limit.
static void csv_number(double value, const char *behind, FILE *out) {
    if (isfinite(value))
        json_print_number(out, value);
    (void)fputs(behind, out);
}

void erlang_report_csv(const erlang_question *q, const erlang_answer *answers, size_t count, FILE *out) {
    unsigned k = (unsigned)kind_of(q);
    (void)fputs("rate,aht,servers,patience,places,awt", out);
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        if ((measures[i].json | measures[i].text) & k)
            (void)fprintf(out, ",%s", measures[i].key);
    for (size_t row = 0; row < count; row++) {
        const erlang_system *s = &answers[row].system;
        const double system[] = {s->rate, s->service, s->servers, s->patience, s->places, s->awt};
        (void)fputc('\n', out);
        for (size_t i = 0; i < 6; i++)
            csv_number(system[i], i < 5 ? "," : "", out);
        for (size_t i = 0; i < MEASURE_COUNT; i++) {
            if (!((measures[i].json | measures[i].text) & k))
                continue;
            (void)fputc(',', out);
            csv_number(value_of(&measures[i], &answers[row].measures), "", out);
        }
    }
    (void)fputc('\n', out);
}
