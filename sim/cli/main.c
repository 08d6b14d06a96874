#include <argp.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/output.h"

static const command commands[] = {
    {"run", "simulate a center and report its measures", command_run},
    {"check", "hold a scenario to its targets (for CI)", command_check},
    {"compare", "run all schemes on the same callers and recommend one", command_compare},
    {"explain", "say why service was as it was at a time of day", command_explain},
    {"erlang", "Erlang B, C and A: what so many servers do, and how many are needed", command_erlang},
    {"forecast", "what a series will be: methods tried on its own past, with honest intervals",
     command_forecast},
    {"size", "seats, IVR ports and trunks from the number of subscribers", command_size},
    {"fit", "make a scenario from a call log, and see how well it fits", command_fit},
    {"trace", "look into a recorded run: info, verify, export", command_trace},
    {"init", "write a scenario to begin with", command_init},
    {"schema", "print the JSON Schema of scenario files or of results", command_schema},
    {"version", "print the versions of program and formats", command_version},
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

int command_fail(const input_error *err) {
    input_error_print(err, stderr);
    return err->kind == ERROR_RUNTIME ? EXIT_UNFINISHED : EXIT_BAD_INPUT;
}

static void help_print(FILE *out) {
    (void)fputs(
        "Usage: hotline COMMAND [OPTION...] FILE...\n"
        "hotline simulates call centers: what callers and agents experience, and which upgrade is best.\n"
        "\n"
        "Commands:\n",
        out);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        (void)fprintf(out, "  %-9s %s\n", commands[i].name, commands[i].summary);
    (void)fputs("\n"
                "'hotline COMMAND --help' tells more.\n"
                "\n"
                "Exit status:\n"
                "  0  done\n"
                "  1  'check' found a target not as expected\n"
                "  2  bad usage or bad scenario\n"
                "  3  could not finish (disk full, interrupted, out of memory)\n"
                "\n"
                "Environment:\n"
                "  NO_COLOR  when it is set, reports on a terminal have no colours\n"
                "\n"
                "Examples:\n"
                "  $ hotline run center.json\n"
                "  $ hotline compare upgrade.json --trace day.trace\n"
                "  $ hotline-viz day.*.trace\n",
                out);
}

static const command *command_find(const char *name) {
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(name, commands[i].name) == 0)
            return &commands[i];
    return NULL;
}

static int command_unknown(const char *name) {
    const char *names[COMMAND_COUNT];
    input_error err = {0};
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i].name;
    const char *nearest = text_nearest(name, names, COMMAND_COUNT);
    if (nearest)
        (void)input_error_set(&err, NULL, 0, NULL, "unknown command '%s': did you mean '%s'?", name, nearest);
    else
        (void)input_error_set(&err, NULL, 0, NULL, "unknown command '%s' (see 'hotline --help')", name);
    return command_fail(&err);
}

static int command_help(const char *name) {
    const command *c = name ? command_find(name) : NULL;
    if (name && !c)
        return command_unknown(name);
    if (!c) {
        help_print(stdout);
        return EXIT_DONE;
    }
    char first[] = "", second[] = "--help";
    char *argv[] = {first, second, NULL};
    return c->run(2, argv);
}

static int command_dispatch(int argc, char **argv) {
    if (argc < 2) {
        help_print(stderr);
        return EXIT_BAD_INPUT;
    }
    const char *name = argv[1];
    if (strcmp(name, "help") == 0 || strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        return command_help(argc > 2 ? argv[2] : NULL);
    const command *c = command_find(strcmp(name, "--version") == 0 ? "version" : name);
    return c ? c->run(argc - 1, argv + 1) : command_unknown(name);
}

/// GSL's own handler would abort. Its functions say to their callers, too, what went wrong; but who gets no
/// memory from them cannot go on.
static void numerics_failed(const char *reason, const char *file, int line, int error) {
    (void)reason;
    (void)file;
    (void)line;
    if (error == GSL_ENOMEM)
        memory_exhausted();
}

int main(int argc, char **argv) {
    input_error err = {0};
    (void)gsl_set_error_handler(numerics_failed);
    output_guard();
    interrupt_watch();
    int code = command_dispatch(argc, argv);
    // what nobody could read was not done, whatever the verdict
    return output_finish(&err) || code == EXIT_UNFINISHED ? code : command_fail(&err);
}
