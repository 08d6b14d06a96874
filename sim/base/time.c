#include <hotline/time.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/divide.h"

sim_time sim_time_from_s(double seconds) {
    double cut = seconds > SIM_SECONDS_MAX    ? SIM_SECONDS_MAX
                 : seconds < -SIM_SECONDS_MAX ? -SIM_SECONDS_MAX
                                              : seconds;
    return (sim_time)llrint(cut * (double)SIM_SECOND);
}

typedef struct time_unit {
    const char *name;
    sim_time length;
} time_unit;

/// Largest first: the order in which they may appear.
static const time_unit units[] = {{"w", 7 * SIM_DAY},  {"d", SIM_DAY},    {"h", SIM_HOUR},
                                  {"min", SIM_MINUTE}, {"s", SIM_SECOND}, {"ms", SIM_SECOND / 1000}};
enum { UNIT_COUNT = sizeof units / sizeof units[0] };

/// A decimal number without sign or exponent; NULL when `text` does not begin with one.
static const char *number_parse(const char *text, double *out) {
    size_t digits = strspn(text, "0123456789");
    size_t length = digits;
    if (text[length] == '.') {
        size_t decimals = strspn(text + length + 1, "0123456789");
        if (decimals == 0)
            return NULL;
        length += 1 + decimals;
    }
    if (digits == 0)
        return NULL;
    *out = strtod(text, NULL);
    return text + length;
}

/// The unit at the begin of `text`, at or after *next in the table; NULL when there is none.
static const char *unit_parse(const char *text, size_t *next, sim_time *length) {
    size_t letters = strspn(text, "abcdefghijklmnopqrstuvwxyz");
    for (size_t i = *next; i < UNIT_COUNT; i++) {
        if (strlen(units[i].name) == letters && strncmp(text, units[i].name, letters) == 0) {
            *next = i + 1;
            *length = units[i].length;
            return text + letters;
        }
    }
    return NULL;
}

bool duration_parse_s(const char *text, double *out) {
    double seconds = 0, number = 0;
    const char *rest = number_parse(text, &number);
    if (rest && !*rest) {
        seconds = number;
    } else {
        size_t next = 0;
        rest = text;
        do {
            sim_time length = 0;
            rest = number_parse(rest, &number);
            if (rest)
                rest = unit_parse(rest, &next, &length);
            if (!rest)
                return false;
            seconds += number * sim_time_to_s(length);
        } while (*rest);
    }
    *out = seconds;
    return true;
}

bool duration_parse(const char *text, sim_time *out) {
    double seconds = 0;
    if (!duration_parse_s(text, &seconds) || seconds > SIM_SECONDS_MAX)
        return false;
    *out = sim_time_from_s(seconds);
    return true;
}

/// Exactly `digits` digits with a value of at most `max`.
static const char *digits_parse(const char *text, int digits, int max, int *out) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9')
            return NULL;
        value = 10 * value + (text[i] - '0');
    }
    *out = value;
    return value <= max ? text + digits : NULL;
}

/// "HH:MM" or "HH:MM:SS", to the end of the text.
static bool clock_fields_parse(const char *text, int *hour, int *minute, int *second) {
    *second = 0;
    text = digits_parse(text, 2, 23, hour);
    if (!text || *text++ != ':')
        return false;
    text = digits_parse(text, 2, 59, minute);
    if (text && *text == ':')
        text = digits_parse(text + 1, 2, 59, second);
    return text && !*text;
}

bool clock_parse(const char *text, sim_time *out) {
    int hour, minute, second;
    if (!clock_fields_parse(text, &hour, &minute, &second))
        return false;
    *out = hour * SIM_HOUR + minute * SIM_MINUTE + second * SIM_SECOND;
    return true;
}

static int month_length(int year, int month) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return lengths[month - 1] + (month == 2 && leap);
}

bool civil_parse(const char *text, civil_time *out) {
    civil_time c = {0};
    text = digits_parse(text, 4, 9999, &c.year);
    if (!text || *text++ != '-')
        return false;
    text = digits_parse(text, 2, 12, &c.month);
    if (!text || *text++ != '-')
        return false;
    text = digits_parse(text, 2, 31, &c.day);
    if (!text || c.year < 1 || c.month < 1 || c.day < 1 || c.day > month_length(c.year, c.month))
        return false;
    if (*text && (*text != 'T' || !clock_fields_parse(text + 1, &c.hour, &c.minute, &c.second)))
        return false;
    *out = c;
    return true;
}

// Years that begin in March put the leap day last; 400 of them are an era of 146,097 days.
// The algorithm is H. Hinnant's "chrono-compatible low-level date algorithms" (2013), days_from_civil.
int64_t civil_days(civil_time c) {
    int64_t year = c.month <= 2 ? c.year - 1 : c.year;
    int64_t era = year / 400, year_of_era = year - 400 * era;
    int64_t day_of_year = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
    return 146097 * era + 365 * year_of_era + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

int civil_weekday(civil_time c) {
    return (int)(((civil_days(c) + 3) % 7 + 7) % 7); // 1970-01-01 was a Thursday
}

sim_time civil_time_of_day(civil_time c) {
    return c.hour * SIM_HOUR + c.minute * SIM_MINUTE + c.second * SIM_SECOND;
}

/// The inverse of civil_days.
static civil_time civil_from_days(int64_t days) {
    days += 719468;
    int64_t era = days / 146097, day_of_era = days - 146097 * era;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    civil_time c = {.day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
                    .month = (int)(month < 10 ? month + 3 : month - 9)};
    c.year = (int)(400 * era + year_of_era + (c.month <= 2));
    return c;
}

civil_time civil_add(civil_time start, sim_time offset) {
    int64_t seconds = floor_divide(civil_time_of_day(start) + offset, SIM_SECOND);
    int64_t days = floor_divide(seconds, 86400), rest = seconds - 86400 * days;
    civil_time c = civil_from_days(civil_days(start) + days);
    c.hour = (int)(rest / 3600);
    c.minute = (int)(rest / 60 % 60);
    c.second = (int)(rest % 60);
    return c;
}

void duration_format(sim_time t, char text[TIME_TEXT_SIZE]) {
    const char *sign = t < 0 ? "-" : "";
    int64_t us = t < 0 ? -t : t, seconds = us / SIM_SECOND;
    if (us < SIM_SECOND && us > 0)
        (void)snprintf(text, TIME_TEXT_SIZE, "%s%.3g ms", sign, (double)us / 1000);
    else if (seconds < 60)
        (void)snprintf(text, TIME_TEXT_SIZE, "%s%.3g s", sign, sim_time_to_s(us));
    else if (seconds < 3600)
        (void)snprintf(text, TIME_TEXT_SIZE, seconds % 60 ? "%s%d min %d s" : "%s%d min", sign,
                       (int)(seconds / 60), (int)(seconds % 60));
    else if (seconds < 86400)
        (void)snprintf(text, TIME_TEXT_SIZE, seconds / 60 % 60 ? "%s%d h %d min" : "%s%d h", sign,
                       (int)(seconds / 3600), (int)(seconds / 60 % 60));
    else
        (void)snprintf(text, TIME_TEXT_SIZE, seconds / 3600 % 24 ? "%s%lld d %d h" : "%s%lld d", sign,
                       (long long)(seconds / 86400), (int)(seconds / 3600 % 24));
}

void clock_format(civil_time start, sim_time offset, char text[TIME_TEXT_SIZE]) {
    civil_time c = civil_add(start, offset);
    int64_t day = civil_days(c) - civil_days(start) + 1;
    if (day == 1)
        (void)snprintf(text, TIME_TEXT_SIZE, "%02d:%02d:%02d", c.hour, c.minute, c.second);
    else
        (void)snprintf(text, TIME_TEXT_SIZE, "day %lld %02d:%02d:%02d", (long long)day, c.hour, c.minute,
                       c.second);
}
