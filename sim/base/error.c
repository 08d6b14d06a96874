#include <hotline/error.h>

#include <stdarg.h>
#include <stddef.h>

static void text_set(char *to, size_t size, const char *from) {
    (void)snprintf(to, size, "%s", from ? from : "");
}

bool input_error_set(input_error *err, const char *file, int line, const char *path, const char *format,
                     ...) {
    if (!err || err->kind != ERROR_NONE)
        return false;
    err->kind = ERROR_INPUT;
    err->line = line;
    text_set(err->file, sizeof err->file, file);
    text_set(err->path, sizeof err->path, path);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(err->text, sizeof err->text, format, arguments);
    va_end(arguments);
    return false;
}

bool runtime_error_set(input_error *err, const char *file, const char *format, ...) {
    if (!err || err->kind != ERROR_NONE)
        return false;
    err->kind = ERROR_RUNTIME;
    text_set(err->file, sizeof err->file, file);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(err->text, sizeof err->text, format, arguments);
    va_end(arguments);
    return false;
}

/// An error is one line, whatever a file's keys or names hold.
static void line_print(const char *text, FILE *out) {
    for (const char *c = text; *c; c++)
        (void)fputc((unsigned char)*c < ' ' || *c == 127 ? '?' : *c, out);
}

void input_error_print(const input_error *err, FILE *out) {
    line_print(err->file[0] ? err->file : "hotline", out);
    if (err->line > 0)
        (void)fprintf(out, ":%d", err->line);
    (void)fputs(": ", out);
    if (err->path[0]) {
        line_print(err->path, out);
        (void)fputs(": ", out);
    }
    line_print(err->text, out);
    (void)fputc('\n', out);
}

void input_errors_add(input_errors *errors, const input_error *err) {
    if (err->kind == ERROR_NONE)
        return;
    if (errors->count < INPUT_ERRORS_MAX)
        errors->items[errors->count] = *err;
    errors->count++;
}

void input_errors_print(const input_errors *errors, FILE *out) {
    for (size_t i = 0; i < errors->count && i < INPUT_ERRORS_MAX; i++)
        input_error_print(&errors->items[i], out);
    if (errors->count > INPUT_ERRORS_MAX)
        (void)fprintf(out, "… and %zu more\n", errors->count - INPUT_ERRORS_MAX);
    if (errors->count > 1)
        (void)fprintf(out, "%zu errors\n", errors->count);
}
