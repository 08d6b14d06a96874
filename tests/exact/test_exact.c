// Runs ordinary scenario files of queueing models whose values are known exactly, and compares every figure.
//
//     test_exact CASES.json [MOST ATTEMPTS] [PART OF A NAME]
//
// Each figure is run until its half-width is at most 1 % of it (figures below 0.01: 0.0005 in all), or until
// the case has had 2e8 attempts, or as many as the command says. Half-widths are at level 1 - 0.001/N for N
// figures, so that a right engine passes the whole family with probability 0.999; seeds are fixed, so that a
// pass stays a pass. A figure fails when the exact value is outside its interval, widened by the probability
// that so many attempts may miss altogether at that level, ln(N/0.001)/attempts: what happens once in 1e8
// attempts is not seen in 1e7, and its estimated variance is then 0.

#include <cjson/cJSON.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hotline/experiment.h>

static const double family_error = 0.001;
enum { FIGURES_MAX = 64, ROUNDS_MAX = 2000, SETS_MAX = 16 };

typedef struct figure {
    const char *path;            ///< "mean_wait", "classes.high.mean_wait", "intervals.3.offered"
    double exact, sum, variance; ///< of the rounds: sum of means, sum of squared standard errors
    double mean, half_width;
    bool is_precise;
} figure;

typedef struct exact_case {
    const char *name;
    scenario_file *file;
    figure figures[FIGURES_MAX];
    size_t figure_count;
    double attempts;
    int rounds;
} exact_case;

static _Noreturn void give_up(const char *why, const input_error *err) {
    (void)fprintf(stderr, "%s\n", why);
    if (err)
        input_error_print(err, stderr);
    exit(2);
}

static char *file_text(const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f)
        give_up(path, NULL);
    size_t size = 1 << 20;
    char *text = calloc(size, 1);
    if (!text || fread(text, 1, size - 1, f) == size - 1)
        give_up("cases file too long", NULL);
    (void)fclose(f);
    return text;
}

/// The scope that a path names, and its metric.
static size_t scope_of(const layout *l, const char *path, const metric **m) {
    metric_scopes scopes = metric_scopes_of(l);
    const char *name = strrchr(path, '.');
    *m = metric_find(name ? name + 1 : path);
    if (!*m)
        give_up(path, NULL);
    if (!name)
        return 0;
    if (strncmp(path, "intervals.", 10) == 0)
        return metric_scope_interval(&scopes, (uint32_t)strtoul(path + 10, NULL, 10));
    size_t length = (size_t)(name - path) - strlen("classes.");
    for (uint32_t k = 0; k < l->class_count; k++)
        if (strlen(l->classes[k].name) == length &&
            strncmp(path + strlen("classes."), l->classes[k].name, length) == 0)
            return metric_scope_class(&scopes, k);
    give_up(path, NULL);
}

static void case_load(exact_case *c, const cJSON *json, const char *folder) {
    const char *sets[SETS_MAX];
    scenario_changes changes = {.sets = sets, .set_count = 0};
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(json, "set")) if (changes.set_count < SETS_MAX)
        sets[changes.set_count++] = item->valuestring;
    char path[4096];
    (void)snprintf(path, sizeof path, "%s%s", folder,
                   cJSON_GetObjectItemCaseSensitive(json, "scenario")->valuestring);
    input_error err = {0};
    c->name = cJSON_GetObjectItemCaseSensitive(json, "name")->valuestring;
    if (!scenario_load(path, &changes, &c->file, &err))
        give_up(c->name, &err);
    cJSON_ArrayForEach(item,
                       cJSON_GetObjectItemCaseSensitive(json, "expect")) if (c->figure_count < FIGURES_MAX)
        c->figures[c->figure_count++] = (figure){.path = item->string, .exact = item->valuedouble};
}

/// Student's t for a two-sided interval.
static double student(double confidence, double degrees) {
    return gsl_cdf_tdist_Pinv(0.5 + confidence / 2, degrees);
}

/// Rounds are independent and of equal length: their means are averaged, their variances pooled.
static void figure_add(figure *f, const results *r, double confidence, int rounds) {
    const metric *m = NULL;
    size_t scope = scope_of(scenario_layout(scenario_scheme(r->file, 0)), f->path, &m);
    double degrees = r->replications - 1.0;
    estimate e = results_estimate(r, 0, scope, m, confidence);
    double error = e.half_width / student(confidence, degrees);
    f->sum += e.mean;
    f->variance += error * error;
    f->mean = f->sum / rounds;
    f->half_width = student(confidence, degrees * rounds) * sqrt(f->variance) / rounds;
    f->is_precise = f->half_width <= (fabs(f->exact) < 0.01 ? 0.0005 : 0.01 * fabs(f->exact));
}

/// One more round of replications, with a seed of its own; true when every figure is as precise as it must
/// be.
static bool case_round(exact_case *c, double confidence) {
    static const size_t baseline = 0;
    experiment e = {.file = c->file,
                    .schemes = &baseline,
                    .scheme_count = 1,
                    .replications = scenario_file_replications(c->file),
                    .seed = (uint64_t)++c->rounds};
    results r = {0};
    input_error err = {0};
    if (!experiment_run(&e, &r, &err))
        give_up(c->name, &err);
    bool precise = true;
    for (size_t i = 0; i < c->figure_count; i++) {
        figure_add(&c->figures[i], &r, confidence, c->rounds);
        precise = precise && c->figures[i].is_precise;
    }
    c->attempts += results_estimate(&r, 0, 0, metric_find("offered"), 0.95).mean * r.replications;
    results_free(&r);
    return precise;
}

static size_t case_report(const exact_case *c, double confidence) {
    size_t failed = 0;
    double unseen = -log(1 - confidence) / c->attempts;
    (void)printf("%s: %.3g attempts\n", c->name, c->attempts);
    for (size_t i = 0; i < c->figure_count; i++) {
        const figure *f = &c->figures[i];
        bool holds = fabs(f->mean - f->exact) <= f->half_width + unseen;
        failed += !holds;
        (void)printf("  %-4s %-38s %14.8g +- %-10.3g exact %14.8g%s\n", holds ? "ok" : "FAIL", f->path,
                     f->mean, f->half_width, f->exact, f->is_precise ? "" : "   (most attempts reached)");
    }
    (void)fflush(stdout);
    return failed;
}

static size_t case_run(const cJSON *json, const char *folder, double confidence, double attempts_max) {
    exact_case c = {0};
    case_load(&c, json, folder);
    while (!case_round(&c, confidence) && c.attempts < attempts_max && c.rounds < ROUNDS_MAX)
        ;
    size_t failed = case_report(&c, confidence);
    scenario_file_free(c.file);
    return failed;
}

static size_t figures_count(const cJSON *cases) {
    size_t count = 0;
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, cases) count +=
        (size_t)cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(one, "expect"));
    return count;
}

/// Up to and with the last slash, in place.
static const char *folder_of(char *path) {
    char *slash = strrchr(path, '/');
    if (!slash)
        return "";
    slash[1] = '\0';
    return path;
}

int main(int argc, char **argv) {
    if (argc < 2 || argc > 4)
        give_up("usage: test_exact CASES.json [MOST ATTEMPTS] [PART OF A NAME]", NULL);
    double attempts_max = argc > 2 ? strtod(argv[2], NULL) : 2e8;
    char *text = file_text(argv[1]);
    cJSON *json = cJSON_Parse(text);
    const cJSON *cases = cJSON_GetObjectItemCaseSensitive(json, "cases"), *one = NULL;
    size_t figures = figures_count(cases), failed = 0, run = 0;
    const char *folder = folder_of(argv[1]);
    cJSON_ArrayForEach(one, cases) {
        if (argc > 3 && !strstr(cJSON_GetObjectItemCaseSensitive(one, "name")->valuestring, argv[3]))
            continue;
        failed += case_run(one, folder, 1 - family_error / (double)figures, attempts_max);
        run++;
    }
    (void)printf("%zu cases, %zu figures in the family, %zu failed\n", run, figures, failed);
    cJSON_Delete(json);
    free(text);
    return failed > 0 || run == 0;
}
