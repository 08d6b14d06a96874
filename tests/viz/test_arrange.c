#include "support/test.h"

#include "arrange.h"
#include "fixture.h"

static const int sizes[][2] = {{960, 540},   {1024, 768},  {1280, 720},  {1600, 900}, {1920, 1080},
                               {1920, 1200}, {2560, 1440}, {3840, 2160}, {1080, 1920}};
enum { SIZES = sizeof sizes / sizeof *sizes };

static void check_apart(const box *boxes, size_t count, box outer, const char *what) {
    for (size_t i = 0; i < count; i++) {
        if (boxes[i].w < 1 || boxes[i].h < 1)
            fail_msg("%s: box %zu is empty", what, i);
        if (!box_is_inside(boxes[i], outer))
            fail_msg("%s: box %zu leaves its place", what, i);
        for (size_t j = 0; j < i; j++)
            if (box_overlaps(boxes[i], boxes[j]))
                fail_msg("%s: boxes %zu and %zu overlap", what, j, i);
    }
}

static size_t add(box *list, size_t count, const box *boxes, size_t more) {
    memcpy(list + count, boxes, more * sizeof *boxes);
    return count + more;
}

static void window_parts_do_not_overlap(void **state) {
    (void)state;
    for (int i = 0; i < SIZES; i++)
        for (unsigned panes = 1; panes <= PANES_MAX; panes++) {
            window_boxes w = window_arrange(sizes[i][0], sizes[i][1], panes);
            box all[32], window = {0, 0, sizes[i][0], sizes[i][1]};
            size_t count = add(all, 0, &w.title, 1);
            count = add(all, count, &w.date, 1);
            count = add(all, count, &w.clock, 1);
            count = add(all, count, &w.speed, 1);
            count = add(all, count, w.buttons, BUTTON_COUNT);
            count = add(all, count, w.panes, panes);
            count = add(all, count, &w.timeline, 1);
            count = add(all, count, &w.legend, 1);
            check_apart(all, count, window, "window");
        }
}

static void timeline_parts_do_not_overlap(void **state) {
    (void)state;
    for (int i = 0; i < SIZES; i++)
        for (unsigned panes = 1; panes <= PANES_MAX; panes++) {
            window_boxes w = window_arrange(sizes[i][0], sizes[i][1], panes);
            box all[16];
            size_t count = add(all, 0, &w.heading, 1);
            count = add(all, count, &w.chart, 1);
            count = add(all, count, &w.axis, 1);
            count = add(all, count, w.bands, panes);
            count = add(all, count, w.labels, panes);
            check_apart(all, count, w.timeline, "timeline");
            assert_true(w.chart.h > 0.05 * sizes[i][1] || sizes[i][1] > sizes[i][0]);
        }
}

static void check_pane(box pane, double unit, const pane_shape *shape) {
    pane_boxes p = pane_arrange(pane, unit, shape);
    box all[16];
    size_t count = add(all, 0, &p.title, 1);
    count = add(all, count, &p.hero, 1);
    count = add(all, count, p.kpis, 4);
    count = add(all, count, p.sites, shape->sites);
    count = add(all, count, &p.agents, 1);
    if (shape->plans > 0)
        count = add(all, count, &p.plan, 1);
    check_apart(all, count, pane, "pane");
}

static void pane_parts_do_not_overlap(void **state) {
    (void)state;
    for (int i = 0; i < SIZES; i++)
        for (unsigned panes = 1; panes <= PANES_MAX; panes++)
            for (uint32_t sites = 1; sites <= SITES_SHOWN_MAX; sites++)
                for (uint32_t agents = 3; agents <= 3000; agents *= 10) {
                    fixture_size size = fixture_usual();
                    size.sites = sites;
                    size.plans = sites > 1;
                    size.agents_per_group = agents;
                    fixture f = fixture_create(sizes[i][0], sizes[i][1], panes, size);
                    window_boxes w = window_arrange(f.view.width, f.view.height, panes);
                    pane_shape shape = pane_shape_of(&f.view);
                    assert_int_equal(shape.lane_count, 2);
                    for (unsigned p = 0; p < panes; p++)
                        check_pane(w.panes[p], w.unit, &shape);
                    fixture_free(&f);
                }
}

static void panes_are_equally_wide(void **state) {
    (void)state;
    window_boxes w = window_arrange(1601, 901, 3);
    assert_near(w.panes[0].w, w.panes[2].w, 1);
    assert_near(w.panes[1].w, w.panes[2].w, 1);
    assert_near(w.panes[0].x, 1601 - w.panes[2].x - w.panes[2].w, 1);
}

static void chart_columns_and_times_agree(void **state) {
    (void)state;
    window_boxes w = window_arrange(1600, 900, 2);
    viz_view v = {.width = 1600, .height = 900, .to = 10 * SIM_HOUR};
    assert_int_equal(chart_time_at(&w, &v, w.chart.x), 0);
    assert_int_equal(chart_time_at(&w, &v, w.chart.x + w.chart.w), 10 * SIM_HOUR);
    assert_int_equal(chart_time_at(&w, &v, -1000), 0);
    assert_int_equal(chart_time_at(&w, &v, 1e6), 10 * SIM_HOUR);
    for (sim_time at = 0; at <= v.to; at += 17 * SIM_MINUTE)
        assert_near((double)chart_time_at(&w, &v, chart_x_at(&w, &v, at)), (double)at, 2);
}

static void cuts_keep_everything(void **state) {
    (void)state;
    box b = {10, 20, 100, 50};
    box top = box_cut_top(&b, 20), right = box_cut_right(&b, 30), left = box_cut_left(&b, 500);
    assert_near(top.h, 20, 0);
    assert_near(right.x, 80, 0);
    assert_near(left.w, 70, 0);
    assert_near(b.w, 0, 0);
    assert_near(box_cut_bottom(&top, -5).h, 0, 0);
    double used = 0;
    for (unsigned i = 0; i < 7; i++)
        used += box_column((box){0, 0, 100, 10}, 7, i, 3).w;
    assert_near(used, 100 - 6 * 3, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(window_parts_do_not_overlap),   cmocka_unit_test(timeline_parts_do_not_overlap),
        cmocka_unit_test(pane_parts_do_not_overlap),     cmocka_unit_test(panes_are_equally_wide),
        cmocka_unit_test(chart_columns_and_times_agree), cmocka_unit_test(cuts_keep_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
