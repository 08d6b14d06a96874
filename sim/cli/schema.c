#include <string.h>

#include <hotline/report.h>
#include <hotline/scenario.h>

#include "cli/command.h"
#include "cli/options.h"

static const struct argp_option schema_options[] = {OPTION_REFERENCE, OPTION_HELP, {0}};

static const char schema_text[] = "Print a JSON Schema (draft 2020-12): of scenario files, with which "
                                  "editors complete and check, or of the "
                                  "results that run, compare and check print with --json.";

static const command_line schema_line = {
    .command = "hotline schema",
    .options = schema_options,
    .arguments = "[scenario|results]",
    .text = schema_text,
    .exit_status = EXIT_STATUS_OF_A_PRINT,
    .examples = "  $ hotline schema > scenario.schema.json\n"
                "  $ hotline schema results > results.schema.json",
    .argument_max = 1,
};

int command_schema(int argc, char **argv) {
    options o;
    int code = EXIT_DONE;
    if (!options_parse(&o, &schema_line, argc, argv, &code))
        return code;
    const char *of = o.argument_count ? o.arguments[0] : "scenario";
    input_error err = {0};
    if (strcmp(of, "results") == 0 && !o.reference)
        report_schema_print(stdout);
    else if (strcmp(of, "scenario") != 0)
        (void)input_error_set(&err, NULL, 0, NULL,
                              o.reference ? "there is a reference of 'scenario' only, not of '%s'"
                                          : "there is no schema of '%s'; there are scenario, results",
                              of);
    else if (o.reference)
        scenario_reference_print(stdout);
    else
        scenario_schema_print(stdout);
    options_free(&o);
    return err.kind == ERROR_NONE ? EXIT_DONE : command_fail(&err);
}
