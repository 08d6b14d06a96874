/// What the options of all commands share: one meaning, one check and one text of help for each.
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hotline/error.h>
#include <hotline/scenario.h>

enum { REPLICATIONS_MAX = 1000000, JOBS_MAX = 1024 };

/// How many values a command may have that no other one reads.
enum { OWN_VALUES_MAX = 64 };

/// What was said on the command line.
typedef struct options {
    const char *command;    ///< "hotline run", in front of errors
    const char **arguments; ///< what is no option: files, in the order given
    size_t argument_count;
    const char **sets; ///< "path=value"
    size_t set_count;
    uint32_t replications; ///< 0: as the scenario says
    bool seed_given;
    uint64_t seed;
    uint32_t jobs;              ///< 0: as many as there are processors
    const char *template_name;  ///< NULL: the first
    const char *scheme;         ///< NULL: baseline
    const char *at;             ///< NULL where nothing was said
    const char *trace;          ///< NULL: none
    uint32_t trace_replication; ///< from 1
    double confidence;
    const char *output; ///< NULL: standard output
    const char *junit;  ///< NULL: none
    bool json, csv, reference, histogram;
    const char *own[OWN_VALUES_MAX]; ///< the command's own, as text; NULL where nothing was said,
                                     ///< "" where one that takes no value was
    const char **pairs;              ///< "name=value"
    size_t pair_count;
    const char **filters; ///< "column=text"
    size_t filter_count;
    bool help;
    input_error error; ///< the first thing that is wrong
} options;

/// How a command is used.
typedef struct command_line {
    const char *command;               ///< "hotline run"
    const struct argp_option *options; ///< of the OPTION_... below; ends with {0}
    const char *arguments;             ///< as the help shows them, "FILE"
    const char *text;                  ///< what it does
    const char *exit_status;           ///< lines of "  CODE  meaning"
    const char *examples;              ///< lines of "  $ command"
    size_t argument_min, argument_max;
} command_line;

enum {
    KEY_SET = 256,
    KEY_SEED,
    KEY_SCHEME,
    KEY_TEMPLATE,
    KEY_AT,
    KEY_TRACE,
    KEY_TRACE_REPLICATION,
    KEY_CONFIDENCE,
    KEY_JSON,
    KEY_CSV,
    KEY_JUNIT,
    KEY_REFERENCE,
    KEY_HISTOGRAM,
    KEY_PAIR,   ///< NAME=VALUE: may be said again; called as the command likes
    KEY_FILTER, ///< COLUMN=TEXT: may be said again; which rows of a table
    KEY_OWN,    ///< and the OWN_VALUES_MAX - 1 behind it: numbered as the command likes
};

/// What the exit codes of several commands mean.
#define EXIT_STATUS_OF_A_SIMULATION                                                                          \
    "  0  done\n"                                                                                            \
    "  2  bad usage or bad scenario\n"                                                                       \
    "  3  could not finish (disk full, interrupted, out of memory)"
#define EXIT_STATUS_OF_A_PRINT                                                                               \
    "  0  done\n"                                                                                            \
    "  2  bad usage\n"                                                                                       \
    "  3  could not finish (disk full)"

#define OPTION_REPLICATIONS                                                                                  \
    {                                                                                                        \
        .name = "replications", .key = 'n', .arg = "N",                                                      \
        .doc = "Number of replications, 1 to 1000000 (default: the scenario's)"                              \
    }
#define OPTION_SEED                                                                                          \
    {                                                                                                        \
        .name = "seed", .key = KEY_SEED, .arg = "S",                                                         \
        .doc = "Seed of all random numbers, 0 to 2^64-1 (default: the scenario's). Same seed, same callers"  \
    }
#define OPTION_JOBS                                                                                          \
    {                                                                                                        \
        .name = "jobs", .key = 'j', .arg = "J",                                                              \
        .doc = "Threads, 0 to 1024; 0, the default: one a processor. Results do not depend on it"            \
    }
#define OPTION_SET                                                                                           \
    {                                                                                                        \
        .name = "set", .key = KEY_SET, .arg = "PATH=VALUE",                                                  \
        .doc = "Change the scenario before it is checked: agents.front.size=70. VALUE is JSON, else a "      \
               "string. May be given again"                                                                  \
    }
#define OPTION_SCHEME                                                                                        \
    {                                                                                                        \
        .name = "scheme", .key = KEY_SCHEME, .arg = "NAME|all",                                              \
        .doc = "Which of the scenario's schemes to run (default: baseline, the scenario without a patch)"    \
    }
#define OPTION_ONE_SCHEME                                                                                    \
    {                                                                                                        \
        .name = "scheme", .key = KEY_SCHEME, .arg = "NAME",                                                  \
        .doc =                                                                                               \
            "Which of the scenario's schemes to explain (default: baseline, the scenario without a patch)"   \
    }
#define OPTION_TEMPLATE                                                                                      \
    {                                                                                                        \
        .name = "template", .key = KEY_TEMPLATE, .arg = "NAME",                                              \
        .doc = "What to begin with: simple (the default), ivr or two-sites"                                  \
    }
#define OPTION_AT                                                                                            \
    {                                                                                                        \
        .name = "at", .key = KEY_AT, .arg = "TIME",                                                          \
        .doc = "The time to explain: 10:20, or as the scenario's intervals are folded: 'tue 10:20', "        \
               "2011-03-07T10:20"                                                                            \
    }
#define OPTION_TRACE                                                                                         \
    {                                                                                                        \
        .name = "trace", .key = KEY_TRACE, .arg = "OUT",                                                     \
        .doc = "Write every change of one replication to OUT, for hotline-viz and 'hotline trace'. With "    \
               "several schemes OUT.trace becomes OUT.SCHEME.trace"                                          \
    }
#define OPTION_TRACE_REPLICATION                                                                             \
    {                                                                                                        \
        .name = "trace-replication", .key = KEY_TRACE_REPLICATION, .arg = "N",                               \
        .doc = "Which replication to trace, counted from 1 (default: the first)"                             \
    }
#define OPTION_CONFIDENCE                                                                                    \
    {                                                                                                        \
        .name = "confidence", .key = KEY_CONFIDENCE, .arg = "C",                                             \
        .doc = "Confidence of the intervals, between 0 and 1 (default: 0.95)"                                \
    }
#define OPTION_JSON                                                                                          \
    { .name = "json", .key = KEY_JSON, .doc = "One JSON object, for programs" }
#define OPTION_CSV                                                                                           \
    { .name = "csv", .key = KEY_CSV, .doc = "Comma-separated values, for programs" }
#define OPTION_HISTOGRAM                                                                                     \
    { .name = "histogram", .key = KEY_HISTOGRAM, .doc = "Show how the waits of the answered are spread" }
#define OPTION_OUTPUT                                                                                        \
    {                                                                                                        \
        .name = "output", .key = 'o', .arg = "FILE",                                                         \
        .doc = "Write to FILE instead of standard output; FILE appears whole or not at all"                  \
    }
#define OPTION_JUNIT                                                                                         \
    {                                                                                                        \
        .name = "junit", .key = KEY_JUNIT, .arg = "OUT",                                                     \
        .doc = "Write the verdicts to OUT as JUnit XML too; OUT appears whole or not at all"                 \
    }
#define OPTION_REFERENCE                                                                                     \
    {                                                                                                        \
        .name = "reference", .key = KEY_REFERENCE,                                                           \
        .doc = "Instead, the reference of all keys for people, as Markdown"                                  \
    }
#define OPTION_HELP                                                                                          \
    { .name = "help", .key = 'h', .doc = "Print this help" }

/// Reads the command line. False when the command ends with `*exit_code` at once: after --help, or after an
/// error, which is then printed.
bool options_parse(options *o, const command_line *how, int argc, char **argv, int *exit_code);

void options_free(options *o);

/// What --set changes. Points into `o`.
scenario_changes options_changes(const options *o);

/// Sets `err` to a mistake on the command line, with where to read more, and frees `text`. Always false.
bool options_refuse(const char *command_name, input_error *err, char *text);

#endif
