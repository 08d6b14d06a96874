#include "fit/log.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "fit/call.h"

/// Where a type is in the list of teams, "PS+NW,IN". Types that it does not name are in the first.
static size_t team_of(const char *teams, const char *type) {
    size_t team = 0, length = strlen(type);
    for (const char *at = teams; at && *at; at += strcspn(at, "+,")) {
        team += *at == ',';
        at += *at == ',' || *at == '+';
        if (length > 0 && strcspn(at, "+,") == length && strncmp(at, type, length) == 0)
            return team;
    }
    return 0;
}

enum { ROWS_BETWEEN_QUESTIONS = 65536 };

static size_t type_of(call_log *l, const char *word) {
    size_t known = l->type_names.count, number = numbering_of(&l->type_names, word);
    if (number >= FIT_TYPES_MAX) {
        (void)csv_fail(&l->table,
                       "'%.60s' is the type %d; a log may have %d (--map type=- takes all calls as one)",
                       word, FIT_TYPES_MAX + 1, FIT_TYPES_MAX);
        return 0;
    }
    if (number == known)
        l->types[number].team = team_of(l->how->teams, word);
    return number;
}

/// How this call ends is what the next one may be because of.
static void caller_note(call_log *l, known_caller *known, const call *c) {
    double midnight = (double)l->days.number[c->day] * SECONDS_OF_A_DAY, wait = c->wait > 0 ? c->wait : 0;
    bool answered = c->outcome == OUTCOME_ANSWERED, counts = answered ? c->service >= 0 : wait > 0;
    known->cause = answered ? FIT_ANSWERED : FIT_GAVE_UP;
    known->left = counts ? midnight + c->asked_at + wait + (answered ? c->service : 0) : -1;
    known->type = (uint32_t)c->type;
    l->types[c->type].followed[known->cause] += counts;
}

/// Redials are no new callers. False when the rows are not in order.
static bool redial_see(call_log *l, call *c) {
    const char *caller = call_text(l, FIT_caller);
    double now = (double)l->days.number[c->day] * SECONDS_OF_A_DAY + c->second;
    if (!caller || !*caller)
        return true;
    if (now < l->last_time)
        return csv_fail(&l->table,
                        "is earlier than the row before; to find redials rows must be in order of time "
                        "(--map caller=- looks for none)");
    l->last_time = now;
    known_caller *known = redials_find(&l->callers, caller);
    if (!known)
        return true;
    double delay = now - known->left;
    if (known->left >= 0 && delay >= 0 && delay <= FIT_REDIAL_WINDOW) {
        histogram_add(&l->types[known->type].delays[known->cause], delay);
        c->is_redial = true;
    }
    caller_note(l, known, c);
    return true;
}

static void answered_add(call_log *l, type_sums *t, const call *c, fit_observed *hour) {
    t->answered++;
    hour->answered++;
    if (!isnan(c->service)) {
        histogram_add(&t->service, c->service);
        hour->services += c->service > 0;
        hour->service += c->service;
        concurrency_add(&l->activity, c->day, t->team, ACTIVITY_SERVICE,
                        c->asked_at + (c->wait > 0 ? c->wait : 0), c->service);
    }
    if (!isnan(c->wait)) {
        histogram_add(&t->wait_answered, c->wait);
        hour->wait_answered += c->wait;
    }
}

static void asked_add(call_log *l, type_sums *t, const call *c, fit_observed *hour) {
    t->asked++;
    hour->asked++;
    t->waited += c->wait > 0;
    hour->waited += c->wait > 0;
    concurrency_add(&l->activity, c->day, t->team, ACTIVITY_WAIT, c->asked_at, c->wait);
    if (c->outcome == OUTCOME_ANSWERED) {
        answered_add(l, t, c, hour);
        return;
    }
    t->abandoned++;
    hour->abandoned++;
    hour->wait_abandoned += c->wait;
    histogram_add(&t->wait_abandoned, c->wait);
}

static size_t hour_of(double second) {
    return second < SECONDS_OF_A_DAY ? (size_t)(second / 3600) : FIT_HOURS - 1;
}

static void call_add(call_log *l, const call *c) {
    type_sums *t = &l->types[c->type];
    fit_observed *hours = t->hours[calendar_weekday(&l->days, c->day)];
    size_t slice = (size_t)(c->second / l->slice);
    hours[hour_of(c->second)].offered += (double)c->calls;
    t->calls += c->calls;
    if (!c->is_redial)
        arrivals_count(&t->arrivals, c->day, slice, l->slice_count, c->calls);
    if (l->columns.is_counts)
        return;
    if (!isnan(c->ivr))
        histogram_add(&l->ivr, c->ivr);
    if (c->outcome == OUTCOME_ANSWERED || c->wait > 0)
        asked_add(l, t, c, &hours[hour_of(c->asked_at)]);
    else
        t->gone_before++;
}

static bool row_take(call_log *l) {
    call c;
    l->rows++;
    if (!call_read(l, &c))
        return false;
    if (c.is_unknown || c.outcome == OUTCOME_IGNORED) {
        l->ignored += !c.is_unknown;
        return true;
    }
    if (c.is_unwanted)
        return true;
    const char *type = call_text(l, FIT_type);
    c.type = type ? type_of(l, type) : 0;
    if (l->table.wrong[0] || !redial_see(l, &c))
        return false;
    call_add(l, &c);
    return true;
}

/// A name in the list of teams stands for a type that there is, once.
static bool team_check(call_log *l, const char *type, size_t team) {
    size_t number;
    if (!numbering_find(&l->type_names, type, &number))
        return csv_fail(&l->table, "has no type '%.60s', which --teams names", type);
    return l->types[number].team == team || csv_fail(&l->table, "--teams names '%.60s' twice", type);
}

static bool teams_check(call_log *l) {
    size_t team = 0;
    bool good = true;
    for (const char *at = l->how->teams; good && at;) {
        size_t length = strcspn(at, "+,");
        char *type = text_format("%.*s", (int)length, at);
        good = team_check(l, type, team);
        free(type);
        at += length;
        team += *at == ',';
        at = *at ? at + 1 : NULL;
    }
    return good;
}

static bool slice_choose(call_log *l) {
    uint32_t found = l->columns.is_counts && l->columns.slice ? l->columns.slice : FIT_STAFFING_SLICE;
    l->slice = l->how->slice ? l->how->slice : found;
    if (l->columns.is_counts && !l->how->slice && (l->slice < 60 || SECONDS_OF_A_DAY % l->slice))
        return csv_fail(
            &l->table,
            "the first times are multiples of %u s: no slices of a minute or more that divide the day; "
            "give --slice",
            (unsigned)l->slice);
    l->slice_count = SECONDS_OF_A_DAY / l->slice;
    return true;
}

static bool calls_missing(call_log *l) {
    static const char *const where[] = {"", " in odd weeks", " in even weeks"};
    return csv_fail(&l->table, "has no calls%s", where[l->how->weeks]);
}

bool log_read(call_log *l, const char *path, const fit_reading *how, input_error *err) {
    *l = (call_log){.how = how, .last_day = SIZE_MAX};
    l->types = memory_new(FIT_TYPES_MAX, sizeof *l->types);
    civil_time date;
    l->first_day_known = how->first_day && civil_parse(how->first_day, &date);
    l->first_day = l->first_day_known ? civil_days(date) : 0;
    if (!columns_find(&l->columns, path, how, err))
        return false;
    bool good = slice_choose(l) && csv_open_file(&l->table, path);
    bool cancelled = false;
    while (good && csv_next(&l->table)) {
        cancelled = l->rows % ROWS_BETWEEN_QUESTIONS == 0 && how->cancelled && how->cancelled();
        good = !cancelled && row_take(l);
    }
    if (cancelled)
        return runtime_error_set(err, path, "interrupted");
    l->table.line = good && !l->table.wrong[0] ? 0 : l->table.line;
    good = !l->table.wrong[0] && (l->days.count > 0 || calls_missing(l)) && teams_check(l);
    return good || input_error_set(err, path, l->table.line, NULL, "%s", l->table.wrong);
}

void type_sums_free(type_sums *t) {
    arrivals_free(&t->arrivals);
    histogram_free(&t->service);
    histogram_free(&t->wait_answered);
    histogram_free(&t->wait_abandoned);
    for (size_t cause = 0; cause < FIT_CAUSES; cause++)
        histogram_free(&t->delays[cause]);
}

void log_release(call_log *l) {
    for (size_t i = 0; i < FIT_TYPES_MAX; i++)
        type_sums_free(&l->types[i]);
    free(l->types);
    histogram_free(&l->ivr);
    concurrency_free(&l->activity);
    redials_free(&l->callers);
    numbering_release(&l->type_names);
    numbering_release(&l->day_names);
    numbering_release(&l->outcome_words);
    csv_release(&l->table);
}
