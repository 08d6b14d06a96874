#include "font.h"

#include <SDL_ttf.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CACHE_SLOTS = 2048, CACHE_FILL_MAX = 1536, TEXT_MAX = 512 };

/// What was rendered: texts change rarely from one picture to the next.
typedef struct cached_text {
    char *text;
    text_style style;
    int width;
    raster_mask mask;
} cached_text;

struct font_set {
    TTF_Font *fonts[FONT_SIZE_COUNT][WEIGHT_COUNT];
    cached_text cache[CACHE_SLOTS];
    size_t cached;
};

static const char *const font_directories[] = {
    "/usr/share/fonts/opentype/inter",
    "/usr/share/fonts/truetype/inter",
    "/usr/share/fonts/inter",
    "/usr/local/share/fonts/inter",
    "/usr/local/share/fonts",
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/dejavu-sans-fonts",
    "/usr/share/fonts/dejavu",
    "/usr/share/fonts/TTF",
};

static const char *const font_files[][WEIGHT_COUNT] = {
    {"Inter-Regular.otf", "Inter-SemiBold.otf"},
    {"Inter-Regular.ttf", "Inter-SemiBold.ttf"},
    {"DejaVuSans.ttf", "DejaVuSans-Bold.ttf"},
};

enum { PATH_SIZE = 256 };

static bool font_path(const char *directory, const char *file, char path[PATH_SIZE]) {
    snprintf(path, PATH_SIZE, "%s/%s", directory, file);
    return access(path, R_OK) == 0;
}

/// The first family of which both weights are there.
static bool find_family(char paths[WEIGHT_COUNT][PATH_SIZE]) {
    for (size_t f = 0; f < sizeof font_files / sizeof *font_files; f++)
        for (size_t d = 0; d < sizeof font_directories / sizeof *font_directories; d++)
            if (font_path(font_directories[d], font_files[f][WEIGHT_REGULAR], paths[WEIGHT_REGULAR]) &&
                font_path(font_directories[d], font_files[f][WEIGHT_BOLD], paths[WEIGHT_BOLD]))
                return true;
    return false;
}

static bool open_fonts(font_set *f, char paths[WEIGHT_COUNT][PATH_SIZE], double unit, input_error *err) {
    for (size_t size = 0; size < FONT_SIZE_COUNT; size++)
        for (size_t weight = 0; weight < WEIGHT_COUNT; weight++) {
            TTF_Font *font = TTF_OpenFont(paths[weight], font_pixels((font_size)size, unit));
            if (!font)
                return runtime_error_set(err, paths[weight], "is no font that can be used: %s",
                                         TTF_GetError());
            TTF_SetFontHinting(font, TTF_HINTING_LIGHT);
            f->fonts[size][weight] = font;
        }
    return true;
}

bool font_set_open(font_set **out, double unit, input_error *err) {
    char paths[WEIGHT_COUNT][PATH_SIZE];
    *out = NULL;
    if (!find_family(paths))
        return runtime_error_set(
            err, NULL, "no font found: install Inter (fonts-inter) or DejaVu Sans (fonts-dejavu-core)");
    if (TTF_Init() != 0)
        return runtime_error_set(err, NULL, "cannot start the font library: %s", TTF_GetError());
    font_set *f = calloc(1, sizeof *f);
    if (!f)
        return runtime_error_set(err, NULL, "out of memory");
    *out = f;
    if (open_fonts(f, paths, unit, err))
        return true;
    font_set_close(f);
    *out = NULL;
    return false;
}

static void cache_clear(font_set *f) {
    for (size_t i = 0; i < CACHE_SLOTS; i++) {
        free(f->cache[i].text);
        free(f->cache[i].mask.cover);
        f->cache[i] = (cached_text){0};
    }
    f->cached = 0;
}

void font_set_close(font_set *f) {
    if (!f)
        return;
    cache_clear(f);
    for (size_t size = 0; size < FONT_SIZE_COUNT; size++)
        for (size_t weight = 0; weight < WEIGHT_COUNT; weight++)
            if (f->fonts[size][weight])
                TTF_CloseFont(f->fonts[size][weight]);
    free(f);
    TTF_Quit();
}

static int text_width(TTF_Font *font, const char *text) {
    int width = 0, height = 0;
    return TTF_SizeUTF8(font, text, &width, &height) == 0 ? width : 0;
}

/// Length of the first `count` characters of UTF-8 text.
static size_t utf8_prefix(const char *text, size_t count) {
    size_t i = 0;
    while (text[i] && count > 0) {
        i++;
        while (((unsigned char)text[i] & 0xC0) == 0x80)
            i++;
        count--;
    }
    return i;
}

/// `text`, or as much of it as fits with an ellipsis behind; what is longer than TEXT_MAX is cut anyhow.
static void fit_text(TTF_Font *font, const char *text, int width, char fitted[TEXT_MAX + 8]) {
    snprintf(fitted, TEXT_MAX, "%s", text);
    if (text_width(font, fitted) <= width)
        return;
    static const char ellipsis[] = "\xE2\x80\xA6";
    int extent = 0, count = 0;
    TTF_MeasureUTF8(font, fitted, width - text_width(font, ellipsis), &extent, &count);
    size_t end = utf8_prefix(fitted, (size_t)(count > 0 ? count : 0));
    while (end > 0 && fitted[end - 1] == ' ')
        end--;
    memcpy(fitted + end, ellipsis, sizeof ellipsis);
}

/// Renders `text` into `mask` with its left edge at `x`; what does not fit there is left out.
static void render_at(TTF_Font *font, const char *text, raster_mask *mask, int x) {
    SDL_Surface *surface = TTF_RenderUTF8_Blended(font, text, (SDL_Color){255, 255, 255, 255});
    if (!surface)
        return;
    for (int row = 0; row < surface->h && row < mask->height; row++) {
        const uint8_t *bytes = (const uint8_t *)surface->pixels + (size_t)row * (size_t)surface->pitch;
        const uint32_t *pixels = (const uint32_t *)(const void *)bytes;
        for (int column = 0; column < surface->w && x + column < mask->width; column++) {
            uint8_t cover = (uint8_t)(pixels[column] >> 24);
            uint8_t *to = &mask->cover[(size_t)row * (size_t)mask->width + (size_t)(x + column)];
            if (x + column >= 0 && cover > *to)
                *to = cover;
        }
    }
    SDL_FreeSurface(surface);
}

static bool mask_create(raster_mask *mask, int width, int height) {
    *mask = (raster_mask){.width = width, .height = height};
    if (width <= 0 || height <= 0)
        return false;
    mask->cover = calloc((size_t)width * (size_t)height, 1);
    return mask->cover != NULL;
}

/// Digits one by one in cells of equal width; the rest as it is.
static void render_tabular(TTF_Font *font, const char *text, raster_mask *mask) {
    int cell = text_width(font, "0"), x = 0;
    for (size_t i = 0; text[i];) {
        size_t length = text[i] >= '0' && text[i] <= '9' ? 1 : strcspn(text + i, "0123456789");
        char run[TEXT_MAX + 8];
        memcpy(run, text + i, length);
        run[length] = '\0';
        bool is_digit = text[i] >= '0' && text[i] <= '9';
        int width = text_width(font, run);
        render_at(font, run, mask, is_digit ? x + (cell - width) / 2 : x);
        x += is_digit ? cell : width;
        i += length;
    }
}

static int tabular_width(TTF_Font *font, const char *text) {
    int cell = text_width(font, "0"), width = 0;
    for (size_t i = 0; text[i];) {
        size_t length = text[i] >= '0' && text[i] <= '9' ? 1 : strcspn(text + i, "0123456789");
        char run[TEXT_MAX + 8];
        memcpy(run, text + i, length);
        run[length] = '\0';
        width += text[i] >= '0' && text[i] <= '9' ? cell : text_width(font, run);
        i += length;
    }
    return width;
}

static raster_mask render_text(TTF_Font *font, const char *text, int width, bool tabular) {
    char fitted[TEXT_MAX + 8];
    raster_mask mask;
    fit_text(font, text, width, fitted);
    bool digits_apart = tabular && tabular_width(font, fitted) <= width;
    int needed = digits_apart ? tabular_width(font, fitted) : text_width(font, fitted);
    if (!mask_create(&mask, needed < width ? needed : width, TTF_FontHeight(font)))
        return mask;
    if (digits_apart)
        render_tabular(font, fitted, &mask);
    else
        render_at(font, fitted, &mask, 0);
    return mask;
}

static size_t cache_hash(text_style style, const char *text, int width) {
    size_t hash =
        (size_t)style.size * 31 + (size_t)style.weight * 7 + (size_t)style.tabular + (size_t)width * 131;
    for (; *text; text++)
        hash = hash * 16777619 ^ (unsigned char)*text;
    return hash;
}

static bool is_same(const cached_text *c, text_style style, const char *text, int width) {
    return c->style.size == style.size && c->style.weight == style.weight &&
           c->style.tabular == style.tabular && c->width == width && strcmp(c->text, text) == 0;
}

const raster_mask *font_set_render(font_set *f, text_style style, const char *text, int width) {
    if (width <= 0 || !*text)
        return NULL;
    if (f->cached > CACHE_FILL_MAX)
        cache_clear(f);
    size_t slot = cache_hash(style, text, width) % CACHE_SLOTS;
    while (f->cache[slot].text && !is_same(&f->cache[slot], style, text, width))
        slot = (slot + 1) % CACHE_SLOTS;
    cached_text *c = &f->cache[slot];
    if (!c->text) {
        char *copy = malloc(strlen(text) + 1);
        if (!copy)
            return NULL;
        memcpy(copy, text, strlen(text) + 1);
        *c = (cached_text){.text = copy, .style = style, .width = width};
        c->mask = render_text(f->fonts[style.size][style.weight], text, width, style.tabular);
        f->cached++;
    }
    return c->mask.cover ? &c->mask : NULL;
}
