#define _POSIX_C_SOURCE 200809L

#include "cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/number.h"
#include "cli/output.h"

/// What argp hands to options_key.
typedef struct parsing {
    options *options;
    const command_line *how;
} parsing;

static void usage_error(options *o, const char *text) {
    (void)input_error_set(&o->error, o->command, 0, NULL, "%s (see '%s --help')", text, o->command);
}

static void usage_error_take(options *o, char *text) {
    usage_error(o, text);
    free(text);
}

static uint64_t whole(options *o, const char *name, const char *text, uint64_t low, uint64_t high) {
    uint64_t value = 0;
    if (!number_parse_whole(text, low, high, &value))
        usage_error_take(o, text_format("%s is '%s'; must be a whole number from %llu to %llu", name, text,
                                        (unsigned long long)low, (unsigned long long)high));
    return value;
}

static void fraction_read(options *o, const char *name, const char *text, double *out) {
    if (!number_parse_fraction(text, out))
        usage_error_take(
            o, text_format("%s is '%s'; must be a number between 0 and 1, such as 0.95", name, text));
}

static void list_add(const char ***list, size_t *count, const char *text) {
    *list = memory_resize(*list, *count + 1, sizeof **list);
    (*list)[(*count)++] = text;
}

/// "name=value": whoever reads it knows both to be there.
static void pair_add(parsing *p, int key, const char *text) {
    const char *equals = strchr(text, '='), *name = "";
    for (const struct argp_option *i = p->how->options; i->name; i++)
        name = i->key == key ? i->name : name;
    if (!equals || equals == text || !equals[1])
        usage_error_take(p->options, text_format("--%s is '%s'; must be NAME=VALUE", name, text));
    if (key == KEY_PAIR)
        list_add(&p->options->pairs, &p->options->pair_count, text);
    else
        list_add(&p->options->filters, &p->options->filter_count, text);
}

static void set_add(options *o, const char *text) {
    const char *equals = strchr(text, '=');
    if (!equals || equals == text)
        usage_error_take(
            o, text_format("--set is '%s'; must be PATH=VALUE, such as agents.front.size=70", text));
    list_add(&o->sets, &o->set_count, text);
}

/// A file name must not be empty: `--junit "$OUT"` with OUT unset is a mistake.
static const char *path_of(options *o, const char *name, const char *text) {
    if (!*text)
        usage_error_take(o, text_format("%s needs a file name", name));
    return text;
}

static bool experiment_key(options *o, int key, const char *text) {
    switch (key) {
    case 'n':
        o->replications = (uint32_t)whole(o, "--replications", text, 1, REPLICATIONS_MAX);
        return true;
    case 'j':
        o->jobs = (uint32_t)whole(o, "--jobs", text, 0, JOBS_MAX);
        return true;
    case KEY_SEED:
        o->seed = whole(o, "--seed", text, 0, UINT64_MAX);
        o->seed_given = true;
        return true;
    case KEY_SET:
        set_add(o, text);
        return true;
    case KEY_TEMPLATE:
        o->template_name = text;
        return true;
    case KEY_SCHEME:
        o->scheme = text;
        return true;
    case KEY_AT:
        o->at = text;
        return true;
    case KEY_TRACE:
        o->trace = path_of(o, "--trace", text);
        return true;
    case KEY_TRACE_REPLICATION:
        o->trace_replication = (uint32_t)whole(o, "--trace-replication", text, 1, REPLICATIONS_MAX);
        return true;
    case KEY_CONFIDENCE:
        fraction_read(o, "--confidence", text, &o->confidence);
        return true;
    default:
        return false;
    }
}

static bool output_key(options *o, int key, const char *text) {
    switch (key) {
    case KEY_JSON:
        o->json = true;
        return true;
    case KEY_CSV:
        o->csv = true;
        return true;
    case KEY_HISTOGRAM:
        o->histogram = true;
        return true;
    case KEY_REFERENCE:
        o->reference = true;
        return true;
    case 'o':
        o->output = path_of(o, "--output", text);
        return true;
    case KEY_JUNIT:
        o->junit = path_of(o, "--junit", text);
        return true;
    case 'h':
        o->help = true;
        return true;
    default:
        return false;
    }
}

/// What only this command has.
static bool own_key(parsing *p, int key, const char *text) {
    options *o = p->options;
    if (key == KEY_PAIR || key == KEY_FILTER)
        pair_add(p, key, text);
    else if (key >= KEY_OWN && key < KEY_OWN + OWN_VALUES_MAX)
        o->own[key - KEY_OWN] = text ? text : ""; // of one that takes no value
    else
        return false;
    return true;
}

static size_t option_count(const struct argp_option *list) {
    size_t count = 0;
    while (list[count].name)
        count++;
    return count;
}

/// Says why getopt refused a long option: `name` is what stands between "--" and a "=".
static char *long_option_diagnose(const struct argp_option *list, const char *name, bool with_value) {
    size_t count = option_count(list);
    const char **names = memory_new(count, sizeof *names);
    char *text = NULL;
    for (size_t i = 0; i < count; i++) {
        names[i] = list[i].name;
        if (strcmp(name, names[i]) == 0)
            text = with_value ? text_format("--%s takes no value", name)
                              : text_format("--%s needs a value", name);
    }
    const char *nearest = text ? NULL : text_nearest(name, names, count);
    if (nearest)
        text = text_format("unknown option '--%s': did you mean '--%s'?", name, nearest);
    else if (!text)
        text = text_format("unknown option '--%s'", name);
    free(names);
    return text;
}

static char *short_option_diagnose(const struct argp_option *list, const char *argument) {
    for (size_t i = 0; list[i].name; i++)
        if (list[i].arg && argument[1] == list[i].key && !argument[2])
            return text_format("%s needs a value", argument);
    return text_format("unknown option '%s'", argument);
}

/// Which argument getopt refused it does not say, only where it stands: a cluster of short options is not yet
/// counted as read, all else is.
static void option_diagnose(parsing *p, const struct argp_state *state) {
    int at = state->next > 0 && state->next <= state->argc ? state->next - 1 : 0;
    if (at == 0 || state->argv[at][0] != '-')
        at = at + 1 < state->argc ? at + 1 : at;
    const char *argument = state->argv[at];
    if (strncmp(argument, "--", 2) != 0) {
        usage_error_take(p->options, short_option_diagnose(p->how->options, argument));
        return;
    }
    const char *equals = strchr(argument, '=');
    char *name = text_copy(argument + 2);
    if (equals)
        name[equals - argument - 2] = '\0';
    usage_error_take(p->options, long_option_diagnose(p->how->options, name, equals != NULL));
    free(name);
}

static error_t options_key(int key, char *text, struct argp_state *state) {
    parsing *p = state->input;
    options *o = p->options;
    if (key == ARGP_KEY_ARG) {
        list_add(&o->arguments, &o->argument_count, text);
        return 0;
    }
    if (key == ARGP_KEY_ERROR) {
        option_diagnose(p, state);
        return 0;
    }
    return experiment_key(o, key, text) || output_key(o, key, text) || own_key(p, key, text)
               ? 0
               : ARGP_ERR_UNKNOWN;
}

/// Its headings are those of a manual page, which cmake/man.cmake makes of it.
static void help_print(const command_line *how) {
    char *doc = text_format("%s\n\nOptions:\vExit status:\n%s\n\nExamples:\n%s", how->text, how->exit_status,
                            how->examples);
    const struct argp argp = {.options = how->options, .args_doc = how->arguments, .doc = doc};
    // leaves out argp's note on the arguments of short options: a help_filter is not asked about it
    (void)setenv("ARGP_HELP_FMT", "no-dup-args-note", 0);
    argp_help(&argp, stdout, ARGP_HELP_SHORT_USAGE | ARGP_HELP_LONG | ARGP_HELP_DOC, (char *)how->command);
    free(doc);
}

static void arguments_check(options *o, const command_line *how) {
    if (o->argument_count < how->argument_min)
        usage_error_take(o, text_format("needs %s", how->arguments));
    else if (o->argument_count > how->argument_max)
        usage_error_take(o, text_format("'%s' is too much", o->arguments[how->argument_max]));
    else if (o->json && o->csv)
        usage_error(o, "--json and --csv exclude each other");
}

bool options_parse(options *o, const command_line *how, int argc, char **argv, int *exit_code) {
    *o = (options){.command = how->command, .confidence = 0.95, .trace_replication = 1};
    parsing p = {.options = o, .how = how};
    const struct argp argp = {.options = how->options, .parser = options_key};
    // argp's own errors and help would end the program, with exit codes of their own
    error_t refused = argp_parse(&argp, argc, argv, ARGP_NO_ERRS | ARGP_NO_HELP | ARGP_NO_EXIT, NULL, &p);
    if (o->help) {
        help_print(how);
        *exit_code = EXIT_DONE;
        options_free(o);
        return false;
    }
    if (refused)
        usage_error(o, "cannot be understood");
    arguments_check(o, how);
    if (o->error.kind == ERROR_NONE)
        return true;
    *exit_code = command_fail(&o->error);
    options_free(o);
    return false;
}

void options_free(options *o) {
    free(o->arguments);
    free(o->sets);
    free(o->pairs);
    free(o->filters);
    *o = (options){0};
}

scenario_changes options_changes(const options *o) {
    return (scenario_changes){.sets = o->sets, .set_count = o->set_count};
}

bool options_refuse(const char *command_name, input_error *err, char *text) {
    (void)input_error_set(err, command_name, 0, NULL, "%s (see '%s --help')", text, command_name);
    free(text);
    return false;
}
