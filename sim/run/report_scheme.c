/// One scheme in numbers: all calls, classes, groups, sites, intervals.
#include <hotline/report.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "run/report_number.h"
#include "run/report_parts.h"
#include "run/results.h"
#include "run/time_label.h"

enum { BAR_CELLS = 10, INTERVALS_SHOWN = 168 };

/// A measure in the table of all calls. It is left out where `unless_zero` is 0 in every replication, or
/// undefined (NULL: never), unless `or_zero` is not.
typedef struct shown_measure {
    const char *metric, *label, *unless_zero, *or_zero;
} shown_measure;

static const shown_measure call_measures[] = {
    {"offered", "offered", NULL, NULL},
    {"redials", "  of these redials", "redials", NULL},
    {"returns", "  of these returns", "returns", NULL},
    {"callers", "callers", "redials", "returns"},
    {"blocked", "blocked", "blocked", NULL},
    {"blocked_trunk", "  no trunk", "blocked_trunk", NULL},
    {"blocked_ivr_port", "  no IVR port", "blocked_ivr_port", NULL},
    {"blocked_queue", "  queue full", "blocked_queue", NULL},
    {"blocked_setup", "  too many a second", "blocked_setup", NULL},
    {"blocked_fault", "  site down", "blocked_fault", NULL},
    {"self_served", "self-served", "self_served", NULL},
    {"abandoned_ivr", "hung up in the IVR", "abandoned_ivr", NULL},
    {"queries", "queries", "queries", NULL},
    {"legs", "legs", "legs", NULL},
    {"transfers", "  transfers", "transfers", NULL},
    {"sent_on", "  sent on", "sent_on", NULL},
    {"callbacks", "  call-backs", "callbacks", NULL},
    {"tickets", "  work orders", "tickets", NULL},
    {"asked_for_agent", "asked for an agent", NULL, NULL},
    {"answered", "answered", NULL, NULL},
    {"unreached", "  not reached", "unreached", NULL},
    {"abandoned", "abandoned", "abandoned", NULL},
    {"balked", "  of these balked", "balked", NULL},
    {"callbacks_accepted", "accepted a call-back", "callbacks_accepted", NULL},
    {"messages", "left a message", "messages", NULL},
    {"sent_on", "sent to other classes", "sent_on", NULL},
    {"sent_to_ivr", "sent to the IVR", "sent_to_ivr", NULL},
    {"disconnected", "cut off at closing", "disconnected", NULL},
    {"dropped", "dropped", "dropped", NULL},
    {"cut", "talks cut, to go on", "cut", NULL},
    {"suspended", "talks that stood still", "suspended", NULL},
    {"unresolved", "need not settled", "unresolved", NULL},
    {"late", "deadline missed", "late", NULL},
    {"left_waiting", "left waiting", "left_waiting", NULL},
    {"switchovers", "switchovers", "switchovers", NULL},
};

static const shown_measure service_measures[] = {
    {"service_level", "service level", NULL, NULL},
    {"connection_rate", "connection rate", NULL, NULL},
    {"abandonment_rate", "abandonment rate", "abandoned", NULL},
    {"first_call_resolution", "first-call resolution", "unresolved", NULL},
    {"delay_probability", "had to wait", NULL, NULL},
    {"blocking_rate", "blocking rate", "blocked", NULL},
    {"mean_wait", "mean wait", NULL, NULL},
    {"asa", "ASA", "abandoned", NULL},
    {"wait_p90", "90 % waited at most", NULL, NULL},
    {"wait_max", "longest wait, mean", NULL, NULL},
    {"aht", "AHT", NULL, NULL},
    {"mean_queue", "mean queue", NULL, NULL},
    {"max_queue", "longest queue", NULL, NULL},
    {"share_uncovered", "switch failed", "share_uncovered", NULL},
    {"mean_waiting_to_redial", "waiting to redial", "redials", "returns"},
    {"trunk_occupancy", "trunks in use", "trunk_occupancy", NULL},
    {"mean_query", "mean query", "queries", NULL},
    {"mean_query_wait", "  of it waiting", "mean_query_wait", NULL},
    {"backend_occupancy", "backends in use", "backend_occupancy", NULL},
    {"offered_load", "offered load", NULL, NULL},
    {"carried_load", "carried load", NULL, NULL},
    {"agents_logged_in", "agents logged in", NULL, NULL},
    {"occupancy", "occupancy", NULL, NULL},
    {"availability", "availability", "downtime", NULL},
    {"downtime", "downtime", "downtime", NULL},
};

enum {
    CALL_MEASURES = sizeof call_measures / sizeof *call_measures,
    SERVICE_MEASURES = sizeof service_measures / sizeof *service_measures,
};

void report_value(table *into, const scheme_report *s, size_t scope, const char *name, unsigned flags) {
    const metric *m = results_metric(s->report->results, name);
    SIM_REQUIRE(m);
    char text[NUMBER_TEXT_SIZE];
    estimate e = results_estimate(s->report->results, s->scheme, scope, m, s->report->options->confidence);
    value_format(m, e.mean, e.half_width, flags, text);
    table_add(into, STYLE_PLAIN, text);
}

static bool is_shown(const scheme_report *s, const shown_measure *m) {
    const results *r = s->report->results;
    return !m->unless_zero || !report_is_zero(r, s->scheme, m->unless_zero) ||
           (m->or_zero && !report_is_zero(r, s->scheme, m->or_zero));
}

/// The next measure that is to be shown, from `index` on; `count` when there is none.
static size_t next_shown(const scheme_report *s, const shown_measure *measures, size_t count, size_t index) {
    while (index < count && !is_shown(s, &measures[index]))
        index++;
    return index;
}

/// Adds label, value and unit of the next measure, or blanks; returns where to go on.
static size_t add_measure(table *into, const scheme_report *s, const shown_measure *measures, size_t count,
                          size_t index) {
    index = next_shown(s, measures, count, index);
    if (index == count) {
        table_skip(into, 3);
        return count;
    }
    bool further = strchr(measures[index].metric, '@') != NULL;
    char *label = text_format("%s%s", further ? "  within " : "", measures[index].label);
    table_add(into, STYLE_PLAIN, label);
    free(label);
    report_value(into, s, 0, measures[index].metric, 0);
    table_add(into, STYLE_DIM, metric_unit_shown(results_metric(s->report->results, measures[index].metric)));
    return index + 1;
}

/// The measures of service, behind the service level those within further acceptable waiting times.
static size_t list_service(const results *r, shown_measure out[SERVICE_MEASURES + FURTHER_AWTS_MAX]) {
    static const char prefix[] = "service_level@";
    size_t count = 0;
    out[count++] = service_measures[0];
    for (size_t i = metric_count(); i < metric_catalog_count(r->catalog); i++) {
        const char *name = metric_name(metric_catalog_at(r->catalog, i));
        if (!strncmp(name, prefix, sizeof prefix - 1))
            out[count++] = (shown_measure){name, name + sizeof prefix - 1, NULL, NULL};
    }
    for (size_t i = 1; i < SERVICE_MEASURES; i++)
        out[count++] = service_measures[i];
    return count;
}

static void print_summary(const scheme_report *s) {
    table *t = table_create("lvllvl");
    shown_measure measures[SERVICE_MEASURES + FURTHER_AWTS_MAX];
    size_t call = 0, service = 0, count = list_service(s->report->results, measures);
    while (next_shown(s, call_measures, CALL_MEASURES, call) < CALL_MEASURES ||
           next_shown(s, measures, count, service) < count) {
        call = add_measure(t, s, call_measures, CALL_MEASURES, call);
        service = add_measure(t, s, measures, count, service);
    }
    table_print(t, s->report->options->colour, s->report->out);
    table_free(t);
}

/// A column of the tables by class, group and site.
typedef struct shown_column {
    const char *metric, *head;
} shown_column;

enum { COLUMNS_MAX = 6 };

static const shown_column class_columns[COLUMNS_MAX] = {{"offered", "offered"},
                                                        {"answered", "answered"},
                                                        {"service_level", "service level %"},
                                                        {"abandonment_rate", "abandoned %"},
                                                        {"asa", "ASA s"},
                                                        {"aht", "AHT s"}};

static const shown_column group_columns[COLUMNS_MAX] = {{"agents_logged_in", "agents"},
                                                        {"answered", "answered"},
                                                        {"occupancy", "occupancy %"},
                                                        {"asa", "ASA s"},
                                                        {"aht", "AHT s"}};

static const shown_column site_columns[COLUMNS_MAX] = {
    {"availability", "available %"}, {"offered", "offered"},   {"blocked", "blocked"},
    {"dropped", "dropped"},          {"answered", "answered"}, {"mean_queue", "mean queue"}};

static void add_row(table *t, const scheme_report *s, const char *name, size_t scope,
                    const shown_column *columns) {
    table_add(t, STYLE_PLAIN, name);
    for (size_t i = 0; i < COLUMNS_MAX; i++) {
        if (columns[i].metric)
            report_value(t, s, scope, columns[i].metric, NUMBER_COMPACT);
        else
            table_skip(t, 1);
    }
}

static table *table_by_name(const char *what, const shown_column *columns) {
    table *t = table_create("lvvvvvv");
    table_head(t, what);
    for (size_t i = 0; i < COLUMNS_MAX; i++)
        table_head(t, columns[i].head ? columns[i].head : "");
    return t;
}

static void finish_table(const scheme_report *s, table *t) {
    (void)fputc('\n', s->report->out);
    table_print(t, s->report->options->colour, s->report->out);
    table_free(t);
}

/// With one class, or one group, or one site, all is said already.
static void print_by_name(const scheme_report *s) {
    const layout *l = s->layout;
    if (l->class_count > 1) {
        table *t = table_by_name("Class", class_columns);
        for (uint32_t i = 0; i < l->class_count; i++)
            add_row(t, s, l->classes[i].name, metric_scope_class(&s->scopes, i), class_columns);
        finish_table(s, t);
    }
    if (l->group_count > 1) {
        table *t = table_by_name("Group", group_columns);
        for (uint32_t i = 0; i < l->group_count; i++)
            add_row(t, s, l->groups[i].name, metric_scope_group(&s->scopes, i), group_columns);
        finish_table(s, t);
    }
    if (l->site_count > 1) {
        table *t = table_by_name("Site", site_columns);
        for (uint32_t i = 0; i < l->site_count; i++)
            add_row(t, s, l->sites[i].name, metric_scope_site(&s->scopes, i), site_columns);
        finish_table(s, t);
    }
}

/// A bar of eighths of a character for a share of 0 to 1.
static char *bar_text(double share) {
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    text_buffer b = {0};
    int parts = isnan(share) ? 0 : (int)lround(fmin(fmax(share, 0), 1) * BAR_CELLS * 8);
    for (int i = 0; i < parts / 8; i++)
        text_add(&b, "█");
    text_add(&b, "%s", eighths[parts % 8]);
    return text_take(&b);
}

static void add_short(table *t, const scheme_report *s, size_t scope, const char *name) {
    const metric *m = results_metric(s->report->results, name);
    SIM_REQUIRE(m);
    char text[NUMBER_TEXT_SIZE];
    estimate e = results_estimate(s->report->results, s->scheme, scope, m, s->report->options->confidence);
    short_format(m, e.mean, text);
    table_add(t, STYLE_PLAIN, text);
}

/// "08:00 – 08:30"; where that would be long, the begin alone.
static char *interval_text(const layout *l, uint32_t interval) {
    char from[TIME_TEXT_SIZE], to[TIME_TEXT_SIZE];
    interval_labels(l, interval, from, to);
    return l->folding == FOLD_DAY ? text_format("%s – %s", from, to) : text_copy(from);
}

static void add_interval(table *t, const scheme_report *s, uint32_t interval) {
    size_t scope = metric_scope_interval(&s->scopes, interval);
    const metric *level = results_metric(s->report->results, "service_level");
    estimate e =
        results_estimate(s->report->results, s->scheme, scope, level, s->report->options->confidence);
    char *bar = bar_text(e.mean), *label = interval_text(s->layout, interval);
    table_add(t, STYLE_PLAIN, label);
    add_short(t, s, scope, "offered");
    report_value(t, s, scope, "service_level", 0);
    table_add(t, STYLE_PLAIN, bar);
    add_short(t, s, scope, "abandonment_rate");
    add_short(t, s, scope, "asa");
    add_short(t, s, scope, "mean_queue");
    add_short(t, s, scope, "occupancy");
    free(bar);
    free(label);
}

/// Counts of an interval are of all its days or weeks together. Free with free().
static char *offered_head(const layout *l) {
    sim_time period = l->folding == FOLD_DAY ? SIM_DAY : l->folding == FOLD_WEEK ? 7 * SIM_DAY : l->duration;
    if (l->duration <= period)
        return text_copy("offered");
    return text_format("offered in %.3g %s", (double)l->duration / (double)period,
                       l->folding == FOLD_DAY ? "days" : "weeks");
}

static void print_intervals(const scheme_report *s) {
    uint32_t count = s->scopes.interval_count, shown = count < INTERVALS_SHOWN ? count : INTERVALS_SHOWN;
    if (count < 2)
        return;
    char *offered = offered_head(s->layout);
    const char *heads[] = {"Interval",    offered, "service level %", "",
                           "abandoned %", "ASA s", "queue",           "occupancy %"};
    table *t = table_create("lrvlrrrr");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        table_head(t, heads[i]);
    for (uint32_t i = 0; i < shown; i++)
        add_interval(t, s, i);
    finish_table(s, t);
    free(offered);
    if (shown < count)
        (void)fprintf(s->report->out, "  … and %lu more intervals; --json has them all\n",
                      (unsigned long)(count - shown));
}

void report_scheme(const text_report *t, size_t scheme) {
    const results *r = t->results;
    const layout *l = results_layout(r, scheme);
    scheme_report s = {t, scheme, l, metric_scopes_of(l)};
    if (r->scheme_count > 1)
        report_heading(t, results_scheme_name(r, scheme), results_scheme_title(r, scheme));
    else
        (void)fputc('\n', t->out);
    print_summary(&s);
    print_by_name(&s);
    print_intervals(&s);
    if (t->options->histogram)
        report_histogram(&s);
}
