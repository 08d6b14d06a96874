/// What is to be drawn, as a list: made by scene_build from a state, drawn by draw_scene, printed for tests.
/// Items are drawn in order. Coordinates are pixels, y downwards.
#ifndef VIZ_SCENE_H
#define VIZ_SCENE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "geometry.h"
#include "theme.h"

/// X(kind, name as printed)
#define SCENE_KINDS(X)                                                                                       \
    X(SCENE_RECT, "rect")                                                                                    \
    X(SCENE_FRAME, "frame")                                                                                  \
    X(SCENE_DISC, "disc")                                                                                    \
    X(SCENE_LINE, "line")                                                                                    \
    X(SCENE_POLYGON, "polygon")                                                                              \
    X(SCENE_TEXT, "text")                                                                                    \
    X(SCENE_CLIP, "clip")

#define X(kind, name) kind,
typedef enum scene_kind { SCENE_KINDS(X) SCENE_KIND_COUNT } scene_kind;
#undef X

typedef enum font_weight { WEIGHT_REGULAR, WEIGHT_BOLD, WEIGHT_COUNT } font_weight;
typedef enum text_align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT } text_align;

/// What an item stands for, where a test or a pointer wants to know it.
/// X(role, name as printed)
#define SCENE_ROLES(X)                                                                                       \
    X(ROLE_NONE, "")                                                                                         \
    X(ROLE_WAITING, "waiting")                                                                               \
    X(ROLE_AGENT, "agent")                                                                                   \
    X(ROLE_LAMP, "lamp")                                                                                     \
    X(ROLE_PHASE, "phase")                                                                                   \
    X(ROLE_OUTAGE, "outage")                                                                                 \
    X(ROLE_CURVE, "curve")                                                                                   \
    X(ROLE_SHED, "shed")                                                                                     \
    X(ROLE_TARGET, "target")                                                                                 \
    X(ROLE_PLAYHEAD, "playhead")

#define X(role, name) role,
typedef enum scene_role { SCENE_ROLES(X) SCENE_ROLE_COUNT } scene_role;
#undef X

/// How a text looks. `tabular`: every digit takes the same room, so that a running number stands still.
typedef struct text_style {
    font_size size;
    font_weight weight;
    text_align align;
    color color;
    bool tabular;
} text_style;

typedef struct scene_item {
    uint8_t kind;   ///< scene_kind
    uint8_t role;   ///< scene_role
    uint8_t color;  ///< color; that of a text is in `style`
    uint8_t dashed; ///< a line of dashes
    box box;        ///< of rect, frame, text and clip; around a disc
    double radius;  ///< of the corners
    double width;   ///< of the stroke of frame and line
    size_t first;   ///< first point, or first byte of the text, which ends with a 0
    size_t count;   ///< points, or bytes of the text
    text_style style;
} scene_item;

/// The list. Start with {0}.
typedef struct scene {
    scene_item *items;
    size_t count, capacity;
    point *points;
    size_t point_count, point_capacity;
    char *text;
    size_t text_count, text_capacity;
    double unit;     ///< pixels of a unit: 1 at 1600 x 900
    scene_role role; ///< given to the items that are added
} scene;

/// Empties the list and keeps its memory.
void scene_clear(scene *s, double unit);
void scene_free(scene *s);

/// `units` in whole pixels, at least 1.
double scene_px(const scene *s, double units);

void scene_rect(scene *s, box b, double radius, color c);
void scene_frame(scene *s, box b, double radius, double width, color c);
void scene_disc(scene *s, point center, double radius, color c);
void scene_line(scene *s, const point *points, size_t count, double width, color c, bool dashed);
/// A convex polygon.
void scene_polygon(scene *s, const point *points, size_t count, color c);
/// One line of text in the middle of the box's height; what is wider than the box ends in an ellipsis.
void scene_text(scene *s, box b, text_style style, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/// From here on nothing is drawn outside `b`.
void scene_clip(scene *s, box b);

/// One line an item, for tests. False when it cannot be written.
bool scene_write_text(const scene *s, FILE *out);

#endif
