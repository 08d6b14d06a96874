#include "base/recorded_time.h"

#include <stdlib.h>
#include <string.h>

enum { CLOCK_MAX = 8, FRACTION_MAX = 9 };

/// Digits behind a point, to the end of the text, cut to microseconds.
static bool fraction_parse(const char *text, sim_time *out) {
    size_t digits = strspn(text, "0123456789");
    int64_t value = 0, unit = 1;
    if (digits == 0 || digits > FRACTION_MAX || text[digits])
        return false;
    for (size_t i = 0; i < digits; i++, unit *= 10)
        value = 10 * value + (text[i] - '0');
    *out = value * SIM_SECOND / unit;
    return true;
}

/// What stands before the point, if there is one, goes to `whole`; what stands behind it to `fraction`.
static bool fraction_split(const char *text, size_t length, char *whole, size_t size, sim_time *fraction) {
    char behind[FRACTION_MAX + 2];
    const char *point = memchr(text, '.', length);
    size_t before = point ? (size_t)(point - text) : length;
    *fraction = 0;
    if (before >= size || length - before > sizeof behind)
        return false;
    memcpy(whole, text, before);
    whole[before] = '\0';
    if (!point)
        return true;
    memcpy(behind, point + 1, length - before - 1);
    behind[length - before - 1] = '\0';
    return fraction_parse(behind, fraction);
}

static bool clock_of(const char *text, size_t length, sim_time *out) {
    char clock[CLOCK_MAX + 1];
    sim_time fraction;
    if (!fraction_split(text, length, clock, sizeof clock, &fraction) || !clock_parse(clock, out))
        return false;
    *out += fraction;
    return true;
}

static bool seconds_of(const char *text, sim_time *out) {
    char whole[12];
    sim_time fraction;
    if (!fraction_split(text, strlen(text), whole, sizeof whole, &fraction))
        return false;
    size_t digits = strspn(whole, "0123456789");
    long long seconds = strtoll(whole, NULL, 10);
    *out = seconds * SIM_SECOND + fraction;
    return digits > 0 && !whole[digits] && (double)seconds <= SIM_SECONDS_MAX;
}

static bool date_of(const char *text, sim_time *out, char day[11]) {
    civil_time date;
    size_t length = strlen(text);
    if (length < 10)
        return false;
    memcpy(day, text, 10);
    day[10] = '\0';
    *out = 0;
    if (!civil_parse(day, &date))
        return false;
    if (length == 10)
        return true;
    if (text[length - 1] == 'Z')
        length--;
    return (text[10] == 'T' || text[10] == ' ') && length > 11 && clock_of(text + 11, length - 11, out);
}

bool recorded_time_parse(const char *text, time_format format, sim_time *time, char day[11]) {
    switch (format) {
    case TIME_SECONDS:
        return seconds_of(text, time);
    case TIME_CLOCK:
        return clock_of(text, strlen(text), time);
    case TIME_DATE:
        return date_of(text, time, day);
    }
    return false;
}
