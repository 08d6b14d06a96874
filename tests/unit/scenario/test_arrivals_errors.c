/// What the loader says of bad arrivals.
#include "support/test.h"

#include <hotline/scenario.h>

#define HEAD "{\"hotline\":1,\"name\":\"x\",\"duration\":\"8h\",\"start\":\"2011-03-07T08:10\","
#define ARRIVALS(keys)                                                                                       \
    HEAD "\"classes\":{\"call\":{\"talk\":{\"law\":\"constant\",\"value\":1},\n\"arrivals\":{" keys "}}}}"

/// Path below the arrivals, and message.
typedef struct bad_case {
    const char *text, *path, *message;
} bad_case;

static const bad_case rates[] = {
    {ARRIVALS("\"per_hour\":1,\"profile\":[1],\"volume\":1"), "",
     "must have one of 'per_hour', 'profile' (with 'volume'), 'call_model' and 'file'"},
    {ARRIVALS("\"per_hour\":\"1\""), ".per_hour",
     "is '1'; must be a number, a list of numbers, {\"day\": [...]} or {\"week\": [...]}"},
    {ARRIVALS("\"per_hour\":{}"), ".per_hour", "must have 'day' or 'week', and nothing else"},
    {ARRIVALS("\"per_hour\":{\"day\":[1],\"week\":[1]}"), ".per_hour",
     "must have 'day' or 'week', and nothing else"},
    {ARRIVALS("\"per_hour\":{\"day\":[1],\"month\":[1]}"), ".per_hour",
     "must have 'day' or 'week', and nothing else"},
    {ARRIVALS("\"per_hour\":{\"day\":1}"), ".per_hour.day", "is 1; must be a list of numbers"},
    {ARRIVALS("\"per_hour\":{\"day\":[-1]}"), ".per_hour.day[0]",
     "is -1; must be a number from 0 to 1000000000"},
    {ARRIVALS("\"per_hour\":{\"day\":[1,1,1,1,1,1,1]}"), ".per_hour",
     "has 7 values, which do not divide the day into whole microseconds"},
    {ARRIVALS("\"per_hour\":{\"week\":[1,1]}"), ".per_hour", "has 2 values; must have a multiple of 7, or 1"},
    {ARRIVALS("\"per_hour\":{\"day\":[1],\"notes\":3}"), ".per_hour.notes",
     "is 3; must be a text, or an object of texts"},
};

static const bad_case days[] = {
    {ARRIVALS("\"per_hour\":{\"day\":[1]},\"weekdays\":[1,2]"), ".weekdays",
     "has 2 factors; must have 7, from Monday"},
    {ARRIVALS("\"per_hour\":{\"week\":[1]},\"weekdays\":[1,1,1,1,1,1,1]"), ".weekdays",
     "has factors for weekdays that the slices of a week have too"},
    {ARRIVALS("\"per_hour\":1,\"weekdays\":[1,1,1,1,1,1,1]"), "",
     "has slices of 1800 s, some of which go over midnight; 'weekdays' needs slices that do not (make "
     "'interval' divide the time to midnight, or give {\"day\": [...]})"},
    {ARRIVALS("\"per_hour\":[1,2],\"days\":{\"d\":{\"date\":\"2011-03-07\"}}"), "",
     "has slices of 14400 s, some of which go over midnight; 'days' needs slices that do not (make "
     "'interval' divide the time to midnight, or give {\"day\": [...]})"},
    {ARRIVALS("\"per_hour\":{\"day\":[1]},\"days\":{\"d\":{}}"), ".days.d",
     "'date' is missing (the day, or the first of several)"},
    {ARRIVALS("\"per_hour\":{\"day\":[1]},\"days\":{\"d\":{\"date\":\"2011-03-07T00:00\"}}"), ".days.d.date",
     "is '2011-03-07T00:00'; must be a date such as \"2011-03-07\""},
    {ARRIVALS("\"per_hour\":{\"day\":[1]},\"days\":{\"d\":{\"date\":\"2011-02-29\"}}"), ".days.d.date",
     "is '2011-02-29'; must be a date such as \"2011-03-07\""},
    {ARRIVALS(
         "\"per_hour\":{\"day\":[1]},\"days\":{\"d\":{\"date\":\"2011-03-07\",\"until\":\"2011-03-06\"}}"),
     ".days.d.until", "is before 'date'"},
    {ARRIVALS("\"per_hour\":{\"day\":[1]},\"days\":{\"a\":{\"date\":\"2011-03-08\"},"
              "\"b\":{\"date\":\"2011-03-01\",\"until\":\"2011-03-08\"}}"),
     ".days.a", "has a day in common with 'b'; a day can be special once"},
    {ARRIVALS("\"per_hour\":{\"day\":[1]},\"days\":{\"d\":{\"date\":\"2011-03-07\",\"factor\":-1}}"),
     ".days.d.factor", "is -1; must be a number from 0 to 1000"},
    {ARRIVALS("\"per_hour\":{\"day\":[1]},\"days\":{\"d\":{\"date\":\"2011-03-07\",\"profile\":[1,1]}}"),
     ".days.d.profile", "has 2 weights, which do not divide the 1 slices that the class has a day"},
    {ARRIVALS("\"per_hour\":{\"day\":[1,2]},\"days\":{\"d\":{\"date\":\"2011-03-07\",\"profile\":[0,0]}}"),
     ".days.d.profile", "has weights that sum to 0; must be more (closed: \"factor\": 0)"},
    {"{\"hotline\":1,\"name\":\"x\",\"duration\":\"8h\",\"classes\":{\"call\":{\"talk\":{\"law\":"
     "\"constant\","
     "\"value\":1},\n\"arrivals\":{\"per_hour\":[1,2],\"days\":{\"d\":{\"date\":\"2011-03-07\","
     "\"profile\":[1]}}}}}}",
     ".days.d.profile", "is for slices of the day, and 'per_hour' for slices of the duration"},
    {ARRIVALS("\"per_hour\":{\"day\":[1e8]},\"days\":{\"d\":{\"date\":\"2011-03-07\",\"factor\":20}}"), "",
     "has a rate of 2e+09 calls per hour; at most 1e+09"},
};

static const bad_case chance[] = {
    {ARRIVALS("\"per_hour\":{\"day\":[1]},\"calls\":\"exact\""), ".calls",
     "is 'exact'; must be one of 'poisson', 'fixed'"},
    {ARRIVALS("\"per_hour\":1,\"calls\":\"fixed\""), "",
     "has slices of 1800 s, some of which go over midnight; a fixed number of calls a day needs slices that "
     "do not (make 'interval' divide the time to midnight, or give {\"day\": [...]})"},
    {"{\"hotline\":1,\"name\":\"x\",\"duration\":\"8h\",\"classes\":{\"call\":{\"talk\":{\"law\":"
     "\"constant\","
     "\"value\":1},\n\"arrivals\":{\"per_hour\":[1,2],\"calls\":\"fixed\"}}}}",
     "",
     "has a fixed number of calls a day, and rates for slices of the duration; give slices of the day or the "
     "week"},
    {ARRIVALS("\"profile\":[1,1],\"volume\":5e9,\"calls\":\"fixed\""), "",
     "has 5e+09 calls a day; at most 4e+09 when their number is fixed"},
    {ARRIVALS("\"profile\":[1],\"volume\":5,\"calls\":\"fixed\",\"busyness_cv\":0.1"), "",
     "has a fixed number of calls; 'busyness_cv' would change it: leave one of them out"},
    {ARRIVALS("\"profile\":[1],\"volume\":5,\"calls\":\"fixed\",\"interval_cv\":0.1"), "",
     "has a fixed number of calls; 'interval_cv' would change it: leave one of them out"},
    {ARRIVALS("\"per_hour\":1,\"busyness_cv\":1,\"interval_correlation\":0.5"), "",
     "has an 'interval_correlation' without an 'interval_cv'"},
    {ARRIVALS("\"per_hour\":{\"day\":[1]},\"interval_cv\":1,\"interval_correlation\":0.5"),
     ".interval_correlation", "has no meaning with slices of a day or longer"},
    {"{\"hotline\":1,\"name\":\"x\",\"duration\":1,\"classes\":{\"call\":{\"talk\":{\"law\":\"constant\","
     "\"value\":1},\n\"arrivals\":{\"per_hour\":[1,2,3,4],\"interval_cv\":1,\"interval_correlation\":1}}}}",
     ".interval_correlation", "needs slices of 1 s or longer; they are of 0.25 s"},
    {ARRIVALS("\"per_hour\":1,\"interval_cv\":1,\"interval_correlation\":1.5"), ".interval_correlation",
     "is 1.5; must be a number from 0 to 1"},
    {ARRIVALS("\"per_hour\":1,\"busyness_correlation\":0.5"), "",
     "has a 'busyness_correlation' without a 'busyness_cv' or an 'interval_cv'"},
    {ARRIVALS("\"per_hour\":1,\"busyness_cv\":1,\"busyness_correlation\":1.1"), ".busyness_correlation",
     "is 1.1; must be a number from 0 to 1"},
};

static void check(const bad_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        scenario_file *f = NULL;
        input_error err = {0};
        char path[200];
        (void)snprintf(path, sizeof path, "$.classes.call.arrivals%s", cases[i].path);
        assert_false(scenario_parse(cases[i].text, strlen(cases[i].text), "x.json", NULL, &f, &err));
        assert_string_equal(err.text, cases[i].message);
        assert_string_equal(err.path, path);
        assert_int_equal(err.line, 2);
    }
}

static void bad_rates(void **state) {
    (void)state;
    check(rates, sizeof rates / sizeof rates[0]);
}

static void bad_days(void **state) {
    (void)state;
    check(days, sizeof days / sizeof days[0]);
}

static void bad_chance(void **state) {
    (void)state;
    check(chance, sizeof chance / sizeof chance[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_rates),
        cmocka_unit_test(bad_days),
        cmocka_unit_test(bad_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
