/// The commands of `hotline`, and what their exit codes mean.
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stddef.h>

#include <hotline/error.h>

/// A contract with scripts.
enum {
    EXIT_DONE = 0,       ///< `check`: every target is as expected
    EXIT_TARGETS = 1,    ///< only `check`: a target is not as expected
    EXIT_BAD_INPUT = 2,  ///< bad usage or a bad scenario
    EXIT_UNFINISHED = 3, ///< disk full, interrupted, out of memory
};

typedef struct command {
    const char *name;
    const char *summary;
    /// argv[0] is the command's name. Returns the exit code.
    int (*run)(int argc, char **argv);
} command;

int command_run(int argc, char **argv);
int command_check(int argc, char **argv);
int command_compare(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_erlang(int argc, char **argv);
int command_forecast(int argc, char **argv);
int command_size(int argc, char **argv);
int command_fit(int argc, char **argv);
int command_trace(int argc, char **argv);
int command_init(int argc, char **argv);
int command_schema(int argc, char **argv);
int command_version(int argc, char **argv);

/// Prints the error on standard error and returns the exit code of its kind.
int command_fail(const input_error *err);

#endif
