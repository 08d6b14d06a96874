#include "support/test.h"

#include "scenario/json_scan.h"
#include "scenario/place.h"

typedef struct scan_case {
    const char *text;
    int line; ///< of the error; 0: it is good
    const char *wrong;
} scan_case;

static const scan_case cases[] = {
    {"{}", 0, NULL},
    {" [1, -0.5e+3, \"a\\u00e9\\n\", true, false, null] \n", 0, NULL},
    {"\"\\ud83d\\ude00 \xE4\xB8\xAD\"", 0, NULL},
    {"0", 0, NULL},
    {"", 1, "is empty; expected a JSON object"},
    {"\n\n ", 3, "is empty; expected a JSON object"},
    {"\xEF\xBB\xBF{}", 1, "begins with a byte order mark; save it as UTF-8 without one"},
    {"{} x", 1, "found 'x'; expected the end of the text"},
    {"{\n\"a\":1,\n}", 3, "found '}'; expected a key in double quotes, or no comma before it"},
    {"[1,\n]", 2, "found ']'; expected a value"},
    {"[1 2]", 1, "found '2'; expected ',' or ']'"},
    {"{\"a\" 1}", 1, "found '1'; expected ':' after a key"},
    {"{'a':1}", 1, "found '''; expected a key in double quotes"},
    {"{\"a\":1", 1, "the text ends too early; expected ',' or '}'"},
    {"[\"abc", 1, "the text ends too early; expected the closing quote of a text"},
    {"[01]", 1, "a number begins with 0; write it without leading zeros"},
    {"[1.]", 1, "found ']'; expected a digit after the decimal point"},
    {"[.5]", 1, "found '.'; expected a value"},
    {"[+1]", 1, "found '+'; expected a value"},
    {"[-]", 1, "found ']'; expected a digit"},
    {"[1e]", 1, "found ']'; expected a digit of the exponent"},
    {"[1e999]", 1, "the number 1e999 is too large"},
    {"[NaN]", 1, "found 'N'; expected a value"},
    {"[tru]", 1, "found 't'; expected a value"},
    {"[\"\t\"]", 1, "a text holds the control character 0x09; write it as an escape"},
    {"[\"\\x\"]", 1, "found 'x'; expected one of \" \\ / b f n r t u after a backslash"},
    {"[\"\\u12g4\"]", 1, "found 'g'; expected four hexadecimal digits after \\u"},
    {"[\"\\u0000\"]", 1, "\\u0000 is not allowed in a text"},
    {"[\"\\ud800\"]", 1, "\\uD800 is half of a surrogate pair"},
    {"[\"\\udc00\"]", 1, "\\uDC00 is half of a surrogate pair"},
    {"[\"\\ud800\\u0041\"]", 1, "\\u0041 is not the second half of a surrogate pair"},
    {"[\"\xFF\"]", 1, "the byte 0xFF is not valid UTF-8"},
    {"[\"\xC0\x80\"]", 1, "the byte 0xC0 is not valid UTF-8"},
    {"[\"\xED\xA0\x80\"]", 1, "the byte 0xED is not valid UTF-8"},
    {"[\"\xE4\xB8\"]", 1, "the byte 0xE4 is not valid UTF-8"},
    {"[\"\xF5\x80\x80\x80\"]", 1, "the byte 0xF5 is not valid UTF-8"},
    {"\xFF", 1, "found the byte 0xFF; expected a value"},
    {"{\"a\":1,\n\"b\":2,\n\"a\":3}", 3, "the key 'a' is given twice (first on line 1)"},
    {"{\"a\":1,\"\\u0061\":2}", 1, "the key 'a' is given twice (first on line 1)"},
    {"{\"a\":{\"b\":1,\"b\":2},\"b\":1}", 1, "the key 'b' is given twice (first on line 1)"},
    {"{\"a\":{\"b\":1},\"b\":1,\"\":{\"\":1}}", 0, NULL},
};

static void strictness(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        input_errors errors = {0};
        const input_error *err = &errors.items[0];
        bool good = json_scan(cases[i].text, strlen(cases[i].text), "f.json", &errors);
        assert_int_equal(errors.count, cases[i].line == 0 ? 0 : 1);
        assert_true(good == (errors.count == 0) || strstr(cases[i].wrong, "given twice"));
        assert_int_equal(err->line, cases[i].line);
        assert_string_equal(err->text, cases[i].wrong ? cases[i].wrong : "");
        assert_string_equal(err->file, errors.count ? "f.json" : "");
    }
}

/// Every cut of a good text is bad, and is read within its bounds (the copy ends where the cut does).
static void cuts(void **state) {
    (void)state;
    static const char text[] = "{\"a\":[1.5e3,\"\\ud83d\\ude00\xE4\xB8\xAD\"],\"b\":{\"c\":true}}";
    size_t size = sizeof text - 1;
    for (size_t length = 0; length <= size; length++) {
        char *cut = malloc(length ? length : 1);
        assert_non_null(cut);
        memcpy(cut, text, length);
        assert_int_equal(json_scan(cut, length, "f", NULL), length == size);
        free(cut);
    }
}

static void embedded_nul(void **state) {
    (void)state;
    input_errors errors = {0};
    assert_false(json_scan("[1,\0]", 5, "f", &errors));
    assert_string_equal(errors.items[0].text, "found the byte 0x00; expected a value");
}

static void nesting(void **state) {
    (void)state;
    char text[2 * JSON_DEPTH_MAX + 2];
    memset(text, '[', sizeof text);
    memset(text + JSON_DEPTH_MAX, ']', JSON_DEPTH_MAX);
    assert_true(json_scan(text, sizeof text - 2, "f", NULL));
    memset(text, '[', JSON_DEPTH_MAX + 1);
    memset(text + JSON_DEPTH_MAX + 1, ']', JSON_DEPTH_MAX + 1);
    input_errors errors = {0};
    assert_false(json_scan(text, sizeof text, "f", &errors));
    assert_string_equal(errors.items[0].text, "is nested deeper than 64 levels");
}

/// Objects and lists count too.
static void too_many_values(void **state) {
    (void)state;
    size_t length = 2 * (size_t)JSON_VALUES_MAX + 1;
    char *text = malloc(length);
    assert_non_null(text);
    memset(text, ',', length);
    for (size_t i = 1; i < length; i += 2)
        text[i] = '0';
    text[0] = '[';
    text[length - 1] = ']';
    input_errors errors = {0};
    assert_false(json_scan(text, length, "f", &errors));
    assert_string_equal(errors.items[0].text, "has more than 2000000 values; must have fewer");
    text[length - 3] = ']';
    assert_true(json_scan(text, length - 2, "f", NULL));
    free(text);
}

static void long_number(void **state) {
    (void)state;
    char text[JSON_NUMBER_LENGTH + 1];
    memset(text, '1', sizeof text);
    assert_true(json_scan(text, JSON_NUMBER_LENGTH, "f", NULL));
    assert_false(json_scan(text, JSON_NUMBER_LENGTH + 1, "f", NULL));
}

/// Keys that are given twice are all found, and what comes behind them is read too.
static void repeated_keys(void **state) {
    (void)state;
    static const char text[] = "{\"a\":1,\n\"a\":{\"b\":1,\n\"b\":2},\n\"a\":3}",
                      broken[] = "{\"a\":1,\"a\":}";
    input_errors errors = {0}, fatal = {0};
    assert_true(json_scan(text, sizeof text - 1, "f", &errors));
    assert_int_equal(errors.count, 3);
    assert_string_equal(errors.items[0].text, "the key 'b' is given twice (first on line 2)");
    assert_int_equal(errors.items[1].line, 2);
    assert_int_equal(errors.items[2].line, 4);
    assert_false(json_scan(broken, sizeof broken - 1, "f", &fatal));
    assert_int_equal(fatal.count, 1);
}

static uint64_t path_of(const char *const *steps, size_t count) {
    uint64_t path = PATH_ROOT;
    for (size_t i = 0; i < count; i++)
        path = steps[i][0] >= '0' && steps[i][0] <= '9' ? path_element(path, strtoul(steps[i], NULL, 10))
                                                        : path_key(path, steps[i]);
    return path;
}

static void lines_of_values(void **state) {
    (void)state;
    static const char text[] = "{\n\"a\": {\"b\":\n[1,\n 2, {\"c\": 1}]},\n\"b\": 5}";
    static const struct {
        const char *steps[4];
        size_t count;
        int line;
    } sought[] = {
        {{"a", "b", "2", "c"}, 4, 4},
        {{"a", "b"}, 2, 2},
        {{"a", "b", "1"}, 3, 4},
        {{"b"}, 1, 5},
        {{"b"}, 0, 1},
        {{"a", "c"}, 2, 0},
        {{"a", "b", "3"}, 3, 0},
    };
    enum { COUNT = sizeof sought / sizeof sought[0] };
    uint64_t paths[COUNT + 1];
    for (size_t i = 0; i < COUNT; i++)
        paths[i] = path_of(sought[i].steps, sought[i].count);
    paths[COUNT] = paths[0]; // may be asked for again
    json_spots spots;
    json_spots_make(&spots, paths, COUNT + 1);
    assert_int_equal(spots.count, COUNT);
    json_scan_spots(text, sizeof text - 1, &spots);
    for (size_t i = 0; i < COUNT; i++) {
        const json_spot *spot = json_spots_find(&spots, paths[i]);
        assert_int_equal(spot ? spot->line : 0, sought[i].line);
    }
    assert_true(json_spots_find(&spots, PATH_ROOT)->is_object);
    assert_false(json_spots_find(&spots, paths[1])->is_object);
    free(spots.items);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strictness),      cmocka_unit_test(cuts),          cmocka_unit_test(embedded_nul),
        cmocka_unit_test(nesting),         cmocka_unit_test(long_number),   cmocka_unit_test(too_many_values),
        cmocka_unit_test(lines_of_values), cmocka_unit_test(repeated_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
