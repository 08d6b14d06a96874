#define _POSIX_C_SOURCE 200809L

#include "base/csv.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"

bool csv_fail(csv *c, const char *format, ...) {
    if (c->wrong[0])
        return false;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(c->wrong, sizeof c->wrong, format, arguments);
    va_end(arguments);
    return false;
}

static void field_add(csv *c, char *field) {
    if (c->field_count == c->field_capacity) {
        c->field_capacity = 2 * c->field_capacity + 16;
        c->fields = memory_resize(c->fields, c->field_capacity, sizeof *c->fields);
    }
    c->fields[c->field_count++] = field;
}

/// Reads a field in quotes, whose first one is at `at`; doubled ones stand for one. What follows is at c->at.
static bool quoted_read(csv *c) {
    char *to = c->at, *from = c->at + 1;
    field_add(c, to);
    for (;; from++) {
        if (from == c->end)
            return csv_fail(c, "a quote is not closed");
        if (*from == '"' && (from + 1 == c->end || from[1] != '"'))
            break;
        from += *from == '"';
        c->next_line += *from == '\n';
        *to++ = *from;
    }
    *to = '\0';
    c->at = from + 1;
    return c->at == c->end || strchr(",\r\n", *c->at) ||
           csv_fail(c, "'%c' follows a closing quote; must be a comma or the end of the line",
                    *c->at >= ' ' && *c->at < 127 ? *c->at : '?');
}

static bool plain_read(csv *c) {
    field_add(c, c->at);
    while (c->at < c->end && *c->at != ',' && *c->at != '\n' && *c->at != '\r')
        c->at++;
    return true;
}

/// Ends a field and its line, if it does: what separated them becomes the field's end. True at the end of a
/// row.
static bool separator_pass(csv *c) {
    char *at = c->at;
    bool row_ends = at == c->end || *at != ',';
    if (at < c->end && *at == '\r' && at + 1 < c->end && at[1] == '\n')
        c->at++;
    c->next_line += at < c->end && row_ends;
    c->at += c->at < c->end;
    *at = '\0'; // at c->end there is room for it
    return row_ends;
}

/// Fills the buffer behind what is left in it. False, and `wrong` set, when the file cannot be read or is no
/// text. At its end `source` is closed.
static bool piece_read(csv *c) {
    size_t left = (size_t)(c->end - c->at), wanted = CSV_PIECE - left;
    memmove(c->text, c->at, left);
    size_t got = fread(c->text + left, 1, wanted, c->source);
    c->at = c->text;
    c->end = c->text + left + got;
    if (ferror(c->source))
        return csv_fail(c, "cannot be read: %s", strerror(errno));
    if (got < wanted) {
        (void)fclose(c->source);
        c->source = NULL;
    }
    c->line = 0;
    return !memchr(c->end - got, '\0', got) || csv_fail(c, "is no text: it has zero bytes");
}

static bool row_read(csv *c) {
    if (c->source && c->end - c->at <= CSV_ROW_MAX + 1 && !piece_read(c))
        return false;
    const char *begin = c->at;
    c->line = c->next_line;
    c->field_count = 0;
    for (;;) {
        bool quoted = c->at < c->end && *c->at == '"';
        bool whole = quoted ? quoted_read(c) : plain_read(c);
        if (c->longest_row && (size_t)(c->at - begin) > c->longest_row)
            return csv_fail(c, "has a row of more than %d MiB; is it a table?", CSV_ROW_MAX >> 20);
        if (!whole)
            return false;
        if (separator_pass(c))
            return true;
    }
}

static bool row_is_empty(const csv *c) {
    return c->field_count == 1 && !c->fields[0][0];
}

static bool names_read(csv *c) {
    if (c->end - c->at >= 3 && memcmp(c->at, "\xEF\xBB\xBF", 3) == 0)
        c->at += 3;
    if (!row_read(c))
        return false;
    if (row_is_empty(c))
        return csv_fail(c, "has no names of columns");
    c->column_count = c->field_count;
    c->columns = memory_new(c->column_count, sizeof *c->columns);
    for (size_t i = 0; i < c->column_count; i++)
        c->columns[i] = text_copy(c->fields[i]); // fields do not outlast their row
    return true;
}

bool csv_open(csv *c, char *text, size_t length) {
    *c = (csv){.text = text, .at = text, .end = text + length, .next_line = 1};
    if (memchr(text, '\0', length))
        return csv_fail(c, "is no text: it has zero bytes");
    return names_read(c);
}

bool csv_next(csv *c) {
    if (c->wrong[0])
        return false;
    do {
        if (c->at == c->end && !c->source)
            return false;
        if (!row_read(c))
            return false;
    } while (row_is_empty(c));
    return c->field_count == c->column_count ||
           csv_fail(c, "has %zu field%s; must have %zu, as many as there are columns", c->field_count,
                    text_plural(c->field_count), c->column_count);
}

bool csv_column(csv *c, const char *name, size_t *index) {
    size_t found = 0;
    for (size_t i = 0; i < c->column_count; i++) {
        if (strcmp(c->columns[i], name) != 0)
            continue;
        *index = i;
        found++;
    }
    if (found == 1)
        return true;
    if (found > 1)
        return csv_fail(c, "has %zu columns '%.60s'; must have one", found, name);
    const char *near = text_nearest(name, (const char *const *)c->columns, c->column_count);
    if (near)
        return csv_fail(c, "has no column '%.60s'; did you mean '%.60s'?", name, near);
    return csv_fail(c, "has no column '%.60s'", name);
}

void csv_release(csv *c) {
    for (size_t i = 0; i < c->column_count; i++)
        free(c->columns[i]);
    if (c->source)
        (void)fclose(c->source);
    free(c->text);
    free(c->fields);
    free(c->columns);
}

static char *stream_read(FILE *in, size_t size, size_t *length, char wrong[CSV_WRONG_SIZE]) {
    char *text = memory_new(size + 1, 1);
    *length = fread(text, 1, size, in);
    if (!ferror(in))
        return text;
    (void)snprintf(wrong, CSV_WRONG_SIZE, "cannot be read: %s", strerror(errno));
    free(text);
    return NULL;
}

/// NULL, and `wrong` set, when it cannot be opened.
static FILE *file_open(const char *path, size_t *size, char wrong[CSV_WRONG_SIZE]) {
    struct stat status = {0};
    FILE *in = NULL;
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) // a pipe, say, might never open
        (void)snprintf(wrong, CSV_WRONG_SIZE, "is no regular file");
    else if (!(in = fopen(path, "rbe")))
        (void)snprintf(wrong, CSV_WRONG_SIZE, "cannot be opened: %s", strerror(errno));
    *size = (size_t)status.st_size;
    return in;
}

char *csv_file_read(const char *path, size_t *length, char wrong[CSV_WRONG_SIZE]) {
    size_t size;
    wrong[0] = '\0';
    FILE *in = file_open(path, &size, wrong);
    if (!in)
        return NULL;
    char *text = NULL;
    if (size > CSV_SIZE_MAX)
        (void)snprintf(wrong, CSV_WRONG_SIZE, "is larger than %d MiB", CSV_SIZE_MAX >> 20);
    else
        text = stream_read(in, size, length, wrong);
    (void)fclose(in);
    return text;
}

bool csv_open_file(csv *c, const char *path) {
    size_t size;
    *c = (csv){.next_line = 1, .longest_row = CSV_ROW_MAX};
    c->source = file_open(path, &size, c->wrong);
    if (!c->source)
        return false;
    c->text = c->at = c->end = memory_new(CSV_PIECE + 1, 1);
    return piece_read(c) && names_read(c);
}
