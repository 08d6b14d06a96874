/// The report for people: what was simulated, then a comparison or the schemes one by one, then verdicts.
#include <hotline/report.h>

#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/text.h"
#include "run/report_number.h"
#include "run/report_parts.h"
#include "run/results.h"

void report_heading(const text_report *t, const char *title, const char *note) {
    bool colour = t->options->colour;
    (void)fprintf(t->out, "\n%s%s%s", style_begin(STYLE_BOLD, colour), title, style_end(STYLE_BOLD, colour));
    if (note)
        (void)fprintf(t->out, "  %s%s%s", style_begin(STYLE_DIM, colour), note, style_end(STYLE_DIM, colour));
    (void)fputc('\n', t->out);
}

bool report_is_zero(const results *r, size_t scheme, const char *name) {
    const metric *m = results_metric(r, name);
    SIM_REQUIRE(m);
    estimate e = results_estimate(r, scheme, 0, m, 0.95);
    return isnan(e.mean) || (e.mean == 0 && !(e.half_width > 0));
}

static char *list_schemes(const results *r) {
    text_buffer b = {0};
    for (size_t i = 0; i < r->scheme_count; i++)
        text_add(&b, "%s%s",
                 i == 0                    ? ""
                 : i + 1 < r->scheme_count ? ", "
                                           : " and ",
                 results_scheme_name(r, i));
    return text_take(&b);
}

static void print_partial(const text_report *t) {
    bool colour = t->options->colour;
    (void)fprintf(t->out,
                  "%sInterrupted: of the replications asked for, only these %lu are in the results.%s\n",
                  style_begin(STYLE_WARN, colour), (unsigned long)t->results->replications,
                  style_end(STYLE_WARN, colour));
}

/// Batches that go together make intervals too narrow.
static void print_autocorrelation(const text_report *t, size_t scheme) {
    autocorrelation a = results_autocorrelation(t->results, scheme);
    bool colour = t->options->colour;
    if (a.is_significant)
        (void)fprintf(
            t->out,
            "%s%s: neighbouring batches go together (%s, correlation %.2f): intervals are too narrow; "
            "take fewer batches, or a longer duration.%s\n",
            style_begin(STYLE_WARN, colour), results_scheme_name(t->results, scheme), metric_name(a.metric),
            a.lag1, style_end(STYLE_WARN, colour));
}

/// What the file says is not certain is taken as it stands there.
static void print_assumptions(const text_report *t) {
    size_t count = scenario_assumption_count(t->results->file);
    bool colour = t->options->colour;
    if (count > 0)
        (void)fprintf(
            t->out, "%s%zu assumption%s, at the file's best guess; --set PATH=VALUE tries another%s\n",
            style_begin(STYLE_DIM, colour), count, count == 1 ? "" : "s", style_end(STYLE_DIM, colour));
}

/// What the service level is a share of: the word alone has too many meanings.
static void print_service_level(const text_report *t) {
    sim_time least = SIM_NEVER, most = 0;
    for (size_t i = 0; i < t->results->scheme_count; i++) {
        const layout *l = results_layout(t->results, i);
        for (uint32_t k = 0; k < l->class_count; k++) {
            sim_time awt = l->has_awt_all ? l->awt_all : l->classes[k].awt;
            least = awt < least ? awt : least;
            most = awt > most ? awt : most;
        }
    }
    char from[TIME_TEXT_SIZE], to[TIME_TEXT_SIZE];
    duration_format(least, from);
    duration_format(most, to);
    bool one = least == most;
    (void)fprintf(t->out,
                  "%sService level: within %s%s%s, of those who asked for an agent and did not give "
                  "up sooner%s\n",
                  style_begin(STYLE_DIM, t->options->colour), from, one ? "" : " to ", one ? "" : to,
                  style_end(STYLE_DIM, t->options->colour));
}

void report_head(const text_report *t) {
    const results *r = t->results;
    const report_options *o = t->options;
    char *schemes = list_schemes(r);
    char *batches =
        r->batches > 1 ? text_format(" in %lu batches", (unsigned long)r->batches) : text_copy("");
    char *said = text_format("%s · %lu replication%s%s · seed %llu", schemes, (unsigned long)r->replications,
                             r->replications == 1 ? "" : "s", batches, (unsigned long long)r->seed);
    (void)fputs(style_begin(STYLE_BOLD, o->colour), t->out);
    print_wrapped(scenario_file_title(r->file), 0, 0, t->out);
    (void)fputs(style_end(STYLE_BOLD, o->colour), t->out);
    print_wrapped(said, 0, 0, t->out);
    free(said);
    free(batches);
    free(schemes);
    if (results_units(r) > 1)
        (void)fprintf(t->out, "%sMeans of a %s ± half-width of the %.10g %% interval%s\n",
                      style_begin(STYLE_DIM, o->colour), r->batches > 1 ? "batch" : "replication",
                      100 * o->confidence, style_end(STYLE_DIM, o->colour));
    print_service_level(t);
    print_assumptions(t);
    for (size_t i = 0; o->changes && i < o->changes->set_count; i++)
        (void)fprintf(t->out, "with --set %s\n", o->changes->sets[i]);
    if (r->partial)
        print_partial(t);
    for (size_t i = 0; i < r->scheme_count; i++)
        print_autocorrelation(t, i);
}

void report_text(const results *r, const report_options *o, FILE *out) {
    text_report t = {r, o, out};
    report_head(&t);
    if (o->differences) {
        report_comparison(&t);
    } else {
        for (size_t i = 0; i < r->scheme_count; i++)
            report_scheme(&t, i);
    }
    if (o->targets && results_verdicts(r, NULL) > 0)
        report_targets(&t);
}

/// How a verdict looks.
typedef struct verdict_look {
    const char *word, *note;
    cell_style style;
} verdict_look;

static verdict_look look_of(const verdict *v) {
    bool missed_expected = v->target->expected == TARGET_MISSED;
    switch (v->status) {
    case TARGET_MET:
        return missed_expected ? (verdict_look){"✗ met", "expected: missed", STYLE_BAD}
                               : (verdict_look){"✓ met", "", STYLE_GOOD};
    case TARGET_MISSED:
        return missed_expected ? (verdict_look){"✓ missed", "as expected", STYLE_GOOD}
                               : (verdict_look){"✗ missed", "", STYLE_BAD};
    case TARGET_UNDECIDED:
        break;
    }
    return (verdict_look){"? undecided", "", STYLE_WARN};
}

/// "≥ 85 %"
static char *bound_text(const verdict *v, const metric *m) {
    char bound[NUMBER_TEXT_SIZE];
    const char *unit = metric_unit_shown(m);
    bound_format(m, v->target->bound, bound);
    return text_format("%s %s%s%s", v->target->at_least ? "≥" : "≤", bound, *unit ? " " : "", unit);
}

char *report_verdict(const results *r, const verdict *v) {
    const target *t = v->target;
    const metric *m = results_metric(r, t->metric);
    SIM_REQUIRE(m);
    const char *unit = metric_unit_shown(m), *space = *unit ? " " : "";
    char value[NUMBER_TEXT_SIZE], bound[NUMBER_TEXT_SIZE];
    value_format(m, v->value.mean, v->value.half_width, 0, value);
    bound_format(m, t->bound, bound);
    bool undefined = isnan(v->value.mean);
    char *what = target_text(r, v, false), *share = target_share_text(v);
    char *text =
        text_format("%s%s %s%s%s, must be at %s %s%s%s; met in %s", what, t->after ? ":" : "",
                    undefined ? "is undefined" : value, undefined ? "" : space, undefined ? "" : unit,
                    t->at_least ? "least" : "most", bound, space, unit, share);
    free(what);
    free(share);
    return text;
}

static void add_verdict(table *into, const results *r, const verdict *v) {
    const metric *m = results_metric(r, v->target->metric);
    SIM_REQUIRE(m);
    verdict_look look = look_of(v);
    char value[NUMBER_TEXT_SIZE];
    value_format(m, v->value.mean, v->value.half_width, 0, value);
    char *what = target_text(r, v, true), *share = target_share_text(v);
    char *bound = bound_text(v, m);
    table_add(into, look.style, look.word);
    table_add(into, STYLE_PLAIN, v->target->name);
    table_add(into, STYLE_PLAIN, results_scheme_name(r, v->scheme));
    table_add(into, STYLE_PLAIN, what);
    table_add(into, STYLE_PLAIN, value);
    table_add(into, STYLE_PLAIN, bound);
    table_add(into, STYLE_DIM, share);
    table_add(into, look.style, look.note);
    free(what);
    free(share);
    free(bound);
}

void report_targets(const text_report *t) {
    const results *r = t->results;
    size_t count = results_verdicts(r, NULL);
    verdict *verdicts = memory_new(count, sizeof *verdicts);
    (void)results_verdicts(r, verdicts);
    char *note = text_format("n of N %s met it by themselves", results_unit_name(r));
    report_heading(t, "Targets", note);
    free(note);
    table *lines = table_create("llllvlrl");
    bool any_undecided = false;
    for (size_t i = 0; i < count; i++) {
        add_verdict(lines, r, &verdicts[i]);
        any_undecided = any_undecided || verdicts[i].status == TARGET_UNDECIDED;
    }
    table_print(lines, t->options->colour, t->out);
    table_free(lines);
    if (any_undecided)
        (void)fprintf(t->out, "  %sUndecided: more replications may tell.%s\n",
                      style_begin(STYLE_DIM, t->options->colour), style_end(STYLE_DIM, t->options->colour));
    free(verdicts);
}
