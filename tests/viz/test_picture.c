#include "support/test.h"

#include "fixture.h"
#include "parts.h"
#include "scene_build.h"
#include "tally.h"

static size_t count_role(const scene *s, scene_role role, int kind) {
    size_t count = 0;
    for (size_t i = 0; i < s->count; i++)
        count += s->items[i].role == role && (kind < 0 || s->items[i].kind == (uint8_t)kind);
    return count;
}

static size_t count_color(const scene *s, scene_role role, color c) {
    size_t count = 0;
    for (size_t i = 0; i < s->count; i++)
        count += s->items[i].role == role && s->items[i].color == (uint8_t)c;
    return count;
}

static bool has_text(const scene *s, const char *text) {
    for (size_t i = 0; i < s->count; i++)
        if (s->items[i].kind == SCENE_TEXT && strstr(s->text + s->items[i].first, text))
            return true;
    return false;
}

/// The scene as text; free with free().
static char *text_of(const scene *s) {
    FILE *f = tmpfile();
    assert_non_null(f);
    assert_true(scene_write_text(s, f));
    long size = ftell(f);
    char *text = calloc((size_t)size + 1, 1);
    rewind(f);
    assert_int_equal(fread(text, 1, (size_t)size, f), size);
    fclose(f);
    return text;
}

static fixture_size size_of_small(void) {
    return (fixture_size){
        .classes = 1, .steps = 1, .sites = 1, .groups = 1, .agents_per_group = 4, .targets = 1};
}

static fixture small_view(void) {
    return fixture_create(960, 540, 1, size_of_small());
}

static void agents_are_cells(void **state) {
    (void)state;
    fixture f = fixture_create(1600, 900, 2, fixture_usual());
    scene s = {0};
    scene_build(&s, &f.view);
    assert_int_equal(count_role(&s, ROLE_AGENT, -1), 160);
    size_t talking = 0, wrapping = 0, idle = 0, off = 0;
    for (unsigned p = 0; p < 2; p++)
        for (uint32_t i = 0; i < 80; i++) {
            uint8_t now = f.view.panes[p].state->agents[i].state;
            talking += now == AGENT_TALKING;
            wrapping += now == AGENT_WRAPUP;
            idle += now == AGENT_IDLE;
            off += now == AGENT_OFF;
        }
    assert_int_equal(count_color(&s, ROLE_AGENT, COLOR_TALKING), talking);
    assert_int_equal(count_color(&s, ROLE_AGENT, COLOR_WRAPUP), wrapping);
    assert_int_equal(count_color(&s, ROLE_AGENT, COLOR_IDLE), idle);
    assert_int_equal(count_color(&s, ROLE_AGENT, COLOR_OFF), off);
    scene_free(&s);
    fixture_free(&f);
}

/// Checks that cells and frames of agents are `least` pixels at least, and all of one size.
static void check_cells(const scene *s, size_t count, double least) {
    double side = 0;
    for (size_t i = 0; i < s->count; i++) {
        const scene_item *item = &s->items[i];
        if (item->role != ROLE_AGENT || item->color == COLOR_OFF)
            continue;
        side = side > 0 ? side : item->box.w;
        assert_near(item->box.w, side, 0);
        assert_near(item->box.h, side, 0);
    }
    assert_int_equal(count_role(s, ROLE_AGENT, -1), count);
    assert_true(side >= least);
}

/// Eighty-four agents in each of four panes, and half of them in one of these.
static void cells_can_be_seen_and_are_alike_in_all_panes(void **state) {
    (void)state;
    fixture_size size = fixture_usual();
    size.agents_per_group = 42;
    size.classes = 6;
    fixture f = fixture_create(1920, 1080, 4, size);
    size.agents_per_group = 21;
    fixture few = fixture_create(1920, 1080, 4, size);
    scene s = {0};
    scene_build(&s, &f.view);
    check_cells(&s, (size_t)4 * 84, 12);
    f.view.panes[2] = few.view.panes[2];
    scene_build(&s, &f.view);
    check_cells(&s, (size_t)3 * 84 + 42, 12);
    scene_free(&s);
    fixture_free(&few);
    fixture_free(&f);
}

static void names_of_lanes_and_groups_have_room(void **state) {
    (void)state;
    fixture f = fixture_create(1600, 900, 4, fixture_usual());
    scene s = {0};
    scene_build(&s, &f.view);
    size_t found = 0;
    for (size_t i = 0; i < s.count; i++) {
        const char *text = s.text + s.items[i].first;
        if (s.items[i].kind != SCENE_TEXT || (strcmp(text, "complaint") != 0 && strcmp(text, "team-1") != 0))
            continue;
        found++;
        assert_true(s.items[i].box.w >= scene_text_room(&s, text));
    }
    assert_int_equal(found, 4 * (2 + 1));
    scene_free(&s);
    fixture_free(&f);
}

static void two_thousand_agents_have_a_cell_each(void **state) {
    (void)state;
    fixture_size size = fixture_usual();
    size.agents_per_group = 1000;
    fixture f = fixture_create(1920, 1080, 3, size);
    scene s = {0};
    scene_build(&s, &f.view);
    assert_int_equal(count_role(&s, ROLE_AGENT, -1), 3 * 2000);
    scene_free(&s);
    fixture_free(&f);
}

static void huge_crowds_are_summed_up(void **state) {
    (void)state;
    fixture_size size = fixture_usual();
    size.agents_per_group = 40000;
    fixture f = fixture_create(1600, 900, 4, size);
    scene s = {0};
    scene_build(&s, &f.view);
    size_t cells = count_role(&s, ROLE_AGENT, -1);
    assert_true(cells > 400 && cells < 40000);
    assert_true(has_text(&s, "per cell"));
    double share = (double)count_color(&s, ROLE_AGENT, COLOR_TALKING) / (double)cells;
    // Of 20 agents 12 talk; a cell more or less in each group is the rounding.
    assert_near(share, 12.0 / 20, 0.01);
    scene_free(&s);
    fixture_free(&f);
}

static void callers_are_dots_coloured_by_wait(void **state) {
    (void)state;
    fixture f = fixture_create(1600, 900, 1, fixture_usual());
    scene s = {0};
    scene_build(&s, &f.view);
    // Each of two classes has 26 callers who wait 0, 2, 4 … 50 s; half the AWT is 7.5 s, the AWT 15 s.
    assert_int_equal(count_role(&s, ROLE_WAITING, -1), 2 * 26);
    assert_int_equal(count_color(&s, ROLE_WAITING, COLOR_CALM), 2 * 4);
    assert_int_equal(count_color(&s, ROLE_WAITING, COLOR_WARNING), 2 * 4);
    assert_int_equal(count_color(&s, ROLE_WAITING, COLOR_BAD), 2 * 18);
    scene_free(&s);
    fixture_free(&f);
}

static void waiting_is_judged_at_its_bounds(void **state) {
    (void)state;
    layout *l = fixture_layout(size_of_small(), "s");
    replay_state *r = replay_state_create(l);
    r->now = SIM_HOUR;
    fixture_add_call(r, CALL_QUEUED, 0, 0, r->now - 15 * SIM_SECOND);
    fixture_add_call(r, CALL_QUEUED, 0, 0, r->now - 15 * SIM_SECOND - 1);
    fixture_add_call(r, CALL_QUEUED, 0, 0, r->now);
    tally t = tally_of(r);
    assert_int_equal(t.lanes[0].count, 3);
    assert_true(t.lanes[0].stress[0] > 1);
    assert_true(t.lanes[0].stress[1] == 1.0);
    assert_true(t.lanes[0].stress[2] == 0.0);
    tally_free(&t);
    replay_state_destroy(r);
    fixture_layout_free(l);
}

static void long_queues_are_summed_up_with_their_number(void **state) {
    (void)state;
    fixture f = fixture_create(1600, 900, 3, fixture_usual());
    replay_state *first = f.states[0];
    for (int i = 0; i < 12000; i++)
        fixture_add_call(first, CALL_QUEUED, 0, 0, first->now);
    scene s = {0};
    scene_build(&s, &f.view);
    assert_true(count_role(&s, ROLE_WAITING, -1) < 500);
    assert_true(has_text(&s, "12,026"));
    scene_free(&s);
    fixture_free(&f);
}

/// Four panes leave no room for a dot a caller: a bar shows how many of a hundred are late, warned, calm.
static void narrow_lanes_show_shares(void **state) {
    (void)state;
    fixture f = fixture_create(1600, 900, 4, (fixture_size){.classes = 2, .sites = 2, .steps = 1});
    replay_state *first = f.states[0];
    for (int i = 0; i < 100; i++)
        fixture_add_call(first, CALL_QUEUED, 1, 0, first->now - (i < 50 ? 20 : i < 75 ? 10 : 0) * SIM_SECOND);
    scene s = {0};
    scene_build(&s, &f.view);
    double length[COLOR_COUNT] = {0};
    box standby = {200, 0, 190, 900}; // of the first pane, in which nobody else waits
    for (size_t i = 0; i < s.count; i++)
        if (s.items[i].role == ROLE_WAITING && box_has(standby, s.items[i].box.x, s.items[i].box.y))
            length[s.items[i].color] += s.items[i].box.w;
    assert_true(length[COLOR_BAD] > 10);
    assert_near(length[COLOR_WARNING], length[COLOR_BAD] / 2, 1);
    assert_near(length[COLOR_CALM], length[COLOR_BAD] / 2, 1);
    scene_free(&s);
    fixture_free(&f);
}

static void failed_sites_and_phases_are_named(void **state) {
    (void)state;
    fixture f = fixture_create(1600, 900, 3, fixture_usual());
    scene s = {0};
    scene_build(&s, &f.view);
    assert_true(has_text(&s, "failed"));
    assert_true(has_text(&s, "deciding to switch, 1:00 left"));
    assert_true(has_text(&s, "standby in charge since 10:22:00"));
    assert_true(has_text(&s, "back after 16 min, 0 calls lost"));
    assert_true(has_text(&s, "best so far"));
    assert_int_equal(count_role(&s, ROLE_OUTAGE, -1), 3);
    assert_int_equal(count_role(&s, ROLE_CURVE, SCENE_LINE), 2 * 3);
    scene_free(&s);
    fixture_free(&f);
}

static const scene_item *find_text(const scene *s, const char *text, size_t nth) {
    for (size_t i = 0; i < s->count; i++)
        if (s->items[i].kind == SCENE_TEXT && strstr(s->text + s->items[i].first, text) && nth-- == 0)
            return &s->items[i];
    return NULL;
}

/// In each band; also where hours with lost calls follow the switchover, and with but little room.
static void recoveries_stand_beside_what_is_drawn(void **state) {
    (void)state;
    for (int narrow = 0; narrow < 2; narrow++) {
        fixture f = fixture_create(narrow ? 960 : 1600, narrow ? 540 : 900, 4, fixture_usual());
        for (uint32_t i = 5; i < 8; i++)
            f.histories[0]->intervals[i].blocked_trunk = f.histories[0]->intervals[i].offered * 3 / 4;
        scene s = {0};
        scene_build(&s, &f.view);
        assert_int_equal(count_role(&s, ROLE_SHED, SCENE_RECT), 3);
        for (size_t nth = 0; nth < 4; nth++) {
            const scene_item *text = find_text(&s, "back after", nth);
            assert_non_null(text);
            for (size_t i = 0; i < s.count; i++)
                if (s.items[i].role == ROLE_PHASE || s.items[i].role == ROLE_OUTAGE ||
                    s.items[i].role == ROLE_SHED)
                    assert_false(box_overlaps(s.items[i].box, text->box));
        }
        scene_free(&s);
        fixture_free(&f);
    }
}

static size_t count_dashed(const scene *s) {
    size_t count = 0;
    for (size_t i = 0; i < s->count; i++)
        count += s->items[i].role == ROLE_CURVE && s->items[i].dashed;
    return count;
}

static void curve_is_dashed_where_most_calls_get_nowhere(void **state) {
    (void)state;
    fixture f = fixture_create(1600, 900, 1, fixture_usual());
    call_counts *hit = &f.histories[0]->intervals[6];
    scene s = {0};
    hit->blocked_trunk = hit->offered / 2;
    scene_build(&s, &f.view);
    assert_int_equal(count_dashed(&s), 0);
    assert_false(has_text(&s, "over half blocked or lost"));
    hit->blocked_ivr_port = 1;
    scene_build(&s, &f.view);
    // What is still to come, and what is past.
    assert_int_equal(count_dashed(&s), 2);
    assert_int_equal(count_role(&s, ROLE_CURVE, SCENE_LINE), 2 * 3);
    assert_true(has_text(&s, "over half blocked or lost"));
    scene_free(&s);
    fixture_free(&f);
}

/// Shows what two schemes of one class answer in time of 10,000 and lose; returns how many are the best so
/// far.
static size_t count_best(int64_t within, int64_t lost, int64_t other_within, int64_t other_lost) {
    fixture f = fixture_create(1600, 900, 2, size_of_small());
    int64_t in_time[] = {within, other_within}, gone[] = {lost, other_lost};
    for (int i = 0; i < 2; i++)
        f.states[i]->counts[0] = (call_counts){.offered = 20000,
                                               .asked_for_agent = 10000,
                                               .answered_within = in_time[i],
                                               .blocked_fault = gone[i]};
    scene s = {0};
    scene_build(&s, &f.view);
    size_t count = 0;
    while (find_text(&s, "best so far", count))
        count++;
    scene_free(&s);
    fixture_free(&f);
    return count;
}

static void best_is_one_or_none(void **state) {
    (void)state;
    assert_int_equal(count_best(9000, 50, 8990, 0), 1);
    // Both are shown as 90.0 %: the calls lost decide.
    assert_int_equal(count_best(9001, 50, 9000, 49), 1);
    assert_int_equal(count_best(9001, 50, 9000, 50), 0);
    // 99.9 % both, as only all are 100 %.
    assert_int_equal(count_best(9998, 7, 9991, 7), 0);
    assert_int_equal(count_best(10000, 7, 9999, 7), 1);
}

static bool is_in_window(const scene *s, const scene_item *item, box window) {
    if (item->kind == SCENE_LINE || item->kind == SCENE_POLYGON) {
        for (size_t i = 0; i < item->count; i++) {
            point p = s->points[item->first + i];
            if (!(p.x >= 0 && p.y >= 0 && p.x <= window.w && p.y <= window.h))
                return false;
        }
        return true;
    }
    return item->box.w >= 0 && item->box.h >= 0 && box_is_inside(item->box, window);
}

static void nothing_leaves_the_window(void **state) {
    (void)state;
    static const int sizes[][2] = {{960, 540}, {1600, 900}, {1920, 1200}, {3840, 2160}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (unsigned panes = 1; panes <= PANES_MAX; panes++)
            for (int help = 0; help < 2; help++) {
                fixture_size size = fixture_usual();
                size.sites = panes;
                size.plans = panes > 1;
                size.classes = 1 + 3 * (uint32_t)i;
                size.groups = 1 + 5 * (uint32_t)i;
                fixture f = fixture_create(sizes[i][0], sizes[i][1], panes, size);
                f.view.shows_help = help;
                scene s = {0};
                scene_build(&s, &f.view);
                for (size_t k = 0; k < s.count; k++)
                    if (!is_in_window(&s, &s.items[k], (box){0, 0, f.view.width, f.view.height}))
                        fail_msg("%dx%d, %u panes: item %zu of kind %d leaves the window", f.view.width,
                                 f.view.height, panes, k, s.items[k].kind);
                scene_free(&s);
                fixture_free(&f);
            }
}

static void equal_views_give_equal_scenes(void **state) {
    (void)state;
    char *texts[2];
    for (int i = 0; i < 2; i++) {
        fixture f = fixture_create(1600, 900, 3, fixture_usual());
        scene s = {0};
        scene_build(&s, &f.view);
        if (i == 1)
            scene_build(&s, &f.view);
        texts[i] = text_of(&s);
        scene_free(&s);
        fixture_free(&f);
    }
    assert_string_equal(texts[0], texts[1]);
    free(texts[0]);
    free(texts[1]);
}

static char *read_file(const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    char *text = calloc(1 << 20, 1);
    size_t size = fread(text, 1, (1 << 20) - 1, f);
    text[size] = '\0';
    fclose(f);
    return text;
}

/// To accept a changed picture, run with VIZ_UPDATE_GOLDEN set and look at the difference.
static void small_scene_is_as_it_was(void **state) {
    (void)state;
    static const char path[] = HOTLINE_SOURCE_DIR "/tests/viz/small_scene.txt";
    fixture f = small_view();
    scene s = {0};
    scene_build(&s, &f.view);
    char *now = text_of(&s);
    if (getenv("VIZ_UPDATE_GOLDEN")) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fputs(now, file);
        fclose(file);
    }
    char *before = read_file(path);
    assert_non_null(before);
    assert_string_equal(now, before);
    free(before);
    free(now);
    scene_free(&s);
    fixture_free(&f);
}

static void empty_center_has_a_picture(void **state) {
    (void)state;
    layout *l = fixture_layout((fixture_size){.sites = 1}, "empty");
    l->duration = 0;
    replay_state *r = replay_state_create(l);
    history *h = history_create(l);
    history_finish(h, 0);
    viz_view v = {.width = 960, .height = 540, .speed = 1, .pane_count = 1};
    v.panes[0] = (viz_pane){.state = r, .history = h};
    scene s = {0};
    scene_build(&s, &v);
    assert_int_equal(count_role(&s, ROLE_AGENT, -1), 0);
    assert_int_equal(count_role(&s, ROLE_WAITING, -1), 0);
    assert_true(has_text(&s, "Service level so far"));
    scene_free(&s);
    history_destroy(h);
    replay_state_destroy(r);
    fixture_layout_free(l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agents_are_cells),
        cmocka_unit_test(cells_can_be_seen_and_are_alike_in_all_panes),
        cmocka_unit_test(names_of_lanes_and_groups_have_room),
        cmocka_unit_test(two_thousand_agents_have_a_cell_each),
        cmocka_unit_test(huge_crowds_are_summed_up),
        cmocka_unit_test(callers_are_dots_coloured_by_wait),
        cmocka_unit_test(waiting_is_judged_at_its_bounds),
        cmocka_unit_test(long_queues_are_summed_up_with_their_number),
        cmocka_unit_test(narrow_lanes_show_shares),
        cmocka_unit_test(failed_sites_and_phases_are_named),
        cmocka_unit_test(recoveries_stand_beside_what_is_drawn),
        cmocka_unit_test(curve_is_dashed_where_most_calls_get_nowhere),
        cmocka_unit_test(best_is_one_or_none),
        cmocka_unit_test(nothing_leaves_the_window),
        cmocka_unit_test(equal_views_give_equal_scenes),
        cmocka_unit_test(small_scene_is_as_it_was),
        cmocka_unit_test(empty_center_has_a_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
