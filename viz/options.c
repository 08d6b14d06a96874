#include "options.h"

#include <stdlib.h>
#include <string.h>

#include "player.h"

enum { WIDTH_MIN = 320, HEIGHT_MIN = 180, SIDE_MAX = 8192 };

const char *options_help(void) {
    return "Usage: hotline-viz [--size WxH] [--speed N] TRACE...\n"
           "  or:  hotline-viz [--size WxH] --screenshot TIME OUT.png TRACE...\n"
           "Replay traces of hotline: one to four, side by side on one clock.\n"
           "\n"
           "Options:\n"
           "  --size WxH                 Size of the window or picture in pixels (default: 1600x900)\n"
           "  --speed N                  Simulated seconds a second to begin with, 1 to 3600 (default: 60)\n"
           "  --screenshot TIME OUT.png  Write a picture of one moment instead of opening a window;\n"
           "                             TIME is a clock time (10:20) or the time since the start\n"
           "                             (10h30min, or a number of seconds)\n"
           "  --version                  Print the versions of program and trace format\n"
           "  -h, --help                 Print this help\n"
           "\n"
           "Keys:\n"
           "  space   play or pause\n"
           "  arrows  step, and change the speed\n"
           "  n, p    go to the next or previous mark\n"
           "  h       show all keys\n"
           "\n"
           "Exit status:\n"
           "  0  done\n"
           "  2  bad usage, or a file that is no trace\n"
           "  3  could not finish\n"
           "\n"
           "Examples:\n"
           "  $ hotline-viz day.baseline.trace day.hot.trace\n"
           "  $ hotline-viz --size 1920x1080 --screenshot 10:30 day.png day.hot.trace\n";
}

static bool parse_number(const char *text, const char **end, int low, int high, int *out) {
    char *stop = NULL;
    if (*text < '0' || *text > '9')
        return false;
    long number = strtol(text, &stop, 10);
    *end = stop;
    if (number < low || number > high)
        return false;
    *out = (int)number;
    return true;
}

static bool parse_size(viz_options *o, const char *text, input_error *err) {
    const char *end = text;
    if (text && parse_number(text, &end, WIDTH_MIN, SIDE_MAX, &o->width) && (*end == 'x' || *end == 'X') &&
        parse_number(end + 1, &end, HEIGHT_MIN, SIDE_MAX, &o->height) && !*end)
        return true;
    return input_error_set(err, NULL, 0, NULL,
                           "--size needs WIDTHxHEIGHT from %dx%d to %dx%d, such as 1920x1080", WIDTH_MIN,
                           HEIGHT_MIN, SIDE_MAX, SIDE_MAX);
}

static bool parse_speed(viz_options *o, const char *text, input_error *err) {
    const char *end = text;
    if (text && parse_number(text, &end, 1, SPEED_MAX, &o->speed) && !*end)
        return true;
    return input_error_set(err, NULL, 0, NULL, "--speed needs a whole number from 1 to %d", SPEED_MAX);
}

static bool parse_screenshot(viz_options *o, const char *time, const char *path, input_error *err) {
    if (!time || !path)
        return input_error_set(err, NULL, 0, NULL,
                               "--screenshot needs a time and a file: --screenshot 10:20 picture.png");
    o->screenshot_time = time;
    o->screenshot_path = path;
    return true;
}

static bool add_trace(viz_options *o, const char *path, input_error *err) {
    if (o->trace_count == PANES_MAX)
        return input_error_set(err, NULL, 0, NULL, "more than %d traces: at most %d fit side by side",
                               PANES_MAX, PANES_MAX);
    o->traces[o->trace_count++] = path;
    return true;
}

/// One option with its values, argv[*i] on; *i is left on the last argument taken.
static bool parse_option(viz_options *o, char *const argv[], int *i, input_error *err) {
    const char *name = argv[*i], *first = argv[*i + 1], *second = first ? argv[*i + 2] : NULL;
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        o->wants_help = true;
        return true;
    }
    if (strcmp(name, "--version") == 0) {
        o->wants_version = true;
        return true;
    }
    if (strcmp(name, "--size") == 0) {
        *i += 1;
        return parse_size(o, first, err);
    }
    if (strcmp(name, "--speed") == 0) {
        *i += 1;
        return parse_speed(o, first, err);
    }
    if (strcmp(name, "--screenshot") == 0) {
        *i += 2;
        return parse_screenshot(o, first, second, err);
    }
    return input_error_set(err, NULL, 0, NULL, "unknown option '%s'; see hotline-viz --help", name);
}

bool options_parse(viz_options *out, int argc, char *const argv[], input_error *err) {
    viz_options o = {.width = 1600, .height = 900, .speed = 60};
    bool has_ended = false;
    for (int i = 1; i < argc; i++) {
        bool is_option = !has_ended && argv[i][0] == '-' && argv[i][1];
        if (is_option && strcmp(argv[i], "--") == 0)
            has_ended = true;
        else if (!(is_option ? parse_option(&o, argv, &i, err) : add_trace(&o, argv[i], err)))
            return false;
    }
    if (o.trace_count == 0 && !o.wants_help && !o.wants_version)
        return input_error_set(err, NULL, 0, NULL, "no trace given; usage: hotline-viz TRACE..., see --help");
    *out = o;
    return true;
}
