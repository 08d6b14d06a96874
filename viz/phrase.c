#include "phrase.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char dash[] = "\xE2\x80\x93";

void phrase_count(double value, char text[PHRASE_SIZE]) {
    char digits[PHRASE_SIZE];
    int length = snprintf(digits, sizeof digits, "%" PRId64, (int64_t)llround(value));
    size_t used = 0;
    for (int i = 0; i < length && used + 2 < PHRASE_SIZE; i++) {
        if (i > 0 && (length - i) % 3 == 0 && digits[i - 1] != '-')
            text[used++] = ',';
        text[used++] = digits[i];
    }
    text[used] = '\0';
}

double phrase_percentage(double share, int decimals) {
    double unit = pow(10, -decimals), nearest = round(share * 100 / unit) * unit;
    return share < 1 && nearest >= 100 ? 100 - unit : nearest;
}

void phrase_percent(double share, int decimals, char text[PHRASE_SIZE]) {
    double percentage = phrase_percentage(share, decimals);
    if (isnan(share))
        snprintf(text, PHRASE_SIZE, "%s", dash);
    else if (share > 0 && percentage <= 0)
        snprintf(text, PHRASE_SIZE, "<%.*f%%", decimals, pow(10, -decimals));
    else
        snprintf(text, PHRASE_SIZE, "%.*f%%", fabs(percentage - 100) < 1e-6 ? 0 : decimals, percentage);
}

void phrase_bound(double share, char text[PHRASE_SIZE]) {
    int decimals = 0;
    while (decimals < 3 && fabs(remainder(share, pow(10, -2 - decimals))) > 1e-9)
        decimals++;
    snprintf(text, PHRASE_SIZE, "%.*f%%", decimals, share * 100);
}

/// A whole number of the larger unit, and of the smaller one unless that is 0.
static void phrase_two_units(int64_t large, const char *large_unit, int64_t small, const char *small_unit,
                             char text[PHRASE_SIZE]) {
    if (small == 0)
        snprintf(text, PHRASE_SIZE, "%" PRId64 " %s", large, large_unit);
    else
        snprintf(text, PHRASE_SIZE, "%" PRId64 " %s %" PRId64 " %s", large, large_unit, small, small_unit);
}

void phrase_span(sim_time span, char text[PHRASE_SIZE]) {
    double seconds = (double)span / SIM_SECOND;
    int64_t whole = llround(seconds), minutes = llround(seconds / 60);
    if (seconds < 0.05)
        snprintf(text, PHRASE_SIZE, "at once");
    else if (seconds < 9.95)
        snprintf(text, PHRASE_SIZE, "%.4g s", round(seconds * 10) / 10);
    else if (whole < 60)
        snprintf(text, PHRASE_SIZE, "%" PRId64 " s", whole);
    else if (whole < 3600)
        phrase_two_units(whole / 60, "min", whole % 60, "s", text);
    else
        phrase_two_units(minutes / 60, "h", minutes % 60, "min", text);
}

void phrase_seconds(double seconds, char text[PHRASE_SIZE]) {
    if (isnan(seconds))
        snprintf(text, PHRASE_SIZE, "%s", dash);
    else if (seconds < 99.95)
        snprintf(text, PHRASE_SIZE, "%.1f s", seconds);
    else
        snprintf(text, PHRASE_SIZE, "%.0f:%02.0f min", floor(round(seconds) / 60), fmod(round(seconds), 60));
}

void phrase_countdown(sim_time left, char text[PHRASE_SIZE]) {
    int64_t seconds = left > 0 ? (left + SIM_SECOND - 1) / SIM_SECOND : 0;
    if (seconds >= 3600)
        snprintf(text, PHRASE_SIZE, "%" PRId64 ":%02d:%02d", seconds / 3600, (int)(seconds / 60 % 60),
                 (int)(seconds % 60));
    else
        snprintf(text, PHRASE_SIZE, "%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
}

void phrase_of_limit(uint32_t count, uint32_t limit, char text[PHRASE_SIZE]) {
    char some[PHRASE_SIZE], all[PHRASE_SIZE];
    phrase_count(count, some);
    phrase_count(limit, all);
    if (limit == UNLIMITED)
        snprintf(text, PHRASE_SIZE, "%.20s", some);
    else
        snprintf(text, PHRASE_SIZE, "%.20s / %.20s", some, all);
}

void phrase_awt(const layout *l, char text[PHRASE_SIZE]) {
    char low_text[TIME_TEXT_SIZE], high_text[TIME_TEXT_SIZE];
    sim_time low = SIM_NEVER, high = 0;
    for (uint32_t i = 0; i < l->class_count; i++) {
        sim_time awt = l->classes[i].awt;
        low = awt < low ? awt : low;
        high = awt > high ? awt : high;
    }
    duration_format(low > high ? high : low, low_text);
    duration_format(high, high_text);
    if (low < high)
        snprintf(text, PHRASE_SIZE, "%.20s to %.20s", low_text, high_text);
    else
        snprintf(text, PHRASE_SIZE, "%.20s", high_text);
}

static const char *month_name(civil_time at) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    return months[(at.month + 11) % 12];
}

const char *phrase_weekday(civil_time at) {
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    return days[civil_weekday(at)];
}

void phrase_date(civil_time at, char text[PHRASE_SIZE]) {
    snprintf(text, PHRASE_SIZE, "%d %s %d", at.day, month_name(at), at.year);
}

void phrase_tick(civil_time at, bool is_day, char text[PHRASE_SIZE]) {
    if (is_day)
        snprintf(text, PHRASE_SIZE, "%.3s %d %.3s", phrase_weekday(at), at.day, month_name(at));
    else
        snprintf(text, PHRASE_SIZE, "%02d:%02d", at.hour, at.minute);
}
