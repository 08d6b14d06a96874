// Weekdays, special days and fixed numbers against the civil calendar.

#include "arrivals_seen.h"
#include "support/test.h"

static size_t day_count(const arrivals_seen *a, int day) {
    return arrivals_between(a, 0, day * SIM_DAY, (day + 1) * SIM_DAY);
}

/// From Wednesday 2011-02-02 on, a week before is warm-up: a fixed number tells exactly what the calendar
/// says.
static void days_have_their_numbers(void **state) {
    (void)state;
    static const char text[] = CENTER(
        "\"start\":\"2011-02-02\",\"warmup\":\"1w\",\"duration\":\"4w\"",
        "\"a\":{" ARRIVALS(
            "\"profile\":[1,3],\"volume\":1001,\"calls\":\"fixed\",\"weekdays\":[1.1,1,0.9,0.5,1,0,0.25],"
            "\"days\":{\"eve\":{\"date\":\"2011-02-01\",\"factor\":0.5},"
            "\"festival\":{\"date\":\"2011-02-03\",\"until\":\"2011-02-08\",\"factor\":0},"
            "\"after\":{\"date\":\"2011-02-09\",\"factor\":2},"
            "\"leap\":{\"date\":\"2011-02-28\",\"until\":\"2011-03-01\",\"factor\":3}}") "}");
    // 1001 times the weekday's factor and the special day's; rounded
    static const int expected[] = {
        /* 01-26, We */ 901,  501, 1001, 0, 250, 1101, /* 02-01 */ 501,
        /* 02-02, We */ 901,  0,   0,    0, 0,   0,    0,
        /* 02-09, We */ 1802, 501, 1001, 0, 250, 1101, 1001,
        /* 02-16, We */ 901,  501, 1001, 0, 250, 1101, 1001,
        /* 02-23, We */ 901,  501, 1001, 0, 250, 3303, 3003};
    arrivals_seen a = arrivals_of(text, 0);
    for (int i = 0; i < 35; i++)
        assert_int_equal(day_count(&a, i - 7), expected[i]);
    arrivals_seen_free(&a);
}

/// The same from a week's slices, from clock times inside a day, and with a day that has another profile.
static void weeks_and_profiles(void **state) {
    (void)state;
    static const char text[] = CENTER(
        "\"start\":\"2011-02-02T12:00\",\"warmup\":\"12h\",\"duration\":\"13d12h\"",
        "\"a\":{" ARRIVALS("\"profile\":{\"week\":[0,10, 20,0, 30,30, 0,40, 50,0, 0,0, 0,0]},\"volume\":180,"
                           "\"calls\":\"fixed\",\"days\":{"
                           "\"split\":{\"date\":\"2011-02-04\",\"factor\":2,\"profile\":[0,1]},"
                           "\"closed\":{\"date\":\"2011-02-07\",\"factor\":0}}") "}");
    static const int halves[] = {30, 30, 0, 40, 0, 100, 0, 0, 0, 0, 0, 0, 20, 0, 30, 30, 0, 40, 50};
    arrivals_seen a = arrivals_of(text, 0);
    for (int i = 0; i < 19; i += 1) {
        bool split_by_chance = i < 2 || i == 14 || i == 15; // only their sum is fixed
        sim_time from = (i - 1) * SIM_DAY / 2, to = from + SIM_DAY / 2;
        if (!split_by_chance)
            assert_int_equal(arrivals_between(&a, 0, from, to), halves[i]);
    }
    assert_int_equal(arrivals_between(&a, 0, -SIM_DAY / 2, SIM_DAY / 2), 60);
    assert_int_equal(arrivals_between(&a, 0, 13 * SIM_DAY / 2, 15 * SIM_DAY / 2), 60);
    arrivals_seen_free(&a);
}

/// A simulation that begins within a day has those callers of the day that are left, and no others.
static void a_day_goes_on(void **state) {
    (void)state;
#define DAY_OF(times)                                                                                        \
    CENTER(times, "\"a\":{" ARRIVALS("\"profile\":[1,2,3,4,5,6,7,8],\"volume\":500,\"calls\":\"fixed\"") "}")
    arrivals_seen whole = arrivals_of(DAY_OF("\"start\":\"2011-02-02\",\"duration\":\"1d\""), 3);
    arrivals_seen part = arrivals_of(DAY_OF("\"start\":\"2011-02-02T13:00\",\"duration\":\"5h\""), 3);
    assert_int_equal(whole.count, 500);
    size_t first = arrivals_between(&whole, 0, 0, 13 * SIM_HOUR);
    assert_int_equal(part.count, arrivals_between(&whole, 0, 13 * SIM_HOUR, 18 * SIM_HOUR));
    for (size_t i = 0; i < part.count; i++) {
        assert_int_equal(part.items[i].time + 13 * SIM_HOUR, whole.items[first + i].time);
        assert_int_equal(part.items[i].caller, whole.items[first + i].caller);
    }
    arrivals_seen_free(&whole);
    arrivals_seen_free(&part);
}

/// Poisson numbers of 10 weeks against weekday factors and a closed week: chi-square with 7 degrees of
/// freedom, above 29.88 with probability 1e-4.
static void poisson_days_follow_the_calendar(void **state) {
    (void)state;
    static const char text[] =
        CENTER("\"start\":\"2011-02-02T08:00\",\"duration\":\"10w\"",
               "\"a\":{" ARRIVALS("\"per_hour\":6,\"weekdays\":[2,1,1,1,1,0.5,0.25],"
                                  "\"days\":{\"w\":{\"date\":\"2011-02-14\",\"until\":\"2011-02-20\","
                                  "\"factor\":0}}") "}");
    static const double factors[] = {2, 1, 1, 1, 1, 0.5, 0.25};
    double counts[7] = {0}, chi_square = 0;
    arrivals_seen a = arrivals_of(text, 0);
    for (size_t i = 0; i < a.count; i++) {
        sim_time day = (a.items[i].time + 8 * SIM_HOUR) / SIM_DAY; // 0: Wednesday 2011-02-02
        assert_false(day >= 12 && day <= 18);
        counts[(day + 2) % 7]++;
    }
    for (int i = 0; i < 7; i++) {
        double expected = factors[i] * 144 * 9;
        chi_square += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    assert_true(chi_square < 29.88);
    arrivals_seen_free(&a);
}

static void same_arrivals(const arrivals_seen *a, const arrivals_seen *b, sim_time from, sim_time to,
                          uint16_t b_class) {
    size_t i = 0, j = 0, compared = 0;
    for (;; i++, j++, compared++) {
        while (i < a->count && (a->items[i].call_class != 0 || a->items[i].time < from))
            i++;
        while (j < b->count && (b->items[j].call_class != b_class || b->items[j].time < from))
            j++;
        bool end = i == a->count || a->items[i].time >= to;
        assert_true(end == (j == b->count || b->items[j].time >= to));
        if (end)
            break;
        assert_int_equal(a->items[i].time, b->items[j].time);
        assert_int_equal(a->items[i].caller, b->items[j].caller);
    }
    assert_true(compared > 100);
}

/// Another class, another rate of another hour (another day, where the number is fixed), a later special day:
/// all others come as they came.
static void others_stay_as_they_were(void **state) {
    (void)state;
#define ONE(keys) CENTER("\"start\":\"2011-02-02\",\"duration\":\"3d\"", "\"m\":{" ARRIVALS(keys) "}")
#define TWO(keys)                                                                                            \
    CENTER("\"start\":\"2011-02-02\",\"duration\":\"3d\"",                                                   \
           "\"a\":{" ARRIVALS(                                                                               \
               "\"per_hour\":50,\"busyness_cv\":1,\"busyness_correlation\":0.5") "},\"m\":"                  \
                                                                                 "{" ARRIVALS(keys) "}")
#define BUSY                                                                                                 \
    ",\"busyness_cv\":0.3,\"interval_cv\":0.2,\"busyness_correlation\":0.7,\"interval_correlation\":0.8"
#define FIXED ",\"volume\":400,\"calls\":\"fixed\""
#define LATER ",\"days\":{\"d\":{\"date\":\"2011-02-04\",\"factor\":0.1}}"
    static const struct {
        const char *base, *other;
        sim_time from, to;
        uint16_t other_class;
    } cases[] = {
        {ONE("\"per_hour\":{\"day\":[10,20,30,40]}" BUSY), TWO("\"per_hour\":{\"day\":[10,20,30,40]}" BUSY),
         0, 3 * SIM_DAY, 1},
        {ONE("\"per_hour\":{\"day\":[10,20,30,40]}" BUSY), ONE("\"per_hour\":{\"day\":[90,20,30,40]}" BUSY),
         6 * SIM_HOUR, SIM_DAY, 0},
        {ONE("\"per_hour\":20" BUSY), ONE("\"per_hour\":20" BUSY LATER), 0, 2 * SIM_DAY, 0},
        {ONE("\"profile\":[1,2,3]" FIXED), TWO("\"profile\":[1,2,3]" FIXED), 0, 3 * SIM_DAY, 1},
        {ONE("\"profile\":[1,2,3]" FIXED), ONE("\"profile\":[1,2,3]" FIXED LATER), 0, 2 * SIM_DAY, 0},
        {ONE("\"profile\":[1,2,3]" FIXED), ONE("\"profile\":[1,2,3]" FIXED ",\"weekdays\":[9,9,9,1,1,1,9]"),
         SIM_DAY, 3 * SIM_DAY, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        arrivals_seen base = arrivals_of(cases[i].base, 1), other = arrivals_of(cases[i].other, 1);
        same_arrivals(&base, &other, cases[i].from, cases[i].to, cases[i].other_class);
        arrivals_seen_free(&base);
        arrivals_seen_free(&other);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_have_their_numbers),
        cmocka_unit_test(weeks_and_profiles),
        cmocka_unit_test(a_day_goes_on),
        cmocka_unit_test(poisson_days_follow_the_calendar),
        cmocka_unit_test(others_stay_as_they_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
