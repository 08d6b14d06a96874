/// Pictures as files.
#ifndef VIZ_CAPTURE_H
#define VIZ_CAPTURE_H

#include <hotline/error.h>

#include "raster.h"

/// Writes a PNG file. False, and `err` set, when it cannot be written.
bool capture_write_png(const raster *r, const char *path, input_error *err);

#endif
