#include "scenario/tables.h"

static const field redial_fields[] = {
    {.key = "probability",
     .type = KEY_NUMBER,
     AT(redial_document, probability),
     RANGE(0, 1),
     .required = true,
     .meaning = "that the caller calls again"},
    {.key = "delay",
     .type = KEY_LAW,
     AT(redial_document, delay),
     RANGE(1, SIM_SECONDS_MAX),
     .required = true,
     .meaning = "time until then; its mean must be 1 s or more"},
    {.key = "limit",
     .type = KEY_WHOLE,
     AT(redial_document, limit),
     RANGE(0, 10000),
     .meaning = "most redials of one caller for this cause (default: no limit)"},
    {.key = "class",
     .type = KEY_NAME,
     AT(redial_document, to_class),
     .meaning = "class in which the caller calls again: another channel, say (default: the same)"},
};

static const object_type redial_type = {"redial", "classes.NAME.redial.CAUSE",
                                        "Whether and when a caller calls again.", sizeof(redial_document),
                                        TABLE(redial_fields)};

static const char *const draws_choices[] = {"same", "new", NULL};
static const char *const wait_choices[] = {"fresh", "cumulative", NULL};

static const field redials_fields[] = {
    {.key = "blocked",
     .type = KEY_OBJECT,
     AT(redials_document, causes[REDIAL_BLOCKED]),
     .object = &redial_type,
     .meaning = "after a busy tone (no trunk, IVR port or queue place; site down)"},
    {.key = "abandoned",
     .type = KEY_OBJECT,
     AT(redials_document, causes[REDIAL_ABANDONED]),
     .object = &redial_type,
     .meaning = "after giving up in the queue"},
    {.key = "dropped",
     .type = KEY_OBJECT,
     AT(redials_document, causes[REDIAL_DROPPED]),
     .object = &redial_type,
     .meaning = "after the center lost the call"},
    {.key = "disconnected",
     .type = KEY_OBJECT,
     AT(redials_document, causes[REDIAL_DISCONNECTED]),
     .object = &redial_type,
     .meaning = "after being disconnected at closing"},
    {.key = "unresolved",
     .type = KEY_OBJECT,
     AT(redials_document, causes[REDIAL_UNRESOLVED]),
     .object = &redial_type,
     .meaning = "after a talk that did not settle the need (see `resolution`): a return"},
    {.key = "draws",
     .type = KEY_CHOICE,
     AT(redials_document, draws),
     .choices = draws_choices,
     .standard = "\"same\"",
     .meaning = "whether a caller has the `same` patience, talk and wrap-up in each attempt, or `new` ones"},
    {.key = "wait",
     .type = KEY_CHOICE,
     AT(redials_document, wait),
     .choices = wait_choices,
     .standard = "\"fresh\"",
     .meaning = "whether the wait that is compared with the AWT starts afresh in each attempt, or adds up"},
};

const object_type redials_type = {"redials", "classes.NAME.redial",
                                  "What makes callers call again; causes left out do not.",
                                  sizeof(redials_document), TABLE(redials_fields)};

static const field balking_fields[] = {
    {.key = "probability",
     .type = KEY_NUMBER,
     AT(balking_document, probability),
     RANGE(0, 1),
     .required = true,
     .meaning = "that a caller who cannot be answered at once gives up at once"},
    {.key = "waiting",
     .type = KEY_WHOLE,
     AT(balking_document, waiting),
     RANGE(0, 1e6),
     .standard = "0",
     .meaning = "only if at least so many calls of the class wait there already"},
};

const object_type balking_type = {"balking", "classes.NAME.balking",
                                  "Callers who do not wait. They count as abandoned, with a wait of 0.",
                                  sizeof(balking_document), TABLE(balking_fields)};

static const field wait_limit_fields[] = {
    {.key = "after",
     .type = KEY_TIME,
     AT(wait_limit_document, after),
     RANGE(0.001, TIME_MAX_S),
     .required = true,
     .meaning = "time in the queue"},
    {.key = "to",
     .type = KEY_NAME,
     AT(wait_limit_document, to),
     .meaning = "`message` (leaves a message, and is gone), or the IVR step where it goes on"},
    {.key = "class",
     .type = KEY_NAME,
     AT(wait_limit_document, to_class),
     .meaning = "instead of `to`: the class in whose queue it goes on, as a leg"},
};

const object_type wait_limit_type = {"wait_limit", "classes.NAME.wait_limit",
                                     "What becomes of a call that has waited so long.",
                                     sizeof(wait_limit_document), TABLE(wait_limit_fields)};

static const char *const transfer_choices[] = {"cold", "warm", NULL};

static const field transfer_fields[] = {
    {.key = "probability",
     .type = KEY_NUMBER,
     AT(transfer_document, probability),
     RANGE(0, 1),
     .required = true,
     .meaning = "that a talk ends in this transfer"},
    {.key = "kind",
     .type = KEY_CHOICE,
     AT(transfer_document, kind),
     .choices = transfer_choices,
     .standard = "\"cold\"",
     .meaning = "`warm`: the agent stays with the caller until another agent has taken over"},
    {.key = "handover",
     .type = KEY_LAW,
     AT(transfer_document, handover),
     RANGE(0, SIM_SECONDS_MAX),
     .meaning = "of a warm transfer: time that both agents talk with the caller (default: none)"},
};

const object_type transfer_type = {"transfer", "classes.NAME.transfers.CLASS",
                                   "The call goes on as a leg of CLASS, whose laws then hold for it.",
                                   sizeof(transfer_document), TABLE(transfer_fields)};

static const field ticket_fields[] = {
    {.key = "probability",
     .type = KEY_NUMBER,
     AT(ticket_document, probability),
     RANGE(0, 1),
     .required = true,
     .meaning = "that a talk leaves such a work order behind"},
};

const object_type ticket_type = {"ticket", "classes.NAME.tickets.CLASS",
                                 "A work order: a leg of CLASS, whose channel must be `message`.",
                                 sizeof(ticket_document), TABLE(ticket_fields)};

static const field late_fields[] = {
    {.key = "class",
     .type = KEY_NAME,
     AT(late_document, to_class),
     .required = true,
     .meaning =
         "of the channel `callback`: the center calls the customer; else the customer calls, as a return"},
    {.key = "probability",
     .type = KEY_NUMBER,
     AT(late_document, probability),
     RANGE(0, 1),
     .standard = "1",
     .meaning = "that it does"},
};

const object_type late_type = {"late", "classes.NAME.late", "A call about work that is late.",
                               sizeof(late_document), TABLE(late_fields)};

static const field callback_fields[] = {
    {.key = "class",
     .type = KEY_NAME,
     AT(callback_document, to_class),
     .required = true,
     .meaning = "class of the call-back, of the channel `callback`; its `awt` is the promise"},
    {.key = "after",
     .type = KEY_TIME,
     AT(callback_document, after),
     RANGE(0, TIME_MAX_S),
     .standard = "0",
     .meaning = "time in the queue until the offer"},
    {.key = "queue_wait",
     .type = KEY_TIME,
     AT(callback_document, queue_wait),
     RANGE(0, TIME_MAX_S),
     .standard = "0",
     .meaning = "made only while the first in this queue has waited at least so long"},
    {.key = "probability",
     .type = KEY_NUMBER,
     AT(callback_document, probability),
     RANGE(0, 1),
     .required = true,
     .meaning = "that the caller accepts, hangs up and waits for the call-back"},
};

const object_type callback_type = {"callback", "classes.NAME.callback", "The offer of a call-back.",
                                   sizeof(callback_document), TABLE(callback_fields)};

static const field dial_fields[] = {
    {.key = "ring",
     .type = KEY_LAW,
     AT(dial_document, ring),
     RANGE(0, SIM_SECONDS_MAX),
     .meaning = "time that the agent waits while it rings (default: none)"},
    {.key = "reached",
     .type = KEY_NUMBER,
     AT(dial_document, reached),
     RANGE(0, 1),
     .standard = "1",
     .meaning = "probability that somebody picks up"},
    {.key = "tries",
     .type = KEY_WHOLE,
     AT(dial_document, tries),
     RANGE(1, 1000),
     .standard = "1",
     .meaning = "most tries"},
    {.key = "retry",
     .type = KEY_LAW,
     AT(dial_document, retry),
     RANGE(1, SIM_SECONDS_MAX),
     .meaning = "time until the next try, its mean 1 s or more; needed when there is more than one"},
};

const object_type dial_type = {"dial", "classes.NAME.dial",
                               "How the center calls. A try also fails when no trunk is free.",
                               sizeof(dial_document), TABLE(dial_fields)};
