/// What `hotline size` is asked: the factors of a call model, from a scenario's section and from options.
#ifndef CLI_SIZE_QUESTION_H
#define CLI_SIZE_QUESTION_H

#include <stdbool.h>

#include <hotline/call_model.h>

#include "cli/job.h"
#include "cli/options.h"

/// Options of its own: one for each factor, called as its key, and these.
enum {
    SIZE_YEAR = FACTOR_COUNT,
    SIZE_TORNADO,
    SIZE_CHART,
    SIZE_NO_SIMULATION,
    SIZE_YEARS,
    SIZE_METHOD,
    SIZE_DRAWS,
    SIZE_KNOWN_UNTIL,
    SIZE_OPTIONS_END,
};
_Static_assert((int)SIZE_OPTIONS_END <= (int)OWN_VALUES_MAX, "every option has a place");

/// Results whose tornado may be asked for.
enum { TORNADO_COUNT = 4 };
extern const call_result size_tornado_results[TORNADO_COUNT];

typedef struct size_question {
    job job;                                      ///< of the scenario; file NULL: there is none
    const call_model *model;                      ///< its section; NULL: none
    int year;                                     ///< whose values were taken; 0: none are by years
    call_factors given, full;                     ///< as said, and with what follows
    bool is_option[FACTOR_COUNT];                 ///< said on the command line
    double low[FACTOR_COUNT], high[FACTOR_COUNT]; ///< of the file's assumptions; NAN: none
    assumption_law law[FACTOR_COUNT];             ///< where there is one
    int range_year[FACTOR_COUNT];                 ///< of a factor by years: whose value it is about; 0: none
    call_result tornado;
    bool simulate;
} size_question;

/// The name of a factor's option: its key with '-' for '_'. Free with free().
char *size_option_name(call_factor factor);

/// Sets `err` to a mistake on the command line, and frees `text`. Always false.
bool size_refuse(input_error *err, char *text);

/// Reads it all. False, and `err` set or all that is wrong with the scenario printed, when it cannot.
bool size_question_read(size_question *q, const options *o, input_error *err);

void size_question_free(size_question *q);

#endif
