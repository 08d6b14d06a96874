#include "scenario/tables.h"

static const field special_day_fields[] = {
    {.key = "date",
     .type = KEY_DAY,
     AT(special_day_document, date),
     .required = true,
     .meaning = "the day, or the first of several"},
    {.key = "until",
     .type = KEY_DAY,
     AT(special_day_document, until),
     .meaning = "the last day (default: `date`)"},
    {.key = "factor",
     .type = KEY_NUMBER,
     AT(special_day_document, factor),
     RANGE(0, 1000),
     .standard = "1",
     .meaning = "on all rates of these days, besides the factor of the weekday; 0: closed"},
    {.key = "profile",
     .type = KEY_NUMBERS,
     AT(special_day_document, profile),
     RANGE(0, 1e9),
     .meaning = "weights of equal slices of these days: the calls of each day, spread otherwise; as many as "
                "the class's slices of a day, or a divisor of it"},
};

static const object_type special_day_type = {
    "special_day", "classes.NAME.arrivals.days.NAME",
    "A holiday or another day that is unlike its weekday, or several in a row. No two may share a day.",
    sizeof(special_day_document), TABLE(special_day_fields)};

static const char *const time_formats[] = {"seconds", "clock", "date", NULL};
static const char *const replay_orders[] = {"once", "days", "replications", NULL};

static const field file_fields[] = {
    {.key = "path",
     .type = KEY_LINE,
     AT(file_document, path),
     RANGE(1, 1000),
     .required = true,
     .meaning = "of the CSV file (its first line names the columns), relative to this file"},
    {.key = "time",
     .type = KEY_LINE,
     AT(file_document, time),
     RANGE(1, 200),
     .required = true,
     .meaning = "the column with the time of the call, or with the begin of the slice"},
    {.key = "format",
     .type = KEY_CHOICE,
     AT(file_document, format),
     .choices = time_formats,
     .standard = "\"date\"",
     .meaning = "of `time`: seconds since midnight, clock times (`08:30:15`), or dates and times "
                "(`2003-03-03T07:05:00`, also with a space for the T; a Z at the end is passed over)"},
    {.key = "counts",
     .type = KEY_LINE,
     AT(file_document, counts),
     RANGE(1, 200),
     .meaning = "the column with the number of calls in a slice (default: each row is one call)"},
    {.key = "slice",
     .type = KEY_TIME,
     AT(file_document, slice),
     RANGE(0.001, 86400),
     .meaning = "with `counts`: length of the slices; must divide the day"},
    {.key = "where",
     .type = KEY_FILTERS,
     AT(file_document, where),
     .meaning = "which rows count: `{\"type\": \"PS\", \"outcome\": [\"AGENT\", \"HANG\"]}` (default: all)"},
    {.key = "replay",
     .type = KEY_CHOICE,
     AT(file_document, replay),
     .choices = replay_orders,
     .standard = "\"once\"",
     .meaning =
         "`once`: each call on its own date, or, without dates, as from 00:00 of the day of `start`; `days`: "
         "the days of the file one after the other from the day of `start`, round and round; "
         "`replications`: likewise, but replication 2 begins with the second day and so on"},
    {.key = "day",
     .type = KEY_LINE,
     AT(file_document, day),
     RANGE(1, 200),
     .meaning = "for times without a date, unless replayed once: the column that names the day (default: all "
                "rows are "
                "of one day)"},
    {.key = "days",
     .type = KEY_TEXTS,
     AT(file_document, days),
     .meaning =
         "unless replayed once: the days to replay, `\"2003-03-03\"` or as `day` names them, in this order "
         "(default: all, as they first appear in the file)"},
};

static const object_type file_type = {"calls_file", "classes.NAME.arrivals.file",
                                      "Recorded calls in a CSV file, which are replayed.",
                                      sizeof(file_document), TABLE(file_fields)};

static const char *const calls_asked_choices[] = {"agent", "automatic", "mixed", NULL};
static const char *const calls_laws[] = {"poisson", "fixed", NULL};

static const field arrivals_fields[] = {
    {.key = "per_hour",
     .type = KEY_SERIES,
     AT(arrivals_document, per_hour),
     RANGE(0, 1e9),
     .meaning =
         "rate of first attempts per hour: one number, a list for slices of equal length over `duration` (in "
         "the warm-up: as in the first slice), or lists for slices of each day or each week"},
    {.key = "profile",
     .type = KEY_SERIES,
     AT(arrivals_document, profile),
     RANGE(0, 1e9),
     .meaning = "instead of `per_hour`: weights of equal slices of the day, from 00:00; or of the week, from "
                "Monday"},
    {.key = "volume",
     .type = KEY_NUMBER,
     AT(arrivals_document, volume),
     RANGE(0, 1e10),
     .meaning = "with `profile`: calls a day; with that of a week: calls a week"},
    {.key = "call_model",
     .type = KEY_CHOICE,
     AT(arrivals_document, call_model),
     .choices = calls_asked_choices,
     .meaning =
         "instead of `per_hour` or `volume`: the calls of the `call_model` that ask for an agent, those that "
         "do not, or all. With a `profile` of the day: bent so that its busiest hour has the "
         "`busy_hour_concentration`; without: as in the busy hour all the time"},
    {.key = "share",
     .type = KEY_NUMBER,
     AT(arrivals_document, share),
     RANGE(0, 1),
     .meaning = "with `call_model`: the class's share of these calls (default: 1)"},
    {.key = "weekdays",
     .type = KEY_NUMBERS,
     AT(arrivals_document, weekdays),
     RANGE(0, 1000),
     .meaning = "seven factors, from Monday, on the rates of these days (default: 1)"},
    {.key = "days",
     .type = KEY_MAP,
     AT(arrivals_document, days),
     RANGE(0, SPECIAL_DAYS_MAX),
     .object = &special_day_type,
     .meaning = "special days and holidays"},
    {.key = "calls",
     .type = KEY_CHOICE,
     AT(arrivals_document, calls),
     .choices = calls_laws,
     .standard = "\"poisson\"",
     .meaning = "`poisson`: as many as chance brings; `fixed`: exactly the day's expected number, rounded, "
                "spread by chance over the day as the rates say"},
    {.key = "busyness_cv",
     .type = KEY_NUMBER,
     AT(arrivals_document, busyness_cv),
     RANGE(0, 5),
     .standard = "0",
     .meaning =
         "coefficient of variation of the day's busyness, a gamma factor with mean 1 on all rates of a day"},
    {.key = "interval_cv",
     .type = KEY_NUMBER,
     AT(arrivals_document, interval_cv),
     RANGE(0, 5),
     .standard = "0",
     .meaning = "the same of a factor for each slice of the rates by itself, besides that of the day"},
    {.key = "interval_correlation",
     .type = KEY_NUMBER,
     AT(arrivals_document, interval_correlation),
     RANGE(0, 1),
     .standard = "0",
     .meaning =
         "correlation of these factors of neighbouring slices of a day (of their normal scores); of slices "
         "k apart it is its k-th power"},
    {.key = "busyness_correlation",
     .type = KEY_NUMBER,
     AT(arrivals_document, busyness_correlation),
     RANGE(0, 1),
     .standard = "0",
     .meaning = "correlation of the class's busyness, of days and of slices, with what all classes share (of "
                "their normal scores); 1: classes of the same cv have the very same factor"},
    {.key = "file",
     .type = KEY_OBJECT,
     AT(arrivals_document, file),
     .object = &file_type,
     .meaning = "instead of all the others: calls that were recorded"},
};

const object_type arrivals_type = {
    "arrivals", "classes.NAME.arrivals",
    "When callers call for the first time: at random at the rates given, or as recorded.",
    sizeof(arrivals_document), TABLE(arrivals_fields)};
