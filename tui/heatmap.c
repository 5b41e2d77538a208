/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/heatmap.h"

#include <limits.h>
#include <stdio.h>

enum { LABEL = 4, LEGEND = 76 }; /* columns: of the weekdays; that the legend takes */

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};
static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};

struct mark {
    const char *glyph;
    struct style style;
};

/* 1..4: a day that just met a small goal up to a long one. */
static int shade(const struct streak_day *day)
{
    int weight = day->answers > day->minutes ? day->answers : day->minutes;
    return weight < 15 ? 1 : weight < 30 ? 2 : weight < 60 ? 3 : 4;
}

static struct mark mark_of(const struct streak_day *day, bool is_today, bool ascii)
{
    static const char *const shades[] = {"", "░", "▒", "▓", "█"};
    static const char *const plain[] = {"", "-", "=", "%", "#"};
    unsigned bold = is_today ? ATTRIBUTE_BOLD | ATTRIBUTE_REVERSE : 0;
    int level = shade(day);
    if (day->declared && day->status != DAY_EARNED && day->status != DAY_OPEN)
        return (struct mark){ascii ? "o" : "○", style_with(INK_TEXT, bold)};
    switch (day->status) {
    case DAY_EARNED:
        return (struct mark){(ascii ? plain : shades)[level],
                             style_with((enum ink)(INK_HEAT_0 + level), bold)};
    case DAY_REST:
        return (struct mark){"R", style_with(INK_TEXT, bold)};
    case DAY_TRAVEL:
        return (struct mark){"T", style_with(INK_TEXT, bold)};
    case DAY_FROZEN:
        return (struct mark){"F", style_with(INK_ACCENT, bold)};
    case DAY_MISSED:
        return (struct mark){ascii ? "x" : "×", style_with(INK_BAD, bold)};
    case DAY_OPEN:
        return (struct mark){"?", style_with(INK_ACCENT, ATTRIBUTE_BOLD | ATTRIBUTE_REVERSE)};
    case DAY_FUTURE:
    default:
        if (day->rest) /* declared */
            return (struct mark){"R", style_of(INK_DIM)};
        return (struct mark){ascii ? "." : "·", style_of(INK_HEAT_0)};
    }
}

/* The label of a month stands over the first week that begins in it, where there is room. */
static void draw_months(struct canvas *canvas, struct area area, day_number monday, int weeks)
{
    int previous = 0, free_from = 0;
    for (int week = 0; week < weeks; week++) {
        int year, month, date;
        day_to_civil(monday + 7 * week, &year, &month, &date);
        /* A month that is nearly over at the left edge would push out the next one's label. */
        bool shown = month != previous && (week > 0 || date <= 8);
        previous = month;
        if (!shown || week < free_from || week + 3 > weeks)
            continue;
        char label[4];
        (void)snprintf(label, sizeof label, "%.3s", months[month - 1]);
        (void)canvas_text(canvas, area.column + week, area.row, style_of(INK_DIM), label);
        free_from = week + 4;
    }
}

static void draw_legend(struct canvas *canvas, struct area area)
{
    bool ascii = canvas->ascii;
    static const char *const shades[] = {"░", "▒", "▓", "█"};
    static const char *const plain[] = {"-", "=", "%", "#"};
    int column = area.column;
    for (int i = 0; i < 4; i++)
        column = canvas_text(canvas, column, area.row, style_of((enum ink)(INK_HEAT_1 + i)),
                             (ascii ? plain : shades)[i]);
    (void)canvas_text_fit(
        canvas, column + 1, area.row, area.columns - 5, style_of(INK_DIM),
        ascii ? "earned  R rest  T travel  F frozen  o declared  x missed  ? today"
              : "earned  R rest  T travel  F frozen  ○ declared  × missed  ? today");
}

/* What is seen of the weeks. */
struct window {
    day_number monday; /* of the week of the start */
    int weeks, first, room;
};

static struct window window_of(const struct streak *streak, day_number around, int columns,
                               bool cursor)
{
    struct window window = {.monday = streak->start - day_weekday(streak->start),
                            .room = columns - LABEL};
    day_number last = streak->start + (day_number)streak->day_count - 1;
    int week = (around - window.monday) / 7;
    window.weeks = (last - window.monday) / 7 + 1;
    if (window.weeks <= window.room)
        return window;
    window.first = cursor ? week - window.room / 2 : week + 1 - window.room;
    if (window.first > window.weeks - window.room)
        window.first = window.weeks - window.room;
    if (window.first < 0)
        window.first = 0;
    return window;
}

/* More weeks lie to the left or to the right. */
static void draw_edges(struct canvas *canvas, struct area area, const struct window *window)
{
    if (window->first > 0)
        (void)canvas_text(canvas, area.column + LABEL - 1, area.row, style_of(INK_ACCENT), "<");
    if (window->weeks - window->first > window->room)
        (void)canvas_text(canvas, area.column + LABEL + window->room - 1, area.row,
                          style_of(INK_ACCENT), ">");
}

static void draw_days(struct canvas *canvas, struct area area, const struct streak *streak,
                      const struct window *window, day_number today, day_number cursor)
{
    for (size_t i = 0; i < streak->day_count; i++) {
        const struct streak_day *day = &streak->days[i];
        int week = (day->day - window->monday) / 7 - window->first;
        struct mark mark = mark_of(day, day->day == today, canvas->ascii);
        if (cursor != DAY_NONE && day->day == today)
            mark.style.attributes = ATTRIBUTE_BOLD | ATTRIBUTE_UNDERLINE;
        if (day->day == cursor)
            mark.style.attributes = ATTRIBUTE_BOLD | ATTRIBUTE_REVERSE;
        if (week >= 0 && week < window->room)
            (void)canvas_text(canvas, area.column + LABEL + week,
                              area.row + 1 + day_weekday(day->day), mark.style, mark.glyph);
    }
}

/* Beside its weekday and below its week: it can be found without colour. */
static void point_at(struct canvas *canvas, struct area area, const struct window *window,
                     day_number cursor)
{
    int week = (cursor - window->monday) / 7 - window->first;
    struct style style = style_with(INK_ACCENT, ATTRIBUTE_BOLD);
    struct area below = {area.column + LABEL + week, area.row, 1, area.rows};
    (void)canvas_text(canvas, area.column + LABEL - 1, area.row + 1 + day_weekday(cursor), style,
                      ">");
    area_line(canvas, below, HEATMAP_LEAST, style, "^");
}

void heatmap_draw_cursor(struct canvas *canvas, struct area area, const struct streak *streak,
                         day_number today, day_number cursor)
{
    bool marked = cursor != DAY_NONE;
    int rows = marked ? HEATMAP_CURSOR_ROWS : HEATMAP_ROWS;
    if (!streak->day_count || area.rows < HEATMAP_LEAST)
        return;
    struct window window = window_of(streak, marked ? cursor : today, area.columns, marked);
    struct area grid = {area.column + LABEL, area.row, window.room, 1};
    int shown = window.weeks - window.first;
    draw_months(canvas, grid, window.monday + 7 * window.first,
                shown < window.room ? shown : window.room);
    for (int day = 0; day < 7; day++)
        (void)canvas_printf(canvas, area.column, area.row + 1 + day, style_of(INK_DIM), "%.3s",
                            weekdays[day]);
    draw_edges(canvas, area, &window);
    draw_days(canvas, area, streak, &window, today, cursor);
    if (marked)
        point_at(canvas, area, &window, cursor);
    struct area legend = {grid.column, area.row + rows - 1, window.room, 1};
    if (area.rows >= rows)
        draw_legend(canvas, legend);
}

void heatmap_draw(struct canvas *canvas, struct area area, const struct streak *streak,
                  day_number today)
{
    heatmap_draw_cursor(canvas, area, streak, today, DAY_NONE);
}

void heatmap_text(const struct streak *streak, day_number today, bool ascii, struct text *out)
{
    struct canvas canvas;
    struct window window = window_of(streak, today, INT_MAX, false);
    int columns = LABEL + (window.weeks > LEGEND ? window.weeks : LEGEND);
    canvas_init(&canvas, columns, HEATMAP_ROWS);
    canvas.ascii = ascii;
    heatmap_draw(&canvas, (struct area){0, 0, columns, HEATMAP_ROWS}, streak, today);
    canvas_to_text(&canvas, out);
    canvas_release(&canvas);
}
