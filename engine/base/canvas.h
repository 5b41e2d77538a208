/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rectangle of character cells: the one thing that screens and simulations draw on.
 *
 * The terminal, plain text, SVG and the tests all read the same cells. Everything is clipped; a
 * canvas of 0x0 is legal and takes every call. A cell holds one grapheme (a base character with its
 * combining marks); a wide character owns its cell and the next, whose `width` is then 0. Drawing
 * over half of a wide character leaves a blank where the other half was. Text is made safe
 * (text_append_safe) on its way in: no control character is ever in a cell.
 */
#ifndef ENGINE_BASE_CANVAS_H
#define ENGINE_BASE_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/text.h"

/* What a thing is, not which colour it has: themes translate. Colour never stands alone. */
enum ink {
    INK_TEXT,
    INK_DIM,      /* less important */
    INK_STRONG,   /* headings, the answer */
    INK_ACCENT,   /* what can be acted on, the current item */
    INK_GOOD,     /* blue family */
    INK_BAD,      /* orange family */
    INK_SERIES_A, /* first curve or alternative */
    INK_SERIES_B,
    INK_SERIES_C,
    INK_SERIES_D,
    INK_SERIES_E,
    INK_THEORY, /* what a formula predicts */
    INK_HEAT_0, /* empty ... fullest */
    INK_HEAT_1,
    INK_HEAT_2,
    INK_HEAT_3,
    INK_HEAT_4,
    INK_COUNT
};

enum attribute { ATTRIBUTE_BOLD = 1, ATTRIBUTE_UNDERLINE = 2, ATTRIBUTE_REVERSE = 4 };

struct style {
    uint8_t ink;        /* enum ink */
    uint8_t attributes; /* enum attribute, or-ed */
};

enum { CELL_BYTES = 22 }; /* base and a few combining marks; more are dropped */
struct cell {
    char bytes[CELL_BYTES]; /* UTF-8, terminated */
    uint8_t width;          /* 1, 2, or 0: the right half of the cell before */
    struct style style;
};

struct canvas {
    int columns, rows;
    struct cell *cells;            /* row by row */
    bool ascii;                    /* draw with ASCII only: borders, bars and plots fall back */
    int cursor_column, cursor_row; /* where a text cursor belongs; -1: none */
};

/* Sizes below 0 count as 0. All blank. */
void canvas_init(struct canvas *canvas, int columns, int rows);
void canvas_resize(struct canvas *canvas, int columns, int rows); /* and blank */
void canvas_clear(struct canvas *canvas);
void canvas_release(struct canvas *canvas);

/* NULL outside. */
const struct cell *canvas_cell(const struct canvas *canvas, int column, int row);

/* One line of text at (column, row), clipped to the canvas; returns the column after it. */
int canvas_text(struct canvas *canvas, int column, int row, struct style style, const char *text);
int canvas_printf(struct canvas *canvas, int column, int row, struct style style,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));

/* As canvas_text(), in at most `cells` cells; "…" (or "~") marks what was cut. Returns the column
 * after. */
int canvas_text_fit(struct canvas *canvas, int column, int row, int cells, struct style style,
                    const char *text);

/*
 * Text wrapped at word boundaries in a box (CJK breaks anywhere, a word longer than the line is
 * cut); "\n" breaks a line. `skip` lines are left out at the top. Returns the number of lines the
 * whole text takes, whatever was drawn; columns or rows of 0 draw nothing and still count (columns
 * as 1).
 */
int canvas_paragraph(struct canvas *canvas, int column, int row, int columns, int rows, int skip,
                     struct style style, const char *text);

/* A part of a paragraph that looks otherwise. */
struct canvas_mark {
    size_t start, end; /* bytes of the text */
    struct style style;
    int first_row, last_row; /* receive the lines that hold some of it; -1: none does */
};
/* As canvas_paragraph(), with one part of it marked. */
int canvas_paragraph_marked(struct canvas *canvas, int column, int row, int columns, int rows,
                            int skip, struct style style, const char *text,
                            struct canvas_mark *mark);

void canvas_fill(struct canvas *canvas, int column, int row, int columns, int rows,
                 struct style style, const char *grapheme);
void canvas_rule(struct canvas *canvas, int column, int row, int columns, struct style style);
void canvas_box(struct canvas *canvas, int column, int row, int columns, int rows,
                struct style style, const char *title);

/* A horizontal bar of `fraction` (clamped to 0..1) of `columns` cells, in eighths. */
void canvas_bar(struct canvas *canvas, int column, int row, int columns, double fraction,
                struct style style);

/* Curves with axes. Points need not be sorted by the caller for scatter; lines are drawn in order.
 */
struct plot_series {
    const char *name;
    const double *x, *y; /* `count` of each; values that are not finite are left out */
    size_t count;
    enum ink ink;
    bool points;         /* dots only, no line between */
    const double *error; /* y +- error is drawn as a bar of sparse dots; NULL or not finite: none */
    const char *label;   /* a letter or two at the curve's right end, in the legend too; or NULL */
    bool bars;           /* columns from the bottom, nearly as wide as the first two are apart */
};
enum { PLOT_MARKS = 16, PLOT_LABELS = 16 }; /* of one plot; more are left out */
/*
 * A place on a plot that has a name: a vertical line, and a mark on it where y is finite. The name
 * stands over the line; where the names have no room, numbers stand there and the legend has the
 * names. Nothing is drawn of a mark that is out of range.
 */
struct plot_mark {
    double x, y;
    const char *label;
};
struct plot {
    const char *title, *x_label, *y_label;
    double x_low, x_high, y_low, y_high; /* low == high: taken from the data */
    const struct plot_series *series;
    size_t series_count;
    bool x_logarithmic, y_logarithmic; /* values that are not above 0 are left out */
    const struct plot_mark *marks;
    size_t mark_count;
};
/* Braille dots (2x4 a cell), ASCII where canvas->ascii; axis numbers and a legend where room. */
void canvas_plot(struct canvas *canvas, int column, int row, int columns, int rows,
                 const struct plot *plot);

enum { MAP_CHOICES = 5, MAP_UNKNOWN = 255 };
/* Which of several is chosen at each point of a plane: areas of letters in colours. */
struct region_map {
    const char *title, *x_label, *y_label;
    double x_low, x_high, y_low, y_high;
    bool x_logarithmic, y_logarithmic;
    /* Row by row from the lowest y, evenly spaced along the (logarithmic) axes, the first and the
     * last on the ends: indices into `names`, or MAP_UNKNOWN: nothing is known there. */
    const uint8_t *choices;
    int columns, rows;
    const char *const *names; /* NULL-terminated, at most MAP_CHOICES */
    double here_x, here_y;    /* a place to mark; NaN: none */
};
/*
 * Each cell shows the choice of the nearest sample: a bold capital along the borders of an area,
 * inside small letters with dots between, nothing where nothing is known. The legend says whose
 * letter it is, and where the marked place is out of range.
 */
void canvas_map(struct canvas *canvas, int column, int row, int columns, int rows,
                const struct region_map *map);
/*
 * The capitals that mark the names of a map, never X: of each the first letter that none before it
 * has, behind the words with which all of them begin. Returns how many names there are.
 */
size_t canvas_map_letters(const char *const *names, char letters[MAP_CHOICES]);

struct bill_line {
    const char *name;
    double amount; /* not finite: "none", and not in the total */
};
/*
 * A bill: a line for each amount with its share of the total as a number and a bar, and a line with
 * the total and the unit ("EUR a month"). Amounts stand one under another by their decimal points.
 * Where the rows do not suffice the smallest amounts are left out and summed as "and 3 more".
 * Shares are shown where the total is above 0. Returns the rows used, at most `rows`.
 */
int canvas_bill(struct canvas *canvas, int column, int row, int columns, int rows,
                const struct bill_line *lines, size_t count, const char *unit);
/*
 * An amount of money as the bill writes it: "12.50", "1,234.00", no decimals from 10,000 on, four
 * significant digits below 0.01, "none" where it is not finite. 32 bytes suffice.
 */
void bill_amount(double amount, char *buffer, size_t size);

/* The rows as lines of text without trailing blanks, each ended by "\n"; trailing blank rows
 * dropped. */
void canvas_to_text(const struct canvas *canvas, struct text *out);

/* A self-contained SVG picture of the cells (monospace text, escaped). */
void canvas_to_svg(const struct canvas *canvas, struct text *out);

#endif
