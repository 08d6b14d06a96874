#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/size/report.h"
#include "cli/size/words.h"
#include "cli/size/years.h"
#include "print/chart.h"
#include "print/json.h"
#include "print/table.h"

/// What the draws do not tell apart but by rounding, or do not have.
static bool is_certain(const spread *s) {
    if (isinf(s->upper))
        return isinf(s->lower);
    return !(s->upper - s->lower > 1e-9 * fabs(s->upper));
}

/// Changes it over the years, or is it not certain?
static bool moves(const years_answer *a, size_t factor) {
    double first = a->years[0].factors[factor].best;
    for (size_t y = 0; y < a->year_count; y++) {
        const spread *s = &a->years[y].factors[factor];
        if (s->best < first || s->best > first || !is_certain(s))
            return true;
    }
    return false;
}

static void title_print(const size_question *q, const years_answer *a, bool coloured, FILE *out) {
    static const char *const names[METHOD_COUNT] = {"by load", "by seats", "by Erlang C", "by Erlang A"};
    const years_question *y = &a->question;
    const char *name = q->job.file ? scenario_file_title(q->job.file) : "Call model";
    (void)fprintf(out, "%s%s%s: %d to %d", style_begin(STYLE_BOLD, coloured), name,
                  style_end(STYLE_BOLD, coloured), y->first, y->last);
    if (q->job.file && q->job.schemes[0] > 0)
        (void)fprintf(out, " · scheme %s", job_scheme_name(q->job.file, q->job.schemes[0]));
    if (y->known_until)
        (void)fprintf(out, " · as if nothing were known after %d", y->known_until);
    (void)fprintf(out, "\nResources %s · %zu draws of what is not certain · in brackets %.4g %% intervals\n",
                  names[y->method], y->draws, 100 * y->confidence);
}

static void range_add(table *t, bool is_certain, const char *lower, const char *upper) {
    char *text = is_certain ? text_copy("") : text_format("(%s – %s)", lower, upper);
    table_add(t, STYLE_DIM, text);
    free(text);
}

static void factor_add(table *t, call_factor f, const spread *s) {
    char best[NUMBER_TEXT_SIZE], lower[NUMBER_TEXT_SIZE], upper[NUMBER_TEXT_SIZE];
    bool is_known = is_certain(s);
    size_factor_format(f, is_known ? s->best : four_digits(s->best), best);
    size_factor_format(f, four_digits(s->lower), lower);
    size_factor_format(f, four_digits(s->upper), upper);
    table_add(t, STYLE_PLAIN, best);
    range_add(t, is_known, lower, upper);
}

static bool is_equal(double a, double b) {
    return !(a < b) && !(a > b);
}

static bool is_same(const spread *a, const spread *b) {
    return is_equal(a->best, b->best) && is_equal(a->lower, b->lower) && is_equal(a->upper, b->upper);
}

static bool is_same_in_all(const years_answer *a, size_t factor) {
    size_t y = 1;
    while (y < a->year_count && is_same(&a->years[0].factors[factor], &a->years[y].factors[factor]))
        y++;
    return y == a->year_count;
}

static void factor_rows(table *t, const years_answer *a, size_t f) {
    bool once = a->year_count > 1 && is_same_in_all(a, f);
    for (size_t y = 0; y < (once ? 1 : a->year_count); y++) {
        char *year = once ? text_copy("all") : text_format("%d", a->years[y].year);
        table_add(t, STYLE_PLAIN, y == 0 ? call_factor_table[f].key : "");
        table_add(t, STYLE_DIM, year);
        factor_add(t, (call_factor)f, &a->years[y].factors[f]);
        free(year);
    }
}

/// One block a factor: several of them side by side would be too wide.
static void factors_print(const years_answer *a, bool coloured, FILE *out) {
    bool any = false;
    for (size_t f = 0; f < FACTOR_COUNT; f++)
        any = any || moves(a, f);
    if (!any)
        return;
    heading_print("What is not the same in all years, or not certain", coloured, out);
    table *t = table_create("llrl");
    for (size_t f = 0; f < FACTOR_COUNT; f++)
        if (moves(a, f))
            factor_rows(t, a, f);
    table_print(t, coloured, out);
    table_free(t);
}

static void probability_add(table *t, double p) {
    char text[NUMBER_TEXT_SIZE] = "";
    if (!isnan(p))
        (void)snprintf(text, sizeof text,
                       p > 0 && p < 0.001   ? "< 0.1"
                       : p < 1 && p > 0.999 ? "> 99.9"
                                            : "%.1f",
                       100 * p);
    table_add(t, p >= 0.5 ? STYLE_BAD : p >= 0.05 ? STYLE_WARN : STYLE_PLAIN, text);
}

/// More than any number where nothing could serve the draw.
static void needed_format(double value, char text[NUMBER_TEXT_SIZE]) {
    if (isfinite(value))
        grouped_format(value, 0, false, text);
    else
        (void)snprintf(text, NUMBER_TEXT_SIZE, "∞");
}

static void need_row(table *t, const year_capacity *y, size_t which) {
    const year_resource *r = &y->resources[which];
    char *year = text_format("%d", y->year);
    char best[NUMBER_TEXT_SIZE], median[NUMBER_TEXT_SIZE], lower[NUMBER_TEXT_SIZE], upper[NUMBER_TEXT_SIZE],
        has[NUMBER_TEXT_SIZE] = "";
    bool certain = is_certain(&r->needed);
    needed_format(r->needed.best, best);
    needed_format(r->needed.median, median);
    needed_format(r->needed.lower, lower);
    needed_format(r->needed.upper, upper);
    if (!isnan(r->has))
        grouped_format(r->has, 0, false, has);
    table_add(t, STYLE_DIM, year);
    table_add(t, STYLE_BOLD, best);
    table_add(t, STYLE_PLAIN, certain ? "" : median);
    range_add(t, certain, lower, upper);
    table_add(t, STYLE_PLAIN, has);
    probability_add(t, r->short_of);
    probability_add(t, r->exhausted);
    free(year);
}

static void needs_print(const years_answer *a, bool coloured, FILE *out) {
    heading_print("What is needed in the busy hour, and what is there", coloured, out);
    table *t = table_create("llrrlrrr");
    static const char *const heads[] = {"", "",          "needed",     "of draws",
                                        "", "there are", "too few, %", "by then, %"};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        table_head(t, heads[i]);
    for (size_t which = 0; which < RESOURCE_COUNT; which++)
        for (size_t y = 0; y < a->year_count; y++) {
            if (which == RESOURCE_CTI && isnan(a->years[0].resources[which].has))
                continue;
            table_add(t, STYLE_PLAIN, y == 0 ? size_resource_names[which] : "");
            need_row(t, &a->years[y], which);
        }
    table_print(t, coloured, out);
    table_free(t);
}

/// A probability in percent, never rounded to certainty.
static char *share_text(double p) {
    return p > 0 && p < 0.001   ? text_copy("< 0.1")
           : p < 1 && p > 0.999 ? text_copy("> 99.9")
                                : text_format("%.3g", 100 * p);
}

/// "in 2012 (as likely as not by then)".
static void verdict_print(const years_answer *a, size_t which, FILE *out) {
    const year_capacity *last = &a->years[a->year_count - 1];
    double in_all = last->resources[which].exhausted;
    if (isnan(in_all))
        return;
    (void)fprintf(out, "  %s: ", size_resource_names[which]);
    for (size_t y = 0; y < a->year_count; y++) {
        double by_then = a->years[y].resources[which].exhausted;
        if (by_then < 0.5)
            continue;
        char *share = share_text(by_then);
        (void)fprintf(out, "run out in %d%s, with a probability of %s %% by then\n", a->years[y].year,
                      y == 0 ? " or before" : "", share);
        free(share);
        return;
    }
    char *share = share_text(1 - in_all);
    (void)fprintf(out, "last through %d, with a probability of %s %%\n", last->year, share);
    free(share);
}

void years_report_text(const size_question *q, const years_answer *a, bool coloured, FILE *out) {
    title_print(q, a, coloured, out);
    factors_print(a, coloured, out);
    needs_print(a, coloured, out);
    heading_print("When it runs out: the first year by whose end it is more likely than not", coloured, out);
    for (size_t which = 0; which < RESOURCE_COUNT; which++)
        verdict_print(a, which, out);
    if (a->question.known_until)
        backtest_report_text(a, coloured, out);
    proof_report_text(a, coloured, out);
}

static void spread_print(FILE *out, const char *before, const char *key, const spread *s, double actual) {
    (void)fprintf(out, "%s\"%s\": ", before, key);
    json_print_member(out, "{", "best", s->best);
    json_print_member(out, ", ", "median", s->median);
    json_print_member(out, ", ", "lower", s->lower);
    json_print_member(out, ", ", "upper", s->upper);
    json_print_member(out, ", ", "actual", actual);
    (void)fputc('}', out);
}

static void resource_print(FILE *out, const char *before, const char *key, const year_resource *r) {
    (void)fprintf(out, "%s\"%s\": ", before, key);
    spread_print(out, "{", "needed", &r->needed, r->actual);
    json_print_member(out, ", ", "has", r->has);
    json_print_member(out, ", ", "probability_short", r->short_of);
    json_print_member(out, ", ", "probability_first", r->first);
    json_print_member(out, ", ", "probability_by_then", r->exhausted);
    (void)fputc('}', out);
}

static void year_print(const year_capacity *y, FILE *out) {
    const char *between = "";
    (void)fprintf(out, "  {\"year\": %d, \"factors\": {", y->year);
    for (size_t i = 0; i < FACTOR_COUNT; i++) {
        if (isnan(y->factors[i].best))
            continue;
        spread_print(out, between, call_factor_table[i].key, &y->factors[i], y->actual.of[i]);
        between = ", ";
    }
    (void)fputs("},\n   \"resources\": {", out);
    for (size_t i = 0; i < RESOURCE_COUNT; i++)
        resource_print(out, i ? ",\n                 " : "", size_resource_keys[i], &y->resources[i]);
    (void)fputs("}}", out);
}

void years_report_json(const size_question *q, const years_answer *a, const options *o, FILE *out) {
    static const char *const methods[METHOD_COUNT] = {"load", "seats", "erlang_c", "erlang_a"};
    (void)fputc('{', out);
    size_provenance_json(q, o, out);
    (void)fprintf(out, ",\n \"method\": \"%s\", \"draws\": %zu, \"seed\": %" PRIu64,
                  methods[a->question.method], a->question.draws, a->question.seed);
    json_print_member(out, ", ", "confidence", a->question.confidence);
    (void)fputs(",\n \"years\": [\n", out);
    for (size_t y = 0; y < a->year_count; y++) {
        (void)fputs(y ? ",\n" : "", out);
        year_print(&a->years[y], out);
    }
    (void)fputs("\n ]", out);
    proof_report_json(a, out);
    (void)fputs("}\n", out);
}

static void csv_number(FILE *out, double value) {
    (void)fputc(',', out);
    if (isfinite(value))
        json_print_number(out, value);
}

void years_report_csv(const years_answer *a, FILE *out) {
    (void)fputs("year,resource,needed,lower,upper,has,probability_short,probability_by_then,median,actual\n",
                out);
    for (size_t y = 0; y < a->year_count; y++)
        for (size_t i = 0; i < RESOURCE_COUNT; i++) {
            const year_resource *r = &a->years[y].resources[i];
            const double values[] = {r->needed.best, r->needed.lower, r->needed.upper,  r->has,
                                     r->short_of,    r->exhausted,    r->needed.median, r->actual};
            (void)fprintf(out, "%d,%s", a->years[y].year, size_resource_keys[i]);
            for (size_t v = 0; v < sizeof values / sizeof values[0]; v++)
                csv_number(out, values[v]);
            (void)fputc('\n', out);
        }
}

static call_resource charted(const size_question *q) {
    return q->tornado == RESULT_PORTS    ? RESOURCE_PORTS
           : q->tornado == RESULT_TRUNKS ? RESOURCE_TRUNKS
           : q->tornado == RESULT_CALLS  ? RESOURCE_CTI
                                         : RESOURCE_SEATS;
}

void years_chart_svg(const size_question *q, const years_answer *a, FILE *out) {
    double years[YEARS_MAX], needed[YEARS_MAX], lower[YEARS_MAX], upper[YEARS_MAX], has[YEARS_MAX] = {NAN};
    call_resource which = charted(q);
    for (size_t y = 0; y < a->year_count; y++) {
        const year_resource *r = &a->years[y].resources[which];
        years[y] = a->years[y].year;
        needed[y] = r->needed.best;
        lower[y] = r->needed.lower;
        upper[y] = r->needed.upper;
        has[y] = r->has;
    }
    const chart_line lines[] = {
        {.name = "needed", .count = a->year_count, .x = years, .y = needed, .low = lower, .high = upper},
        {.name = "there are", .mark = CHART_DASHES, .count = a->year_count, .x = years, .y = has}};
    char *title = text_format("Needed in the busy hour: %s (band: %.4g %% of the draws)",
                              size_resource_names[which], 100 * a->question.confidence);
    chart_print_svg(&(chart){.title = title,
                             .x_scale = CHART_YEAR,
                             .from_zero = true,
                             .lines = lines,
                             .line_count = isnan(has[0]) ? 1 : 2},
                    out);
    free(title);
}
