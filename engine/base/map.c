/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * canvas_map(): which of several is chosen at each point of a plane. Areas are filled with dots and
 * their small letter, and have bold capitals along their borders, which so show without colour.
 */
#include "engine/base/canvas.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/frame.h"

static const enum ink choice_inks[MAP_CHOICES] = {INK_SERIES_A, INK_SERIES_B, INK_SERIES_C,
                                                  INK_SERIES_D, INK_SERIES_E};

/* --- Letters --------------------------------------------------------------------------------- */

static size_t choice_count(const char *const *names)
{
    size_t count = 0;
    while (names && count < MAP_CHOICES && names[count])
        count++;
    return count;
}

/* Bytes of whole words with which all names begin. */
static size_t common_words(const char *const *names, size_t count)
{
    size_t same = 0, words = 0;
    for (; count > 1 && names[0][same]; same++) {
        for (size_t i = 1; i < count; i++)
            if (names[i][same] != names[0][same])
                return words;
        if (names[0][same] == ' ')
            words = same + 1;
    }
    return words;
}

/* X is the mark of a place in ASCII. */
static bool is_usable(char letter, const char *letters, size_t used)
{
    return letter >= 'A' && letter <= 'Z' && letter != 'X' && !memchr(letters, letter, used);
}

static char choose_letter(const char *name, const char *letters, size_t used)
{
    for (size_t i = 0; name[i]; i++) {
        unsigned char byte = (unsigned char)name[i];
        char letter = byte < 0x80 ? (char)toupper(byte) : '\0';
        if (is_usable(letter, letters, used))
            return letter;
    }
    char letter = 'A';
    while (!is_usable(letter, letters, used))
        letter++;
    return letter;
}

size_t canvas_map_letters(const char *const *names, char letters[MAP_CHOICES])
{
    size_t count = choice_count(names), skip = common_words(names, count);
    for (size_t i = 0; i < count; i++)
        letters[i] = choose_letter(names[i] + skip, letters, i);
    return count;
}

/* --- Areas ----------------------------------------------------------------------------------- */

struct map_view {
    const struct region_map *map;
    const struct frame *frame;
    char letters[MAP_CHOICES];
    size_t count;
};

static int nearest_sample(int cell, int cells, int samples)
{
    double unit = cells > 1 ? (double)cell / (cells - 1) : 0.5;
    return axis_dot(unit, samples);
}

/* The choice in a cell of the area; -1: outside, or nothing is known. */
static int choice_at(const struct map_view *view, int column, int row)
{
    const struct region_map *map = view->map;
    const struct frame *frame = view->frame;
    if (column < 0 || row < 0 || column >= frame->columns || row >= frame->rows)
        return -1;
    int x = nearest_sample(column, frame->columns, map->columns);
    int y = nearest_sample(frame->rows - 1 - row, frame->rows, map->rows);
    uint8_t choice = map->choices[(size_t)y * (size_t)map->columns + (size_t)x];
    return choice < view->count ? choice : -1;
}

static bool is_border(const struct map_view *view, int column, int row)
{
    static const int beside[4][2] = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};
    int own = choice_at(view, column, row);
    for (int i = 0; i < 4; i++) {
        int other_column = column + beside[i][0], other_row = row + beside[i][1];
        bool outside = other_column < 0 || other_row < 0 || other_column >= view->frame->columns ||
                       other_row >= view->frame->rows;
        if (!outside && choice_at(view, other_column, other_row) != own)
            return true;
    }
    return false;
}

static void draw_cell(struct canvas *canvas, const struct map_view *view, int column, int row)
{
    const struct frame *frame = view->frame;
    int choice = choice_at(view, column, row);
    if (choice < 0)
        return;
    bool border = is_border(view, column, row), lettered = (column + 2 * row) % 4 == 0;
    char letter = view->letters[choice];
    char text[2] = {border ? letter : (char)tolower((unsigned char)letter), '\0'};
    struct style style = {(uint8_t)choice_inks[choice], border ? ATTRIBUTE_BOLD : 0};
    (void)canvas_text(canvas, frame->column + column, frame->row + row, style,
                      border || lettered ? text
                      : canvas->ascii    ? "."
                                         : "·");
}

static void draw_areas(struct canvas *canvas, const struct map_view *view)
{
    for (int row = 0; row < view->frame->rows; row++)
        for (int column = 0; column < view->frame->columns; column++)
            draw_cell(canvas, view, column, row);
}

/* --- The person's own place ------------------------------------------------------------------ */

static bool has_place(const struct region_map *map)
{
    return isfinite(map->here_x) && isfinite(map->here_y);
}

static bool shows_place(const struct frame *frame, const struct region_map *map)
{
    return axis_shows(&frame->x, map->here_x) && axis_shows(&frame->y, map->here_y);
}

/* Blanks beside it, where the area is wide, set it off from the letters. */
static void draw_place(struct canvas *canvas, const struct frame *frame,
                       const struct region_map *map)
{
    const struct style style = {INK_STRONG, ATTRIBUTE_BOLD};
    int column = frame_column(frame, map->here_x), row = frame->row + frame_row(frame, map->here_y);
    for (int beside = -1; beside <= 1; beside += 2)
        if (frame->columns >= 20 && column + beside >= 0 && column + beside < frame->columns)
            (void)canvas_text(canvas, frame->column + column + beside, row, style, " ");
    (void)canvas_text(canvas, frame->column + column, row, style, canvas->ascii ? "X" : "◆");
}

/* --- All of it ------------------------------------------------------------------------------- */

static size_t map_legend(struct map_view *view, bool ascii, bool place_shown,
                         struct legend_item *items)
{
    size_t count = view->count;
    for (size_t i = 0; i < count; i++) {
        items[i] = (struct legend_item){.name = view->map->names[i],
                                        .style = {(uint8_t)choice_inks[i], ATTRIBUTE_BOLD}};
        items[i].sample[0] = view->letters[i];
    }
    if (has_place(view->map)) {
        items[count] = (struct legend_item){.name = place_shown ? "here" : "here: outside the map",
                                            .style = {.ink = INK_STRONG}};
        (void)snprintf(items[count++].sample, sizeof items->sample, "%s", ascii ? "X" : "◆");
    }
    return count;
}

void canvas_map(struct canvas *canvas, int column, int row, int columns, int rows,
                const struct region_map *map)
{
    if (columns < 1 || rows < 1)
        return;
    struct legend_item items[MAP_CHOICES + 1];
    struct map_view view = {.map = map};
    struct frame_request request = {
        .column = column,
        .row = row,
        .columns = columns,
        .rows = rows,
        .title = map->title,
        .x_label = map->x_label,
        .y_label = map->y_label,
        .legend = items,
        .legend_wraps = true,
        .x = axis_range_given(map->x_low, map->x_high, map->x_logarithmic),
        .y = axis_range_given(map->y_low, map->y_high, map->y_logarithmic),
        .dots_x = 1,
        .dots_y = 1,
    };
    view.count = canvas_map_letters(map->names, view.letters);
    struct frame frame = frame_place(&request); /* the ranges, for the legend's sake */
    bool place = has_place(map) && shows_place(&frame, map);
    request.legend_count = map_legend(&view, canvas->ascii, place, items);
    frame = frame_place(&request);
    view.frame = &frame;
    frame_draw(canvas, &request, &frame);
    if (map->choices && map->columns > 0 && map->rows > 0)
        draw_areas(canvas, &view);
    if (place)
        draw_place(canvas, &frame, map);
}
