#include <hotline/explain.h>

#include <stdlib.h>

#include "cli/command.h"
#include "cli/job.h"
#include "cli/options.h"

static const struct argp_option explain_options[] = {
    OPTION_AT,         OPTION_REPLICATIONS, OPTION_SEED,   OPTION_JOBS, OPTION_SET, OPTION_ONE_SCHEME,
    OPTION_CONFIDENCE, OPTION_JSON,         OPTION_OUTPUT, OPTION_HELP, {0},
};

static const char explain_text_of_help[] =
    "Simulate the call center, and say why service was as it was at a time of day: the load of an agent then "
    "against that of all the time, taken apart into callers, redials, work and agents, and faults.\n"
    "\n"
    "The effects multiply: callers twice as many with half as many agents are four times the load.";

static const command_line explain_line = {
    .command = "hotline explain",
    .options = explain_options,
    .arguments = "FILE",
    .text = explain_text_of_help,
    .exit_status = EXIT_STATUS_OF_A_SIMULATION,
    .examples = "  $ hotline explain center.json --at 10:20\n"
                "  $ hotline explain week.json --at 'tue 10:20' --scheme hot",
    .argument_min = 1,
    .argument_max = 1,
};

static bool interval_find(const job *j, const options *o, uint32_t *interval, input_error *err) {
    char *wrong = NULL;
    if (!o->at)
        return input_error_set(err, o->command, 0, NULL, "needs --at TIME, such as --at 10:20");
    if (explain_find(scenario_layout(scenario_scheme(j->file, j->schemes[0])), o->at, interval, &wrong))
        return true;
    (void)input_error_set(err, o->command, 0, NULL, "%s", wrong);
    free(wrong);
    return false;
}

static void explanation_write(job *j, const options *o, uint32_t interval) {
    scenario_changes changes = options_changes(o);
    report_options how = {
        .confidence = o->confidence, .colour = output_coloured(j->out.stream), .changes = &changes};
    if (o->json)
        explain_json(&j->results, &how, interval, j->out.stream);
    else
        explain_text(&j->results, &how, interval, j->out.stream);
}

static bool job_explain(job *j, const options *o, input_error *err) {
    uint32_t interval = 0;
    if (!interval_find(j, o, &interval, err) || !job_keeps_files(j, o, err) ||
        !output_open(&j->out, o->output, err) || !job_run(j, o, err))
        return false;
    explanation_write(j, o, interval);
    return output_close(&j->out, err);
}

/// One scheme is explained at a time.
static bool scheme_choose(job *j, const options *o, input_error *err) {
    if (!job_choose(j, o->arguments[0], o->scheme, err))
        return false;
    return j->scheme_count == 1 || input_error_set(err, o->command, 0, NULL, "--scheme must name one scheme");
}

int command_explain(int argc, char **argv) {
    options o;
    int code = EXIT_DONE;
    if (!options_parse(&o, &explain_line, argc, argv, &code))
        return code;
    job j;
    input_error err = {0};
    if (!job_load(&j, &o, o.arguments[0]))
        code = EXIT_BAD_INPUT;
    else if (scheme_choose(&j, &o, &err) && job_explain(&j, &o, &err))
        code = job_exit_code(&j, &o);
    else
        code = command_fail(&err);
    job_free(&j);
    options_free(&o);
    return code;
}
