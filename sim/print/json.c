#include "print/json.h"

#include <math.h>
#include <stdlib.h>

void json_print_text(FILE *out, const char *text) {
    if (!text) {
        (void)fputs("null", out);
        return;
    }
    (void)fputc('"', out);
    for (const char *c = text; *c; c++) {
        unsigned char byte = (unsigned char)*c;
        if (byte == '"' || byte == '\\')
            (void)fprintf(out, "\\%c", byte);
        else if (byte < ' ')
            (void)fprintf(out, "\\u%04x", byte);
        else
            (void)fputc(byte, out);
    }
    (void)fputc('"', out);
}

void json_print_number(FILE *out, double value) {
    char text[40];
    if (!isfinite(value)) {
        (void)fputs("null", out);
        return;
    }
    (void)snprintf(text, sizeof text, "%.15g", value);
    double back = strtod(text, NULL);
    if (back < value || back > value)
        (void)snprintf(text, sizeof text, "%.17g", value);
    (void)fputs(text, out);
}

void json_print_member(FILE *out, const char *before, const char *key, double value) {
    (void)fprintf(out, "%s\"%s\": ", before, key);
    json_print_number(out, value);
}
