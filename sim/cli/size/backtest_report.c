// What would have been said in an earlier year, against what came.

#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "cli/size/answer.h"
#include "cli/size/words.h"
#include "cli/size/years.h"
#include "print/table.h"

/// What a series of forecasts got right.
typedef struct score {
    size_t count, held;
    double absolute_error; ///< sum of shares
} score;

static void score_add(score *total, const spread *said, double came) {
    total->count++;
    total->held += came >= said->lower && came <= said->upper;
    total->absolute_error += fabs(said->best / came - 1);
}

static void error_add(table *t, const spread *said, double came) {
    bool holds = came >= said->lower && came <= said->upper;
    char *text = text_format("%+.1f", 100 * (said->best / came - 1));
    table_add(t, STYLE_PLAIN, text);
    table_add(t, holds ? STYLE_GOOD : STYLE_BAD, holds ? "yes" : "no");
    free(text);
}

static void range_cell(table *t, const char *lower, const char *upper) {
    char *text = text_format("%s – %s", lower, upper);
    table_add(t, STYLE_DIM, text);
    free(text);
}

static void row_add(table *t, int year, const spread *said, double came, call_factor as) {
    char best[NUMBER_TEXT_SIZE], lower[NUMBER_TEXT_SIZE], upper[NUMBER_TEXT_SIZE], actual[NUMBER_TEXT_SIZE];
    char *text = text_format("%d", year);
    size_factor_format(as, four_digits(said->best), best);
    size_factor_format(as, four_digits(said->lower), lower);
    size_factor_format(as, four_digits(said->upper), upper);
    size_factor_format(as, came, actual);
    table_add(t, STYLE_DIM, text);
    table_add(t, STYLE_PLAIN, best);
    range_cell(t, lower, upper);
    table_add(t, STYLE_BOLD, actual);
    error_add(t, said, came);
    free(text);
}

static bool is_judged(const years_answer *a, size_t y, const spread *said, double came) {
    return a->years[y].year > a->question.known_until && came > 0 && isfinite(said->best);
}

static void factor_block(table *t, const years_answer *a, size_t f, score *total) {
    const char *name = call_factor_table[f].key;
    if (a->model.of[f].count == 0 || !a->model.of[f].years)
        return;
    for (size_t y = 0; y < a->year_count; y++) {
        const spread *said = &a->years[y].factors[f];
        double came = a->years[y].actual.of[f];
        if (!is_judged(a, y, said, came))
            continue;
        table_add(t, STYLE_PLAIN, name);
        row_add(t, a->years[y].year, said, came, (call_factor)f);
        score_add(total, said, came);
        name = "";
    }
}

static void resource_block(table *t, const years_answer *a, size_t which, score *total) {
    const char *name = size_resource_names[which];
    if (which == RESOURCE_CTI && isnan(a->years[0].resources[which].has))
        return;
    for (size_t y = 0; y < a->year_count; y++) {
        const year_resource *r = &a->years[y].resources[which];
        if (!is_judged(a, y, &r->needed, r->actual))
            continue;
        table_add(t, STYLE_PLAIN, name);
        row_add(t, a->years[y].year, &r->needed, r->actual, FACTOR_SEATS); // a whole number, as seats are
        score_add(total, &r->needed, r->actual);
        name = "";
    }
}

/// What is needed follows from the factors: how often its intervals held tells nothing more (NAN).
static void score_print(const char *of, const score *s, double confidence, FILE *out) {
    if (s->count && isnan(confidence))
        (void)fprintf(out, "  %s: mean absolute error %.1f %%\n", of,
                      100 * s->absolute_error / (double)s->count);
    else if (s->count)
        (void)fprintf(out, "  %s: mean absolute error %.1f %%; %zu of %zu within their %.4g %% intervals\n",
                      of, 100 * s->absolute_error / (double)s->count, s->held, s->count, 100 * confidence);
}

void backtest_report_text(const years_answer *a, bool coloured, FILE *out) {
    score factors = {0}, resources = {0};
    heading_print("What was said, and what came", coloured, out);
    table *t = table_create("llrlrrl");
    static const char *const heads[] = {"", "", "said", "", "came", "error, %", "within"};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        table_head(t, heads[i]);
    for (size_t f = 0; f < FACTOR_COUNT; f++)
        factor_block(t, a, f, &factors);
    for (size_t which = 0; which < RESOURCE_COUNT; which++)
        resource_block(t, a, which, &resources);
    if (factors.count + resources.count)
        table_print(t, coloured, out);
    else
        (void)fprintf(out, "  Nothing: FILE has no values of these years after %d\n",
                      a->question.known_until);
    table_free(t);
    score_print("factors", &factors, a->question.confidence, out);
    score_print("resources", &resources, NAN, out);
}
