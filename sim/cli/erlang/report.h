/// The answers of `hotline erlang`: text for people, JSON and CSV for programs.
#ifndef CLI_ERLANG_REPORT_H
#define CLI_ERLANG_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "cli/erlang/question.h"

typedef struct erlang_answer {
    erlang_system system; ///< as asked, or as found
    erlang_measures measures;
} erlang_answer;

/// One answer, or one for each number of servers of a range.
void erlang_report_text(const erlang_question *q, const erlang_answer *answers, size_t count, bool coloured,
                        FILE *out);

/// An object of the model's measures; what was found, or the range's number of servers, comes first. A range
/// is an array.
void erlang_report_json(const erlang_question *q, const erlang_answer *answers, size_t count, FILE *out);

/// One line each: the system, and its measures.
void erlang_report_csv(const erlang_question *q, const erlang_answer *answers, size_t count, FILE *out);

#endif
