#include <stdlib.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/size/report.h"
#include "cli/size/years.h"

static const struct argp_option other_options[] = {
    {.name = "year",
     .key = KEY_OWN + SIZE_YEAR,
     .arg = "YEAR",
     .doc = "Take the values of this year, where FILE gives them by years (default: the file's 'year')"},
    {.name = "years",
     .key = KEY_OWN + SIZE_YEARS,
     .arg = "A..B",
     .doc = "Instead: forecast what FILE gives by years, and say in which of these years each resource runs "
            "out, with which probability"},
    {.name = "method",
     .key = KEY_OWN + SIZE_METHOD,
     .arg = "HOW",
     .doc = "With --years: load (the default), seats, erlang-c or erlang-a"},
    {.name = "draws",
     .key = KEY_OWN + SIZE_DRAWS,
     .arg = "N",
     .doc = "With --years: how often to draw what is not certain (default: 10000; Erlang 1000)"},
    {.name = "known-until",
     .key = KEY_OWN + SIZE_KNOWN_UNTIL,
     .arg = "YEAR",
     .doc = "With --years: forecast as if FILE gave no value of a later year, and hold the forecast against "
            "those that it gives"},
    {.name = "tornado",
     .key = KEY_OWN + SIZE_TORNADO,
     .arg = "WHAT",
     .doc = "What the tornado shows the factors' effects on: seats (the default), ports, trunks or calls"},
    {.name = "chart",
     .key = KEY_OWN + SIZE_CHART,
     .arg = "OUT.svg",
     .doc =
         "Write the tornado (with --years: what is needed) to OUT.svg too; it appears whole or not at all"},
    {.name = "no-simulation",
     .key = KEY_OWN + SIZE_NO_SIMULATION,
     .doc = "Leave the simulation out (with --years: of these years, as planned and under each 'stress' of "
            "FILE)"},
    {.name = "replications",
     .key = 'n',
     .arg = "N",
     .doc = "Replications of each number that the simulation tries, from 2 (default: by the size of the "
            "center, 8 to 400; "
            "with --years of each trial, by default those of FILE)"},
    OPTION_SEED,
    OPTION_JOBS,
    OPTION_CONFIDENCE,
    OPTION_SET,
    OPTION_ONE_SCHEME,
    OPTION_JSON,
    OPTION_CSV,
    OPTION_OUTPUT,
    OPTION_HELP,
};

enum { OTHER_COUNT = sizeof other_options / sizeof other_options[0] };

static const char size_text[] =
    "From the number of subscribers to the calls of the busy hour, and to the seats, IVR ports and trunks "
    "that "
    "they need: by the operators' rules of thumb, by Erlang's formulas and by simulation, side by side; what "
    "contradicts what; what each factor does to each result; and how many subscribers the center carries "
    "that is "
    "there.\n"
    "\n"
    "Factors come from the 'call_model' of FILE, if there is one, and from options, which count more. "
    "--seats, "
    "--ports and --trunks (else the seats, ports and trunks of the FILE's scheme) are what is there.";

/// All options: the factors' first. Free with options_of_factors_free().
static struct argp_option *options_make(void) {
    struct argp_option *all = memory_new(FACTOR_COUNT + OTHER_COUNT + 1, sizeof *all);
    for (size_t i = 0; i < FACTOR_COUNT; i++) {
        const factor_info *info = &call_factor_table[i];
        all[i] = (struct argp_option){.name = size_option_name((call_factor)i),
                                      .key = KEY_OWN + (int)i,
                                      .arg = info->unit == UNIT_SECONDS ? "TIME"
                                             : info->unit == UNIT_SHARE ? "X"
                                                                        : "N",
                                      .doc = info->meaning};
    }
    for (size_t i = 0; i < OTHER_COUNT; i++)
        all[FACTOR_COUNT + i] = other_options[i];
    return all;
}

static void options_of_factors_free(struct argp_option *all) {
    for (size_t i = 0; i < FACTOR_COUNT; i++)
        free((char *)all[i].name);
    free(all);
}

static void report(const size_question *q, const size_answer *a, const options *o, FILE *out) {
    if (o->json)
        size_report_json(q, a, o, out);
    else if (o->csv)
        size_report_csv(a, out);
    else
        size_report_text(q, a, o->confidence, output_coloured(out), out);
}

/// Report and chart, which may not take the place of what is read or of one another.
static bool claims_make(const size_question *q, const options *o, input_error *err) {
    file_claims claims = {0};
    if (q->job.file)
        job_claim_inputs(&q->job, &claims);
    bool good = output_claim(&claims, o->output, "--output", err) &&
                (!o->own[SIZE_CHART] || output_claim(&claims, o->own[SIZE_CHART], "--chart", err));
    file_claims_free(&claims);
    return good;
}

static bool chart_write(const size_question *q, const size_answer *a, const char *path, input_error *err) {
    output out = {0};
    if (!path)
        return true;
    if (!output_open(&out, path, err))
        return false;
    size_tornado_svg(q, a, out.stream);
    return output_close(&out, err);
}

static bool answer_write(const size_question *q, const options *o, input_error *err) {
    size_answer a = {0};
    output out = {0};
    bool good = claims_make(q, o, err) && output_open(&out, o->output, err) &&
                size_answer_make(&a, q, o, err) && chart_write(q, &a, o->own[SIZE_CHART], err);
    if (good)
        report(q, &a, o, out.stream);
    if (good)
        good = output_close(&out, err);
    else
        output_abandon(&out);
    size_answer_free(&a);
    return good;
}

static void years_report(const size_question *q, const years_answer *a, const options *o, FILE *out) {
    if (o->json)
        years_report_json(q, a, o, out);
    else if (o->csv)
        years_report_csv(a, out);
    else
        years_report_text(q, a, output_coloured(out), out);
}

static bool years_chart_write(const size_question *q, const years_answer *a, const char *path,
                              input_error *err) {
    output out = {0};
    if (!path)
        return true;
    if (!output_open(&out, path, err))
        return false;
    years_chart_svg(q, a, out.stream);
    return output_close(&out, err);
}

static bool years_write(const size_question *q, const options *o, input_error *err) {
    years_answer a = {0};
    output out = {0};
    bool good = claims_make(q, o, err) && output_open(&out, o->output, err) &&
                years_answer_make(&a, q, o, err) && years_chart_write(q, &a, o->own[SIZE_CHART], err);
    if (good)
        years_report(q, &a, o, out.stream);
    if (good)
        good = output_close(&out, err);
    else
        output_abandon(&out);
    years_answer_free(&a);
    return good;
}

static bool chart_check(const options *o, input_error *err) {
    const char *path = o->own[SIZE_CHART];
    return !path || *path ||
           input_error_set(err, o->command, 0, NULL, "--chart needs a file name (see '%s --help')",
                           o->command);
}

static int size_run(const options *o) {
    size_question q = {0};
    input_error err = {0};
    bool good = chart_check(o, &err) && size_question_read(&q, o, &err) &&
                (o->own[SIZE_YEARS] ? years_write : answer_write)(&q, o, &err);
    size_question_free(&q);
    if (good)
        return EXIT_DONE;
    // else the scenario's errors have been printed
    return err.kind != ERROR_NONE ? command_fail(&err) : EXIT_BAD_INPUT;
}

int command_size(int argc, char **argv) {
    options o;
    int code = EXIT_DONE;
    struct argp_option *all = options_make();
    const command_line line = {
        .command = "hotline size",
        .options = all,
        .arguments = "[FILE]",
        .text = size_text,
        .exit_status = EXIT_STATUS_OF_A_SIMULATION,
        .examples = "  $ hotline size --subscribers 1200000 --calls 2 --agent-share 0.25 --aht 110\n"
                    "  $ hotline size province.json --year 2012 --busiest-day-factor 2\n"
                    "  $ hotline size province.json --years 2011..2015\n"
                    "  $ hotline size center.json --tornado trunks --chart trunks.svg\n"
                    "  $ hotline size center.json --seats 560 --trunks 4500 --json",
        .argument_min = 0,
        .argument_max = 1,
    };
    if (options_parse(&o, &line, argc, argv, &code)) {
        code = size_run(&o);
        options_free(&o);
    }
    options_of_factors_free(all);
    return code;
}
