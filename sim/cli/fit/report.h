/// What `hotline fit` found: text for people, JSON for programs, a chart.
#ifndef CLI_FIT_REPORT_H
#define CLI_FIT_REPORT_H

#include "cli/fit/question.h"

/// `t` is NULL without a trial.
void fit_report_text(const fit_question *q, const fit *f, const trial *t, double confidence, bool coloured,
                     FILE *out);
void fit_report_json(const fit *f, const trial *t, double confidence, FILE *out);
void fit_chart_svg(const trial *t, trial_measure m, FILE *out);

/// What does not fit, and what may be behind it: a sentence each, to be freed; the array, too.
size_t fit_words(const fit *f, const trial *t, char ***words);

#endif
