/// Laws as scenarios give them: every form of every law, and what is said of wrong ones.
#include "support/scenario_text.h"

#include <hotline/scenario.h>

#include "scenario/compiled.h"

static const char *scenario_with(const char *talk, char *text, size_t size) {
    int length = snprintf(text, size,
                          "{\"hotline\":1,\"name\":\"x\",\"duration\":\"8h\",\"classes\":{\"call\":{"
                          "\"arrivals\":{\"per_hour\":9},\n\"talk\":%s}}}",
                          talk);
    assert_true(length > 0 && (size_t)length < size);
    return text;
}

typedef struct good_law {
    const char *text;
    law_kind kind;
    double mean;
} good_law;

static const good_law good[] = {
    {"{\"law\":\"constant\",\"value\":\"2min\"}", LAW_CONSTANT, 120},
    {"{\"law\":\"exponential\",\"mean\":90}", LAW_EXPONENTIAL, 90},
    {"{\"law\":\"exponential\",\"rate\":0.02}", LAW_EXPONENTIAL, 50},
    {"{\"law\":\"lognormal\",\"mean\":90,\"cv\":1.1}", LAW_LOGNORMAL, 90},
    {"{\"law\":\"lognormal\",\"mu\":4,\"sigma\":0.5}", LAW_LOGNORMAL, 61.867809250367884},
    {"{\"law\":\"gamma\",\"mean\":90,\"cv\":1.1}", LAW_GAMMA, 90},
    {"{\"law\":\"gamma\",\"shape\":3,\"scale\":\"20s\"}", LAW_GAMMA, 60},
    {"{\"law\":\"erlang\",\"mean\":90,\"shape\":3}", LAW_ERLANG, 90},
    {"{\"law\":\"weibull\",\"mean\":90,\"shape\":0.7}", LAW_WEIBULL, 90},
    {"{\"law\":\"weibull\",\"scale\":90,\"shape\":1}", LAW_WEIBULL, 90},
    {"{\"law\":\"uniform\",\"min\":10,\"max\":30}", LAW_UNIFORM, 20},
    {"{\"law\":\"uniform\",\"mean\":20,\"half_width\":10}", LAW_UNIFORM, 20},
    {"{\"law\":\"triangular\",\"min\":10,\"mode\":20,\"max\":60}", LAW_TRIANGULAR, 30},
    {"{\"law\":\"normal\",\"mean\":100,\"sd\":5}", LAW_NORMAL, 100},
    {"{\"law\":\"normal\",\"mean\":100,\"cv\":0.05}", LAW_NORMAL, 100},
    {"{\"law\":\"hyperexponential\",\"mean\":90,\"cv\":2}", LAW_HYPEREXPONENTIAL, 90},
    {"{\"law\":\"hyperexponential\",\"branches\":{\"short\":{\"weight\":3,\"mean\":20},"
     "\"long\":{\"weight\":1,\"mean\":\"5min\"}}}",
     LAW_HYPEREXPONENTIAL, 90},
    {"{\"law\":\"empirical\",\"values\":[10,30,80]}", LAW_EMPIRICAL, 40},
    {"{\"law\":\"empirical\",\"values\":[10,30,80],\"weights\":[2,1,1]}", LAW_EMPIRICAL, 32.5},
    {"{\"law\":\"empirical\",\"values\":[10,30,80],\"interpolate\":true}", LAW_EMPIRICAL, 37.5},
    {"{\"law\":\"mixture\",\"parts\":{\"notes\":\"measured\",\"short\":{\"weight\":1,\"time\":"
     "{\"law\":\"empirical\",\"values\":[10,30]}},\"long\":{\"weight\":3,\"time\":"
     "{\"law\":\"exponential\",\"mean\":100}}}}",
     LAW_MIXTURE, 80},
};

static void every_form_is_read(void **state) {
    (void)state;
    char text[1000];
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        scenario_file *f = scenario_of(scenario_with(good[i].text, text, sizeof text), NULL);
        const law *talk = &scenario_scheme(f, 0)->classes[0].talk;
        assert_int_equal(talk->kind, good[i].kind);
        assert_near(law_mean(talk), good[i].mean, 1e-12 * good[i].mean);
        scenario_file_free(f);
    }
}

/// Tables belong to a scheme: patched ones have their own.
static void each_scheme_has_its_own_tables(void **state) {
    (void)state;
    scenario_file *f = scenario_of(
        "{\"hotline\":1,\"name\":\"x\",\"duration\":\"8h\",\"classes\":{\"call\":{\"arrivals\":{"
        "\"per_hour\":9},\"talk\":{\"law\":\"empirical\",\"values\":[10,30]}}},"
        "\"schemes\":{\"fast\":{\"patch\":{\"classes\":{\"call\":{\"talk\":{\"values\":[5,9]}}}}}}}",
        NULL);
    assert_near(law_mean(&scenario_scheme(f, 0)->classes[0].talk), 20, 0);
    assert_near(law_mean(&scenario_scheme(f, 1)->classes[0].talk), 7, 0);
    scenario_file_free(f);
}

static const struct {
    const char *law, *path, *message;
} bad[] = {
    {"{\"law\":\"lognormal\",\"mean\":9}", "",
     "'cv' is missing: lognormal takes 'mean' and 'cv', or 'mu' and 'sigma'"},
    {"{\"law\":\"lognormal\",\"mean\":9,\"sigma\":1}", "",
     "lognormal must have either 'mean' and 'cv', or 'mu' and 'sigma'"},
    {"{\"law\":\"lognormal\",\"mean\":9,\"cv\":1,\"mu\":1,\"sigma\":1}", "",
     "lognormal must have either 'mean' and 'cv', or 'mu' and 'sigma'"},
    {"{\"law\":\"lognormal\",\"mu\":25,\"sigma\":10}", "",
     "has the mean 3.73324e+32 s; must be 31557600000 s or less"},
    {"{\"law\":\"exponential\"}", "", "exponential must have either 'mean', or 'rate'"},
    {"{\"law\":\"exponential\",\"mean\":9,\"rate\":2}", "", "exponential must have either 'mean', or 'rate'"},
    {"{\"law\":\"weibull\",\"mean\":9,\"scale\":2}", "",
     "weibull must have either 'mean' and 'shape', or 'shape' and 'scale'"},
    {"{\"law\":\"uniform\",\"mean\":4,\"half_width\":5}", "",
     "has a 'half_width' above its 'mean', and so values below 0"},
    {"{\"law\":\"triangular\",\"min\":4,\"mode\":3,\"max\":9}", "",
     "must have 'min', 'mode' and 'max' in this order"},
    {"{\"law\":\"triangular\",\"min\":4,\"mode\":4,\"max\":4}", "",
     "has the same 'min' and 'max'; for one value there is the law 'constant'"},
    {"{\"law\":\"normal\",\"mean\":4}", "", "normal must have either 'mean' and 'sd', or 'mean' and 'cv'"},
    {"{\"law\":\"hyperexponential\",\"mean\":9,\"cv\":0.5}", ".cv",
     "is 0.5; must be a number from 1.0001 to 100"},
    {"{\"law\":\"hyperexponential\",\"branches\":{\"a\":{\"weight\":1}}}", ".branches.a",
     "'mean' is missing (the branch's mean)"},
    {"{\"law\":\"empirical\",\"values\":[1,2],\"weights\":[1]}", "",
     "must have as many 'weights' as 'values'"},
    {"{\"law\":\"empirical\",\"values\":[1],\"interpolate\":true}", "",
     "has one value; must have two or more to interpolate between"},
    {"{\"law\":\"empirical\",\"values\":[1,2],\"interpolate\":1}", ".interpolate",
     "is 1; must be true or false"},
    {"{\"law\":\"mixture\",\"parts\":{\"a\":{\"weight\":0,\"time\":{\"law\":\"constant\",\"value\":1}}}}",
     ".parts.a.weight", "is 0; must be a number from 1e-09 to 1000000000"},
    {"{\"law\":\"mixture\",\"parts\":{}}", ".parts", "has 0 items; must have 1 to 100"},
};

static void wrong_laws_are_refused(void **state) {
    (void)state;
    char text[1000], path[100];
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        scenario_file *f = NULL;
        input_errors errors = {0};
        (void)scenario_with(bad[i].law, text, sizeof text);
        assert_false(scenario_parse_all(text, strlen(text), "x", NULL, &f, &errors));
        (void)snprintf(path, sizeof path, "$.classes.call.talk%s", bad[i].path);
        assert_string_equal(errors.items[0].text, bad[i].message);
        assert_string_equal(errors.items[0].path, path);
        assert_int_equal(errors.count, 1);
        assert_int_equal(errors.items[0].line, 2);
    }
}

static void mixtures_may_be_four_deep(void **state) {
    (void)state;
    char talk[2000] = "{\"law\":\"constant\",\"value\":1}", text[3000];
    for (int depth = 1; depth <= 5; depth++) {
        char inner[2000];
        (void)snprintf(inner, sizeof inner, "%s", talk);
        (void)snprintf(talk, sizeof talk,
                       "{\"law\":\"mixture\",\"parts\":{\"a\":{\"weight\":1,\"time\":%.1800s}}}", inner);
        scenario_file *f = NULL;
        input_error err = {0};
        (void)scenario_with(talk, text, sizeof text);
        assert_int_equal(scenario_parse(text, strlen(text), "x", NULL, &f, &err), depth <= 4);
        if (depth <= 4)
            scenario_file_free(f);
        else
            assert_string_equal(err.text, "is in more than 4 mixtures; must be in fewer");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_is_read),
        cmocka_unit_test(each_scheme_has_its_own_tables),
        cmocka_unit_test(wrong_laws_are_refused),
        cmocka_unit_test(mixtures_may_be_four_deep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
