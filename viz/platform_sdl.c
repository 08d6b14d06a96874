#include "platform_sdl.h"

#include <SDL.h>

#include "draw.h"

/// A window with a picture of its size and type for it. The picture is made in memory, so it goes to the
/// window's own surface: a renderer would only carry it through a texture.
typedef struct platform {
    SDL_Window *window;
    raster raster;
    font_set *fonts;
    double font_unit; ///< that the fonts were opened for
} platform;

static bool platform_failed(input_error *err, const char *what) {
    return runtime_error_set(err, NULL, "%s: %s", what, SDL_GetError());
}

/// Without a display SDL falls back on drivers that show nothing to anybody, unless one was asked for.
static bool driver_is_blind(void) {
    const char *driver = SDL_GetCurrentVideoDriver();
    bool shows_nothing = driver && (!SDL_strcmp(driver, "offscreen") || !SDL_strcmp(driver, "dummy") ||
                                    !SDL_strcmp(driver, "evdev"));
    return shows_nothing && !SDL_getenv("SDL_VIDEODRIVER");
}

static bool platform_open(platform *p, const app *a, const char *title, input_error *err) {
    *p = (platform){0};
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return platform_failed(err, "cannot open a window (without a display, use --screenshot)");
    if (driver_is_blind())
        return runtime_error_set(
            err, NULL, "cannot open a window: there is no display; use --screenshot to make a picture");
    p->window = SDL_CreateWindow(title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, a->view.width,
                                 a->view.height, SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (!p->window)
        return platform_failed(err, "cannot open a window (without a display, use --screenshot)");
    SDL_SetWindowMinimumSize(p->window, 960, 540);
    return true;
}

static void platform_close(platform *p) {
    raster_destroy(&p->raster);
    font_set_close(p->fonts);
    if (p->window)
        SDL_DestroyWindow(p->window);
    SDL_Quit();
}

/// A picture of the size that the window has now.
static bool platform_fit(platform *p, app *a, const SDL_Surface *surface, input_error *err) {
    if (p->raster.pixels && surface->w == p->raster.width && surface->h == p->raster.height)
        return true;
    raster_destroy(&p->raster);
    if (!raster_create(&p->raster, surface->w, surface->h))
        return runtime_error_set(err, NULL, "out of memory for a picture of %dx%d", surface->w, surface->h);
    app_resize(a, surface->w, surface->h);
    return true;
}

static bool platform_fit_fonts(platform *p, double unit, input_error *err) {
    if (p->fonts && p->font_unit == unit)
        return true;
    font_set_close(p->fonts);
    p->font_unit = unit;
    return font_set_open(&p->fonts, unit, err);
}

static bool platform_show(platform *p, app *a, scene *s, input_error *err) {
    SDL_Surface *surface = SDL_GetWindowSurface(p->window);
    if (!surface)
        return platform_failed(err, "cannot draw in the window");
    if (!platform_fit(p, a, surface, err))
        return false;
    if (!a->is_stale)
        return true;
    if (!app_picture(a, s, err) || !platform_fit_fonts(p, s->unit, err))
        return false;
    draw_scene(&p->raster, p->fonts, s);
    SDL_ConvertPixels(surface->w, surface->h, SDL_PIXELFORMAT_RGB888, p->raster.pixels, p->raster.width * 4,
                      surface->format->format, surface->pixels, surface->pitch);
    return SDL_UpdateWindowSurface(p->window) == 0 || platform_failed(err, "cannot draw in the window");
}

static const struct {
    SDL_Keycode code;
    app_key key;
} key_table[] = {
    {SDLK_SPACE, KEY_PLAY}, {SDLK_LEFT, KEY_LEFT}, {SDLK_RIGHT, KEY_RIGHT}, {SDLK_UP, KEY_UP},
    {SDLK_DOWN, KEY_DOWN},  {SDLK_HOME, KEY_HOME}, {SDLK_END, KEY_END},     {SDLK_n, KEY_NEXT},
    {SDLK_p, KEY_PREVIOUS}, {SDLK_h, KEY_HELP},    {SDLK_ESCAPE, KEY_QUIT}, {SDLK_q, KEY_QUIT},
};

static void key_down(app *a, const SDL_KeyboardEvent *e) {
    for (size_t i = 0; i < sizeof key_table / sizeof *key_table; i++)
        if (key_table[i].code == e->keysym.sym)
            app_press(a, key_table[i].key, (e->keysym.mod & KMOD_SHIFT) != 0);
}

/// Pixels of the picture a unit of the pointer.
static double pointer_scale(const platform *p) {
    int width = 0;
    SDL_GetWindowSize(p->window, &width, NULL);
    return width > 0 ? (double)p->raster.width / width : 1;
}

static void handle(const platform *p, app *a, const SDL_Event *e) {
    double scale = pointer_scale(p);
    if (e->type == SDL_QUIT)
        app_press(a, KEY_QUIT, false);
    else if (e->type == SDL_KEYDOWN)
        key_down(a, &e->key);
    else if (e->type == SDL_MOUSEBUTTONDOWN && e->button.button == SDL_BUTTON_LEFT)
        app_point_down(a, e->button.x * scale, e->button.y * scale);
    else if (e->type == SDL_MOUSEBUTTONUP)
        app_point_up(a);
    else if (e->type == SDL_MOUSEMOTION)
        app_point_move(a, e->motion.x * scale, e->motion.y * scale);
    else if (e->type == SDL_WINDOWEVENT)
        a->is_stale = true;
}

/// Waits for the next picture: a short while when playing, for an event else.
static void wait_and_handle(const platform *p, app *a) {
    SDL_Event e;
    if (!a->player.is_playing && !a->is_stale && SDL_WaitEventTimeout(&e, 250))
        handle(p, a, &e);
    while (SDL_PollEvent(&e))
        handle(p, a, &e);
}

static sim_time elapsed_since(Uint64 *last) {
    Uint64 now = SDL_GetPerformanceCounter(), gone = now - *last;
    *last = now;
    sim_time elapsed = (sim_time)((double)gone * 1e6 / (double)SDL_GetPerformanceFrequency());
    // After a stall the clock goes on from where it was instead of leaping.
    return elapsed < SIM_SECOND / 4 ? elapsed : SIM_SECOND / 4;
}

static bool platform_loop(platform *p, app *a, scene *s, input_error *err) {
    enum { FRAME_MS = 16 };
    Uint64 last = SDL_GetPerformanceCounter();
    while (!a->wants_quit) {
        Uint32 begin = SDL_GetTicks();
        wait_and_handle(p, a);
        app_pass(a, elapsed_since(&last));
        if (!platform_show(p, a, s, err))
            return false;
        Uint32 took = SDL_GetTicks() - begin;
        if (a->player.is_playing && took < FRAME_MS)
            SDL_Delay(FRAME_MS - took);
    }
    return true;
}

bool platform_run(app *a, const char *title, input_error *err) {
    platform p;
    scene s = {0};
    bool done = platform_open(&p, a, title, err) && platform_loop(&p, a, &s, err);
    scene_free(&s);
    platform_close(&p);
    return done;
}
