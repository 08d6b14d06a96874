/// What good files compile to.
#include "support/scenario_text.h"

#include <hotline/scenario.h>

#include "scenario/compiled.h"

#define TALK      "\"talk\":{\"law\":\"exponential\",\"mean\":180}"
#define HEAD      "{\"hotline\":1,\"name\":\"x\",\"duration\":\"8h\","
#define CALL(own) "\"classes\":{\"call\":{\"arrivals\":{\"per_hour\":9}," TALK own "}}"

static void tiny(void **state) {
    (void)state;
    scenario_file *f =
        scenario_of(HEAD CALL("") ",\"agents\":{\"team\":{\"size\":7,\"skills\":{\"call\":{}}}}}", NULL);
    assert_string_equal(scenario_file_name(f), "x");
    assert_string_equal(scenario_file_title(f), "x");
    assert_int_equal(scenario_file_seed(f), 1);
    assert_int_equal(scenario_file_replications(f), 20);
    assert_int_equal(scenario_scheme_count(f), 1);
    const scenario *s = scenario_scheme(f, 0);
    const layout *l = scenario_layout(s);
    assert_string_equal(l->scheme, "baseline");
    assert_string_equal(l->scheme_title, "baseline");
    assert_int_equal(l->start.year, 2011);
    assert_int_equal(civil_weekday(l->start), 0);
    assert_int_equal(l->duration, 8 * SIM_HOUR);
    assert_int_equal(l->warmup, 0);
    assert_int_equal(l->interval, 30 * SIM_MINUTE);
    assert_int_equal(l->folding, FOLD_DAY);
    assert_int_equal(l->site_count, 1);
    assert_string_equal(l->sites[0].name, "center");
    assert_int_equal(l->sites[0].trunks, UNLIMITED);
    assert_int_equal(s->sites[0].queue_places, UNLIMITED);
    assert_int_equal(l->classes[0].awt, 20 * SIM_SECOND);
    const scenario_class *c = &s->classes[0];
    assert_int_equal(c->source, stream_source("call"));
    assert_int_equal(c->arrivals.count, 1);
    assert_true(c->arrivals.periodic);
    assert_int_equal(c->arrivals.slice, 30 * SIM_MINUTE);
    assert_near(c->arrivals.per_second[0], 9.0 / 3600, 1e-15);
    assert_int_equal(c->entry, IVR_TO_AGENT);
    assert_int_equal(c->enter_count, 1);
    assert_int_equal(c->enter[0].target, 0);
    assert_false(c->patience.given);
    assert_false(c->wrapup.given);
    assert_int_equal(c->talk.kind, LAW_EXPONENTIAL);
    assert_near(law_mean(&c->talk), 180, 1e-9);
    assert_near(c->redial[REDIAL_BLOCKED].probability, 0, 0);
    assert_int_equal(s->groups[0].size, 7);
    assert_true(s->groups[0].login_all);
    assert_int_equal(s->groups[0].site, NO_INDEX16);
    assert_int_equal(s->groups[0].skills[0].rank, 1);
    scenario_file_free(f);
}

static void arrivals_by_list_and_profile(void **state) {
    (void)state;
    scenario_file *f = scenario_of(
        "{\"hotline\":1,\"name\":\"x\",\"duration\":\"7h\",\"start\":\"2011-03-07T08:30\","
        "\"classes\":{\"a\":{\"arrivals\":{\"per_hour\":[36,72]}," TALK "},"
        "\"b\":{\"arrivals\":{\"profile\":[1,0,3,0],\"volume\":864,\"busyness_cv\":0.2}," TALK "}}}",
        NULL);
    const scenario *s = scenario_scheme(f, 0);
    const arrival_rates *list = &s->classes[0].arrivals, *day = &s->classes[1].arrivals;
    assert_int_equal(list->count, 2);
    assert_false(list->periodic);
    assert_int_equal(list->slice, 7 * SIM_HOUR / 2);
    assert_int_equal(list->phase, 0);
    assert_near(list->per_second[1], 0.02, 1e-15);
    assert_int_equal(day->count, 4);
    assert_true(day->periodic);
    assert_int_equal(day->slice, 6 * SIM_HOUR);
    assert_int_equal(day->phase, 8 * SIM_HOUR + 30 * SIM_MINUTE);
    assert_near(day->per_second[0], 0.01, 1e-15); // a quarter of 864 calls in 21600 s
    assert_near(day->per_second[2], 0.03, 1e-15);
    assert_near(s->classes[1].busyness.day_cv, 0.2, 0);
    scenario_file_free(f);
}

static void laws(void **state) {
    (void)state;
    static const struct {
        const char *text;
        law_kind kind;
        double mean;
    } cases[] = {
        {"{\"law\":\"constant\",\"value\":\"1min\"}", LAW_CONSTANT, 60},
        {"{\"law\":\"exponential\",\"mean\":0.5}", LAW_EXPONENTIAL, 0.5},
        {"{\"law\":\"lognormal\",\"mean\":85,\"cv\":1.1}", LAW_LOGNORMAL, 85},
        {"{\"law\":\"gamma\",\"mean\":200,\"cv\":0.9}", LAW_GAMMA, 200},
        {"{\"law\":\"erlang\",\"mean\":30,\"shape\":3}", LAW_ERLANG, 30},
        {"{\"law\":\"weibull\",\"mean\":\"5min\",\"shape\":0.8}", LAW_WEIBULL, 300},
        {"{\"law\":\"uniform\",\"min\":10,\"max\":\"20s\"}", LAW_UNIFORM, 15},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[400];
        (void)snprintf(text, sizeof text, HEAD CALL(",\"patience\":%s") "}", cases[i].text);
        scenario_file *f = scenario_of(text, NULL);
        const optional_law *patience = &scenario_scheme(f, 0)->classes[0].patience;
        assert_true(patience->given);
        assert_int_equal(patience->law.kind, cases[i].kind);
        assert_near(law_mean(&patience->law), cases[i].mean, 1e-9 * cases[i].mean);
        scenario_file_free(f);
    }
}

// The smallest mean that a delay may have is 1 s, with any shape, whatever rounding makes of the law.
static void smallest_means(void **state) {
    (void)state;
    for (int tenths = 1; tenths <= 40; tenths++) {
        char text[400];
        (void)snprintf(text, sizeof text,
                       HEAD CALL(",\"redial\":{\"dropped\":{\"probability\":1,\"delay\":{\"law\":\"weibull\","
                                 "\"mean\":1,\"shape\":%d.%d}}}") "}",
                       tenths / 10, tenths % 10);
        scenario_file_free(scenario_of(text, NULL));
    }
}

static void redial(void **state) {
    (void)state;
    scenario_file *f =
        scenario_of(HEAD CALL(",\"redial\":{\"dropped\":{\"probability\":1,\"limit\":3,\"delay\":{\"law\":"
                              "\"constant\",\"value\":5}},\"abandoned\":{\"probability\":0.5,\"delay\":{"
                              "\"law\":\"exponential\",\"mean\":\"10min\"}}}") "}",
                    NULL);
    const redial_rule *rules = scenario_scheme(f, 0)->classes[0].redial;
    assert_near(rules[REDIAL_BLOCKED].probability, 0, 0);
    assert_near(rules[REDIAL_ABANDONED].probability, 0.5, 0);
    assert_int_equal(rules[REDIAL_ABANDONED].limit, UINT16_MAX);
    assert_near(law_mean(&rules[REDIAL_ABANDONED].delay), 600, 1e-9);
    assert_near(rules[REDIAL_DROPPED].probability, 1, 0);
    assert_int_equal(rules[REDIAL_DROPPED].limit, 3);
    scenario_file_free(f);
}

static void ivr_in_order_of_names(void **state) {
    (void)state;
    scenario_file *f = scenario_of(
        HEAD CALL(",\"entry\":\"menu\"") ",\"ivr\":{\"menu\":{\"notes\":\"n\",\"time\":{\"law\":"
                                         "\"constant\",\"value\":5},"
                                         "\"next\":{\"notes\":\"n\",\"hangup\":0.25,\"balance\":0.5,"
                                         "\"agent\":0.25,\"done\":0}},\"balance\":{\"time\":{\"law\":"
                                         "\"constant\",\"value\":35},\"next\":\"done\"}}}",
        NULL);
    const scenario *s = scenario_scheme(f, 0);
    assert_int_equal(s->layout.step_count, 2);
    assert_string_equal(s->layout.steps[0].name, "balance");
    assert_int_equal(s->classes[0].entry, 1);
    const scenario_step *menu = &s->steps[1];
    assert_int_equal(menu->branch_count, 3); // `done` has probability 0
    assert_int_equal(menu->branches[0].target, IVR_TO_AGENT);
    assert_near(menu->branches[0].cumulative, 0.25, 0);
    assert_int_equal(menu->branches[1].target, 0);
    assert_near(menu->branches[1].cumulative, 0.75, 0);
    assert_int_equal(menu->branches[2].target, IVR_TO_HANGUP);
    assert_near(menu->branches[2].cumulative, 1, 0);
    assert_int_equal(s->steps[0].branches[0].target, IVR_TO_DONE);
    scenario_file_free(f);
}

static void shares_end_at_one(void **state) {
    (void)state;
    scenario_file *f = scenario_of(
        HEAD CALL(",\"enter\":{\"a\":0.1,\"b\":0.2,\"c\":0.7}") ",\"sites\":{\"a\":{},\"b\":{},\"c\":{}}}",
        NULL);
    const scenario_class *c = &scenario_scheme(f, 0)->classes[0];
    assert_int_equal(c->enter_count, 3);
    assert_near(c->enter[1].cumulative, 0.3, 1e-15);
    assert_true(c->enter[2].cumulative >= 1 && c->enter[2].cumulative <= 1);
    scenario_file_free(f);
}

static const char failover[] =
    HEAD CALL("") ",\"warmup\":\"1h\",\"start\":\"2011-03-07T08:00\","
                  "\"agents\":{\"a\":{\"size\":3,\"skills\":{\"call\":{\"rank\":2}},\"site\":\"main\"},"
                  "\"b\":{\"size\":0,\"skills\":{\"call\":{}},\"site\":\"spare\"},"
                  "\"c\":{\"size\":4,\"skills\":{\"call\":{}},\"login\":[\"spare\",\"main\"]},"
                  "\"d\":{\"size\":5,\"skills\":{\"call\":{}},\"site\":\"main\",\"login\":\"all\"}},"
                  "\"sites\":{\"spare\":{\"trunks\":0},\"main\":{\"ivr_ports\":9,\"components\":{"
                  "\"power\":{\"mtbf\":\"30d\",\"mttr\":\"4h\",\"takes\":[\"platform\",\"seats\"]},"
                  "\"disk\":{\"mtbf\":\"60d\",\"mttr\":7200}}}},"
                  "\"failover\":{\"pair\":{\"from\":[\"main\"],\"to\":[\"spare\"],%s}},"
                  "\"timeline\":{\"early\":{\"at\":\"15:30\",\"site\":\"main\",\"down_for\":60},"
                  "\"late\":{\"at\":\"10:20\",\"site\":\"spare\",\"takes\":\"seats\",\"down_for\":\"2h\"},"
                  "\"after\":{\"at\":\"90min\",\"site\":\"main\",\"down_for\":1},"
                  "\"dated\":{\"at\":\"2011-03-07T07:30\",\"site\":\"main\",\"down_for\":1}}}";

static scenario_file *failover_with(const char *plan) {
    char text[2000];
    (void)snprintf(text, sizeof text, failover, plan);
    return scenario_of(text, NULL);
}

static void a_clock_time_before_the_start_is_of_the_next_day(void **state) {
    (void)state;
    static const char *const sets[] = {"duration=2d", "timeline.early.at=07:00"};
    char text[2000];
    (void)snprintf(text, sizeof text, failover, "\"mode\":\"cold\"");
    scenario_file *f = scenario_of(text, &(scenario_changes){.sets = sets, .set_count = 2});
    assert_int_equal(scenario_scheme(f, 0)->outages[2].at, 23 * SIM_HOUR);
    scenario_file_free(f);
}

static void sites_and_groups(void **state) {
    (void)state;
    scenario_file *f = failover_with("\"mode\":\"cold\"");
    const scenario *s = scenario_scheme(f, 0);
    assert_string_equal(s->layout.sites[0].name, "main");
    assert_int_equal(s->sites[0].trunks, UNLIMITED);
    assert_int_equal(s->sites[0].ivr_ports, 9);
    assert_int_equal(s->layout.sites[1].trunks, 0);
    assert_int_equal(s->classes[0].enter[0].target, 0); // the site that no plan leads to
    assert_int_equal(s->groups[0].login_count, 2);
    assert_int_equal(s->groups[0].login[0], 0);
    assert_int_equal(s->groups[0].login[1], 1);
    assert_int_equal(s->groups[1].login[0], 1);
    assert_int_equal(s->groups[1].login[1], 0);
    assert_int_equal(s->groups[2].site, NO_INDEX16);
    assert_int_equal(s->groups[2].login[0], 1);
    assert_int_equal(s->groups[2].first_agent, 3);
    assert_true(s->groups[3].login_all);
    assert_int_equal(s->groups[3].site, 0);
    assert_int_equal(s->layout.groups[3].first_agent, 7);
    assert_int_equal(s->layout.component_count, 2);
    assert_int_equal(s->components[0].source, stream_source("main/disk"));
    assert_int_equal(s->components[0].takes, SITE_PLATFORM_UP);
    assert_near(s->components[0].downtime.exponential.mean, 7200, 0);
    assert_int_equal(s->components[1].takes, SITE_PLATFORM_UP | SITE_SEATS_UP);
    assert_near(s->components[1].uptime.exponential.mean, 30 * 86400.0, 0);
    scenario_file_free(f);
}

static void timeline(void **state) {
    (void)state;
    scenario_file *f = failover_with("\"mode\":\"cold\"");
    const scenario *s = scenario_scheme(f, 0);
    assert_int_equal(s->layout.outage_count, 4);
    assert_string_equal(s->layout.outages[0].name, "after");
    assert_int_equal(s->outages[0].at, 90 * SIM_MINUTE);
    assert_int_equal(s->outages[1].at, -30 * SIM_MINUTE); // dated, in the warm-up
    assert_int_equal(s->outages[2].at, 15 * SIM_HOUR / 2);
    assert_int_equal(s->outages[3].at, 2 * SIM_HOUR + 20 * SIM_MINUTE);
    assert_int_equal(s->outages[3].takes, SITE_SEATS_UP);
    assert_int_equal(s->layout.outages[3].site, 1);
    assert_int_equal(s->layout.outages[3].down_for, 2 * SIM_HOUR);
    scenario_file_free(f);
}

static void plan_presets(void **state) {
    (void)state;
    scenario_file *f = failover_with("\"mode\":\"cold\",\"failback\":\"03:30\"");
    const scenario_plan *cold = &scenario_scheme(f, 0)->plans[0];
    assert_int_equal(cold->steps[0].time, 60 * SIM_SECOND);
    assert_int_equal(cold->steps[1].time, 5 * SIM_MINUTE);
    assert_int_equal(cold->steps[2].time, 10 * SIM_MINUTE);
    assert_int_equal(cold->relogin, 5 * SIM_MINUTE);
    assert_near(cold->survive_talk, 0, 0);
    assert_int_equal(cold->failback, FAILBACK_CLOCK);
    assert_int_equal(cold->failback_from, 3 * SIM_HOUR + 30 * SIM_MINUTE);
    scenario_file_free(f);
    f = failover_with("\"mode\":\"hot\",\"decide\":2,\"survive\":{\"talk\":0.5},\"failback\":\"auto\"");
    const scenario_plan *hot = &scenario_scheme(f, 0)->plans[0];
    assert_int_equal(hot->steps[0].time, SIM_SECOND);
    assert_int_equal(hot->steps[1].time, 2 * SIM_SECOND);
    assert_int_equal(hot->steps[2].time, 5 * SIM_SECOND);
    assert_int_equal(hot->relogin, SIM_MINUTE);
    assert_near(hot->survive_ivr, 0.95, 0);
    assert_near(hot->survive_queue, 0.95, 0);
    assert_near(hot->survive_talk, 0.5, 0);
    assert_int_equal(hot->failback, FAILBACK_AUTO);
    assert_int_equal(scenario_layout(scenario_scheme(f, 0))->plans[0].switch_time, hot->steps[2].time);
    scenario_file_free(f);
    f = failover_with("\"mode\":\"n+1\",\"switch\":{\"law\":\"gamma\",\"mean\":90,\"cv\":1},\"failback\":"
                      "{\"from\":\"22:00\",\"to\":\"04:00\"}");
    const scenario_plan *spare = &scenario_scheme(f, 0)->plans[0];
    assert_true(spare->steps[2].law.given && !spare->steps[0].law.given);
    assert_int_equal(scenario_layout(scenario_scheme(f, 0))->plans[0].switch_time, 90 * SIM_SECOND);
    assert_near(spare->survive_talk, 1, 0);
    assert_near(spare->coverage, 1, 0);
    assert_int_equal(spare->failback, FAILBACK_HOURS);
    assert_int_equal(spare->failback_to, 4 * SIM_HOUR);
    scenario_file_free(f);
}

/// Two sites may stand in for one another; then `enter` must be given.
static void plans_to_and_fro(void **state) {
    (void)state;
    scenario_file *f = scenario_of(
        HEAD CALL(",\"enter\":{\"a\":0.5,\"b\":0.5}") ",\"sites\":{\"a\":{},\"b\":{}},\"failover\":{"
                                                      "\"p\":{\"from\":[\"a\"],\"to\":[\"b\"]},\"q\":"
                                                      "{\"from\":\"b\",\"to\":\"a\"}}}",
        NULL);
    const scenario *s = scenario_scheme(f, 0);
    assert_int_equal(s->layout.plan_count, 2);
    assert_int_equal(s->plans[1].from, 1);
    assert_int_equal(s->plans[1].to[0], 0);
    scenario_file_free(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tiny),
        cmocka_unit_test(arrivals_by_list_and_profile),
        cmocka_unit_test(laws),
        cmocka_unit_test(smallest_means),
        cmocka_unit_test(redial),
        cmocka_unit_test(ivr_in_order_of_names),
        cmocka_unit_test(shares_end_at_one),
        cmocka_unit_test(a_clock_time_before_the_start_is_of_the_next_day),
        cmocka_unit_test(sites_and_groups),
        cmocka_unit_test(timeline),
        cmocka_unit_test(plan_presets),
        cmocka_unit_test(plans_to_and_fro),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
