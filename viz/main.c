#include <stdio.h>

#include "app.h"
#include "capture.h"
#include "draw.h"
#include "options.h"
#include "platform_sdl.h"

enum { EXIT_DONE = 0, EXIT_BAD_INPUT = 2, EXIT_UNFINISHED = 3 };

static bool time_of_screenshot(const show *s, const char *text, sim_time *out, input_error *err) {
    civil_time start = trace_info(s->traces[0])->layout->start;
    char begin[TIME_TEXT_SIZE], end[TIME_TEXT_SIZE];
    if (!player_parse_time(text, start, out))
        return input_error_set(
            err, NULL, 0, NULL,
            "--screenshot: '%s' is no time; give a clock time (10:20) or a time since the start (10h30min)",
            text);
    if (*out <= s->to)
        return true;
    clock_format(start, 0, begin);
    clock_format(start, s->to, end);
    return input_error_set(err, NULL, 0, NULL, "--screenshot: %s is not within the traces, %s to %s", text,
                           begin, end);
}

static bool draw_picture(const scene *s, const viz_options *o, input_error *err) {
    raster r;
    font_set *fonts = NULL;
    if (!raster_create(&r, o->width, o->height))
        return runtime_error_set(err, NULL, "out of memory for a picture of %dx%d", o->width, o->height);
    bool done = font_set_open(&fonts, s->unit, err);
    if (done) {
        draw_scene(&r, fonts, s);
        done = capture_write_png(&r, o->screenshot_path, err);
    }
    font_set_close(fonts);
    raster_destroy(&r);
    return done;
}

static bool take_screenshot(show *shown, const viz_options *o, input_error *err) {
    app a = app_create(shown, o->width, o->height, o->speed);
    scene s = {0};
    bool done = time_of_screenshot(shown, o->screenshot_time, &a.player.now, err) &&
                app_picture(&a, &s, err) && draw_picture(&s, o, err);
    scene_free(&s);
    return done;
}

static bool open_window(show *shown, const viz_options *o, input_error *err) {
    app a = app_create(shown, o->width, o->height, o->speed);
    char title[256];
    snprintf(title, sizeof title, "%.200s - hotline-viz", trace_info(shown->traces[0])->layout->title);
    return platform_run(&a, title, err);
}

static bool run(const viz_options *o, input_error *err) {
    show shown;
    bool done = show_open(&shown, o->traces, o->trace_count, err) &&
                (o->screenshot_time ? take_screenshot(&shown, o, err) : open_window(&shown, o, err));
    show_close(&shown);
    return done;
}

int main(int argc, char *argv[]) {
    input_error err = {0};
    viz_options options;
    bool done = options_parse(&options, argc, argv, &err);
    if (done && options.wants_help)
        fputs(options_help(), stdout);
    else if (done && options.wants_version)
        printf("hotline-viz %s\nformats: trace %d.%d\n", HOTLINE_VERSION, TRACE_FORMAT_MAJOR,
               TRACE_FORMAT_MINOR);
    else
        done = done && run(&options, &err);
    if (done)
        return EXIT_DONE;
    input_error_print(&err, stderr);
    return err.kind == ERROR_INPUT ? EXIT_BAD_INPUT : EXIT_UNFINISHED;
}
