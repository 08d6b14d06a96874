/// Text and memory that cannot fail halfway: what runs before and after a simulation.
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stddef.h>

/// Like malloc, calloc and strdup, but end the program with exit code 3 and one line when memory is
/// exhausted.
void *memory_new(size_t count, size_t size);               ///< zeroed; count * size is checked; never NULL
void *memory_resize(void *old, size_t count, size_t size); ///< new bytes are not zeroed
_Noreturn void memory_exhausted(void);                     ///< how they end it
char *text_copy(const char *text);                         ///< NULL gives NULL
char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/// A growing string.
typedef struct text_buffer {
    char *chars;
    size_t length, capacity;
} text_buffer;
void text_append(text_buffer *t, const char *chars, size_t length);
void text_add(text_buffer *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/// The string, to be freed with free(); `t` is empty afterwards. Never NULL.
char *text_take(text_buffer *t);

/// "s", which "1 field" does not have.
const char *text_plural(size_t count);

/// The name in `names` that is nearest to `wrong` (edit distance), NULL when none is near.
const char *text_nearest(const char *wrong, const char *const *names, size_t count);

#endif
