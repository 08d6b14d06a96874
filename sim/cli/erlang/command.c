#include <stdlib.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/erlang/question.h"
#include "cli/erlang/report.h"
#include "cli/output.h"

#define VALUE(word, which, argument, text)                                                                   \
    { .name = (word), .key = KEY_OWN + ERLANG_OPTION_##which, .arg = (argument), .doc = (text) }

static const struct argp_option erlang_options[] = {
    VALUE("rate", RATE, "R", "Calls a second, such as 0.3, or with a unit: 18/min, 1080/h"),
    VALUE("aht", AHT, "S", "Mean handling time of a call: seconds, or a duration such as 3min"),
    VALUE("servers", SERVERS, "N",
          "Agents (b: trunks or lines), such as 50; a range such as 40..60 gives a row each"),
    VALUE("patience", PATIENCE, "P", "Mean time until a waiting caller gives up; model a needs it"),
    VALUE("places", PLACES, "K",
          "Callers that there is room for, servers and queue places together (models c and a; "
          "default: no limit)"),
    VALUE("awt", AWT, "T", "Acceptable waiting time of the service level (default: 20 s)"),
    VALUE("find", FIND, "WHAT",
          "servers: the fewest that meet the targets; rate: the largest; trunks: the fewest places "
          "(b: servers)"),
    VALUE("service-level", SERVICE_LEVEL, "X",
          "Target: at least this share of all calls is answered within --awt"),
    VALUE("blocking", BLOCKING, "X", "Target: at most this share of all calls finds no place"),
    VALUE("abandonment", ABANDONMENT, "X", "Target: at most this share of all calls gives up"),
    VALUE("asa", ASA, "S", "Target: those who are answered wait for at most this time on average"),
    VALUE("occupancy", OCCUPANCY, "X", "Target: servers are busy for at most this share of the time"),
    OPTION_JSON,
    OPTION_CSV,
    OPTION_OUTPUT,
    OPTION_HELP,
    {0},
};

static const char erlang_text[] =
    "Compute what callers of a queue experience, exactly and at once: Poisson arrivals, exponential handling "
    "times, steady state.\n"
    "\n"
    "Models:\n"
    "  b  who finds all servers busy is lost\n"
    "  c  everybody waits\n"
    "  a  callers wait, and give up after an exponential time\n"
    "\n"
    "With --find the other way round: how many servers, how much load, how many trunks for a target.";

static const command_line erlang_line = {
    .command = "hotline erlang",
    .options = erlang_options,
    .arguments = "b|c|a",
    .text = erlang_text,
    .exit_status = "  0  done\n"
                   "  2  bad usage, no steady state, or a target that cannot be reached\n"
                   "  3  could not finish (disk full)",
    .examples = "  $ hotline erlang c --rate 1080/h --aht 3min --servers 60\n"
                "  $ hotline erlang a --rate 0.3 --aht 180 --servers 45..55 --patience 60\n"
                "  $ hotline erlang c --rate 0.3 --aht 180 --find servers --asa 10\n"
                "  $ hotline erlang b --rate 0.5 --aht 200 --find trunks --blocking 0.01 --json",
    .argument_min = 1,
    .argument_max = 1,
};

/// All rows before the first is printed, so that a mistake leaves no half of an answer.
static bool answers_make(const erlang_question *q, erlang_answer *answers, size_t count, input_error *err) {
    for (size_t i = 0; i < count; i++) {
        erlang_system s = q->system;
        s.servers = q->servers_from > 0 ? q->servers_from + (double)i : s.servers;
        s.places = q->model == ERLANG_B ? s.servers : s.places;
        if (q->find ? !erlang_find(&s, q->unknown, &q->targets, err) : !erlang_check(&s, err))
            return false;
        answers[i] = (erlang_answer){.system = s, .measures = erlang_solve(&s)};
    }
    return true;
}

static bool report(const erlang_question *q, const erlang_answer *answers, size_t count, const options *o,
                   input_error *err) {
    output out = {0};
    if (!output_open(&out, o->output, err))
        return false;
    if (o->json)
        erlang_report_json(q, answers, count, out.stream);
    else if (o->csv)
        erlang_report_csv(q, answers, count, out.stream);
    else
        erlang_report_text(q, answers, count, output_coloured(out.stream), out.stream);
    return output_close(&out, err);
}

int command_erlang(int argc, char **argv) {
    options o;
    erlang_question q;
    input_error err = {0};
    int code = EXIT_DONE;
    if (!options_parse(&o, &erlang_line, argc, argv, &code))
        return code;
    if (erlang_question_read(&q, &o, &err)) {
        size_t count = (size_t)(q.servers_to - q.servers_from) + 1;
        erlang_answer *answers = memory_new(count, sizeof *answers);
        if (answers_make(&q, answers, count, &err))
            (void)report(&q, answers, count, &o, &err);
        free(answers);
    }
    if (err.kind != ERROR_NONE)
        code = command_fail(&err);
    options_free(&o);
    return code;
}
