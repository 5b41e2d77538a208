/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What lies over a screen: the keys of the screen (searchable), the palette (fuzzy), or a text to
 * read. Commands listed are run by Enter; one that cannot be run now says why.
 */
#ifndef TUI_OVERLAY_H
#define TUI_OVERLAY_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/canvas.h"
#include "tui/key.h"
#include "tui/widget.h"

struct app;

enum overlay_kind { OVERLAY_NONE, OVERLAY_HELP, OVERLAY_PALETTE, OVERLAY_TEXT };
enum { OVERLAY_ROWS = 256 };

struct overlay {
    enum overlay_kind kind;
    char title[96];
    char *text; /* OVERLAY_TEXT */
    struct scroll scroll;
    struct field query;
    const struct action_row *rows[OVERLAY_ROWS]; /* that match the query */
    struct list list;
    int page;
};

void overlay_open(struct app *app, enum overlay_kind kind);
void overlay_open_text(struct app *app, const char *title, const char *text);
void overlay_close(struct app *app);
void overlay_feed(struct app *app, struct key key);
void overlay_draw(struct app *app, struct canvas *canvas);

/* How well the letters of `query` occur in order in `text` (case ignored): 0 not at all, more is
 * better. An empty query matches everything. */
int fuzzy_score(const char *query, const char *text);

#endif
