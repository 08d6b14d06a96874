#include "base/utf8.h"

#include "base/check.h"

/// The bytes that may follow the first one: the second's range, and how many follow in all.
typedef struct utf8_form {
    unsigned char first_low, first_high, second_low, second_high;
    size_t length;
} utf8_form;

/// RFC 3629, section 4.
static const utf8_form forms[] = {
    {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
    {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
    {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
};

static const utf8_form *form_find(unsigned char first) {
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (first >= forms[i].first_low && first <= forms[i].first_high)
            return &forms[i];
    return NULL;
}

size_t utf8_length(const char *text, size_t length) {
    const unsigned char *bytes = (const unsigned char *)text;
    if (length == 0)
        return 0;
    if (bytes[0] < 0x80)
        return 1;
    const utf8_form *form = form_find(bytes[0]);
    if (!form || length < form->length || bytes[1] < form->second_low || bytes[1] > form->second_high)
        return 0;
    for (size_t i = 2; i < form->length; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    return form->length;
}

size_t utf8_encode(uint32_t code, char out[4]) {
    SIM_REQUIRE(code <= 0x10FFFF);
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = length; i-- > 1; code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)(marks[length] | code);
    return length;
}
