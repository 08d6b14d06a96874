#include "print/svg.h"

#include "print/table.h"

static void escaped_print(FILE *out, const char *text) {
    for (const char *c = text; *c; c++) {
        const char *entity = *c == '<' ? "&lt;" : *c == '>' ? "&gt;" : *c == '&' ? "&amp;" : NULL;
        if (entity)
            (void)fputs(entity, out);
        else if ((unsigned char)*c >= ' ')
            (void)fputc(*c, out);
    }
}

void svg_begin(FILE *out, int width, int height, const char *title) {
    (void)fprintf(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
        "font-family=\"Inter, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif\">\n<title>",
        width, height, width, height);
    escaped_print(out, title);
    (void)fprintf(out, "</title>\n<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", width, height);
}

void svg_end(FILE *out) {
    (void)fputs("</svg>\n", out);
}

void svg_text(FILE *out, double x, double y, svg_anchor anchor, svg_style style, const char *text) {
    static const char *const anchors[] = {"start", "middle", "end"};
    static const char *const styles[] = {
        [SVG_TITLE] = "font-size=\"22\" font-weight=\"600\" fill=\"#1b2430\"",
        [SVG_LABEL] = "font-size=\"15\" fill=\"#1b2430\"",
        [SVG_NOTE] = "font-size=\"14\" fill=\"#5b6673\"",
    };
    (void)fprintf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>", x, y, anchors[anchor],
                  styles[style]);
    escaped_print(out, text);
    (void)fputs("</text>\n", out);
}

void svg_line(FILE *out, double x1, double y1, double x2, double y2, svg_stroke stroke) {
    static const char *const strokes[] = {
        [SVG_GRID] = "stroke=\"#e3e7ec\"",
        [SVG_AXIS] = "stroke=\"#5b6673\"",
        [SVG_BASE] = "stroke=\"#1b2430\" stroke-width=\"2\"",
    };
    (void)fprintf(out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>\n", x1, y1, x2, y2,
                  strokes[stroke]);
}

const char *svg_colour(size_t index) {
    static const char *const colours[] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                          "#56b4e9", "#e69f00", "#1b2430"};
    return colours[index % (sizeof colours / sizeof colours[0])];
}

double svg_width(const char *label) {
    return 8.2 * (double)text_width(label);
}
