#include "cli/forecast/axis.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hotline/time.h>

enum { DECIMALS_MAX = 15, MONTH_END = 31 };

static const double day_seconds = 86400;
static const civil_time epoch = {.year = 1970, .month = 1, .day = 1};

/// So many digits as a number.
static bool digits_read(const char *text, size_t count, int *out) {
    *out = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *out = 10 * *out + text[i] - '0';
    }
    return true;
}

static bool number_read(axis *a, const char *label, double *position) {
    char *end = NULL;
    if (!*label || label[strspn(label, "0123456789.eE+-")])
        return false;
    *position = strtod(label, &end);
    if (*end || !(fabs(*position) <= 1e15))
        return false;
    const char *point = strchr(label, '.');
    int decimals = point ? (int)strspn(point + 1, "0123456789") : 0;
    a->decimals = decimals > DECIMALS_MAX ? DECIMALS_MAX : decimals > a->decimals ? decimals : a->decimals;
    return true;
}

/// "2009-03"
static bool month_read(const char *label, double *position) {
    int year, month;
    if (strlen(label) != 7 || label[4] != '-' || !digits_read(label, 4, &year) ||
        !digits_read(label + 5, 2, &month))
        return false;
    *position = 12.0 * year + month - 1;
    return month >= 1 && month <= 12;
}

/// "2009-03-07", "2009-03-07T08:00:00Z", "2009-03-07 08:00"
static bool date_read(axis *a, const char *label, double *position) {
    char text[AXIS_LABEL_SIZE];
    civil_time c;
    size_t length = strlen(label);
    if (length < 10 || length >= sizeof text)
        return false;
    memcpy(text, label, length + 1);
    bool zone = text[length - 1] == 'Z';
    if (zone)
        text[--length] = '\0';
    if (length > 10 && text[10] == ' ')
        text[10] = 'T';
    if (!civil_parse(text, &c))
        return false;
    *position = (double)civil_days(c) * day_seconds + sim_time_to_s(civil_time_of_day(c));
    a->has_zone = a->has_zone || zone;
    a->has_time = a->has_time || length > 10;
    a->has_seconds = a->has_seconds || length > 16;
    return true;
}

bool axis_read(axis *a, const char *label, double *position) {
    axis_kind kind = AXIS_NUMBER;
    bool good = number_read(a, label, position);
    if (!good && (good = month_read(label, position)))
        kind = AXIS_MONTH;
    if (!good && (good = date_read(a, label, position)))
        kind = AXIS_SECOND;
    if (!good || (a->known && a->kind != kind))
        return false;
    a->kind = kind;
    a->known = true;
    return true;
}

static civil_time civil_of(double seconds) {
    return civil_add(epoch, sim_time_from_s(seconds));
}

void axis_settle(axis *a, double *positions, size_t count) {
    if (a->kind != AXIS_SECOND || a->has_time || count < 2)
        return;
    bool same = true, last = true;
    int day = civil_of(positions[0]).day;
    for (size_t i = 0; i < count; i++) {
        same = same && civil_of(positions[i]).day == day;
        last = last && civil_of(positions[i] + day_seconds).day == 1;
        // days a week apart may also be the same of two months
        if (i && positions[i] - positions[i - 1] < 28 * day_seconds)
            return;
    }
    if (!same && !last)
        return;
    for (size_t i = 0; i < count; i++) {
        civil_time c = civil_of(positions[i]);
        positions[i] = 12.0 * c.year + c.month - 1;
    }
    a->kind = AXIS_MONTH;
    a->day = last ? MONTH_END : day;
}

double axis_time(const axis *a, double position) {
    switch (a->kind) {
    case AXIS_NUMBER:
        return position;
    case AXIS_MONTH:
        return position / 12;
    case AXIS_SECOND:
        return position / day_seconds;
    }
    return position;
}

/// No more decimals than labels of the file, and no zeros at the end.
static void number_format(const axis *a, double position, char text[AXIS_LABEL_SIZE]) {
    (void)snprintf(text, AXIS_LABEL_SIZE, "%.*f", a->decimals, position);
    if (!strchr(text, '.'))
        return;
    size_t length = strlen(text);
    while (text[length - 1] == '0')
        text[--length] = '\0';
    if (text[length - 1] == '.')
        text[length - 1] = '\0';
}

static void month_format(const axis *a, double position, char text[AXIS_LABEL_SIZE]) {
    long months = lround(position);
    int used = snprintf(text, AXIS_LABEL_SIZE, "%04ld-%02ld", months / 12, months % 12 + 1);
    civil_time next = {.year = (int)((months + 1) / 12), .month = (int)((months + 1) % 12) + 1, .day = 1};
    int last = civil_of((double)(civil_days(next) - 1) * day_seconds).day;
    if (a->day)
        (void)snprintf(text + used, AXIS_LABEL_SIZE - (size_t)used, "-%02d", a->day < last ? a->day : last);
}

static void second_format(const axis *a, double position, char text[AXIS_LABEL_SIZE]) {
    civil_time c = civil_of(position);
    int used = snprintf(text, AXIS_LABEL_SIZE, "%04d-%02d-%02d", c.year, c.month, c.day);
    if (a->has_time)
        used += snprintf(text + used, AXIS_LABEL_SIZE - (size_t)used, "T%02d:%02d", c.hour, c.minute);
    if (a->has_seconds)
        used += snprintf(text + used, AXIS_LABEL_SIZE - (size_t)used, ":%02d", c.second);
    if (a->has_zone)
        (void)snprintf(text + used, AXIS_LABEL_SIZE - (size_t)used, "Z");
}

void axis_format(const axis *a, double position, char text[AXIS_LABEL_SIZE]) {
    switch (a->kind) {
    case AXIS_NUMBER:
        number_format(a, position, text);
        break;
    case AXIS_MONTH:
        month_format(a, position, text);
        break;
    case AXIS_SECOND:
        second_format(a, position, text);
        break;
    }
}

static bool near(double value, double expected) {
    return fabs(value - expected) <= 1e-3 * expected;
}

size_t axis_period(const axis *a, double step) {
    double year = a->kind == AXIS_NUMBER ? 1 : 12;
    if (a->kind == AXIS_SECOND)
        return near(step, day_seconds) ? 7 : near(step, 3600) ? 24 : 0;
    return near(step, year / 12) ? 12 : near(step, year / 4) ? 4 : 0;
}
