#include "print/table.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"

typedef struct cell {
    char *text;
    cell_style style;
    bool heading;
} cell;

/// Widths of a column: of what stands before and after the plus-minus sign, and of all together.
typedef struct column {
    cell_align align;
    size_t before, after, width;
} column;

struct table {
    size_t column_count, cell_count, cell_capacity;
    cell *cells;
    column *columns;
};

static const char plus_minus[] = " ± ";

/// Length of the UTF-8 character that begins here, and its code point; a stray byte counts as one character.
static size_t decode(const char *text, uint32_t *code) {
    const unsigned char *c = (const unsigned char *)text;
    size_t length = c[0] < 0xC0 ? 1 : c[0] < 0xE0 ? 2 : c[0] < 0xF0 ? 3 : 4;
    *code = length == 1 ? c[0] : c[0] & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if ((c[i] & 0xC0) != 0x80)
            return 1;
        *code = *code << 6 | (c[i] & 0x3F);
    }
    return length;
}

static size_t code_width(uint32_t code) {
    if (code >= 0x300 && code < 0x370)
        return 0; // combining marks
    bool wide = (code >= 0x1100 && code < 0x1160) || (code >= 0x2E80 && code < 0xA4D0) ||
                (code >= 0xAC00 && code < 0xD7A4) || (code >= 0xF900 && code < 0xFB00) ||
                (code >= 0xFE30 && code < 0xFE70) || (code >= 0xFF00 && code < 0xFF61) ||
                (code >= 0x1F300 && code < 0x1F650) || (code >= 0x20000 && code < 0x40000);
    return wide ? 2 : 1;
}

size_t text_width(const char *text) {
    size_t width = 0;
    while (*text) {
        uint32_t code;
        text += decode(text, &code);
        width += code_width(code);
    }
    return width;
}

static cell_align align_of(char letter) {
    switch (letter) {
    case 'l':
        return ALIGN_LEFT;
    case 'r':
        return ALIGN_RIGHT;
    case 'm':
        return ALIGN_MARK;
    case 'v':
        return ALIGN_VALUE;
    default:
        SIM_UNREACHABLE();
    }
}

table *table_create(const char *aligns) {
    table *t = memory_new(1, sizeof *t);
    t->column_count = strlen(aligns);
    t->columns = memory_new(t->column_count, sizeof *t->columns);
    for (size_t i = 0; i < t->column_count; i++)
        t->columns[i].align = align_of(aligns[i]);
    return t;
}

void table_free(table *t) {
    for (size_t i = 0; i < t->cell_count; i++)
        free(t->cells[i].text);
    free(t->cells);
    free(t->columns);
    free(t);
}

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

/// Width of what stands before the plus-minus sign, SIZE_MAX when there is none.
static size_t width_before_sign(const char *text) {
    const char *sign = strstr(text, plus_minus);
    if (!sign)
        return SIZE_MAX;
    char *before = text_format("%.*s", (int)(sign - text), text);
    size_t width = text_width(before);
    free(before);
    return width;
}

static void column_take(column *c, const char *text, bool heading) {
    size_t width = text_width(text), before = width_before_sign(text);
    if (c->align == ALIGN_VALUE && !heading) {
        c->before = larger(c->before, before == SIZE_MAX ? width : before);
        c->after = larger(c->after, before == SIZE_MAX ? 0 : width - before);
        width = c->before + c->after;
    }
    c->width = larger(c->width, width);
}

static void add_cell(table *t, cell added) {
    if (t->cell_count == t->cell_capacity) {
        t->cell_capacity = 2 * t->cell_capacity + 64;
        t->cells = memory_resize(t->cells, t->cell_capacity, sizeof *t->cells);
    }
    column_take(&t->columns[t->cell_count % t->column_count], added.text, added.heading);
    t->cells[t->cell_count++] = added;
}

void table_add(table *t, cell_style style, const char *text) {
    add_cell(t, (cell){.text = text_copy(text), .style = style});
}

void table_head(table *t, const char *text) {
    add_cell(t, (cell){.text = text_copy(text), .style = STYLE_BOLD, .heading = true});
}

void table_skip(table *t, size_t count) {
    for (size_t i = 0; i < count; i++)
        table_head(t, "");
}

static size_t gap_before(const column *c) {
    return c->align == ALIGN_MARK ? 1 : 2;
}

size_t table_width(const table *t) {
    size_t width = 0;
    for (size_t i = 0; i < t->column_count; i++)
        width += gap_before(&t->columns[i]) + t->columns[i].width;
    return width;
}

static size_t blanks_before(const column *c, const cell *x) {
    size_t width = text_width(x->text);
    if (c->align == ALIGN_LEFT || c->align == ALIGN_MARK)
        return 0;
    if (c->align == ALIGN_RIGHT || x->heading)
        return c->width - width;
    size_t before = width_before_sign(x->text);
    return c->width - c->before - c->after + c->before - (before == SIZE_MAX ? width : before);
}

const char *style_begin(cell_style style, bool colour) {
    if (!colour)
        return "";
    switch (style) {
    case STYLE_PLAIN:
        return "";
    case STYLE_BOLD:
        return "\033[1m";
    case STYLE_DIM:
        return "\033[2m";
    case STYLE_GOOD:
        return "\033[32m";
    case STYLE_BAD:
        return "\033[31m";
    case STYLE_WARN:
        return "\033[33m";
    }
    SIM_UNREACHABLE();
}

const char *style_end(cell_style style, bool colour) {
    return colour && style != STYLE_PLAIN ? "\033[0m" : "";
}

/// Blanks are owed, not printed, until something follows them.
static void print_cell(const column *c, const cell *x, bool colour, size_t *owed, FILE *out) {
    size_t before = blanks_before(c, x), width = text_width(x->text);
    *owed += gap_before(c) + before;
    if (*x->text) {
        (void)fprintf(out, "%*s%s%s%s", (int)*owed, "", style_begin(x->style, colour), x->text,
                      style_end(x->style, colour));
        *owed = 0;
    }
    *owed += c->width - before - width;
}

void table_print(const table *t, bool colour, FILE *out) {
    SIM_ASSERT(t->cell_count % t->column_count == 0);
    for (size_t row = 0; row < t->cell_count; row += t->column_count) {
        size_t owed = 0;
        for (size_t i = 0; i < t->column_count; i++)
            print_cell(&t->columns[i], &t->cells[row + i], colour, &owed, out);
        (void)fputc('\n', out);
    }
}

void print_wrapped(const char *text, size_t used, size_t indent, FILE *out) {
    size_t at = used;
    bool first = true;
    while (*text) {
        size_t length = strcspn(text, " ");
        char *word = text_format("%.*s", (int)length, text);
        size_t width = text_width(word);
        if (!first && at + 1 + width > REPORT_WIDTH) {
            (void)fprintf(out, "\n%*s%s", (int)indent, "", word);
            at = indent + width;
        } else {
            (void)fprintf(out, "%s%s", first ? "" : " ", word);
            at += width + !first;
        }
        free(word);
        first = false;
        text += length + strspn(text + length, " ");
    }
    (void)fputc('\n', out);
}

void heading_print(const char *text, bool colour, FILE *out) {
    (void)fprintf(out, "\n%s%s%s\n", style_begin(STYLE_BOLD, colour), text, style_end(STYLE_BOLD, colour));
}
