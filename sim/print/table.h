/// Tables of text: columns as wide as their widest cell, values lined up at their plus-minus sign.
#ifndef PRINT_TABLE_H
#define PRINT_TABLE_H

#include <stdbool.h>
#include <stdio.h>

/// No line of a report is wider, as far as names allow.
enum { REPORT_WIDTH = 100 };

typedef enum cell_style { STYLE_PLAIN, STYLE_BOLD, STYLE_DIM, STYLE_GOOD, STYLE_BAD, STYLE_WARN } cell_style;

typedef enum cell_align {
    ALIGN_LEFT,
    ALIGN_RIGHT,
    ALIGN_MARK,  ///< left, only one blank after the column before
    ALIGN_VALUE, ///< "12.3 ± 0.4": the signs stand below each other; headings stand to the right
} cell_align;

typedef struct table table;

/// A table whose columns are aligned as `aligns` says: one letter each, 'l', 'r', 'm' or 'v'.
table *table_create(const char *aligns);
void table_free(table *t);

/// Adds the next cell, row by row from left to right.
void table_add(table *t, cell_style style, const char *text);
/// Adds a heading: a cell that is bold and does not take part in the alignment of values.
void table_head(table *t, const char *text);
/// Adds `count` empty cells.
void table_skip(table *t, size_t count);

size_t table_width(const table *t);
/// Prints it, two blanks before each line and between columns. No blanks at the ends of lines.
void table_print(const table *t, bool colour, FILE *out);

/// Width of UTF-8 text on a terminal: Chinese characters take two columns, combining marks none.
size_t text_width(const char *text);

/// Escape sequences that begin and end a style; "" without colour.
const char *style_begin(cell_style style, bool colour);
const char *style_end(cell_style style, bool colour);

/// A bold line after an empty one.
void heading_print(const char *text, bool colour, FILE *out);

/// Prints text broken at blanks into lines of at most REPORT_WIDTH, each with `indent` blanks before it; the
/// first line follows what stands there already, `used` columns.
void print_wrapped(const char *text, size_t used, size_t indent, FILE *out);

#endif
