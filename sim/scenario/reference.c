#include <hotline/scenario.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "scenario/document.h"

enum { VALUE_TEXT_SIZE = 160 };

/// A number as people read it: whole ones in full.
static void number_write(double value, char out[32]) {
    (void)snprintf(out, 32, fabs(value) < 1e16 && floor(value) >= value ? "%.0f" : "%g", value);
}

/// "number, 0 to 1"
static void range_write(const field *f, const char *what, char out[VALUE_TEXT_SIZE]) {
    char low[32], high[32];
    number_write(f->min, low);
    number_write(f->max, high);
    if (f->min >= f->max)
        (void)snprintf(out, VALUE_TEXT_SIZE, "%s, %s", what, low);
    else
        (void)snprintf(out, VALUE_TEXT_SIZE, "%s, %s to %s", what, low, high);
}

static void choices_write(const field *f, const char *prefix, char out[VALUE_TEXT_SIZE]) {
    size_t length = (size_t)snprintf(out, VALUE_TEXT_SIZE, "%s", prefix);
    for (size_t i = 0; f->choices[i]; i++)
        length += (size_t)snprintf(out + length, VALUE_TEXT_SIZE - length, "%s`\"%s\"`", i ? ", " : "",
                                   f->choices[i]);
    SIM_ASSERT(length < VALUE_TEXT_SIZE);
}

static const char *type_word(key_type type) {
    static const char *const words[] = {
        [KEY_LINE] = "text of one line",
        [KEY_TEXT] = "text",
        [KEY_NAME] = "name",
        [KEY_METRIC] = "name of a metric",
        [KEY_NUMBER] = "number",
        [KEY_WHOLE] = "whole number",
        [KEY_SECONDS] = "number or duration",
        [KEY_TIME] = "duration",
        [KEY_DELAY] = "duration or law",
        [KEY_TIMES] = "duration or list of durations",
        [KEY_CHOICE] = "",
        [KEY_FLAG] = "`true` or `false`",
        [KEY_BITS] = "one or a list of ",
        [KEY_TAKES] = "object, or one or a list of ",
        [KEY_DATE] = "date and time",
        [KEY_DAY] = "date",
        [KEY_MOMENT] = "clock time, duration, or date and time",
        [KEY_CLOCK] = "clock time",
        [KEY_FAILBACK] = "clock time, object, ",
        [KEY_NAMES] = "name or list of names",
        [KEY_NUMBERS] = "number or list of numbers",
        [KEY_SERIES] = "number, list, `{\"day\": list}` or `{\"week\": list}`",
        [KEY_SHARES] = "name, or object of probabilities by name",
        [KEY_TEXTS] = "text or list of texts",
        [KEY_FILTERS] = "texts, or lists of texts, by column",
        [KEY_LAW] = "law",
        [KEY_OBJECT] = "object",
        [KEY_MAP] = "objects by name",
        [KEY_PATHS] = "objects by path",
        [KEY_RANGE] = "list of two numbers or durations",
        [KEY_YEARLY] = "number, or numbers by years or of a table",
        [KEY_YEARLY_SECONDS] = "duration, or durations by years or of a table",
        [KEY_ANY] = "object",
    };
    return words[type];
}

static void value_write(const field *f, char out[VALUE_TEXT_SIZE]) {
    const char *word = type_word(f->type);
    if (f->type == KEY_NUMBER || f->type == KEY_WHOLE || f->type == KEY_NUMBERS || f->type == KEY_SERIES)
        range_write(f, word, out);
    else if (f->choices)
        choices_write(f, word, out);
    else
        (void)snprintf(out, VALUE_TEXT_SIZE, "%s", word);
}

static void field_print(const field *f, FILE *out) {
    char value[VALUE_TEXT_SIZE];
    value_write(f, value);
    (void)fprintf(out, "| `%s` | %s | ", f->key, value);
    if (f->required)
        (void)fputs("required", out);
    else if (f->standard)
        (void)fprintf(out, "`%s`", f->standard);
    (void)fprintf(out, " | %s |\n", f->meaning);
}

static void fields_print(const object_type *type, FILE *out) {
    (void)fputs("| key | value | default | meaning |\n|---|---|---|---|\n", out);
    for (size_t i = 0; i < type->field_count; i++)
        field_print(&type->fields[i], out);
}

/// Was the type printed already, being the object of an earlier field of the same table?
static bool field_repeats(const object_type *type, size_t index) {
    for (size_t i = 0; i < index; i++)
        if (type->fields[i].object == type->fields[index].object)
            return true;
    return false;
}

static void object_print(const object_type *type, FILE *out) {
    (void)fprintf(out, "### %s\n\n%s\n\n", type->title, type->meaning);
    fields_print(type, out);
    (void)fputc('\n', out);
    for (size_t i = 0; i < type->field_count; i++)
        if (type->fields[i].object && !field_repeats(type, i))
            object_print(type->fields[i].object, out);
}

static void law_print(const law_type *row, FILE *out) {
    (void)fprintf(out, "| `%s` | ", row->object.name);
    for (size_t i = 0; i < LAW_FORMS_MAX && row->forms[i]; i++)
        (void)fprintf(out, "%s`%s`", i ? " or " : "", row->forms[i]);
    (void)fputs(" |", out);
    for (size_t i = 1; i < row->object.field_count; i++) {
        const field *f = &row->object.fields[i];
        char value[VALUE_TEXT_SIZE];
        value_write(f, value);
        (void)fprintf(out, "%s `%s`: %s (%s)", i > 1 ? ";" : "", f->key, f->meaning, value);
    }
    (void)fprintf(out, " | %s |", row->object.meaning);
    (void)fputc('\n', out);
}

void scenario_reference_print(FILE *out) {
    object_print(&document_type, out);
    (void)fputs("### Laws\n\nA law is an object with its name as `law`, and its parameters.\n\n", out);
    (void)fputs("| law | by | parameters | |\n|---|---|---|---|\n", out);
    for (size_t i = 0; i < LAW_KIND_COUNT; i++)
        law_print(&law_types[i], out);
    (void)fputc('\n', out);
    for (size_t i = 0; i < LAW_KIND_COUNT; i++)
        for (size_t k = 0; k < law_types[i].object.field_count; k++)
            if (law_types[i].object.fields[k].object)
                object_print(law_types[i].object.fields[k].object, out);
}
