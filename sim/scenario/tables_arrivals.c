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
    {.key = "busyness_correlation",
     .type = KEY_NUMBER,
     AT(arrivals_document, busyness_correlation),
     RANGE(0, 1),
     .standard = "0",
     .meaning = "correlation of the class's busyness, of days and of slices, with what all classes share (of "
                "their normal scores); 1: classes of the same cv have the very same factor"},
};

const object_type arrivals_type = {"arrivals", "classes.NAME.arrivals",
                                   "When callers call for the first time: at random, at the rates given.",
                                   sizeof(arrivals_document), TABLE(arrivals_fields)};
