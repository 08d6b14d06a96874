// A forecast for programs.
#include "cli/forecast/report.h"

#include <string.h>

#include "print/json.h"

/// One value of an object; NAN is null.
static void number_member(const char *key, double value, const char *behind, FILE *out) {
    json_print_member(out, "", key, value);
    (void)fputs(behind, out);
}

static void label_print(const series_file *s, size_t index, FILE *out) {
    char label[AXIS_LABEL_SIZE];
    series_label(s, index, label);
    if (s->axis.kind == AXIS_NUMBER)
        (void)fputs(label, out);
    else
        json_print_text(out, label);
}

static void forecast_print(const forecast_answer *a, FILE *out) {
    (void)fputs(" \"forecast\": [", out);
    for (size_t h = 1; h <= a->question->spec.horizon; h++) {
        forecast_point p = forecast_at(a->model, h, a->question->confidence);
        (void)fputs(h > 1 ? ",\n  {\"time\": " : "\n  {\"time\": ", out);
        label_print(a->file, a->file->count + h - 1, out);
        (void)fputs(", ", out);
        number_member("mean", p.mean, ", ", out);
        number_member("lower", p.lower, ", ", out);
        number_member("upper", p.upper, "}", out);
    }
    (void)fputs("],\n", out);
}

static void parameters_print(const forecast_parameter *p, size_t count, FILE *out) {
    (void)fputs("{", out);
    for (size_t i = 0; i < count; i++)
        number_member(p[i].name, p[i].value, i + 1 < count ? ", " : "", out);
    (void)fputs("}", out);
}

static void given_print(const forecast_parameter *p, size_t count, FILE *out) {
    const char *between = "";
    (void)fputs(" \"given\": [", out);
    for (size_t i = 0; i < count; i++)
        if (p[i].given) {
            (void)fprintf(out, "%s\"%s\"", between, p[i].name);
            between = ", ";
        }
    (void)fputs("],\n", out);
}

static void season_print(const forecast_answer *a, FILE *out) {
    size_t count;
    const double *season = forecast_season(a->model, &count);
    if (!count)
        return;
    (void)fputs(" \"season\": [", out);
    for (size_t i = 0; i < count; i++) {
        json_print_number(out, season[i]);
        (void)fputs(i + 1 < count ? ", " : "],\n", out);
    }
}

/// Which variant of a method: only where there are some.
static void variant_print(forecast_method method, size_t order, bool multiplicative, FILE *out) {
    (void)fprintf(out, "\"method\": \"%s\"", forecast_method_name(method));
    if (method == FORECAST_MOVING_AVERAGE)
        (void)fprintf(out, ", \"order\": %zu", order);
    if (method == FORECAST_HOLT_WINTERS)
        (void)fprintf(out, ", \"seasonal\": \"%s\"", multiplicative ? "multiplicative" : "additive");
}

static void members_print(const forecast_answer *a, FILE *out) {
    size_t count;
    const forecast_member *m = forecast_members(a->model, &count);
    if (!count)
        return;
    (void)fputs(" \"members\": [", out);
    for (size_t i = 0; i < count; i++) {
        (void)fputs(i ? ",\n  {" : "\n  {", out);
        variant_print(m[i].method, m[i].order, m[i].multiplicative, out);
        (void)fputs(", ", out);
        number_member("weight", m[i].weight, ", \"parameters\": ", out);
        parameters_print(m[i].parameters, m[i].parameter_count, out);
        (void)fputs("}", out);
    }
    (void)fputs("],\n", out);
}

static void fit_print(const forecast_answer *a, FILE *out) {
    const forecast_measures *m = forecast_measures_of(a->model);
    (void)fprintf(out, " \"fit\": {\"n\": %zu, \"parameters\": %zu, ", m->count, m->parameters);
    number_member("sse", m->sse, ", ", out);
    number_member("rmse", m->rmse, ", ", out);
    number_member("mae", m->mae, ", ", out);
    number_member("mape", m->mape, ", ", out);
    number_member("mase", m->mase, ", ", out);
    number_member("r2", m->r2, ", ", out);
    number_member("aicc", m->aicc, ", ", out);
    number_member("sigma", m->sigma, "},\n", out);
}

static void diagnostics_print(const forecast_answer *a, FILE *out) {
    const forecast_diagnostics *d = forecast_diagnostics_of(a->model);
    (void)fputs(" \"diagnostics\": {", out);
    number_member("durbin_watson", d->durbin_watson, ", ", out);
    (void)fputs("\"ljung_box\": {", out);
    number_member("q", d->ljung_box, ", ", out);
    (void)fprintf(out, "\"lags\": %zu, ", d->ljung_box_lags);
    number_member("p", d->ljung_box_p, "}, \"runs\": {", out);
    number_member("p", d->runs_p, "}, \"jarque_bera\": {", out);
    number_member("jb", d->jarque_bera, ", ", out);
    number_member("p", d->jarque_bera_p, "}, \"cusum\": {", out);
    number_member("p", d->cusum_p, ", ", out);
    number_member("time", d->break_time, "}", out);
    if (d->grade) {
        (void)fputs(",\n  \"level_ratio\": {", out);
        number_member("low", d->level_ratio_low, ", ", out);
        number_member("high", d->level_ratio_high, ", ", out);
        (void)fprintf(out, "\"outside\": %zu}, ", d->level_ratios_outside);
        number_member("c", d->posterior_ratio, ", ", out);
        number_member("p", d->small_error_share, ", ", out);
        (void)fprintf(out, "\"grade\": \"%s\"", d->grade);
    }
    (void)fputs("},\n", out);
}

static void score_print(const forecast_backtest *b, const forecast_score *s, FILE *out) {
    variant_print(s->method, s->order, s->multiplicative, out);
    (void)fprintf(out, ", \"forecasts\": %zu, ", s->count);
    number_member("mase", s->mase, ", ", out);
    number_member("mape", s->mape, ", ", out);
    number_member("smape", s->smape, ", ", out);
    number_member("coverage80", s->coverage80, ", ", out);
    number_member("coverage95", s->coverage95, ", ", out);
    number_member("claimed80", s->claimed80, ", ", out);
    number_member("claimed95", s->claimed95, ", \"mase_of_step\": [", out);
    for (size_t h = 0; h < b->steps; h++) {
        json_print_number(out, s->mase_of_step[h]);
        (void)fputs(h + 1 < b->steps ? ", " : "]", out);
    }
}

static void backtest_print(const forecast_answer *a, FILE *out) {
    const forecast_backtest *b = &a->backtest;
    if (!a->tested)
        return;
    (void)fprintf(out, " \"backtest\": {\"origins\": %zu, \"steps\": %zu, \"methods\": [", b->origins,
                  b->steps);
    for (size_t i = 0; i < b->score_count; i++) {
        (void)fputs(i ? ",\n  {" : "\n  {", out);
        score_print(b, &b->scores[i], out);
        (void)fputs("}", out);
    }
    (void)fputs("]},\n", out);
}

static void series_print(const forecast_answer *a, FILE *out) {
    (void)fputs(" \"series\": {\"column\": ", out);
    json_print_text(out, a->file->value_name);
    (void)fprintf(out, ", \"n\": %zu, \"first\": ", a->file->count);
    label_print(a->file, 0, out);
    (void)fputs(", \"last\": ", out);
    label_print(a->file, a->file->count - 1, out);
    (void)fprintf(out, ", \"period\": %zu},\n", a->period);
}

void forecast_report_json(const forecast_answer *a, FILE *out) {
    size_t count;
    const forecast_spec *spec = &a->question->spec;
    const forecast_parameter *p = forecast_parameters(a->model, &count);
    (void)fputs("{", out);
    variant_print(spec->method, spec->order, spec->multiplicative, out);
    (void)fputs(",\n", out);
    series_print(a, out);
    (void)fputc(' ', out);
    number_member("confidence", a->question->confidence, ",\n", out);
    forecast_print(a, out);
    (void)fputs(" \"parameters\": ", out);
    parameters_print(p, count, out);
    (void)fputs(",\n", out);
    given_print(p, count, out);
    season_print(a, out);
    members_print(a, out);
    fit_print(a, out);
    diagnostics_print(a, out);
    backtest_print(a, out);
    (void)fputs(" \"warnings\": [", out);
    const char *warning;
    for (size_t i = 0; (warning = forecast_answer_warning(a, i)); i++) {
        (void)fputs(i ? ",\n  " : "\n  ", out);
        json_print_text(out, warning);
    }
    (void)fputs("]}\n", out);
}

void forecast_report_csv(const forecast_answer *a, FILE *out) {
    (void)fputs("time,mean,lower,upper\n", out);
    for (size_t h = 1; h <= a->question->spec.horizon; h++) {
        forecast_point p = forecast_at(a->model, h, a->question->confidence);
        char label[AXIS_LABEL_SIZE];
        series_label(a->file, a->file->count + h - 1, label);
        (void)fprintf(out, "%s,", label);
        json_print_number(out, p.mean);
        (void)fputc(',', out);
        json_print_number(out, p.lower);
        (void)fputc(',', out);
        json_print_number(out, p.upper);
        (void)fputc('\n', out);
    }
}
