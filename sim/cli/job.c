#include "cli/job.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/progress.h"

const char *job_scheme_name(const scenario_file *file, size_t scheme) {
    return scenario_layout(scenario_scheme(file, scheme))->scheme;
}

bool job_load(job *j, const options *o, const char *path) {
    *j = (job){0};
    scenario_changes changes = options_changes(o);
    input_errors errors = {0};
    if (scenario_load_all(path, &changes, &j->file, &errors) && experiment_check_all(j->file, &errors)) {
        j->schemes = memory_new(scenario_scheme_count(j->file), sizeof *j->schemes);
        return true;
    }
    input_errors_print(&errors, stderr);
    return false;
}

void job_choose_all(job *j) {
    j->scheme_count = scenario_scheme_count(j->file);
    for (size_t i = 0; i < j->scheme_count; i++)
        j->schemes[i] = i;
}

static bool scheme_unknown(const job *j, const char *path, const char *name, input_error *err) {
    size_t count = scenario_scheme_count(j->file);
    const char **names = memory_new(count, sizeof *names);
    text_buffer list = {0};
    for (size_t i = 0; i < count; i++) {
        names[i] = job_scheme_name(j->file, i);
        text_add(&list, "%s%s", i ? ", " : "", names[i]);
    }
    const char *nearest = text_nearest(name, names, count);
    char *all = text_take(&list);
    if (nearest)
        (void)input_error_set(err, path, 0, NULL, "has no scheme '%s': did you mean '%s'? It has %s", name,
                              nearest, all);
    else
        (void)input_error_set(err, path, 0, NULL, "has no scheme '%s'; it has %s", name, all);
    free(all);
    free(names);
    return false;
}

bool job_choose(job *j, const char *path, const char *name, input_error *err) {
    if (name && strcmp(name, "all") == 0) {
        job_choose_all(j);
        return true;
    }
    size_t scheme = name ? scenario_scheme_find(j->file, name) : 0;
    if (scheme == SIZE_MAX)
        return scheme_unknown(j, path, name, err);
    j->schemes[0] = scheme;
    j->scheme_count = 1;
    return true;
}

void job_claim_inputs(const job *j, file_claims *c) {
    for (size_t i = 0; i < scenario_file_input_count(j->file); i++)
        file_claims_read(c, scenario_file_input(j->file, i));
}

bool job_claim_outputs(const job *j, const options *o, file_claims *c, input_error *err) {
    bool good = output_claim(c, o->output, "--output", err) &&
                (!o->junit || output_claim(c, o->junit, "--junit", err));
    for (size_t i = 0; i < j->scheme_count && o->trace && good; i++) {
        char *path =
            experiment_trace_path(o->trace, job_scheme_name(j->file, j->schemes[i]), j->scheme_count > 1);
        good = output_claim(c, path, "--trace", err);
        free(path);
    }
    return good;
}

bool job_keeps_files(const job *j, const options *o, input_error *err) {
    file_claims claims = {0};
    job_claim_inputs(j, &claims);
    bool good = job_claim_outputs(j, o, &claims, err);
    file_claims_free(&claims);
    return good;
}

bool job_run(job *j, const options *o, input_error *err) {
    progress bar;
    experiment e = {
        .file = j->file,
        .schemes = j->schemes,
        .scheme_count = j->scheme_count,
        .replications = o->replications ? o->replications : scenario_file_replications(j->file),
        .seed = o->seed_given ? o->seed : scenario_file_seed(j->file),
        .batches = scenario_file_batches(j->file),
        .jobs = o->jobs,
        .trace = o->trace,
        .trace_replication = o->trace_replication - 1,
        .progress = progress_show,
        .progress_context = &bar,
        .cancelled = interrupt_cancelled,
    };
    if (o->trace && o->trace_replication > e.replications)
        return input_error_set(err, NULL, 0, NULL,
                               "--trace-replication is %lu, but there are only %lu replications",
                               (unsigned long)o->trace_replication, (unsigned long)e.replications);
    progress_begin(&bar);
    j->ran = experiment_run(&e, &j->results, err);
    progress_end(&bar);
    return j->ran;
}

static void job_report(job *j, const options *o, bool differences) {
    scenario_changes changes = options_changes(o);
    report_options how = {
        .confidence = o->confidence,
        .colour = output_coloured(j->out.stream),
        .differences = differences,
        .targets = true,
        .histogram = o->histogram,
        .changes = &changes,
    };
    if (o->csv)
        report_csv(&j->results, &how, j->out.stream);
    else if (o->json)
        report_json(&j->results, &how, j->out.stream);
    else
        report_text(&j->results, &how, j->out.stream);
}

bool job_run_and_report(job *j, const options *o, bool differences, input_error *err) {
    if (!job_keeps_files(j, o, err) || !output_open(&j->out, o->output, err) || !job_run(j, o, err))
        return false;
    job_report(j, o, differences);
    return output_close(&j->out, err);
}

int job_exit_code(const job *j, const options *o) {
    if (!j->results.partial)
        return EXIT_DONE;
    (void)fprintf(stderr, "%s: interrupted: the results are partial, of %lu replications\n", o->command,
                  (unsigned long)j->results.replications);
    return EXIT_UNFINISHED;
}

void job_free(job *j) {
    output_abandon(&j->out);
    if (j->ran)
        results_free(&j->results);
    if (j->file)
        scenario_file_free(j->file);
    free(j->schemes);
    *j = (job){0};
}
