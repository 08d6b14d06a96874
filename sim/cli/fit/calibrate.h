/// Agents that make the simulated waits those of the log.
#ifndef CLI_FIT_CALIBRATE_H
#define CLI_FIT_CALIBRATE_H

#include <stdio.h>

#include "cli/fit/question.h"

/// The scenario of a fit: as text, to be freed, and as our own loader reads it.
typedef struct fitted_scenario {
    char *text;
    size_t length;
    scenario_file *file;
} fitted_scenario;
bool fitted_scenario_make(fitted_scenario *s, const fit *f, const fit_question *q, input_error *err);
void fitted_scenario_free(fitted_scenario *s);

/// Sets the factors on the agents of each team by the hour so that the simulated shares of callers who waited
/// and who gave up come near those of the log: their geometric mean (or where fewer than a hundred gave up,
/// the mean wait). Each round multiplies the factors by (simulated / observed) to a power that is about one
/// over the elasticity, and becomes less. The best of all rounds stays. Draws are those of the seed after the
/// scenario's, so that what it is then validated with is other chance. Needs waits and services.
bool fit_calibrate(fit *f, const fit_question *q, const options *o, input_error *err);

#endif
