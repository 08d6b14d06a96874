#define _POSIX_C_SOURCE 200809L

#include "base/file_claims.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/path.h"
#include "base/text.h"

/// A file that is there is known by device and inode, one that is not yet by its folder's and its name.
struct file_claim {
    dev_t device;
    ino_t inode;
    char *name;       ///< in the folder; NULL: the file is there
    char *path;       ///< as it was given
    const char *role; ///< NULL: is read
};

/// False when what is at `path` can be written by several, or cannot be at all.
static bool claim_make(file_claim *out, const char *path) {
    struct stat status;
    char *target = path_resolve(path);
    *out = (file_claim){0};
    if (!target)
        return false;
    bool is_there = stat(path, &status) == 0, good = is_there && !S_ISCHR(status.st_mode);
    if (!is_there) {
        const char *slash = strrchr(target, '/');
        char *folder = path_beside(target, ".");
        good = stat(folder, &status) == 0;
        out->name = good ? text_copy(slash ? slash + 1 : target) : NULL;
        free(folder);
    }
    free(target);
    out->device = status.st_dev;
    out->inode = status.st_ino;
    out->path = good ? text_copy(path) : NULL;
    return good;
}

static bool is_same(const file_claim *a, const file_claim *b) {
    return a->device == b->device && a->inode == b->inode &&
           (a->name && b->name ? strcmp(a->name, b->name) == 0 : !a->name && !b->name);
}

static void claim_add(file_claims *c, file_claim added) {
    c->items = memory_resize(c->items, c->count + 1, sizeof *c->items);
    c->items[c->count++] = added;
}

static bool claim_check(const file_claims *c, const file_claim *wanted, input_error *err) {
    for (size_t i = 0; i < c->count; i++) {
        const file_claim *had = &c->items[i];
        if (!is_same(had, wanted))
            continue;
        if (!had->role)
            return input_error_set(err, wanted->path, 0, NULL,
                                   "%s would overwrite %s, which is read; give another name", wanted->role,
                                   had->path);
        return input_error_set(err, wanted->path, 0, NULL,
                               "%s and %s would write to the same file; give them different names", had->role,
                               wanted->role);
    }
    return true;
}

/// Takes over `wanted`.
static bool claim_write(file_claims *c, file_claim wanted, const char *role, input_error *err) {
    wanted.role = role;
    bool good = claim_check(c, &wanted, err);
    claim_add(c, wanted);
    return good;
}

void file_claims_read(file_claims *c, const char *path) {
    file_claim claim;
    if (claim_make(&claim, path))
        claim_add(c, claim);
}

/// What is written until the file is whole.
static bool partial_claim(file_claims *c, const char *path, const char *role, input_error *err) {
    file_claim claim;
    char *target = path_resolve(path), *partial = target ? text_format("%s.partial", target) : NULL;
    bool good = !partial || !claim_make(&claim, partial) || claim_write(c, claim, role, err);
    free(target);
    free(partial);
    return good;
}

bool file_claims_write(file_claims *c, const char *path, const char *role, input_error *err) {
    file_claim claim;
    return !claim_make(&claim, path) ||
           (claim_write(c, claim, role, err) && partial_claim(c, path, role, err));
}

bool file_claims_write_open(file_claims *c, int descriptor, const char *role, input_error *err) {
    struct stat status;
    if (fstat(descriptor, &status) != 0 || S_ISCHR(status.st_mode))
        return true;
    file_claim claim = {.device = status.st_dev, .inode = status.st_ino, .path = text_copy("")};
    return claim_write(c, claim, role, err);
}

void file_claims_free(file_claims *c) {
    for (size_t i = 0; i < c->count; i++) {
        free(c->items[i].name);
        free(c->items[i].path);
    }
    free(c->items);
    *c = (file_claims){0};
}
