/// A picture in memory and smooth shapes on it: every edge is covered by its share of the pixel, so that
/// the window and a screenshot show the same pixels on every machine.
#ifndef VIZ_RASTER_H
#define VIZ_RASTER_H

#include <stddef.h>
#include <stdint.h>

#include "geometry.h"

/// Pixels are 0xFFRRGGBB, rows from the top. Nothing is drawn outside the clip.
typedef struct raster {
    uint32_t *pixels;
    int width, height;
    int clip_left, clip_top, clip_right, clip_bottom;
} raster;

/// How much of each pixel something covers, 0..255.
typedef struct raster_mask {
    uint8_t *cover;
    int width, height;
} raster_mask;

/// A picture of that size, black. False when memory is exhausted.
bool raster_create(raster *r, int width, int height);
void raster_destroy(raster *r);

/// Draws only inside `b` from now on.
void raster_clip(raster *r, box b);

/// `radius`: of the corners.
void raster_fill(raster *r, box b, double radius, uint32_t rgb);
/// The outline of a box, `width` wide, inside its border.
void raster_frame(raster *r, box b, double radius, double width, uint32_t rgb);
/// A line with round ends.
void raster_segment(raster *r, point from, point to, double width, uint32_t rgb);
/// A convex polygon.
void raster_polygon(raster *r, const point *points, size_t count, uint32_t rgb);
/// Colour through a mask whose upper left corner is at (x, y).
void raster_paint(raster *r, const raster_mask *mask, int x, int y, uint32_t rgb);

#endif
