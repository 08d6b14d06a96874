/// JSON documents as cJSON trees whose objects hold their members in order of their keys (strcmp), so that
/// the order of keys in a file never matters, and equal documents print alike.
#ifndef SCENARIO_JSON_TREE_H
#define SCENARIO_JSON_TREE_H

#include <stddef.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include <hotline/error.h>

/// Parses strict JSON. NULL, and an error with file and line added, when it is none. Keys that are given
/// twice are errors too, but only the later ones are lost. `errors` may be NULL. Free with cJSON_Delete.
cJSON *json_parse(const char *text, size_t length, const char *file, input_errors *errors);

/// The member of an object; NULL when there is none or `object` is no object.
const cJSON *json_member(const cJSON *object, const char *key);

/// Takes a member out of an object and frees it; nothing happens when there is none.
void json_remove(cJSON *object, const char *key);

/// Applies a JSON Merge Patch (RFC 7386). Takes over and frees `target` (may be NULL) and returns the result.
cJSON *json_merge(cJSON *target, const cJSON *patch);

/// Makes one merge patch of two: what `first` and then `second` do. Takes over and frees `first` (may be
/// NULL).
cJSON *json_compose(cJSON *first, const cJSON *second);

/// Puts `value` (taken over) in the place of the member `key`, or adds it; keeps the order of keys.
void json_put(cJSON *object, const char *key, cJSON *value);

/// The canonical text: no spaces, keys in order. Free with free().
char *json_text(const cJSON *json);

uint64_t json_hash(const cJSON *json); ///< of its canonical text

/// A hash of the canonical text (XXH64).
uint64_t json_text_hash(const char *text);

/// A hash of two.
uint64_t hash_mix(uint64_t a, uint64_t b);

enum { JSON_SHOW_SIZE = 80 };

/// Writes a value for messages: numbers and short texts as they are, else what it is ("a list").
void json_show(const cJSON *json, char out[JSON_SHOW_SIZE]);

#endif
