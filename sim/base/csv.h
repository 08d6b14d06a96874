/// Tables of comma-separated values (RFC 4180): a line of column names, then rows.
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/// The longest row of a file that is read piece by piece, and the pieces.
enum { CSV_SIZE_MAX = 256 << 20, CSV_ROW_MAX = 1 << 20, CSV_PIECE = 4 << 20, CSV_WRONG_SIZE = 400 };

/// A table that is read row by row. Fields are texts within `text`, which reading changes; quotes are taken
/// away. They last until the next row is read.
typedef struct csv {
    char *text, *at, *end;
    FILE *source;       ///< from which the rest of the text comes; NULL: all of it is there
    size_t longest_row; ///< that is taken, in bytes; 0: as long as it likes
    char **fields;      ///< of the last row read
    size_t field_count, field_capacity;
    char **columns; ///< names, in order
    size_t column_count;
    int line, next_line;        ///< of the last row, from 1
    char wrong[CSV_WRONG_SIZE]; ///< what is wrong, "" when nothing is; `line` says where, 0: with the whole
                                ///< file
} csv;

/// Takes over `text`, `length` bytes and room for one more, and reads the names. False, and `wrong` set, when
/// they are none. Release it all the same.
bool csv_open(csv *c, char *text, size_t length);

/// Opens a file to be read piece by piece, in memory that does not grow with it. False, and `wrong` set, when
/// it cannot be read or has no names. Release it all the same.
bool csv_open_file(csv *c, const char *path);

/// The next row: false at the end, and when something is wrong. Empty lines are passed over.
bool csv_next(csv *c);

/// Index of a column. False, and `wrong` set, when there is none or more than one.
bool csv_column(csv *c, const char *name, size_t *index);

/// Sets `wrong` unless it is set. Always false.
bool csv_fail(csv *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

void csv_release(csv *c);

/// Reads a whole file, at most CSV_SIZE_MAX bytes, with room for one byte more. NULL, and `wrong` set, when
/// it cannot.
char *csv_file_read(const char *path, size_t *length, char wrong[CSV_WRONG_SIZE]);

#endif
