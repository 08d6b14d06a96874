#include "support/test.h"

#include "app.h"
#include "fixture.h"
#include "records.h"

static const char *const paths[] = {"test_viz_app_1.trace", "test_viz_app_2.trace"};

static int write_traces(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        layout *l = fixture_layout(fixture_usual(), i ? "Second" : "First");
        records_write_trace(l, paths[i]);
        fixture_layout_free(l);
    }
    return 0;
}

static int remove_traces(void **state) {
    (void)state;
    remove(paths[0]);
    remove(paths[1]);
    return 0;
}

static void shows_the_state_of_any_moment(void **state) {
    (void)state;
    show s;
    input_error err = {0};
    assert_true(show_open(&s, paths, 2, &err));
    assert_int_equal(s.to, 10 * SIM_HOUR);
    viz_view v = {0};
    assert_true(show_seek(&s, 145 * SIM_MINUTE, &v, &err));
    assert_int_equal(v.pane_count, 2);
    const replay_state *r = v.panes[1].state;
    assert_string_equal(r->layout->scheme_title, "Second");
    assert_int_equal(r->plans[0].phase, PLAN_DECIDING);
    assert_int_equal(r->sites[0].up, SITE_SEATS_UP);
    assert_int_equal(r->counts[0].offered, 146);
    assert_int_equal(r->counts[0].blocked_fault, 6);
    assert_false(v.panes[0].is_cut);
    assert_true(show_seek(&s, 10 * SIM_SECOND, &v, &err));
    assert_int_equal(v.panes[0].state->agents[0].state, AGENT_TALKING);
    show_close(&s);
}

static void keys_move_the_clock(void **state) {
    (void)state;
    show s;
    input_error err = {0};
    assert_true(show_open(&s, paths, 2, &err));
    app a = app_create(&s, 1600, 900, 60);
    app_press(&a, KEY_RIGHT, false);
    assert_int_equal(a.player.now, SIM_MINUTE);
    app_press(&a, KEY_LEFT, true);
    assert_int_equal(a.player.now, 50 * SIM_SECOND);
    static const int marks[] = {140, 141, 146, 156, 260, 260};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        app_press(&a, KEY_NEXT, false);
        assert_int_equal(a.player.now, marks[i] * SIM_MINUTE);
    }
    app_press(&a, KEY_PREVIOUS, false);
    assert_int_equal(a.player.now, 156 * SIM_MINUTE);
    app_press(&a, KEY_END, false);
    assert_int_equal(a.player.now, 10 * SIM_HOUR);
    app_press(&a, KEY_HOME, false);
    assert_int_equal(a.player.now, 0);
    app_press(&a, KEY_UP, false);
    assert_int_equal(a.player.speed, 300);
    app_press(&a, KEY_PLAY, false);
    a.is_stale = false;
    app_pass(&a, SIM_SECOND);
    assert_int_equal(a.player.now, 300 * SIM_SECOND);
    assert_true(a.is_stale);
    assert_false(a.wants_quit);
    app_press(&a, KEY_QUIT, false);
    assert_true(a.wants_quit);
    show_close(&s);
}

static void pointer_seeks_drags_and_presses(void **state) {
    (void)state;
    show s;
    input_error err = {0};
    assert_true(show_open(&s, paths, 2, &err));
    app a = app_create(&s, 1600, 900, 60);
    window_boxes w = window_arrange(1600, 900, 2);
    double y = w.chart.y + w.chart.h / 2;
    app_point_down(&a, w.chart.x + w.chart.w / 2, y);
    assert_near((double)a.player.now, 5.0 * SIM_HOUR, 2);
    app_point_move(&a, w.chart.x + w.chart.w / 4, 0);
    assert_near((double)a.player.now, 2.5 * SIM_HOUR, 2);
    app_point_up(&a);
    app_point_move(&a, w.chart.x, y);
    assert_near((double)a.player.now, 2.5 * SIM_HOUR, 2);
    app_point_down(&a, w.labels[0].x + 1, w.labels[0].y + 1);
    app_point_down(&a, w.panes[0].x + 50, w.panes[0].y + 50);
    assert_near((double)a.player.now, 2.5 * SIM_HOUR, 2);
    box play = w.buttons[BUTTON_PLAY], faster = w.buttons[BUTTON_FASTER];
    app_point_down(&a, play.x + 2, play.y + 2);
    assert_true(a.player.is_playing);
    app_point_down(&a, faster.x + 2, faster.y + 2);
    assert_int_equal(a.player.speed, 300);
    show_close(&s);
}

static void every_moment_has_a_picture(void **state) {
    (void)state;
    show s;
    input_error err = {0};
    assert_true(show_open(&s, paths, 2, &err));
    app a = app_create(&s, 1280, 720, 60);
    scene picture = {0};
    for (sim_time at = s.to; at >= 0; at -= 37 * SIM_MINUTE) {
        player_seek(&a.player, at);
        assert_true(app_picture(&a, &picture, &err));
        assert_true(picture.count > 100);
    }
    scene_free(&picture);
    show_close(&s);
}

static void traces_that_start_at_other_times_are_refused(void **state) {
    (void)state;
    static const char *const both[] = {"test_viz_app_1.trace", "test_viz_app_later.trace"};
    layout *l = fixture_layout(fixture_usual(), "Later");
    l->start.hour = 9;
    records_write_trace(l, both[1]);
    fixture_layout_free(l);
    show s;
    input_error err = {0};
    assert_false(show_open(&s, both, 2, &err));
    assert_int_equal(err.kind, ERROR_INPUT);
    assert_non_null(strstr(err.text, "must start together"));
    show_close(&s);
    remove(both[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_the_state_of_any_moment),
        cmocka_unit_test(keys_move_the_clock),
        cmocka_unit_test(pointer_seeks_drags_and_presses),
        cmocka_unit_test(every_moment_has_a_picture),
        cmocka_unit_test(traces_that_start_at_other_times_are_refused),
    };
    return cmocka_run_group_tests(tests, write_traces, remove_traces);
}
