#include "cli/forecast/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "print/number.h"
#include "print/table.h"

enum { DIGITS = 5, DECIMALS_MAX = 9 };

/// Below this a residual test speaks.
static const double test_level = 0.05;

char *forecast_method_label(forecast_method method, size_t order, bool multiplicative) {
    const char *name = forecast_method_name(method);
    if (method == FORECAST_MOVING_AVERAGE)
        return text_format("%s, order %zu", name, order);
    if (method == FORECAST_HOLT_WINTERS)
        return text_format("%s, %s", name, multiplicative ? "mult." : "additive");
    return text_copy(name);
}

const char *forecast_answer_warning(const forecast_answer *a, size_t index) {
    const series_file *s = a->file;
    return index < s->note_count ? s->notes[index] : forecast_warning(a->model, index - s->note_count);
}

static void head_print(const forecast_answer *a, bool coloured, FILE *out) {
    char first[AXIS_LABEL_SIZE], last[AXIS_LABEL_SIZE];
    const forecast_spec *spec = &a->question->spec;
    char *label = forecast_method_label(spec->method, spec->order, spec->multiplicative);
    series_label(a->file, 0, first);
    series_label(a->file, a->file->count - 1, last);
    (void)fprintf(out, "%sForecast of %s by %s%s\n", style_begin(STYLE_BOLD, coloured), a->file->value_name,
                  label, style_end(STYLE_BOLD, coloured));
    (void)fprintf(out, "%zu values, %s to %s", a->file->count, first, last);
    if (a->period)
        (void)fprintf(out, " · seasons of %zu", a->period);
    (void)fprintf(out, " · intervals hold with %.4g %%\n\n", 100 * a->question->confidence);
    free(label);
}

/// As many decimals as give the largest value some digits.
static int decimals_for(double largest) {
    if (!(largest > 0))
        return 0;
    int before = (int)floor(log10(largest)) + 1;
    int decimals = DIGITS - before;
    return decimals < 0 ? 0 : decimals > DECIMALS_MAX ? DECIMALS_MAX : decimals;
}

static void cell_add(table *t, cell_style style, double value, int decimals) {
    char text[NUMBER_TEXT_SIZE];
    if (isnan(value))
        (void)snprintf(text, sizeof text, "–");
    else
        grouped_format(value, decimals, false, text);
    table_add(t, style, text);
}

static void table_of_forecast(const forecast_answer *a, bool coloured, FILE *out) {
    table *t = table_create("lrrr");
    double largest = 0;
    for (size_t h = 1; h <= a->question->spec.horizon; h++)
        largest = fmax(largest, fabs(forecast_at(a->model, h, a->question->confidence).mean));
    table_head(t, a->file->time_name ? a->file->time_name : "row");
    table_head(t, "forecast");
    table_head(t, "lower");
    table_head(t, "upper");
    for (size_t h = 1; h <= a->question->spec.horizon; h++) {
        forecast_point p = forecast_at(a->model, h, a->question->confidence);
        char label[AXIS_LABEL_SIZE];
        series_label(a->file, a->file->count + h - 1, label);
        table_add(t, STYLE_PLAIN, label);
        cell_add(t, STYLE_BOLD, p.mean, decimals_for(largest));
        cell_add(t, STYLE_PLAIN, p.lower, decimals_for(largest));
        cell_add(t, STYLE_PLAIN, p.upper, decimals_for(largest));
    }
    table_print(t, coloured, out);
    table_free(t);
}

/// "alpha 0.8 (given), beta 0.2"
static char *parameters_text(const forecast_parameter *p, size_t count) {
    text_buffer t = {0};
    for (size_t i = 0; i < count; i++)
        text_add(&t, "%s%s %.8g%s", i ? ", " : "", p[i].name, p[i].value, p[i].given ? " (given)" : "");
    return text_take(&t);
}

/// The same of a member, in brief: where level and trend stand the forecast shows.
static char *member_parameters_text(const forecast_member *m) {
    text_buffer t = {0};
    for (size_t i = 0; i < m->parameter_count; i++) {
        const char *name = m->parameters[i].name;
        if (strcmp(name, "level") != 0 && strcmp(name, "trend") != 0 && strcmp(name, "order") != 0)
            text_add(&t, "%s%s %.5g", t.length ? ", " : "", name, m->parameters[i].value);
    }
    return text_take(&t);
}

static void members_print(const forecast_answer *a, bool coloured, FILE *out) {
    size_t count;
    const forecast_member *m = forecast_members(a->model, &count);
    if (!count)
        return;
    heading_print("Weighted mean of", coloured, out);
    table *t = table_create("lrl");
    for (size_t i = 0; i < count; i++) {
        char *label = forecast_method_label(m[i].method, m[i].order, m[i].multiplicative);
        char *weight = text_format("%.1f %%", 100 * m[i].weight);
        char *parameters = member_parameters_text(&m[i]);
        table_add(t, STYLE_PLAIN, label);
        table_add(t, STYLE_BOLD, weight);
        table_add(t, STYLE_DIM, parameters);
        free(label);
        free(weight);
        free(parameters);
    }
    table_print(t, coloured, out);
    table_free(t);
}

static void parameters_print(const forecast_answer *a, bool coloured, FILE *out) {
    size_t count, seasons;
    const forecast_parameter *p = forecast_parameters(a->model, &count);
    const double *season = forecast_season(a->model, &seasons);
    if (!count)
        return;
    heading_print("Parameters", coloured, out);
    char *text = parameters_text(p, count);
    (void)fprintf(out, "  %s\n", text);
    free(text);
    if (!seasons)
        return;
    text_buffer t = {0};
    text_add(&t, "seasons from the next step on:");
    for (size_t i = 0; i < seasons; i++)
        text_add(&t, " %.5g", season[i]);
    text = text_take(&t);
    (void)fputs("  ", out);
    print_wrapped(text, 2, 2, out);
    free(text);
}

static void measure_add(text_buffer *t, const char *name, double value, const char *unit) {
    if (isfinite(value))
        text_add(t, "%s%s %.5g%s", t->length ? " · " : "", name, value, unit);
}

static void fit_print(const forecast_answer *a, bool coloured, FILE *out) {
    const forecast_measures *m = forecast_measures_of(a->model);
    text_buffer t = {0};
    heading_print("Fit", coloured, out);
    text_add(&t, "%zu fitted values", m->count);
    measure_add(&t, "RMSE", m->rmse, "");
    measure_add(&t, "MAPE", 100 * m->mape, " %");
    measure_add(&t, "MASE", m->mase, "");
    measure_add(&t, "R²", m->r2, "");
    measure_add(&t, "AICc", m->aicc, "");
    measure_add(&t, a->question->spec.method == FORECAST_EXPONENTIAL ? "sigma of logarithms" : "sigma",
                m->sigma, "");
    char *text = text_take(&t);
    (void)fputs("  ", out);
    print_wrapped(text, 2, 2, out);
    free(text);
}

static void test_add(table *t, const char *what, char *figures, bool speaks, const char *then,
                     const char *otherwise) {
    table_add(t, STYLE_PLAIN, what);
    table_add(t, STYLE_DIM, figures);
    table_add(t, speaks ? STYLE_WARN : STYLE_PLAIN, speaks ? then : otherwise);
    free(figures);
}

/// Residuals that are all above or all below have no runs to count.
static void neighbours_add(table *t, const forecast_diagnostics *d) {
    bool one_sided = isnan(d->runs_p);
    char *figures = one_sided ? text_format("Durbin-Watson %.2f, all of one sign", d->durbin_watson)
                              : text_format("Durbin-Watson %.2f, runs p = %.3f", d->durbin_watson, d->runs_p);
    test_add(t, "neighbours", figures, one_sided || d->runs_p < test_level,
             "hang together: the model misses something", "change signs as by chance");
}

static void grey_tests_add(table *t, const forecast_diagnostics *d) {
    test_add(t, "level ratios", text_format("%.4f to %.4f", d->level_ratio_low, d->level_ratio_high),
             d->level_ratios_outside > 0, "some lie outside: the series does not suit gm11", "all inside");
    table_add(t, STYLE_PLAIN, "gm11 grade");
    char *figures = text_format("C = %.4f, P = %.3f", d->posterior_ratio, d->small_error_share);
    table_add(t, STYLE_DIM, figures);
    table_add(t, STYLE_BOLD, d->grade);
    free(figures);
}

static void diagnostics_print(const forecast_answer *a, bool coloured, FILE *out) {
    const forecast_diagnostics *d = forecast_diagnostics_of(a->model);
    bool tested = !isnan(d->durbin_watson);
    if (!tested && !d->grade)
        return;
    heading_print("Residuals", coloured, out);
    table *t = table_create("lll");
    if (tested) {
        neighbours_add(t, d);
        test_add(t, "autocorrelation",
                 text_format("Ljung-Box %.2f, %zu lag%s, p = %.3f", d->ljung_box, d->ljung_box_lags,
                             text_plural(d->ljung_box_lags), d->ljung_box_p),
                 d->ljung_box_p < test_level, "something is left that a model could use", "none to speak of");
        test_add(t, "normality", text_format("Jarque-Bera %.2f, p = %.3f", d->jarque_bera, d->jarque_bera_p),
                 d->jarque_bera_p < test_level, "not normal: extreme errors are more frequent",
                 "no objection");
        test_add(t, "break", text_format("cusum p = %.3f", d->cusum_p), d->cusum_p < test_level,
                 "the model does not hold all along", "none to see");
    }
    if (d->grade)
        grey_tests_add(t, d);
    table_print(t, coloured, out);
    table_free(t);
}

enum { STEPS_SHOWN_MAX = 5 };

static void backtest_head(table *t, size_t steps) {
    static const char *const heads[] = {"method", "MASE", "MAPE, %", "sMAPE, %", "in 80 %", "in 95 %"};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        table_head(t, heads[i]);
    for (size_t h = 1; h <= steps; h++) {
        char *head = text_format("%zu", h);
        table_head(t, head);
        free(head);
    }
}

/// Errors of hundreds need no decimals.
static void error_add(table *t, cell_style style, double value, int decimals) {
    cell_add(t, style, value, value < 100 ? decimals : 0);
}

static void score_add(table *t, const forecast_score *s, size_t steps, bool first) {
    char *label = forecast_method_label(s->method, s->order, s->multiplicative);
    table_add(t, first ? STYLE_BOLD : STYLE_PLAIN, label);
    error_add(t, first ? STYLE_BOLD : STYLE_PLAIN, s->mase, 2);
    error_add(t, STYLE_PLAIN, 100 * s->mape, 1);
    error_add(t, STYLE_PLAIN, 100 * s->smape, 1);
    cell_add(t, STYLE_PLAIN, 100 * s->coverage80, 0);
    cell_add(t, STYLE_PLAIN, 100 * s->coverage95, 0);
    for (size_t h = 0; h < steps; h++)
        error_add(t, STYLE_DIM, s->mase_of_step[h], 2);
    free(label);
}

/// The method asked for first, the others by their errors.
static void backtest_print(const forecast_answer *a, bool coloured, FILE *out) {
    const forecast_backtest *b = &a->backtest;
    bool shown[FORECAST_SCORES_MAX] = {false};
    if (!a->tested)
        return;
    size_t steps = b->steps < STEPS_SHOWN_MAX ? b->steps : STEPS_SHOWN_MAX;
    char *title =
        text_format("Back-test: forecasts from %zu origin%s with what was known then; right: MASE by step",
                    b->origins, text_plural(b->origins));
    heading_print(title, coloured, out);
    free(title);
    char aligns[] = "lrrrrrrrrrr"; // a column for each measure, and for each step
    aligns[sizeof aligns - 1 - (STEPS_SHOWN_MAX - steps)] = '\0';
    table *t = table_create(aligns);
    backtest_head(t, steps);
    for (size_t row = 0; row < b->score_count; row++) {
        size_t best = b->score_count;
        for (size_t i = 0; i < b->score_count; i++)
            if (!shown[i] && (best == b->score_count || b->scores[i].mase < b->scores[best].mase))
                best = i;
        best = row == 0 ? 0 : best;
        shown[best] = true;
        score_add(t, &b->scores[best], steps, row == 0);
    }
    table_print(t, coloured, out);
    table_free(t);
}

static void warnings_print(const forecast_answer *a, bool coloured, FILE *out) {
    const char *warning;
    for (size_t i = 0; (warning = forecast_answer_warning(a, i)); i++) {
        if (i == 0)
            heading_print("Warnings", coloured, out);
        (void)fprintf(out, "%s  ! %s", style_begin(STYLE_WARN, coloured), style_end(STYLE_WARN, coloured));
        print_wrapped(warning, 4, 4, out);
    }
}

void forecast_report_text(const forecast_answer *a, bool coloured, FILE *out) {
    head_print(a, coloured, out);
    table_of_forecast(a, coloured, out);
    (void)fputc('\n', out);
    forecast_chart_text(a, coloured, out);
    members_print(a, coloured, out);
    parameters_print(a, coloured, out);
    fit_print(a, coloured, out);
    diagnostics_print(a, coloured, out);
    backtest_print(a, coloured, out);
    warnings_print(a, coloured, out);
}
