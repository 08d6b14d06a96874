#include <stdio.h>

#include <hotline/trace.h>

#include "cli/command.h"
#include "cli/options.h"

static const struct argp_option version_options[] = {OPTION_JSON, OPTION_HELP, {0}};

static const char version_text[] =
    "Print the version of the program and of the formats that it reads and writes.";

static const command_line version_line = {
    .command = "hotline version",
    .options = version_options,
    .text = version_text,
    .exit_status = EXIT_STATUS_OF_A_PRINT,
    .examples = "  $ hotline version --json",
};

enum { SCENARIO_FORMAT = 1, RESULT_FORMAT = 1 };

int command_version(int argc, char **argv) {
    options o;
    int code = EXIT_DONE;
    if (!options_parse(&o, &version_line, argc, argv, &code))
        return code;
    if (o.json)
        (void)printf("{\"hotline_version\": \"%s\", \"scenario_format\": %d, \"result_format\": %d, "
                     "\"trace_format\": \"%d.%d\"}\n",
                     HOTLINE_VERSION, SCENARIO_FORMAT, RESULT_FORMAT, TRACE_FORMAT_MAJOR, TRACE_FORMAT_MINOR);
    else
        (void)printf("hotline %s\nformats: scenario %d, result %d, trace %d.%d\n", HOTLINE_VERSION,
                     SCENARIO_FORMAT, RESULT_FORMAT, TRACE_FORMAT_MAJOR, TRACE_FORMAT_MINOR);
    options_free(&o);
    return EXIT_DONE;
}
