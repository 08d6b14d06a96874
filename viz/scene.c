#include "scene.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

static const char *const kind_names[SCENE_KIND_COUNT] = {
#define X(kind, name) name,
    SCENE_KINDS(X)
#undef X
};

static const char *const role_names[SCENE_ROLE_COUNT] = {
#define X(role, name) name,
    SCENE_ROLES(X)
#undef X
};

void scene_clear(scene *s, double unit) {
    s->count = 0;
    s->point_count = 0;
    s->text_count = 0;
    s->unit = unit;
    s->role = ROLE_NONE;
}

void scene_free(scene *s) {
    free(s->items);
    free(s->points);
    free(s->text);
    *s = (scene){0};
}

double scene_px(const scene *s, double units) {
    return fmax(1, round(units * s->unit));
}

static scene_item *scene_add(scene *s, scene_kind kind, color c) {
    s->items = viz_grown(s->items, &s->capacity, s->count + 1, sizeof *s->items);
    scene_item *item = &s->items[s->count++];
    *item = (scene_item){.kind = (uint8_t)kind, .role = (uint8_t)s->role, .color = (uint8_t)c};
    return item;
}

void scene_rect(scene *s, box b, double radius, color c) {
    scene_item *item = scene_add(s, SCENE_RECT, c);
    item->box = b;
    item->radius = radius;
}

void scene_frame(scene *s, box b, double radius, double width, color c) {
    scene_item *item = scene_add(s, SCENE_FRAME, c);
    item->box = b;
    item->radius = radius;
    item->width = width;
}

void scene_disc(scene *s, point center, double radius, color c) {
    scene_item *item = scene_add(s, SCENE_DISC, c);
    item->box = (box){center.x - radius, center.y - radius, 2 * radius, 2 * radius};
    item->radius = radius;
}

static void add_points(scene *s, scene_item *item, const point *points, size_t count) {
    assert(count > 0);
    s->points = viz_grown(s->points, &s->point_capacity, s->point_count + count, sizeof *s->points);
    item->first = s->point_count;
    item->count = count;
    memcpy(s->points + s->point_count, points, count * sizeof *points);
    s->point_count += count;
}

void scene_line(scene *s, const point *points, size_t count, double width, color c, bool dashed) {
    scene_item *item = scene_add(s, SCENE_LINE, c);
    item->width = width;
    item->dashed = dashed;
    add_points(s, item, points, count);
}

void scene_polygon(scene *s, const point *points, size_t count, color c) {
    add_points(s, scene_add(s, SCENE_POLYGON, c), points, count);
}

void scene_text(scene *s, box b, text_style style, const char *format, ...) {
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(length >= 0);
    size_t size = (size_t)length + 1;
    s->text = viz_grown(s->text, &s->text_capacity, s->text_count + size, 1);
    vsnprintf(s->text + s->text_count, size, format, again);
    va_end(again);
    scene_item *item = scene_add(s, SCENE_TEXT, style.color);
    item->box = b;
    item->style = style;
    item->first = s->text_count;
    item->count = size - 1;
    s->text_count += size;
}

void scene_clip(scene *s, box b) {
    scene_add(s, SCENE_CLIP, COLOR_INK)->box = b;
}

static void write_points(const scene *s, const scene_item *item, FILE *out) {
    for (size_t i = 0; i < item->count; i++) {
        const point *p = &s->points[item->first + i];
        fprintf(out, " %.1f,%.1f", p->x, p->y);
    }
}

static void write_item(const scene *s, const scene_item *item, FILE *out) {
    static const char *const sizes[FONT_SIZE_COUNT] = {"small", "body", "large", "title", "clock", "hero"};
    static const char *const aligns[] = {"left", "center", "right"};
    const box *b = &item->box;
    fputs(kind_names[item->kind], out);
    if (item->role != ROLE_NONE)
        fprintf(out, " [%s]", role_names[item->role]);
    if (item->kind == SCENE_LINE || item->kind == SCENE_POLYGON)
        write_points(s, item, out);
    else
        fprintf(out, " %.1f,%.1f %.1fx%.1f", b->x, b->y, b->w, b->h);
    if (item->kind != SCENE_CLIP)
        fprintf(out, " %s%s", color_name((color)item->color), item->dashed ? " dashed" : "");
    if (item->kind == SCENE_TEXT)
        fprintf(out, " %s %s %s \"%s\"", sizes[item->style.size],
                item->style.weight == WEIGHT_BOLD ? "bold" : "regular", aligns[item->style.align],
                s->text + item->first);
    fputc('\n', out);
}

bool scene_write_text(const scene *s, FILE *out) {
    for (size_t i = 0; i < s->count; i++)
        write_item(s, &s->items[i], out);
    return !ferror(out);
}
