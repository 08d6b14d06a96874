#include "scenario/json_scan.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "base/utf8.h"
#include "scenario/place.h"

/// A key of an object that is still open: its decoded characters in scan.keys, and where it stands.
typedef struct open_key {
    size_t start;
    int line;
} open_key;

typedef struct scan {
    const char *at, *end;
    int line, depth;
    text_buffer chars; ///< decoded keys of all open objects, each ended by NUL
    open_key *keys;
    size_t key_count, key_capacity, value_count;
    const char *file;
    input_errors *errors; ///< may be NULL
    json_spots *spots;    ///< what is sought; NULL: nothing
    const char *start;
} scan;

/// `path` is 0 when nothing is sought.
static bool scan_value(scan *s, uint64_t path);

static bool scan_fail(scan *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool scan_fail(scan *s, const char *format, ...) {
    if (s->errors && s->errors->count >= INPUT_ERRORS_MAX) {
        s->errors->count++;
        return false;
    }
    char text[200];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    input_error err = {0};
    (void)input_error_set(&err, s->file, s->line, NULL, "%s", text);
    if (s->errors)
        input_errors_add(s->errors, &err);
    return false;
}

static void scan_spaces(scan *s) {
    for (; s->at < s->end; s->at++) {
        if (*s->at == '\n')
            s->line++;
        else if (*s->at != ' ' && *s->at != '\t' && *s->at != '\r')
            return;
    }
}

/// "found X" for messages: the character at hand, or the end of the text.
static bool scan_unexpected(scan *s, const char *expected) {
    if (s->at >= s->end)
        return scan_fail(s, "the text ends too early; expected %s", expected);
    unsigned char c = (unsigned char)*s->at;
    if (c < ' ' || c >= 127)
        return scan_fail(s, "found the byte 0x%02X; expected %s", c, expected);
    return scan_fail(s, "found '%c'; expected %s", c, expected);
}

static bool scan_digits(scan *s) {
    const char *start = s->at;
    while (s->at < s->end && *s->at >= '0' && *s->at <= '9')
        s->at++;
    return s->at > start;
}

/// [-] (0 | 1-9 digits) [. digits] [e [+-] digits]
static bool scan_number_grammar(scan *s) {
    if (*s->at == '-')
        s->at++;
    if (s->at < s->end && *s->at == '0') {
        s->at++;
        if (s->at < s->end && *s->at >= '0' && *s->at <= '9')
            return scan_fail(s, "a number begins with 0; write it without leading zeros");
    } else if (!scan_digits(s)) {
        return scan_unexpected(s, "a digit");
    }
    if (s->at < s->end && *s->at == '.') {
        s->at++;
        if (!scan_digits(s))
            return scan_unexpected(s, "a digit after the decimal point");
    }
    if (s->at < s->end && (*s->at == 'e' || *s->at == 'E')) {
        s->at++;
        if (s->at < s->end && (*s->at == '+' || *s->at == '-'))
            s->at++;
        if (!scan_digits(s))
            return scan_unexpected(s, "a digit of the exponent");
    }
    return true;
}

static bool scan_number(scan *s) {
    const char *start = s->at;
    if (!scan_number_grammar(s))
        return false;
    size_t length = (size_t)(s->at - start);
    if (length > JSON_NUMBER_LENGTH)
        return scan_fail(s, "a number has %zu characters; at most %d", length, JSON_NUMBER_LENGTH);
    char copy[JSON_NUMBER_LENGTH + 1];
    memcpy(copy, start, length);
    copy[length] = '\0';
    return isfinite(strtod(copy, NULL)) || scan_fail(s, "the number %s is too large", copy);
}

/// Four hexadecimal digits.
static bool scan_hex(scan *s, uint32_t *out) {
    *out = 0;
    for (int i = 0; i < 4; i++, s->at++) {
        const char *digits = "0123456789abcdef0123456789ABCDEF";
        const char *digit = s->at < s->end && *s->at ? strchr(digits, *s->at) : NULL;
        if (!digit)
            return scan_unexpected(s, "four hexadecimal digits after \\u");
        *out = *out * 16 + (uint32_t)((digit - digits) % 16);
    }
    return true;
}

/// What follows \u; surrogates only in pairs, and not the NUL, at which C strings end.
static bool scan_unicode(scan *s, uint32_t *out) {
    if (!scan_hex(s, out))
        return false;
    if (*out == 0)
        return scan_fail(s, "\\u0000 is not allowed in a text");
    if (*out < 0xD800 || *out > 0xDFFF)
        return true;
    uint32_t low = 0;
    if (*out > 0xDBFF || s->end - s->at < 6 || s->at[0] != '\\' || s->at[1] != 'u')
        return scan_fail(s, "\\u%04X is half of a surrogate pair", (unsigned)*out);
    s->at += 2;
    if (!scan_hex(s, &low))
        return false;
    if (low < 0xDC00 || low > 0xDFFF)
        return scan_fail(s, "\\u%04X is not the second half of a surrogate pair", (unsigned)low);
    *out = 0x10000 + ((*out - 0xD800) << 10) + (low - 0xDC00);
    return true;
}

/// What follows a backslash. `into` may be NULL.
static bool scan_escape(scan *s, text_buffer *into) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char chars[4];
    size_t length = 1;
    const char *plain = s->at < s->end && *s->at ? strchr(from, *s->at) : NULL;
    if (plain) {
        chars[0] = to[plain - from];
        s->at++;
    } else if (s->at < s->end && *s->at == 'u') {
        uint32_t code = 0;
        s->at++;
        if (!scan_unicode(s, &code))
            return false;
        length = utf8_encode(code, chars);
    } else {
        return scan_unexpected(s, "one of \" \\ / b f n r t u after a backslash");
    }
    if (into)
        text_append(into, chars, length);
    return true;
}

/// A string; its decoded characters are appended to `into`, which may be NULL.
static bool scan_string(scan *s, text_buffer *into) {
    s->at++;
    while (s->at < s->end && *s->at != '"') {
        if (*s->at == '\\') {
            s->at++;
            if (!scan_escape(s, into))
                return false;
            continue;
        }
        if ((unsigned char)*s->at < ' ')
            return scan_fail(s, "a text holds the control character 0x%02X; write it as an escape",
                             (unsigned)(unsigned char)*s->at);
        size_t length = utf8_length(s->at, (size_t)(s->end - s->at));
        if (length == 0)
            return scan_fail(s, "the byte 0x%02X is not valid UTF-8", (unsigned)(unsigned char)*s->at);
        if (into)
            text_append(into, s->at, length);
        s->at += length;
    }
    if (s->at >= s->end)
        return scan_unexpected(s, "the closing quote of a text");
    s->at++;
    return true;
}

static bool scan_literal(scan *s, const char *word) {
    size_t length = strlen(word);
    if ((size_t)(s->end - s->at) < length || memcmp(s->at, word, length) != 0)
        return scan_unexpected(s, "a value");
    s->at += length;
    return true;
}

/// Reads a key and remembers it. *key is its offset in s->chars.
static bool scan_key(scan *s, size_t *key) {
    if (s->at >= s->end || *s->at != '"')
        return scan_unexpected(
            s, s->at < s->end && *s->at == '}'   ? "a key in double quotes, or no comma before it"
               : s->at < s->end && *s->at == '/' ? "a key in double quotes: JSON has no comments, but 'notes'"
                                                 : "a key in double quotes");
    if (s->key_count == s->key_capacity) {
        s->key_capacity = 2 * s->key_capacity + 16;
        s->keys = memory_resize(s->keys, s->key_capacity, sizeof *s->keys);
    }
    *key = s->chars.length;
    s->keys[s->key_count++] = (open_key){.start = *key, .line = s->line};
    if (!scan_string(s, &s->chars))
        return false;
    text_append(&s->chars, "", 1);
    return true;
}

/// A key of one object, ready to be sorted.
typedef struct sorted_key {
    const char *chars;
    int line;
} sorted_key;

static int sorted_key_compare(const void *a, const void *b) {
    const sorted_key *left = a, *right = b;
    int order = strcmp(left->chars, right->chars);
    return order ? order : (left->line > right->line) - (left->line < right->line);
}

/// Reports keys from `first` on that are equal, and forgets them all.
static void scan_keys_close(scan *s, size_t first) {
    size_t count = s->key_count - first;
    if (count == 0)
        return;
    sorted_key *keys = memory_new(count, sizeof *keys);
    int line = s->line;
    for (size_t i = 0; i < count; i++)
        keys[i] = (sorted_key){s->chars.chars + s->keys[first + i].start, s->keys[first + i].line};
    qsort(keys, count, sizeof *keys, sorted_key_compare);
    for (size_t i = 1; i < count; i++) {
        if (strcmp(keys[i - 1].chars, keys[i].chars) != 0)
            continue;
        s->line = keys[i].line;
        (void)scan_fail(s, "the key '%.60s' is given twice (first on line %d)", keys[i].chars,
                        keys[i - 1].line);
    }
    free(keys);
    s->line = line;
    s->chars.length = s->keys[first].start;
    s->key_count = first;
}

static bool scan_item(scan *s, uint64_t path, int line, const char *start) {
    if (s->spots)
        json_spots_tell(s->spots, path, line, (size_t)(start - s->start), s->at < s->end && *s->at == '{');
    return scan_value(s, path);
}

static bool scan_member(scan *s, uint64_t path) {
    size_t key = 0;
    int line = s->line;
    const char *start = s->at;
    if (!scan_key(s, &key))
        return false;
    scan_spaces(s);
    if (s->at >= s->end || *s->at != ':')
        return scan_unexpected(s, "':' after a key");
    s->at++;
    scan_spaces(s);
    return scan_item(s, s->spots ? path_key(path, s->chars.chars + key) : 0, line, start);
}

/// The items of an object or list, behind its opening bracket.
static bool scan_items(scan *s, uint64_t path, char close) {
    bool members = close == '}';
    scan_spaces(s);
    for (size_t index = 0; s->at < s->end && (*s->at != close || index > 0); index++) {
        if (!(members ? scan_member(s, path)
                      : scan_item(s, s->spots ? path_element(path, index) : 0, s->line, s->at)))
            return false;
        scan_spaces(s);
        if (s->at >= s->end || *s->at != ',')
            break;
        s->at++;
        scan_spaces(s);
    }
    if (s->at >= s->end || *s->at != close)
        return scan_unexpected(s, members ? "',' or '}'" : "',' or ']'");
    s->at++;
    return true;
}

static bool scan_container(scan *s, uint64_t path) {
    size_t first_key = s->key_count;
    char close = *s->at == '{' ? '}' : ']';
    if (s->depth == JSON_DEPTH_MAX)
        return scan_fail(s, "is nested deeper than %d levels", JSON_DEPTH_MAX);
    s->depth++;
    s->at++;
    if (!scan_items(s, path, close))
        return false;
    scan_keys_close(s, first_key);
    s->depth--;
    return true;
}

static bool scan_value(scan *s, uint64_t path) {
    if (s->at >= s->end)
        return scan_unexpected(s, "a value");
    if (++s->value_count > JSON_VALUES_MAX)
        return scan_fail(s, "has more than %d values; must have fewer", JSON_VALUES_MAX);
    switch (*s->at) {
    case '{':
    case '[':
        return scan_container(s, path);
    case '"':
        return scan_string(s, NULL);
    case 't':
        return scan_literal(s, "true");
    case 'f':
        return scan_literal(s, "false");
    case 'n':
        return scan_literal(s, "null");
    default:
        if (*s->at == '-' || (*s->at >= '0' && *s->at <= '9'))
            return scan_number(s);
        return scan_unexpected(s, "a value");
    }
}

static bool scan_text(scan *s) {
    if (s->end - s->at >= 3 && memcmp(s->at, "\xEF\xBB\xBF", 3) == 0)
        return scan_fail(s, "begins with a byte order mark; save it as UTF-8 without one");
    scan_spaces(s);
    if (s->at >= s->end)
        return scan_fail(s, "is empty; expected a JSON object");
    if (!scan_item(s, PATH_ROOT, 1, s->start))
        return false;
    scan_spaces(s);
    return s->at >= s->end || scan_unexpected(s, "the end of the text");
}

static bool scan_run(scan *s, const char *text, size_t length) {
    s->at = s->start = text;
    s->end = text + length;
    s->line = 1;
    bool good = scan_text(s);
    free(s->keys);
    free(s->chars.chars);
    return good;
}

bool json_scan(const char *text, size_t length, const char *file, input_errors *errors) {
    SIM_REQUIRE(text || length == 0);
    scan s = {.file = file, .errors = errors};
    return scan_run(&s, text, length) && (!errors || errors->count <= INPUT_ERRORS_MAX);
}

void json_scan_spots(const char *text, size_t length, json_spots *spots) {
    SIM_REQUIRE(text || length == 0);
    scan s = {.spots = spots};
    (void)scan_run(&s, text, length);
}
