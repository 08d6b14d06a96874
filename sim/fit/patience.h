/// Patience from waits, of which most were cut short by an answer.
#ifndef FIT_PATIENCE_H
#define FIT_PATIENCE_H

#include "fit/histogram.h"

fit_patience patience_fit(const fit_histogram *abandoned, const fit_histogram *answered);

#endif
