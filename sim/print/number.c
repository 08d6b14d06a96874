#include "print/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void grouped_format(double value, int decimals, bool sign, char text[NUMBER_TEXT_SIZE]) {
    char plain[NUMBER_TEXT_SIZE / 2];
    if (!(fabs(value) < 1e15)) {
        (void)snprintf(text, NUMBER_TEXT_SIZE, "%.3g", value);
        return;
    }
    if (fabs(value) < 0.5 * pow(10, -decimals))
        value = 0; // never "-0.0"
    (void)snprintf(plain, sizeof plain, sign ? "%+.*f" : "%.*f", decimals, value);
    size_t start = strspn(plain, "+-"), whole = strcspn(plain + start, ".");
    size_t length = 0;
    for (size_t i = 0; plain[i]; i++) {
        if (i > start && i < start + whole && (start + whole - i) % 3 == 0)
            text[length++] = ',';
        text[length++] = plain[i];
    }
    text[length] = '\0';
}

double four_digits(double value) {
    if (!(fabs(value) > 0))
        return value;
    double unit = pow(10, floor(log10(fabs(value))) - 3);
    return round(value / unit) * unit;
}
