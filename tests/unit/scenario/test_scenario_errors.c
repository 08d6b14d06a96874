/// What the loader says of bad files: one line for each independent error, and nothing else.
#include "support/test.h"

#include <hotline/scenario.h>

#define TALK       "\"talk\":{\"law\":\"exponential\",\"mean\":180}"
#define CALL       "\"arrivals\":{\"per_hour\":9}," TALK
#define HEAD       "{\"hotline\":1,\"name\":\"x\",\"duration\":\"8h\","
#define CLASSES    "\"classes\":{\"call\":{" CALL "}}"
#define WITH(rest) HEAD CLASSES ",\n" rest "}"
#define CLASS(own) HEAD "\"classes\":{\"call\":{" CALL ",\n" own "}}}"
#define TIME       "\"time\":{\"law\":\"constant\",\"value\":1}"
#define SHIFT      "\"s\":{\"agents\":3,\"from\":\"08:00\",\"to\":\"12:00\"}"
#define SHIFTS(own)                                                                                          \
    WITH("\"agents\":{\"team\":{\"shifts\":{\"s\":{\"agents\":3," own "}},\"skills\":{\"call\":{}}}}")
#define TWO_SITES "\"sites\":{\"a\":{},\"b\":{}}"
#define SITES     "\"sites\":{\"a\":{},\"b\":{},\"c\":{}}"

typedef struct bad_case {
    const char *text, *message;
} bad_case;

static const bad_case documents[] = {
    {"[]", "x.json:1: $: is no object; a scenario is a JSON object"},
    {"{\n \"name\": }", "x.json:2: found '}'; expected a value"},
    {"{}", "x.json:1: $: 'hotline' is missing; must be 1 (the format's version)"},
    {"{\"colour\":1,\n\"hotline\":2}", "x.json:2: $.hotline: is 2; must be 1 (the format's version)"},
    {"{\"hotline\":\"1\"}", "x.json:1: $.hotline: is '1'; must be 1 (the format's version)"},
    {"{\"hotline\":1}", "x.json:1: $: 'name' is missing (name of the scenario)\n"
                        "x.json:1: $: 'duration' is missing (what is simulated and counted)\n"
                        "x.json:1: $: 'classes' is missing (classes of calls)\n"
                        "3 errors"},
    {HEAD "\n\"clases\":{}}", "x.json:2: $.clases: unknown key 'clases'; did you mean 'classes'?"},
    {WITH("\"zzzzzzzz\":{}"), "x.json:2: $.zzzzzzzz: unknown key 'zzzzzzzz'"},
    {WITH("\"what is it\":{}"), "x.json:2: $['what is it']: unknown key 'what is it'"},
    {HEAD "\"classes\":{}}", "x.json:1: $.classes: has 0 items; must have 1 to 10000"},
    {HEAD "\"classes\":[]}", "x.json:1: $.classes: is a list; must be an object"},
    {HEAD "\n\"classes\":{\"Call\":{" CALL "}}}", "x.json:2: $.classes.Call: is no name; names have small "
                                                  "letters, digits, '_' and '-', begin with a letter and "
                                                  "have at most 63 characters"},
    {HEAD "\"classes\":{\n\"call\":{\"arrivals\":{\"per_hour\":1}}}}",
     "x.json:2: $.classes.call: 'talk' is missing (talk time)"},
    {WITH("\"name\":\"y\""), "x.json:2: the key 'name' is given twice (first on line 1)"},
    {WITH("\"title\":\"a\\nb\""), "x.json:2: $.title: must be one line without control characters"},
    {WITH("\"title\":\"\""), "x.json:2: $.title: has 0 bytes; must have 1 to 200"},
    {WITH("\"title\":7"), "x.json:2: $.title: is 7; must be a text"},
    {WITH("\"notes\":7"), "x.json:2: $.notes: is 7; must be a text, or an object of texts"},
    {WITH("\"notes\":{\"a\":\n7}"), "x.json:2: $.notes.a: is 7; must be a text"},
    {WITH("\"start\":\"2011-02-29T00:00\""),
     "x.json:2: $.start: is '2011-02-29T00:00'; must be a date and time such as \"2011-03-07T08:00\""},
    {WITH("\"warmup\":-1"), "x.json:2: $.warmup: is -1; must be a number (of seconds) from 0 to 3155760000"},
    {WITH("\"warmup\":\"1 h\""),
     "x.json:2: $.warmup: is '1 h'; must be a number (of seconds), or a duration such as "
     "\"90s\" or \"1h30min\""},
    {WITH("\"warmup\":null"),
     "x.json:2: $.warmup: is null; must be a number (of seconds), or a duration such as "
     "\"90s\" or \"1h30min\""},
    {WITH("\"interval\":\"7min\""), "x.json:2: $.interval: does not divide the day, into which \"intervals\" "
                                    "folds it; must be such as \"15min\" or \"1h\""},
    {WITH("\"interval\":\"5d\",\"intervals\":\"week\""),
     "x.json:2: $.interval: does not divide the week, into which \"intervals\" folds it; must be such as "
     "\"15min\" or \"1h\""},
    {HEAD CLASSES ",\"duration\":\"\"}", "x.json:1: the key 'duration' is given twice (first on line 1)"},
    {WITH("\"interval\":\"1s\",\"intervals\":\"week\""),
     "x.json:2: $.interval: makes 604800 intervals for 1 classes; at most 100000 together (make it longer, "
     "or fold "
     "\"intervals\" by day)"},
    {WITH("\"intervals\":\"days\""),
     "x.json:2: $.intervals: is 'days'; must be one of 'none', 'absolute', 'day', 'week'"},
    {WITH("\"replications\":0"), "x.json:2: $.replications: is 0; must be a whole number from 1 to 1000000"},
    {WITH("\"replications\":1.5"),
     "x.json:2: $.replications: is 1.5; must be a whole number from 1 to 1000000"},
    {WITH("\"seed\":9007199254740992"),
     "x.json:2: $.seed: is 9007199254740992; must be a whole number from 0 to 9007199254740991"},
    {WITH("\"extends\":7"), "x.json:2: $.extends: is 7; must be the path of a scenario file"},
    {WITH("\"extends\":\"no/such.json\""), "x.json:2: $.extends: is 'no/such.json'; there is no such file"},
};

static const bad_case classes[] = {
    {CLASS("\"patiense\":{}"),
     "x.json:2: $.classes.call.patiense: unknown key 'patiense'; did you mean 'patience'?"},
    {CLASS("\"vip\":\"boss\""), "x.json:2: $.classes.call.vip: unknown key 'vip'"},
    {CLASS("\"patience\":5"), "x.json:2: $.classes.call.patience: is 5; must be a law such as {\"law\": "
                              "\"exponential\", \"mean\": \"3min\"}"},
    {CLASS("\"patience\":{}"),
     "x.json:2: $.classes.call.patience: 'law' is missing (the name of the law, such as 'exponential')"},
    {CLASS("\"patience\":{\"law\":\"expo\"}"), "x.json:2: $.classes.call.patience.law: is 'expo'; must be "
                                               "one of 'constant', 'exponential', 'lognormal', "
                                               "'gamma', 'erlang', 'weibull', 'uniform', 'triangular', "
                                               "'normal', 'hyperexponential', 'empirical', 'mixture'"},
    {CLASS("\"patience\":{\"law\":\"gamma\",\"mean\":5}"),
     "x.json:2: $.classes.call.patience: 'cv' is missing: gamma takes 'mean' and 'cv', or 'shape' and "
     "'scale'"},
    {CLASS("\"patience\":{\"law\":\"exponential\",\"mean\":5,\"cv\":1}"),
     "x.json:2: $.classes.call.patience.cv: unknown key 'cv'"},
    {CLASS("\"patience\":{\"law\":\"exponential\",\"mean\":0}"),
     "x.json:2: $.classes.call.patience.mean: is 0; must be a number (of seconds) from 1e-06 to 31557600000"},
    {CLASS("\"patience\":{\"law\":\"erlang\",\"mean\":5,\"shape\":1.5}"),
     "x.json:2: $.classes.call.patience.shape: is 1.5; must be a whole number from 1 to 1000"},
    {CLASS("\"patience\":{\"law\":\"uniform\",\"min\":5,\"max\":4}"),
     "x.json:2: $.classes.call.patience: has a 'min' above its 'max'"},
    {CLASS("\"entry\":\"menu\""), "x.json:2: $.classes.call.entry: there is no IVR step 'menu'"},
    {CLASS("\"entry\":\"done\""),
     "x.json:2: $.classes.call.entry: is 'done'; must be an IVR step or 'agent'"},
    {CLASS("\"enter\":\"centre\""),
     "x.json:2: $.classes.call.enter.centre: there is no site 'centre'; did you mean 'center'?"},
    {CLASS("\"enter\":{\"center\":0.5}"),
     "x.json:2: $.classes.call.enter: has probabilities that sum to 0.5; must be 1"},
    {CLASS("\"enter\":{}"), "x.json:2: $.classes.call.enter: has probabilities that sum to 0; must be 1"},
    {CLASS("\"enter\":{\"center\":2}"),
     "x.json:2: $.classes.call.enter.center: is 2; must be a number from 0 to 1"},
    {CLASS("\"priority\":\"high\""),
     "x.json:2: $.classes.call.priority: is 'high'; must be a whole number from -1000000 to 1000000"},
    {CLASS("\"redial\":{\"busy\":{}}"), "x.json:2: $.classes.call.redial.busy: unknown key 'busy'"},
    {CLASS("\"redial\":{\"blocked\":{\"probability\":1}}"),
     "x.json:2: $.classes.call.redial.blocked: 'delay' is missing (time until then; its mean must be 1 s or "
     "more)"},
    {CLASS("\"redial\":{\"blocked\":{\"probability\":1,\"delay\":{\"law\":\"constant\",\"value\":0}}}"),
     "x.json:2: $.classes.call.redial.blocked.delay: has the mean 0 s; must be 1 s or more"},
    {HEAD "\"classes\":{\"call\":{\"arrivals\":{}," TALK "}}}",
     "x.json:1: $.classes.call.arrivals: must have one of 'per_hour', 'profile' (with 'volume'), "
     "'call_model' and 'file'"},
    {HEAD "\"classes\":{\"call\":{\"arrivals\":{\"per_hour\":1,\"volume\":2}," TALK "}}}",
     "x.json:1: $.classes.call.arrivals: has a 'volume' without a 'profile'"},
    {HEAD "\"classes\":{\"call\":{\"arrivals\":{\"profile\":[1]}," TALK "}}}",
     "x.json:1: $.classes.call.arrivals: 'volume' is missing (calls a day, spread by 'profile')"},
    {HEAD "\"classes\":{\"call\":{\"arrivals\":{\"profile\":[0],\"volume\":1}," TALK "}}}",
     "x.json:1: $.classes.call.arrivals.profile: has weights that sum to 0; must be more"},
    {HEAD "\"classes\":{\"call\":{\"arrivals\":{\"profile\":[1,1,1,1,1,1,1],\"volume\":1}," TALK "}}}",
     "x.json:1: $.classes.call.arrivals.profile: has 7 values, which do not divide the day into whole "
     "microseconds"},
    {CLASS("\"talk_by_time\":[1,1,1,1,1,1,1]"),
     "x.json:2: $.classes.call.talk_by_time: has 7 values, which do not divide the day into whole "
     "microseconds"},
    {CLASS("\"talk_by_time\":[1,0]"),
     "x.json:2: $.classes.call.talk_by_time[1]: is 0; must be a number from 0.01 to 100"},
    {HEAD "\"classes\":{\"call\":{\"arrivals\":{\"per_hour\":[1,\n-1]}," TALK "}}}",
     "x.json:2: $.classes.call.arrivals.per_hour[1]: is -1; must be a number from 0 to 1000000000"},
    {HEAD "\"classes\":{\"call\":{\"arrivals\":{\"per_hour\":[]}," TALK "}}}",
     "x.json:1: $.classes.call.arrivals.per_hour: has 0 values; must have 1 to 1000000"},
    {HEAD "\"classes\":{\"call\":{\"arrivals\":{\"per_hour\":1e9}," TALK "}}}",
     "x.json:1: $.classes.call.arrivals: brings 5e+08 calls in a slice of 1800 s; at most 1e+08 (give more "
     "slices, or "
     "a shorter 'interval')"},
    {"{\"hotline\":1,\"name\":\"x\",\"duration\":\"5000w\",\"interval\":1,\"intervals\":\"none\"," CLASSES
     "}",
     "x.json:1: $.classes.call.arrivals: has slices of 1 s, more than 1000000000 in the duration; make them "
     "longer"},
};

static const bad_case centers[] = {
    {WITH("\"ivr\":{\"done\":{" TIME ",\"next\":\"agent\"}}"),
     "x.json:2: $.ivr.done: 'done' is reserved; give the step another name"},
    {WITH("\"ivr\":{\"menu\":{" TIME ",\"next\":{\"agnet\":1}}}"),
     "x.json:2: $.ivr.menu.next.agnet: there is no IVR step 'agnet'"},
    {WITH("\"ivr\":{\"menu\":{" TIME ",\"next\":{\"agent\":0.5,\"hangup\":0.4}}}"),
     "x.json:2: $.ivr.menu.next: has probabilities that sum to 0.9; must be 1"},
    {WITH("\"ivr\":{\"menu\":{" TIME ",\"next\":{\"menu\":1,\"agent\":0}}}"),
     "x.json:2: $.ivr.menu: never ends: no way leads to 'agent', 'done', 'message' or 'hangup'"},
    {WITH("\"agents\":{\"team\":{\"size\":7,\"skills\":{\"cal\":{}}}}"),
     "x.json:2: $.agents.team.skills.cal: there is no class 'cal'; did you mean 'call'?"},
    {WITH("\"agents\":{\"team\":{\"size\":7,\"skills\":{}}}"),
     "x.json:2: $.agents.team.skills: has 0 items; must have 1 to 10000"},
    {WITH("\"agents\":{\"team\":{\"size\":7,\"skills\":{\"call\":{\"speed\":0}}}}"),
     "x.json:2: $.agents.team.skills.call.speed: is 0; must be a number from 0.01 to 100"},
    {WITH("\"agents\":{\"team\":{\"skills\":{\"call\":{}}}}"),
     "x.json:2: $.agents.team: 'size' is missing (number of agents), or 'staffing' or 'shifts'"},
    {WITH("\"agents\":{\"team\":{\"staffing\":[1,2.5],\"skills\":{\"call\":{}}}}"),
     "x.json:2: $.agents.team.staffing[1]: is 2.5; must be a whole number"},
    {WITH("\"agents\":{\"team\":{\"staffing\":{\"month\":[1]},\"skills\":{\"call\":{}}}}"),
     "x.json:2: $.agents.team.staffing: must have 'day' or 'week', and nothing else"},
    {WITH("\"agents\":{\"team\":{\"staffing\":{\"day\":7},\"skills\":{\"call\":{}}}}"),
     "x.json:2: $.agents.team.staffing.day: is 7; must be a list of numbers"},
    {WITH("\"agents\":{\"team\":{\"staffing\":{\"day\":[1,1,1,1,1,1,1]},\"skills\":{\"call\":{}}}}"),
     "x.json:2: $.agents.team.staffing: has 7 values, which do not divide the day into whole microseconds"},
    {WITH("\"agents\":{\"team\":{\"size\":2,\"staffing\":[1,3],\"skills\":{\"call\":{}}}}"),
     "x.json:2: $.agents.team.size: is 2; 'staffing' needs 3 agents"},
    {WITH("\"agents\":{\"team\":{\"staffing\":[1],\"shifts\":{" SHIFT "},\"skills\":{\"call\":{}}}}"),
     "x.json:2: $.agents.team: must have either 'staffing' or 'shifts'"},
    {WITH("\"agents\":{\"team\":{\"size\":2,\"shifts\":{" SHIFT "},\"skills\":{\"call\":{}}}}"),
     "x.json:2: $.agents.team.size: is 2; 'shifts' needs 3 agents"},
    {WITH("\"agents\":{\"team\":{\"leaving\":\"counter\",\"shifts\":{" SHIFT "},\"skills\":{\"call\":{}}}}"),
     "x.json:2: $.agents.team.leaving: is 'counter'; with 'shifts' each agent has a schedule of its own"},
    {SHIFTS("\"from\":\"8:00\",\"to\":\"17:00\""),
     "x.json:2: $.agents.team.shifts.s.from: is '8:00'; must be a clock time such as \"08:30\""},
    {SHIFTS("\"from\":\"08:00\",\"to\":\"08:00\""),
     "x.json:2: $.agents.team.shifts.s.to: is the same as 'from'; a shift must be shorter than a day"},
    {SHIFTS("\"from\":\"08:00\",\"to\":\"12:00\",\"days\":[\"monday\"]"),
     "x.json:2: $.agents.team.shifts.s.days[0]: is 'monday'; must be one of 'mon', 'tue', 'wed', 'thu', "
     "'fri', "
     "'sat', 'sun'"},
    {SHIFTS("\"from\":\"08:00\",\"to\":\"12:00\",\"breaks\":{\"tea\":{\"from\":\"11:45\",\"to\":\"12:00\"}}"),
     "x.json:2: $.agents.team.shifts.s.breaks.tea: is not within the shift: it must begin and end in it"},
    {SHIFTS("\"from\":\"08:00\",\"to\":\"12:00\",\"breaks\":{\"tea\":{\"from\":\"10:00\",\"to\":\"10:15\"},"
            "\"walk\":{\"from\":\"10:15\",\"to\":\"10:20\"}}"),
     "x.json:2: $.agents.team.shifts.s.breaks.walk: overlaps or touches another break of the shift"},
    {WITH("\"routing\":{\"calls\":\"fifo\"}"),
     "x.json:2: $.routing.calls: is 'fifo'; must be one of 'priority', 'longest_waiting', 'preference', "
     "'longest_queue', 'weighted_wait'"},
    {"{\"hotline\":1,\"name\":\"x\",\"duration\":1,\"classes\":{\"a\":{\"arrivals\":{\"per_hour\":1}," TALK
     "},\n\"b\":{\"arrivals\":{\"per_hour\":1}," TALK
     "}},\"agents\":{\"g\":{\"size\":1,\"skills\":{\"a\":{}}}}}",
     "x.json:2: $.classes.b: nobody serves it: no group of 'agents' has it among its skills"},
    {WITH("\"agents\":{\"team\":{\"size\":7,\"skills\":{\"call\":{\"rank\":0}}}}"),
     "x.json:2: $.agents.team.skills.call.rank: is 0; must be a whole number from 1 to 1000"},
    {WITH("\"agents\":{\"a\":{\"size\":600000,\"skills\":{\"call\":{}}},\n"
          "\"b\":{\"size\":600000,\"skills\":{\"call\":{}}}}"),
     "x.json:3: $.agents.b.size: makes more than 1000000 agents in all"},
    {"{\"hotline\":1,\"name\":\"x\",\"duration\":\"107d\"," CLASSES ",\n"
     "\"agents\":{\"a\":{\"size\":500000,\"skills\":{\"call\":{}}},\n"
     "\"b\":{\"size\":500000,\"skills\":{\"call\":{}}}}}",
     "x.json:3: $.agents.b.size: makes 1000000 agents, who spend more than 292,000 years together; at most "
     "997682 in this duration"},
    {WITH("\"agents\":{\"team\":{\"size\":7,\"skills\":{\"call\":{}},\"site\":\"main\"}}"),
     "x.json:2: $.agents.team.site: there is no site 'main'"},
    {WITH("\"agents\":{\"team\":{\"size\":7,\"skills\":{\"call\":{}},\"login\":[\"all\"]}}"),
     "x.json:2: $.agents.team.login[0]: there is no site 'all'"},
    {WITH("\"agents\":{\"team\":{\"size\":7,\"skills\":{\"call\":{}},\"login\":[]}}"),
     "x.json:2: $.agents.team.login: names 0; must name 1 to 1000"},
    {WITH("\"agents\":{\"team\":{\"size\":7,\"skills\":{\"call\":{}},\"login\":[\"center\",\"center\"]}}"),
     "x.json:2: $.agents.team.login[1]: names 'center' twice"},
    {WITH("\"sites\":{}"), "x.json:2: $.sites: has 0 items; must have 1 to 1000"},
    {WITH("\"sites\":{\"all\":{}}"), "x.json:2: $.sites.all: 'all' is reserved; give the site another name"},
    {WITH(SITES),
     "x.json:1: $.classes.call: 'enter' is missing: it has a default only when there is one site to "
     "which no plan leads (here: 3)"},
    {WITH("\"sites\":{\"a\":{\"trunks\":0.5}}"),
     "x.json:2: $.sites.a.trunks: is 0.5; must be a whole number from 0 to 1000000000"},
    {WITH("\"sites\":{\"a\":{\"components\":{\"power\":{\"mtbf\":1}}}}"),
     "x.json:2: $.sites.a.components.power: 'mttr' is missing (mean time to repair), or the law 'downtime'"},
    {WITH("\"sites\":{\"a\":{\"components\":{\"power\":{\"mtbf\":9,\"mttr\":9,\"takes\":[\"roof\"]}}}}"),
     "x.json:2: $.sites.a.components.power.takes[0]: is 'roof'; must be one of 'platform', 'seats'"},
    {WITH("\"sites\":{\"a\":{\"components\":{\"power\":{\"mtbf\":9,\"mttr\":9,\"takes\":[]}}}}"),
     "x.json:2: $.sites.a.components.power.takes: is empty; must name at least one"},
    {WITH(SITES ",\n\"failover\":{\"p\":{\"from\":[\"a\",\"b\"],\"to\":[\"c\"]}}"),
     "x.json:3: $.failover.p.from: names 2; must name exactly 1"},
    {WITH(SITES ",\n\"failover\":{\"p\":{\"from\":[\"a\"],\"to\":[\"a\"]}}"),
     "x.json:3: $.failover.p.to: leads from a site to itself; must be another site"},
    {WITH(SITES ",\n\"failover\":{\"p\":{\"from\":[\"a\"],\"to\":[\"d\"]}}"),
     "x.json:3: $.failover.p.to[0]: there is no site 'd'"},
    {WITH(SITES
          ",\n\"failover\":{\"p\":{\"from\":[\"a\"],\"to\":[\"b\"]},\n\"q\":{\"from\":\"b\",\"to\":\"c\"}}"),
     "x.json:4: $.failover.q.from: the site 'b' is in the plan 'p' already; only a plan that leads the other "
     "way "
     "between the same two sites may share them"},
    {WITH(TWO_SITES ",\n\"failover\":{\"p\":{\"from\":[\"a\"],\"to\":[\"b\"],\"failback\":\"3:00\"}}"),
     "x.json:3: $.failover.p.failback: is '3:00'; must be one of 'never', 'auto' or a clock time such as "
     "'03:00'"},
    {WITH(TWO_SITES ",\n\"failover\":{\"p\":{\"from\":[\"a\"],\"to\":[\"b\"],\"mode\":\"tepid\"}}"),
     "x.json:3: $.failover.p.mode: is 'tepid'; must be one of 'cold', 'warm', 'hot', 'active-active', 'n+1'"},
    {WITH(TWO_SITES ",\n\"failover\":{\"p\":{\"from\":[\"a\"],\"to\":[\"b\"],\"survive\":{\"ivr\":2}}}"),
     "x.json:3: $.failover.p.survive.ivr: is 2; must be a number from 0 to 1"},
    {WITH("\"timeline\":{\"t\":{\"at\":\"25:00\",\"site\":\"center\",\"down_for\":1}}"),
     "x.json:2: $.timeline.t.at: is '25:00'; must be a clock time such as \"10:20\", a duration from start, "
     "or a date "
     "and time"},
    {WITH("\"timeline\":{\"t\":{\"at\":\"2011-03-06\",\"site\":\"center\",\"down_for\":1}}"),
     "x.json:2: $.timeline.t.at: is before the scenario begins"},
    {WITH("\"timeline\":{\"t\":{\"at\":\"9999-03-06\",\"site\":\"center\",\"down_for\":1}}"),
     "x.json:2: $.timeline.t.at: is after the end of the duration: it would never happen"},
    {WITH("\"timeline\":{\"t\":{\"at\":0,\"site\":\"main\",\"down_for\":1}}"),
     "x.json:2: $.timeline.t.site: there is no site 'main'"},
    {WITH("\"timeline\":{\"t\":{\"at\":0,\"site\":\"center\",\"down_for\":0}}"),
     "x.json:2: $.timeline.t.down_for: is 0; must be a number (of seconds) from 1e-06 to 3155760000"},
};

static const bad_case promises[] = {
    {WITH("\"targets\":{\"t\":{\"metric\":\"asa\"}}"),
     "x.json:2: $.targets.t: must have either 'at_least' or 'at_most'"},
    {WITH("\"targets\":{\"t\":{\"metric\":\"asa\",\"at_least\":1,\"at_most\":1}}"),
     "x.json:2: $.targets.t: must have either 'at_least' or 'at_most'"},
    {WITH("\"targets\":{\"t\":{\"metric\":\"A S A\",\"at_least\":1}}"),
     "x.json:2: $.targets.t.metric: is 'A S A'; must be the name of a metric (small letters, digits, '_')"},
    {WITH("\"targets\":{\"t\":{\"metric\":\"asa\",\"at_least\":1,\"of\":\"class.call\"}}"),
     "x.json:2: $.targets.t.of: is 'class.call'; must be 'all', 'classes.NAME', 'groups.NAME' or "
     "'sites.NAME'"},
    {WITH("\"targets\":{\"t\":{\"metric\":\"asa\",\"at_least\":1,\"of\":\"groups.team\"}}"),
     "x.json:2: $.targets.t.of: there is no group 'team'"},
    {WITH("\"targets\":{\"t\":{\"metric\":\"asa\",\"at_least\":1,\"schemes\":\"hot\"}}"),
     "x.json:2: $.targets.t.schemes: there is no scheme 'hot'"},
    {WITH("\"targets\":{\"t\":{\"metric\":\"asa\",\"at_least\":1,\"confidence\":1}}"),
     "x.json:2: $.targets.t.confidence: is 1; must be a number from 0.5 to 0.9999"},
    {WITH("\"targets\":{\"t\":{\"metric\":\"asa\",\"at_least\":1,\"expect\":\"miss\"}}"),
     "x.json:2: $.targets.t.expect: is 'miss'; must be one of 'met', 'missed'"},
    {WITH("\"decision\":{\"require\":[\"fast\"]}"),
     "x.json:2: $.decision.require[0]: there is no target 'fast'"},
    {WITH("\"decision\":{\"criteria\":{\"c\":{\"metric\":\"asa\",\"weight\":1,\"worst\":1,\"best\":1}}}"),
     "x.json:2: $.decision.criteria.c: has the same 'worst' and 'best'; they must differ"},
    {WITH("\"decision\":{\"criteria\":{\"c\":{\"metric\":\"asa\",\"weight\":0,\"worst\":0,\"best\":1}}}"),
     "x.json:2: $.decision.criteria.c.weight: is 0; must be a number from 1e-09 to 1000000000"},
    {WITH("\"schemes\":{\"all\":{\"patch\":{}}}"),
     "x.json:2: $.schemes.all: 'all' is reserved; give the scheme another name"},
    {WITH("\"schemes\":{\"baseline\":{\"patch\":{}}}"),
     "x.json:2: $.schemes.baseline.patch: 'baseline' is the scenario without a patch; it may have a title "
     "only"},
    {WITH("\"schemes\":{\"b\":{}}"), "x.json:2: $.schemes.b: 'patch' is missing (what the scheme changes)"},
    {WITH("\"schemes\":{\"b\":{\"patch\":[]}}"), "x.json:2: $.schemes.b.patch: is a list; must be an object"},
    {WITH("\"schemes\":{\"b\":{\"patch\":{\"seed\":1}}}"),
     "x.json:2: $.schemes.b.patch.seed: a patch may not change 'seed'"},
    {WITH("\"schemes\":{\"b\":{\"patch\":{\n\"warmup\":-1}}}"),
     "x.json:3: $.schemes.b.patch.warmup: is -1; must be a number (of seconds) from 0 to 3155760000"},
    {WITH("\"schemes\":{\"b\":{\"patch\":{\"classes\":{\n\"call\":{\"talk\":null}}}}}"),
     "x.json:3: $.schemes.b.patch.classes.call: 'talk' is missing (talk time)"},
    {WITH("\"schemes\":{\"b\":{\"patch\":{\"duration\":null}}}"),
     "x.json:1: $: 'duration' is missing (what is simulated and counted) (in scheme 'b')"},
    {WITH("\"timeline\":{\"t\":{\"at\":0,\"site\":\"center\",\"down_for\":1}},\n"
          "\"schemes\":{\"b\":{\"patch\":{\"sites\":{\"new\":{}}}}}"),
     "x.json:2: $.timeline.t.site: there is no site 'center' (in scheme 'b')"},
};

/// All lines but the last newline.
static void message_of(const char *text, char *message, size_t size) {
    scenario_file *f = NULL;
    input_errors errors = {0};
    assert_false(scenario_parse_all(text, strlen(text), "x.json", NULL, &f, &errors));
    assert_null(f);
    assert_true(errors.count > 0);
    assert_int_equal(errors.items[0].kind, ERROR_INPUT);
    FILE *out = tmpfile();
    assert_non_null(out);
    input_errors_print(&errors, out);
    rewind(out);
    size_t length = fread(message, 1, size - 1, out);
    (void)fclose(out);
    assert_true(length > 0 && message[length - 1] == '\n');
    message[length - 1] = '\0';
}

static void check(const bad_case *cases, size_t count) {
    char message[4000];
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        message_of(cases[i].text, message, sizeof message);
        if (strcmp(message, cases[i].message) == 0)
            continue;
        print_error("%s\nis said to be\n%s\ninstead of\n%s\n", cases[i].text, message, cases[i].message);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void bad_documents(void **state) {
    (void)state;
    check(documents, sizeof documents / sizeof documents[0]);
}

static void bad_classes(void **state) {
    (void)state;
    check(classes, sizeof classes / sizeof classes[0]);
}

static void bad_centers(void **state) {
    (void)state;
    check(centers, sizeof centers / sizeof centers[0]);
}

static void bad_promises(void **state) {
    (void)state;
    check(promises, sizeof promises / sizeof promises[0]);
}

/// Independent errors are all said, in the order of the file; what follows from another is not.
static const bad_case several[] = {
    // a wrong value hides only what depends on it: the site of the outage is looked up all the same
    {HEAD "\"classes\":{\"call\":{" CALL ",\n\"priority\":0.5,\n\"entry\":\"menu\"}},\n"
          "\"agents\":{\"a\":{\"size\":-1,\n\"skills\":{\"cal\":{}}}},\n"
          "\"timeline\":{\"t\":{\"at\":\"noon\",\"site\":\"centre\",\"down_for\":1}}}",
     "x.json:2: $.classes.call.priority: is 0.5; must be a whole number from -1000000 to 1000000\n"
     "x.json:3: $.classes.call.entry: there is no IVR step 'menu'\n"
     "x.json:4: $.agents.a.size: is -1; must be a whole number from 0 to 1000000\n"
     "x.json:5: $.agents.a.skills.cal: there is no class 'cal'; did you mean 'call'?\n"
     "x.json:6: $.timeline.t.at: is 'noon'; must be a clock time such as \"10:20\", a duration from start, "
     "or a "
     "date and time\n"
     "x.json:6: $.timeline.t.site: there is no site 'centre'; did you mean 'center'?\n"
     "6 errors"},
    // a misspelt key is not missing too
    {HEAD
     "\"classes\":{\"call\":{\"arrivals\":{\"per_hor\":9},\n\"tlak\":{\"law\":\"exponential\",\"mean\":9}}}}",
     "x.json:1: $.classes.call.arrivals.per_hor: unknown key 'per_hor'; did you mean 'per_hour'?\n"
     "x.json:2: $.classes.call.tlak: unknown key 'tlak'; did you mean 'talk'?\n"
     "2 errors"},
    // a plan that is wrong may lead anywhere: 'enter' is not missed
    {WITH(
         SITES
         ",\n\"failover\":{\"p\":{\"from\":[\"a\"],\"to\":[\"d\"]},\"q\":{\"from\":[\"e\"],\"to\":[\"f\"]}}"),
     "x.json:3: $.failover.p.to[0]: there is no site 'd'\n"
     "x.json:3: $.failover.q.from[0]: there is no site 'e'\n"
     "x.json:3: $.failover.q.to[0]: there is no site 'f'\n"
     "3 errors"},
    // without a duration nothing that has a time can be judged
    {"{\"hotline\":1,\"name\":\"X\",\"duration\":\"8 hours\"," CLASSES
     ",\n\"timeline\":{\"t\":{\"at\":\"3d\",\"site\":\"center\",\"down_for\":1}}}",
     "x.json:1: $.name: is 'X'; must be a name (small letters, digits, '_' and '-', first a letter)\n"
     "x.json:1: $.duration: is '8 hours'; must be a number (of seconds), or a duration such as \"90s\" or "
     "\"1h30min\"\n"
     "2 errors"},
    // every element of a list, and keys that are given twice
    {HEAD "\"classes\":{\"call\":{\"arrivals\":{\"per_hour\":[1,\n-1,\n\"2\",3]}," TALK ",\n" TALK "}}}",
     "x.json:2: $.classes.call.arrivals.per_hour[1]: is -1; must be a number from 0 to 1000000000\n"
     "x.json:3: $.classes.call.arrivals.per_hour[2]: is '2'; must be a number from 0 to 1000000000\n"
     "x.json:4: the key 'talk' is given twice (first on line 3)\n"
     "3 errors"},
    // what is wrong in the file itself is not wrong again in each scheme; what is wrong only there is
    {WITH("\"warmup\":-1,\n\"schemes\":{\"a\":{\"patch\":{\"warmup\":\n-2}},\"b\":{\"patch\":{\"awt\":1}},\n"
          "\"c\":{\"patch\":{\"agents\":{\"g\":\n{\"size\":1,\"skills\":{\"x\":{}}}}}}}"),
     "x.json:2: $.warmup: is -1; must be a number (of seconds) from 0 to 3155760000\n"
     "x.json:3: $.schemes.a.patch.warmup: is -2; must be a number (of seconds) from 0 to 3155760000\n"
     "2 errors"},
    {WITH("\"timeline\":{\"t\":{\"at\":0,\"site\":\"center\",\"down_for\":1}},\n\"schemes\":{"
          "\"b\":{\"patch\":{\"sites\":{\"new\":{}}}},\"c\":{\"patch\":{\"sites\":{\"new\":{}}}},"
          "\"d\":{\"patch\":{\"sites\":{\"new\":{}}}}}"),
     "x.json:2: $.timeline.t.site: there is no site 'center' (in scheme 'b' and 2 more)"},
    // targets and the decision rule are looked up too
    {WITH(
         "\"targets\":{\"t\":{\"metric\":\"asa\",\n\"schemes\":[\"b\",\"c\"],\n\"of\":\"classes.cal\"}},\n"
         "\"decision\":{\"require\":\"u\",\n\"criteria\":{\"a\":{\"metric\":\"asa\",\"weight\":1,\"worst\":1,"
         "\"best\":1}}}"),
     "x.json:2: $.targets.t: must have either 'at_least' or 'at_most'\n"
     "x.json:3: $.targets.t.schemes[0]: there is no scheme 'b'\n"
     "x.json:3: $.targets.t.schemes[1]: there is no scheme 'c'\n"
     "x.json:5: $.decision.require: there is no target 'u'\n"
     "x.json:6: $.decision.criteria.a: has the same 'worst' and 'best'; they must differ\n"
     "5 errors"},
};

static void several_errors(void **state) {
    (void)state;
    check(several, sizeof several / sizeof several[0]);
}

/// Twenty are said, the others counted; what is kept of a hostile file is bounded.
static void many_errors(void **state) {
    (void)state;
    enum { KEYS = 5000 };
    char *text = malloc(KEYS * 16 + 1000);
    assert_non_null(text);
    int length = sprintf(text, "%s%s", HEAD, CLASSES);
    for (int i = 0; i < KEYS; i++)
        length += sprintf(text + length, ",\n\"key%d\":0", i);
    (void)sprintf(text + length, "}");
    scenario_file *f = NULL;
    input_errors errors = {0};
    assert_false(scenario_parse_all(text, strlen(text), "x.json", NULL, &f, &errors));
    assert_int_equal(errors.count, KEYS);
    assert_int_equal(errors.items[0].line, 2);
    assert_string_equal(errors.items[0].text, "unknown key 'key0'");
    char message[4000];
    message_of(text, message, sizeof message);
    assert_non_null(strstr(message, "\n… and 4980 more\n5000 errors"));
    free(text);
}

static void bad_files(void **state) {
    (void)state;
    scenario_file *f = NULL;
    input_error missing = {0}, folder = {0};
    assert_false(scenario_load("no/such/file.json", NULL, &f, &missing));
    assert_string_equal(missing.text, "cannot be opened: No such file or directory");
    assert_false(scenario_load(HOTLINE_SOURCE_DIR, NULL, &f, &folder));
    assert_string_equal(folder.text, "cannot be read: Is a directory");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_documents), cmocka_unit_test(bad_classes), cmocka_unit_test(bad_centers),
        cmocka_unit_test(bad_promises),  cmocka_unit_test(bad_files),   cmocka_unit_test(several_errors),
        cmocka_unit_test(many_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
