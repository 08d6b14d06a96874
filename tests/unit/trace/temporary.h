/// Files that tests write, and how they read and change them.
#ifndef TEST_TRACE_TEMPORARY_H
#define TEST_TRACE_TEMPORARY_H

#include <hotline/trace.h>

/// A new folder; temporary_remove() removes it with all files in it.
char *temporary_create(void);
void temporary_remove(char *folder);
/// "folder/name"; free with free().
char *temporary_path(const char *folder, const char *name);

uint8_t *file_take(const char *path, size_t *size);
void file_put(const char *path, const uint8_t *bytes, size_t size);
bool file_exists(const char *path);

/// The header that the tests' traces have.
trace_header center_header(void);

/// Writes records as a trace; fails the test when that fails.
void trace_make(const char *path, const record *records, size_t count, uint32_t records_per_chunk);

#endif
