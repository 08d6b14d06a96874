/// Runs a fuzz target over inputs that are made from a corpus: usage: fuzz_X CORPUS_FOLDER FIRST COUNT.
/// Input k depends on the corpus and on k alone, so that a failure is found again by its number.
#define _POSIX_C_SOURCE 200809L // scandir

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

enum { SIZE_MAX_INPUT = 1 << 16, MUTATIONS_MAX = 6, SPAN_MAX = 64 };

typedef struct input {
    size_t size;
    uint8_t *bytes; ///< room for SIZE_MAX_INPUT
} input;

typedef struct corpus {
    size_t count;
    input *inputs;
} corpus;

/// SplitMix64 (Steele, Lea, Flood 2014).
static uint64_t random_next(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static size_t random_below(uint64_t *state, size_t bound) {
    return bound ? (size_t)(random_next(state) % bound) : 0;
}

static void *allocate(size_t size) {
    void *memory = calloc(1, size);
    if (!memory) {
        (void)fputs("out of memory\n", stderr);
        exit(3);
    }
    return memory;
}

static bool input_read(const char *folder, const char *name, input *out) {
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *in = fopen(path, "rb");
    if (!in)
        return false;
    out->bytes = allocate(SIZE_MAX_INPUT);
    out->size = fread(out->bytes, 1, SIZE_MAX_INPUT, in);
    bool good = !ferror(in);
    (void)fclose(in);
    return good;
}

static int is_visible(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

/// All files of a folder, in order of their names.
static bool corpus_read(const char *folder, corpus *out) {
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_visible, alphasort);
    if (count <= 0)
        return false;
    out->inputs = allocate((size_t)count * sizeof *out->inputs);
    bool good = true;
    for (int i = 0; i < count; i++) {
        good = good && input_read(folder, entries[i]->d_name, &out->inputs[out->count++]);
        free(entries[i]);
    }
    free(entries);
    return good;
}

static void corpus_free(corpus *c) {
    for (size_t i = 0; i < c->count; i++)
        free(c->inputs[i].bytes);
    free(c->inputs);
}

static void bytes_remove(input *in, size_t at, size_t length) {
    memmove(in->bytes + at, in->bytes + at + length, in->size - at - length);
    in->size -= length;
}

static void bytes_insert(input *in, size_t at, const uint8_t *bytes, size_t length) {
    if (in->size + length > SIZE_MAX_INPUT)
        return;
    uint8_t copy[SPAN_MAX]; // `bytes` may lie in the input itself
    memcpy(copy, bytes, length);
    memmove(in->bytes + at + length, in->bytes + at, in->size - at);
    memcpy(in->bytes + at, copy, length);
    in->size += length;
}

/// Puts a span of some input of the corpus somewhere.
static void splice(input *in, const corpus *c, uint64_t *random) {
    const input *from = &c->inputs[random_below(random, c->count)];
    size_t start = random_below(random, from->size), at = random_below(random, in->size + 1);
    size_t length = random_below(random, SPAN_MAX);
    bytes_insert(in, at, from->bytes + start, length < from->size - start ? length : from->size - start);
}

static void mutate(input *in, const corpus *c, uint64_t *random) {
    static const uint8_t striking[] = {0,   1,   0x7F, 0x80, 0xFF, '"', '\\', '{', '}',
                                       '[', ']', ',',  ':',  '-',  '0', '9',  'e', '.'};
    size_t at = random_below(random, in->size), rest = in->size - at;
    size_t length = random_below(random, SPAN_MAX);
    length = length < rest ? length : rest;
    switch (in->size ? random_below(random, 6) : 5) {
    case 0:
        in->bytes[at] ^= (uint8_t)(1U << random_below(random, 8));
        break;
    case 1:
        in->bytes[at] = striking[random_below(random, sizeof striking)];
        break;
    case 2:
        bytes_remove(in, at, length);
        break;
    case 3:
        bytes_insert(in, at, in->bytes + at, length);
        break;
    case 4:
        in->size = random_below(random, 8) ? in->size : at;
        break;
    default:
        splice(in, c, random);
        break;
    }
}

/// The first inputs are the corpus itself.
static void input_make(input *out, const corpus *c, size_t number) {
    uint64_t random = number;
    const input *from = &c->inputs[number < c->count ? number : random_below(&random, c->count)];
    out->size = from->size;
    if (from->size)
        memcpy(out->bytes, from->bytes, from->size);
    size_t mutations = number < c->count ? 0 : 1 + random_below(&random, MUTATIONS_MAX);
    for (size_t i = 0; i < mutations; i++)
        mutate(out, c, &random);
}

static void corpus_try(const corpus *c, size_t first, size_t count) {
    input in = {.bytes = allocate(SIZE_MAX_INPUT)};
    for (size_t number = first; number < first + count; number++) {
        input_make(&in, c, number);
        (void)LLVMFuzzerTestOneInput(in.bytes, in.size);
    }
    free(in.bytes);
    (void)printf("%zu inputs\n", count);
}

int main(int argc, char **argv) {
    corpus c = {0};
    bool good = argc == 4 && corpus_read(argv[1], &c);
    if (good)
        corpus_try(&c, strtoul(argv[2], NULL, 10), strtoul(argv[3], NULL, 10));
    else
        (void)fprintf(stderr, "usage: %s CORPUS_FOLDER FIRST COUNT\n", argv[0]);
    corpus_free(&c);
    return good ? 0 : 2;
}
