/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A session on the screen: cards, drills and predictions. The session decides what comes and
 * commits every answer; here is only what is shown and typed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "exercises/drill.h"
#include "exercises/simulation.h"
#include "tui/app.h"
#include "tui/card_text.h"
#include "tui/flow.h"
#include "tui/progress.h"
#include "tui/simulate.h"
#include "tui/wording.h"

struct review {
    struct session *session;
    struct scroll scroll;
    struct field field;  /* the answer being typed */
    struct field reason; /* for rejecting */
    bool rejecting, gave_up, six_grades;
    int64_t started;
    struct answer_style style; /* how numbers are typed */
    struct practice practice;  /* of one skill, as it was before; `skill` empty: the plan */
    struct card_filter filter; /* of practice that changes no schedule */
};

static const struct session_item *item_of(const struct review *review)
{
    return session_item(review->session);
}

static bool is_card(const struct review *review)
{
    const struct session_item *item = item_of(review);
    return item && item->kind == ITEM_CARD;
}

/* Practice that changes no schedule. */
static bool is_cram(const struct review *review)
{
    return session_summary(review->session)->cram;
}

static enum session_phase phase_of(const struct review *review)
{
    return session_phase(review->session);
}

/* --- Opening ------------------------------------------------------------------------------------
 */

static void release(void *state)
{
    struct review *review = state;
    session_free(review->session);
    field_release(&review->field);
    field_release(&review->reason);
    card_filter_release(&review->filter);
    free(review);
}

/* What the summary compares with; a drill that there is not is the session's to refuse. */
static bool begin_practice(struct app *app, const char *name, struct practice *practice,
                           struct error *error)
{
    const struct drill *drill = drill_find(name);
    (void)snprintf(practice->skill, sizeof practice->skill, "%s", name);
    return !drill || collection_skill(app->collection, name, drill->levels, &practice->level,
                                      &practice->rating, error);
}

/* The ids of "cards:ID ID ..."; the array is the caller's, its strings are those of `words`. */
static const char **list_cards(char *words, size_t *count)
{
    const char **cards = memory_allocate(strlen(words) / 2 + 1, sizeof *cards);
    for (char *word; (word = strsep(&words, " ")) != NULL;)
        if (*word)
            cards[(*count)++] = word;
    return cards;
}

/* What follows the prefix; NULL: the argument has another. */
static const char *after(const char *argument, const char *prefix)
{
    size_t length = strlen(prefix);
    return argument && !strncmp(argument, prefix, length) ? argument + length : NULL;
}

/* What the argument asks for. */
static bool read_argument(struct app *app, struct review *review, const char *argument,
                          struct session_options *options, struct error *error)
{
    const char *drill = after(argument, "drill:"), *query = after(argument, "cram:");
    if (drill) {
        options->drill = review->practice.skill;
        return begin_practice(app, drill, &review->practice, error);
    }
    options->cram = options->cram || query || after(argument, "cram-cards:");
    if (query && query[strspn(query, " ")])
        options->filter = &review->filter;
    return !options->filter || !query || card_filter_parse(query, &review->filter, error);
}

/* `argument`: "drill:NAME" for practice of a skill, "cards:ID ID ..." for these alone, "cram:QUERY"
 * and "cram-cards:ID ID ..." for practice of cards that changes no schedule, NULL for the plan of
 * the day. */
static void *open_review(struct app *app, const char *argument, struct error *error)
{
    struct review *review = memory_allocate(1, sizeof *review);
    struct session_options options = app->asked;
    memset(&app->asked, 0, sizeof app->asked);
    bool good = read_argument(app, review, argument, &options, error);
    options.seed = app->seed;
    options.style.decimal_comma = app->config.decimal_comma;
    review->style = options.style;
    const char *listed = after(argument, "cards:");
    listed = listed ? listed : after(argument, "cram-cards:");
    char *words = listed ? memory_copy_string(listed) : NULL;
    const char **cards = listed ? list_cards(words, &options.card_count) : NULL;
    options.cards = cards;
    if (good && collection_open_day(app->collection, error))
        review->session = session_start(app->collection, &options, error);
    free(cards);
    free(words);
    if (!review->session) {
        release(review);
        return NULL;
    }
    if (session_trouble(review->session))
        app_complain(app, session_trouble(review->session));
    review->six_grades = app->config.keymap.six_grades;
    review->started = clock_elapsed_ms(app->clock);
    return review;
}

static void resume(struct app *app, void *state)
{
    struct review *review = state;
    struct error error = {0};
    if (!session_refresh(review->session, &error))
        app_complain(app, &error);
}

/* --- Going on -----------------------------------------------------------------------------------
 */

/* After anything that may have changed what is in front. */
static void moved_on(struct app *app, struct review *review)
{
    review->scroll.top = 0;
    review->rejecting = false;
    review->gave_up = false;
    field_set(&review->field, "");
    field_set(&review->reason, "");
    if (phase_of(review) != SESSION_OVER)
        return;
    const struct session_summary *summary = session_summary(review->session);
    if (!(summary->cards + summary->drills + summary->predictions))
        return;
    app->last_session = *summary;
    app->last_practice = review->practice;
    app->has_last_session = true;
    app_replace(app, "summary", NULL);
}

static void after_change(struct app *app, struct review *review, bool ok, const struct error *error)
{
    if (!ok)
        app_complain(app, error);
    moved_on(app, review);
}

static void grade(struct app *app, struct review *review, int value)
{
    struct graded graded = {0};
    struct error error = {0};
    bool ok = session_grade(review->session, value, &graded, &error);
    if (ok && is_cram(review)) {
        app_say(app, graded.again_today ? "Saved. It comes again in this practice."
                                        : "Saved. Its schedule stays as it was.");
    } else if (ok) {
        struct text when = {0};
        wording_interval(graded.after.due - collection_today(app->collection), &when);
        app_say(app, "Saved. It comes %s%s.%s", graded.again_today ? "" : "again in ",
                graded.again_today ? "again today" : text_string(&when),
                graded.day_earned ? " This day is earned." : "");
        text_release(&when);
    }
    after_change(app, review, ok, &error);
}

static void send_typed(struct app *app, struct review *review)
{
    struct error error = {0};
    const char *typed = field_text(&review->field);
    if (!typed[strspn(typed, " ")]) {
        char key[KEY_TEXT];
        app_say(app, "Type an answer first; %s gives up.", app_key(app, ACTION_GIVE_UP, key));
        return;
    }
    if (!session_type(review->session, typed, &error))
        app_complain(app, &error);
    review->scroll.follow = true;
}

static void accept(struct app *app, struct review *review)
{
    struct error error = {0};
    switch (phase_of(review)) {
    case SESSION_ASKING:
        if (is_card(review))
            review->scroll.follow = session_reveal(review->session);
        else
            send_typed(app, review);
        break;
    case SESSION_REVEALED:
        app_say(app, "Grade it with %s: how well did you know it?",
                review->six_grades ? "0 to 5" : "1 to 4");
        break;
    case SESSION_JUDGED:
        after_change(app, review, session_continue(review->session, &error), &error);
        break;
    case SESSION_OVER:
        app_replace(app, "today", NULL);
        break;
    }
}

static void undo(struct app *app, struct review *review)
{
    struct error error = {0};
    bool found = false;
    bool ok = session_undo(review->session, &found, &error);
    if (ok)
        app_say(app, found ? "Taken back." : "There is nothing to take back in this session.");
    after_change(app, review, ok, &error);
}

static void care(struct app *app, struct review *review, enum care what, const char *text,
                 const char *said)
{
    struct error error = {0};
    bool ok = session_care(review->session, what, text, &error);
    if (ok)
        app_say(app, "%s", said);
    after_change(app, review, ok, &error);
}

static void reject(struct app *app, struct review *review)
{
    char *reason = memory_copy_string(field_text(&review->reason));
    care(app, review, CARE_REJECT, reason[0] ? reason : NULL,
         "Rejected. It will not come back when the notes are read again.");
    free(reason);
}

static void give_up(struct app *app, struct review *review)
{
    struct error error = {0};
    if (!session_give_up(review->session, &error))
        app_complain(app, &error);
    review->gave_up = true;
    review->scroll.follow = true;
}

/* "NAME parameter=value ...": of the card, or as the question drew them. */
static void open_simulation(struct app *app, const struct review *review)
{
    const struct session_item *item = item_of(review);
    if (item->kind == ITEM_CARD) {
        app_open(app, "simulation", item->card.simulation);
        return;
    }
    struct text argument = {0};
    card_text_question(&item->problem, &argument);
    app_open(app, "simulation", text_string(&argument));
    text_release(&argument);
}

static void open_practice(struct app *app, const struct review *review)
{
    struct text argument = {0};
    text_printf(&argument, "drill:%s", item_of(review)->drill->name);
    app_open(app, "review", text_string(&argument));
    text_release(&argument);
}

static void show_information(struct app *app, const struct review *review)
{
    struct text text = {0};
    card_text_information(&item_of(review)->card, collection_today(app->collection), &text);
    overlay_open_text(app, "About this card", text_string(&text));
    text_release(&text);
}

static bool handle_rejecting(struct app *app, struct review *review, enum action action)
{
    if (action == ACTION_ACCEPT) {
        reject(app, review);
        return true;
    }
    if (action == ACTION_BACK) {
        review->rejecting = false;
        app_say(app, "Kept.");
        return true;
    }
    return false;
}

static bool handle_card(struct app *app, struct review *review, enum action action)
{
    const struct session_item *item = item_of(review);
    switch (action) {
    case ACTION_EDIT:
        app_edit(app, item->card.sources[0].file, item->card.sources[0].line);
        return true;
    case ACTION_SUSPEND:
        care(app, review, CARE_SUSPEND, NULL, "Suspended: this card is not asked any more.");
        return true;
    case ACTION_BURY:
        care(app, review, CARE_BURY, NULL, "Put off until tomorrow.");
        return true;
    case ACTION_REJECT:
        review->rejecting = true;
        return true;
    case ACTION_INFORMATION:
        show_information(app, review);
        return true;
    case ACTION_RELATED:
        app_show_related(app, item->card.id);
        return true;
    case ACTION_OPEN_NOTES: /* with its lines the answer would be seen */
        return phase_of(review) == SESSION_REVEALED && app_open_note(app, &item->card);
    default:
        return false;
    }
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct review *review = state;
    if (review->rejecting)
        return handle_rejecting(app, review, action);
    if (action >= ACTION_GRADE_0 && action <= ACTION_GRADE_5) {
        grade(app, review, (int)action - ACTION_GRADE_0);
        return true;
    }
    switch (action) {
    case ACTION_REVEAL:
    case ACTION_ACCEPT:
        accept(app, review);
        return true;
    case ACTION_UNDO:
        undo(app, review);
        return true;
    case ACTION_HINT:
        (void)session_hint(review->session);
        return true;
    case ACTION_GIVE_UP:
        give_up(app, review);
        return true;
    case ACTION_PRACTISE:
        open_practice(app, review);
        return true;
    case ACTION_SIMULATION:
        open_simulation(app, review);
        return true;
    default:
        return scroll_handle(&review->scroll, action) || handle_card(app, review, action);
    }
}

/* --- What is possible ---------------------------------------------------------------------------
 */

static const char *card_action_disabled(const struct review *review, enum action action)
{
    const struct session_item *item = item_of(review);
    if (item->kind != ITEM_CARD)
        return "This is for cards; a problem is in front.";
    if (action == ACTION_EDIT && !item->card.source_count)
        return "This card comes from no note.";
    if (action == ACTION_RELATED && phase_of(review) == SESSION_ASKING)
        return "Show the answer first: related cards may give it away.";
    return NULL;
}

static const char *simulation_disabled(const struct session_item *item, enum session_phase phase)
{
    if (item->kind == ITEM_CARD)
        return simulate_exists(item->card.simulation) ? NULL
                                                      : "No simulation belongs to this card.";
    if (item->kind == ITEM_DRILL)
        return "No simulation belongs to a drill.";
    return phase == SESSION_JUDGED ? NULL : "Predict first; then the simulation can be run.";
}

static const char *practice_disabled(const struct review *review)
{
    if (!is_card(review))
        return "A problem is in front already.";
    if (phase_of(review) == SESSION_ASKING)
        return "Show the answer first: the drill may give it away.";
    return item_of(review)->drill ? NULL : "No drill belongs to this card.";
}

static const char *problem_action_disabled(const struct review *review, enum action action)
{
    const struct session_item *item = item_of(review);
    if (item->kind == ITEM_CARD)
        return "Cards have no hints; show the answer instead.";
    if (phase_of(review) != SESSION_ASKING)
        return "This problem has been answered.";
    if (action == ACTION_HINT && (size_t)item->hints_shown >= item->problem.hint_count)
        return "There are no more hints.";
    return NULL;
}

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    const struct review *review = state;
    bool over = phase_of(review) == SESSION_OVER;
    bool grading = action >= ACTION_GRADE_0 && action <= ACTION_GRADE_5;
    if (over &&
        (grading || action == ACTION_REVEAL || action == ACTION_HINT || action == ACTION_GIVE_UP ||
         action == ACTION_PRACTISE || action == ACTION_SIMULATION ||
         (action >= ACTION_EDIT && action <= ACTION_RELATED)))
        return "Nothing is in front.";
    if (review->rejecting && action != ACTION_ACCEPT && action != ACTION_BACK &&
        (grading || action == ACTION_UNDO || (action >= ACTION_EDIT && action <= ACTION_GIVE_UP)))
        return "Enter rejects the card, Esc keeps it.";
    if (grading)
        return phase_of(review) == SESSION_REVEALED ? NULL : "Show the answer first, then grade.";
    if (action == ACTION_REVEAL)
        return phase_of(review) == SESSION_ASKING && is_card(review) ? NULL
               : phase_of(review) == SESSION_JUDGED
                   ? NULL
                   : "The answer is shown; grade how well you knew it.";
    if (action == ACTION_PRACTISE)
        return practice_disabled(review);
    if (action == ACTION_SIMULATION)
        return simulation_disabled(item_of(review), phase_of(review));
    if (action == ACTION_HINT || action == ACTION_GIVE_UP)
        return problem_action_disabled(review, action);
    if (action >= ACTION_EDIT && action <= ACTION_RELATED)
        return card_action_disabled(review, action);
    return NULL;
}

static const char *label(const void *state, enum action action)
{
    const struct review *review = state;
    if (action == ACTION_INFORMATION)
        return "info";
    if (action == ACTION_BACK && review->rejecting)
        return "keep it";
    if (action == ACTION_REVEAL)
        return phase_of(review) == SESSION_JUDGED ? "" : "show the answer";
    if (action != ACTION_ACCEPT)
        return NULL;
    if (review->rejecting)
        return "reject";
    switch (phase_of(review)) {
    case SESSION_ASKING:
        return is_card(review) ? "" : "check";
    case SESSION_JUDGED:
        return "go on";
    case SESSION_OVER:
        return "back to today";
    case SESSION_REVEALED:
    default:
        return "";
    }
}

static bool typing(const void *state)
{
    const struct review *review = state;
    return review->rejecting || (phase_of(review) == SESSION_ASKING && !is_card(review));
}

static void type(struct app *app, void *state, struct key key)
{
    (void)app;
    struct review *review = state;
    (void)field_feed(review->rejecting ? &review->reason : &review->field, key);
}

static const char *heading(const void *state)
{
    const struct review *review = state;
    if (is_cram(review))
        return "Practice: changes no schedule";
    return review->practice.skill[0] ? "Practice" : "Review";
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    const struct review *review = state;
    long position, total;
    session_progress(review->session, &position, &total);
    int64_t seconds = (clock_elapsed_ms(app->clock) - review->started) / 1000;
    if (phase_of(review) != SESSION_OVER)
        (void)snprintf(buffer, size, "%ld of %ld %s %lld:%02lld", position, total,
                       app->ascii ? "|" : "·", (long long)(seconds / 60),
                       (long long)(seconds % 60));
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static void card_content(struct flow *flow, const void *context)
{
    const struct review *review = context;
    const struct card *card = &item_of(review)->card;
    bool revealed = phase_of(review) == SESSION_REVEALED;
    if (card->kind == CARD_CLOZE && revealed) {
        struct text whole = {0};
        wording_cloze(card->front, card->back, &whole);
        flow_text(flow, 0, style_of(INK_TEXT), text_string(&whole));
        text_release(&whole);
    } else {
        flow_text(flow, 0, revealed ? style_of(INK_TEXT) : style_of(INK_STRONG), card->front);
    }
    if (!revealed)
        return;
    flow_gap(flow);
    flow_focus(flow);
    flow_rule(flow);
    flow_text(flow, 0, style_of(INK_STRONG), card->back);
}

static void problem_content(struct flow *flow, const void *context)
{
    const struct review *review = context;
    const struct session_item *item = item_of(review);
    bool asking = phase_of(review) == SESSION_ASKING;
    struct problem_view view = {.problem = &item->problem,
                                .judgement = item->judged ? &item->judgement : NULL,
                                .field = asking ? &review->field : NULL,
                                .style = review->style,
                                .hints = item->hints_shown,
                                .gave_up = review->gave_up};
    flow_problem(flow, &view);
}

/* Heading path or title on the left, what kind of item on the right. */
static void draw_context(const struct review *review, struct canvas *canvas, struct area area)
{
    const struct session_item *item = item_of(review);
    struct text left = {0};
    const char *right = item->again    ? is_cram(review) ? "again" : "again today"
                        : item->is_new ? "new"
                                       : "";
    if (item->kind == ITEM_CARD) {
        card_text_context(&item->card, &left);
    } else {
        text_append(&left, item->title);
        right = item->kind == ITEM_DRILL ? "drill" : "prediction";
    }
    struct area rest = area;
    rest.columns -= text_width(right, strlen(right)) + 2;
    area_line(canvas, rest, 0, style_of(INK_DIM), text_string(&left));
    area_right(canvas, area, 0, style_of(INK_ACCENT), right);
    text_release(&left);
}

static void draw_grades(const struct review *review, struct canvas *canvas, struct area area)
{
    static const char *const words[6] = {"again", "again", "again", "hard", "good", "easy"};
    static const int four[] = {1, 3, 4, 5}, six[] = {0, 1, 2, 3, 4, 5};
    const int *grades = review->six_grades ? six : four;
    int count = review->six_grades ? 6 : 4, days[6], column = area.column;
    struct error ignored = {0};
    bool known = session_preview(review->session, days, &ignored);
    if (!known && !is_cram(review))
        return;
    for (int i = 0; i < count; i++) {
        char when[24] = "";
        if (known)
            progress_interval(days[grades[i]], when, sizeof when);
        column = canvas_printf(canvas, column, area.row, style_with(INK_ACCENT, ATTRIBUTE_BOLD),
                               "%d", review->six_grades ? grades[i] : i + 1);
        if (!review->six_grades)
            column = canvas_printf(canvas, column, area.row, style_of(INK_TEXT), " %s",
                                   words[grades[i]]);
        column = canvas_printf(canvas, column, area.row, style_of(INK_DIM), " %s", when) + 3;
    }
}

static void draw_bottom(struct app *app, struct review *review, struct canvas *canvas,
                        struct area area)
{
    if (review->rejecting) {
        int column = canvas_text(canvas, area.column, area.row, style_of(INK_ACCENT),
                                 "Why is it no good card (may be empty)? ");
        field_draw(&review->reason, canvas, column, area.row, area.column + area.columns - column);
    } else if (phase_of(review) == SESSION_REVEALED) {
        draw_grades(review, canvas, area);
    } else if (phase_of(review) == SESSION_ASKING && is_card(review)) {
        char key[KEY_TEXT], line[80];
        (void)snprintf(line, sizeof line, "Think of the answer, then press %s.",
                       app_key(app, ACTION_REVEAL, key));
        area_line(canvas, area, 0, style_of(INK_DIM), line);
    }
}

/* Where the card comes from, and the drill of what it is about. */
static void draw_source(const struct app *app, const struct review *review, struct canvas *canvas,
                        struct area area)
{
    struct text where = {0}, practise = {0};
    const struct drill *drill = item_of(review)->drill;
    struct area rest = area;
    if (drill) {
        char key[KEY_TEXT];
        text_printf(&practise, "%s drills: %s", app_key(app, ACTION_PRACTISE, key), drill->title);
        area_right(canvas, area, 0, style_of(INK_ACCENT), text_string(&practise));
        rest.columns -= text_width(text_string(&practise), practise.length) + 2;
    }
    card_text_source(&item_of(review)->card, &where);
    area_line(canvas, rest, 0, style_of(INK_DIM), text_string(&where));
    text_release(&practise);
    text_release(&where);
}

static void draw_nothing(const struct review *review, struct canvas *canvas, struct area area)
{
    if (is_cram(review)) {
        area_line(canvas, area, 0, style_of(INK_STRONG), "No active card matches.");
        return;
    }
    area_line(canvas, area, 0, style_of(INK_STRONG), "Nothing is due now.");
    struct area text = area;
    (void)area_cut_top(&text, 2);
    (void)canvas_paragraph(canvas, text.column, text.row, text.columns, text.rows, 0,
                           style_of(INK_TEXT),
                           "Everything of today is done. Enter goes back to the plan; D opens the "
                           "drills and S the simulations, which never run out.");
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    struct review *review = state;
    if (phase_of(review) == SESSION_OVER) {
        draw_nothing(review, canvas, body);
        return;
    }
    bool tall = body.rows >= 14;
    struct area context = area_cut_top(&body, tall ? 2 : 1);
    struct area bottom = area_cut_bottom(&body, tall ? 2 : 1);
    struct area source = area_cut_bottom(&body, is_card(review) ? 1 : 0);
    draw_context(review, canvas, context);
    flow_draw(canvas, body, &review->scroll, is_card(review) ? card_content : problem_content,
              review);
    if (is_card(review) && phase_of(review) == SESSION_REVEALED)
        draw_source(app, review, canvas, source);
    draw_bottom(app, review, canvas, bottom);
}

const struct screen screen_review = {
    .name = "review",
    .title = "Review",
    .open = open_review,
    .release = release,
    .resume = resume,
    .handle = handle,
    .disabled = disabled,
    .label = label,
    .typing = typing,
    .type = type,
    .heading = heading,
    .status = status,
    .draw = draw,
};
