#include "scenario/place.h"

#include <stdbool.h>
#include <string.h>

#include <xxhash.h>

#include "base/text.h"

uint64_t path_key(uint64_t parent, const char *key) {
    return XXH64(key, strlen(key), parent + 1);
}

uint64_t path_element(uint64_t parent, size_t index) {
    uint64_t number = index;
    return XXH64(&number, sizeof number, parent + 2);
}

uint64_t place_path(const place *at) {
    if (!at)
        return PATH_ROOT;
    uint64_t parent = place_path(at->parent);
    return at->key ? path_key(parent, at->key) : path_element(parent, at->index);
}

static bool key_is_plain(const char *key) {
    size_t length = strspn(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    return length > 0 && !key[length] && strchr("0123456789-", key[0]) == NULL;
}

static void key_write(text_buffer *t, const char *key) {
    text_add(t, key_is_plain(key) ? ".%s" : "['%s']", key);
}

static void path_write(text_buffer *t, const place *at) {
    if (!at)
        return;
    path_write(t, at->parent);
    if (at->key)
        key_write(t, at->key);
    else
        text_add(t, "[%zu]", at->index);
}

char *place_text(const place *at, const char *scheme) {
    text_buffer t = {0};
    text_add(&t, "$");
    if (scheme) {
        text_add(&t, ".schemes");
        key_write(&t, scheme);
        text_add(&t, ".patch");
    }
    path_write(&t, at);
    return text_take(&t);
}
