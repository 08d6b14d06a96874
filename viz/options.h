/// What the command line says.
#ifndef VIZ_OPTIONS_H
#define VIZ_OPTIONS_H

#include <hotline/error.h>

#include <stddef.h>

#include "view.h"

typedef struct viz_options {
    int width, height, speed;
    bool wants_help, wants_version;
    const char *screenshot_time; ///< NULL: open a window
    const char *screenshot_path;
    const char *traces[PANES_MAX];
    unsigned trace_count;
} viz_options;

/// Reads the arguments. False, and `err` set, on bad usage.
bool options_parse(viz_options *out, int argc, char *const argv[], input_error *err);

/// The text of --help.
const char *options_help(void);

#endif
