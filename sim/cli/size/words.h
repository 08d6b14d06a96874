/// Words of the report of `hotline size`: factors and results as people read them, and why the ways to size
/// part.
#ifndef CLI_SIZE_WORDS_H
#define CLI_SIZE_WORDS_H

#include <stdio.h>

#include "cli/size/answer.h"
#include "print/number.h"

/// "1,200,000", "0.1", "110 s".
void size_factor_format(call_factor f, double value, char text[NUMBER_TEXT_SIZE]);

/// "153", "122.2", "91.9" (of 0.919, in percent); "–" when undefined.
void size_result_format(call_result r, double value, char text[NUMBER_TEXT_SIZE]);

/// Says where the ways to size part, and why: one paragraph each.
void size_parting_print(const size_question *q, const size_answer *a, FILE *out);

#endif
