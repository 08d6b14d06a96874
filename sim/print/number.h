/// Numbers as people read them.
#ifndef PRINT_NUMBER_H
#define PRINT_NUMBER_H

#include <stdbool.h>

enum { NUMBER_TEXT_SIZE = 96 };

/// A number with this many decimals and thousands apart: "-12,345.6".
void grouped_format(double value, int decimals, bool sign, char text[NUMBER_TEXT_SIZE]);

/// Rounded to four digits: what is drawn has no more that say something.
double four_digits(double value);

#endif
