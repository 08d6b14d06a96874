#include <hotline/scenario.h>

#include "cli/command.h"
#include "cli/options.h"

static const struct argp_option schema_options[] = {OPTION_REFERENCE, OPTION_HELP, {0}};

static const char schema_text[] =
    "Print the JSON Schema (draft 2020-12) of scenario files: editors complete and check with it.\v"
    "Example:\n"
    "  hotline schema > scenario.schema.json\n"
    "\n"
    "Exit codes: 0 done; 2 bad usage; 3 could not finish (disk full).";

static const command_line schema_line = {
    .command = "hotline schema",
    .options = schema_options,
    .text = schema_text,
};

int command_schema(int argc, char **argv) {
    options o;
    int code = EXIT_DONE;
    if (!options_parse(&o, &schema_line, argc, argv, &code))
        return code;
    if (o.reference)
        scenario_reference_print(stdout);
    else
        scenario_schema_print(stdout);
    options_free(&o);
    return EXIT_DONE;
}
