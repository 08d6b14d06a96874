/// Results as comma-separated values (RFC 4180), one line for each measure: what spreadsheets and data frames
/// read.
#include <hotline/report.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "run/results.h"
#include "run/time_label.h"

typedef struct csv_report {
    const results *results;
    size_t scheme;
    double confidence;
    FILE *out;
} csv_report;

/// Where a line is of.
typedef struct csv_place {
    const char *scheme, *scope, *name, *interval;
} csv_place;

static void put_field(const char *text, FILE *out) {
    if (!strpbrk(text, ",\"\r\n")) {
        (void)fputs(text, out);
        return;
    }
    (void)fputc('"', out);
    for (const char *c = text; *c; c++)
        (void)fprintf(out, *c == '"' ? "\"\"" : "%c", *c);
    (void)fputc('"', out);
}

/// Exact: what is read back is the same number. Undefined values are empty.
static void put_number(double value, FILE *out) {
    (void)fputc(',', out);
    if (isfinite(value))
        (void)fprintf(out, "%.17g", value);
}

static void put_line(const csv_place *p, const metric *m, const estimate *e, FILE *out) {
    const char *const fields[] = {p->scheme, p->scope, p->name, p->interval, metric_name(m)};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (i)
            (void)fputc(',', out);
        put_field(fields[i], out);
    }
    put_number(e->mean, out);
    put_number(e->sd, out);
    put_number(e->half_width, out);
    (void)fputs("\r\n", out);
}

static void put_scope(const csv_report *c, const char *scope, const char *name, const char *interval,
                      size_t index, metric_scope kind) {
    const csv_place place = {results_scheme_name(c->results, c->scheme), scope, name, interval};
    for (size_t i = 0; i < metric_catalog_count(c->results->catalog); i++) {
        const metric *m = metric_catalog_at(c->results->catalog, i);
        if (!metric_in_scope(m, kind))
            continue;
        estimate e = results_estimate(c->results, c->scheme, index, m, c->confidence);
        put_line(&place, m, &e, c->out);
    }
}

static void put_intervals(const csv_report *c, const layout *l, const metric_scopes *s) {
    for (uint32_t i = 0; i < s->interval_count; i++) {
        char from[TIME_TEXT_SIZE], to[TIME_TEXT_SIZE];
        interval_labels(l, i, from, to);
        put_scope(c, "all", "", from, metric_scope_interval(s, i), SCOPE_INTERVAL);
        for (uint32_t k = 0; k < l->class_count; k++)
            put_scope(c, "classes", l->classes[k].name, from, metric_scope_interval_class(s, i, k),
                      SCOPE_INTERVAL_CLASS);
        for (uint32_t g = 0; g < l->group_count; g++)
            put_scope(c, "groups", l->groups[g].name, from, metric_scope_interval_group(s, i, g),
                      SCOPE_INTERVAL_GROUP);
    }
}

static void put_scheme(const csv_report *c) {
    const layout *l = results_layout(c->results, c->scheme);
    metric_scopes s = metric_scopes_of(l);
    put_scope(c, "all", "", "", 0, SCOPE_ALL);
    for (uint32_t i = 0; i < l->class_count; i++)
        put_scope(c, "classes", l->classes[i].name, "", metric_scope_class(&s, i), SCOPE_CLASS);
    for (uint32_t i = 0; i < l->group_count; i++)
        put_scope(c, "groups", l->groups[i].name, "", metric_scope_group(&s, i), SCOPE_GROUP);
    for (uint32_t i = 0; i < l->site_count; i++)
        put_scope(c, "sites", l->sites[i].name, "", metric_scope_site(&s, i), SCOPE_SITE);
    put_intervals(c, l, &s);
}

/// Paired differences: the scheme is called "a-b".
static void put_differences(const results *r, size_t a, size_t b, double confidence, FILE *out) {
    char *name = text_format("%s-%s", results_scheme_name(r, a), results_scheme_name(r, b));
    const csv_place place = {name, "difference", "", ""};
    for (size_t i = 0; i < metric_catalog_count(r->catalog); i++) {
        const metric *m = metric_catalog_at(r->catalog, i);
        if (!metric_in_scope(m, SCOPE_ALL))
            continue;
        difference d = results_difference(r, a, b, 0, m, confidence);
        estimate e = {.mean = d.mean, .sd = (double)NAN, .half_width = d.half_width};
        put_line(&place, m, &e, out);
    }
    free(name);
}

void report_csv(const results *r, const report_options *o, FILE *out) {
    (void)fputs("scheme,scope,name,interval,metric,value,sd,half_width\r\n", out);
    for (size_t i = 0; i < r->scheme_count; i++) {
        const csv_report c = {r, i, o->confidence, out};
        put_scheme(&c);
    }
    for (size_t a = 1; o->differences && a < r->scheme_count; a++) {
        for (size_t b = 0; b < a; b++)
            put_differences(r, a, b, o->confidence, out);
    }
}
