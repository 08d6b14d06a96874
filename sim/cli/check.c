#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/job.h"
#include "cli/options.h"
#include "cli/output.h"
#include "print/json.h"

static const struct argp_option check_options[] = {
    OPTION_REPLICATIONS, OPTION_SEED,   OPTION_JOBS, OPTION_SET, OPTION_JUNIT,
    OPTION_JSON,         OPTION_OUTPUT, OPTION_HELP, {0},
};

static const char check_text[] =
    "Run the schemes that the targets of scenario files name, and say for each target whether it is met, "
    "missed or undecided (the interval straddles the bound: run more replications).\n"
    "\n"
    "A target with \"expect\": \"missed\" holds that it is missed: then being met is the failure.";

static const command_line check_line = {
    .command = "hotline check",
    .options = check_options,
    .arguments = "FILE...",
    .text = check_text,
    .exit_status = "  0  every target is as expected\n"
                   "  1  one is not, or is undecided\n"
                   "  2  bad usage or bad scenario, or one without targets\n"
                   "  3  could not finish (disk full, interrupted, out of memory)",
    .examples = "  $ hotline check center.json\n"
                "  $ hotline check scenarios/examples/*.json --junit report.xml",
    .argument_min = 1,
    .argument_max = SIZE_MAX,
};

/// One file and its verdicts.
typedef struct checked {
    const char *path;
    job job;
    verdict *verdicts;
    size_t verdict_count;
} checked;

/// All files, in the order given.
typedef struct check {
    const options *options;
    checked *files;
    size_t file_count;
    size_t verdict_count, failed_count;
    size_t undecided_count; ///< of the failed
    bool partial;
    output out, junit;
} check;

static bool as_expected(const verdict *v) {
    return v->status == v->target->expected;
}

static const char *verdict_scheme(const checked *c, const verdict *v) {
    return job_scheme_name(c->job.file, c->job.results.schemes[v->scheme]);
}

/// Chooses the schemes that any target names.
static void schemes_choose(job *j) {
    size_t targets = scenario_target_count(j->file);
    for (size_t scheme = 0; scheme < scenario_scheme_count(j->file); scheme++) {
        bool named = false;
        for (size_t i = 0; i < targets; i++)
            named = named || scenario_target(j->file, i)->schemes[scheme];
        if (named)
            j->schemes[j->scheme_count++] = scheme;
    }
}

/// Returns the exit code.
static int file_load(checked *c, const options *o) {
    if (!job_load(&c->job, o, c->path))
        return EXIT_BAD_INPUT;
    schemes_choose(&c->job);
    if (c->job.scheme_count > 0)
        return EXIT_DONE;
    input_error err = {0};
    (void)input_error_set(&err, c->path, 0, "$.targets", "there are none; check needs at least one");
    return command_fail(&err);
}

/// All files before the first run, so that a mistake in the last shows at once. Returns the exit code.
static int files_load(check *c) {
    int code = EXIT_DONE;
    for (size_t i = 0; i < c->file_count; i++) {
        c->files[i].path = c->options->arguments[i];
        int wrong = file_load(&c->files[i], c->options);
        code = wrong == EXIT_DONE ? code : wrong;
    }
    return code;
}

static void file_judge(check *c, checked *f) {
    const results *r = &f->job.results;
    f->verdict_count = results_verdicts(r, NULL);
    f->verdicts = memory_new(f->verdict_count, sizeof *f->verdicts);
    (void)results_verdicts(r, f->verdicts);
    c->partial = c->partial || r->partial;
    c->verdict_count += f->verdict_count;
    for (size_t i = 0; i < f->verdict_count; i++) {
        c->failed_count += !as_expected(&f->verdicts[i]);
        c->undecided_count += f->verdicts[i].status == TARGET_UNDECIDED;
    }
}

/// Runs and judges file after file; one that was interrupted is the last.
static bool files_run(check *c, input_error *err) {
    for (size_t i = 0; i < c->file_count && !c->partial; i++) {
        if (!job_run(&c->files[i].job, c->options, err))
            return false;
        file_judge(c, &c->files[i]);
    }
    return true;
}

static void verdict_print_value(const results *r, const verdict *v, FILE *out) {
    char *text = report_verdict(r, v);
    (void)fprintf(out, "%s%s", text, v->target->expected == TARGET_MISSED ? " (expected: missed)" : "");
    free(text);
}

static void file_print_text(const checked *f, bool coloured, FILE *out) {
    int name_width = 0, scheme_width = 0;
    for (size_t i = 0; i < f->verdict_count; i++) {
        int name = (int)strlen(f->verdicts[i].target->name),
            scheme = (int)strlen(verdict_scheme(f, &f->verdicts[i]));
        name_width = name > name_width ? name : name_width;
        scheme_width = scheme > scheme_width ? scheme : scheme_width;
    }
    (void)fprintf(out, "%s: %s\n", f->path, scenario_file_title(f->job.file));
    for (size_t i = 0; i < f->verdict_count; i++) {
        const verdict *v = &f->verdicts[i];
        const char *colour = as_expected(v) ? "\033[32m" : "\033[31m";
        (void)fprintf(out, "  %s%-4s%s  %-9s  %-*s  %-*s  ", coloured ? colour : "",
                      as_expected(v) ? "ok" : "FAIL", coloured ? "\033[0m" : "",
                      target_status_name(v->status), name_width, v->target->name, scheme_width,
                      verdict_scheme(f, v));
        verdict_print_value(&f->job.results, v, out);
        (void)fputc('\n', out);
    }
}

static void check_print_text(const check *c, FILE *out) {
    bool coloured = output_coloured(out);
    for (size_t i = 0; i < c->file_count && c->files[i].job.ran; i++)
        file_print_text(&c->files[i], coloured, out);
    (void)fprintf(out, "%zu %s: %zu as expected, %zu not", c->verdict_count,
                  c->verdict_count == 1 ? "verdict" : "verdicts", c->verdict_count - c->failed_count,
                  c->failed_count);
    if (c->undecided_count)
        (void)fprintf(out, " (%zu undecided: try more replications, -n)", c->undecided_count);
    (void)fputc('\n', out);
}

/// `{"<target>": {"<scheme>": {...}}}`
static void verdicts_print_json(const checked *f, FILE *out) {
    const char *between_targets = "";
    (void)fputs("{", out);
    for (size_t t = 0; t < scenario_target_count(f->job.file); t++) {
        const char *between = "";
        (void)fprintf(out, "%s\n       ", between_targets);
        json_print_text(out, scenario_target(f->job.file, t)->name);
        (void)fputs(": {", out);
        for (size_t i = 0; i < f->verdict_count; i++) {
            const verdict *v = &f->verdicts[i];
            if (v->target != scenario_target(f->job.file, t))
                continue;
            (void)fputs(between, out);
            json_print_text(out, verdict_scheme(f, v));
            (void)fputs(": ", out);
            report_verdict_json(&f->job.results, v, out);
            between = ",\n         ";
        }
        (void)fputs("}", out);
        between_targets = ",";
    }
    (void)fputs("}", out);
}

static void check_print_json(const check *c, FILE *out) {
    (void)fprintf(out, "{\"hotline_check\": 1, \"as_expected\": %s, \"partial\": %s, \"files\": [",
                  c->failed_count || c->partial ? "false" : "true", c->partial ? "true" : "false");
    for (size_t i = 0; i < c->file_count && c->files[i].job.ran; i++) {
        const checked *f = &c->files[i];
        (void)fprintf(out, "%s\n  {\"file\": ", i ? "," : "");
        json_print_text(out, f->path);
        (void)fputs(", \"scenario\": ", out);
        json_print_text(out, scenario_file_name(f->job.file));
        (void)fprintf(out, ", \"seed\": %llu, \"replications\": %lu,\n   \"targets\": ",
                      (unsigned long long)f->job.results.seed, (unsigned long)f->job.results.replications);
        verdicts_print_json(f, out);
        (void)fputs("}", out);
    }
    (void)fputs("\n]}\n", out);
}

static void check_print_junit(const check *c, FILE *out) {
    report_junit_begin(out);
    for (size_t i = 0; i < c->file_count; i++)
        report_junit_file(&c->files[i].job.results, c->files[i].path, out);
    report_junit_end(out);
}

static bool outputs_open(check *c, input_error *err) {
    const options *o = c->options;
    file_claims claims = {0};
    for (size_t i = 0; i < c->file_count; i++)
        job_claim_inputs(&c->files[i].job, &claims);
    bool apart = job_claim_outputs(&c->files[0].job, o, &claims, err);
    file_claims_free(&claims);
    return apart && output_open(&c->out, o->output, err) &&
           (!o->junit || output_open(&c->junit, o->junit, err));
}

static bool check_report(check *c, input_error *err) {
    if (c->options->json)
        check_print_json(c, c->out.stream);
    else
        check_print_text(c, c->out.stream);
    if (!output_close(&c->out, err))
        return false;
    // what a continuous integration reads must not look like the whole when it is not
    if (!c->options->junit || c->partial)
        return true;
    check_print_junit(c, c->junit.stream);
    return output_close(&c->junit, err);
}

static int check_run(check *c) {
    input_error err = {0};
    int code = files_load(c);
    if (code != EXIT_DONE)
        return code;
    if (!outputs_open(c, &err) || !files_run(c, &err) || !check_report(c, &err))
        return command_fail(&err);
    if (c->partial) {
        (void)fprintf(stderr, "hotline check: interrupted: the verdicts are partial%s\n",
                      c->options->junit ? ", the JUnit file is not written" : "");
        return EXIT_UNFINISHED;
    }
    return c->failed_count ? EXIT_TARGETS : EXIT_DONE;
}

static void check_free(check *c) {
    output_abandon(&c->out);
    output_abandon(&c->junit);
    for (size_t i = 0; i < c->file_count; i++) {
        job_free(&c->files[i].job);
        free(c->files[i].verdicts);
    }
    free(c->files);
}

int command_check(int argc, char **argv) {
    options o;
    int code = EXIT_DONE;
    if (!options_parse(&o, &check_line, argc, argv, &code))
        return code;
    check c = {.options = &o, .file_count = o.argument_count};
    c.files = memory_new(c.file_count, sizeof *c.files);
    code = check_run(&c);
    check_free(&c);
    options_free(&o);
    return code;
}
