// Common random numbers: another scheme has the same callers, draw by draw.

#include "base/text.h"
#include "crowd.h"
#include "support/random_scenario.h"
#include "support/test.h"

enum { SCENARIOS = 60 };

/// Everybody in `few` is in `all`.
static crowd_overlap assert_contains(const crowd *all, const crowd *few) {
    crowd_overlap seen = {0};
    for (size_t i = 0; i < few->count; i++) {
        const person *other = crowd_find(all, &few->people[i]);
        assert_non_null(other);
        assert_same_person(&few->people[i], other, &seen);
    }
    return seen;
}

static void another_scheme_has_the_same_callers(void **state) {
    (void)state;
    static const char *const scheme[] = {"agents.g0.size=3",
                                         "agents.g0.staffing=null",
                                         "agents.g0.shifts=null",
                                         "agents.g0.shrinkage=0",
                                         "routing={}",
                                         "sites.main.trunks=5",
                                         "sites.main.queue_places=2",
                                         "sites.main.components=null",
                                         "timeline=null"};
    size_t works = 0, people = 0;
    for (uint64_t number = 0; number < SCENARIOS; number++) {
        char *text = random_scenario(number);
        crowd base = crowd_gather(text, NULL, 0);
        crowd other = crowd_gather(text, scheme, sizeof scheme / sizeof scheme[0]);
        assert_int_equal(base.count, other.count);
        works += assert_contains(&base, &other).works;
        people += base.count;
        crowd_free(&base);
        crowd_free(&other);
        free(text);
    }
    assert_true(works > people / 4); // enough of them met an agent in both
}

static void one_more_class_changes_nobody(void **state) {
    (void)state;
    static const char *const more[] = {
        "classes.extra={\"arrivals\": {\"per_hour\": 200}, \"priority\": 5, \"enter\": \"main\","
        " \"talk\": {\"law\": \"exponential\", \"mean\": 100}}",
        "agents.g0.skills.extra={}"};
    for (uint64_t number = 0; number < SCENARIOS; number++) {
        char *text = random_scenario(number);
        crowd base = crowd_gather(text, NULL, 0);
        crowd other = crowd_gather(text, more, sizeof more / sizeof more[0]);
        assert_true(other.count > base.count);
        (void)assert_contains(&other, &base);
        crowd_free(&base);
        crowd_free(&other);
        free(text);
    }
}

/// Twice the rate: the same random numbers, so each caller of a slice comes after half the time.
static void another_rate_moves_the_same_callers(void **state) {
    (void)state;
    static const char text[] =
        "{\"hotline\": 1, \"name\": \"rate\", \"duration\": \"4h\", \"interval\": \"1h\", \"classes\": "
        "{\"k\": {\"arrivals\": {\"per_hour\": [50, 60, 70, 80]}, \"talk\": {\"law\": \"gamma\", "
        "\"mean\": 60, \"cv\": 0.7}}}, \"agents\": {\"g\": {\"size\": 9, \"skills\": {\"k\": {}}}}}";
    static const char *const doubled[] = {"classes.k.arrivals.per_hour=[100, 120, 140, 160]"};
    crowd base = crowd_gather(text, NULL, 0), twice = crowd_gather(text, doubled, 1);
    size_t compared = 0;
    for (size_t i = 0; i < base.count; i++) {
        const person *p = &base.people[i], *other = crowd_find(&twice, p);
        assert_non_null(other);
        const visit *a = &p->visits[0], *b = &other->visits[0];
        sim_time slice = (p->caller >> 32) * SIM_HOUR;
        assert_true(llabs(a->came - slice - 2 * (b->came - slice)) <= 2); // rounding to microseconds
        assert_int_equal(a->work, b->work);
        compared++;
    }
    assert_true(compared > 150);
    crowd_free(&base);
    crowd_free(&twice);
}

// Two classes that are busy together, an IVR, two sites that fail, redials of all causes without limit,
// balking, call-backs, transfers to a back office.
static const char busy_center[] =
    "{\"hotline\": 1, \"name\": \"busy\", \"start\": \"2011-03-07T08:00\", \"duration\": \"6h\","
    "\"warmup\": \"20min\", \"classes\": {"
    "\"a\": {\"arrivals\": {\"per_hour\": [100, 160, 240, 200, 140, 100], \"busyness_cv\": 0.3,"
    "  \"interval_cv\": 0.4, \"interval_correlation\": 0.7, \"busyness_correlation\": 0.8}, \"entry\": "
    "\"menu\", \"enter\": {\"main\": 0.7,"
    "  \"east\": 0.3}, \"talk\": {\"law\": \"lognormal\", \"mean\": 150, \"cv\": 1.1}, \"wrapup\": {\"law\":"
    "  \"gamma\", \"mean\": 30, \"cv\": 0.6}, \"patience\": {\"law\": \"weibull\", \"mean\": 90, \"shape\": "
    "0.8},"
    "  \"balking\": {\"probability\": 0.2}, \"resolution\": 0.7, \"transfers\": {\"back\": {\"probability\": "
    "0.2,"
    "  \"kind\": \"cold\"}}, \"callback\": {\"class\": \"dial\", \"after\": 20, \"probability\": 0.4}, "
    "\"redial\": "
    "REDIAL},"
    "\"b\": {\"arrivals\": {\"per_hour\": [60, 80, 80, 90, 60, 50], \"busyness_cv\": 0.2, \"interval_cv\": "
    "0.3,"
    "  \"interval_correlation\": 0.7, \"busyness_correlation\": 0.8}, \"enter\": {\"main\": 0.5, \"east\": "
    "0.5}, \"talk\": {\"law\": "
    "\"gamma\","
    "  \"mean\": 200, \"cv\": 0.8}, \"patience\": {\"law\": \"exponential\", \"mean\": 120}, \"resolution\": "
    "0.8,"
    "  \"redial\": REDIAL},"
    "\"back\": {\"talk\": {\"law\": \"exponential\", \"mean\": 100}, \"enter\": \"main\"},"
    "\"dial\": {\"channel\": \"callback\", \"talk\": {\"law\": \"exponential\", \"mean\": 100}, \"enter\": "
    "\"main\"}},"
    "\"ivr\": {\"menu\": {\"time\": {\"law\": \"uniform\", \"min\": 5, \"max\": 30}, \"next\": {\"agent\": "
    "0.7,"
    "  \"more\": 0.2, \"hangup\": 0.1}}, \"more\": {\"time\": {\"law\": \"exponential\", \"mean\": 20}, "
    "\"next\":"
    "  {\"agent\": 0.5, \"done\": 0.4, \"menu\": 0.1}}},"
    "\"agents\": {\"team\": {\"size\": 14, \"skills\": {\"a\": {}, \"b\": {\"rank\": 2}, \"back\": {}, "
    "\"dial\": {}}},"
    "  \"help\": {\"staffing\": [1, 2, 3, 2, 1, 1], \"skills\": {\"b\": {}}}},"
    "\"sites\": {\"main\": {\"trunks\": 24, \"ivr_ports\": 4, \"components\": {\"switch\": {\"mtbf\": \"1h\","
    "  \"mttr\": \"3min\"}}}, \"east\": {\"trunks\": 9, \"ivr_ports\": 3}}}";

/// With the same redials in both classes.
static char *busy_text(void) {
    static const char redial[] =
        "{\"blocked\": {\"probability\": 0.7, \"delay\": {\"law\": \"exponential\", "
        "\"mean\": 120}}, \"abandoned\": {\"probability\": 0.6, \"delay\": {\"law\": "
        "\"gamma\", \"mean\": 400, \"cv\": 0.5}}, \"dropped\": {\"probability\": 0.8, "
        "\"delay\": {\"law\": \"exponential\", \"mean\": 60}}, \"unresolved\": "
        "{\"probability\": 0.5, \"delay\": {\"law\": \"exponential\", \"mean\": 900}}}";
    text_buffer t = {0};
    const char *from = busy_center;
    for (const char *at = strstr(from, "REDIAL"); at;
         from = at + strlen("REDIAL"), at = strstr(from, "REDIAL"))
        text_add(&t, "%.*s%s", (int)(at - from), from, redial);
    text_add(&t, "%s", from);
    return text_take(&t);
}

/// Slice 2 (10:00 to 11:00) of class a, whose rate is another in one case.
static bool comes_in_changed_slice(const person *p) {
    return strcmp(p->class_name, "a") == 0 && p->caller >> 32 == 2;
}

typedef struct change {
    const char *what;
    const char *sets[3];
    bool slice_moves; ///< callers of one slice come at other times
    bool fewer;       ///< class b is not there
} change;

/// Everybody in both crowds is the same caller, and nobody of the classes that both have is in one alone.
/// Each kind of draw is seen in both often enough to tell.
static void assert_same_callers(const change *to, const crowd *base, const crowd *other) {
    crowd_overlap seen = {0};
    size_t common = 0;
    for (size_t i = 0; i < base->count; i++) {
        const person *p = &base->people[i], *q = crowd_find(other, p);
        if ((to->fewer && strcmp(p->class_name, "b") == 0) || (to->slice_moves && comes_in_changed_slice(p)))
            continue;
        if (!q)
            fail_msg("%s: caller %lld of %s is not there", to->what, (long long)p->caller, p->class_name);
        assert_same_person(p, q, &seen);
        assert_same_will(p, q, 6 * SIM_HOUR, &seen);
    }
    for (size_t i = 0; i < other->count; i++)
        common += strcmp(other->people[i].class_name, "extra") != 0 &&
                  !(to->slice_moves && comes_in_changed_slice(&other->people[i]));
    assert_int_equal(common, seen.people);
    print_message(
        "%s: people %zu, works %zu, patiences %zu, steps %zu, balks %zu, offers %zu, talk ends %zu, "
        "redials %zu, delays %zu\n",
        to->what, seen.people, seen.works, seen.patiences, seen.steps, seen.balks, seen.offers,
        seen.talk_ends, seen.redials, seen.delays);
    assert_true(seen.works > 1000 && seen.steps > 1000 && seen.talk_ends > 500 && seen.patiences > 200);
    assert_true(seen.balks > 500 && seen.offers > 100 && seen.redials > 1000 && seen.delays > 500);
}

static void whatever_changes_callers_stay_the_same(void **state) {
    (void)state;
    static const change changes[] = {
        {.what = "routing",
         .sets = {"routing={\"calls\": \"longest_waiting\", \"agents\": \"random\"}",
                  "agents.team.skills.b={\"rank\": 1, \"after\": 15, \"keep_free\": 1}"}},
        {.what = "staffing", .sets = {"agents.team.size=18", "agents.help.staffing=[5, 0, 1, 6, 2, 0]"}},
        {.what = "another class",
         .sets =
             {"classes.extra={\"arrivals\": {\"per_hour\": 50, \"busyness_cv\": 0.5, \"interval_cv\": 0.5, "
              "\"busyness_correlation\": 0.9}, \"priority\": 3, \"enter\": \"main\", \"entry\": \"menu\", "
              "\"talk\": {\"law\": \"exponential\", \"mean\": 100}}",
              "agents.team.skills.extra={}"}},
        {.what = "a class less",
         .sets = {"classes.b=null", "agents.team.skills.b=null", "agents.help.skills={\"a\": {}}"},
         .fewer = true},
        {.what = "another rate of one slice",
         .sets = {"classes.a.arrivals.per_hour.2=150"},
         .slice_moves = true},
        {.what = "failures",
         .sets = {"sites.main.components.switch={\"mtbf\": \"30min\", \"mttr\": \"8min\"}",
                  "sites.east.components={\"power\": {\"mtbf\": \"2h\", \"mttr\": \"5min\"}}",
                  "timeline={\"fire\": {\"at\": \"09:20\", \"site\": \"east\", \"down_for\": \"20min\"}}"}},
    };
    char *text = busy_text();
    crowd base = crowd_gather(text, NULL, 0);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        size_t count = 0;
        while (count < 3 && changes[i].sets[count])
            count++;
        crowd other = crowd_gather(text, changes[i].sets, count);
        assert_same_callers(&changes[i], &base, &other);
        crowd_free(&other);
    }
    crowd_free(&base);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_scheme_has_the_same_callers),
        cmocka_unit_test(one_more_class_changes_nobody),
        cmocka_unit_test(another_rate_moves_the_same_callers),
        cmocka_unit_test(whatever_changes_callers_stay_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
