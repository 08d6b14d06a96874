/// What words in a log mean.
#ifndef FIT_WORDS_H
#define FIT_WORDS_H

#include <hotline/fit.h>

typedef enum outcome { OUTCOME_ANSWERED, OUTCOME_ABANDONED, OUTCOME_IGNORED, OUTCOME_UNKNOWN } outcome;

/// Of the user's words, if there are some for any outcome, else of usual ones.
outcome outcome_of(const char *word, const fit_reading *how);

/// The field that a column of this name usually holds; FIT_FIELD_COUNT: none.
fit_field field_by_column(const char *name);

/// A number of seconds, or of calls: digits, with a point, a sign or an exponent. NaN, and `*is_number`
/// false, when it is none; NaN when it is empty.
double number_of(const char *text, bool *is_number);

/// Is `word` among the words of `list`, which commas separate?
bool list_has(const char *list, const char *word);

/// A name as scenarios have them, made of any text: "PS" -> "ps".
void name_make(const char *text, char name[64]);

#endif
