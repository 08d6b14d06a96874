#include "support/test.h"

#include <Random123/philox.h>

#include "random/stream.h"

static const stream_family family = {.seed = 42, .replication = 3};

// Known answers of philox4x64-10, from Random123's kat_vectors.
static void kernel_gives_the_known_answers(void **state) {
    (void)state;
    philox4x64_ctr_t zero = {{0, 0, 0, 0}};
    philox4x64_key_t zero_key = {{0, 0}};
    philox4x64_ctr_t block = philox4x64(zero, zero_key);
    assert_true(block.v[0] == UINT64_C(0x16554d9eca36314c) && block.v[1] == UINT64_C(0xdb20fe9d672d0fdc));
    assert_true(block.v[2] == UINT64_C(0xd7e772cee186176b) && block.v[3] == UINT64_C(0x7e68b68aec7ba23b));
    philox4x64_ctr_t ones = {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}};
    philox4x64_key_t ones_key = {{UINT64_MAX, UINT64_MAX}};
    block = philox4x64(ones, ones_key);
    assert_true(block.v[0] == UINT64_C(0x87b092c3013fe90b) && block.v[1] == UINT64_C(0x438c3c67be8d0224));
    assert_true(block.v[2] == UINT64_C(0x9cc7d7c69cd777b6) && block.v[3] == UINT64_C(0xa09caebf594f0ba0));
}

/// Word for word: block i of a stream is philox4x64-10 of its address with i in front.
static void words_are_those_of_random123(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 1000; i++) {
        stream_family f = {.seed = UINT64_MAX / (i + 1), .replication = i};
        uint64_t source = UINT64_C(0x9E3779B97F4A7C15) * i, subject = source ^ (source >> 31);
        stream s;
        stream_open(&s, &f, STREAM_IVR, source, subject, i);
        philox4x64_key_t key = {{f.seed, f.replication}};
        for (uint64_t block = 0; block < 3; block++) {
            philox4x64_ctr_t counter = {{block, source, subject, (uint64_t)STREAM_IVR << 32 | i}};
            philox4x64_ctr_t words = philox4x64(counter, key);
            for (int word = 0; word < 4; word++)
                assert_true(stream_word(&s) == words.v[word]);
        }
    }
}

static void same_address_gives_same_words(void **state) {
    (void)state;
    stream a, b;
    stream_open(&a, &family, STREAM_TALK, 7, 9, 1);
    stream_open(&b, &family, STREAM_TALK, 7, 9, 1);
    for (int i = 0; i < 100; i++)
        assert_true(stream_word(&a) == stream_word(&b));
}

static uint64_t first_word(stream_family f, stream_purpose why, uint64_t source, uint64_t subject,
                           uint32_t occasion) {
    stream s;
    stream_open(&s, &f, why, source, subject, occasion);
    return stream_word(&s);
}

static void each_part_of_the_address_matters(void **state) {
    (void)state;
    uint64_t base = first_word(family, STREAM_TALK, 7, 9, 1);
    assert_true(base != first_word((stream_family){43, 3}, STREAM_TALK, 7, 9, 1));
    assert_true(base != first_word((stream_family){42, 4}, STREAM_TALK, 7, 9, 1));
    assert_true(base != first_word(family, STREAM_PATIENCE, 7, 9, 1));
    assert_true(base != first_word(family, STREAM_TALK, 8, 9, 1));
    assert_true(base != first_word(family, STREAM_TALK, 7, 10, 1));
    assert_true(base != first_word(family, STREAM_TALK, 7, 9, 2));
}

/// Chi-square over 256 cells of the top byte: mean 255, standard deviation sqrt(2 * 255); 5 of these is
/// beyond any usual level (about 1e-6), for a fixed seed.
static double chi_square_of_top_bytes(const uint64_t *words, size_t count) {
    double counts[256] = {0}, expected = (double)count / 256, sum = 0;
    for (size_t i = 0; i < count; i++)
        counts[words[i] >> 56]++;
    for (int i = 0; i < 256; i++)
        sum += (counts[i] - expected) * (counts[i] - expected) / expected;
    return sum;
}

enum { WORDS = 100000 };

static void words_along_a_stream_and_across_addresses_are_uniform(void **state) {
    (void)state;
    static const double limit = 255 + 5 * 22.6;
    uint64_t *words = malloc(WORDS * sizeof *words);
    stream s;
    stream_open(&s, &family, STREAM_ARRIVALS, 1, 1, 0);
    for (size_t i = 0; i < WORDS; i++)
        words[i] = stream_word(&s);
    assert_true(chi_square_of_top_bytes(words, WORDS) < limit);
    for (size_t i = 0; i < WORDS; i++)
        words[i] = first_word(family, STREAM_TALK, 1, i, 0);
    assert_true(chi_square_of_top_bytes(words, WORDS) < limit);
    free(words);
}

static void unit_is_strictly_inside(void **state) {
    (void)state;
    stream s;
    stream_open(&s, &family, STREAM_TEST, 0, 0, 0);
    double sum = 0;
    for (int i = 0; i < WORDS; i++) {
        double u = stream_unit(&s);
        assert_true(u > 0 && u < 1);
        sum += u;
    }
    assert_near(sum / WORDS, 0.5, 5 * 0.2887 / sqrt(WORDS)); // five standard errors
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kernel_gives_the_known_answers),
        cmocka_unit_test(words_are_those_of_random123),
        cmocka_unit_test(same_address_gives_same_words),
        cmocka_unit_test(each_part_of_the_address_matters),
        cmocka_unit_test(words_along_a_stream_and_across_addresses_are_uniform),
        cmocka_unit_test(unit_is_strictly_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
