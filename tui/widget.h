/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small parts that several screens draw: rectangles, text fields, lists, scrolled text. */
#ifndef TUI_WIDGET_H
#define TUI_WIDGET_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/canvas.h"
#include "engine/base/text.h"
#include "tui/command.h"
#include "tui/key.h"

/* A rectangle of the canvas. Cutting from it keeps it inside itself, possibly empty. */
struct area {
    int column, row, columns, rows;
};
/* Takes rows off the top or the bottom (as many as there are) and returns them. */
struct area area_cut_top(struct area *area, int rows);
struct area area_cut_bottom(struct area *area, int rows);
/* Centred, at most this wide. */
struct area area_centre(struct area area, int columns);

/* One line in an area; nothing below it. */
void area_line(struct canvas *canvas, struct area area, int row, struct style style,
               const char *text);
/* A line right-aligned in `area`. */
void area_right(struct canvas *canvas, struct area area, int row, struct style style,
                const char *text);
/* Draws all of `source` at the area's place. */
void area_paste(struct canvas *canvas, struct area area, const struct canvas *source);

struct style style_of(enum ink ink);
struct style style_with(enum ink ink, unsigned attributes);

/* --- A line of text being typed --- */
struct field {
    struct text text;
    size_t cursor; /* byte offset */
    bool replace;  /* the first character typed replaces what is there */
};
void field_release(struct field *field);
void field_set(struct field *field, const char *string);
/* False: the key means nothing to a field. */
bool field_feed(struct field *field, struct key key);
const char *field_text(const struct field *field);
/* Puts the text cursor there as well. */
void field_draw(const struct field *field, struct canvas *canvas, int column, int row, int columns);

/* --- A list with one marked row --- */
struct list {
    size_t count, selected, top;
};
/* True where the action moved, or tried to move, the mark. `page` rows are visible. */
bool list_handle(struct list *list, enum action action, int page);
/* The first visible row, so that the marked one is visible. */
size_t list_top(struct list *list, int page);
/* The mark before a row, and arrows at the right where there is more. */
void list_mark(struct canvas *canvas, struct area area, int row, bool selected);
void list_arrows(struct canvas *canvas, struct area area, const struct list *list);

/* --- Text longer than its place --- */
struct scroll {
    int top, lines, page;
    bool follow; /* the next flow_draw() shows what flow_focus() marked */
};
bool scroll_handle(struct scroll *scroll, enum action action);
/* Draws the text from `top` on; says at the right edge where there is more. */
void scroll_draw(struct scroll *scroll, struct canvas *canvas, struct area area, struct style style,
                 const char *text);

#endif
