#include "support/test.h"

#include "player.h"

static const civil_time morning = {2011, 3, 7, 8, 0, 0};

static void times_of_the_command_line(void **state) {
    (void)state;
    static const struct {
        const char *text;
        sim_time expected;
    } good[] = {
        {"10:20", 140 * SIM_MINUTE},
        {"08:00", 0},
        {"07:59", SIM_DAY - SIM_MINUTE},
        {"08:00:01", SIM_SECOND},
        {"10h30min", 10 * SIM_HOUR + 30 * SIM_MINUTE},
        {"5400", 90 * SIM_MINUTE},
        {"0", 0},
        {"1d", SIM_DAY},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        sim_time time = -1;
        assert_true(player_parse_time(good[i].text, morning, &time));
        assert_int_equal(time, good[i].expected);
    }
    static const char *const bad[] = {"", "noon", "25:00", "10:60", "-5", "10h30", "1:2:3:4", "h"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        sim_time time = 0;
        assert_false(player_parse_time(bad[i], morning, &time));
    }
}

static void plays_at_its_speed_and_stops_at_the_end(void **state) {
    (void)state;
    player p = player_create(0, 10 * SIM_MINUTE, 60);
    player_advance(&p, SIM_SECOND);
    assert_int_equal(p.now, 0);
    player_toggle(&p);
    player_advance(&p, SIM_SECOND / 60);
    player_advance(&p, SIM_SECOND - SIM_SECOND / 60);
    assert_int_equal(p.now, SIM_MINUTE);
    player_advance(&p, 20 * SIM_SECOND);
    assert_int_equal(p.now, 10 * SIM_MINUTE);
    assert_false(p.is_playing);
    player_toggle(&p);
    assert_int_equal(p.now, 0);
    assert_true(p.is_playing);
}

static void speeds_step_through_the_list(void **state) {
    (void)state;
    static const int list[] = {1, 10, 60, 300, 600, 3600};
    player p = player_create(0, 1, 1);
    for (int i = 1; i < 6; i++) {
        player_change_speed(&p, 1);
        assert_int_equal(p.speed, list[i]);
    }
    player_change_speed(&p, 1);
    assert_int_equal(p.speed, 3600);
    p.speed = 100;
    player_change_speed(&p, -1);
    assert_int_equal(p.speed, 60);
    p.speed = 100;
    player_change_speed(&p, 1);
    assert_int_equal(p.speed, 300);
    p.speed = 1;
    player_change_speed(&p, -1);
    assert_int_equal(p.speed, 1);
}

static void marks_of_all_panes_are_visited_in_order(void **state) {
    (void)state;
    static const sim_time first[] = {10, 40}, second[] = {20, 40, 90};
    const sim_time *const marks[] = {first, second};
    static const size_t counts[] = {2, 3};
    static const sim_time forward[] = {10, 20, 40, 90, 90};
    static const sim_time back[] = {40, 20, 10, 10};
    player p = player_create(0, 100, 1);
    for (size_t i = 0; i < 5; i++) {
        player_to_mark(&p, marks, counts, 2, 1);
        assert_int_equal(p.now, forward[i]);
    }
    for (size_t i = 0; i < 4; i++) {
        player_to_mark(&p, marks, counts, 2, -1);
        assert_int_equal(p.now, back[i]);
    }
}

static void seeking_stays_in_range(void **state) {
    (void)state;
    player p = player_create(5, 50, 1);
    player_seek(&p, 0);
    assert_int_equal(p.now, 5);
    player_seek(&p, 51);
    assert_int_equal(p.now, 50);
    player_seek(&p, 17);
    assert_int_equal(p.now, 17);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_of_the_command_line),
        cmocka_unit_test(plays_at_its_speed_and_stops_at_the_end),
        cmocka_unit_test(speeds_step_through_the_list),
        cmocka_unit_test(marks_of_all_panes_are_visited_in_order),
        cmocka_unit_test(seeking_stays_in_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
