/// `hotline size --years A..B`: what each year needs, against what is there.
#ifndef CLI_SIZE_YEARS_H
#define CLI_SIZE_YEARS_H

#include <stdio.h>

#include <hotline/proof.h>
#include <hotline/years.h>

#include "cli/size/question.h"

typedef struct years_answer {
    years_question question;
    call_model model; ///< the question's: the file's, with what options and the scheme say
    size_t year_count;
    year_capacity *years;
    proof proof;              ///< of these years; trials NULL: they were not simulated
    const char *why_no_proof; ///< NULL: nobody asked for it
} years_answer;

/// Reads "2011..2015" and answers. False, and `err` set, when it cannot.
bool years_answer_make(years_answer *a, const size_question *q, const options *o, input_error *err);
void years_answer_free(years_answer *a);

void years_report_text(const size_question *q, const years_answer *a, bool coloured, FILE *out);
void years_report_json(const size_question *q, const years_answer *a, const options *o, FILE *out);

/// What the simulation of the years says, if there is one.
void proof_report_text(const years_answer *a, bool coloured, FILE *out);
/// The member "simulation" of an object, with a comma before it.
void proof_report_json(const years_answer *a, FILE *out);

/// What would have been said in the year `known_until`, against what the file says of later years.
void backtest_report_text(const years_answer *a, bool coloured, FILE *out);

/// One line a year and resource.
void years_report_csv(const years_answer *a, FILE *out);

/// The resource of the tornado's choice over the years, against what is there.
void years_chart_svg(const size_question *q, const years_answer *a, FILE *out);

#endif
