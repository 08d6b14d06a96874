/// What the window does with keys and pointer. Pure: platform_sdl.c feeds it.
#ifndef VIZ_APP_H
#define VIZ_APP_H

#include "arrange.h"
#include "player.h"
#include "scene.h"
#include "show.h"

typedef enum app_key {
    KEY_PLAY,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_UP,
    KEY_DOWN,
    KEY_HOME,
    KEY_END,
    KEY_NEXT,
    KEY_PREVIOUS,
    KEY_HELP,
    KEY_QUIT
} app_key;

typedef struct app {
    show *show;
    player player;
    viz_view view;
    bool is_dragging;
    bool wants_quit;
    bool is_stale; ///< the picture must be made anew
} app;

app app_create(show *s, int width, int height, int speed);
void app_press(app *a, app_key key, bool with_shift);
void app_point_down(app *a, double x, double y);
void app_point_move(app *a, double x, double y);
void app_point_up(app *a);
void app_resize(app *a, int width, int height);
/// Lets `elapsed` microseconds of the wall clock pass.
void app_pass(app *a, sim_time elapsed);
/// Makes the picture of the present moment. False, and `err` set, when a trace is damaged there.
bool app_picture(app *a, scene *s, input_error *err);

#endif
