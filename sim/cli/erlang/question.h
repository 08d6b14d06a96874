/// What `hotline erlang` is asked, from the words of its command line.
#ifndef CLI_ERLANG_QUESTION_H
#define CLI_ERLANG_QUESTION_H

#include <hotline/theory.h>

#include "cli/options.h"

typedef enum erlang_model { ERLANG_B, ERLANG_C, ERLANG_A } erlang_model;

/// The command's own values.
typedef enum erlang_option {
    ERLANG_OPTION_RATE,
    ERLANG_OPTION_AHT,
    ERLANG_OPTION_SERVERS,
    ERLANG_OPTION_PATIENCE,
    ERLANG_OPTION_PLACES,
    ERLANG_OPTION_AWT,
    ERLANG_OPTION_FIND,
    ERLANG_OPTION_SERVICE_LEVEL,
    ERLANG_OPTION_BLOCKING,
    ERLANG_OPTION_ABANDONMENT,
    ERLANG_OPTION_ASA,
    ERLANG_OPTION_OCCUPANCY,
} erlang_option;

typedef struct erlang_question {
    erlang_model model;
    erlang_system system; ///< with `servers_from` as servers
    double servers_from, servers_to;
    bool is_range;    ///< "40..60": one row each
    const char *find; ///< "servers", "rate", "trunks"; NULL: nothing, measures only
    erlang_unknown unknown;
    erlang_targets targets;
} erlang_question;

enum { ERLANG_ROWS_MAX = 10000 };

/// False, and `err` set, when the words make no question.
bool erlang_question_read(erlang_question *q, const options *o, input_error *err);

#endif
