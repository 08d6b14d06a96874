/// Writing JSON, for what is too small or too long to be built as a tree.
#ifndef PRINT_JSON_H
#define PRINT_JSON_H

#include <stdio.h>

/// A string with its quotes; `text` is UTF-8, NULL gives null.
void json_print_text(FILE *out, const char *text);

/// The shortest of 15 or 17 digits that reads back as the same number; what is no number gives null.
void json_print_number(FILE *out, double value);

/// A member of an object, with what stands before it: `, "mean": 12.5`.
void json_print_member(FILE *out, const char *before, const char *key, double value);

#endif
