#include "run/report_number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DECIMALS_MAX = 3, DECIMALS_MAX_SHARE = 4, DECIMALS_MAX_SMALL = 6 };

static bool is_share(const metric *m) {
    return *metric_unit(m) == '\0';
}

static double scale_shown(const metric *m) {
    return is_share(m) ? 100 : 1;
}

/// Plain numbers of things, and shares in a million: no decimals unless they are few.
static bool is_count(const metric *m) {
    return strcmp(metric_unit(m), "per million") == 0 ||
           (!metric_is_ratio(m) && strcmp(metric_unit(m), "s") != 0);
}

const char *metric_unit_shown(const metric *m) {
    if (is_share(m))
        return "%";
    return is_count(m) && !metric_is_ratio(m) ? "" : metric_unit(m);
}

/// Decimals that show the first digit of a number below 1: 0.8 -> 1, 0.03 -> 2; none from 1 on.
static int decimals_of(double number) {
    return number > 0 && number < 1 ? -(int)floor(log10(number)) : 0;
}

/// Decimals when nothing is known of the error: three digits or so; none for a whole number.
static int decimals_plain(const metric *m, double shown) {
    double size = fabs(shown);
    bool whole = fabs(size - round(size)) <= 1e-9 * size;
    if (is_share(m) ? size == 0 || size == 100 : whole || (is_count(m) && size >= 100))
        return 0;
    return size >= 10 || is_count(m) ? 1 : decimals_of(size) + 1;
}

/// Would a share in percent that is not all read as 100.0?
static bool reads_as_all(double shown, int decimals) {
    return shown < 100 && shown >= 100 - 0.5 * pow(10, -decimals);
}

static int decimals_for(const metric *m, double shown, double half_width) {
    int least = is_count(m) ? 0 : 1, most = is_share(m) ? DECIMALS_MAX_SHARE : DECIMALS_MAX;
    if (!(half_width > 0))
        least = decimals_plain(m, shown);
    int decimals = decimals_of(half_width);
    decimals = decimals < least ? least : decimals;
    decimals = decimals > most ? most : decimals;
    while (is_share(m) && decimals < most && reads_as_all(shown, decimals))
        decimals++;
    return decimals;
}

/// The same for a value that is no difference: what is not 0 must not read as 0, however uncertain it is.
static int decimals_for_value(const metric *m, double shown, double half_width) {
    int decimals = decimals_for(m, shown, half_width);
    if (fabs(shown) > 0.5 * pow(10, -decimals))
        return decimals;
    int first = decimals_of(fabs(shown));
    return first > DECIMALS_MAX_SMALL ? DECIMALS_MAX_SMALL : first > decimals ? first : decimals;
}

void value_format(const metric *m, double value, double half_width, unsigned flags,
                  char text[NUMBER_TEXT_SIZE]) {
    double shown = value * scale_shown(m), width = half_width * scale_shown(m);
    if (isnan(shown)) {
        (void)snprintf(text, NUMBER_TEXT_SIZE, "–");
        return;
    }
    bool thousands = flags & NUMBER_COMPACT && fabs(shown) >= 1e4;
    int decimals = thousands               ? fabs(shown) < 1e5
                   : flags & NUMBER_SIGNED ? decimals_for(m, shown, width)
                                           : decimals_for_value(m, shown, width);
    double unit = thousands ? 1000 : 1;
    const char *suffix = thousands ? "k" : "";
    char number[NUMBER_TEXT_SIZE], half[NUMBER_TEXT_SIZE];
    grouped_format(shown / unit, decimals, flags & NUMBER_SIGNED && shown != 0, number);
    grouped_format(width / unit, decimals, false, half);
    if (width / unit >= 0.5 * pow(10, -decimals))
        (void)snprintf(text, NUMBER_TEXT_SIZE, "%.40s%s ± %.40s%s", number, suffix, half, suffix);
    else
        (void)snprintf(text, NUMBER_TEXT_SIZE, "%.40s%s", number, suffix);
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
