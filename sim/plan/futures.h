/// The factors of a call model year by year: known, forecast, or guessed.
#ifndef PLAN_FUTURES_H
#define PLAN_FUTURES_H

#include <hotline/years.h>

typedef struct futures futures;

/// Forecasts all factors that are given by years. NULL, and `err` set, when one cannot be.
futures *futures_make(const years_question *q, input_error *err);
void futures_free(futures *f);

/// The factors of all years asked, `out[last - first + 1]`: at their best guesses and the medians of their
/// forecasts.
void futures_best(const futures *f, call_factors *out);

/// One draw of them.
void futures_draw(const futures *f, uint32_t draw, call_factors *out);

#endif
