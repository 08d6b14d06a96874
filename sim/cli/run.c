#include "cli/command.h"
#include "cli/job.h"
#include "cli/options.h"

static const struct argp_option run_options[] = {
    OPTION_REPLICATIONS,
    OPTION_SEED,
    OPTION_JOBS,
    OPTION_SET,
    OPTION_SCHEME,
    OPTION_TRACE,
    OPTION_TRACE_REPLICATION,
    OPTION_CONFIDENCE,
    OPTION_HISTOGRAM,
    OPTION_JSON,
    OPTION_CSV,
    OPTION_OUTPUT,
    OPTION_HELP,
    {0},
};

static const char run_text[] =
    "Simulate the call center that a scenario file describes, many times over, and report what callers and "
    "agents experienced, each figure with its confidence interval.\n"
    "\n"
    "Same scenario, same seed: the same results to the last digit, whatever --jobs and --trace are. After "
    "Ctrl-C the replications that are finished are reported.";

static const command_line run_line = {
    .command = "hotline run",
    .options = run_options,
    .arguments = "FILE",
    .text = run_text,
    .exit_status = EXIT_STATUS_OF_A_SIMULATION,
    .examples = "  $ hotline run center.json\n"
                "  $ hotline run center.json -n 50 --set agents.front.size=70 --json\n"
                "  $ hotline run center.json --scheme all --trace day.trace",
    .argument_min = 1,
    .argument_max = 1,
};

int command_run(int argc, char **argv) {
    options o;
    int code = EXIT_DONE;
    if (!options_parse(&o, &run_line, argc, argv, &code))
        return code;
    job j;
    input_error err = {0};
    const char *path = o.arguments[0];
    if (!job_load(&j, &o, path))
        code = EXIT_BAD_INPUT;
    else if (job_choose(&j, path, o.scheme, &err) && job_run_and_report(&j, &o, false, &err))
        code = job_exit_code(&j, &o);
    else
        code = command_fail(&err);
    job_free(&j);
    options_free(&o);
    return code;
}
