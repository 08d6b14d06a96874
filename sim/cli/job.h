/// What run, compare and check have in common: a scenario file loaded, some of its schemes run, results at
/// hand.
#ifndef CLI_JOB_H
#define CLI_JOB_H

#include <stdbool.h>
#include <stddef.h>

#include <hotline/experiment.h>
#include <hotline/report.h>
#include <hotline/scenario.h>

#include "cli/options.h"
#include "cli/output.h"

typedef struct job {
    scenario_file *file;
    size_t *schemes; ///< indices of the schemes to run
    size_t scheme_count;
    results results;
    bool ran;   ///< `results` holds something
    output out; ///< where the report will go
} job;

/// Loads the file, with all that --set changes. False, and all that is wrong with it printed, when it cannot.
bool job_load(job *j, const options *o, const char *path);

void job_choose_all(job *j);

/// Chooses one scheme by its name, or all by the name `all`; NULL is the baseline.
bool job_choose(job *j, const char *path, const char *name, input_error *err);

/// Claims the files that the job was loaded from.
void job_claim_inputs(const job *j, file_claims *c);

/// Claims all files but the inputs that the options make the chosen schemes write. False, and `err` set, when
/// one would be written over: before anything runs.
bool job_claim_outputs(const job *j, const options *o, file_claims *c, input_error *err);

/// Both, for a job that is alone.
bool job_keeps_files(const job *j, const options *o, input_error *err);

/// Runs the chosen schemes, with a progress bar, until done or interrupted.
bool job_run(job *j, const options *o, input_error *err);

/// Runs the chosen schemes and writes the results as the options say. `differences`: compare the schemes too.
bool job_run_and_report(job *j, const options *o, bool differences, input_error *err);

/// The exit code of a job that ran; says so when it was interrupted.
int job_exit_code(const job *j, const options *o);

void job_free(job *j);

/// The name of a scheme, by its index in the file.
const char *job_scheme_name(const scenario_file *file, size_t scheme);

#endif
