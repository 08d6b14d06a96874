#include "cli/command.h"
#include "cli/job.h"
#include "cli/options.h"

static const struct argp_option compare_options[] = {
    OPTION_REPLICATIONS, OPTION_SEED, OPTION_JOBS, OPTION_SET,    OPTION_TRACE, OPTION_TRACE_REPLICATION,
    OPTION_CONFIDENCE,   OPTION_JSON, OPTION_CSV,  OPTION_OUTPUT, OPTION_HELP,  {0},
};

static const char compare_text[] =
    "Run every scheme of a scenario file on the same callers and the same failures, and say how they differ, "
    "with confidence, and which one to recommend by the file's decision rule.\n"
    "\n"
    "The scenario without a patch is the scheme 'baseline'. When the best scheme cannot be told from the "
    "next "
    "with confidence, nothing is recommended: more replications may help.";

static const command_line compare_line = {
    .command = "hotline compare",
    .options = compare_options,
    .arguments = "FILE",
    .text = compare_text,
    .exit_status = EXIT_STATUS_OF_A_SIMULATION,
    .examples = "  $ hotline compare upgrade.json\n"
                "  $ hotline compare upgrade.json -n 100 --json --output compare.json\n"
                "  $ hotline compare upgrade.json --trace day.trace\n"
                "  $ hotline-viz day.*.trace",
    .argument_min = 1,
    .argument_max = 1,
};

int command_compare(int argc, char **argv) {
    options o;
    int code = EXIT_DONE;
    if (!options_parse(&o, &compare_line, argc, argv, &code))
        return code;
    job j;
    input_error err = {0};
    if (!job_load(&j, &o, o.arguments[0])) {
        code = EXIT_BAD_INPUT;
    } else {
        job_choose_all(&j);
        code = job_run_and_report(&j, &o, true, &err) ? job_exit_code(&j, &o) : command_fail(&err);
    }
    job_free(&j);
    options_free(&o);
    return code;
}
