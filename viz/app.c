#include "app.h"

#include "scene_build.h"

app app_create(show *s, int width, int height, int speed) {
    return (app){.show = s,
                 .player = player_create(s->from, s->to, speed),
                 .view = {.width = width, .height = height},
                 .is_stale = true};
}

static void go_to_mark(app *a, int direction) {
    const sim_time *marks[PANES_MAX];
    size_t counts[PANES_MAX];
    for (unsigned i = 0; i < a->show->count; i++) {
        marks[i] = a->show->histories[i]->marks;
        counts[i] = a->show->histories[i]->mark_count;
    }
    player_to_mark(&a->player, marks, counts, a->show->count, direction);
}

static void step(app *a, int direction, bool is_fine) {
    player_seek(&a->player, a->player.now + direction * (is_fine ? 10 * SIM_SECOND : SIM_MINUTE));
}

void app_press(app *a, app_key key, bool with_shift) {
    a->is_stale = true;
    switch (key) {
    case KEY_PLAY:
        player_toggle(&a->player);
        break;
    case KEY_LEFT:
    case KEY_RIGHT:
        step(a, key == KEY_LEFT ? -1 : 1, with_shift);
        break;
    case KEY_UP:
    case KEY_DOWN:
        player_change_speed(&a->player, key == KEY_UP ? 1 : -1);
        break;
    case KEY_HOME:
    case KEY_END:
        player_seek(&a->player, key == KEY_HOME ? a->player.from : a->player.to);
        break;
    case KEY_NEXT:
    case KEY_PREVIOUS:
        go_to_mark(a, key == KEY_NEXT ? 1 : -1);
        break;
    case KEY_HELP:
        a->view.shows_help = !a->view.shows_help;
        break;
    case KEY_QUIT:
        a->wants_quit = true;
        break;
    }
}

static app_key key_of(button b) {
    static const app_key keys[BUTTON_COUNT] = {
        [BUTTON_PREVIOUS] = KEY_PREVIOUS, [BUTTON_PLAY] = KEY_PLAY, [BUTTON_NEXT] = KEY_NEXT,
        [BUTTON_SLOWER] = KEY_DOWN,       [BUTTON_FASTER] = KEY_UP, [BUTTON_HELP] = KEY_HELP,
    };
    return keys[b];
}

static window_boxes boxes_of(const app *a) {
    return window_arrange(a->view.width, a->view.height, a->show->count);
}

static void drag_to(app *a, double x) {
    window_boxes w = boxes_of(a);
    a->view.from = a->show->from;
    a->view.to = a->show->to;
    player_seek(&a->player, chart_time_at(&w, &a->view, x));
    a->is_stale = true;
}

void app_point_down(app *a, double x, double y) {
    window_boxes w = boxes_of(a);
    for (int i = 0; i < BUTTON_COUNT; i++)
        if (box_has(w.buttons[i], x, y))
            app_press(a, key_of((button)i), false);
    bool is_right_of_labels = x >= w.chart.x - 8 * w.unit;
    if (box_has(w.timeline, x, y) && is_right_of_labels) {
        a->is_dragging = true;
        drag_to(a, x);
    }
}

void app_point_move(app *a, double x, double y) {
    (void)y;
    if (a->is_dragging)
        drag_to(a, x);
}

void app_point_up(app *a) {
    a->is_dragging = false;
}

void app_resize(app *a, int width, int height) {
    a->view.width = width;
    a->view.height = height;
    a->is_stale = true;
}

void app_pass(app *a, sim_time elapsed) {
    if (!a->player.is_playing || a->is_dragging)
        return;
    player_advance(&a->player, elapsed);
    a->is_stale = true;
}

bool app_picture(app *a, scene *s, input_error *err) {
    if (!show_seek(a->show, a->player.now, &a->view, err))
        return false;
    a->view.speed = a->player.speed;
    a->view.is_playing = a->player.is_playing;
    scene_build(s, &a->view);
    a->is_stale = false;
    return true;
}
