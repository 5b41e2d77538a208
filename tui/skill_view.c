/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/skill_page.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tui/progress.h"
#include "tui/wording.h"

/* Rows: of a plot with its line of words at least and at most; of a page that shows the mistakes
 * below the plots. Times that differ by more than this factor stand on a logarithmic axis. Ratings
 * are shown from and to multiples of RATING_STEP. */
enum {
    PLOT_LEAST = 7,
    PLOT_MOST = 17,
    MISTAKES_BELOW = 16,
    SPREAD_LOGARITHMIC = 20,
    RATING_STEP = 50
};

/* --- Words that lists share ---------------------------------------------------------------------
 */

void skill_level_text(const struct skill_row *row, bool ascii, struct text *out)
{
    for (int level = 1; level <= row->drill->levels; level++)
        text_append(out, row->tried && level <= row->level ? ascii ? "#" : "▮" : ascii ? "." : "▯");
}

void skill_when(const struct skill_row *row, day_number today, bool brief, struct text *out)
{
    char when[24];
    if (!row->tried) {
        text_append(out, "new");
    } else if (row->due) {
        text_append(out, "due");
    } else if (brief) {
        progress_interval(row->schedule.due - today, when, sizeof when);
        text_append(out, when);
    } else {
        text_append(out, "in ");
        wording_interval(row->schedule.due - today, out);
    }
}

/* --- Head ---------------------------------------------------------------------------------------
 */

static void draw_state(const struct skill_row *row, day_number today, struct canvas *canvas,
                       struct area area)
{
    struct text line = {0};
    skill_level_text(row, canvas->ascii, &line);
    int column =
        canvas_text(canvas, area.column, area.row, style_of(INK_ACCENT), text_string(&line)) + 1;
    text_clear(&line);
    if (row->tried) {
        text_printf(&line, "level %d of %d, Elo %.0f, ", row->level, row->drill->levels,
                    row->rating);
        wording_count(row->tally->answers, "answer, ", "answers, ", &line);
        text_append(&line, row->due ? "" : "due ");
        skill_when(row, today, false, &line);
        text_append(&line, row->due ? " now" : "");
    } else {
        text_printf(&line, "not tried yet; %d levels", row->drill->levels);
    }
    (void)canvas_text_fit(canvas, column, area.row, area.column + area.columns - column,
                          style_of(row->due ? INK_STRONG : INK_TEXT), text_string(&line));
    text_release(&line);
}

/* "Powers of two and ten ▮▮▯▯, Bytes: ... (new)". */
static void add_other(const struct skill_row *row, bool ascii, struct text *out)
{
    text_printf(out, "%s%s ", out->length ? ", " : "", row->drill->title);
    skill_level_text(row, ascii, out);
}

static void needed(const struct skill_map *map, const struct drill *drill, bool ascii,
                   struct text *out)
{
    for (size_t i = 0; drill->prerequisites && drill->prerequisites[i]; i++) {
        size_t at = skill_map_find(map, drill->prerequisites[i]);
        if (at < map->count)
            add_other(&map->rows[at], ascii, out);
    }
    if (!out->length)
        text_append(out, "no other skill");
}

static void built(const struct skill_map *map, const struct drill *drill, bool ascii,
                  struct text *out)
{
    for (size_t i = 0; i < map->count; i++)
        if (skill_needs(map->rows[i].drill, drill->name))
            add_other(&map->rows[i], ascii, out);
    if (!out->length)
        text_append(out, "no other skill");
}

/* A dim word and a text that may take a few lines beside it. */
static void draw_labelled(struct canvas *canvas, struct area *area, int most, const char *label,
                          const char *text)
{
    enum { LABEL = 10 };
    int columns = area->columns - LABEL;
    if (columns < 1 || area->rows < 1)
        return;
    (void)canvas_text(canvas, area->column, area->row, style_of(INK_DIM), label);
    if (most == 1) {
        (void)canvas_text_fit(canvas, area->column + LABEL, area->row, columns, style_of(INK_TEXT),
                              text);
        (void)area_cut_top(area, 1);
        return;
    }
    int rows = most < area->rows ? most : area->rows;
    int used = canvas_paragraph(canvas, area->column + LABEL, area->row, columns, rows, 0,
                                style_of(INK_TEXT), text);
    (void)area_cut_top(area, used < rows ? used : rows);
}

static void draw_head(const struct skill_map *map, const struct skill_row *row,
                      struct canvas *canvas, struct area *area)
{
    struct text text = {0};
    int most = area->rows >= 30 ? 3 : area->rows >= 24 ? 2 : 1;
    struct area line = area_cut_top(area, 1);
    if (line.rows)
        draw_state(row, map->today, canvas, line);
    needed(map, row->drill, canvas->ascii, &text);
    draw_labelled(canvas, area, most, "builds on", text_string(&text));
    text_clear(&text);
    built(map, row->drill, canvas->ascii, &text);
    draw_labelled(canvas, area, most, "leads to", text_string(&text));
    text_release(&text);
}

/* --- Plots --------------------------------------------------------------------------------------
 */

/* `told`: the line above says already what the numbers below are. */
static void plot_answers(const struct skill_page *page, bool told, struct plot *plot)
{
    plot->x_label = told ? NULL : "answer";
    plot->x_low = page->number[0];
    plot->x_high = fmax(page->number[page->count - 1], page->number[0] + SKILL_WINDOW - 1);
}

/* Close around the ratings: there are few rows where two plots share a small screen. */
static void rating_range(const struct skill_page *page, double *low, double *high)
{
    *low = *high = page->rating[0];
    for (size_t i = 1; i < page->count; i++) {
        *low = fmin(*low, page->rating[i]);
        *high = fmax(*high, page->rating[i]);
    }
    *low = RATING_STEP * floor(*low / RATING_STEP);
    *high = RATING_STEP * (floor(*high / RATING_STEP) + 1);
}

static void draw_rating(const struct skill_page *page, bool told, struct canvas *canvas,
                        struct area area)
{
    struct plot_series series = {.name = NULL,
                                 .x = page->number,
                                 .y = page->rating,
                                 .count = page->count,
                                 .ink = INK_SERIES_A,
                                 .points = page->count == 1};
    struct plot plot = {.y_label = "Elo", .series = &series, .series_count = 1};
    rating_range(page, &plot.y_low, &plot.y_high);
    plot_answers(page, told, &plot);
    canvas_plot(canvas, area.column, area.row, area.columns, area.rows, &plot);
}

static void draw_accuracy(const struct skill_page *page, bool told, struct canvas *canvas,
                          struct area area)
{
    const double *x = page->number;
    struct plot_series series[] = {
        {.name = "of the last 10",
         .x = x,
         .y = page->share,
         .count = page->count,
         .ink = INK_SERIES_A,
         .points = page->count == 1},
        {.name = "right (top)",
         .x = x,
         .y = page->right,
         .count = page->count,
         .ink = INK_GOOD,
         .points = true},
        {.name = "wrong (bottom)",
         .x = x,
         .y = page->wrong,
         .count = page->count,
         .ink = INK_BAD,
         .points = true},
    };
    struct plot plot = {
        .y_label = "% right", .y_low = 0, .y_high = 100, .series = series, .series_count = 3};
    plot_answers(page, told, &plot);
    canvas_plot(canvas, area.column, area.row, area.columns, area.rows, &plot);
}

static void draw_time(const struct skill_page *page, bool told, struct canvas *canvas,
                      struct area area)
{
    const double *x = page->number;
    double least = INFINITY, most = 0;
    for (size_t i = 0; i < page->count; i++) {
        if (!(page->seconds[i] > 0))
            continue;
        least = fmin(least, page->seconds[i]);
        most = fmax(most, page->seconds[i]);
    }
    if (!(most > 0))
        return;
    struct plot_series series[] = {
        {.name = "median of 10",
         .x = x,
         .y = page->median_seconds,
         .count = page->count,
         .ink = INK_SERIES_A,
         .points = page->count == 1},
        {.name = "right answer",
         .x = x,
         .y = page->seconds,
         .count = page->count,
         .ink = INK_SERIES_B,
         .points = true},
    };
    struct plot plot = {.y_label = "seconds",
                        .series = series,
                        .series_count = 2,
                        .y_low = 0.95 * least,
                        .y_high = 1.05 * most,
                        .y_logarithmic = most > SPREAD_LOGARITHMIC * least};
    plot_answers(page, told, &plot);
    canvas_plot(canvas, area.column, area.row, area.columns, area.rows, &plot);
}

/* --- Mistakes -----------------------------------------------------------------------------------
 */

static void mistake_words(const struct skill_mistake *mistake, struct text *out)
{
    text_printf(out, "%s ", mistake->name);
    wording_count(mistake->count, "time", "times", out);
    if (mistake->reason)
        text_printf(out, ": %s", mistake->reason);
}

static int mistake_lines(const struct text *text, int columns)
{
    struct canvas none = {0};
    return canvas_paragraph(&none, 0, 0, columns, 0, 0, style_of(INK_TEXT), text_string(text));
}

/* As many as there is room for whole; of the first at least the beginning. */
static void draw_mistakes(const struct skill_page *page, bool told, struct canvas *canvas,
                          struct area area)
{
    (void)told;
    for (size_t i = 0; i < page->mistake_count; i++) {
        struct text text = {0};
        mistake_words(&page->mistakes[i], &text);
        int lines = mistake_lines(&text, area.columns);
        struct area place = area_cut_top(&area, lines);
        if (place.rows == lines)
            (void)canvas_paragraph(canvas, place.column, place.row, place.columns, lines, 0,
                                   style_of(INK_TEXT), text_string(&text));
        else if (i == 0)
            area_line(canvas, place, 0, style_of(INK_TEXT), text_string(&text));
        text_release(&text);
    }
}

/* Rows that all mistakes take, with the line over them. */
static int mistake_rows(const struct skill_page *page, int columns)
{
    int rows = 1;
    for (size_t i = 0; i < page->mistake_count; i++) {
        struct text text = {0};
        mistake_words(&page->mistakes[i], &text);
        rows += mistake_lines(&text, columns);
        text_release(&text);
    }
    return rows;
}

/* --- All of it ----------------------------------------------------------------------------------
 */

/* What the picture says, and behind that which answers it shows; false: no room for the second. */
static bool draw_words(const struct skill_page *page, enum skill_picture picture,
                       struct canvas *canvas, struct area line)
{
    struct text words = {0}, range = {0};
    skill_page_words(page, picture, &words);
    if (picture != PICTURE_MISTAKES)
        text_printf(&range, "answers %zu to %zu", page->first + 1, page->history.count);
    bool room =
        text_width(text_string(&words), words.length) + 2 + (int)range.length <= line.columns;
    area_line(canvas, line, 0, style_of(INK_STRONG), text_string(&words));
    if (room)
        area_right(canvas, line, 0, style_of(INK_DIM), text_string(&range));
    text_release(&words);
    text_release(&range);
    return room;
}

static void draw_picture(const struct skill_page *page, enum skill_picture picture,
                         struct canvas *canvas, struct area area)
{
    static void (*const draws[])(const struct skill_page *page, bool told, struct canvas *canvas,
                                 struct area area) = {
        [PICTURE_RATING] = draw_rating,
        [PICTURE_ACCURACY] = draw_accuracy,
        [PICTURE_TIME] = draw_time,
        [PICTURE_MISTAKES] = draw_mistakes,
    };
    bool told = draw_words(page, picture, canvas, area_cut_top(&area, 1));
    draws[picture](page, told, canvas, area);
}

static void draw_plots(struct skill_view *view, const struct skill_page *page,
                       struct canvas *canvas, struct area area)
{
    view->shown = area.rows / PLOT_LEAST;
    view->shown = view->shown > view->pictures ? view->pictures : view->shown < 1 ? 1 : view->shown;
    view->picture = view->shown == view->pictures ? 0 : view->picture % view->pictures;
    for (int left = view->shown; left > 0; left--) {
        int rows = area.rows / left;
        int picture = (view->picture + view->shown - left) % view->pictures;
        rows = rows > PLOT_MOST ? PLOT_MOST : rows;
        draw_picture(page, (enum skill_picture)picture, canvas, area_cut_top(&area, rows));
    }
}

static void draw_history(struct skill_view *view, const struct skill_page *page,
                         struct canvas *canvas, struct area area)
{
    bool below = area.rows >= MISTAKES_BELOW;
    view->pictures = SKILL_PLOTS + (!below && page->mistake_count > 0);
    if (below) {
        int wanted = mistake_rows(page, area.columns), most = area.rows - 2 * PLOT_LEAST;
        struct area mistakes = area_cut_bottom(&area, wanted < most ? wanted : most);
        draw_picture(page, PICTURE_MISTAKES, canvas, mistakes);
    }
    draw_plots(view, page, canvas, area);
}

static void draw_beginning(const struct skill_page *page, struct canvas *canvas, struct area area)
{
    struct text text = {0};
    const char *const *terms = page->drill->terms;
    text_printf(&text, "No answers yet. The skill belongs to %s.", page->drill->topic);
    for (size_t i = 0; terms && terms[i]; i++)
        text_printf(&text, "%s%s", i ? ", " : " In notes it goes by: ", terms[i]);
    text_printf(&text, "%s\n\nA problem of level 1:", terms && terms[0] ? "." : "");
    int used = canvas_paragraph(canvas, area.column, area.row, area.columns, area.rows, 0,
                                style_of(INK_TEXT), text_string(&text));
    (void)area_cut_top(&area, used);
    used = canvas_paragraph(canvas, area.column + 2, area.row, area.columns - 2, area.rows, 0,
                            style_of(INK_STRONG), page->example);
    (void)area_cut_top(&area, used + 1);
    (void)canvas_paragraph(canvas, area.column, area.row, area.columns, area.rows, 0,
                           style_of(INK_DIM), "Enter asks ten like it, harder ones as you get on.");
    text_release(&text);
}

bool skill_view_turn(struct skill_view *view)
{
    if (view->shown >= view->pictures)
        return false;
    view->picture = (view->picture + 1) % view->pictures;
    return true;
}

void skill_view_draw(struct skill_view *view, const struct skill_page *page,
                     const struct skill_map *map, struct canvas *canvas, struct area area)
{
    size_t at = skill_map_find(map, page->drill->name);
    if (at >= map->count)
        return;
    view->shown = view->pictures = 0;
    draw_head(map, &map->rows[at], canvas, &area);
    if (area.rows > MISTAKES_BELOW || !page->history.count)
        (void)area_cut_top(&area, 1);
    if (page->history.count)
        draw_history(view, page, canvas, area);
    else
        draw_beginning(page, canvas, area);
}
