#include "plan/busy_hour.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define QUEUE_WARMUP   3600.0
#define LINES_WARMUP   600.0
#define MEAN_DURATIONS 5 ///< after so many of them a group of lines has forgotten that it was empty

double busy_hour_warmup(const busy_hour *b) {
    const double *x = b->factors->of;
    if (b->part == PART_SEATS) // a queue of agents who are nearly always busy is slow to fill
        return QUEUE_WARMUP;
    double agent = x[FACTOR_PREAMBLE] + x[FACTOR_QUEUE_WAIT] + x[FACTOR_AHT];
    return fmax(LINES_WARMUP, MEAN_DURATIONS * fmax(agent, x[FACTOR_AUTOMATIC_CALL]));
}

static void exponential_add(text_buffer *t, double mean) {
    text_add(t, "{\"law\": \"exponential\", \"mean\": %.17g}", mean);
}

static void talk_add(text_buffer *t, double mean, double cv) {
    if (cv > 0)
        text_add(t, "{\"law\": \"lognormal\", \"mean\": %.17g, \"cv\": %.17g}", mean, cv);
    else
        text_add(t, "{\"law\": \"constant\", \"value\": %.17g}", mean);
}

/// `entry`: the step of the menu where it begins; NULL: it asks for an agent at once.
static void class_begin(text_buffer *t, const char *name, double calls, const char *entry) {
    text_add(t, "\"%s\": {\"arrivals\": {\"per_hour\": %.17g}", name, calls);
    if (entry)
        text_add(t, ", \"entry\": \"%s\"", entry);
}

static void agent_class_add(text_buffer *t, const busy_hour *b) {
    const double *x = b->factors->of;
    class_begin(t, "agent", b->agent_calls, b->part == PART_SEATS ? NULL : "preamble");
    if (!isnan(x[FACTOR_PATIENCE])) {
        text_add(t, ", \"patience\": ");
        exponential_add(t, x[FACTOR_PATIENCE]);
    }
    text_add(t, ", \"talk\": ");
    talk_add(t, x[FACTOR_AHT], x[FACTOR_AHT_CV]);
    text_add(t, "}");
}

static void classes_add(text_buffer *t, const busy_hour *b) {
    text_add(t, ", \"classes\": {");
    agent_class_add(t, b);
    if (b->part != PART_SEATS) {
        text_add(t, ", ");
        class_begin(t, "automatic", b->automatic_calls, "automatic");
        text_add(t, ", \"talk\": {\"law\": \"constant\", \"value\": 1}}");
    }
    text_add(t, "}");
}

static void step_add(text_buffer *t, const char *name, double mean, const char *next) {
    text_add(t, "\"%s\": {\"time\": ", name);
    if (mean > 0)
        exponential_add(t, mean);
    else
        text_add(t, "{\"law\": \"constant\", \"value\": 0}");
    text_add(t, ", \"next\": {\"%s\": 1}}", next);
}

static void menu_add(text_buffer *t, const busy_hour *b) {
    const double *x = b->factors->of;
    text_add(t, ", \"ivr\": {");
    step_add(t, "preamble", x[FACTOR_PREAMBLE], b->part == PART_PORTS ? "done" : "agent");
    text_add(t, ", ");
    step_add(t, "automatic", x[FACTOR_AUTOMATIC_CALL], "done");
    text_add(t, "}");
}

static char *busy_hour_text(const busy_hour *b, double count) {
    double seats = b->part == PART_SEATS ? count : b->seats;
    text_buffer t = {0};
    text_add(
        &t,
        "{\"hotline\": 1, \"name\": \"busy-hour\", \"duration\": \"1h\", \"warmup\": %.17g, \"interval\": "
        "\"1h\", \"intervals\": \"none\", \"awt\": %.17g",
        busy_hour_warmup(b), b->factors->of[FACTOR_AWT]);
    classes_add(&t, b);
    if (b->part != PART_SEATS)
        menu_add(&t, b);
    text_add(&t, ", \"agents\": {\"team\": {\"size\": %.0f, \"skills\": {\"agent\": {}}}}", fmax(1, seats));
    if (b->part != PART_SEATS)
        text_add(&t, ", \"sites\": {\"center\": {\"%s\": %.0f}}",
                 b->part == PART_PORTS ? "ivr_ports" : "trunks", count);
    text_add(&t, "}");
    return text_take(&t);
}

bool busy_hour_load(const busy_hour *b, double count, scenario_file **out, input_error *err) {
    char *text = busy_hour_text(b, count);
    input_error wrong = {0};
    bool good = scenario_parse(text, strlen(text), "busy hour", NULL, out, &wrong);
    if (!good)
        (void)input_error_set(err, NULL, 0, NULL, "the busy hour cannot be simulated: %s %s", wrong.path,
                              wrong.text);
    free(text);
    return good;
}
