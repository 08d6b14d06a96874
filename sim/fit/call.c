#include "fit/call.h"

#include <math.h>
#include <string.h>

static const char lenient_hint[] = "(--lenient takes such values as not known)";

const char *call_text(const call_log *l, fit_field field) {
    int at = l->columns.at[field];
    return at == COLUMN_NONE ? NULL : l->table.fields[at];
}

/// What is no value is not known, if the user says so. False when it is refused.
static bool value_refuse(call_log *l, fit_field field, const char *must_be) {
    if (l->how->lenient) {
        l->unknown++;
        return true;
    }
    return csv_fail(&l->table, "'%.60s' is '%.60s'; must be %s %s", l->table.columns[l->columns.at[field]],
                    call_text(l, field), must_be, lenient_hint);
}

/// What no call takes, in seconds: 30 days.
enum { LONGEST = 2592000 };

/// A duration; NaN where it is not known.
static bool duration_read(call_log *l, fit_field field, double *out) {
    const char *text = call_text(l, field);
    bool is_number = true;
    *out = text ? number_of(text, &is_number) : NAN;
    if (is_number && !(*out < 0) && !(*out > LONGEST))
        return true;
    *out = NAN;
    return value_refuse(l, field, "a number of seconds from 0 to 2592000, which are 30 days");
}

/// A moment in seconds; of the day, or since 1970 if it has a date. NaN where there is none. `day` is its
/// date.
static bool moment_read(call_log *l, fit_field field, double *out, char day[11]) {
    static const char *const must_be[] = {[TIME_SECONDS] = "seconds of the day, such as 35310",
                                          [TIME_CLOCK] = "a clock time such as 08:30 or 08:30:15",
                                          [TIME_DATE] = "a date and time such as 2003-03-03T07:05:00"};
    const char *text = call_text(l, field);
    time_format format = l->columns.format[field];
    sim_time time;
    civil_time date;
    *out = NAN;
    day[0] = '\0';
    if (!text || !*text)
        return true;
    if (!recorded_time_parse(text, format, &time, day))
        return value_refuse(l, field, must_be[format]);
    *out = sim_time_to_s(time);
    if (format == TIME_DATE && civil_parse(day, &date))
        *out += (double)civil_days(date) * SECONDS_OF_A_DAY;
    return true;
}

/// The index of a day by its number; SIZE_MAX, and the table says so, when there are too many.
static size_t day_index(call_log *l, int64_t number) {
    if (l->last_day != SIZE_MAX && l->last_number == number)
        return l->last_day;
    size_t slot = (size_t)((uint64_t)number * UINT64_C(0x9E3779B97F4A7C15) >> 50);
    while (l->day_slots[slot] && l->days.number[l->day_slots[slot] - 1] != number)
        slot = (slot + 1) % DAY_SLOTS;
    if (!l->day_slots[slot] && l->days.count == FIT_DAYS_MAX) {
        (void)csv_fail(&l->table, "is of the day %d; a log may have %d", FIT_DAYS_MAX + 1, FIT_DAYS_MAX);
        return SIZE_MAX;
    }
    if (!l->day_slots[slot]) {
        l->days.number[l->days.count++] = number;
        l->day_slots[slot] = (uint16_t)l->days.count;
    }
    size_t at = l->day_slots[slot] - 1U;
    l->last_number = number;
    l->last_day = at;
    return at;
}

/// The number of the day that a column names. `*dated`: it is the date's.
static int64_t named_day(call_log *l, const char *name, bool *dated) {
    civil_time date;
    bool is_number = false;
    double number = number_of(name, &is_number);
    *dated = strlen(name) == 10 && civil_parse(name, &date);
    if (*dated)
        return civil_days(date);
    *dated = l->first_day_known && is_number && fabs(number) < 1e6;
    if (*dated)
        return l->first_day + (int64_t)number - 1;
    return (int64_t)numbering_of(&l->day_names, name);
}

/// Seconds without a day of their own: since 1970, if there are very many, else since the first midnight.
static int64_t counted_day(const call_log *l, double seconds, bool *dated) {
    static const double since_1970 = 1e8; // 1973, or a log of more than three years
    int64_t number = (int64_t)floor(seconds / SECONDS_OF_A_DAY);
    *dated = seconds >= since_1970 || l->first_day_known;
    return number + (seconds < since_1970 && l->first_day_known ? l->first_day : 0);
}

/// Is the day in a week that counts? From Monday where days are dates.
static bool week_counts(call_log *l, int64_t number, bool dated) {
    int64_t day = number + (dated ? 3 : 0), week = day / 7 - (day % 7 < 0);
    if (!l->first_week_known)
        l->first_week = week;
    l->first_week_known = true;
    return l->how->weeks == FIT_WEEKS_ALL ||
           ((week - l->first_week) % 2 == 0) == (l->how->weeks == FIT_WEEKS_ODD);
}

static bool day_read(call_log *l, call *c, double moment) {
    const char *name = call_text(l, FIT_day);
    bool dated = true;
    double in_day = fmod(moment, SECONDS_OF_A_DAY);
    int64_t number = (int64_t)floor(moment / SECONDS_OF_A_DAY);
    c->second = in_day < 0 ? in_day + SECONDS_OF_A_DAY : in_day;
    if (l->columns.format[FIT_time] != TIME_DATE) {
        if (name && moment >= SECONDS_OF_A_DAY)
            return csv_fail(&l->table, "'%.60s' is '%.60s'; a day has 86400 s",
                            l->table.columns[l->columns.at[FIT_time]], call_text(l, FIT_time));
        number = name ? named_day(l, name, &dated) : counted_day(l, moment, &dated);
    }
    if (l->day_seen && dated != l->days.dated)
        return csv_fail(&l->table, "days must all be dates, or none: this one is %s", dated ? "one" : "none");
    l->days.dated = dated;
    l->day_seen = true;
    c->is_unwanted = !week_counts(l, number, dated);
    c->day = c->is_unwanted ? 0 : day_index(l, number);
    return c->day != SIZE_MAX;
}

/// What the word of the row means; words are looked up once.
static bool outcome_read(call_log *l, call *c, const char *word) {
    size_t known = l->outcome_words.count, number = numbering_of(&l->outcome_words, word);
    if (number >= sizeof l->outcomes / sizeof *l->outcomes)
        return csv_fail(&l->table,
                        "the column '%.60s' has more than %zu different values; is it the outcome?",
                        l->table.columns[l->columns.at[FIT_outcome]], number);
    if (number == known)
        l->outcomes[number] = outcome_of(word, l->how);
    c->outcome = l->outcomes[number];
    c->is_unknown = c->outcome == OUTCOME_UNKNOWN;
    return !c->is_unknown ||
           value_refuse(l, FIT_outcome,
                        "an outcome: name it, --map answered=WORD, abandoned=WORD or ignored=WORD");
}

/// From one moment to another, which may be behind midnight. NaN when one is not known.
static double span(const call_log *l, double from, double to) {
    bool dated = l->columns.format[FIT_time] == TIME_DATE;
    double length = to - from, half_a_day = 43200;
    return !dated && length < -half_a_day ? length + SECONDS_OF_A_DAY : length;
}

/// The lengths that a log has as moments only.
static bool spans_read(call_log *l, call *c, double asked) {
    double answer, end;
    char day[11];
    bool wait_known = call_text(l, FIT_wait) != NULL, service_known = call_text(l, FIT_service) != NULL;
    if (wait_known && service_known)
        return true;
    if (!moment_read(l, FIT_answer, &answer, day) || !moment_read(l, FIT_end, &end, day))
        return false;
    if (!service_known)
        c->service = span(l, answer, end);
    if (!wait_known)
        c->wait = span(l, asked, isnan(answer) ? end : answer);
    bool by_service = c->service < 0 || c->service > LONGEST;
    if (!by_service && !(c->wait < 0) && !(c->wait > LONGEST))
        return true;
    c->service = by_service ? NAN : c->service;
    c->wait = by_service ? c->wait : NAN;
    return value_refuse(l, by_service || isnan(answer) ? FIT_end : FIT_answer,
                        "later than what comes before it, by 30 days at most");
}

static bool durations_read(call_log *l, call *c, double moment) {
    double asked;
    char day[11];
    if (!duration_read(l, FIT_ivr_time, &c->ivr) || !duration_read(l, FIT_wait, &c->wait) ||
        !duration_read(l, FIT_service, &c->service) || !moment_read(l, FIT_queue_start, &asked, day))
        return false;
    bool none = isnan(asked) || asked <= 0;
    double in_menu = none ? (isnan(c->ivr) ? 0 : c->ivr) : fmax(span(l, moment, asked), 0);
    c->asked_at = c->second + in_menu;
    return spans_read(l, c, moment + in_menu);
}

static bool count_read(call_log *l, call *c) {
    const char *text = call_text(l, FIT_calls);
    bool is_number;
    double number = number_of(text, &is_number);
    c->outcome = OUTCOME_UNKNOWN;
    c->is_unknown = !is_number || !(number >= 0) || number > 1e9 || floor(number) < number;
    c->calls = c->is_unknown ? 0 : (uint64_t)number;
    return !c->is_unknown || value_refuse(l, FIT_calls, "a whole number, at most 1000000000");
}

static bool moment_missing(call_log *l, call *c) {
    c->is_unknown = true;
    bool is_refused = *call_text(l, FIT_time) != '\0'; // and counted
    return is_refused || value_refuse(l, FIT_time, "the time of a call");
}

bool call_read(call_log *l, call *c) {
    double moment;
    char day[11];
    *c = (call){.calls = 1};
    if (!moment_read(l, FIT_time, &moment, day))
        return false;
    if (isnan(moment))
        return moment_missing(l, c);
    if (l->columns.is_counts)
        return count_read(l, c) && (c->is_unknown || day_read(l, c, moment));
    const char *word = call_text(l, FIT_outcome);
    if (word && !outcome_read(l, c, word))
        return false;
    if (c->is_unknown || c->outcome == OUTCOME_IGNORED)
        return true;
    if (!day_read(l, c, moment) || !durations_read(l, c, moment))
        return false;
    if (!word)
        c->outcome = c->service > 0 ? OUTCOME_ANSWERED : OUTCOME_ABANDONED;
    return true;
}
