#include "base/text.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

_Noreturn void memory_exhausted(void) {
    (void)fputs("hotline: out of memory\n", stderr);
    exit(3);
}

/// Whether an array of that many bytes can exist at all.
static bool memory_is_possible(size_t count, size_t size) {
    return size == 0 || count <= PTRDIFF_MAX / size;
}

void *memory_new(size_t count, size_t size) {
    void *memory = memory_is_possible(count, size) ? calloc(count ? count : 1, size ? size : 1) : NULL;
    if (!memory)
        memory_exhausted();
    return memory;
}

void *memory_resize(void *old, size_t count, size_t size) {
    void *memory = memory_is_possible(count, size) ? realloc(old, count && size ? count * size : 1) : NULL;
    if (!memory)
        memory_exhausted();
    return memory;
}

char *text_copy(const char *text) {
    if (!text)
        return NULL;
    size_t size = strlen(text) + 1;
    return memcpy(memory_new(size, 1), text, size);
}

void text_append(text_buffer *t, const char *chars, size_t length) {
    if (t->capacity - t->length <= length) {
        t->capacity = 2 * t->capacity + length + 64;
        t->chars = memory_resize(t->chars, t->capacity, 1);
    }
    if (length)
        memcpy(t->chars + t->length, chars, length);
    t->length += length;
    t->chars[t->length] = '\0';
}

static void __attribute__((format(printf, 2, 0)))
text_add_list(text_buffer *t, const char *format, va_list arguments) {
    SIM_REQUIRE(format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    SIM_REQUIRE(length >= 0);
    char *chars = memory_new((size_t)length + 1, 1);
    (void)vsnprintf(chars, (size_t)length + 1, format, again);
    va_end(again);
    text_append(t, chars, (size_t)length);
    free(chars);
}

void text_add(text_buffer *t, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    text_add_list(t, format, arguments);
    va_end(arguments);
}

char *text_format(const char *format, ...) {
    text_buffer t = {0};
    va_list arguments;
    va_start(arguments, format);
    text_add_list(&t, format, arguments);
    va_end(arguments);
    return text_take(&t);
}

char *text_take(text_buffer *t) {
    if (!t->chars)
        text_append(t, "", 0);
    char *chars = t->chars;
    *t = (text_buffer){0};
    return chars;
}

enum { NAME_MAX_COMPARED = 63 };

static size_t smallest(size_t a, size_t b, size_t c) {
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/// Levenshtein distance, in one row of memory.
static size_t edit_distance(const char *a, const char *b) {
    size_t length_b = strlen(b), row[NAME_MAX_COMPARED + 1];
    for (size_t j = 0; j <= length_b; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length_b; j++) {
            size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = smallest(row[j] + 1, row[j - 1] + 1, replaced);
        }
    }
    return row[length_b];
}

const char *text_nearest(const char *wrong, const char *const *names, size_t count) {
    size_t length = strlen(wrong), best = length / 3 + 2;
    const char *nearest = NULL;
    if (length > NAME_MAX_COMPARED)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (strlen(names[i]) > NAME_MAX_COMPARED)
            continue;
        size_t distance = edit_distance(wrong, names[i]);
        bool alike = distance < length; // or any letter would be like any other
        if (distance < best && alike) {
            best = distance;
            nearest = names[i];
        }
    }
    return nearest;
}

const char *text_plural(size_t count) {
    return count == 1 ? "" : "s";
}
