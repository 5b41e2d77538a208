/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quizzes so far: a list, the scores over time, the topics. Where there is room, all at once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tui/app.h"
#include "tui/quiz_report.h"
#include "tui/wording.h"

enum part { PART_LIST, PART_PLOT, PART_TOPICS, PARTS };
enum { TALL = 36, PLOT_ROWS = 16, TOPIC_ROWS = 14, NAME_COLUMNS = 30 };

struct past {
    char id[QUIZ_ID], topic[64];
    day_number day;
    long count, answered, right;
    int64_t milliseconds;
    bool ended;
};

struct history {
    struct past *rows; /* newest first */
    size_t capacity;
    struct list list;
    struct quiz_shares topics;
    double *numbers, *scores; /* of those with answers, oldest first, in per cent */
    size_t points;
    enum part part;
    bool all; /* there is room for all parts */
    int page;
    day_number today;
};

/* --- Opening ------------------------------------------------------------------------------------
 */

static void clear(struct history *history)
{
    free(history->rows);
    free(history->numbers);
    free(history->scores);
    quiz_shares_release(&history->topics);
    history->rows = NULL;
    history->numbers = history->scores = NULL;
    history->capacity = history->points = history->list.count = 0;
}

static void release(void *state)
{
    clear(state);
    free(state);
}

static bool add_row(void *context, const struct quiz_row *row)
{
    struct history *history = context;
    memory_reserve((void **)&history->rows, history->list.count, &history->capacity,
                   sizeof *history->rows);
    struct past *past = &history->rows[history->list.count++];
    *past = (struct past){.day = row->study_day,
                          .count = row->count,
                          .answered = row->answered,
                          .right = row->right,
                          .milliseconds = row->milliseconds,
                          .ended = row->ended};
    (void)snprintf(past->id, sizeof past->id, "%s", row->id);
    size_t length = row->topic ? text_fit(row->topic, strlen(row->topic), 15) : 0;
    (void)snprintf(past->topic, sizeof past->topic, "%.*s", (int)length,
                   row->topic ? row->topic : "");
    return true;
}

static bool add_topic(void *context, const char *topic, long count, long right)
{
    quiz_shares_add(context, *topic ? topic : "no topic", count, right);
    return true;
}

static void make_points(struct history *history)
{
    size_t count = history->list.count;
    history->numbers = memory_allocate(count + 1, sizeof *history->numbers);
    history->scores = memory_allocate(count + 1, sizeof *history->scores);
    for (size_t i = count; i > 0; i--) {
        const struct past *past = &history->rows[i - 1];
        if (!past->answered)
            continue;
        history->numbers[history->points] = (double)history->points + 1;
        history->scores[history->points++] = 100.0 * (double)past->right / (double)past->answered;
    }
}

static bool read_all(struct app *app, struct history *history, struct error *error)
{
    clear(history);
    history->today = collection_today(app->collection);
    bool good = collection_each_quiz(app->collection, add_row, history, error) &&
                collection_each_quiz_topic(app->collection, add_topic, &history->topics, error);
    if (good)
        make_points(history);
    return good;
}

static void *open_history(struct app *app, const char *argument, struct error *error)
{
    (void)argument;
    struct history *history = memory_allocate(1, sizeof *history);
    if (read_all(app, history, error))
        return history;
    release(history);
    return NULL;
}

static void resume(struct app *app, void *state)
{
    struct error error = {0};
    if (!read_all(app, state, &error))
        app_complain(app, &error);
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct history *history = state;
    if (action == ACTION_ACCEPT) {
        if (history->list.count)
            app_open(app, "quiz-result", history->rows[history->list.selected].id);
        else
            app_replace(app, "quiz", NULL);
        return true;
    }
    if (action == ACTION_PICTURE && history->all)
        app_say(app, "All of it is shown.");
    if (action == ACTION_PICTURE) {
        history->part = (enum part)((history->part + 1) % PARTS);
        return true;
    }
    return list_handle(&history->list, action, history->page);
}

static const char *label(const void *state, enum action action)
{
    static const char *const next[] = {"scores over time", "by topic", "list"};
    const struct history *history = state;
    if (action == ACTION_ACCEPT)
        return history->list.count ? "look at it" : "choose a quiz";
    return action != ACTION_PICTURE ? NULL : history->all ? "" : next[history->part];
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    (void)app;
    const struct history *history = state;
    if (history->list.count)
        (void)snprintf(buffer, size, "%zu of %zu", history->list.selected + 1, history->list.count);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static enum ink ink_of(long right, long count)
{
    return right * 10 >= count * 8 ? INK_GOOD : right * 2 >= count ? INK_TEXT : INK_BAD;
}

static void draw_row(const struct history *history, struct canvas *canvas, struct area area,
                     int line, size_t index)
{
    const struct past *past = &history->rows[index];
    bool selected = index == history->list.selected;
    struct style style =
        style_with(selected ? INK_STRONG : INK_TEXT, selected ? ATTRIBUTE_BOLD : 0);
    struct text date = {0};
    int y = area.row + line, column = area.column;
    wording_date(past->day, history->today, &date);
    list_mark(canvas, area, line, selected);
    (void)canvas_text_fit(canvas, column + 2, y, 12, style, text_string(&date));
    (void)canvas_printf(canvas, column + 15, y, style, "%3ld of %-3ld", past->right,
                        past->answered);
    if (past->answered) {
        double share = (double)past->right / (double)past->answered;
        (void)canvas_printf(canvas, column + 26, y, style_of(ink_of(past->right, past->answered)),
                            "%3.0f %%", 100 * share);
        canvas_bar(canvas, column + 33, y, 10, share,
                   style_of(ink_of(past->right, past->answered)));
    }
    (void)canvas_text_fit(canvas, column + 45, y, area.columns - 47, style_of(INK_DIM),
                          !past->ended                   ? "open"
                          : past->answered < past->count ? "ended early"
                                                         : past->topic);
    text_release(&date);
}

static void draw_list(struct history *history, struct canvas *canvas, struct area area)
{
    history->page = area.rows;
    size_t top = list_top(&history->list, area.rows);
    for (int line = 0; line < area.rows && top + (size_t)line < history->list.count; line++)
        draw_row(history, canvas, area, line, top + (size_t)line);
    list_arrows(canvas, area, &history->list);
}

static double mean_of(const double *values, size_t from, size_t to)
{
    double sum = 0;
    for (size_t i = from; i < to; i++)
        sum += values[i];
    return to > from ? sum / (double)(to - from) : 0;
}

/* What the plot says: the mean of the first and of the last, at most five each. */
static void summary_of(const struct history *history, struct text *out)
{
    size_t count = history->points, part = count >= 10 ? 5 : count / 2;
    if (count < 2) {
        text_append(out, "Two quizzes make a curve; the list has what there is.");
        return;
    }
    text_printf(out, "Right: %.0f %% in the first ", mean_of(history->scores, 0, part));
    wording_count((long)part, "quiz", "quizzes", out);
    text_printf(out, ", %.0f %% in the last %zu.", mean_of(history->scores, count - part, count),
                part);
}

static void draw_plot(const struct history *history, struct canvas *canvas, struct area area)
{
    struct text summary = {0};
    summary_of(history, &summary);
    area_line(canvas, area_cut_top(&area, 1), 0, style_of(INK_TEXT), text_string(&summary));
    text_release(&summary);
    if (history->points < 2)
        return;
    struct plot_series series = {.name = "score",
                                 .x = history->numbers,
                                 .y = history->scores,
                                 .count = history->points,
                                 .ink = INK_SERIES_A};
    struct plot plot = {.x_label = "quiz",
                        .y_label = "right, %",
                        .y_low = 0,
                        .y_high = 100,
                        .x_low = 1,
                        .x_high = (double)history->points,
                        .series = &series,
                        .series_count = 1};
    canvas_plot(canvas, area.column, area.row, area.columns > 100 ? 100 : area.columns, area.rows,
                &plot);
}

static void draw_topics(const struct history *history, struct canvas *canvas, struct area area)
{
    area_line(canvas, area_cut_top(&area, 1), 0, style_of(INK_TEXT),
              "Right answers by topic, over all quizzes; the most asked first.");
    for (size_t i = 0; i < history->topics.count && (int)i < area.rows; i++) {
        const struct quiz_share *share = &history->topics.items[i];
        int y = area.row + (int)i;
        enum ink ink = ink_of(share->right, share->count);
        (void)canvas_text_fit(canvas, area.column + 2, y, NAME_COLUMNS - 4, style_of(INK_TEXT),
                              share->name);
        (void)canvas_printf(canvas, area.column + NAME_COLUMNS, y, style_of(ink), "%ld of %ld",
                            share->right, share->count);
        canvas_bar(canvas, area.column + NAME_COLUMNS + 12, y,
                   area.columns - NAME_COLUMNS - 14 > 40 ? 40 : area.columns - NAME_COLUMNS - 14,
                   (double)share->right / (double)share->count, style_of(ink));
    }
}

static void draw_part(struct history *history, enum part part, struct canvas *canvas,
                      struct area area)
{
    if (part == PART_LIST)
        draw_list(history, canvas, area);
    else if (part == PART_PLOT)
        draw_plot(history, canvas, area);
    else
        draw_topics(history, canvas, area);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    struct history *history = state;
    char key[KEY_TEXT], line[80];
    history->all = false;
    if (!history->list.count) {
        (void)snprintf(line, sizeof line, "There is no quiz yet; %s chooses one.",
                       app_key(app, ACTION_ACCEPT, key));
        area_line(canvas, body, 0, style_of(INK_TEXT), line);
        return;
    }
    history->all = body.rows >= TALL;
    if (!history->all) {
        draw_part(history, history->part, canvas, body);
        return;
    }
    struct area topics = area_cut_bottom(&body, TOPIC_ROWS),
                plot = area_cut_bottom(&body, PLOT_ROWS);
    (void)area_cut_top(&topics, 1);
    (void)area_cut_top(&plot, 1);
    draw_list(history, canvas, body);
    draw_plot(history, canvas, plot);
    draw_topics(history, canvas, topics);
}

const struct screen screen_quiz_history = {
    .name = "quiz-history",
    .title = "Past quizzes",
    .open = open_history,
    .release = release,
    .resume = resume,
    .handle = handle,
    .label = label,
    .status = status,
    .draw = draw,
};
