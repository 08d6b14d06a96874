/// Scenario files: loading, checking and the compiled form that a simulation runs on.
/// docs/scenario.md is the reference of the file format.
#ifndef HOTLINE_SCENARIO_H
#define HOTLINE_SCENARIO_H

#include <stddef.h>
#include <stdio.h>

#include <hotline/error.h>
#include <hotline/layout.h>

/// One compiled center: a scenario file with the patch of one scheme. Immutable, shared by threads.
typedef struct scenario scenario;

/// A file: the center as it is (scheme `baseline`) and one for each of its schemes; its targets; its decision
/// rule.
typedef struct scenario_file scenario_file;

/// What the command line changes: "path=value" each; value is JSON, else a string.
typedef struct scenario_changes {
    const char *const *sets;
    size_t set_count;
} scenario_changes;

/// Loads, checks and compiles `path` with all its schemes. `changes` may be NULL.
/// False, and `err` set to the first error, when anything in it is wrong.
bool scenario_load(const char *path, const scenario_changes *changes, scenario_file **out, input_error *err);

/// The same from memory; `name` stands for the file in errors, and `extends` is looked for beside it.
bool scenario_parse(const char *text, size_t length, const char *name, const scenario_changes *changes,
                    scenario_file **out, input_error *err);

/// The same, but with all independent errors, in the order of their places: those of the file itself before
/// those of the files that it extends and those of `changes`. What follows from another error is left out.
bool scenario_load_all(const char *path, const scenario_changes *changes, scenario_file **out,
                       input_errors *errors);
bool scenario_parse_all(const char *text, size_t length, const char *name, const scenario_changes *changes,
                        scenario_file **out, input_errors *errors);

void scenario_file_free(scenario_file *f);

const char *scenario_file_name(const scenario_file *f);  ///< its "name"
const char *scenario_file_title(const scenario_file *f); ///< its "title", else its name
/// The files that it was read from: itself, those that it extends, tables of recorded calls, of measured
/// values and of factors by years.
size_t scenario_file_input_count(const scenario_file *f);
const char *scenario_file_input(const scenario_file *f, size_t index);
uint64_t
scenario_file_hash(const scenario_file *f); ///< of the resolved document (order of keys does not matter)
uint64_t scenario_file_seed(const scenario_file *f);
uint32_t scenario_file_replications(const scenario_file *f);
uint32_t scenario_file_batches(const scenario_file *f); ///< at least 1

/// Sets `err` at a value of the file, with file and line: `keys` lead to it from the top, such as "targets",
/// "fast", "metric". For what only others can check: is there such a metric? Always false.
bool scenario_file_error(const scenario_file *f, const char *const *keys, size_t key_count, input_error *err,
                         const char *format, ...) __attribute__((format(printf, 5, 6)));

/// Schemes: index 0 is `baseline`, then the others by name.
size_t scenario_scheme_count(const scenario_file *f);
const scenario *scenario_scheme(const scenario_file *f, size_t index);
/// Index of a scheme by name, SIZE_MAX when there is none.
size_t scenario_scheme_find(const scenario_file *f, const char *name);

/// What records of this scheme's simulation index. Owned by the scenario.
const layout *scenario_layout(const scenario *s);
/// The resolved document of this scheme, as JSON with its keys in order, without `extends`, `schemes`,
/// `targets`, `decision`, `assumptions` and `stress`: a scenario file by itself, which compiles to the same
/// center. Owned by the scenario.
const char *scenario_text(const scenario *s);
/// The demand that it is planned for (see hotline/call_model.h); NULL when it says none. Owned by the
/// scenario.
const struct call_model *scenario_call_model(const scenario *s);
uint64_t scenario_hash(const scenario *s);

typedef enum target_scope { TARGET_ALL, TARGET_CLASS, TARGET_GROUP, TARGET_SITE } target_scope;
typedef enum target_status { TARGET_MET, TARGET_MISSED, TARGET_UNDECIDED } target_status;

/// What a scenario promises of a metric: over the whole duration, or after an event of the timeline.
typedef struct target {
    const char *name;
    const char *metric;
    target_scope scope;
    const char *of; ///< name of the class, group or site; NULL for all
    bool at_least;  ///< else at most
    double bound;
    double confidence;
    const bool *schemes;     ///< by scheme index: does it apply there
    const char *after;       ///< name of an event of the timeline; NULL: the whole duration is looked at
    sim_time within;         ///< from the event to the begin of what is looked at
    const sim_span *windows; ///< by scheme index: what is looked at after the event; empty where it is not
                             ///< there. NULL without `after`
    target_status expected;  ///< TARGET_MET, or TARGET_MISSED with "expect": "missed"
} target;

size_t scenario_target_count(const scenario_file *f);
const target *scenario_target(const scenario_file *f, size_t index);

/// One criterion of the decision rule.
typedef struct criterion {
    const char *name;
    const char *metric;
    double weight, worst, best;
} criterion;

typedef struct decision {
    size_t require_count;
    const size_t *require; ///< indices of targets
    size_t criterion_count;
    const criterion *criteria;
} decision;

/// The decision rule; without one in the file: the criterion `service_level`, from 0 to 1.
const decision *scenario_decision(const scenario_file *f);

/// How likely the values of a range are.
typedef enum assumption_law {
    ASSUMPTION_UNIFORM,    ///< all alike
    ASSUMPTION_TRIANGULAR, ///< the file's value is the most likely one
    ASSUMPTION_LOGUNIFORM, ///< their logarithms all alike; `low` is above 0
} assumption_law;

/// An input that is not certain. Durations are in seconds.
typedef struct assumption {
    const char *path; ///< of the value, as for `scenario_changes`, which it is set by
    double value;     ///< of the file: the best guess, from low to high, unless a change sets another
    double low, high; ///< low < high; the scenario is sound with either of them
    assumption_law law;
    const char *source; ///< where the range is from; may be NULL
} assumption;

/// The assumptions of the file, in the order of their paths. Simulations do not depend on them.
size_t scenario_assumption_count(const scenario_file *f);
const assumption *scenario_assumption(const scenario_file *f, size_t index);

/// Inputs that are worse than planned: changes as for `scenario_changes`, with which the scenario is sound,
/// too.
typedef struct stress {
    char *name, *title; ///< title: for people
    char **sets;        ///< "path=value" each
    size_t set_count;
} stress;

/// The stresses of the file, by name. Simulations do not depend on them.
size_t scenario_stress_count(const scenario_file *f);
const stress *scenario_stress(const scenario_file *f, size_t index);

/// Prints the JSON Schema (draft 2020-12) of scenario files, from the loader's own tables.
void scenario_schema_print(FILE *out);

/// Prints the reference of all keys as Markdown tables, from the same tables.
void scenario_reference_print(FILE *out);

#endif
