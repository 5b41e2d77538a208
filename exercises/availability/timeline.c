/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/availability/picture.h"
#include "exercises/availability/wording.h"

enum { EVENTS_ON_A_PAGE = 14 };

/* --- Failures and repairs -----------------------------------------------------------------------
 */

/* Every cell that is touched, at least one; what is worse stays. */
static void mark_cells(const struct page *page, uint8_t *cells, double from, double to,
                       enum mark mark)
{
    if (to < page->from || from >= page->to)
        return;
    int first = page_cell(page, fmax(from, page->from));
    int last = to >= page->to ? page->cells - 1 : page_cell(page, to);
    for (int i = first; i <= last && i < page->cells; i++)
        if (cells[i] < mark)
            cells[i] = (uint8_t)mark;
}

/* `states` held from one moment to another: a row of cells for each component, one for the system.
 */
static void mark_states(const struct availability *s, const struct page *page, uint8_t *cells,
                        const uint8_t *states, double from, double to)
{
    static const enum mark of[] = {MARK_UP, MARK_REPAIRED, MARK_WAITING};
    const struct redundancy *r = &s->plant.redundancy;
    int up = 0;
    for (int i = 0; i < r->components; i++) {
        up += states[i] == COMPONENT_UP;
        mark_cells(page, cells + (size_t)i * (size_t)page->cells, from, to, of[states[i]]);
    }
    mark_cells(page, cells + (size_t)r->components * (size_t)page->cells, from, to,
               up >= r->needed ? MARK_UP : MARK_DOWN);
}

/* Back from the end; what was before the first change that is kept stays blank. */
static void mark_history(const struct availability *s, const struct history *history,
                         const struct page *page, uint8_t *cells)
{
    uint8_t states[MOST_COMPONENTS];
    double until = history->end;
    memcpy(states, history->states, sizeof states);
    for (int i = history->count - 1; i >= 0; i--) {
        const struct plant_change *change = &history->changes[i];
        if (change->hours < until)
            mark_states(s, page, cells, states, change->hours, until);
        until = change->hours;
        states[change->component] = change->before;
    }
    if (history->from < until)
        mark_states(s, page, cells, states, history->from, until);
}

/* Time enough for some events, whole hours at least. */
static double page_hours(const struct availability *s)
{
    const struct redundancy *r = &s->plant.redundancy;
    double cycle = redundancy_hours_up(r) + r->repair_hours;
    double events = 2 * r->components / cycle + s->values[AVAILABILITY_DISASTERS] / HOURS_A_YEAR;
    return fmin(fmax(ceil(EVENTS_ON_A_PAGE / events), 2), s->end);
}

static bool years_pass(const struct availability *s)
{
    return s->happening == YEARS_PASSED;
}

/* While events are shown the page turns by halves; later it holds the longest outage so far. */
static struct page page_of(const struct availability *s, int cells)
{
    double width = page_hours(s), now = s->plant.hours;
    if (years_pass(s) && s->longest > 0) {
        width = fmin(fmax(width, 1.5 * s->longest), s->longest_history.end);
        return (struct page){s->longest_history.end - width, s->longest_history.end, cells};
    }
    double from = fmax(0, floor(now / (width / 2)) - 1) * width / 2;
    from = fmin(from, s->end - width);
    return (struct page){from, from + width, cells};
}

static void draw_cells(const uint8_t *cells, int count, int row, struct canvas *canvas)
{
    for (int i = 0; i < count; i++)
        (void)page_put(canvas, LABEL + i, row, (enum mark)cells[i]);
}

/* The last row stands for all components that have none of their own: the worst of them. */
static int draw_components(const struct availability *s, const uint8_t *cells, int width, int row,
                           int rows, struct canvas *canvas)
{
    int n = s->plant.redundancy.components, own = n <= rows ? n : rows - 1;
    if (rows < 1)
        return 0;
    for (int i = 0; i < own; i++) {
        (void)canvas_printf(canvas, 0, row + i, ink(INK_TEXT), "%c", component_letter(i));
        draw_cells(cells + (size_t)i * (size_t)width, width, row + i, canvas);
    }
    if (own == n)
        return n;
    uint8_t *rest = memory_allocate((size_t)width, 1);
    for (int i = own; i < n; i++)
        for (int k = 0; k < width; k++) {
            uint8_t mark = cells[(size_t)i * (size_t)width + (size_t)k];
            rest[k] = mark > rest[k] ? mark : rest[k];
        }
    (void)canvas_printf(canvas, 0, row + own, ink(INK_TEXT), own ? "%d more" : "all %d", n - own);
    draw_cells(rest, width, row + own, canvas);
    free(rest);
    return own + 1;
}

/* Strokes, and the restores from backups that follow where there is a row for them. */
static void mark_disasters(const struct availability *s, const struct page *page, bool restores,
                           uint8_t *cells)
{
    int first = s->disaster_count > DISASTERS_KEPT ? s->disaster_count - DISASTERS_KEPT : 0;
    for (int i = first; i < s->disaster_count; i++) {
        const struct disaster *d = &s->disasters[i % DISASTERS_KEPT];
        if (restores)
            mark_cells(page, cells, d->hours, fmin(d->hours + d->restoring, s->plant.hours),
                       MARK_REPAIRED);
        mark_cells(page, cells, d->hours, d->hours, MARK_DISASTER);
    }
}

/* An end of the page; with the hour where the page is a few days. */
static void format_end(const struct page *page, double hours, char *buffer, size_t size)
{
    enum { FEW_DAYS = 96 };
    format_moment(hours, buffer, size);
    size_t used = strlen(buffer);
    if (page->to - page->from < FEW_DAYS)
        (void)snprintf(buffer + used, size - used, ", %.0f h", floor(fmod(hours, 24)));
}

static void draw_scale(const struct page *page, int row, struct canvas *canvas)
{
    char left[64], right[64], whole[48], cell[48], middle[128];
    format_end(page, page->from, left, sizeof left);
    format_end(page, page->to - 1e-3, right, sizeof right); /* not yet the day after */
    format_hours(page->to - page->from, whole, sizeof whole);
    format_hours((page->to - page->from) / page->cells, cell, sizeof cell);
    (void)snprintf(middle, sizeof middle, "%s, %s a mark", whole, cell);
    int end = LABEL + page->cells, last = end - (int)strlen(right);
    int column = canvas_text(canvas, LABEL, row, ink(INK_DIM), left) + 2;
    int centre = LABEL + (page->cells - (int)strlen(middle)) / 2;
    if (last >= column)
        (void)canvas_text(canvas, last, row, ink(INK_DIM), right);
    if (centre > column && centre + (int)strlen(middle) + 2 < last)
        (void)canvas_text(canvas, centre, row, ink(INK_DIM), middle);
}

static void draw_legend(const struct availability *s, int row, struct canvas *canvas)
{
    const struct redundancy *r = &s->plant.redundancy;
    int column = 0;
    for (int mark = MARK_UP; mark < MARKS; mark++) {
        if ((mark == MARK_WAITING && r->crews >= r->components) ||
            (mark == MARK_DISASTER && s->values[AVAILABILITY_DISASTERS] <= 0) ||
            column + 4 + (int)strlen(mark_looks[mark].meaning) > canvas->columns)
            continue;
        column = page_put(canvas, column, row, (enum mark)mark);
        column =
            canvas_printf(canvas, column, row, ink(INK_DIM), " %s", mark_looks[mark].meaning) + 3;
    }
}

/*
 * Components, system, disasters, scale, legend. Where rows are few, disasters are marked on the
 * system's row. Returns the rows used.
 */
static int draw_timeline(const struct availability *s, int row, int rows, struct canvas *canvas)
{
    bool scale = rows >= 4, strikes = s->values[AVAILABILITY_DISASTERS] > 0;
    int width = canvas->columns - LABEL, top = row, n = s->plant.redundancy.components;
    if (width < 4 || rows < 2)
        return 0;
    bool own = strikes && rows - 1 - 2 * scale > n;
    bool longest = years_pass(s) && s->longest > 0;
    struct page page = page_of(s, width);
    uint8_t *cells = memory_allocate((size_t)(n + 2) * (size_t)width, 1);
    uint8_t *system = cells + (size_t)n * (size_t)width, *disasters = system + width;
    mark_history(s, longest ? &s->longest_history : &s->history, &page, cells);
    mark_disasters(s, &page, own, own ? disasters : system);
    row += draw_components(s, cells, width, row, rows - 1 - own - 2 * scale, canvas);
    (void)canvas_text(canvas, 0, row, ink(INK_STRONG), "system");
    draw_cells(system, width, row++, canvas);
    if (own) {
        (void)canvas_text(canvas, 0, row, ink(INK_TEXT), "disasters");
        draw_cells(disasters, width, row++, canvas);
    }
    free(cells);
    if (scale) {
        draw_scale(&page, row++, canvas);
        draw_legend(s, row++, canvas);
    }
    return row - top;
}

/* --- Numbers ------------------------------------------------------------------------------------
 */

/* The part as a whole, or not at all. Returns the column after it. */
static int add_part(struct canvas *canvas, int column, int row, enum ink how, const char *part)
{
    if (column + (int)strlen(part) > canvas->columns)
        return column;
    return canvas_text(canvas, column, row, ink(how), part);
}

static void draw_share(const struct availability *s, int row, struct canvas *canvas)
{
    char share[64], part[128], expected[64];
    double mean = moments_mean(&s->unavailable);
    double down = redundancy_unavailability(&s->plant.redundancy);
    double outages = redundancy_outages(&s->plant.redundancy);
    format_availability(mean, " ", share, sizeof share);
    int column = add_part(canvas, 0, row, INK_DIM, "up ");
    column =
        add_part(canvas, column, row, INK_STRONG, isnan(mean) ? "(a year is not over yet)" : share);
    format_availability(down, " ", share, sizeof share);
    (void)snprintf(part, sizeof part, "  theory %s: %.2f nines", share, reliability_nines(down));
    column = add_part(canvas, column, row, INK_THEORY, part);
    if (isnan(mean))
        return;
    (void)snprintf(part, sizeof part, "   %.3g outages a year", moments_mean(&s->outages));
    (void)snprintf(expected, sizeof expected, "  theory %.3g", outages);
    int after = add_part(canvas, column, row, INK_STRONG, part);
    if (after > column)
        (void)add_part(canvas, after, row, INK_THEORY, expected);
}

static void draw_downtime(const struct availability *s, int row, struct canvas *canvas)
{
    char year[48], month[48], part[160];
    double mean = HOURS_A_YEAR * moments_mean(&s->unavailable);
    double down = HOURS_A_YEAR * redundancy_unavailability(&s->plant.redundancy);
    int column = add_part(canvas, 0, row, INK_DIM, "down ");
    if (mean > 0) {
        format_hours_short(mean, year, sizeof year);
        format_hours_short(mean / 12, month, sizeof month);
        (void)snprintf(part, sizeof part, "%s a year, %s a month  ", year, month);
        column = add_part(canvas, column, row, INK_STRONG, part);
    } else if (!isnan(mean)) {
        (void)snprintf(part, sizeof part, "never in %.0f year%s: too few to tell  ",
                       s->unavailable.count, s->unavailable.count == 1 ? "" : "s");
        column = add_part(canvas, column, row, INK_STRONG, part);
    }
    format_hours_short(down, year, sizeof year);
    format_hours_short(down / 12, month, sizeof month);
    (void)snprintf(part, sizeof part,
                   isnan(mean) ? "theory %s a year, %s a month" : "theory %s, %s", year, month);
    column = add_part(canvas, column, row, INK_THEORY, part);
    format_hours_short(s->longest, year, sizeof year);
    (void)snprintf(part, sizeof part, "   longest outage %s", year);
    if (s->longest > 0)
        (void)add_part(canvas, column, row, INK_STRONG, part);
}

void availability_draw_timeline(const void *state, const struct report *report,
                                struct canvas *canvas)
{
    const struct availability *s = state;
    static const char *const kinds[] = {"Series", "Parallel", "k of n"};
    char line[256];
    availability_draw_head(s, kinds[(int)s->values[AVAILABILITY_ARRANGEMENT]], canvas);
    availability_describe(s, line, sizeof line);
    (void)canvas_text_fit(canvas, 0, 1, canvas->columns, ink(INK_TEXT), line);
    int row = canvas->rows >= WIDE_ROWS ? 3 : 2;
    int numbers = !report ? 0 : canvas->rows >= 8 ? 2 : 1; /* the panel has them as well */
    int rows = canvas->rows - row - numbers;
    if (years_pass(s) && s->longest > 0 && rows > 6) {
        (void)canvas_text_fit(canvas, 0, row++, canvas->columns, ink(INK_DIM),
                              "Up to the end of the longest outage so far:");
        rows--;
    }
    row += draw_timeline(s, row, rows, canvas);
    if (!report)
        return;
    row += canvas->rows >= WIDE_ROWS;
    draw_share(s, row, canvas);
    if (numbers > 1)
        draw_downtime(s, row + 1, canvas);
    if (canvas->rows - row - 3 >= 9)
        availability_plot_nines(s, report, row + 3, canvas);
}
