#include <hotline/trace.h>

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/trace/export.h"
#include "print/json.h"

static const struct argp_option trace_options[] = {OPTION_JSON, OPTION_CSV, OPTION_OUTPUT, OPTION_HELP, {0}};

static const char trace_text[] =
    "Look into a trace: the record of every change in one simulated day, as --trace writes it.\n"
    "\n"
    "Actions:\n"
    "  info    what was recorded, and how much\n"
    "  verify  replay all of it and compare with the states stored in it\n"
    "  export  all records, as CSV (the default) or JSON\n"
    "\n"
    "Columns of an export are time (seconds from the start), record, call (number of the caller's place; "
    "given "
    "to another caller once it has left), class, site, agent, detail, value, flags; 'docs/trace.md' tells "
    "what "
    "they mean for each record.";

static const command_line trace_line = {
    .command = "hotline trace",
    .options = trace_options,
    .arguments = "info|verify|export FILE",
    .text = trace_text,
    .exit_status = "  0  done\n"
                   "  2  bad usage, or a file that is damaged, cut off or no trace\n"
                   "  3  could not finish (disk full, interrupted, out of memory)",
    .examples = "  $ hotline trace info day.trace\n"
                "  $ hotline trace verify day.trace\n"
                "  $ hotline trace export day.trace --csv --output day.csv",
    .argument_min = 2,
    .argument_max = 2,
};

static void info_print_text(const trace *t) {
    const trace_header *h = trace_info(t);
    const layout *l = h->layout;
    sim_time first, last;
    char from[TIME_TEXT_SIZE], to[TIME_TEXT_SIZE];
    trace_span(t, &first, &last);
    clock_format(l->start, first, from);
    clock_format(l->start, last, to);
    (void)printf("scenario      %s: %s\n", l->name, l->title ? l->title : "");
    (void)printf("scheme        %s: %s\n", l->scheme, l->scheme_title ? l->scheme_title : "");
    (void)printf("hash          %016" PRIx64 "\n", h->scenario_hash);
    (void)printf("seed          %" PRIu64 ", replication %lu\n", h->seed, (unsigned long)h->replication + 1);
    (void)printf("written by    hotline %s\n", h->version);
    (void)printf("start         %04d-%02d-%02d %02d:%02d\n", l->start.year, l->start.month, l->start.day,
                 l->start.hour, l->start.minute);
    (void)printf("records       %" PRIu64 " in %zu chunks, from %s to %s\n", trace_record_count(t),
                 trace_chunk_count(t), from, to);
    (void)printf("center        %u classes, %u sites, %u groups with %u agents\n", l->class_count,
                 l->site_count, l->group_count, layout_agent_count(l));
    if (trace_is_whole(t))
        (void)printf("final state   %016" PRIx64 "\n", trace_final_hash(t));
    else
        (void)printf("final state   unknown: the file is cut off after %s\n", to);
}

static void info_print_pair(const char *key, const char *value) {
    (void)printf(" \"%s\": ", key);
    json_print_text(stdout, value);
    (void)fputs(",\n", stdout);
}

static void info_print_json(const trace *t) {
    const trace_header *h = trace_info(t);
    const layout *l = h->layout;
    sim_time first, last;
    trace_span(t, &first, &last);
    (void)printf("{\"hotline_trace\": 1,\n");
    info_print_pair("scenario", l->name);
    info_print_pair("title", l->title);
    info_print_pair("scheme", l->scheme);
    info_print_pair("scheme_title", l->scheme_title);
    info_print_pair("version", h->version);
    (void)printf(" \"scenario_hash\": \"%016" PRIx64 "\",\n \"seed\": %" PRIu64 ",\n \"replication\": %lu,\n",
                 h->scenario_hash, h->seed, (unsigned long)h->replication + 1);
    (void)printf(" \"start\": \"%04d-%02d-%02dT%02d:%02d:%02d\",\n", l->start.year, l->start.month,
                 l->start.day, l->start.hour, l->start.minute, l->start.second);
    (void)printf(" \"records\": %" PRIu64
                 ",\n \"chunks\": %zu,\n \"first_time\": %.6f,\n \"last_time\": %.6f,\n",
                 trace_record_count(t), trace_chunk_count(t), sim_time_to_s(first), sim_time_to_s(last));
    (void)printf(" \"classes\": %u,\n \"sites\": %u,\n \"groups\": %u,\n \"agents\": %u,\n \"whole\": %s,\n",
                 l->class_count, l->site_count, l->group_count, layout_agent_count(l),
                 trace_is_whole(t) ? "true" : "false");
    if (trace_is_whole(t))
        (void)printf(" \"final_hash\": \"%016" PRIx64 "\"}\n", trace_final_hash(t));
    else
        (void)printf(" \"final_hash\": null}\n");
}

static bool action_info(const trace *t, const options *o, input_error *err) {
    (void)err;
    if (o->json)
        info_print_json(t);
    else
        info_print_text(t);
    return true;
}

static bool action_verify(const trace *t, const options *o, input_error *err) {
    if (!trace_is_whole(t)) {
        sim_time first, last;
        char to[TIME_TEXT_SIZE];
        trace_span(t, &first, &last);
        clock_format(trace_info(t)->layout->start, last, to);
        return input_error_set(err, o->arguments[1], 0, NULL, "is cut off after %s", to);
    }
    if (!trace_verify(t, err))
        return false;
    if (o->json)
        (void)printf("{\"hotline_trace\": 1, \"valid\": true, \"records\": %" PRIu64
                     ", \"final_hash\": \"%016" PRIx64 "\"}\n",
                     trace_record_count(t), trace_final_hash(t));
    else
        (void)printf("%s: sound, %" PRIu64 " records, final state %016" PRIx64 "\n", o->arguments[1],
                     trace_record_count(t), trace_final_hash(t));
    return true;
}

static bool action_export(const trace *t, const options *o, input_error *err) {
    file_claims claims = {0};
    file_claims_read(&claims, o->arguments[1]);
    bool apart = output_claim(&claims, o->output, "--output", err);
    file_claims_free(&claims);
    return apart && trace_export(t, o->output, o->json, err);
}

typedef struct trace_action {
    const char *name;
    bool (*run)(const trace *t, const options *o, input_error *err);
} trace_action;

static const trace_action actions[] = {
    {"info", action_info},
    {"verify", action_verify},
    {"export", action_export},
};

enum { ACTION_COUNT = sizeof actions / sizeof actions[0] };

static const trace_action *action_find(const char *name, input_error *err) {
    const char *names[ACTION_COUNT];
    for (size_t i = 0; i < ACTION_COUNT; i++) {
        names[i] = actions[i].name;
        if (strcmp(name, actions[i].name) == 0)
            return &actions[i];
    }
    const char *nearest = text_nearest(name, names, ACTION_COUNT);
    (void)input_error_set(err, NULL, 0, NULL, "unknown action 'trace %s': did you mean 'trace %s'?", name,
                          nearest ? nearest : "info");
    return NULL;
}

static bool options_fit(const trace_action *a, const options *o, input_error *err) {
    bool exports = strcmp(a->name, "export") == 0;
    if (!exports && (o->csv || o->output))
        return input_error_set(err, NULL, 0, NULL, "%s is only for 'hotline trace export'",
                               o->csv ? "--csv" : "--output");
    return true;
}

int command_trace(int argc, char **argv) {
    options o;
    int code = EXIT_DONE;
    if (!options_parse(&o, &trace_line, argc, argv, &code))
        return code;
    input_error err = {0};
    trace *t = NULL;
    const trace_action *a = action_find(o.arguments[0], &err);
    bool done = a && options_fit(a, &o, &err) && trace_open(&t, o.arguments[1], &err) && a->run(t, &o, &err);
    code = done ? EXIT_DONE : command_fail(&err);
    if (t)
        trace_close(t);
    options_free(&o);
    return code;
}
