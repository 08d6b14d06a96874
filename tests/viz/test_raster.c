#include "support/test.h"

#include "raster.h"

enum { SIDE = 100 };

static raster make(void) {
    raster r;
    assert_true(raster_create(&r, SIDE, SIDE));
    return r;
}

/// Area that is white, in pixels.
static double white(const raster *r) {
    double sum = 0;
    for (int i = 0; i < SIDE * SIDE; i++)
        sum += (r->pixels[i] & 255) / 255.0;
    return sum;
}

static void shapes_cover_their_area(void **state) {
    (void)state;
    const double pi = 3.14159265358979;
    raster r = make();
    raster_fill(&r, (box){10, 10, 40, 20}, 0, 0xFFFFFF);
    assert_near(white(&r), 800, 0);
    raster_destroy(&r);
    r = make();
    raster_fill(&r, (box){10, 10, 60, 60}, 30, 0xFFFFFF);
    // Coverage from the distance to the edge is right to some hundredths of a pixel along the border.
    assert_near(white(&r), pi * 900, 0.05 * 2 * pi * 30);
    raster_destroy(&r);
    r = make();
    raster_frame(&r, (box){10, 10, 40, 30}, 0, 3, 0xFFFFFF);
    assert_near(white(&r), 40 * 30 - 34 * 24, 1);
    raster_destroy(&r);
    r = make();
    raster_segment(&r, (point){20, 30}, (point){70, 50}, 4, 0xFFFFFF);
    double length = hypot(50, 20);
    assert_near(white(&r), 4 * length + pi * 4, 0.05 * (2 * length + 4 * pi));
    raster_destroy(&r);
}

static void triangle_is_the_same_both_ways_round(void **state) {
    (void)state;
    point p[] = {{10, 10}, {60, 30}, {10, 50}}, q[] = {{10, 10}, {10, 50}, {60, 30}};
    raster a = make(), b = make();
    raster_polygon(&a, p, 3, 0xFFFFFF);
    raster_polygon(&b, q, 3, 0xFFFFFF);
    assert_memory_equal(a.pixels, b.pixels, sizeof(uint32_t[SIDE * SIDE]));
    assert_near(white(&a), 50 * 40 / 2.0, 5);
    raster_destroy(&a);
    raster_destroy(&b);
}

static void nothing_is_drawn_outside_the_clip(void **state) {
    (void)state;
    raster r = make();
    raster_clip(&r, (box){20, 20, 10, 10});
    raster_fill(&r, (box){-50, -50, 1e6, 1e6}, 20, 0xFFFFFF);
    raster_segment(&r, (point){-1e7, 25}, (point){1e7, 25}, 100, 0xFFFFFF);
    uint8_t cover[4] = {255, 255, 255, 255};
    raster_mask mask = {cover, 2, 2};
    raster_paint(&r, &mask, -1, -1, 0xFFFFFF);
    raster_paint(&r, &mask, 99, 99, 0xFFFFFF);
    assert_near(white(&r), 100, 0);
    raster_destroy(&r);
}

static void fractions_of_pixels_are_shades(void **state) {
    (void)state;
    raster r = make();
    raster_fill(&r, (box){10.5, 10, 2, 1}, 0, 0xFFFFFF);
    assert_near((r.pixels[10 * SIDE + 10] & 255) / 255.0, 0.5, 0.01);
    assert_near((r.pixels[10 * SIDE + 11] & 255) / 255.0, 1, 0);
    assert_near((r.pixels[10 * SIDE + 12] & 255) / 255.0, 0.5, 0.01);
    raster_destroy(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_cover_their_area),
        cmocka_unit_test(triangle_is_the_same_both_ways_round),
        cmocka_unit_test(nothing_is_drawn_outside_the_clip),
        cmocka_unit_test(fractions_of_pixels_are_shades),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
