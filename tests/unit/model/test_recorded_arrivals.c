// Recorded calls come again as they came.

#include "arrivals_seen.h"
#include "support/calls_folder.h"
#include "support/test.h"

static arrivals_seen replay(const folder *f, const char *table, const char *text, uint32_t replication) {
    file_write(f->file, table, strlen(table));
    return arrivals_of_file(text, f->scenario, replication);
}

static void assert_times(arrivals_seen a, const sim_time *minutes, size_t count) {
    assert_int_equal(a.count, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(a.items[i].time, minutes[i] * SIM_MINUTE);
    arrivals_seen_free(&a);
}

#define FROM(format) "\"file\":{\"path\":\"calls.csv\",\"time\":\"t\",\"format\":\"" format "\""

static const char dated[] = "t,d\n2003-03-04T07:10,1\n2003-03-02T23:00,2\n2003-03-03T07:30,3\n"
                            "2003-03-03T05:59,4\n2003-03-05T05:59,5\n2003-03-05T06:00,6\n";

/// From Monday 06:00 for two days, with an hour of warm-up before.
static void dates_are_kept(void **state) {
    static const char text[] = CENTER("\"start\":\"2003-03-03T06:00\",\"duration\":\"2d\",\"warmup\":\"1h\"",
                                      "\"a\":{" ARRIVALS(FROM("date") "}") "}");
    static const sim_time minutes[] = {-1, 90, 1440 + 70, 2879};
    assert_times(replay(*state, dated, text, 0), minutes, 4);
    assert_times(replay(*state, dated, text, 7), minutes, 4);
}

/// Days of the file go round; replication k begins with the k-th. Within a replication days stay in order.
static void days_go_round(void **state) {
#define ROUND(keys)                                                                                          \
    CENTER("\"duration\":\"3d\",\"start\":\"2011-03-07\"",                                                   \
           "\"a\":{" ARRIVALS(FROM("clock") ",\"day\":\"d\"" keys "}") "}")
    static const char table[] = "d,t\nx,00:10\ny,00:20\ny,00:25\n",
                      one_by_one[] = ROUND(",\"replay\":\"days\""),
                      by_replication[] = ROUND(",\"replay\":\"replications\""),
                      chosen[] = ROUND(",\"replay\":\"days\",\"days\":\"y\"");
    static const sim_time xyx[] = {10, 1440 + 20, 1440 + 25, 2880 + 10},
                          yxy[] = {20, 25, 1440 + 10, 2880 + 20, 2880 + 25},
                          yyy[] = {20, 25, 1440 + 20, 1440 + 25, 2880 + 20, 2880 + 25};
    assert_times(replay(*state, table, one_by_one, 0), xyx, 4);
    assert_times(replay(*state, table, one_by_one, 1), xyx, 4);
    assert_times(replay(*state, table, by_replication, 0), xyx, 4);
    assert_times(replay(*state, table, by_replication, 1), yxy, 5);
    assert_times(replay(*state, table, by_replication, 2), xyx, 4);
    assert_times(replay(*state, table, chosen, 3), yyy, 6);
}

/// Seconds may go on over midnight.
static void seconds_go_on(void **state) {
    static const char text[] = CENTER("\"start\":\"2011-03-07T12:00\",\"duration\":\"2d\"",
                                      "\"a\":{" ARRIVALS(FROM("seconds") "}") "}");
    static const sim_time minutes[] = {1, 1440};
    assert_times(replay(*state, "t\n43260\n43199\n129600\n", text, 0), minutes, 2);
}

/// Each slice has its number of callers, at times that are uniform in it: chi-square of tenths of slices, 9
/// degrees of freedom, above 33.72 with probability 1e-4. Another day's numbers and another class move
/// nobody.
static void numbers_are_kept(void **state) {
#define NUMBERS(classes) CENTER("\"start\":\"2011-03-07T07:00\",\"duration\":\"30h\"", classes)
#define COUNTED          ARRIVALS(FROM("date") ",\"counts\":\"n\",\"slice\":\"5min\"}")
    static const char table[] =
        "t,n\n2011-03-07T07:00,400\n2011-03-07T06:55,50\n2011-03-07T08:05,600\n2011-03-08T09:00,5\n",
                      other[] = "t,n\n2011-03-07T07:00,400\n2011-03-07T08:05,600\n2011-03-08T09:00,9\n";
    arrivals_seen a = replay(*state, table, NUMBERS("\"b\":{" COUNTED "}"), 0);
    arrivals_seen b =
        replay(*state, other, NUMBERS("\"a\":{" ARRIVALS("\"per_hour\":9") "},\"b\":{" COUNTED "}"), 0);
    assert_int_equal(a.count, 1005);
    assert_int_equal(arrivals_between(&a, 0, 0, 5 * SIM_MINUTE), 400);
    assert_int_equal(arrivals_between(&a, 0, 65 * SIM_MINUTE, 70 * SIM_MINUTE), 600);
    assert_int_equal(arrivals_between(&a, 0, 26 * SIM_HOUR, 26 * SIM_HOUR + 5 * SIM_MINUTE), 5);
    double tenths[10] = {0}, chi_square = 0;
    for (size_t i = 0, j = 0; i < 1000; i++, j++) {
        tenths[a.items[i].time % (5 * SIM_MINUTE) / (30 * SIM_SECOND)]++;
        while (b.items[j].call_class == 0)
            j++;
        assert_int_equal(a.items[i].time, b.items[j].time);
        assert_int_equal(a.items[i].caller, b.items[j].caller);
    }
    for (int i = 0; i < 10; i++)
        chi_square += (tenths[i] - 100) * (tenths[i] - 100) / 100;
    assert_true(chi_square < 33.72);
    arrivals_seen_free(&a);
    arrivals_seen_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_kept),
        cmocka_unit_test(days_go_round),
        cmocka_unit_test(seconds_go_on),
        cmocka_unit_test(numbers_are_kept),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
