/// Scenarios in the text of a test.
#ifndef SUPPORT_SCENARIO_TEXT_H
#define SUPPORT_SCENARIO_TEXT_H

#include "support/test.h"
#include <hotline/scenario.h>

/// Parses `text` with `changes` (may be NULL) on top; the test fails when it is no scenario.
static inline scenario_file *scenario_of(const char *text, const scenario_changes *changes) {
    scenario_file *f = NULL;
    input_error err = {0};
    if (!scenario_parse(text, strlen(text), "test.json", changes, &f, &err))
        fail_msg("%s: %s\n%s", err.path, err.text, text);
    return f;
}

#endif
