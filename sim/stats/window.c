/// The fold over parts of the duration: for each the same fold as over the whole, over the same records with
/// their times taken from the part's begin, and without the counts of attempts that are dated elsewhere.
#include <hotline/metrics.h>

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"

enum { CHUNK = 128 };

typedef struct window {
    layout layout; ///< the center's, as if the window were its duration; points into it
    sim_span span;
    bool is_last; ///< it ends with the duration: who asks later belongs to it
    metrics *fold;
} window;

struct window_metrics {
    size_t count;
    window *windows;
    metric_scopes scopes; ///< of each
};

static void window_begin(window *w, const layout *l, sim_span span) {
    SIM_REQUIRE(span.from >= 0 && span.from < span.to && span.to <= l->duration);
    w->span = span;
    w->is_last = span.to == l->duration;
    w->layout = *l;
    w->layout.start = civil_add(l->start, span.from);
    w->layout.duration = span.to - span.from;
    w->layout.folding = FOLD_NONE;
    w->fold = metrics_create(&w->layout);
}

window_metrics *window_metrics_create(const layout *l, const sim_span *spans, size_t count) {
    window_metrics *all = memory_new(1, sizeof *all);
    all->windows = memory_new(count, sizeof *all->windows);
    all->count = count;
    all->scopes = metric_scopes_of(l);
    all->scopes.interval_count = 0;
    for (size_t i = 0; i < count; i++)
        window_begin(&all->windows[i], l, spans[i]);
    return all;
}

void window_metrics_destroy(window_metrics *all) {
    if (!all)
        return;
    for (size_t i = 0; i < all->count; i++)
        metrics_destroy(all->windows[i].fold);
    free(all->windows);
    free(all);
}

static bool is_dated_here(const window *w, const record *r) {
    sim_time dated = record_dated(r);
    return dated >= w->span.from && (dated < w->span.to || w->is_last);
}

static record record_shifted(const window *w, const record *r) {
    record out = *r;
    out.time = (sim_time)((uint64_t)r->time - (uint64_t)w->span.from); // a damaged trace may hold any time
    if (r->kind != AGENT_MOVES && !is_dated_here(w, r))
        out.flags &= (uint8_t)~RECORD_COUNTED;
    return out;
}

static void window_observe(const window *w, const record *records, size_t count) {
    record shifted[CHUNK];
    for (size_t done = 0; done < count;) {
        size_t here = 0;
        while (here < CHUNK && done < count)
            shifted[here++] = record_shifted(w, &records[done++]);
        metrics_observe(w->fold, shifted, here);
    }
}

void window_metrics_observe(void *all_windows, const record *records, size_t count) {
    const window_metrics *all = all_windows;
    for (size_t i = 0; i < all->count; i++)
        window_observe(&all->windows[i], records, count);
}

void window_metrics_finish(window_metrics *all, metric_sums *sums, wait_histogram *waits) {
    size_t scopes = metric_scopes_count(&all->scopes), histograms = metric_waits_count(&all->scopes);
    for (size_t i = 0; i < all->count; i++) {
        metrics_finish(all->windows[i].fold, sums + i * scopes);
        wait_histogram *own = metrics_take_waits(all->windows[i].fold);
        memcpy(waits + i * histograms, own, histograms * sizeof *waits);
        free(own);
    }
}
