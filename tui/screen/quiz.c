/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a quiz is to be about; or going on with the one that is open. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/base/random.h"
#include "tui/app.h"
#include "tui/quiz_compose.h"
#include "tui/quiz_report.h"
#include "tui/quiz_run.h"
#include "tui/quiz_start.h"
#include "tui/wording.h"

enum line { LINE_RESUME, LINE_TOPIC, LINE_DAYS, LINE_COUNT, LINE_TIME, LINE_FORMS };
enum { LABEL_COLUMNS = 12, MOST_SPANS = 64, SPAN_DAYS = 10 };

/* Cards of one topic and day. */
struct group {
    size_t topic; /* among the page's topics; 0: none */
    int day;
    long count, seen;
};

struct quiz_page {
    struct quiz_shares topics; /* the first stands for all of them */
    struct group *groups;
    size_t group_count, group_capacity;
    size_t topic, span, span_count;
    struct {
        int first, last; /* 0: all days */
    } spans[MOST_SPANS];
    long count, minutes;
    unsigned forms;
    char open[QUIZ_ID];
    size_t open_answered, open_count;
    struct list list;
    int page;
};

static void release(void *state)
{
    struct quiz_page *page = state;
    quiz_shares_release(&page->topics);
    free(page->groups);
    free(page);
}

/* --- Reading ------------------------------------------------------------------------------------
 */

static size_t topic_index(struct quiz_page *page, const char *topic)
{
    for (size_t i = page->topics.count - 1; i > 0; i--)
        if (!strcmp(page->topics.items[i].name, topic))
            return i;
    quiz_shares_add(&page->topics, topic, 0, 0);
    return page->topics.count - 1;
}

static bool add_group(void *context, const char *topic, int day, long count, long seen)
{
    struct quiz_page *page = context;
    memory_reserve((void **)&page->groups, page->group_count, &page->group_capacity,
                   sizeof *page->groups);
    page->groups[page->group_count++] = (struct group){
        .topic = *topic ? topic_index(page, topic) : 0, .day = day, .count = count, .seen = seen};
    return true;
}

static void add_span(struct quiz_page *page, int first, int last)
{
    if (page->span_count == MOST_SPANS)
        return;
    page->spans[page->span_count].first = first;
    page->spans[page->span_count++].last = last;
}

/* All days, the last seven, and ten by ten. */
static void make_spans(struct quiz_page *page)
{
    int last = 0;
    for (size_t i = 0; i < page->group_count; i++)
        last = page->groups[i].day > last ? page->groups[i].day : last;
    add_span(page, 0, 0);
    if (last > 7)
        add_span(page, last - 6, last);
    for (int first = 1; first <= last; first += SPAN_DAYS)
        add_span(page, first, first + SPAN_DAYS - 1 < last ? first + SPAN_DAYS - 1 : last);
}

static bool read_open(struct app *app, struct quiz_page *page, struct error *error)
{
    struct quiz quiz = {0};
    if (!collection_quiz_unfinished(app->collection, page->open, error))
        return false;
    if (!page->open[0])
        return true;
    if (!collection_quiz(app->collection, page->open, &quiz, error))
        return false;
    page->open_answered = quiz.answered;
    page->open_count = quiz.count;
    quiz_release(&quiz);
    return true;
}

/* What the command line or another quiz asked for; a part of a topic is a line of its own. */
static void apply(struct quiz_page *page, const char *argument)
{
    struct quiz_options options = {.count = 10};
    quiz_start_read(argument, &options);
    page->count = options.count >= 1 && options.count <= QUIZ_MOST ? options.count : 10;
    page->minutes = options.minutes;
    page->forms = options.forms ? options.forms : QUIZ_ALL_FORMS;
    if (options.topic && *options.topic)
        page->topic = topic_index(page, options.topic);
    if (!options.day_first)
        return;
    page->span = page->span_count;
    for (size_t i = 0; i < page->span_count; i++)
        if (page->spans[i].first == options.day_first && page->spans[i].last == options.day_last)
            page->span = i;
    if (page->span == page->span_count)
        add_span(page, options.day_first, options.day_last);
}

static void *open_page(struct app *app, const char *argument, struct error *error)
{
    struct quiz_page *page = memory_allocate(1, sizeof *page);
    quiz_shares_add(&page->topics, "all topics", 0, 0);
    if (collection_each_quiz_group(app->collection, add_group, page, error) &&
        read_open(app, page, error)) {
        make_spans(page);
        apply(page, argument);
        return page;
    }
    release(page);
    return NULL;
}

static void resume(struct app *app, void *state)
{
    struct quiz_page *page = state;
    struct error error = {0};
    if (!read_open(app, page, &error))
        app_complain(app, &error);
}

/* --- Choosing -----------------------------------------------------------------------------------
 */

static size_t line_count(const struct quiz_page *page)
{
    return (size_t)LINE_FORMS - (page->open[0] ? 0 : 1) + QUIZ_FORM_COUNT;
}

/* The line at a place of the list; from LINE_FORMS on one for each form. */
static int line_at(const struct quiz_page *page, size_t place)
{
    return (int)place + (page->open[0] ? 0 : 1);
}

static size_t turn(size_t value, size_t count, int step)
{
    return (value + (step > 0 ? 1 : count - 1)) % count;
}

/* The value next to the present one in a list that ends with -1. */
static long next_value(const long *values, long value, int step)
{
    size_t at = 0;
    while (values[at + 1] >= 0 && values[at] < value)
        at++;
    if (step > 0)
        return values[at] <= value && values[at + 1] >= 0 ? values[at + 1] : values[at];
    return at > 0 ? values[at - 1] : values[0];
}

static void change(struct quiz_page *page, int step)
{
    static const long counts[] = {5, 10, 15, 20, 30, 50, 100, -1};
    static const long times[] = {0, 2, 5, 10, 15, 20, 30, 60, -1};
    int line = line_at(page, page->list.selected);
    if (line == LINE_TOPIC)
        page->topic = turn(page->topic, page->topics.count, step);
    else if (line == LINE_DAYS)
        page->span = turn(page->span, page->span_count, step);
    else if (line == LINE_COUNT)
        page->count = next_value(counts, page->count, step);
    else if (line == LINE_TIME)
        page->minutes = next_value(times, page->minutes, step);
    else if (line >= LINE_FORMS)
        page->forms ^= 1U << (line - LINE_FORMS);
}

static struct quiz_options chosen(const struct app *app, const struct quiz_page *page)
{
    return (struct quiz_options){
        .topic = page->topic ? page->topics.items[page->topic].name : NULL,
        .forms = page->forms == QUIZ_ALL_FORMS ? 0 : page->forms,
        .day_first = page->spans[page->span].first,
        .day_last = page->spans[page->span].last,
        .count = page->count,
        .minutes = page->minutes,
        .seed = random_mix(app->seed, (uint64_t)app->next_problem),
    };
}

static void start(struct app *app, struct quiz_page *page)
{
    struct error error = {0};
    struct answer_style style = {.decimal_comma = app->config.decimal_comma};
    struct quiz_options options = chosen(app, page);
    app->next_problem++;
    struct quiz_run *run = collection_open_day(app->collection, &error)
                               ? quiz_run_start(app->collection, &options, &style, &error)
                               : NULL;
    if (run)
        app_open(app, "quiz-asking", quiz_run_quiz(run)->id);
    else
        app_complain(app, &error);
    quiz_run_free(run);
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct quiz_page *page = state;
    page->list.count = line_count(page);
    switch (action) {
    case ACTION_ACCEPT:
        if (line_at(page, page->list.selected) == LINE_RESUME)
            app_open(app, "quiz-asking", page->open);
        else
            start(app, page);
        return true;
    case ACTION_RIGHT:
    case ACTION_LEFT:
        change(page, action == ACTION_RIGHT ? 1 : -1);
        return true;
    default:
        return list_handle(&page->list, action, page->page);
    }
}

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    const struct quiz_page *page = state;
    bool resuming = line_at(page, page->list.selected) == LINE_RESUME;
    if (action == ACTION_ACCEPT && !resuming && !page->forms)
        return "Choose at least one kind of question.";
    if ((action == ACTION_RIGHT || action == ACTION_LEFT) && resuming)
        return "Enter goes on with it; the lines below choose another.";
    return NULL;
}

static const char *label(const void *state, enum action action)
{
    const struct quiz_page *page = state;
    bool resuming = line_at(page, page->list.selected) == LINE_RESUME;
    if (action == ACTION_ACCEPT)
        return resuming ? "go on" : "start";
    if (action == ACTION_RIGHT)
        return resuming                                           ? ""
               : line_at(page, page->list.selected) >= LINE_FORMS ? "on or off"
                                                                  : "change";
    return action == ACTION_OPEN_QUIZ_HISTORY ? "past quizzes" : NULL;
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static const char *const form_help[QUIZ_FORM_COUNT] = {
    [QUIZ_CHOICE] = "the right one of several", [QUIZ_TYPED] = "a short answer, typed",
    [QUIZ_CLOZE] = "a gap to be filled",        [QUIZ_ORDER] = "steps to be put in order",
    [QUIZ_NUMBER] = "a problem of a drill",     [QUIZ_PREDICTION] = "what a simulation will show"};

static void value_text(const struct quiz_page *page, int line, struct text *out)
{
    if (line == LINE_TOPIC)
        text_append(out, page->topics.items[page->topic].name);
    else if (line == LINE_DAYS && page->spans[page->span].first)
        text_printf(out, "%d to %d of the journal", page->spans[page->span].first,
                    page->spans[page->span].last);
    else if (line == LINE_DAYS)
        text_append(out, "all days");
    else if (line == LINE_COUNT)
        wording_count(page->count, "question", "questions", out);
    else if (page->minutes)
        wording_count(page->minutes, "minute", "minutes", out);
    else
        text_append(out, "no limit");
}

static void draw_value(const struct quiz_page *page, struct canvas *canvas, struct area area, int y,
                       int line, bool selected)
{
    static const char *const labels[] = {"", "Topic", "Days", "Length", "Time"};
    struct style style =
        style_with(selected ? INK_STRONG : INK_TEXT, selected ? ATTRIBUTE_BOLD : 0);
    struct text value = {0}, shown = {0};
    value_text(page, line, &value);
    if (selected)
        text_printf(&shown, canvas->ascii ? "< %s >" : "‹ %s ›", text_string(&value));
    else
        text_printf(&shown, "  %s", text_string(&value));
    (void)canvas_text(canvas, area.column + 2, y, style_of(INK_DIM), labels[line]);
    (void)canvas_text_fit(canvas, area.column + LABEL_COLUMNS, y, area.columns - LABEL_COLUMNS - 2,
                          style, text_string(&shown));
    text_release(&value);
    text_release(&shown);
}

static void draw_form(const struct quiz_page *page, struct canvas *canvas, struct area area, int y,
                      int form, bool selected)
{
    bool on = page->forms & 1U << form;
    struct style style =
        style_with(selected ? INK_STRONG : INK_TEXT, selected ? ATTRIBUTE_BOLD : 0);
    if (form == 0)
        (void)canvas_text(canvas, area.column + 2, y, style_of(INK_DIM), "Kinds");
    (void)canvas_printf(canvas, area.column + LABEL_COLUMNS + 2, y, style, "[%c] %-11s",
                        on ? 'x' : ' ', quiz_form_name((enum quiz_form)form));
    (void)canvas_text_fit(canvas, area.column + LABEL_COLUMNS + 18, y,
                          area.columns - LABEL_COLUMNS - 20, style_of(INK_DIM), form_help[form]);
}

static void draw_line(const struct quiz_page *page, struct canvas *canvas, struct area area,
                      int row, size_t place)
{
    bool selected = place == page->list.selected;
    int line = line_at(page, place), y = area.row + row;
    list_mark(canvas, area, row, selected);
    if (line >= LINE_FORMS)
        draw_form(page, canvas, area, y, line - LINE_FORMS, selected);
    else if (line > LINE_RESUME)
        draw_value(page, canvas, area, y, line, selected);
    else
        (void)canvas_printf(
            canvas, area.column + 2, y, style_with(INK_ACCENT, selected ? ATTRIBUTE_BOLD : 0),
            "Go on with the open quiz: %zu of %zu answered", page->open_answered, page->open_count);
}

/* As the quiz takes it: every topic that holds the chosen one. */
static bool topic_fits(const struct quiz_page *page, size_t topic)
{
    const char *wanted = page->topics.items[page->topic].name;
    const char *name = page->topics.items[topic].name;
    if (!page->topic || topic == page->topic)
        return true;
    char *x = text_fold(name, strlen(name)), *y = text_fold(wanted, strlen(wanted));
    bool fits = topic && strstr(x, y);
    free(x);
    free(y);
    return fits;
}

static void count_fitting(const struct quiz_page *page, long *fitting, long *seen)
{
    int first = page->spans[page->span].first, last = page->spans[page->span].last;
    *fitting = *seen = 0;
    for (size_t i = 0; i < page->group_count; i++) {
        const struct group *group = &page->groups[i];
        if ((first && (group->day < first || group->day > last)) || !topic_fits(page, group->topic))
            continue;
        *fitting += group->count;
        *seen += group->seen;
    }
}

static void draw_bottom(const struct quiz_page *page, struct canvas *canvas, struct area area)
{
    struct text line = {0};
    long fitting, seen;
    count_fitting(page, &fitting, &seen);
    wording_count(fitting, "card fits", "cards fit", &line);
    text_printf(&line, ", %ld asked before; these come first.", seen);
    if (page->open[0] && line_at(page, page->list.selected) != LINE_RESUME)
        text_append(&line, " Starting another quiz ends the open one.");
    (void)canvas_paragraph(canvas, area.column, area.row, area.columns, area.rows, 0,
                           style_of(INK_DIM), text_string(&line));
    text_release(&line);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    (void)app;
    struct quiz_page *page = state;
    page->list.count = line_count(page);
    struct area bottom = area_cut_bottom(&body, body.rows >= 16 ? 3 : 1);
    if (bottom.rows > 1)
        (void)area_cut_top(&bottom, 1);
    page->page = body.rows;
    size_t top = list_top(&page->list, body.rows);
    for (int row = 0; row < body.rows && top + (size_t)row < page->list.count; row++)
        draw_line(page, canvas, body, row, top + (size_t)row);
    list_arrows(canvas, body, &page->list);
    draw_bottom(page, canvas, bottom);
}

const struct screen screen_quiz = {
    .name = "quiz",
    .title = "Quiz",
    .open = open_page,
    .release = release,
    .resume = resume,
    .handle = handle,
    .disabled = disabled,
    .label = label,
    .draw = draw,
};
