#include <hotline/forecast.h>

#include "cli/command.h"
#include "cli/forecast/question.h"
#include "cli/forecast/report.h"
#include "cli/forecast/series.h"
#include "cli/output.h"

#define VALUE(word, which, argument, text)                                                                   \
    { .name = (word), .key = KEY_OWN + FORECAST_OPTION_##which, .arg = (argument), .doc = (text) }

static const struct argp_option forecast_options[] = {
    VALUE("method", METHOD, "NAME", "How to forecast (default: auto)"),
    {.name = "param",
     .key = KEY_PAIR,
     .arg = "NAME=VALUE",
     .doc = "A parameter of the method, such as degree=2, alpha=0.8 or members=gm11,gompertz; what is not "
            "given is "
            "estimated. May be given again"},
    VALUE("column", COLUMN, "NAME", "The values (default: the last column of numbers)"),
    VALUE("time", TIME, "NAME",
          "The times: 2011, 1949.5, 2009-03, 2009-03-07 (default: found by name, or the first column that "
          "rises)"),
    {.name = "where",
     .key = KEY_FILTER,
     .arg = "COLUMN=TEXT",
     .doc = "Only rows with this text, in a file of several series: geo=chn. May be given again"},
    VALUE("from", FROM, "TIME", "Leave out what is earlier"),
    VALUE("to", TO, "TIME", "Leave out what is later"),
    VALUE("horizon", HORIZON, "N", "Steps to forecast, 1 to 500 (default: 5)"),
    VALUE("backtest", BACKTEST, "K",
          "Forecast from each of the last K origins of the series too, and compare with what came (auto: 5)"),
    OPTION_CONFIDENCE,
    VALUE("chart", CHART, "OUT.svg",
          "Draw series, forecast and interval as SVG; OUT.svg appears whole or not at all"),
    OPTION_JSON,
    OPTION_CSV,
    OPTION_OUTPUT,
    OPTION_HELP,
    {0},
};

static const char forecast_text[] =
    "Forecast a series at equal steps of time, such as subscribers a year or calls a month, from a CSV "
    "file.\n"
    "\n"
    "Methods and their parameters:\n"
    "  auto            weighs methods by what they forecast of the series' own past\n"
    "  linear, exponential   regressions: origin\n"
    "  polynomial      the same of some degree: degree, origin\n"
    "  logistic, gompertz    growth towards a saturation: origin\n"
    "  moving-average  level, or level and trend: window, order\n"
    "  holt, damped-holt     level and trend: alpha, beta, phi, level, trend\n"
    "  holt-winters    with seasons: alpha, beta, gamma, period, seasonal\n"
    "  gm11            grey model GM(1,1)\n"
    "  naive, seasonal-naive as the last value, as one period ago: period\n"
    "  combination     a mean of others: members, weights\n"
    "\n"
    "seasonal is additive or multiplicative; weights are equal, inverse-error or bates-granger; members are "
    "methods with commas between. Intervals are widened until they would have held the series' own past.";

static const command_line forecast_line = {
    .command = "hotline forecast",
    .options = forecast_options,
    .arguments = "FILE.csv",
    .text = forecast_text,
    .exit_status = "  0  done\n"
                   "  2  bad usage, or a series that cannot be forecast so\n"
                   "  3  could not finish (disk full)",
    .examples = "  $ hotline forecast subscribers.csv\n"
                "  $ hotline forecast subscribers.csv --method gompertz --chart out.svg\n"
                "  $ hotline forecast calls.csv --method holt-winters --param period=7\n"
                "  $ hotline forecast world.csv --where geo=chn --to 2010 --json",
    .argument_min = 1,
    .argument_max = 1,
};

/// All files before the first is written, so that a mistake leaves nothing behind.
static bool outputs_write(const forecast_answer *a, const options *o, input_error *err) {
    output out = {0}, chart = {0};
    const char *path = a->question->chart;
    if (!output_open(&out, o->output, err) || (path && !output_open(&chart, path, err))) {
        output_abandon(&out);
        return false;
    }
    if (path)
        forecast_report_chart(a, chart.stream);
    if (o->json)
        forecast_report_json(a, out.stream);
    else if (o->csv)
        forecast_report_csv(a, out.stream);
    else
        forecast_report_text(a, output_coloured(out.stream), out.stream);
    if (path && !output_close(&chart, err)) {
        output_abandon(&out);
        return false;
    }
    return output_close(&out, err);
}

/// An error of the model is one of the file's series.
static bool in_file(const forecast_question *q, const input_error *wrong, input_error *err) {
    return input_error_set(err, q->file.path, 0, NULL, "%s", wrong->text);
}

/// auto shows how it did, if the series is long enough to tell; else only who asks.
static bool backtest_make(forecast_answer *a, const forecast_series *s, input_error *err) {
    const forecast_question *q = a->question;
    input_error wrong = {0};
    a->tested = q->backtest_given || (q->spec.method == FORECAST_AUTO && s->count > 2 * q->backtest);
    return !a->tested || forecast_backtest_run(s, &q->spec, q->backtest, &a->backtest, &wrong) ||
           in_file(q, &wrong, err);
}

static bool answer_make(forecast_answer *a, const options *o, input_error *err) {
    const forecast_question *q = a->question;
    const series_file *f = a->file;
    input_error wrong = {0};
    a->period = q->period < 0 ? axis_period(&f->axis, f->step) : (size_t)q->period;
    forecast_series s = {.times = f->times, .values = f->values, .count = f->count, .period = a->period};
    forecast_model *m = forecast_fit(&s, &q->spec, &wrong);
    a->model = m;
    bool good = m ? backtest_make(a, &s, err) && outputs_write(a, o, err) : in_file(q, &wrong, err);
    forecast_free(m);
    a->model = NULL;
    return good;
}

static bool files_claim(const forecast_question *q, const options *o, input_error *err) {
    file_claims claims = {0};
    file_claims_read(&claims, q->file.path);
    bool good = output_claim(&claims, o->output, "--output", err) &&
                (!q->chart || output_claim(&claims, q->chart, "--chart", err));
    file_claims_free(&claims);
    return good;
}

int command_forecast(int argc, char **argv) {
    options o;
    forecast_question q;
    series_file file = {0};
    input_error err = {0};
    int code = EXIT_DONE;
    if (!options_parse(&o, &forecast_line, argc, argv, &code))
        return code;
    forecast_answer a = {.question = &q, .file = &file};
    if (forecast_question_read(&q, &o, &err) && files_claim(&q, &o, &err) &&
        series_read(&file, &q.file, &err))
        (void)answer_make(&a, &o, &err);
    if (err.kind != ERROR_NONE)
        code = command_fail(&err);
    series_release(&file);
    options_free(&o);
    return code;
}
