/// Stories told second by second: calls come when a test says, and what happens is told in lines.
#ifndef SUPPORT_STORY_H
#define SUPPORT_STORY_H

#include "support/scenario_text.h"

#include "base/text.h"
#include "model/model.h"

typedef struct story {
    scenario_file *file;
    sim *sim;
    text_buffer text;
} story;

/// `center`: a scenario in single quotes; `changes` ("path=value") on top.
void story_begin(story *t, const char *center, const char *const *changes, size_t change_count);
/// A caller of a class calls the first site; callers are addressed by the second.
void story_call(story *t, const char *class_name, int second);
/// Runs to the end; the test fails unless exactly this was told.
void story_ends(story *t, const char *expected);

#endif
