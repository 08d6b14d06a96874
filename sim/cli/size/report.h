/// The report of `hotline size`: for people, as JSON, as CSV, and its tornado as a picture.
#ifndef CLI_SIZE_REPORT_H
#define CLI_SIZE_REPORT_H

#include <stdio.h>

#include "cli/size/answer.h"

/// `confidence`: of what the simulation leaves open.
void size_report_text(const size_question *q, const size_answer *a, double confidence, bool coloured,
                      FILE *out);
void size_report_json(const size_question *q, const size_answer *a, const options *o, FILE *out);

/// The member "provenance" of an object: version, scenario, scheme, changes.
void size_provenance_json(const size_question *q, const options *o, FILE *out);

/// One line a result: its key, then a column a way to size; whole numbers as they are needed.
void size_report_csv(const size_answer *a, FILE *out);

void size_tornado_svg(const size_question *q, const size_answer *a, FILE *out);

#endif
