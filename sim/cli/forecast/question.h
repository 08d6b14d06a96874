/// What `hotline forecast` is asked.
#ifndef CLI_FORECAST_QUESTION_H
#define CLI_FORECAST_QUESTION_H

#include <hotline/forecast.h>

#include "cli/forecast/series.h"
#include "cli/options.h"

typedef enum forecast_option {
    FORECAST_OPTION_METHOD,
    FORECAST_OPTION_COLUMN,
    FORECAST_OPTION_TIME,
    FORECAST_OPTION_FROM,
    FORECAST_OPTION_TO,
    FORECAST_OPTION_HORIZON,
    FORECAST_OPTION_BACKTEST,
    FORECAST_OPTION_CHART,
} forecast_option;

typedef struct forecast_question {
    series_question file;
    forecast_spec spec;
    size_t backtest;     ///< origins; 0: none
    bool backtest_given; ///< else auto shows one where the series is long enough
    long period;         ///< -1: as the times tell
    double confidence;
    const char *chart; ///< NULL: none
} forecast_question;

/// False, and `err` set, when the options do not make a question.
bool forecast_question_read(forecast_question *q, const options *o, input_error *err);

#endif
