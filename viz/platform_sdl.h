/// The window.
#ifndef VIZ_PLATFORM_SDL_H
#define VIZ_PLATFORM_SDL_H

#include "app.h"

/// Opens a window and shows `a` until it wants to quit. False, and `err` set, when there is no display,
/// memory or font, or a trace is damaged.
bool platform_run(app *a, const char *title, input_error *err);

#endif
