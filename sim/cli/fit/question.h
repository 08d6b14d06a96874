/// What `hotline fit` is asked, from the words of its command line.
#ifndef CLI_FIT_QUESTION_H
#define CLI_FIT_QUESTION_H

#include <hotline/fit.h>

#include "cli/fit/trial.h"
#include "cli/options.h"

/// The command's own values.
typedef enum fit_option {
    FIT_OPTION_OUT,
    FIT_OPTION_VALIDATE,
    FIT_OPTION_CALIBRATE,
    FIT_OPTION_HOLD_OUT,
    FIT_OPTION_CHART,
    FIT_OPTION_CHART_OF,
    FIT_OPTION_LENIENT,
    FIT_OPTION_SLICE,
    FIT_OPTION_PROFILE,
    FIT_OPTION_FIRST_DAY,
    FIT_OPTION_TEAMS,
    FIT_OPTION_NAME,
    FIT_OPTION_TITLE,
    FIT_OPTION_SOURCE,
    FIT_OPTION_TALK,
    FIT_OPTION_WRAPUP,
    FIT_OPTION_PATIENCE,
} fit_option;

typedef struct fit_question {
    const char *log, *out, *chart;
    bool validate, calibrate;
    trial_measure chart_of;
    fit_reading reading;
    fit_assumed assumed;
    char *name, *made_by; ///< that `assumed` points to
    char *laws[3];
} fit_question;

/// False, and `err` set, when the words make no question. Release it in any case.
bool fit_question_read(fit_question *q, const options *o, input_error *err);
void fit_question_release(fit_question *q);

#endif
