#include "run/report_number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DECIMALS_MAX = 6 };

static bool is_share(const metric *m) {
    return *metric_unit(m) == '\0';
}

static double scale_shown(const metric *m) {
    return is_share(m) ? 100 : 1;
}

static bool is_count(const metric *m) {
    return !metric_is_ratio(m) && strcmp(metric_unit(m), "s") != 0;
}

const char *metric_unit_shown(const metric *m) {
    if (is_share(m))
        return "%";
    return is_count(m) ? "" : metric_unit(m);
}

void grouped_format(double value, int decimals, bool sign, char text[NUMBER_TEXT_SIZE]) {
    char plain[NUMBER_TEXT_SIZE / 2];
    if (!(fabs(value) < 1e15)) {
        (void)snprintf(text, NUMBER_TEXT_SIZE, "%.3g", value);
        return;
    }
    if (fabs(value) < 0.5 * pow(10, -decimals))
        value = 0; // never "-0.0"
    (void)snprintf(plain, sizeof plain, sign ? "%+.*f" : "%.*f", decimals, value);
    size_t start = strspn(plain, "+-"), whole = strcspn(plain + start, ".");
    size_t length = 0;
    for (size_t i = 0; plain[i]; i++) {
        if (i > start && i < start + whole && (start + whole - i) % 3 == 0)
            text[length++] = ',';
        text[length++] = plain[i];
    }
    text[length] = '\0';
}

/// Decimals that show the first digit of a number below 1: 0.8 -> 1, 0.03 -> 2; none from 1 on.
static int decimals_of(double number) {
    int decimals = number > 0 ? -(int)floor(log10(number)) : 0;
    return decimals < 0 ? 0 : decimals > DECIMALS_MAX ? DECIMALS_MAX : decimals;
}

/// Decimals when nothing is known of the error: three digits or so.
static int decimals_plain(const metric *m, double shown) {
    double size = fabs(shown);
    if (is_count(m))
        return size == floor(size) || size >= 100 ? 0 : 1;
    if (size == 0 || size >= 10)
        return 1;
    return decimals_of(size) + 1 < 2 ? 2 : decimals_of(size) + 1;
}

static int decimals_for(const metric *m, double shown, double half_width) {
    int least = is_count(m) ? 0 : 1;
    if (!(half_width > 0))
        return decimals_plain(m, shown);
    int decimals = decimals_of(half_width);
    return decimals < least ? least : decimals;
}

static void format(const metric *m, double value, double half_width, bool sign, char text[NUMBER_TEXT_SIZE]) {
    double shown = value * scale_shown(m), width = half_width * scale_shown(m);
    if (isnan(shown)) {
        (void)snprintf(text, NUMBER_TEXT_SIZE, "–");
        return;
    }
    int decimals = decimals_for(m, shown, width);
    if (decimals == DECIMALS_MAX && fabs(shown) < 1e-6)
        shown = 0;
    grouped_format(shown, decimals, sign && shown != 0, text);
    if (isnan(width))
        return;
    char half[NUMBER_TEXT_SIZE], whole[2 * NUMBER_TEXT_SIZE + 8];
    grouped_format(width, width > 0 ? decimals : 0, false, half);
    (void)snprintf(whole, sizeof whole, "%s ± %s", text, half);
    (void)snprintf(text, NUMBER_TEXT_SIZE, "%.*s", NUMBER_TEXT_SIZE - 1, whole);
}

void value_format(const metric *m, double value, double half_width, char text[NUMBER_TEXT_SIZE]) {
    format(m, value, half_width, false, text);
}

void difference_format(const metric *m, double value, double half_width, char text[NUMBER_TEXT_SIZE]) {
    format(m, value, half_width, true, text);
}

void short_format(const metric *m, double value, char text[NUMBER_TEXT_SIZE]) {
    double shown = value * scale_shown(m);
    if (isnan(shown))
        (void)snprintf(text, NUMBER_TEXT_SIZE, "–");
    else
        grouped_format(shown, is_count(m) && shown >= 100 ? 0 : 1, false, text);
}

void bound_format(const metric *m, double value, char text[NUMBER_TEXT_SIZE]) {
    (void)snprintf(text, NUMBER_TEXT_SIZE, "%.10g", value * scale_shown(m));
}
