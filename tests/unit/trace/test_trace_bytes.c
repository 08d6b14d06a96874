#include "support/test.h"

#include "trace/bytes.h"

static const uint64_t numbers[] = {0,          1,          127,        128,        16383,     16384,
                                   UINT16_MAX, UINT32_MAX, 1ULL << 56, 1ULL << 63, INT64_MAX, UINT64_MAX};
enum { NUMBERS = sizeof numbers / sizeof *numbers };

static void numbers_come_back(void **unused) {
    (void)unused;
    byte_buffer b = {0};
    for (size_t i = 0; i < NUMBERS; i++) {
        bytes_put_varint(&b, numbers[i]);
        bytes_put_signed(&b, (int64_t)numbers[i]);
        bytes_put_fixed(&b, numbers[i], 8);
        bytes_put_varint(&b, index_shift((uint16_t)numbers[i]));
    }
    byte_reader r = byte_reader_of(b.bytes, b.length);
    for (size_t i = 0; i < NUMBERS; i++) {
        assert_true(bytes_take_varint(&r) == numbers[i]);
        assert_true(bytes_take_signed(&r) == (int64_t)numbers[i]);
        assert_true(bytes_take_fixed(&r, 8) == numbers[i]);
        assert_int_equal(bytes_take_index(&r), (uint16_t)numbers[i]);
    }
    assert_false(r.bad);
    assert_int_equal(bytes_left(&r), 0);
    free(b.bytes);
}

/// The format, so that it cannot change by accident.
static void bytes_are_what_the_format_says(void **unused) {
    (void)unused;
    static const uint8_t expected[] = {0x00, 0x7F, 0x80, 0x01, 0x01, 0x02, 0xAC, 0x02,
                                       0x34, 0x12, 0x00, 0x00, 0x03, 'h',  'i'};
    byte_buffer b = {0};
    bytes_put_varint(&b, 0);
    bytes_put_varint(&b, 127);
    bytes_put_varint(&b, 128);
    bytes_put_signed(&b, -1);
    bytes_put_signed(&b, 1);
    bytes_put_signed(&b, 150);
    bytes_put_fixed(&b, 0x1234, 2);
    bytes_put_varint(&b, index_shift(UINT16_MAX));
    bytes_put_text(&b, NULL);
    bytes_put_text(&b, "hi");
    assert_int_equal(b.length, sizeof expected);
    assert_memory_equal(b.bytes, expected, sizeof expected);
    free(b.bytes);
}

static bool varint_is_bad(const uint8_t *bytes, size_t count) {
    byte_reader r = byte_reader_of(bytes, count);
    uint64_t number = bytes_take_varint(&r);
    assert_true(!r.bad || number == 0);
    return r.bad;
}

static void bad_numbers_are_seen(void **unused) {
    (void)unused;
    uint8_t bytes[12];
    memset(bytes, 0xFF, sizeof bytes);
    for (size_t count = 0; count < sizeof bytes; count++)
        assert_true(varint_is_bad(bytes, count));
    bytes[9] = 1;
    assert_false(varint_is_bad(bytes, 10));
    bytes[9] = 2; // a 65th bit
    assert_true(varint_is_bad(bytes, 10));
    byte_reader r = byte_reader_of(bytes, 7);
    assert_int_equal(bytes_take_fixed(&r, 8), 0);
    assert_true(r.bad);
    r = byte_reader_of(bytes, 7);
    bytes_skip(&r, 8);
    assert_true(r.bad && bytes_left(&r) == 0);
    const uint8_t nine = 9;
    r = byte_reader_of(&nine, 1);
    assert_int_equal(bytes_take_up_to(&r, 8), 0);
    assert_true(r.bad);
}

typedef struct text_case {
    const char *text;
    bool good;
} text_case;

static const text_case texts[] = {
    {"", true},
    {"plain", true},
    {"é", true},
    {"接通率", true},
    {"\xF0\x9F\x93\x9E", true},
    {"\xC0\x80", false},
    {"\x80", false},
    {"\xE0\x80\x80", false},
    {"\xED\xA0\x80", false},
    {"\xF5\x80\x80\x80", false},
    {"\xC3", false},
    {"\xE4\xB8", false},
    {"a\xFF", false},
    {"\xF4\x90\x80\x80", false},
    {"\xC3(", false},
};

static void texts_come_back_or_are_bad(void **unused) {
    (void)unused;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        byte_buffer b = {0};
        bytes_put_text(&b, texts[i].text);
        byte_reader r = byte_reader_of(b.bytes, b.length);
        char *text = bytes_take_text(&r);
        assert_int_equal(!r.bad, texts[i].good);
        if (texts[i].good)
            assert_string_equal(text, texts[i].text);
        else
            assert_null(text);
        free(text);
        free(b.bytes);
    }
    static const uint8_t nul[] = {3, 'a', 0}, beyond[] = {5, 'a', 'b'};
    byte_reader r = byte_reader_of(nul, sizeof nul);
    assert_null(bytes_take_text(&r));
    assert_true(r.bad);
    r = byte_reader_of(beyond, sizeof beyond);
    assert_null(bytes_take_text(&r));
    assert_true(r.bad);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_back),
        cmocka_unit_test(bytes_are_what_the_format_says),
        cmocka_unit_test(bad_numbers_are_seen),
        cmocka_unit_test(texts_come_back_or_are_bad),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
