/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exercises/availability/picture.h"

#include <math.h>
#include <stdio.h>

#include "exercises/availability/wording.h"

const struct mark_look mark_looks[MARKS] = {
    [MARK_NONE] = {" ", " ", NULL, INK_DIM, false},
    [MARK_UP] = {"─", "-", "up", INK_DIM, false},
    [MARK_REPAIRED] = {"▒", "r", "in repair", INK_SERIES_B, false},
    [MARK_WAITING] = {"░", "w", "waits for a crew", INK_SERIES_C, false},
    [MARK_DOWN] = {"█", "#", "system down", INK_BAD, true},
    [MARK_DISASTER] = {"X", "X", "disaster", INK_BAD, true},
};

int page_put(struct canvas *canvas, int column, int row, enum mark mark)
{
    struct style style = {(uint8_t)mark_looks[mark].ink,
                          mark_looks[mark].bold ? ATTRIBUTE_BOLD : 0};
    return canvas_text(canvas, column, row, style,
                       canvas->ascii ? mark_looks[mark].ascii : mark_looks[mark].unicode);
}

int page_cell(const struct page *page, double hours)
{
    return (int)floor((hours - page->from) / (page->to - page->from) * page->cells);
}

void availability_draw_head(const struct availability *s, const char *what, struct canvas *canvas)
{
    const struct redundancy *r = &s->plant.redundancy;
    char line[256], each[64], hours[48], causes[48] = "", crews[48] = "";
    format_availability(1 - r->availability, " ", each, sizeof each);
    format_hours_short(r->repair_hours, hours, sizeof hours);
    if (r->common_cause > 0)
        (void)snprintf(causes, sizeof causes, ", common causes %.3g %%", 100 * r->common_cause);
    if (r->crews < r->components)
        (void)snprintf(crews, sizeof crews, ", %d crew%s", r->crews, r->crews == 1 ? "" : "s");
    (void)snprintf(line, sizeof line, "%s, %d of %d needed; %s each, repairs %s%s%s", what,
                   r->needed, r->components, each, hours, crews, causes);
    (void)canvas_text_fit(canvas, 0, 0, canvas->columns, ink(INK_STRONG), line);
}
