// Runs ordinary scenario files of queueing models whose values are known, and compares every figure.
//
//     test_exact [--long] LIST.json [PART OF A NAME | K/N]
//
// K/N: every N-th case, from the K-th on, so that N processes share the work.
//
// With N figures in the list, each may differ by the quantile for a two-sided 0.001/N times the standard
// error of the difference, sqrt(ours^2 + theirs^2), so that a right engine passes the whole list with
// probability 0.999; seeds are fixed, so that a pass stays a pass.
//
// Exact values ("expect") have no error. They are run until that much is at most 1 % of the figure (figures
// below 0.01: 0.0005 in all), or until the case has had 2e8 attempts, in the long form 2e9. What may not
// happen at all in so many attempts with probability 0.001/N, ln(N/0.001)/attempts, is added: what happens
// once in 1e9 attempts is not seen in 1e8, and its estimated variance is then 0.
//
// Where a case says "relative" (0.05), its figures are shares of time that fail seldom, whatever the calls
// do: they are run until the same multiple is at most so much of the figure and of its complement, and
// nothing is added.
//
// Printed values ("figures") have an interval, and half a unit of their last digit is added. They are run
// until our interval at the same confidence is no longer than the printed one; who cannot fails.
//
// The long form asks for 0.3 of all these widths.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reference.h"
#include "stats/estimate.h"

static const double family_error = 0.001;
enum { ROUNDS_MAX = 2000 };

typedef struct rule {
    double confidence;   ///< of one comparison
    double precision;    ///< 1, in the long form 0.3
    double attempts_max; ///< of a case
} rule;

static bool is_precise(const figure *f, const rule *r) {
    if (f->half_width > 0)
        return student_quantile(f->confidence, f->units - 1) * f->error <= r->precision * f->half_width;
    double most = f->relative > 0         ? f->relative * fmin(f->value, 1 - f->value)
                  : fabs(f->value) < 0.01 ? 0.0005
                                          : 0.01 * fabs(f->value);
    return student_quantile(r->confidence, f->units - 1) * f->error <= r->precision * most;
}

static bool all_precise(const reference_case *c, const rule *r) {
    for (size_t i = 0; i < c->figure_count; i++) {
        if (!is_precise(&c->figures[i], r))
            return false;
    }
    return true;
}

/// Prints the figure's line of the table; true when it holds.
static bool figure_report(const figure *f, const reference_case *c, const rule *r) {
    bool is_exact = f->half_width == 0, precise = is_precise(f, r);
    double theirs = is_exact ? 0 : f->half_width / student_quantile(f->confidence, 1000000);
    double error = sqrt(f->error * f->error + theirs * theirs);
    double z = student_quantile(r->confidence, f->units - 1);
    double slack = f->relative > 0 ? 0 : is_exact ? -log(1 - r->confidence) / c->attempts : f->digit;
    double off = f->mean - f->value;
    bool holds = fabs(off) <= z * error + slack && ((is_exact && f->relative <= 0) || precise);
    (void)printf("  %-4s %-56s %12.8g +- %-9.3g %12.8g +- %-9.3g %6.2f%s\n", holds ? "ok" : "FAIL", f->name,
                 f->value, theirs, f->mean, f->error, error > 0 ? off / error : 0.0,
                 precise ? "" : "   (most attempts reached)");
    return holds;
}

static size_t case_run(const cJSON *json, const char *folder, const rule *r) {
    reference_case c;
    reference_case_load(&c, json, folder);
    do
        reference_case_round(&c);
    while (!all_precise(&c, r) && c.attempts < r->attempts_max && c.rounds < ROUNDS_MAX);
    (void)printf("%s: %.3g attempts\n", c.name, c.attempts);
    size_t failed = 0;
    for (size_t i = 0; i < c.figure_count; i++)
        failed += !figure_report(&c.figures[i], &c, r);
    (void)fflush(stdout);
    reference_case_free(&c);
    return failed;
}

static char *file_text(const char *path) {
    FILE *f = fopen(path, "rb");
    size_t size = 1 << 20;
    char *text = calloc(size, 1);
    if (!f || !text || fread(text, 1, size - 1, f) == size - 1)
        give_up(path, "cannot be read, or is too long");
    (void)fclose(f);
    return text;
}

/// Up to and with the last slash, in place.
static const char *folder_of(char *path) {
    char *slash = strrchr(path, '/');
    if (!slash)
        return "";
    slash[1] = '\0';
    return path;
}

/// Which cases of a list are run.
typedef struct selection {
    const char *part; ///< of their names; NULL: any
    size_t share, of; ///< every so many-th, from that one on, counted from 1
} selection;

static selection selection_of(const char *text) {
    selection wanted = {.share = 1, .of = 1};
    char *end = NULL;
    unsigned long share = text ? strtoul(text, &end, 10) : 0;
    if (share > 0 && *end == '/')
        wanted = (selection){.share = share, .of = strtoul(end + 1, NULL, 10)};
    else
        wanted.part = text;
    if (wanted.share > wanted.of)
        give_up("usage", "K/N with K from 1 to N");
    return wanted;
}

static bool is_selected(const selection *wanted, const cJSON *one, size_t index) {
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(one, "name");
    return index % wanted->of == wanted->share - 1 &&
           (!wanted->part || (name && strstr(name->valuestring, wanted->part)));
}

static size_t list_run(const cJSON *cases, const char *folder, rule *r, const selection *wanted) {
    size_t figures = 0, failed = 0, run = 0, index = 0;
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, cases) figures += reference_figure_count(one);
    if (figures == 0)
        give_up("the list", "has no figures");
    r->confidence = 1 - family_error / (double)figures;
    (void)printf("  %-4s %-56s %25s %25s %6s\n", "", "figure +- standard error", "known", "ours", "z");
    cJSON_ArrayForEach(one, cases) {
        if (!is_selected(wanted, one, index++))
            continue;
        failed += case_run(one, folder, r);
        run++;
    }
    (void)printf("%zu cases, %zu figures in the family (each may lie %.2f standard errors off), %zu failed\n",
                 run, figures, student_quantile(r->confidence, 1000000), failed);
    return run == 0 ? 1 : failed;
}

int main(int argc, char **argv) {
    bool is_long = argc > 1 && strcmp(argv[1], "--long") == 0;
    char **args = argv + 1 + is_long;
    int count = argc - 1 - is_long;
    if (count < 1 || count > 2)
        give_up("usage", "test_exact [--long] LIST.json [PART OF A NAME | K/N]");
    rule r = {.precision = is_long ? 0.3 : 1, .attempts_max = is_long ? 2e9 : 2e8};
    selection wanted = selection_of(count > 1 ? args[1] : NULL);
    char *text = file_text(args[0]);
    cJSON *json = cJSON_Parse(text);
    if (!json)
        give_up(args[0], "is not JSON");
    size_t failed =
        list_run(cJSON_GetObjectItemCaseSensitive(json, "cases"), folder_of(args[0]), &r, &wanted);
    cJSON_Delete(json);
    free(text);
    return failed > 0;
}
