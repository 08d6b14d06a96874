/// Results that no engine made: a small scenario file, and sums that a test fills in.
#ifndef RUN_HANDMADE_H
#define RUN_HANDMADE_H

#include "support/test.h"

#include <hotline/experiment.h>

#include "base/text.h"
#include "run/results.h"
#include "run/wait_pool.h"

#define HANDMADE_CENTER                                                                                      \
    "\"hotline\": 1, \"name\": \"two-teams\", \"title\": \"Two teams, a main and a standby site\","          \
    "\"start\": \"2011-03-07T08:00\", \"duration\": \"1h\", \"interval\": \"30min\","                        \
    "\"classes\": {\"query\": {\"arrivals\": {\"per_hour\": 60}, \"talk\": {\"law\": \"exponential\", "      \
    "\"mean\": 60}},"                                                                                        \
    " \"complaint\": {\"arrivals\": {\"per_hour\": 60}, \"talk\": {\"law\": \"exponential\", \"mean\": "     \
    "60}}},"                                                                                                 \
    "\"agents\": {\"front\": {\"size\": 5, \"skills\": {\"query\": {}}, \"site\": \"main\"},"                \
    " \"back\": {\"size\": 5, \"skills\": {\"complaint\": {}}, \"site\": \"main\"}},"                        \
    "\"sites\": {\"main\": {}, \"standby\": {}},"                                                            \
    "\"failover\": {\"pair\": {\"from\": [\"main\"], \"to\": [\"standby\"], \"mode\": \"cold\"}},"           \
    "\"schemes\": {\"baseline\": {\"title\": \"Current system\"},"                                           \
    " \"hot\": {\"title\": \"Hot standby\", \"patch\": {\"failover\": {\"pair\": {\"mode\": \"hot\"}}}},"    \
    " \"warm\": {\"title\": \"Warm standby\", \"patch\": {\"failover\": {\"pair\": {\"detect\": "            \
    "\"30s\"}}}}}"

/// A file of the center above; `more` is further members of the object, after a comma, or "".
static inline scenario_file *handmade_file(const char *more) {
    char *text = text_format("{%s%s%s}", HANDMADE_CENTER, *more ? "," : "", more);
    scenario_file *file = NULL;
    input_error err = {0};
    if (!scenario_parse(text, strlen(text), "handmade.json", NULL, &file, &err)) {
        input_error_print(&err, stderr);
        fail();
    }
    free(text);
    return file;
}

/// Of each scope: sixty who did not wait, forty who waited for 1, 2, ... s and, by replication, a little
/// more.
static inline void handmade_waits(wait_pool *pool, size_t histograms, uint32_t replication) {
    wait_histogram *waits = memory_new(histograms, sizeof *waits);
    for (size_t h = 0; h < histograms; h++) {
        for (sim_time i = -59; i <= 40; i++)
            waits_add(&waits[h], i > 0 ? i * SIM_SECOND * (10 + replication) / 10 : 0);
    }
    wait_pool_add(pool, waits);
    for (size_t h = 0; h < histograms; h++)
        waits_free(&waits[h]);
    free(waits);
}

/// Results of the first `schemes` schemes, all sums 0. Free with results_free, then the file.
static inline results handmade_results(const scenario_file *file, size_t schemes, uint32_t replications) {
    results r = {
        .file = file, .scheme_count = schemes, .replications = replications, .batches = 1, .seed = 7};
    r.schemes = memory_new(schemes, sizeof *r.schemes);
    for (size_t i = 0; i < schemes; i++)
        r.schemes[i] = i;
    results_make_room(&r, replications);
    for (size_t i = 0; i < schemes; i++) {
        for (uint32_t n = 0; n < replications; n++)
            handmade_waits(r.waits[i], metric_waits_count(&r.scopes[i]), n);
    }
    return r;
}

/// The sums of one replication of one scheme, in the order of metric_scopes.
static inline metric_sums *handmade_sums(results *r, size_t scheme, uint32_t replication) {
    return r->sums[scheme] + replication * metric_scopes_count(&r->scopes[scheme]);
}

/// Sets answered_within of 100 who asked, in each replication: the service level in percent.
static inline void handmade_levels(results *r, size_t scheme, const int *percent) {
    for (uint32_t i = 0; i < r->replications; i++) {
        metric_sums *all = handmade_sums(r, scheme, i);
        all->counts.offered = all->counts.asked_for_agent = all->counts.answered = 100;
        all->counts.answered_within = percent[i];
    }
}

/// What `print` writes, as a string to be freed.
static inline char *handmade_output(void (*print)(const results *r, FILE *out), const results *r) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    print(r, out);
    assert_int_equal(fclose(out), 0);
    return text;
}

#endif
