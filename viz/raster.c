#include "raster.h"

#include <math.h>
#include <stdlib.h>

bool raster_create(raster *r, int width, int height) {
    *r = (raster){.width = width, .height = height, .clip_right = width, .clip_bottom = height};
    r->pixels = calloc((size_t)width * (size_t)height, sizeof *r->pixels);
    return r->pixels != NULL;
}

void raster_destroy(raster *r) {
    free(r->pixels);
    *r = (raster){0};
}

static int between(int low, double value, int high) {
    return value <= low ? low : value >= high ? high : (int)value;
}

void raster_clip(raster *r, box b) {
    r->clip_left = between(0, floor(b.x), r->width);
    r->clip_top = between(0, floor(b.y), r->height);
    r->clip_right = between(r->clip_left, ceil(b.x + b.w), r->width);
    r->clip_bottom = between(r->clip_top, ceil(b.y + b.h), r->height);
}

/// The pixels that a shape may touch, within the clip.
typedef struct reach {
    int left, top, right, bottom;
} reach;

static reach reach_of(const raster *r, double left, double top, double right, double bottom) {
    return (reach){between(r->clip_left, floor(left), r->clip_right),
                   between(r->clip_top, floor(top), r->clip_bottom),
                   between(r->clip_left, ceil(right), r->clip_right),
                   between(r->clip_top, ceil(bottom), r->clip_bottom)};
}

static uint32_t mix_channel(uint32_t under, uint32_t over, uint32_t cover, unsigned shift) {
    uint32_t u = under >> shift & 255, o = over >> shift & 255;
    return (u * (255 - cover) + o * cover + 127) / 255 << shift;
}

static void blend(uint32_t *pixel, uint32_t rgb, uint32_t cover) {
    if (cover == 0)
        return;
    if (cover >= 255)
        *pixel = 0xFF000000 | rgb;
    else
        *pixel = 0xFF000000 | mix_channel(*pixel, rgb, cover, 16) | mix_channel(*pixel, rgb, cover, 8) |
                 mix_channel(*pixel, rgb, cover, 0);
}

/// The share of a pixel that lies inside an edge which is `distance` outside its middle.
static double cover_at(double distance) {
    return distance <= -0.5 ? 1 : distance >= 0.5 ? 0 : 0.5 - distance;
}

static void blend_share(raster *r, int x, int y, uint32_t rgb, double share) {
    blend(&r->pixels[(size_t)y * (size_t)r->width + (size_t)x], rgb, (uint32_t)(share * 255 + 0.5));
}

/// Distance of the middle of a pixel to the border of a box with round corners; negative inside.
static double rounded_distance(box b, double radius, int x, int y) {
    double dx = fabs(x + 0.5 - b.x - b.w / 2) - (b.w / 2 - radius);
    double dy = fabs(y + 0.5 - b.y - b.h / 2) - (b.h / 2 - radius);
    if (dx > 0 && dy > 0)
        return sqrt(dx * dx + dy * dy) - radius;
    return fmax(dx, dy) - radius;
}

/// The columns of row `y` that lie `side` or more within the box's left and right; none when the row is not
/// `margin` or more within its top and bottom.
static reach row_inside(const reach *all, box b, double margin, double side, int y) {
    reach none = {all->right, y, all->right, y};
    if (y < b.y + margin || y + 1 > b.y + b.h - margin)
        return none;
    int left = between(all->left, ceil(b.x + side), all->right);
    int right = between(left, floor(b.x + b.w - side), all->right);
    return left < right ? (reach){left, y, right, y} : none;
}

/// Columns that a filled box covers wholly: all in the rows between its round corners, the middle in theirs.
static reach row_covered(const reach *all, box b, double radius, int y) {
    reach straight = row_inside(all, b, radius, 0, y);
    return straight.left < straight.right ? straight : row_inside(all, b, 0, radius, y);
}

static void fill_span(raster *r, int y, int left, int right, uint32_t rgb) {
    uint32_t *row = r->pixels + (size_t)y * (size_t)r->width;
    for (int x = left; x < right; x++)
        row[x] = 0xFF000000 | rgb;
}

static double usable_radius(box b, double radius) {
    return fmax(0, fmin(radius, fmin(b.w, b.h) / 2));
}

void raster_fill(raster *r, box b, double radius, uint32_t rgb) {
    radius = usable_radius(b, radius);
    reach all = reach_of(r, b.x, b.y, b.x + b.w, b.y + b.h);
    for (int y = all.top; y < all.bottom; y++) {
        reach solid = row_covered(&all, b, radius, y);
        for (int x = all.left; x < solid.left; x++)
            blend_share(r, x, y, rgb, cover_at(rounded_distance(b, radius, x, y)));
        fill_span(r, y, solid.left, solid.right, rgb);
        for (int x = solid.right; x < all.right; x++)
            blend_share(r, x, y, rgb, cover_at(rounded_distance(b, radius, x, y)));
    }
}

static void frame_pixel(raster *r, box b, double radius, double width, int x, int y, uint32_t rgb) {
    double d = rounded_distance(b, radius, x, y);
    blend_share(r, x, y, rgb, cover_at(d) - cover_at(d + width));
}

void raster_frame(raster *r, box b, double radius, double width, uint32_t rgb) {
    radius = usable_radius(b, radius);
    reach all = reach_of(r, b.x, b.y, b.x + b.w, b.y + b.h);
    double margin = fmax(radius, width + 1);
    for (int y = all.top; y < all.bottom; y++) {
        reach hollow = row_inside(&all, b, margin, margin, y);
        for (int x = all.left; x < hollow.left; x++)
            frame_pixel(r, b, radius, width, x, y, rgb);
        for (int x = hollow.right; x < all.right; x++)
            frame_pixel(r, b, radius, width, x, y, rgb);
    }
}

static double segment_distance(point from, point to, double x, double y) {
    double dx = to.x - from.x, dy = to.y - from.y;
    double length = dx * dx + dy * dy;
    double along = length > 0 ? ((x - from.x) * dx + (y - from.y) * dy) / length : 0;
    along = fmax(0, fmin(1, along));
    double across = x - from.x - along * dx, up = y - from.y - along * dy;
    return sqrt(across * across + up * up);
}

void raster_segment(raster *r, point from, point to, double width, uint32_t rgb) {
    double half = width / 2, pad = half + 1;
    reach all = reach_of(r, fmin(from.x, to.x) - pad, fmin(from.y, to.y) - pad, fmax(from.x, to.x) + pad,
                         fmax(from.y, to.y) + pad);
    for (int y = all.top; y < all.bottom; y++)
        for (int x = all.left; x < all.right; x++)
            blend_share(r, x, y, rgb, cover_at(segment_distance(from, to, x + 0.5, y + 0.5) - half));
}

/// Distance outside the edge from `a` to `b` of a polygon that turns clockwise on the screen.
static double edge_distance(point a, point b, double x, double y) {
    double dx = b.x - a.x, dy = b.y - a.y, length = hypot(dx, dy);
    return length > 0 ? ((x - a.x) * dy - (y - a.y) * dx) / length : -1;
}

static double twice_area(const point *p, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        const point *q = &p[(i + 1) % count];
        sum += p[i].x * q->y - q->x * p[i].y;
    }
    return sum;
}

static double polygon_cover(const point *p, size_t count, double turn, int x, int y) {
    double distance = -1;
    for (size_t i = 0; i < count; i++)
        distance = fmax(distance, turn * edge_distance(p[i], p[(i + 1) % count], x + 0.5, y + 0.5));
    return cover_at(distance);
}

void raster_polygon(raster *r, const point *points, size_t count, uint32_t rgb) {
    double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        left = fmin(left, points[i].x);
        right = fmax(right, points[i].x);
        top = fmin(top, points[i].y);
        bottom = fmax(bottom, points[i].y);
    }
    double turn = twice_area(points, count) >= 0 ? 1 : -1;
    reach all = reach_of(r, left - 1, top - 1, right + 1, bottom + 1);
    for (int y = all.top; y < all.bottom; y++)
        for (int x = all.left; x < all.right; x++)
            blend_share(r, x, y, rgb, polygon_cover(points, count, turn, x, y));
}

void raster_paint(raster *r, const raster_mask *mask, int x, int y, uint32_t rgb) {
    reach all = reach_of(r, x, y, x + mask->width, y + mask->height);
    for (int row = all.top; row < all.bottom; row++)
        for (int column = all.left; column < all.right; column++) {
            size_t from = (size_t)(row - y) * (size_t)mask->width + (size_t)(column - x);
            blend(&r->pixels[(size_t)row * (size_t)r->width + (size_t)column], rgb, mask->cover[from]);
        }
}
