/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tui/wording.h"

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};
static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};

/* --- Heatmap ------------------------------------------------------------------------------------
 */

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
        if (day->declared)
            return (struct mark){ascii ? "o" : "○", style_with(INK_TEXT, bold)};
        return (struct mark){ascii ? "x" : "×", style_with(INK_BAD, bold)};
    case DAY_OPEN:
        return (struct mark){"?", style_with(INK_ACCENT, ATTRIBUTE_BOLD | ATTRIBUTE_REVERSE)};
    case DAY_FUTURE:
    default:
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

void heatmap_draw(struct canvas *canvas, struct area area, const struct streak *streak,
                  day_number today)
{
    enum { LABEL = 4 };
    if (!streak->day_count || area.rows < 8)
        return;
    day_number monday = streak->start - day_weekday(streak->start);
    day_number last = streak->start + (day_number)streak->day_count - 1;
    int weeks = (last - monday) / 7 + 1, room = area.columns - LABEL;
    int skip = weeks > room ? (today - monday) / 7 + 1 - room : 0;
    skip = skip < 0 ? 0 : skip;
    struct area grid = {area.column + LABEL, area.row, room, 1};
    draw_months(canvas, grid, monday + 7 * skip, weeks - skip < room ? weeks - skip : room);
    for (int day = 0; day < 7; day++)
        (void)canvas_printf(canvas, area.column, area.row + 1 + day, style_of(INK_DIM), "%.3s",
                            weekdays[day]);
    for (size_t i = 0; i < streak->day_count; i++) {
        const struct streak_day *day = &streak->days[i];
        int week = (day->day - monday) / 7 - skip;
        struct mark mark = mark_of(day, day->day == today, canvas->ascii);
        if (week >= 0 && week < room)
            (void)canvas_text(canvas, grid.column + week, area.row + 1 + day_weekday(day->day),
                              mark.style, mark.glyph);
    }
    struct area legend = {grid.column, area.row + 8, room, 1};
    if (area.rows >= HEATMAP_ROWS)
        draw_legend(canvas, legend);
}

/* --- Sentences ----------------------------------------------------------------------------------
 */

static int answers_needed(const struct day_fact *fact)
{
    int needed = fact->goal_answers;
    if (fact->goal_all_due && fact->due_at_open >= 0 && fact->due_at_open < needed)
        needed = fact->due_at_open > 0 ? fact->due_at_open : 1;
    return needed;
}

double progress_share(const struct day_fact *fact)
{
    int needed = answers_needed(fact);
    double share = needed > 0 ? (double)fact->answers / needed : 0;
    return share > 1 ? 1 : share;
}

void progress_goal(struct collection *collection, struct text *out)
{
    struct day_fact fact = {0};
    struct error ignored = {0};
    if (!collection_day(collection, collection_today(collection), &fact, &ignored))
        return;
    int needed = answers_needed(&fact), missing = needed - fact.answers;
    if (day_fact_earned(&fact)) {
        text_append(out, "Day earned: ");
        wording_count(fact.answers, "answer", "answers", out);
        text_append(out, ".");
    } else if (missing > 0) {
        wording_count(missing, "more answer earns", "more answers earn", out);
        text_printf(out, " the day (%d of %d).", fact.answers, needed);
    }
}

/* Bytes of "a · b · c" that take at most `columns` cells, up to a separator. */
static size_t fitting(const char *text, int columns)
{
    size_t best = 0, length = strlen(text);
    for (size_t i = 1; i <= length; i++) {
        bool separator = i == length || !strncmp(text + i, " · ", strlen(" · "));
        if (separator && (!best || text_width(text, i) <= columns))
            best = i;
    }
    return best;
}

void progress_line(struct canvas *canvas, struct area area, int row, struct style style,
                   const char *text)
{
    size_t length = fitting(text, area.columns);
    struct text line = {0};
    for (size_t i = 0; i < length; i++) {
        bool dot = canvas->ascii && !strncmp(text + i, "·", 2);
        text_append_bytes(&line, dot ? "|" : text + i, 1);
        i += dot;
    }
    area_line(canvas, area, row, style, text_string(&line));
    text_release(&line);
    if (text[length] && row + 1 < area.rows)
        progress_line(canvas, area, row + 1, style, text + length + strlen(" · "));
}

void progress_date(day_number day, struct text *out)
{
    int year, month, date;
    day_to_civil(day, &year, &month, &date);
    text_printf(out, "%s, %d %s %d", weekdays[day_weekday(day)], date, months[month - 1], year);
}

void progress_interval(int days, char *buffer, size_t size)
{
    if (days <= 0)
        (void)snprintf(buffer, size, "today");
    else if (days < 31)
        (void)snprintf(buffer, size, "%d d", days);
    else if (days < 365)
        (void)snprintf(buffer, size, "%.1f mo", days / 30.4375);
    else
        (void)snprintf(buffer, size, "%.1f y", days / 365.25);
}
