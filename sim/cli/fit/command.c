#define _POSIX_C_SOURCE 200809L

#include <stdlib.h>

#include "cli/command.h"
#include "cli/fit/calibrate.h"
#include "cli/fit/question.h"
#include "cli/fit/report.h"
#include "cli/output.h"

#define VALUE(word, which, argument, text)                                                                   \
    { .name = (word), .key = KEY_OWN + FIT_OPTION_##which, .arg = (argument), .doc = (text) }

static const struct argp_option fit_options[] = {
    VALUE("out", OUT, "FILE", "Where the scenario goes; it appears whole or not at all"),
    {.name = "map",
     .key = KEY_PAIR,
     .arg = "FIELD=COLUMN",
     .doc = "Which column holds what, where its name does not tell: day, time, type, caller, ivr_time, "
            "queue_start, wait, "
            "outcome, answer, end, service; or calls. FIELD=- : none. answered=WORD, abandoned=WORD, "
            "ignored=WORD: what "
            "outcomes are called (several with commas). May be given again"},
    VALUE("validate", VALIDATE, NULL, "Simulate the scenario and hold it against the log, hour by hour"),
    VALUE("calibrate", CALIBRATE, NULL,
          "Multiply the agents, by the hour, so that simulated as many wait and give up as in the log"),
    VALUE("hold-out", HOLD_OUT, "odd|even",
          "Fit the other weeks only, and validate with these: which the scenario does not know"),
    VALUE("chart", CHART, "OUT.svg", "Draw that comparison"),
    VALUE("chart-of", CHART_OF, "WHAT", "calls, waited, gave_up, mean_wait (the default) or asa"),
    VALUE("lenient", LENIENT, NULL, "Take values that are none, such as negative durations, as not known"),
    VALUE("slice", SLICE, "D",
          "Length of the slices of the profile (default: that of the counts; of calls 30min)"),
    VALUE("profile", PROFILE, "day|week",
          "One profile of the day and factors of weekdays, or one of the week (default: "
          "week, if weekdays differ in more than their number of calls)"),
    VALUE("first-day", FIRST_DAY, "DATE", "Date of the day 1, where days are numbered"),
    VALUE("teams", TEAMS, "TYPES", "Types of calls by team of agents, such as PS+NW,IN (default: one team)"),
    VALUE("name", NAME, "NAME", "Name of the scenario (default: by FILE)"),
    VALUE("title", TITLE, "TEXT", "Title of the scenario"),
    VALUE("source", SOURCE, "TEXT", "Where the data are from, for its notes"),
    VALUE("talk", TALK, "LAW",
          "Talk time, instead of the log's: a mean such as 3min, or a law as in a scenario"),
    VALUE("wrapup", WRAPUP, "LAW", "Wrap-up that goes with --talk"),
    VALUE("patience", PATIENCE, "LAW", "Patience, instead of the log's"),
    OPTION_SEED,
    OPTION_REPLICATIONS,
    OPTION_JOBS,
    OPTION_CONFIDENCE,
    OPTION_JSON,
    OPTION_OUTPUT,
    OPTION_HELP,
    {0},
};

static const char fit_text[] = "Make a scenario from a call log: a CSV file with a row for each call, or "
                               "with numbers of calls by the time. Arrivals "
                               "by interval and weekday and how much they vary, the voice menu, lengths of "
                               "services, patience, redials and the number "
                               "of agents are estimated, as far as the log tells; the scenario's notes say "
                               "how, from how many calls, and how well it "
                               "fits. Columns are found by their names.";

static const command_line fit_line = {
    .command = "hotline fit",
    .options = fit_options,
    .arguments = "CALLS.csv",
    .text = fit_text,
    .exit_status = "  0  done\n"
                   "  2  bad usage, or a log that cannot be read\n"
                   "  3  could not finish (disk full, interrupted, out of memory)",
    .examples = "  $ hotline fit calls.csv --out center.json --validate\n"
                "  $ hotline fit log.csv --map wait=q_time --map type=product --out c.json\n"
                "  $ hotline fit counts.csv --talk 3min --out center.json --chart fit.svg",
    .argument_min = 1,
    .argument_max = 1,
};

/// Files and what goes into them.
typedef struct work {
    fit *fit, *held_out; ///< of the weeks that are fitted; of the others, or NULL
    fitted_scenario scenario_of;
    trial trial;
    output report, scenario, chart;
} work;

static bool outputs_open(work *w, const fit_question *q, const options *o, input_error *err) {
    file_claims claims = {0};
    file_claims_read(&claims, q->log);
    bool good = output_claim(&claims, q->out, "--out", err) &&
                output_claim(&claims, o->output, "--output", err) &&
                (!q->chart || output_claim(&claims, q->chart, "--chart", err));
    file_claims_free(&claims);
    return good && output_open(&w->report, o->output, err) && output_open(&w->scenario, q->out, err) &&
           (!q->chart || output_open(&w->chart, q->chart, err));
}

/// Other weeks can be held against these if they have the same weekdays.
static bool weekdays_agree(const work *w, const fit_question *q, input_error *err) {
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        if ((w->fit->weekday_days[k] > 0) != (w->held_out->weekday_days[k] > 0))
            return input_error_set(
                err, q->log, 0, NULL,
                "has weekdays in odd weeks that are in no even one, or the reverse; --hold-out needs "
                "each in both");
    return true;
}

static bool log_take(work *w, const fit_question *q, input_error *err) {
    if (!fit_log(q->log, &q->reading, &w->fit, err))
        return false;
    if (q->reading.weeks == FIT_WEEKS_ALL)
        return true;
    fit_reading other = q->reading;
    other.weeks = q->reading.weeks == FIT_WEEKS_ODD ? FIT_WEEKS_EVEN : FIT_WEEKS_ODD;
    return fit_log(q->log, &other, &w->held_out, err) && weekdays_agree(w, q, err);
}

static bool agents_calibrate(work *w, const fit_question *q, const options *o, input_error *err) {
    if (!w->fit->waits_known || !w->fit->services_known)
        return input_error_set(err, q->log, 0, NULL, "has no waits or no services; --calibrate needs both");
    return fit_calibrate(w->fit, q, o, err);
}

static bool all_write(work *w, const fit_question *q, const options *o, input_error *err) {
    const trial *t = q->validate ? &w->trial : NULL;
    trial_measure chart_of = q->chart_of < TRIAL_MEASURES ? q->chart_of
                             : w->fit->waits_known        ? TRIAL_MEAN_WAIT
                                                          : TRIAL_CALLS;
    (void)fwrite(w->scenario_of.text, 1, w->scenario_of.length, w->scenario.stream);
    if (q->chart)
        fit_chart_svg(&w->trial, chart_of, w->chart.stream);
    if (o->json)
        fit_report_json(w->fit, t, o->confidence, w->report.stream);
    else
        fit_report_text(q, w->fit, t, o->confidence, output_coloured(w->report.stream), w->report.stream);
    return (!q->chart || output_close(&w->chart, err)) && output_close(&w->scenario, err) &&
           output_close(&w->report, err);
}

static bool fit_do(work *w, const fit_question *q, const options *o, input_error *err) {
    if (!outputs_open(w, q, o, err) || !log_take(w, q, err) ||
        (q->calibrate && !agents_calibrate(w, q, o, err)) ||
        !fitted_scenario_make(&w->scenario_of, w->fit, q, err))
        return false;
    const fit *seen = w->held_out ? w->held_out : w->fit;
    return (!q->validate || trial_run(&w->trial, w->fit, seen, w->scenario_of.file, o, err)) &&
           all_write(w, q, o, err);
}

static void work_free(work *w) {
    output_abandon(&w->report);
    output_abandon(&w->scenario);
    output_abandon(&w->chart);
    fit_free(w->fit);
    fit_free(w->held_out);
    fitted_scenario_free(&w->scenario_of);
}

int command_fit(int argc, char **argv) {
    options o;
    fit_question q;
    work w = {0};
    input_error err = {0};
    int code = EXIT_DONE;
    if (!options_parse(&o, &fit_line, argc, argv, &code))
        return code;
    if (!fit_question_read(&q, &o, &err) || !fit_do(&w, &q, &o, &err))
        code = command_fail(&err);
    work_free(&w);
    fit_question_release(&q);
    options_free(&o);
    return code;
}
