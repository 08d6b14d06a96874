/// Why service was as it was, for people.
#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/text.h"
#include "run/explanation.h"
#include "run/report_number.h"
#include "run/report_parts.h"
#include "run/results.h"
#include "run/time_label.h"

/// More calls than this wait when a queue is worth a word.
#define QUEUE_LEAST 0.5

typedef struct explain_report {
    const explanation *e;
    const report_options *options;
    FILE *out;
    char span[2 * TIME_TEXT_SIZE + 8]; ///< "10:00 – 10:30"
} explain_report;

static void add_number(table *t, double value, int decimals) {
    char text[NUMBER_TEXT_SIZE] = "–";
    if (isfinite(value))
        grouped_format(value, decimals, false, text);
    table_add(t, STYLE_PLAIN, text);
}

/// Decimals that leave about three digits.
static int decimals_of(double value) {
    return fabs(value) >= 100 ? 0 : fabs(value) >= 10 ? 1 : 2;
}

static void add_effect(table *t, double effect) {
    bool said = isfinite(effect) && fabs(effect) >= 0.005;
    char *text = said ? text_format("%+.0f %%", 100 * effect) : text_copy("");
    table_add(t, !said ? STYLE_PLAIN : effect > 0 ? STYLE_BAD : STYLE_GOOD, text);
    free(text);
}

static const char *factor_unit(load_factor f) {
    return f == FACTOR_ASKING ? "%" : f == FACTOR_WORK ? "s" : "";
}

static void add_explained(table *t, const char *label, const char *unit, const explained *x, double scale) {
    int decimals = decimals_of(scale * fmin(fabs(x->then), fabs(x->whole)));
    table_add(t, STYLE_PLAIN, label);
    add_number(t, scale * x->then, decimals);
    add_number(t, scale * x->whole, decimals);
    table_add(t, STYLE_DIM, unit);
    add_effect(t, x->effect);
}

static void print_level(const explain_report *r) {
    const metric *m = results_metric(r->e->results, "service_level");
    char then[NUMBER_TEXT_SIZE], whole[NUMBER_TEXT_SIZE];
    value_format(m, r->e->level_then.mean, r->e->level_then.half_width, 0, then);
    value_format(m, r->e->level_whole.mean, r->e->level_whole.half_width, 0, whole);
    (void)fprintf(r->out, "\n  Service level %s %% from %s; %s %% over all\n", then, r->span, whole);
}

static void print_load(const explain_report *r) {
    const explanation *e = r->e;
    table *t = table_create("lrrll");
    table_head(t, "");
    table_head(t, r->span);
    table_head(t, e->closes ? "open hours" : "over all");
    table_head(t, "");
    table_head(t, "effect on the load");
    add_explained(t, "load an agent", "Erlang", &e->load, 1);
    for (load_factor f = 0; f < FACTOR_COUNT; f++) {
        char *label = text_format("  %s", factor_name(f));
        add_explained(t, label, factor_unit(f), &e->factors[f], f == FACTOR_ASKING ? 100 : 1);
        free(label);
    }
    table_add(t, STYLE_PLAIN, "calls waiting");
    add_number(t, e->queue_then, 1);
    add_number(t, e->queue_whole, 1);
    table_skip(t, 2);
    (void)fputc('\n', r->out);
    table_print(t, r->options->colour, r->out);
    table_free(t);
}

static void say(const explain_report *r, char *text) {
    (void)fputs("  ", r->out);
    print_wrapped(text, 2, 2, r->out);
    free(text);
}

static char *causes_text(const explanation *e) {
    load_factor causes[FACTOR_COUNT];
    static const char *const words[FACTOR_COUNT] = {"more callers", "more redials and returns",
                                                    "more of the attempts asking for an agent",
                                                    "longer talks and wrap-ups", "fewer agents logged in"};
    size_t count = explanation_causes(e, causes);
    text_buffer b = {0};
    for (size_t i = 0; i < count; i++)
        text_add(&b, "%s%s (%+.0f %%)",
                 i == 0          ? ""
                 : i + 1 < count ? ", "
                                 : " and ",
                 words[causes[i]], 100 * e->factors[causes[i]].effect);
    return text_take(&b);
}

/// What an agent had to do, and where it came from.
static void say_load(const explain_report *r) {
    const explanation *e = r->e;
    if (!isfinite(e->load.then)) {
        say(r, text_copy(e->factors[FACTOR_AGENTS].then > 0 ? "Nobody asked for an agent."
                                                            : "No agent was logged in."));
        return;
    }
    if (e->factors[FACTOR_AGENTS].then < 0.1 * e->factors[FACTOR_AGENTS].whole) {
        say(r, text_copy("Hardly an agent was logged in: who asked found nobody."));
        return;
    }
    char *causes = causes_text(e);
    if (e->load.effect >= 0.02)
        say(r, text_format("The load was higher, by %.0f %%: %s.", 100 * e->load.effect, causes));
    else
        say(r, text_format("The load was %s.", e->load.effect <= -0.02 ? "lower than usual" : "as usual"));
    if (e->load.then >= 1)
        say(r, text_format(
                   "There was more work than the agents could do (%.2f Erlang an agent): the queue grew, "
                   "whatever the rule.",
                   e->load.then));
    free(causes);
}

static void say_lost(const explain_report *r, double lost) {
    char text[NUMBER_TEXT_SIZE];
    grouped_format(lost, decimals_of(lost), false, text);
    say(r, text_format("Faults cost %s calls of this interval, in a mean replication.", text));
}

static void say_faults(const explain_report *r) {
    const explanation *e = r->e;
    for (uint32_t i = 0; i < e->layout->outage_count; i++) {
        const layout_outage *o = &e->layout->outages[i];
        char begin[TIME_TEXT_SIZE], length[TIME_TEXT_SIZE];
        if (!explanation_has_outage(e, i))
            continue;
        clock_format(e->layout->start, o->at, begin);
        duration_format(o->down_for, length);
        if (o->site < e->layout->site_count)
            say(r, text_format("Outage '%s' of site '%s' from %s, for %s.", o->name,
                               e->layout->sites[o->site].name, begin, length));
        else
            say(r, text_format("Outage '%s' from %s, for %s.", o->name, begin, length));
    }
    if (e->closed > 0)
        say(r, text_format("The entries were closed %.2g %% of the time.", 100 * e->closed));
    if (e->lost > 0)
        say_lost(r, e->lost);
    if (e->busy_tones >= 0.005)
        say(r, text_format(
                   "%.0f %% of the attempts got a busy tone: no trunk, IVR port or place in the queue was "
                   "free. Who does not get in does not wait: look at them before the service level.",
                   100 * e->busy_tones));
}

static void say_queue(const explain_report *r) {
    const explanation *e = r->e;
    if (e->queue_before >= QUEUE_LEAST && e->queue_before >= e->queue_then)
        say(r, text_format("The interval before left a queue: %.1f calls waited on average then.",
                           e->queue_before));
}

void explain_text(const results *of, const report_options *o, uint32_t interval, FILE *out) {
    explanation e = explanation_of(of, o->confidence, interval);
    explain_report r = {.e = &e, .options = o, .out = out};
    char from[TIME_TEXT_SIZE], to[TIME_TEXT_SIZE];
    interval_labels(e.layout, interval, from, to);
    (void)snprintf(r.span, sizeof r.span, "%s – %s", from, to);
    text_report t = {of, o, out};
    report_head(&t);
    print_level(&r);
    print_load(&r);
    (void)fputc('\n', out);
    say_load(&r);
    say_queue(&r);
    say_faults(&r);
}
