#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/templates.h"

static const struct argp_option init_options[] = {OPTION_TEMPLATE, OPTION_HELP, {0}};

static const char init_text[] =
    "Write a scenario to begin with, which runs as it is; its notes say what is what.\n"
    "\n"
    "FILE is scenario.json when not given; - is standard output. A file that is there already stays.\n"
    "\n"
    "Templates:\n"
    "  simple     one kind of calls, one team, a second scheme (the default)\n"
    "  ivr        trunks, a voice menu, two kinds of calls, two teams, redials\n"
    "  two-sites  a main and a standby site, an outage, cold against hot standby";

static const command_line init_line = {
    .command = "hotline init",
    .options = init_options,
    .arguments = "[FILE]",
    .text = init_text,
    .exit_status = "  0  done\n"
                   "  2  bad usage, or the file is there already\n"
                   "  3  could not finish (disk full)",
    .examples = "  $ hotline init center.json && hotline run center.json\n"
                "  $ hotline init --template two-sites - | less",
    .argument_max = 1,
};

static bool template_unknown(const char *name, input_error *err) {
    const char *names[16];
    size_t count = 0;
    text_buffer list = {0};
    for (; scenario_templates[count].name && count < 16; count++) {
        names[count] = scenario_templates[count].name;
        text_add(&list, "%s%s", count ? ", " : "", names[count]);
    }
    const char *near = text_nearest(name, names, count);
    char *all = text_take(&list);
    if (near)
        (void)input_error_set(err, NULL, 0, NULL, "there is no template '%s'; did you mean '%s'?", name,
                              near);
    else
        (void)input_error_set(err, NULL, 0, NULL, "there is no template '%s'; there are %s", name, all);
    free(all);
    return false;
}

static const char *template_find(const char *name, input_error *err) {
    for (const scenario_template *t = scenario_templates; t->name; t++)
        if (!name || strcmp(t->name, name) == 0)
            return t->text;
    (void)template_unknown(name, err);
    return NULL;
}

/// Opens a file that must not be there yet.
static FILE *file_create(const char *path, input_error *err) {
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *out = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    if (out)
        return out;
    if (errno == EEXIST)
        (void)input_error_set(err, path, 0, NULL, "is there already; give another name, or take it away");
    else
        (void)input_error_set(err, path, 0, NULL, "cannot be written: %s", strerror(errno));
    return NULL;
}

static bool file_write(const char *path, const char *text, input_error *err) {
    FILE *out = file_create(path, err);
    if (!out)
        return false;
    errno = 0;
    bool lost = fputs(text, out) < 0;
    lost = fclose(out) != 0 || lost;
    if (!lost)
        return true;
    (void)remove(path);
    return runtime_error_set(err, path, "cannot be written: %s", errno ? strerror(errno) : "write error");
}

static int init_run(const options *o) {
    const char *path = o->argument_count ? o->arguments[0] : "scenario.json";
    input_error err = {0};
    const char *text = template_find(o->template_name, &err);
    if (!text)
        return command_fail(&err);
    if (strcmp(path, "-") == 0) {
        (void)fputs(text, stdout);
        return EXIT_DONE;
    }
    if (!file_write(path, text, &err))
        return command_fail(&err);
    (void)printf("%s is written. Next: hotline run %s\n", path, path);
    return EXIT_DONE;
}

int command_init(int argc, char **argv) {
    options o;
    int code = EXIT_DONE;
    if (!options_parse(&o, &init_line, argc, argv, &code))
        return code;
    code = init_run(&o);
    options_free(&o);
    return code;
}
