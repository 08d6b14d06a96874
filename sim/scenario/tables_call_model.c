#include "scenario/tables.h"

#define KEY_OF_NUMBER  KEY_YEARLY
#define KEY_OF_SHARE   KEY_YEARLY
#define KEY_OF_SECONDS KEY_YEARLY_SECONDS

static const field yearly_file_fields[] = {
    {.key = "path",
     .type = KEY_LINE,
     AT(yearly_document, path),
     RANGE(1, 1000),
     .required = true,
     .meaning = "of the CSV file (its first line names the columns), relative to this file"},
    {.key = "year",
     .type = KEY_LINE,
     AT(yearly_document, year),
     RANGE(1, 200),
     .required = true,
     .meaning = "the column with the years, such as 2010; they must rise"},
    {.key = "value",
     .type = KEY_LINE,
     AT(yearly_document, value),
     RANGE(1, 200),
     .required = true,
     .meaning = "the column with the values: numbers, or durations such as 110s where the factor is one. The "
                "first and the last may be missing (empty or NA), none between"},
    {.key = "unit",
     .type = KEY_NUMBER,
     AT(yearly_document, unit),
     RANGE(1e-9, 1e12),
     .standard = "1",
     .meaning = "what numbers are counted in: 10000 where they are tens of thousands"},
    {.key = "where",
     .type = KEY_FILTERS,
     AT(yearly_document, where),
     .meaning = "which rows count: `{\"country\": \"chn\"}` (default: all)"},
};

static const object_type yearly_file_type = {"yearly_file", "call_model.FACTOR.file",
                                             "Values by years in a CSV file.", sizeof(yearly_document),
                                             TABLE(yearly_file_fields)};

static const char *const day_choices[] = {"busiest", "mean", NULL};

/// The defaults of factors are no `standard` here: what is given and what is assumed are told apart.
#define FACTOR_FIELD(name, key_, unit, low, high, standard_, meaning_)                                       \
    {.key = (key_),                                                                                          \
     .type = KEY_OF_##unit,                                                                                  \
     .offset = offsetof(call_model_document, of) + FACTOR_##name * sizeof(yearly),                           \
     RANGE(low, high),                                                                                       \
     .object = &yearly_file_type,                                                                            \
     .meaning = (meaning_)},

static const field call_model_fields[] = {
    CALL_FACTORS(FACTOR_FIELD){
        .key = "year",
        .type = KEY_WHOLE,
        AT(call_model_document, year),
        RANGE(CALL_YEAR_FIRST, CALL_YEAR_LAST),
        .meaning = "whose values count, where factors are given by years (default: that of `start`)"},
    {.key = "day",
     .type = KEY_CHOICE,
     AT(call_model_document, day),
     .choices = day_choices,
     .standard = "\"busiest\"",
     .meaning = "which day the arrivals of classes are of: that of `busiest_day_factor`, or the mean one"},
};

const object_type call_model_type = {
    "call_model", "call_model",
    "The demand for the hotline, from its subscribers, and what it is "
    "planned by: `hotline size`. planning.md "
    "has the formulas and the defaults. Any factor may be given by years: "
    "`{\"2010\": 0.36, \"2011\": 0.37}`, or from a table: `{\"file\": {...}}`.",
    sizeof(call_model_document), TABLE(call_model_fields)};
