#include "draw.h"

#include <math.h>

static void draw_text(raster *r, font_set *fonts, const scene *s, const scene_item *item) {
    const box *b = &item->box;
    const raster_mask *mask = font_set_render(fonts, item->style, s->text + item->first, (int)b->w);
    if (!mask)
        return;
    double slack = b->w - mask->width;
    double x = item->style.align == ALIGN_LEFT    ? b->x
               : item->style.align == ALIGN_RIGHT ? b->x + slack
                                                  : b->x + slack / 2;
    double y = b->y + (b->h - mask->height) / 2;
    raster_paint(r, mask, (int)floor(x), (int)floor(y), color_rgb((color)item->color));
}

/// One side of a line as dashes of three widths with gaps of two; `phase` is the way already gone.
static double draw_dashes(raster *r, point from, point to, double width, uint32_t rgb, double phase) {
    double dash = 3 * width, period = 5.5 * width, length = hypot(to.x - from.x, to.y - from.y);
    if (length <= 0)
        return phase;
    double first = -fmod(phase, period);
    int dashes = (int)fmin(10000, ceil((length - first) / period));
    for (int i = 0; i < dashes; i++) {
        double at = first + i * period, begin = fmax(0, at), end = fmin(length, at + dash);
        if (begin >= end)
            continue;
        point p = {from.x + (to.x - from.x) * begin / length, from.y + (to.y - from.y) * begin / length};
        point q = {from.x + (to.x - from.x) * end / length, from.y + (to.y - from.y) * end / length};
        raster_segment(r, p, q, width, rgb);
    }
    return phase + length;
}

static void draw_line(raster *r, const scene *s, const scene_item *item) {
    const point *p = s->points + item->first;
    uint32_t rgb = color_rgb((color)item->color);
    double phase = 0;
    for (size_t i = 1; i < item->count; i++) {
        if (item->dashed)
            phase = draw_dashes(r, p[i - 1], p[i], item->width, rgb, phase);
        else
            raster_segment(r, p[i - 1], p[i], item->width, rgb);
    }
}

static void draw_item(raster *r, font_set *fonts, const scene *s, const scene_item *item) {
    uint32_t rgb = color_rgb((color)item->color);
    switch ((scene_kind)item->kind) {
    case SCENE_RECT:
    case SCENE_DISC:
        raster_fill(r, item->box, item->radius, rgb);
        break;
    case SCENE_FRAME:
        raster_frame(r, item->box, item->radius, item->width, rgb);
        break;
    case SCENE_LINE:
        draw_line(r, s, item);
        break;
    case SCENE_POLYGON:
        raster_polygon(r, s->points + item->first, item->count, rgb);
        break;
    case SCENE_TEXT:
        draw_text(r, fonts, s, item);
        break;
    case SCENE_CLIP:
        raster_clip(r, item->box);
        break;
    case SCENE_KIND_COUNT:
        break;
    }
}

void draw_scene(raster *r, font_set *fonts, const scene *s) {
    raster_clip(r, (box){0, 0, r->width, r->height});
    for (size_t i = 0; i < s->count; i++)
        draw_item(r, fonts, s, &s->items[i]);
}
