#include "run/time_label.h"

#include <stdio.h>

#include <hotline/metrics.h>

#include "base/check.h"

/// "08:00", or "08:00:30" where `with_seconds`.
static void write_clock(char text[TIME_TEXT_SIZE], sim_time since_midnight, bool with_seconds) {
    int hour = (int)(since_midnight / SIM_HOUR), minute = (int)(since_midnight / SIM_MINUTE % 60);
    int second = (int)(since_midnight / SIM_SECOND % 60);
    if (with_seconds)
        (void)snprintf(text, TIME_TEXT_SIZE, "%02d:%02d:%02d", hour, minute, second);
    else
        (void)snprintf(text, TIME_TEXT_SIZE, "%02d:%02d", hour, minute);
}

static void write_week(char text[TIME_TEXT_SIZE], sim_time since_monday, bool is_end, bool with_seconds) {
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    sim_time day = since_monday / SIM_DAY;
    if (is_end && since_monday % SIM_DAY == 0)
        day--; // the end of Monday is "Mon 24:00"
    char clock[TIME_TEXT_SIZE];
    write_clock(clock, since_monday - day * SIM_DAY, with_seconds);
    (void)snprintf(text, TIME_TEXT_SIZE, "%s %.20s", days[day % 7], clock);
}

static void write_date(char text[TIME_TEXT_SIZE], civil_time t, bool with_seconds) {
    if (with_seconds)
        (void)snprintf(text, TIME_TEXT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d", t.year, t.month, t.day, t.hour,
                       t.minute, t.second);
    else
        (void)snprintf(text, TIME_TEXT_SIZE, "%04d-%02d-%02dT%02d:%02d", t.year, t.month, t.day, t.hour,
                       t.minute);
}

void interval_labels(const layout *l, uint32_t interval, char from[TIME_TEXT_SIZE], char to[TIME_TEXT_SIZE]) {
    sim_time begin, end;
    metric_interval_bounds(l, interval, &begin, &end);
    bool seconds =
        begin % SIM_MINUTE != 0 || end % SIM_MINUTE != 0 || (l->folding == FOLD_ABSOLUTE && l->start.second);
    switch (l->folding) {
    case FOLD_DAY:
        write_clock(from, begin, seconds);
        write_clock(to, end, seconds);
        return;
    case FOLD_WEEK:
        write_week(from, begin, false, seconds);
        write_week(to, end, true, seconds);
        return;
    case FOLD_NONE:
    case FOLD_ABSOLUTE:
        write_date(from, civil_add(l->start, begin), seconds);
        write_date(to, civil_add(l->start, end), seconds);
        return;
    case FOLDING_COUNT:
        break;
    }
    SIM_UNREACHABLE();
}

void moment_label(const layout *l, sim_time moment, char text[TIME_TEXT_SIZE]) {
    civil_time t = civil_add(l->start, moment);
    write_date(text, t, t.second != 0);
}
