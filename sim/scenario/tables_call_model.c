#include "scenario/tables.h"

#define FIRST_YEAR 1900
#define LAST_YEAR  2199

#define KEY_OF_NUMBER  KEY_YEARLY
#define KEY_OF_SHARE   KEY_YEARLY
#define KEY_OF_SECONDS KEY_YEARLY_SECONDS

static const char *const day_choices[] = {"busiest", "mean", NULL};

/// The defaults of factors are no `standard` here: what is given and what is assumed are told apart.
#define FACTOR_FIELD(name, key_, unit, low, high, standard_, meaning_)                                       \
    {.key = (key_),                                                                                          \
     .type = KEY_OF_##unit,                                                                                  \
     .offset = offsetof(call_model_document, of) + FACTOR_##name * sizeof(factor_series),                    \
     RANGE(low, high),                                                                                       \
     .meaning = (meaning_)},

static const field call_model_fields[] = {
    CALL_FACTORS(FACTOR_FIELD){
        .key = "year",
        .type = KEY_WHOLE,
        AT(call_model_document, year),
        RANGE(FIRST_YEAR, LAST_YEAR),
        .meaning = "whose values count, where factors are given by years (default: that of `start`)"},
    {.key = "day",
     .type = KEY_CHOICE,
     AT(call_model_document, day),
     .choices = day_choices,
     .standard = "\"busiest\"",
     .meaning = "which day the arrivals of classes are of: that of `busiest_day_factor`, or the mean one"},
};

const object_type call_model_type = {"call_model", "call_model",
                                     "The demand for the hotline, from its subscribers, and what it is "
                                     "planned by: `hotline size`. planning.md "
                                     "has the formulas and the defaults. Any factor may be given by years: "
                                     "`{\"2010\": 0.36, \"2011\": 0.37}`.",
                                     sizeof(call_model_document), TABLE(call_model_fields)};
