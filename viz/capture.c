#include "capture.h"

#include <SDL_image.h>

bool capture_write_png(const raster *r, const char *path, input_error *err) {
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormatFrom(r->pixels, r->width, r->height, 32,
                                                              r->width * 4, SDL_PIXELFORMAT_RGB888);
    if (!surface)
        return runtime_error_set(err, path, "cannot be written: %s", SDL_GetError());
    bool written = IMG_SavePNG(surface, path) == 0;
    SDL_FreeSurface(surface);
    return written || runtime_error_set(err, path, "cannot be written: %s", IMG_GetError());
}
