#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "fit/by_hour.h"
#include "fit/laws.h"
#include "fit/log.h"
#include "fit/opening.h"
#include "fit/patience.h"

static void date_format(civil_time date, char text[TIME_TEXT_SIZE]) {
    (void)snprintf(text, TIME_TEXT_SIZE, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static void calendar_tell(fit *f, const calendar *days) {
    int64_t first = days->number[0];
    f->day_count = days->count;
    f->weekdays_known = days->dated;
    for (size_t i = 0; i < days->count; i++) {
        f->weekday_days[calendar_weekday(days, i)]++;
        first = days->number[i] < first ? days->number[i] : first;
    }
    if (!days->dated)
        return;
    civil_time epoch = {.year = 1970, .month = 1, .day = 1}, date = civil_add(epoch, first * SIM_DAY);
    civil_time monday = civil_add(date, -civil_weekday(date) * SIM_DAY);
    date_format(date, f->first_date);
    date_format(monday, f->monday);
}

/// A text of the log for notes and reports: bytes that are no UTF-8 become question marks.
static char *plain_copy(const char *text) {
    char *copy = text_copy(text), *end = copy + strlen(copy);
    for (char *at = copy; at < end;) {
        size_t length = utf8_length(at, (size_t)(end - at));
        if (length == 0)
            *at = '?';
        at += length ? length : 1;
    }
    return copy;
}

static void hours_merge(fit_class *into, const fit_class *from) {
    for (size_t k = 0; k < FIT_WEEKDAYS; k++)
        for (size_t hour = 0; hour < FIT_HOURS; hour++) {
            fit_observed *to = &into->hours[k][hour];
            const fit_observed *o = &from->hours[k][hour];
            to->offered += o->offered;
            to->asked += o->asked;
            to->waited += o->waited;
            to->answered += o->answered;
            to->abandoned += o->abandoned;
            to->wait_answered += o->wait_answered;
            to->wait_abandoned += o->wait_abandoned;
            to->services += o->services;
            to->service += o->service;
        }
}

static void counts_merge(fit_class *into, const fit_class *from) {
    into->calls += from->calls;
    into->asked += from->asked;
    into->waited += from->waited;
    into->answered += from->answered;
    into->abandoned += from->abandoned;
    into->gone_before += from->gone_before;
    into->closed += from->closed;
    into->closed_asked += from->closed_asked;
    hours_merge(into, from);
}

/// Other types' names are told apart by a number.
static void class_name(fit *f, size_t type) {
    fit_class *c = &f->types[type];
    name_make(c->type, c->name);
    for (size_t i = 0; i < type; i++)
        if (strcmp(f->types[i].name, c->name) == 0) {
            size_t length = strlen(c->name);
            (void)snprintf(c->name + length, sizeof c->name - length, "-%zu", type + 1);
            return;
        }
}

uint64_t fit_repeats_count(const fit_repeats *r) {
    return r->delay.moments.count + r->delay.moments.zeros;
}

/// What is made of histograms alone.
static void laws_conclude(fit_class *c, const type_sums *t) {
    laws_fit(&c->service, &t->service);
    c->by_hour = by_hour_fit(c);
    c->patience = patience_fit(&t->wait_abandoned, &t->wait_answered);
    for (size_t cause = 0; cause < FIT_CAUSES; cause++) {
        c->again[cause].of = t->followed[cause];
        laws_fit(&c->again[cause].delay, &t->delays[cause]);
    }
}

static void class_fit(fit_class *c, const type_sums *t) {
    c->team = t->team;
    c->calls = t->calls;
    c->asked = t->asked;
    c->waited = t->waited;
    c->answered = t->answered;
    c->abandoned = t->abandoned;
    c->gone_before = t->gone_before;
    memcpy(c->hours, t->hours, sizeof c->hours);
    laws_conclude(c, t);
}

/// A histogram each, of all types.
static void sums_merge(type_sums *into, const type_sums *from) {
    histogram_merge(&into->service, &from->service);
    histogram_merge(&into->wait_answered, &from->wait_answered);
    histogram_merge(&into->wait_abandoned, &from->wait_abandoned);
    for (size_t cause = 0; cause < FIT_CAUSES; cause++) {
        histogram_merge(&into->delays[cause], &from->delays[cause]);
        into->followed[cause] += from->followed[cause];
    }
}

/// All types together.
static void all_fit(fit *f, const call_log *l, arrival_counts *together) {
    type_sums *sums = memory_new(1, sizeof *sums);
    for (size_t i = 0; i < f->type_count; i++) {
        const type_sums *t = &l->types[i];
        sums_merge(sums, t);
        counts_merge(&f->all, &f->types[i]);
        for (size_t day = 0; day < l->days.count; day++)
            for (size_t s = 0; t->arrivals.slices[day] && s < l->slice_count; s++)
                arrivals_count(together, day, s, l->slice_count, t->arrivals.slices[day][s]);
    }
    laws_conclude(&f->all, sums);
    type_sums_free(sums);
    free(sums);
}

static void arrivals_conclude(fit *f, const call_log *l, const arrival_counts *together, fit_shape shape) {
    f->by_week = shape == FIT_SHAPE_WEEK ||
                 (shape == FIT_SHAPE_AUTO && arrivals_differ_by_weekday(together, &l->days, l->slice_count));
    f->by_week = f->by_week && l->days.dated;
    arrivals_fit(&f->all.arrivals, together, &l->days, l->slice, f->by_week);
    for (size_t i = 0; i < f->type_count; i++)
        arrivals_fit(&f->types[i].arrivals, &l->types[i].arrivals, &l->days, l->slice, f->by_week);
}

static void columns_tell(fit *f, const call_log *l) {
    f->is_counts = l->columns.is_counts;
    for (size_t i = 0; i < FIT_FIELD_COUNT; i++)
        if (l->columns.at[i] != COLUMN_NONE)
            f->columns[i] = plain_copy(l->table.columns[l->columns.at[i]]);
    bool moments = f->columns[FIT_answer] || f->columns[FIT_end];
    f->waits_known = f->columns[FIT_wait] || moments;
    f->services_known = f->columns[FIT_service] || (f->columns[FIT_answer] && f->columns[FIT_end]);
    f->ivr_known = f->columns[FIT_ivr_time] != NULL;
    f->callers_known = f->columns[FIT_caller] != NULL;
}

static void agents_conclude(fit *f, const call_log *l, const arrival_counts *together) {
    double calls[FIT_AGENT_DAYS_MAX] = {0};
    f->agent_days = l->days.count < FIT_AGENT_DAYS_MAX ? l->days.count : FIT_AGENT_DAYS_MAX;
    for (size_t day = 0; day < f->agent_days; day++)
        calls[day] = arrivals_of_day(together, day, l->slice_count);
    for (size_t i = 0; i < f->team_count; i++)
        concurrency_staffing(&l->activity, &l->days, i, calls, &f->teams[i]);
}

static size_t teams_count(const char *teams) {
    size_t count = 1;
    for (const char *c = teams; c && *c; c++)
        count += *c == ',';
    return count;
}

static fit *conclude(call_log *l, const fit_reading *how) {
    fit *f = memory_new(1, sizeof *f);
    f->team_count = teams_count(how->teams);
    arrival_counts *together = memory_new(1, sizeof *together);
    f->rows = l->rows;
    f->ignored = l->ignored;
    f->unknown = l->unknown;
    f->slice = l->slice;
    columns_tell(f, l);
    calendar_tell(f, &l->days);
    f->type_count = l->type_names.count ? l->type_names.count : 1;
    f->types = memory_new(f->type_count, sizeof *f->types);
    f->all.type = text_copy("all");
    for (size_t i = 0; i < f->type_count; i++) {
        f->types[i].type = plain_copy(l->type_names.count ? l->type_names.names[i] : "call");
        class_name(f, i);
        class_fit(&f->types[i], &l->types[i]);
    }
    opening_find(f, l);
    all_fit(f, l, together);
    arrivals_conclude(f, l, together, how->shape);
    laws_fit(&f->ivr, &l->ivr);
    agents_conclude(f, l, together);
    arrivals_free(together);
    free(together);
    return f;
}

bool fit_log(const char *path, const fit_reading *how, fit **out, input_error *err) {
    call_log *l = memory_new(1, sizeof *l);
    bool good = log_read(l, path, how, err);
    *out = good ? conclude(l, how) : NULL;
    log_release(l);
    free(l);
    return good;
}

static void class_free(fit_class *c) {
    free((char *)c->type);
    free(c->arrivals.profile);
}

void fit_free(fit *f) {
    if (!f)
        return;
    for (size_t i = 0; i < f->type_count; i++)
        class_free(&f->types[i]);
    class_free(&f->all);
    for (size_t i = 0; i < FIT_FIELD_COUNT; i++)
        free((char *)f->columns[i]);
    free(f->types);
    free(f);
}
