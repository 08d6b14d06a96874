/// Schemes side by side: key measures with differences to the first scheme, all pairs, scores,
/// recommendation.
#include <hotline/report.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/text.h"
#include "run/report_number.h"
#include "run/report_parts.h"
#include "run/results.h"

/// What a comparison shows of a measure, and which way is better: +1 more, -1 less, 0 neither.
typedef struct compared_measure {
    const char *metric, *label;
    int better;
    bool with_unit;   ///< the label alone does not say it
    bool unless_zero; ///< left out where it is 0 in every scheme
} compared_measure;

static const compared_measure measures[] = {
    {"offered", "calls offered", 0, false, false},
    {"self_served", "self-served", 0, false, true},
    {"service_level", "service level", 1, true, false},
    {"connection_rate", "connection rate", 1, true, false},
    {"answered", "answered", 0, false, false},
    {"callers_served", "callers served", 1, false, false},
    {"abandoned", "abandoned", -1, false, true},
    {"blocked", "blocked", -1, false, true},
    {"dropped", "dropped", -1, false, true},
    {"lost_calls", "lost by faults", -1, false, true},
    {"unavailability", "lost per million", -1, false, true},
    {"asa", "ASA", -1, true, false},
    {"mean_queue", "mean queue", -1, false, false},
    {"occupancy", "occupancy", 0, true, false},
    {"downtime", "downtime", -1, true, true},
};

enum { MEASURES = sizeof measures / sizeof *measures };

static bool is_shown(const results *r, const compared_measure *c) {
    for (size_t i = 0; i < r->scheme_count && c->unless_zero; i++) {
        if (!report_is_zero(r, i, c->metric))
            return true;
    }
    return !c->unless_zero;
}

static bool is_certain(const difference *d) {
    return fabs(d->mean) > d->half_width; // NaN, with one replication: not certain
}

difference_look look_of_difference(const difference *d, int better) {
    bool is_better = d->mean * better > 0;
    if (isnan(d->mean))
        return (difference_look){"", STYLE_DIM};
    if (!is_certain(d))
        return (difference_look){d->mean == 0 ? "" : "~", STYLE_DIM};
    if (better == 0)
        return (difference_look){"", STYLE_DIM};
    return (difference_look){is_better ? "✓" : "✗", is_better ? STYLE_GOOD : STYLE_BAD};
}

static void add_difference(table *into, const compared_measure *c, const metric *m, const difference *d) {
    char text[NUMBER_TEXT_SIZE];
    value_format(m, d->mean, d->half_width, NUMBER_SIGNED | NUMBER_COMPACT, text);
    difference_look look = look_of_difference(d, c->better);
    table_add(into, look.style, text);
    table_add(into, look.style, look.mark);
}

/// "service level %", "ASA s"; where the unit is calls it goes without saying.
static void add_label(table *into, const compared_measure *c, const metric *m) {
    const char *unit = metric_unit_shown(m);
    char *label = text_format("%s%s%s", c->label, c->with_unit ? " " : "", c->with_unit ? unit : "");
    table_add(into, STYLE_PLAIN, label);
    free(label);
}

static void add_measure(table *into, const text_report *t, const compared_measure *c, size_t first,
                        size_t count) {
    const results *r = t->results;
    const metric *m = results_metric(r, c->metric);
    SIM_REQUIRE(m);
    add_label(into, c, m);
    for (size_t i = first; i < first + count; i++) {
        scheme_report s = {.report = t, .scheme = i};
        report_value(into, &s, 0, c->metric, NUMBER_COMPACT);
        table_skip(into, 1);
    }
    if (r->scheme_count < 2 || (first == 0 && count == 1))
        return;
    table_skip(into, 1);
    for (size_t i = first; i < first + count; i++) {
        if (i == 0) {
            table_skip(into, 2);
            continue;
        }
        difference d = results_difference(r, i, 0, 0, m, t->options->confidence);
        add_difference(into, c, m, &d);
    }
}

table *schemes_table_begin(const text_report *t, const char *head, size_t labels, size_t first,
                           size_t count) {
    text_buffer aligns = {0};
    for (size_t i = 0; i < labels; i++)
        text_add(&aligns, "l");
    for (size_t i = 0; i < count; i++)
        text_add(&aligns, "vm");
    char *letters = text_take(&aligns);
    table *into = table_create(letters);
    free(letters);
    table_head(into, head);
    table_skip(into, labels - 1);
    for (size_t i = first; i < first + count; i++) {
        table_head(into, results_scheme_name(t->results, i));
        table_skip(into, 1);
    }
    return into;
}

static table *measures_table(const text_report *t, size_t first, size_t count) {
    table *into = schemes_table_begin(t, "", 1, first, count);
    for (size_t i = 0; i < MEASURES; i++) {
        if (is_shown(t->results, &measures[i]))
            add_measure(into, t, &measures[i], first, count);
    }
    return into;
}

void print_schemes_table(const text_report *t, schemes_table make) {
    size_t first = 0;
    while (first < t->results->scheme_count) {
        size_t count = t->results->scheme_count - first;
        table *fits = make(t, first, count);
        while (count > 1 && table_width(fits) > REPORT_WIDTH) {
            table_free(fits);
            fits = make(t, first, --count);
        }
        (void)fputc('\n', t->out);
        table_print(fits, t->options->colour, t->out);
        table_free(fits);
        first += count;
    }
}

static void print_measures(const text_report *t) {
    print_schemes_table(t, measures_table);
    if (t->results->scheme_count > 1 && t->results->replications > 1)
        (void)fprintf(t->out,
                      "\n  %sSecond lines: difference to %s on the same callers. ✓ better, ✗ worse, ~ may be "
                      "chance.%s\n",
                      style_begin(STYLE_DIM, t->options->colour), results_scheme_name(t->results, 0),
                      style_end(STYLE_DIM, t->options->colour));
}

static void print_titles(const text_report *t) {
    table *titles = table_create("ll");
    for (size_t i = 0; i < t->results->scheme_count; i++) {
        table_add(titles, STYLE_BOLD, results_scheme_name(t->results, i));
        table_add(titles, STYLE_PLAIN, results_scheme_title(t->results, i));
    }
    (void)fputc('\n', t->out);
    table_print(titles, t->options->colour, t->out);
    table_free(titles);
}

/// The first pair of a metric names it.
static void add_pair(table *into, const text_report *t, const metric *m, size_t a, size_t b) {
    const results *r = t->results;
    difference d = results_difference(r, a, b, 0, m, t->options->confidence);
    char value[NUMBER_TEXT_SIZE], ratio[NUMBER_TEXT_SIZE] = "–";
    value_format(m, d.mean, d.half_width, NUMBER_SIGNED, value);
    if (!isnan(d.variance_ratio))
        (void)snprintf(ratio, sizeof ratio, "%.2f", d.variance_ratio);
    char *pair = text_format("%s − %s", results_scheme_name(r, a), results_scheme_name(r, b));
    table_add(into, STYLE_PLAIN, a == 1 ? metric_name(m) : "");
    table_add(into, STYLE_PLAIN, pair);
    table_add(into, STYLE_PLAIN, value);
    table_add(into, STYLE_DIM, metric_unit_shown(m));
    table_add(into, STYLE_PLAIN, ratio);
    free(pair);
}

/// Of the metrics that decide, every scheme against every other.
static void print_pairs(const text_report *t) {
    const decision *d = scenario_decision(t->results->file);
    report_heading(t, "Paired differences",
                   "variance ratio: paired to unpaired; below 1 the common callers help");
    table *into = table_create("llvlr");
    static const char *const heads[] = {"", "", "difference", "", "variance ratio"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        table_head(into, heads[i]);
    for (size_t c = 0; c < d->criterion_count; c++) {
        const metric *m = results_metric(t->results, d->criteria[c].metric);
        SIM_REQUIRE(m);
        for (size_t a = 1; a < t->results->scheme_count; a++) {
            for (size_t b = 0; b < a; b++)
                add_pair(into, t, m, a, b);
        }
    }
    table_print(into, t->options->colour, t->out);
    table_free(into);
}

/// "service_level × 0.7 (0 to 1)", one for each criterion.
static char *rule_text(const decision *d) {
    text_buffer b = {0};
    for (size_t i = 0; i < d->criterion_count; i++) {
        const criterion *c = &d->criteria[i];
        text_add(&b, "%s%.3g × %s from %.10g to %.10g", i ? " + " : "", c->weight, c->metric, c->worst,
                 c->best);
    }
    return text_take(&b);
}

static void add_failings(text_buffer *b, const results *r, size_t scheme, target_status status,
                         const char *word) {
    const decision *d = scenario_decision(r->file);
    const char *before = word;
    for (size_t i = 0; i < d->require_count; i++) {
        const target *t = scenario_target(r->file, d->require[i]);
        if (results_judge(r, t, scheme).status != status)
            continue;
        text_add(b, "%s%s%s", b->length && before == word ? "; " : "", before, t->name);
        before = ", ";
    }
}

/// The required targets that a scheme does not surely meet: "misses kept, fast; undecided: fair".
static char *failings_text(const results *r, size_t scheme) {
    text_buffer b = {0};
    add_failings(&b, r, scheme, TARGET_MISSED, "misses ");
    add_failings(&b, r, scheme, TARGET_UNDECIDED, "undecided: ");
    return text_take(&b);
}

static void print_scores(const text_report *t, const recommendation *choice) {
    const results *r = t->results;
    char *rule = rule_text(scenario_decision(r->file));
    report_heading(t, "Scores", NULL);
    (void)fprintf(t->out, "  %s", style_begin(STYLE_DIM, t->options->colour));
    print_wrapped(rule, 2, 2, t->out);
    (void)fputs(style_end(STYLE_DIM, t->options->colour), t->out);
    free(rule);
    table *into = table_create("lvl");
    for (size_t i = 0; i < r->scheme_count; i++) {
        estimate e = results_score(r, i, t->options->confidence);
        char value[2 * NUMBER_TEXT_SIZE];
        char *failings = failings_text(r, i);
        if (isnan(e.mean))
            (void)snprintf(value, sizeof value, "–");
        else if (isnan(e.half_width))
            (void)snprintf(value, sizeof value, "%.3f", e.mean);
        else
            (void)snprintf(value, sizeof value, "%.3f ± %.3f", e.mean, e.half_width);
        table_add(into, i == choice->scheme ? STYLE_GOOD : STYLE_PLAIN, results_scheme_name(r, i));
        table_add(into, STYLE_PLAIN, value);
        table_add(into, STYLE_WARN, failings);
        free(failings);
    }
    table_print(into, t->options->colour, t->out);
    table_free(into);
}

static void print_recommendation(const text_report *t, const recommendation *choice) {
    bool found = choice->scheme != SIZE_MAX, colour = t->options->colour;
    const char *name = found ? results_scheme_name(t->results, choice->scheme) : "none";
    cell_style style = found ? STYLE_GOOD : STYLE_WARN;
    (void)fprintf(t->out, "\n%sRecommendation:%s %s%s%s\n  ", style_begin(STYLE_BOLD, colour),
                  style_end(STYLE_BOLD, colour), style_begin(style, colour), name, style_end(style, colour));
    print_wrapped(choice->reason, 2, 2, t->out);
}

void report_comparison(const text_report *t) {
    print_titles(t);
    print_measures(t);
    report_classes_compared(t);
    recommendation choice = results_recommend(t->results, t->options->confidence);
    if (t->results->scheme_count > 1)
        print_pairs(t);
    print_scores(t, &choice);
    print_recommendation(t, &choice);
}
