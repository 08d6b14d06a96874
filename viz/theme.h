/// Colours and type sizes. A light theme: dark type on white survives a projector in a lit room.
/// Hues are those of Okabe and Ito, told apart by colour-blind people; no meaning rests on hue alone.
#ifndef VIZ_THEME_H
#define VIZ_THEME_H

#include <stdint.h>

/// X(name, 0xRRGGBB)
#define VIZ_COLORS(X)                                                                                        \
    X(WINDOW, 0xE9EDF1)                                                                                      \
    X(CARD, 0xFFFFFF)                                                                                        \
    X(BOX, 0xF5F7F9)                                                                                         \
    X(HAIRLINE, 0xD5DBE1)                                                                                    \
    X(TRACK, 0xDFE5EA)                                                                                       \
    X(INK, 0x16202B)                                                                                         \
    X(MUTED, 0x55626F)                                                                                       \
    X(FAINT, 0xA3AEB9)                                                                                       \
    X(INVERSE, 0xFFFFFF)                                                                                     \
    X(BAR, 0x55626F)                                                                                         \
    X(GOOD, 0x00805E)                                                                                        \
    X(GOOD_SOFT, 0xD9F0E8)                                                                                   \
    X(WARNING, 0xE69F00)                                                                                     \
    X(WARNING_SOFT, 0xFCEFD0)                                                                                \
    X(BAD, 0xC8501A)                                                                                         \
    X(BAD_SOFT, 0xFBE3D8)                                                                                    \
    X(DECIDING, 0x8C5AA6)                                                                                    \
    X(SWITCHING, 0x0072B2)                                                                                   \
    X(STANDING_BY, 0xB9DDF3)                                                                                 \
    X(TALKING, 0x2B7BB9)                                                                                     \
    X(WRAPUP, 0xB65F92)                                                                                      \
    X(IDLE, 0x3E9C7F)                                                                                        \
    X(OFF, 0xB4BEC8)                                                                                         \
    X(CALM, 0x35A583)                                                                                        \
    X(STEP_1, 0x4F7CA0)                                                                                      \
    X(STEP_2, 0x86AECB)                                                                                      \
    X(STEP_3, 0xB9D3E4)                                                                                      \
    X(STEP_4, 0x9AA7B3)                                                                                      \
    X(LOAD, 0xE4E9EE)                                                                                        \
    X(SHED, 0xDE9470)                                                                                        \
    X(SCHEME_1, 0x3F4E5E)                                                                                    \
    X(SCHEME_2, 0x0072B2)                                                                                    \
    X(SCHEME_3, 0xA8447C)                                                                                    \
    X(SCHEME_4, 0x8A6A00)                                                                                    \
    X(SCHEME_1_SOFT, 0xB8C0C8)                                                                               \
    X(SCHEME_2_SOFT, 0xA6CDE4)                                                                               \
    X(SCHEME_3_SOFT, 0xE0BCD0)                                                                               \
    X(SCHEME_4_SOFT, 0xD6CA9F)

#define X(name, rgb) COLOR_##name,
typedef enum color { VIZ_COLORS(X) COLOR_COUNT } color;
#undef X

/// 0xRRGGBB.
uint32_t color_rgb(color c);
/// As scene_write_text prints it.
const char *color_name(color c);

/// The colour of the scheme in pane `index`, and a pale one for what is still to come.
color color_scheme(unsigned index);
color color_scheme_soft(unsigned index);

/// Type sizes; pixels by font_pixels. The smallest is 18 pixels high at 1080 lines.
typedef enum font_size {
    FONT_SMALL,
    FONT_BODY,
    FONT_LARGE,
    FONT_TITLE,
    FONT_CLOCK,
    FONT_HERO,
    FONT_SIZE_COUNT
} font_size;

/// Pixels at a unit of `unit` pixels (1 at 1600 x 900).
int font_pixels(font_size size, double unit);

#endif
