/// The number of agents, from services under way while somebody waits.
#include "support/test.h"

#include "fit/concurrency.h"

enum { EIGHT = 8 * 3600, HALF = 16 }; // 08:00, and the half-hour that begins then

typedef struct agents {
    concurrency c;
    calendar days;
    double calls[FIT_AGENT_DAYS_MAX];
    fit_staffing out;
} agents;

static void estimate(agents *a) {
    a->out = (fit_staffing){0};
    concurrency_staffing(&a->c, &a->days, 0, a->calls, &a->out);
    concurrency_free(&a->c);
}

/// One agent does not say how many there are; three who are busy while somebody waits do.
static void test_by_waits(void **state) {
    (void)state;
    agents *a = calloc(1, sizeof *a);
    a->days.count = 1;
    for (int i = 0; i < 3; i++)
        concurrency_add(&a->c, 0, 0, ACTIVITY_SERVICE, EIGHT + 600, 600);
    for (int i = 0; i < 5; i++) // before anybody waits there may be more services: of agents who go home
        concurrency_add(&a->c, 0, 0, ACTIVITY_SERVICE, EIGHT, 300);
    concurrency_add(&a->c, 0, 0, ACTIVITY_WAIT, EIGHT + 700, 200);
    estimate(a);
    assert_near(a->out.agents[0][HALF], 3, 0);
    assert_near(a->out.by_waits, 1, 0);
    assert_near(a->out.agents[0][HALF + 1], 0, 0);
    free(a);
}

/// Where hardly anybody waits: the most at a time; of several days the mean.
static void test_by_the_most(void **state) {
    (void)state;
    agents *a = calloc(1, sizeof *a);
    a->days.count = 2;
    for (size_t day = 0; day < 2; day++)
        for (size_t i = 0; i < 2 + 2 * day; i++)
            concurrency_add(&a->c, day, 0, ACTIVITY_SERVICE, EIGHT + (double)i, 100);
    concurrency_add(&a->c, 0, 0, ACTIVITY_WAIT, EIGHT, 59);
    estimate(a);
    assert_near(a->out.agents[0][HALF], 3, 0);
    assert_near(a->out.by_waits, 0, 0);
    free(a);
}

/// Calls are 50 % above and below their mean, agents 25 %: half as much.
static void test_following_demand(void **state) {
    (void)state;
    agents *a = calloc(1, sizeof *a);
    a->days.count = 4;
    for (size_t day = 0; day < 4; day++) {
        bool is_busy = day % 2;
        a->calls[day] = is_busy ? 150 : 50;
        for (int i = 0; i < (is_busy ? 10 : 6); i++)
            concurrency_add(&a->c, day, 0, ACTIVITY_SERVICE, EIGHT, 100);
    }
    estimate(a);
    assert_near(a->out.follows, 0.5, 1e-12);
    assert_near(a->out.agents[0][HALF], 8, 0);
    free(a);
}

/// Weekdays are apart, and so are teams; what lasts beyond midnight is cut.
static void test_weekdays_and_teams(void **state) {
    (void)state;
    agents *a = calloc(1, sizeof *a);
    a->days = (calendar){.count = 2, .number = {4, 5}, .dated = true}; // Monday, Tuesday
    concurrency_add(&a->c, 0, 0, ACTIVITY_SERVICE, EIGHT, 100);
    concurrency_add(&a->c, 1, 0, ACTIVITY_SERVICE, 86000, 1e6);
    concurrency_add(&a->c, 1, 1, ACTIVITY_SERVICE, EIGHT, 100);
    concurrency_add(&a->c, FIT_AGENT_DAYS_MAX, 0, ACTIVITY_SERVICE, EIGHT, 100); // beyond what is kept
    estimate(a);
    assert_near(a->out.agents[0][HALF], 1, 0);
    assert_near(a->out.agents[1][HALF], 0, 0);
    assert_near(a->out.agents[1][47], 1, 0);
    free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_waits),
        cmocka_unit_test(test_by_the_most),
        cmocka_unit_test(test_following_demand),
        cmocka_unit_test(test_weekdays_and_teams),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
