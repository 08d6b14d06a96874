/// A forecast as text, JSON, CSV and chart.
#ifndef CLI_FORECAST_REPORT_H
#define CLI_FORECAST_REPORT_H

#include <stdio.h>

#include "cli/forecast/question.h"

/// All there is to tell.
typedef struct forecast_answer {
    const forecast_question *question;
    const series_file *file;
    size_t period; ///< that was used; 0: none
    const forecast_model *model;
    bool tested; ///< is there a back-test?
    forecast_backtest backtest;
} forecast_answer;

/// For people: "moving-average, order 2", "holt-winters, mult.".
char *forecast_method_label(forecast_method method, size_t order, bool multiplicative);

/// The warning `index`: of the file, then of the model; NULL from the end on.
const char *forecast_answer_warning(const forecast_answer *a, size_t index);

void forecast_report_text(const forecast_answer *a, bool coloured, FILE *out);
void forecast_report_json(const forecast_answer *a, FILE *out);
void forecast_report_csv(const forecast_answer *a, FILE *out);
/// As SVG, and for the terminal.
void forecast_report_chart(const forecast_answer *a, FILE *out);
void forecast_chart_text(const forecast_answer *a, bool coloured, FILE *out);

#endif
