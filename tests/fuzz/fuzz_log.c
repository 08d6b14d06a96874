/// Anything may stand in a call log: it is refused with one line, or what is fitted to it is a sound
/// scenario. The first byte says how it is read.
#define _POSIX_C_SOURCE 200809L

#include <stdlib.h>

#include <hotline/fit.h>
#include <hotline/scenario.h>

#include "base/check.h"
#include "file.h"
#include "fuzz.h"

static void scenario_check(const fit *f) {
    const fit_assumed assumed = {.name = "fuzz", .made_by = "fuzz_log", .seed = 1, .replications = 1};
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    SIM_REQUIRE(memory);
    fit_scenario_print(f, &assumed, memory);
    SIM_REQUIRE(fclose(memory) == 0);
    scenario_file *file = NULL;
    input_error err = {0};
    if (!scenario_parse(text, length, "fitted", NULL, &file, &err)) {
        input_error_print(&err, stderr);
        SIM_UNREACHABLE();
    }
    scenario_file_free(file);
    free(text);
}

/// Bits of the first byte: 0 lenient, 1 numbered days have dates, 2 a profile of the week, 3 two teams, 4
/// slices of an hour.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    uint8_t choice = size ? data[0] : 0;
    fit_reading how = {.lenient = choice & 1,
                       .first_day = choice & 2 ? "2024-03-04" : NULL,
                       .shape = choice & 4 ? FIT_SHAPE_WEEK : FIT_SHAPE_AUTO,
                       .teams = choice & 8 ? "a,b" : NULL,
                       .slice = choice & 16 ? 3600 : 0};
    char *path = input_file_make(data + (size > 0), size - (size > 0));
    input_error err = {0};
    fit *f = NULL;
    bool good = fit_log(path, &how, &f, &err);
    SIM_REQUIRE(good == (err.kind == ERROR_NONE) && good == (f != NULL));
    if (good)
        scenario_check(f);
    fit_free(f);
    input_file_remove(path);
    return 0;
}
