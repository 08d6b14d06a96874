/// Schemes, `extends` and --set.
#define _POSIX_C_SOURCE 200809L // mkdtemp

#include "support/test.h"

#include <unistd.h>

#include <hotline/scenario.h>

#include "base/text.h"
#include "scenario/compiled.h"

#define BASE                                                                                                 \
    "{\"hotline\":1,\"name\":\"x\",\"duration\":\"8h\",\"seed\":5,\n"                                        \
    "\"classes\":{\"call\":{\"arrivals\":{\"per_hour\":[9,9,9]},\"talk\":{\"law\":\"exponential\",\"mean\":" \
    "180}}},\n"                                                                                              \
    "\"agents\":{\"team\":{\"size\":7,\"skills\":{\"call\":{}}}},\n"                                         \
    "\"schemes\":{\"more\":{\"title\":\"More agents\",\"patch\":{\"agents\":{\"team\":{\"size\":9}}}},\n"    \
    "\"baseline\":{\"title\":\"As it is\"},\n"                                                               \
    "\"fewer\":{\"patch\":{\"agents\":{\"team\":null}}}}}"

static bool base_load(const char *const *sets, size_t count, scenario_file **f, input_error *err) {
    scenario_changes changes = {sets, count};
    return scenario_parse(BASE, strlen(BASE), "x.json", &changes, f, err);
}

static scenario_file *base_with(const char *set) {
    scenario_file *f = NULL;
    input_error err = {0};
    if (!base_load(&set, set != NULL, &f, &err))
        fail_msg("%s: %s: %s", err.file, err.path, err.text);
    return f;
}

static void schemes(void **state) {
    (void)state;
    scenario_file *f = base_with(NULL);
    assert_int_equal(scenario_scheme_count(f), 3);
    assert_string_equal(scenario_layout(scenario_scheme(f, 0))->scheme, "baseline");
    assert_string_equal(scenario_layout(scenario_scheme(f, 0))->scheme_title, "As it is");
    assert_string_equal(scenario_layout(scenario_scheme(f, 1))->scheme_title, "fewer");
    assert_string_equal(scenario_layout(scenario_scheme(f, 2))->scheme_title, "More agents");
    assert_int_equal(scenario_scheme(f, 0)->layout.groups[0].size, 7);
    assert_int_equal(scenario_scheme(f, 1)->layout.group_count, 0);
    assert_int_equal(scenario_scheme(f, 2)->layout.groups[0].size, 9);
    assert_int_equal(scenario_scheme_find(f, "more"), 2);
    assert_int_equal(scenario_scheme_find(f, "most"), SIZE_MAX);
    assert_string_equal(
        scenario_text(scenario_scheme(f, 1)),
        "{\"agents\":{},\"classes\":{\"call\":{\"arrivals\":{\"per_hour\":[9,9,9]},\"talk\":{\"law\":"
        "\"exponential\",\"mean\":180}}},\"duration\":\"8h\",\"hotline\":1,\"name\":\"x\",\"seed\":5}");
    assert_true(scenario_hash(scenario_scheme(f, 0)) != scenario_hash(scenario_scheme(f, 1)));
    scenario_file_free(f);
}

/// The text of a scheme is a scenario by itself, and compiles to the same.
static void text_is_a_scenario(void **state) {
    (void)state;
    scenario_file *f = base_with(NULL), *again = NULL;
    const char *text = scenario_text(scenario_scheme(f, 2));
    assert_true(scenario_parse(text, strlen(text), "again", NULL, &again, NULL));
    assert_string_equal(scenario_text(scenario_scheme(again, 0)), text);
    assert_int_equal(scenario_hash(scenario_scheme(again, 0)), scenario_hash(scenario_scheme(f, 2)));
    assert_int_equal(scenario_file_hash(again), scenario_hash(scenario_scheme(f, 2)));
    scenario_file_free(again);
    scenario_file_free(f);
}

static void order_of_keys_is_nothing(void **state) {
    (void)state;
    static const char one[] =
        "{\"hotline\":1,\"name\":\"x\",\"duration\":60,\"classes\":{\"b\":{\"arrivals\":{\"per_hour\":1},"
        "\"talk\":{\"law\":\"constant\",\"value\":1.0}},\"a\":{\"talk\":{\"law\":\"constant\",\"value\":2},"
        "\"arrivals\":{\"per_hour\":1}}}}";
    static const char two[] =
        "{\"classes\":{\"a\":{\"arrivals\":{\"per_hour\":1},\"talk\":{\"value\":2,\"law\":\"constant\"}},"
        "\"b\":{\"arrivals\":{\"per_hour\":1},\"talk\":{\"law\":\"constant\",\"value\":1}}},\n"
        "\"duration\":6e1,\"name\":\"x\",\"hotline\":1}";
    scenario_file *f = NULL, *g = NULL;
    assert_true(scenario_parse(one, strlen(one), "1", NULL, &f, NULL));
    assert_true(scenario_parse(two, strlen(two), "2", NULL, &g, NULL));
    assert_int_equal(scenario_file_hash(f), scenario_file_hash(g));
    assert_string_equal(scenario_text(scenario_scheme(f, 0)), scenario_text(scenario_scheme(g, 0)));
    assert_string_equal(scenario_layout(scenario_scheme(f, 0))->classes[0].name, "a");
    scenario_file_free(f);
    scenario_file_free(g);
}

static void sets(void **state) {
    (void)state;
    scenario_file *plain = base_with(NULL), *f = base_with("$.classes.call.talk.mean=90");
    assert_near(law_mean(&scenario_scheme(f, 0)->classes[0].talk), 90, 1e-9);
    assert_near(law_mean(&scenario_scheme(f, 2)->classes[0].talk), 90, 1e-9);
    assert_true(scenario_file_hash(f) != scenario_file_hash(plain));
    scenario_file_free(plain);
    scenario_file_free(f);
    f = base_with("duration=1d");
    assert_int_equal(scenario_layout(scenario_scheme(f, 0))->duration, SIM_DAY);
    scenario_file_free(f);
    f = base_with("classes.call.arrivals.per_hour.1=36");
    assert_near(scenario_scheme(f, 0)->classes[0].arrivals.per_second[1], 0.01, 1e-15);
    scenario_file_free(f);
    f = base_with("sites.center.trunks=5");
    assert_int_equal(scenario_scheme(f, 0)->sites[0].trunks, 5);
    scenario_file_free(f);
    f = base_with("schemes.more.patch.agents.team.size=11");
    assert_int_equal(scenario_scheme(f, 2)->layout.groups[0].size, 11);
    scenario_file_free(f);
    f = base_with("schemes.more=null");
    assert_int_equal(scenario_scheme_count(f), 2);
    scenario_file_free(f);
    f = base_with("schemes.more.patch.agents.team=null"); // in a patch, null is for the patch to say
    assert_int_equal(scenario_scheme(f, 2)->layout.group_count, 0);
    scenario_file_free(f);
}

static void later_sets_win(void **state) {
    (void)state;
    static const char *const both[] = {"seed=8", "seed=9"};
    scenario_file *f = NULL;
    assert_true(base_load(both, 2, &f, NULL));
    assert_int_equal(scenario_file_seed(f), 9);
    scenario_file_free(f);
}

static void bad_sets(void **state) {
    (void)state;
    static const struct {
        const char *set, *path, *text;
    } cases[] = {
        {"seed", "", "must be path=value, such as classes.query.talk.mean=90"},
        {"=5", "", "must be path=value, such as classes.query.talk.mean=90"},
        {"a..b=5", "", "the path has an empty step"},
        {"extends=a.json", "", "--set cannot change 'extends'"},
        {"seed.x=5", "", "there is no object to put 'x'"},
        {"seed.x.y=5", "", "there is no object to look for 'x'"},
        {"classes.call.arrivals.per_hour.3=5", "", "there is no element '3'; the list has 3, counted from 0"},
        {"classes.call.arrivals.per_hour.x.y=5", "",
         "there is no element 'x'; the list has 3, counted from 0"},
        {"title=\xFF", "", "is not valid UTF-8"},
        {"classes.call.talk.meen=5", "$.classes.call.talk.meen", "unknown key 'meen'; did you mean 'mean'?"},
        {"classes.new.priority=5", "$.classes.new", "'talk' is missing (talk time)"},
        {"agents.team.size=-1", "$.agents.team.size", "is -1; must be a whole number from 0 to 1000000"},
        {"replications=01", "$.replications", "is '01'; must be a whole number from 1 to 1000000"},
        {"schemes.more.patch.seed=1", "$.schemes.more.patch.seed", "a patch may not change 'seed'"},
        {"schemes.more.patch.agents.team.size=-1", "$.schemes.more.patch.agents.team.size",
         "is -1; must be a whole number from 0 to 1000000"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        scenario_file *f = NULL;
        input_error err = {0};
        char file[100];
        assert_false(base_load(&cases[i].set, 1, &f, &err));
        assert_null(f);
        (void)snprintf(file, sizeof file, "--set %s", cases[i].set);
        assert_string_equal(err.text, cases[i].text);
        assert_string_equal(err.path, cases[i].path);
        assert_string_equal(err.file, file);
        assert_int_equal(err.line, 0);
    }
}

/// A folder with files that extend each other.
typedef struct folder {
    char path[64];
} folder;

static int folder_make(void **state) {
    folder *f = malloc(sizeof *f);
    if (!f)
        return 1;
    (void)snprintf(f->path, sizeof f->path, "./hotline-extends-XXXXXX");
    *state = f;
    return mkdtemp(f->path) ? 0 : 1;
}

static void folder_file(const folder *f, const char *name, char path[128]) {
    (void)snprintf(path, 128, "%s/%s", f->path, name);
}

static void folder_put(const folder *f, const char *name, const char *text) {
    char path[128];
    folder_file(f, name, path);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_true(fputs(text, out) >= 0);
    assert_int_equal(fclose(out), 0);
}

static const char *const folder_names[] = {"base.json", "middle.json", "top.json", "0.json", "1.json",
                                           "2.json",    "3.json",      "4.json",   "5.json", "6.json",
                                           "7.json",    "8.json",      "9.json"};

static int folder_remove(void **state) {
    folder *f = *state;
    for (size_t i = 0; i < sizeof folder_names / sizeof folder_names[0]; i++) {
        char path[128];
        folder_file(f, folder_names[i], path);
        (void)unlink(path);
    }
    int wrong = rmdir(f->path);
    free(f);
    return wrong;
}

static bool folder_load(const folder *f, const char *name, scenario_file **out, input_error *err) {
    char path[128];
    folder_file(f, name, path);
    return scenario_load(path, NULL, out, err);
}

static void extended_files(void **state) {
    const folder *f = *state;
    folder_put(f, "base.json", BASE);
    folder_put(f, "middle.json",
               "{\"hotline\":1,\"extends\":\"base.json\",\"agents\":{\"team\":{\"size\":20}}}");
    folder_put(f, "top.json",
               "{\"hotline\":1,\"extends\":\"middle.json\",\"name\":\"top\","
               "\"schemes\":{\"fewer\":null,\"more\":{\"patch\":{\"agents\":{\"team\":{\"size\":30}}}}}}");
    scenario_file *file = NULL;
    input_error err = {0};
    assert_true(folder_load(f, "top.json", &file, &err));
    assert_string_equal(scenario_file_name(file), "top");
    assert_int_equal(scenario_scheme_count(file), 2);
    assert_int_equal(scenario_scheme(file, 0)->layout.groups[0].size, 20);
    assert_int_equal(scenario_scheme(file, 1)->layout.groups[0].size, 30);
    assert_null(strstr(scenario_text(scenario_scheme(file, 0)), "extends"));
    scenario_file_free(file);
}

/// A patch in one file and one in the next, of the same scheme: null takes away in the scheme, not in the
/// patch.
static void patches_of_extended_files(void **state) {
    const folder *f = *state;
    folder_put(f, "base.json", BASE);
    folder_put(
        f, "middle.json",
        "{\"hotline\":1,\"extends\":\"base.json\",\"classes\":{\"call\":{\"priority\":3,\"awt\":\"7s\"}},"
        "\"schemes\":{\"plain\":{\"patch\":{\"classes\":{\"call\":{\"priority\":5,\"awt\":\"9s\"}}}}}}");
    folder_put(f, "top.json",
               "{\"hotline\":1,\"extends\":\"middle.json\",\"name\":\"top\",\"schemes\":{\"fewer\":null,"
               "\"plain\":{\"patch\":{\"classes\":{\"call\":{\"priority\":null}}}},"
               "\"late\":{\"patch\":{\"classes\":{\"call\":{\"awt\":null}}}}}}");
    scenario_file *file = NULL;
    input_error err = {0};
    assert_true(folder_load(f, "top.json", &file, &err));
    assert_int_equal(scenario_scheme_count(file), 4); // late, more, plain
    const scenario *baseline = scenario_scheme(file, 0), *late = scenario_scheme(file, 1),
                   *plain = scenario_scheme(file, 3);
    assert_int_equal(baseline->classes[0].priority, 3);
    assert_int_equal(late->classes[0].priority, 3);
    assert_int_equal(plain->classes[0].priority, 0); // the default
    assert_int_equal(baseline->layout.classes[0].awt, 7 * SIM_SECOND);
    assert_int_equal(late->layout.classes[0].awt, 20 * SIM_SECOND); // the default
    assert_int_equal(plain->layout.classes[0].awt, 9 * SIM_SECOND);
    scenario_file_free(file);
}

/// Errors name the file of the chain in which the value stands.
static void errors_in_extended_files(void **state) {
    const folder *f = *state;
    char base[128], top[128];
    folder_file(f, "base.json", base);
    folder_file(f, "top.json", top);
    folder_put(f, "base.json",
               "{\"hotline\":1,\"name\":\"x\",\n\"duration\":-8,\"classes\":{\"call\":{\"arrivals\":"
               "{\"per_hour\":1},\"talk\":{\"law\":\"constant\",\"value\":1}}}}");
    folder_put(f, "top.json", "{\"hotline\":1,\n\"extends\":\"base.json\"}");
    scenario_file *file = NULL;
    input_error err = {0}, syntax = {0}, version = {0}, unknown = {0};
    assert_false(folder_load(f, "top.json", &file, &err));
    assert_string_equal(err.file, base);
    assert_int_equal(err.line, 2);
    folder_put(f, "base.json", "{\n\"hotline\":1,}");
    assert_false(folder_load(f, "top.json", &file, &syntax));
    assert_string_equal(syntax.file, base);
    assert_int_equal(syntax.line, 2);
    folder_put(f, "base.json", "{}");
    assert_false(folder_load(f, "top.json", &file, &version));
    assert_string_equal(version.file, base);
    folder_put(f, "base.json", BASE);
    folder_put(f, "top.json", "{\"hotline\":1,\"extends\":\"base.json\",\n\"duratoin\":5}");
    assert_false(folder_load(f, "top.json", &file, &unknown));
    assert_string_equal(unknown.file, top);
    assert_int_equal(unknown.line, 2);
}

static void cycles_and_chains(void **state) {
    const folder *f = *state;
    folder_put(f, "base.json", "{\"hotline\":1,\n\"extends\":\"top.json\"}");
    folder_put(f, "top.json", "{\"hotline\":1,\"extends\":\"base.json\"}");
    scenario_file *file = NULL;
    input_error cycle = {0}, chain = {0};
    assert_false(folder_load(f, "top.json", &file, &cycle));
    assert_string_equal(cycle.text,
                        "is 'top.json'; that file is extended by this one: they would go in circles");
    assert_int_equal(cycle.line, 2);
    for (int i = 0; i < 9; i++) {
        char name[32], text[80];
        (void)snprintf(name, sizeof name, "%d.json", i);
        (void)snprintf(text, sizeof text, "{\"hotline\":1,\"extends\":\"%d.json\"}", i + 1);
        folder_put(f, name, i < 8 ? text : BASE);
    }
    assert_false(folder_load(f, "0.json", &file, &chain));
    assert_string_equal(chain.text,
                        "is '8.json'; a chain of files that extend one another may have 8 at most");
    assert_true(folder_load(f, "1.json", &file, NULL));
    assert_int_equal(scenario_file_input_count(file), 8);
    for (int i = 0; i < 8; i++) {
        char *name = text_format("%s/%d.json", f->path, i + 1);
        assert_string_equal(scenario_file_input(file, (size_t)i), name);
        free(name);
    }
    scenario_file_free(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schemes),
        cmocka_unit_test(text_is_a_scenario),
        cmocka_unit_test(order_of_keys_is_nothing),
        cmocka_unit_test(sets),
        cmocka_unit_test(later_sets_win),
        cmocka_unit_test(bad_sets),
        cmocka_unit_test_setup_teardown(extended_files, folder_make, folder_remove),
        cmocka_unit_test_setup_teardown(patches_of_extended_files, folder_make, folder_remove),
        cmocka_unit_test_setup_teardown(errors_in_extended_files, folder_make, folder_remove),
        cmocka_unit_test_setup_teardown(cycles_and_chains, folder_make, folder_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
