/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan of the day, the challenge, and one key to start. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "tui/app.h"
#include "tui/challenge_text.h"
#include "tui/drill_choice.h"
#include "tui/heatmap.h"
#include "tui/progress.h"
#include "tui/today.h"
#include "tui/wording.h"

/* Rough times that an item takes, until the person's own are known; seconds. */
enum { CARD_SECONDS = 15, NEW_SECONDS = 25, DRILL_SECONDS = 60, PREDICTION_SECONDS = 90 };

struct today_screen {
    struct streak streak;
    struct collection_counts counts;
    day_number day;
    struct drill_choice drills; /* of the session, with what each was chosen for */
    struct text backlog;        /* "212 due, 60 today · cleared in 5 days", empty without one */
    long due, fresh, again, predictions, done, cards;
    struct text goals; /* "books 3 of 11 · projects 1 of 4", empty where the notes name none */
    bool asked;        /* the notes disagree about one of them */
    bool choosing;     /* which cards to practise; `query` is being typed */
    struct field query;
};

static void release(void *state)
{
    struct today_screen *today = state;
    streak_release(&today->streak);
    drill_choice_release(&today->drills);
    text_release(&today->goals);
    text_release(&today->backlog);
    field_release(&today->query);
    free(today);
}

static bool read_plan(struct today_screen *today, struct collection *collection,
                      const struct plan *plan, struct error *error)
{
    long count = (long)plan->count;
    today->day = plan->study_day;
    today->done = plan->done;
    today->due = today->fresh = today->again = 0;
    for (size_t i = 0; i < plan->count; i++) {
        today->fresh += plan->items[i].is_new;
        today->again += plan->items[i].again;
        today->due += !plan->items[i].is_new && !plan->items[i].again;
    }
    today->predictions =
        count ? collection_setting_integer(collection, "simulations-per-session") : 0;
    drill_choice_release(&today->drills);
    return drill_choice_of_plan(collection, plan, &today->drills, error);
}

static bool read_backlog(struct today_screen *today, struct collection *collection,
                         const struct plan *plan, struct error *error)
{
    struct backlog backlog;
    text_clear(&today->backlog);
    if (!collection_backlog(collection, plan, &backlog, error))
        return false;
    wording_backlog(plan, &backlog, &today->backlog);
    return true;
}

static bool add_goal(void *context, const struct goal_row *row)
{
    struct today_screen *today = context;
    text_append(&today->goals, today->goals.length ? " · " : "");
    wording_goal(row, &today->goals);
    today->asked = today->asked || row->question;
    return true;
}

static bool read_goals(struct app *app, struct today_screen *today, struct error *error)
{
    text_clear(&today->goals);
    today->asked = false;
    return collection_each_goal(app->collection, add_goal, today, error);
}

static bool read_day(struct app *app, struct today_screen *today, struct error *error)
{
    struct plan plan = {0};
    bool ok = collection_open_day(app->collection, error) &&
              collection_plan(app->collection, NULL, 0, &plan, error) &&
              collection_count(app->collection, &today->counts, error);
    ok = ok && read_plan(today, app->collection, &plan, error) &&
         read_backlog(today, app->collection, &plan, error);
    plan_release(&plan);
    streak_release(&today->streak);
    memset(&today->streak, 0, sizeof today->streak);
    today->streak.start = DAY_NONE;
    today->cards = 0;
    for (int i = 0; i < CARD_STATE_COUNT; i++)
        today->cards += today->counts.cards[i];
    return ok && collection_streak(app->collection, &today->streak, error) &&
           read_goals(app, today, error);
}

static void *open_today(struct app *app, const char *argument, struct error *error)
{
    (void)argument;
    struct today_screen *today = memory_allocate(1, sizeof *today);
    if (read_day(app, today, error))
        return today;
    release(today);
    return NULL;
}

static void resume(struct app *app, void *state)
{
    struct error error = {0};
    if (!read_day(app, state, &error))
        app_complain(app, &error);
}

/* --- Actions ------------------------------------------------------------------------------------
 */

/* Where a journal counts its days, the challenge asks from which it shall count. */
static void start_challenge(struct app *app, struct today_screen *today)
{
    struct error error = {0};
    int journal_days = 0;
    if (collection_journal_days(app->collection, &journal_days, &error) && journal_days) {
        app_open(app, "challenge", NULL);
        return;
    }
    if (error.kind != ERROR_NONE ||
        !collection_challenge_start(app->collection, collection_today(app->collection), &error) ||
        !read_day(app, today, &error))
        app_complain(app, &error);
    else
        app_say(app, "The challenge has started: this is day 1.");
}

/* The cards to practise: what is typed has the words of `review QUERY`. */
static bool handle_choosing(struct app *app, struct today_screen *today, enum action action)
{
    if (action == ACTION_BACK) {
        today->choosing = false;
        return true;
    }
    if (action != ACTION_OPEN_REVIEW)
        return false;
    struct card_filter filter = {0};
    struct error error = {0};
    struct text argument = {0};
    text_printf(&argument, "cram:%s", field_text(&today->query));
    if (card_filter_parse(field_text(&today->query), &filter, &error)) {
        today->choosing = false;
        app_open(app, "review", text_string(&argument));
    } else {
        app_complain(app, &error);
    }
    card_filter_release(&filter);
    text_release(&argument);
    return true;
}

static bool handle(struct app *app, void *state, enum action action)
{
    if (((struct today_screen *)state)->choosing)
        return handle_choosing(app, state, action);
    if (action == ACTION_CRAM) {
        struct today_screen *today = state;
        today->choosing = true;
        field_set(&today->query, "");
        return true;
    }
    if (action == ACTION_CHALLENGE) {
        const struct today_screen *today = state;
        if (today->streak.start != DAY_NONE)
            app_open(app, "challenge", NULL);
        else
            start_challenge(app, state);
        return true;
    }
    if (action == ACTION_IMPORT) {
        app_open(app, "welcome", "import");
        return true;
    }
    return false;
}

static long planned(const struct today_screen *today)
{
    return today->due + today->fresh + today->again;
}

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    const struct today_screen *today = state;
    if (today->choosing && action != ACTION_OPEN_REVIEW && action != ACTION_BACK &&
        action != ACTION_HELP && action != ACTION_QUIT && action != ACTION_STOP &&
        action != ACTION_REDRAW)
        return "Enter begins the practice, Esc goes back.";
    if (action == ACTION_CRAM && !today->counts.cards[CARD_ACTIVE])
        return "There is no active card yet.";
    if (action == ACTION_OPEN_GOALS && !today->goals.length)
        return "The notes name no goals yet.";
    if ((action == ACTION_OPEN_REVIEW || action == ACTION_OPEN_QUIZ) && !today->cards)
        return "There are no cards yet: import notes, or try the sample.";
    if (action == ACTION_OPEN_TRIAGE && !today->counts.cards[CARD_PROPOSED])
        return "No card waits for your decision.";
    return NULL;
}

static const char *label(const void *state, enum action action)
{
    const struct today_screen *today = state;
    if (today->choosing && action == ACTION_OPEN_REVIEW)
        return "practise";
    return action == ACTION_CHALLENGE ? "challenge" : NULL;
}

static bool typing(const void *state)
{
    return ((const struct today_screen *)state)->choosing;
}

static void type(struct app *app, void *state, struct key key)
{
    (void)app;
    (void)field_feed(&((struct today_screen *)state)->query, key);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static void add_part(struct text *out, long count, const char *one, const char *many)
{
    if (!count)
        return;
    if (out->length)
        text_append(out, " · ");
    wording_count(count, one, many, out);
}

static long minutes(const struct today_screen *today)
{
    long seconds = (today->due + today->again) * CARD_SECONDS + today->fresh * NEW_SECONDS +
                   (long)today->drills.count * DRILL_SECONDS +
                   today->predictions * PREDICTION_SECONDS;
    return (seconds + 59) / 60;
}

static void draw_plan(const struct today_screen *today, struct canvas *canvas, struct area area)
{
    struct text line = {0};
    add_part(&line, today->again, "again today", "again today");
    add_part(&line, today->due, "due", "due");
    add_part(&line, today->fresh, "new", "new");
    add_part(&line, (long)today->drills.count, "drill", "drills");
    add_part(&line, today->predictions, "prediction", "predictions");
    if (!planned(today)) {
        text_clear(&line);
        text_append(&line, today->cards ? "All done for today" : "No cards yet");
    } else {
        text_printf(&line, " · about %ld min", minutes(today));
    }
    progress_line(canvas, area, 0, style_of(INK_STRONG), text_string(&line));
    text_release(&line);
}

enum { MORE_DRILLS = 13 }; /* cells of " · and 1 more" */

/* Which drills come and what each was chosen for: "Drill: Nines to downtime (your notes:
 * availability)". */
static void draw_drills(const struct today_screen *today, struct canvas *canvas, struct area area)
{
    struct text line = {0};
    text_append(&line, today->drills.count > 1 ? "Drills: " : "Drill: ");
    size_t told = 0;
    for (; told < today->drills.count; told++) {
        size_t before = line.length;
        text_append(&line, told ? " · " : "");
        drill_choice_wording(&today->drills.items[told], &line);
        int room = area.columns - (told + 1 < today->drills.count ? MORE_DRILLS : 0);
        if (told && text_width(text_string(&line), line.length) > room) {
            line.length = before;
            line.data[before] = '\0';
            break;
        }
    }
    if (told < today->drills.count)
        text_printf(&line, " · and %zu more", today->drills.count - told);
    area_line(canvas, area, 0, style_of(INK_DIM), text_string(&line));
    text_release(&line);
}

/* What to do now, in one sentence. */
static void draw_next(struct app *app, const struct today_screen *today, struct canvas *canvas,
                      struct area area)
{
    char start[KEY_TEXT], drills[KEY_TEXT], import[KEY_TEXT];
    struct text line = {0};
    (void)app_key(app, ACTION_OPEN_REVIEW, start);
    (void)app_key(app, ACTION_OPEN_DRILLS, drills);
    (void)app_key(app, ACTION_IMPORT, import);
    if (!today->cards)
        text_printf(&line, "%s imports notes, %s opens the drills.", import, drills);
    else if (planned(today))
        text_printf(&line, "%s %s. ", start, today->done ? "goes on" : "starts");
    else
        text_printf(&line, "More of it: %s opens the drills. ", drills);
    if (!challenge_milestone_today(&today->streak, today->day, &line) && today->cards)
        progress_goal(app->collection, &line);
    area_line(canvas, area, 0, style_of(INK_ACCENT), text_string(&line));
    text_release(&line);
}

static void draw_waiting(struct app *app, const struct today_screen *today, struct canvas *canvas,
                         struct area area)
{
    struct text line = {0};
    char key[KEY_TEXT];
    add_part(&line, today->counts.cards[CARD_PROPOSED], "proposed card waits for triage",
             "proposed cards wait for triage");
    if (line.length)
        text_printf(&line, " (%s)", app_key(app, ACTION_OPEN_TRIAGE, key));
    add_part(&line, today->counts.clarify, "passage to clarify", "passages to clarify");
    add_part(&line, today->counts.conflicts, "contradiction", "contradictions");
    progress_line(canvas, area, 0, style_of(INK_DIM), text_string(&line));
    text_release(&line);
}

/* Goals that the notes name, where there is room. */
static void draw_goals(struct app *app, const struct today_screen *today, struct canvas *canvas,
                       struct area area)
{
    if (!today->goals.length)
        return;
    char key[KEY_TEXT];
    struct text line = {0};
    text_printf(&line, "Goals · %s%s", text_string(&today->goals),
                today->asked ? " · the notes disagree" : "");
    if (today->asked)
        text_printf(&line, ": %s asks", app_key(app, ACTION_OPEN_GOALS, key));
    progress_line(canvas, area, 0, style_of(INK_DIM), text_string(&line));
    text_release(&line);
}

static void draw_streak(struct app *app, const struct today_screen *today, struct canvas *canvas,
                        struct area area)
{
    struct text line = {0};
    if (today->streak.start == DAY_NONE) {
        char key[KEY_TEXT];
        text_printf(&line, "The 338 days have not been started; %s starts them today.",
                    app_key(app, ACTION_CHALLENGE, key));
    } else {
        wording_streak(&today->streak, &line);
    }
    progress_line(canvas, area, 0, style_of(INK_TEXT), text_string(&line));
    text_release(&line);
}

/* In place of what to do now: which cards to practise. */
static void draw_choosing(const struct today_screen *today, struct canvas *canvas, struct area area)
{
    int column = canvas_text(canvas, area.column, area.row, style_of(INK_ACCENT),
                             "Practise which cards (empty: all)? ");
    field_draw(&today->query, canvas, column, area.row, area.column + area.columns - column);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    struct today_screen *today = state;
    bool tall = body.rows >= 18;
    struct text date = {0};
    progress_date(today->day, &date);
    area_line(canvas, area_cut_top(&body, tall ? 2 : 1), 0, style_of(INK_DIM), text_string(&date));
    text_release(&date);
    draw_plan(today, canvas, area_cut_top(&body, 1));
    if (today->backlog.length)
        progress_line(canvas, area_cut_top(&body, 1), 0, style_of(INK_DIM),
                      text_string(&today->backlog));
    bool drills = today->drills.count && (tall || today->streak.start == DAY_NONE);
    if (drills)
        draw_drills(today, canvas, area_cut_top(&body, 1));
    struct area next = area_cut_top(&body, tall ? 2 : 1);
    if (today->choosing) {
        draw_choosing(today, canvas, next);
        area_line(canvas, area_cut_top(&body, tall ? 3 : 1), 0, style_of(INK_TEXT),
                  "Words, topic:, tag:, day: narrow it. No schedule changes.");
        return;
    }
    draw_next(app, today, canvas, next);
    draw_streak(app, today, canvas, area_cut_top(&body, tall ? 3 : 1));
    if (today->streak.start != DAY_NONE)
        heatmap_draw(canvas, area_cut_top(&body, HEATMAP_ROWS), &today->streak, today->day);
    if (body.rows > 1)
        (void)area_cut_top(&body, 1);
    long waiting =
        today->counts.cards[CARD_PROPOSED] + today->counts.clarify + today->counts.conflicts;
    bool goals = today->goals.length > 0;
    draw_waiting(app, today, canvas, goals ? area_cut_top(&body, waiting ? 1 : 0) : body);
    draw_goals(app, today, canvas, body);
}

const struct screen screen_today = {
    .name = "today",
    .title = "Today",
    .open = open_today,
    .release = release,
    .resume = resume,
    .handle = handle,
    .disabled = disabled,
    .label = label,
    .typing = typing,
    .type = type,
    .draw = draw,
};
