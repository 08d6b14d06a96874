/// Anything may stand in a scenario file: the loader either refuses it with one line, or compiles it to
/// something whose text is a scenario again, and the same one. What stands behind the first NUL is a --set.
#include <stdlib.h>
#include <string.h>

#include <hotline/scenario.h>

#include "base/check.h"
#include "fuzz.h"

static void refusal_check(const input_error *err) {
    SIM_REQUIRE(err->kind == ERROR_INPUT);
    SIM_REQUIRE(err->text[0]);
    SIM_REQUIRE(err->file[0]);
}

static void scheme_check(const scenario *s) {
    const char *text = scenario_text(s);
    scenario_file *again = NULL;
    SIM_REQUIRE(scenario_parse(text, strlen(text), "again", NULL, &again, NULL));
    SIM_REQUIRE(scenario_hash(scenario_scheme(again, 0)) == scenario_hash(s));
    SIM_REQUIRE(scenario_layout(scenario_scheme(again, 0))->class_count == scenario_layout(s)->class_count);
    scenario_file_free(again);
}

static void input_try(const char *text, size_t length, const scenario_changes *changes) {
    scenario_file *f = NULL;
    input_error err = {0};
    if (!scenario_parse(text, length, "fuzz.json", changes, &f, &err)) {
        SIM_REQUIRE(!f);
        refusal_check(&err);
        return;
    }
    for (size_t i = 0; i < scenario_scheme_count(f); i++)
        scheme_check(scenario_scheme(f, i));
    scenario_file_free(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1); // its end is where the reader must stop: sanitizers see one byte beyond
    SIM_REQUIRE(text);
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    const char *end = memchr(text, '\0', size);
    if (end) {
        const char *set = end + 1;
        input_try(text, (size_t)(end - text), &(scenario_changes){.sets = &set, .set_count = 1});
    }
    input_try(text, size, NULL);
    free(text);
    return 0;
}
