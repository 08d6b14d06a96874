/// Parts of a scenario as JSON.
#ifndef FIT_SCENARIO_PARTS_H
#define FIT_SCENARIO_PARTS_H

#include <hotline/fit.h>

/// The best law, or a constant when all durations are equal.
void law_print(const fit_laws *laws, FILE *out);

/// Exponential, or uniform between the bounds of bands, whose shares follow from the hazards.
void patience_print(const fit_patience *p, const char *indent, FILE *out);

/// "[1, 2, …]" with `width` numbers a line, of at most `digits` significant digits.
void numbers_print(const double *values, size_t count, size_t width, int digits, const char *indent,
                   FILE *out);

/// What is to be known about each, as texts to be freed.
char *arrivals_note(const fit *f, const fit_class *c);
char *laws_note(const fit_laws *l, const char *what);
char *services_note(const fit_class *c);
char *patience_note(const fit_patience *p);

#endif
