#include "theme.h"

#include <math.h>

static const struct {
    uint32_t rgb;
    const char *name;
} colors[COLOR_COUNT] = {
#define X(name, rgb) {rgb, #name},
    VIZ_COLORS(X)
#undef X
};

static const double font_units[FONT_SIZE_COUNT] = {15, 17, 21, 26, 40, 52};

uint32_t color_rgb(color c) {
    return colors[c].rgb;
}

const char *color_name(color c) {
    return colors[c].name;
}

color color_scheme(unsigned index) {
    return (color)(COLOR_SCHEME_1 + index % 4);
}

color color_scheme_soft(unsigned index) {
    return (color)(COLOR_SCHEME_1_SOFT + index % 4);
}

int font_pixels(font_size size, double unit) {
    return (int)fmax(6, round(font_units[size] * unit));
}
