/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the statistics as pictures: what each says in words, and its plot or bars below. */
#ifndef TUI_STATISTICS_VIEW_H
#define TUI_STATISTICS_VIEW_H

#include "tui/statistics_text.h"
#include "tui/widget.h"

struct statistics_view {
    enum statistics_page page; /* in front */
    bool alone;                /* it is shown alone even where there is room for all */
    bool all;                  /* all pages are shown: set by drawing */
    struct scroll scroll;      /* of the lists of topics and patterns */
};

void statistics_view_draw(struct statistics_view *view, const struct statistics_book *book,
                          struct canvas *canvas, struct area area);

#endif
