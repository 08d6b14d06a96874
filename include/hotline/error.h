/// Errors that a user's input causes are values that name their place; errors of ours are asserts.
#ifndef HOTLINE_ERROR_H
#define HOTLINE_ERROR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/// Why an operation could not be done.
typedef enum error_kind {
    ERROR_NONE,
    ERROR_INPUT,   ///< bad usage or bad input: exit code 2
    ERROR_RUNTIME, ///< could not finish (disk full, out of memory, interrupted): exit code 3
} error_kind;

/// One error, as one line: "base.json:14: $.sites.main.trunks: is 0; must be 1 to 100000".
/// Start with {0}. The first error set wins; later ones are ignored.
typedef struct input_error {
    error_kind kind;
    char file[256]; ///< "" when no file is concerned
    int line;       ///< from 1; 0 when unknown
    char path[256]; ///< JSON path, "" when none
    char text[512]; ///< what is wrong and what would be right
} input_error;

/// Sets `err` (which may be NULL) unless it holds an error already. `file` and `path` may be NULL.
/// Always returns false, so that a caller writes `return input_error_set(...)`.
bool input_error_set(input_error *err, const char *file, int line, const char *path, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/// The same with kind ERROR_RUNTIME and no place inside the file.
bool runtime_error_set(input_error *err, const char *file, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/// Prints the error as one line, with "hotline: " in front when it names no file.
void input_error_print(const input_error *err, FILE *out);

enum { INPUT_ERRORS_MAX = 20 };

/// All independent errors of one input, in the order of their places. Start with {0}.
typedef struct input_errors {
    size_t count;                        ///< that were found
    input_error items[INPUT_ERRORS_MAX]; ///< the first of them
} input_errors;

/// Adds an error at the end: it counts even when there is no room to keep it. Nothing happens when `err`
/// holds none.
void input_errors_add(input_errors *errors, const input_error *err);

/// Prints those that are kept, one line each, "… and N more" for the others, and "N errors" when there are
/// several.
void input_errors_print(const input_errors *errors, FILE *out);

#endif
