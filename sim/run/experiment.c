#define _POSIX_C_SOURCE 200809L
#include <hotline/experiment.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <hotline/sim.h>
#include <hotline/trace.h>

#include "base/check.h"
#include "base/text.h"
#include "run/results.h"
#include "run/wait_pool.h"
#include "run/workers.h"

/// How often a replication looks whether it shall stop.
enum { SLICES = 256 };

/// One experiment while it runs. Task i is replication i / schemes of scheme i % schemes, so that an
/// interrupted experiment has whole replications of all schemes.
typedef struct running {
    const experiment *e;
    results *out;
    atomic_bool interrupted;
    pthread_mutex_t lock; ///< of what follows
    bool *finished;       ///< by task
    size_t finished_count;
    size_t slices;          ///< run in all tasks that are not finished
    wait_histogram **waits; ///< by task: finished, but not yet pooled
    size_t pooled;          ///< tasks, from the first on
    size_t failed;          ///< the first task that failed, SIZE_MAX: none
    input_error error;
} running;

typedef struct replication {
    const scenario *scenario;
    uint32_t number;
    size_t slices; ///< of its time that are noted as run
    bool several;  ///< the experiment has several schemes: the trace's name says which
    metric_scopes scopes;
    const sim_span *spans; ///< of the windows that are folded by themselves
    metrics *metrics;
    window_metrics *windows; ///< NULL: there are none
    trace_writer *trace;
    sim *sim;
} replication;

char *experiment_trace_path(const char *path, const char *scheme, bool several_schemes) {
    static const char suffix[] = ".trace";
    size_t length = strlen(path), tail = sizeof suffix - 1;
    if (!several_schemes)
        return text_copy(path);
    bool has_suffix = length > tail && !strcmp(path + length - tail, suffix);
    return text_format("%.*s.%s%s", (int)(has_suffix ? length - tail : length), path, scheme,
                       has_suffix ? suffix : "");
}

static bool replication_trace(replication *r, const experiment *e, input_error *err) {
    const layout *l = scenario_layout(r->scenario);
    trace_header header = {
        .layout = l,
        .scenario_text = scenario_text(r->scenario),
        .scenario_hash = scenario_hash(r->scenario),
        .seed = e->seed,
        .replication = r->number,
        .version = HOTLINE_VERSION,
    };
    char *path = experiment_trace_path(e->trace, l->scheme, r->several);
    bool opened = trace_writer_open(&r->trace, path, &header, 0, err);
    free(path);
    return opened;
}

static uint32_t batches_of(const experiment *e) {
    return e->batches ? e->batches : 1;
}

static bool replication_start(replication *r, const experiment *e, input_error *err) {
    probe watchers = {0};
    r->metrics = metrics_create_batched(scenario_layout(r->scenario), batches_of(e));
    probe_add(&watchers, metrics_observe, r->metrics);
    if (r->scopes.window_count > 0) {
        r->windows = window_metrics_create(scenario_layout(r->scenario), r->spans, r->scopes.window_count);
        probe_add(&watchers, window_metrics_observe, r->windows);
    }
    if (e->trace && e->trace_replication == r->number) {
        if (!replication_trace(r, e, err))
            return false;
        probe_add(&watchers, trace_writer_observe, r->trace);
    }
    sim_options options = {.seed = e->seed, .replication = r->number};
    r->sim = sim_create(r->scenario, &options, &watchers);
    return r->sim || runtime_error_set(err, NULL, "out of memory");
}

static bool is_cancelled(running *x) {
    if (x->e->cancelled && x->e->cancelled(x->e->cancel_context))
        atomic_store(&x->interrupted, true);
    return atomic_load(&x->interrupted);
}

/// Neither finished nor interrupted: without room, or still running when time ends at SIM_NEVER.
static bool replication_failed(const replication *r, sim_status status, input_error *err) {
    const char *why = status == SIM_OUT_OF_ROOM ? "out of memory, or more than 16,777,216 callers inside and "
                                                  "waiting to call again"
                                                : "calls are still inside after 100,000 years";
    return runtime_error_set(err, NULL, "scheme %s, replication %lu: %s",
                             scenario_layout(r->scenario)->scheme, (unsigned long)r->number + 1, why);
}

static void show_progress(const running *x) {
    const experiment *e = x->e;
    size_t total = e->scheme_count * e->replications;
    if (e->progress)
        e->progress(e->progress_context, x->finished_count, total,
                    ((double)x->finished_count + (double)x->slices / SLICES) / (double)total);
}

static void note_slice(running *x, replication *r) {
    if (!x->e->progress)
        return;
    (void)pthread_mutex_lock(&x->lock);
    x->slices++;
    r->slices++;
    show_progress(x);
    (void)pthread_mutex_unlock(&x->lock);
}

/// Runs in slices. False when it failed (`err` is set) or was interrupted (it is not).
static bool replication_run(replication *r, running *x, input_error *err) {
    const layout *l = scenario_layout(r->scenario);
    sim_time slice = (l->warmup + l->duration) / SLICES + 1;
    sim_status status = SIM_RUNNING;
    for (sim_time at = slice - l->warmup; at < l->duration && status == SIM_RUNNING; at += slice) {
        if (is_cancelled(x))
            return false;
        status = sim_run_until(r->sim, at);
        note_slice(x, r);
    }
    if (is_cancelled(x))
        return false;
    if (status == SIM_RUNNING)
        status = sim_run(r->sim);
    return status == SIM_FINISHED || replication_failed(r, status, err);
}

static bool replication_finish(replication *r, metric_sums *sums, input_error *err) {
    trace_writer *writer = r->trace;
    metrics_finish(r->metrics, sums);
    r->trace = NULL;
    return !writer || trace_writer_close(writer, err);
}

/// Of the whole duration, then of its windows; with windows, which are in no batch, fills their sums too.
static wait_histogram *replication_take_waits(replication *r, metric_sums *sums) {
    wait_histogram *waits = metrics_take_waits(r->metrics);
    if (!r->windows)
        return waits;
    metric_scopes whole = r->scopes;
    whole.window_count = 0;
    waits = memory_resize(waits, metric_waits_count(&r->scopes), sizeof *waits);
    window_metrics_finish(r->windows, sums + metric_scopes_count(&whole), waits + metric_waits_count(&whole));
    return waits;
}

static void replication_free(replication *r) {
    trace_writer_abandon(r->trace);
    sim_destroy(r->sim);
    metrics_destroy(r->metrics);
    window_metrics_destroy(r->windows);
}

static void waits_release(const running *x, size_t task) {
    size_t scheme = task % x->e->scheme_count;
    size_t count = metric_waits_count(&x->out->scopes[scheme]) * x->out->batches;
    for (size_t i = 0; x->waits[task] && i < count; i++)
        waits_free(&x->waits[task][i]);
    free(x->waits[task]);
    x->waits[task] = NULL;
}

static void pool_task(running *x, size_t task) {
    size_t scheme = task % x->e->scheme_count, count = metric_waits_count(&x->out->scopes[scheme]);
    for (uint32_t b = 0; b < x->out->batches; b++)
        wait_pool_add(x->out->waits[scheme], x->waits[task] + b * count);
    waits_release(x, task);
}

static bool is_whole(const running *x, size_t first_task) {
    size_t count = x->e->scheme_count;
    if (first_task + count > count * x->e->replications)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!x->finished[first_task + i])
            return false;
    }
    return true;
}

/// Pools waits in the order of replications, each when all schemes have finished it and those before: what an
/// interrupted experiment has pooled is what its results are of.
static void pool_waits(running *x) {
    while (is_whole(x, x->pooled)) {
        for (size_t i = 0; i < x->e->scheme_count; i++)
            pool_task(x, x->pooled++);
    }
}

static void note_finished(running *x, size_t task, size_t slices, wait_histogram *waits) {
    (void)pthread_mutex_lock(&x->lock);
    x->finished[task] = true;
    x->waits[task] = waits;
    x->finished_count++;
    x->slices -= slices;
    pool_waits(x);
    show_progress(x);
    (void)pthread_mutex_unlock(&x->lock);
}

static void note_failed(running *x, size_t task, const input_error *err) {
    (void)pthread_mutex_lock(&x->lock);
    if (task < x->failed) {
        x->failed = task;
        x->error = *err;
    }
    (void)pthread_mutex_unlock(&x->lock);
    atomic_store(&x->interrupted, true);
}

static bool run_task(void *context, size_t task) {
    running *x = context;
    const experiment *e = x->e;
    size_t scheme = task % e->scheme_count;
    replication r = {
        .scenario = scenario_scheme(e->file, e->schemes[scheme]),
        .number = (uint32_t)(task / e->scheme_count),
        .several = e->scheme_count > 1,
    };
    r.scopes = x->out->scopes[scheme];
    r.spans = x->out->windows[scheme];
    size_t unit = (size_t)r.number * x->out->batches;
    metric_sums *sums = x->out->sums[scheme] + unit * metric_scopes_count(&r.scopes);
    input_error err = {0};
    bool done = !is_cancelled(x) && replication_start(&r, e, &err) && replication_run(&r, x, &err) &&
                replication_finish(&r, sums, &err);
    wait_histogram *waits = done ? replication_take_waits(&r, sums) : NULL;
    replication_free(&r);
    if (done)
        note_finished(x, task, r.slices, waits);
    else if (err.kind != ERROR_NONE)
        note_failed(x, task, &err);
    return done;
}

static void results_create(results *out, const experiment *e) {
    *out = (results){
        .file = e->file,
        .scheme_count = e->scheme_count,
        .schemes = memory_new(e->scheme_count, sizeof *out->schemes),
        .seed = e->seed,
        .batches = batches_of(e),
    };
    for (size_t i = 0; i < e->scheme_count; i++)
        out->schemes[i] = e->schemes[i];
    results_make_room(out, e->replications);
}

/// Replications that every scheme has, from the first on.
static uint32_t whole_replications(const running *x) {
    size_t task = 0, total = x->e->scheme_count * x->e->replications;
    while (task < total && x->finished[task])
        task++;
    return (uint32_t)(task / x->e->scheme_count);
}

static bool conclude(running *x, input_error *err) {
    results *out = x->out;
    out->replications = whole_replications(x);
    out->partial = out->replications < x->e->replications;
    if (x->failed != SIZE_MAX) {
        if (err && err->kind == ERROR_NONE)
            *err = x->error;
        return false;
    }
    return out->replications ||
           runtime_error_set(err, NULL, "interrupted before the first replication was finished");
}

bool experiment_run(const experiment *e, results *out, input_error *err) {
    SIM_REQUIRE(e->scheme_count > 0 && e->replications > 0);
    SIM_REQUIRE(!e->trace || e->trace_replication < e->replications);
    *out = (results){0};
    if (!experiment_check(e->file, err))
        return false;
    results_create(out, e);
    running x = {.e = e, .out = out, .failed = SIZE_MAX};
    size_t tasks = e->scheme_count * e->replications;
    x.finished = memory_new(tasks, sizeof *x.finished);
    x.waits = memory_new(tasks, sizeof(void *));
    SIM_REQUIRE(pthread_mutex_init(&x.lock, NULL) == 0);
    workers_run(e->jobs, tasks, run_task, &x);
    bool done = conclude(&x, err);
    (void)pthread_mutex_destroy(&x.lock);
    for (size_t i = 0; i < tasks; i++)
        waits_release(&x, i);
    free(x.waits);
    free(x.finished);
    if (!done)
        results_free(out);
    return done;
}
