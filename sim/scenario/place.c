#include "scenario/place.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/json_scan.h"

enum { PATH_STEPS_MAX = 2 * JSON_DEPTH_MAX + 8 };

/// A place as an array of steps; list indices as decimal text.
typedef struct path {
    const char *steps[PATH_STEPS_MAX];
    char numbers[PATH_STEPS_MAX][24];
    size_t count;
} path;

/// Where a value was found.
typedef struct finding {
    const char *file;
    char set_name[256];
    int line;
    bool in_patch;
} finding;

static void path_append(path *p, const place *at) {
    if (!at)
        return;
    path_append(p, at->parent);
    if (p->count == PATH_STEPS_MAX)
        return;
    if (!at->key)
        (void)snprintf(p->numbers[p->count], sizeof p->numbers[0], "%zu", at->index);
    p->steps[p->count] = at->key ? at->key : p->numbers[p->count];
    p->count++;
}

/// The path of `at` inside the document, or, with `scheme`, inside that scheme's patch.
static void path_make(path *p, const place *at, const char *scheme) {
    p->count = 0;
    if (scheme) {
        p->steps[0] = "schemes";
        p->steps[1] = scheme;
        p->steps[2] = "patch";
        p->count = 3;
    }
    path_append(p, at);
}

const char *set_value(const char *set) {
    const char *equals = strchr(set, '=');
    return equals ? equals + 1 : NULL;
}

char *set_path_split(const char *set, const char ***steps, size_t *count) {
    const char *value = set_value(set), *start = strncmp(set, "$.", 2) == 0 ? set + 2 : set;
    *steps = NULL;
    *count = 0;
    if (!value || value - 1 <= start)
        return NULL;
    size_t length = (size_t)(value - 1 - start), most = 1;
    char *chars = memory_new(length + 1, 1);
    memcpy(chars, start, length);
    for (size_t i = 0; i < length; i++)
        most += chars[i] == '.';
    *steps = memory_new(most, sizeof(char *));
    for (char *step = chars; step; (*count)++) {
        (*steps)[*count] = step;
        step = strchr(step, '.');
        if (step)
            *step++ = '\0';
    }
    return chars;
}

/// Does the --set give the value at `p`, wholly or (when `partly`) something inside it?
static bool set_gives(const char *set, const path *p, bool partly) {
    const char **steps = NULL;
    size_t count = 0;
    char *chars = set_path_split(set, &steps, &count);
    bool gives = chars && (partly ? count >= p->count : count <= p->count);
    for (size_t i = 0; gives && i < count && i < p->count; i++)
        gives = strcmp(steps[i], p->steps[i]) == 0;
    free(chars);
    free(steps);
    return gives;
}

/// Looks in the changes of the command line, the last first.
static bool sets_find(const layers *l, const path *p, bool partly, finding *f) {
    for (size_t i = l->changes.set_count; i-- > 0;) {
        if (!set_gives(l->changes.sets[i], p, partly))
            continue;
        (void)snprintf(f->set_name, sizeof f->set_name, "--set %s", l->changes.sets[i]);
        f->file = f->set_name;
        f->line = 0;
        return true;
    }
    return false;
}

static bool files_find(const layers *l, const path *p, finding *f) {
    for (size_t i = 0; i < l->file_count; i++) {
        f->line = json_scan_line(l->files[i].text, l->files[i].length, p->steps, p->count);
        f->file = l->files[i].name;
        if (f->line)
            return true;
    }
    return false;
}

static bool layers_find(const layers *l, const path *p, finding *f) {
    return sets_find(l, p, false, f) || files_find(l, p, f) || sets_find(l, p, true, f);
}

/// Looks for the value, and when it stands nowhere (a key is missing) for what it should stand in.
static void place_find(const reporter *r, const place *at, finding *f) {
    path p;
    f->file = r->layers->files[0].name;
    for (;; at = at->parent) {
        if (r->scheme && at) {
            path_make(&p, at, r->scheme);
            f->in_patch = layers_find(r->layers, &p, f);
            if (f->in_patch)
                return;
        }
        path_make(&p, at, NULL);
        if (layers_find(r->layers, &p, f) || !at)
            return;
    }
}

static bool key_is_plain(const char *key) {
    size_t length = strspn(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    return length > 0 && !key[length] && strchr("0123456789-", key[0]) == NULL;
}

static void path_write(text_buffer *t, const place *at) {
    if (!at)
        return;
    path_write(t, at->parent);
    if (!at->key)
        text_add(t, "[%zu]", at->index);
    else if (key_is_plain(at->key))
        text_add(t, ".%s", at->key);
    else
        text_add(t, "['%s']", at->key);
}

static char *path_text(const place *at, const char *scheme) {
    text_buffer t = {0};
    text_add(&t, "$");
    if (scheme)
        text_add(&t, ".schemes.%s.patch", scheme);
    path_write(&t, at);
    return text_take(&t);
}

bool place_error(const reporter *r, const place *at, const char *format, ...) {
    if (!r->err || r->err->kind != ERROR_NONE)
        return false;
    finding f = {0};
    place_find(r, at, &f);
    va_list arguments;
    va_start(arguments, format);
    char text[sizeof r->err->text];
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    char *where = path_text(at, f.in_patch ? r->scheme : NULL);
    char *why =
        r->scheme && !f.in_patch ? text_format("%s (in scheme '%s')", text, r->scheme) : text_copy(text);
    (void)input_error_set(r->err, f.file, f.line, where, "%s", why);
    free(where);
    free(why);
    return false;
}
