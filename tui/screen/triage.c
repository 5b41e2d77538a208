/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inbox: a proposed card beside the lines it comes from, and one key to decide. The model
 * commits; here is only what is shown and typed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "tui/app.h"
#include "tui/card_text.h"
#include "tui/card_wording.h"
#include "tui/flow.h"
#include "tui/source_lines.h"
#include "tui/triage.h"
#include "tui/triage_plain.h"
#include "tui/wording.h"

enum { TWO_COLUMNS = 100, MOST_COLUMNS = 160, AROUND = 1, AROUND_WIDE = 8, NUMBER_CELLS = 7 };
enum { TYPING_COLUMNS = 90 }; /* room for a long question and its answer on one line */
enum { ROWS_WIDE = 5 };       /* of a long line before and after the passage */

/* What the bottom line asks. */
enum question { ASK_NOTHING, ASK_REASON, ASK_ACCEPT_ALIKE, ASK_REJECT_ALIKE };

struct inbox {
    struct triage *triage;
    struct scroll scroll, source_scroll;
    enum question question;
    struct field reason;
    char *editing; /* the file with the card's wording, while the editor is open */
    struct source_lines lines;
    bool has_lines, has_passage;
};

static const struct card *card_of(const struct inbox *inbox)
{
    const struct triage_item *item = triage_item(inbox->triage);
    return item ? &item->card : NULL;
}

/* --- Opening ------------------------------------------------------------------------------------
 */

static void forget_lines(struct inbox *inbox)
{
    source_lines_release(&inbox->lines);
    inbox->has_lines = inbox->has_passage = false;
}

static void read_lines(struct inbox *inbox)
{
    const struct card *card = card_of(inbox);
    struct error unread = {0};
    forget_lines(inbox);
    if (!card || !card->source_count)
        return;
    const struct card_source *source = &card->sources[0];
    inbox->has_lines = source_lines_read(source->file, source->line - AROUND_WIDE,
                                         source->end_line + AROUND_WIDE, &inbox->lines, &unread);
    inbox->has_passage = inbox->has_lines && source_lines_mark(&inbox->lines, source->line,
                                                               source->end_line, card->passage);
    inbox->source_scroll.follow = true;
}

static void release(void *state)
{
    struct inbox *inbox = state;
    if (inbox->editing)
        (void)unlink(inbox->editing);
    free(inbox->editing);
    forget_lines(inbox);
    field_release(&inbox->reason);
    triage_free(inbox->triage);
    free(inbox);
}

static void *open_inbox(struct app *app, const char *argument, struct error *error)
{
    (void)argument;
    struct inbox *inbox = memory_allocate(1, sizeof *inbox);
    inbox->triage = triage_start(app->collection, error);
    if (!inbox->triage) {
        release(inbox);
        return NULL;
    }
    read_lines(inbox);
    return inbox;
}

/* After anything that may have changed what is in front. */
static void moved_on(struct app *app, struct inbox *inbox, bool good, const struct error *error)
{
    if (!good)
        app_complain(app, error);
    inbox->scroll.top = inbox->source_scroll.top = 0;
    inbox->question = ASK_NOTHING;
    field_set(&inbox->reason, "");
    read_lines(inbox);
}

/* Takes what the editor left of the card, or reads the note again. */
static void resume(struct app *app, void *state)
{
    struct inbox *inbox = state;
    struct error error = {0};
    bool changed = false, good;
    if (inbox->editing) {
        char *id = memory_copy_string(card_of(inbox) ? card_of(inbox)->id : "");
        good = triage_edit_done(inbox->triage, inbox->editing, &changed, &error);
        bool waits = card_of(inbox) && !strcmp(card_of(inbox)->id, id);
        free(id);
        free(inbox->editing);
        inbox->editing = NULL;
        if (good)
            app_say(app, !changed ? "The card is as it was."
                         : waits  ? "Saved in your own words. It still waits for your decision."
                                  : "Saved in your own words: it is asked from now on.");
    } else {
        good = triage_refresh(inbox->triage, &error);
    }
    moved_on(app, inbox, good, &error);
}

/* --- Actions ------------------------------------------------------------------------------------
 */

static void take(struct app *app, struct inbox *inbox)
{
    struct error error = {0};
    bool good = triage_accept(inbox->triage, &error);
    if (good)
        app_say(app, "Accepted: it is asked from now on.");
    moved_on(app, inbox, good, &error);
}

static void reject(struct app *app, struct inbox *inbox)
{
    struct error error = {0};
    bool good = triage_reject(inbox->triage, field_text(&inbox->reason), &error);
    if (good)
        app_say(app, "Rejected. It will not come back when the notes are read again.");
    moved_on(app, inbox, good, &error);
}

static void decide_alike(struct app *app, struct inbox *inbox, bool accept)
{
    struct error error = {0};
    struct text said = {0};
    size_t count = 0;
    bool good =
        accept ? triage_accept_alike(inbox->triage, &count, &error)
               : triage_reject_alike(inbox->triage, field_text(&inbox->reason), &count, &error);
    char key[KEY_TEXT];
    wording_count((long)count, "card", "cards", &said);
    if (good)
        app_say(app, "%s %s. %s takes all of them back.", text_string(&said),
                accept ? "accepted" : "rejected", app_key(app, ACTION_UNDO, key));
    text_release(&said);
    moved_on(app, inbox, good, &error);
}

static void skip(struct app *app, struct inbox *inbox)
{
    struct error error = {0};
    bool good = triage_skip(inbox->triage, &error);
    if (good)
        app_say(app, "Skipped: it waits on.");
    moved_on(app, inbox, good, &error);
}

static void undo(struct app *app, struct inbox *inbox)
{
    struct error error = {0};
    size_t cards = 0;
    bool good = triage_undo(inbox->triage, &cards, &error);
    if (good && !cards)
        app_say(app, "There is nothing to take back here.");
    else if (good && cards == 1)
        app_say(app, "Taken back.");
    else if (good)
        app_say(app, "Taken back: %zu cards.", cards);
    moved_on(app, inbox, good, &error);
}

static void edit(struct app *app, struct inbox *inbox)
{
    struct error error = {0};
    inbox->editing = card_wording_file(card_of(inbox), &error);
    if (inbox->editing)
        app_edit(app, inbox->editing, CARD_WORDING_LINE);
    else
        app_complain(app, &error);
}

/* Enter: does what is asked, or shows the next batch. */
static void confirm(struct app *app, struct inbox *inbox)
{
    struct error error = {0};
    switch (inbox->question) {
    case ASK_REASON:
        reject(app, inbox);
        return;
    case ASK_ACCEPT_ALIKE:
    case ASK_REJECT_ALIKE:
        decide_alike(app, inbox, inbox->question == ASK_ACCEPT_ALIKE);
        return;
    case ASK_NOTHING:
        break;
    }
    if (triage_phase(inbox->triage) == TRIAGE_DECIDING)
        app_say(app, "Is it a good card? Accept it, reject it or skip it.");
    else
        moved_on(app, inbox, triage_next_batch(inbox->triage, &error), &error);
}

static bool handle_question(struct app *app, struct inbox *inbox, enum action action)
{
    if (action == ACTION_ACCEPT) {
        confirm(app, inbox);
        return true;
    }
    if (action != ACTION_BACK)
        return false;
    inbox->question = ASK_NOTHING;
    field_set(&inbox->reason, "");
    app_say(app, "Nothing was changed.");
    return true;
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct inbox *inbox = state;
    if (inbox->question != ASK_NOTHING)
        return handle_question(app, inbox, action);
    switch (action) {
    case ACTION_ACCEPT:
        confirm(app, inbox);
        return true;
    case ACTION_TAKE:
        take(app, inbox);
        return true;
    case ACTION_REJECT:
        inbox->question = ASK_REASON;
        return true;
    case ACTION_SKIP:
        skip(app, inbox);
        return true;
    case ACTION_UNDO:
        undo(app, inbox);
        return true;
    case ACTION_EDIT:
        edit(app, inbox);
        return true;
    case ACTION_TAKE_ALIKE:
        inbox->question = ASK_ACCEPT_ALIKE;
        return true;
    case ACTION_REJECT_ALIKE:
        inbox->question = ASK_REJECT_ALIKE;
        return true;
    case ACTION_SOURCE:
        app_edit(app, card_of(inbox)->sources[0].file, card_of(inbox)->sources[0].line);
        return true;
    case ACTION_RELATED:
        app_show_related(app, card_of(inbox)->id);
        return true;
    case ACTION_OPEN_NOTES:
        return card_of(inbox) && app_open_note(app, card_of(inbox));
    case ACTION_PAGE_UP:
    case ACTION_PAGE_DOWN: /* beside the card, the lines are what may be long */
        return scroll_handle(inbox->source_scroll.page ? &inbox->source_scroll : &inbox->scroll,
                             action);
    default:
        return scroll_handle(&inbox->scroll, action);
    }
}

/* --- What is possible ---------------------------------------------------------------------------
 */

static bool is_decision(enum action action)
{
    return action == ACTION_TAKE || action == ACTION_REJECT || action == ACTION_SKIP ||
           action == ACTION_EDIT || action == ACTION_TAKE_ALIKE || action == ACTION_REJECT_ALIKE ||
           action == ACTION_SOURCE || action == ACTION_RELATED;
}

static bool nothing_waits(const struct inbox *inbox)
{
    long position, batch, waiting;
    triage_progress(inbox->triage, &position, &batch, &waiting);
    return !waiting;
}

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    const struct inbox *inbox = state;
    const struct card *card = card_of(inbox);
    if (inbox->question != ASK_NOTHING &&
        (is_decision(action) || action == ACTION_UNDO || action == ACTION_OPEN_NOTES))
        return "Enter does it, Esc changes nothing.";
    if (is_decision(action) && !card)
        return "No card is in front.";
    if (action == ACTION_SOURCE && !card->source_count)
        return "This card comes from no note.";
    if ((action == ACTION_TAKE_ALIKE || action == ACTION_REJECT_ALIKE) &&
        triage_alike(inbox->triage) < 2)
        return "No other card of this pattern waits from this file.";
    if (action == ACTION_ACCEPT && !card && nothing_waits(inbox))
        return "Nothing waits for a decision.";
    return NULL;
}

static const char *label(const void *state, enum action action)
{
    const struct inbox *inbox = state;
    if (action == ACTION_BACK && inbox->question != ASK_NOTHING)
        return "keep";
    if (action == ACTION_OPEN_NOTES)
        return card_of(inbox) ? NULL : "notes";
    if (action != ACTION_ACCEPT)
        return NULL;
    if (inbox->question != ASK_NOTHING)
        return inbox->question == ASK_ACCEPT_ALIKE ? "accept" : "reject";
    if (triage_phase(inbox->triage) == TRIAGE_PAUSE)
        return "next batch";
    return triage_phase(inbox->triage) == TRIAGE_EMPTY ? "skipped ones again" : "";
}

static bool typing(const void *state)
{
    const struct inbox *inbox = state;
    return inbox->question == ASK_REASON || inbox->question == ASK_REJECT_ALIKE;
}

static void type(struct app *app, void *state, struct key key)
{
    (void)app;
    struct inbox *inbox = state;
    (void)field_feed(&inbox->reason, key);
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    const struct inbox *inbox = state;
    long position, batch, waiting;
    triage_progress(inbox->triage, &position, &batch, &waiting);
    if (card_of(inbox))
        (void)snprintf(buffer, size, "%ld of %ld %s %ld waiting", position, batch,
                       app->ascii ? "|" : "·", waiting);
    else if (waiting)
        (void)snprintf(buffer, size, "%ld waiting", waiting);
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

/* "definition · confidence 0.55 · basic": how the card was found. */
static void origin(struct flow *flow, const struct triage_item *item)
{
    const char *dot = flow->canvas->ascii ? "|" : "·";
    struct text line = {0};
    text_printf(&line, "%s %s confidence %.2f %s %s%s", item->card.pattern, dot,
                item->card.confidence, dot, card_kind_name(item->card.kind),
                item->card.edited ? ", in your own words" : "");
    flow_text(flow, 0, style_of(INK_ACCENT), text_string(&line));
    text_release(&line);
    if (item->card.reason && strchr(item->card.reason, ';')) { /* else it is what was just said */
        text_printf(&line, "Why: %s", item->card.reason);
        flow_text(flow, 0, style_of(INK_DIM), text_string(&line));
        text_release(&line);
    }
}

/* Both definitions of a conflict, and why the card is here. */
static void held_back(struct flow *flow, const struct triage_item *item)
{
    if (item->leech) {
        flow_gap(flow);
        flow_text(
            flow, 0, style_of(INK_BAD),
            "Put aside: it was forgotten too often. Accepting asks it again; editing may help.");
    }
    if (!item->card.held)
        return;
    flow_gap(flow);
    struct text why = {0};
    text_printf(&why, "%s%s", card_text_held(&item->card),
                item->rival_count ? " The other way:" : "");
    flow_text(flow, 0, style_of(INK_BAD), text_string(&why));
    text_release(&why);
    for (size_t i = 0; i < item->rival_count; i++) {
        struct text where = {0};
        card_text_source(&item->rivals[i], &where);
        flow_text(flow, 2, style_of(INK_STRONG), item->rivals[i].back);
        flow_text(flow, 2, style_of(INK_DIM), text_string(&where));
        text_release(&where);
    }
}

static void wording(struct flow *flow, const struct card *card)
{
    flow_text(flow, 0, style_of(INK_TEXT), card->front);
    flow_rule(flow);
    flow_text(flow, 0, style_of(INK_STRONG), card->back);
}

static void card_part(struct flow *flow, const void *context)
{
    const struct inbox *inbox = context;
    const struct triage_item *item = triage_item(inbox->triage);
    wording(flow, &item->card);
    flow_gap(flow);
    origin(flow, item);
    held_back(flow, item);
}

static const char *margin_sign(const struct flow *flow)
{
    return flow->canvas->ascii ? ">" : "▸";
}

/* A line that the card was made from: the passage is marked, and of a long line that holds it only
 * what stands around it is shown. */
static void cited_line(struct flow *flow, const char *line, const struct line_part *part, int rows)
{
    struct text shown = {0};
    struct line_part whole = {0, strlen(line)}, marked = part ? *part : whole;
    bool blank = !line[strspn(line, " \t")];
    struct flow_mark mark = {.style = style_of(INK_TEXT), .sign = blank ? NULL : margin_sign(flow)};
    bool partial = marked.end > marked.start && marked.end - marked.start < whole.end;
    mark.focus = marked.end > marked.start;
    if (partial) {
        int columns = flow->area.columns - 2 - NUMBER_CELLS;
        source_line_window(line, marked, rows * columns, flow->canvas->ascii, &shown, &marked);
        mark.style = style_with(INK_STRONG, ATTRIBUTE_UNDERLINE);
    } else {
        text_append(&shown, blank ? " " : line);
        marked = whole;
    }
    mark.start = marked.start;
    mark.end = marked.end;
    flow_marked(flow, NUMBER_CELLS, style_of(partial ? INK_DIM : INK_TEXT), text_string(&shown),
                &mark);
    text_release(&shown);
}

/* A line of the note, only to see where one is: a long one before must not hide the card's own. */
static void other_line(struct flow *flow, const char *line)
{
    struct text cut = {0};
    source_line_cut(line, flow->area.columns - 2 - NUMBER_CELLS, flow->canvas->ascii, &cut);
    flow_text(flow, NUMBER_CELLS, style_of(INK_DIM), cut.length ? text_string(&cut) : " ");
    text_release(&cut);
}

/* `around`: lines of the note shown before and after; `rows`: as much of a long line. */
static void source_part(struct flow *flow, const void *context, long around, int rows)
{
    const struct inbox *inbox = context;
    const struct card *card = card_of(inbox);
    struct text where = {0};
    card_text_source(card, &where);
    flow_text(flow, 0, style_of(INK_DIM), text_string(&where));
    text_release(&where);
    if (!card->source_count)
        return;
    const struct card_source *source = &card->sources[0];
    for (size_t i = 0; inbox->has_lines && i < inbox->lines.count; i++) {
        long number = inbox->lines.first + (long)i;
        bool cited = number >= source->line && number <= source->end_line;
        if (number < source->line - around || number > source->end_line + around)
            continue;
        char label[24];
        int line = flow->line;
        (void)snprintf(label, sizeof label, "%5ld", number);
        flow_text(flow, 0, style_of(cited ? INK_ACCENT : INK_DIM), label);
        flow->line = line;
        if (cited)
            cited_line(flow, inbox->lines.lines[i],
                       inbox->has_passage ? &inbox->lines.parts[i] : NULL, rows);
        else
            other_line(flow, inbox->lines.lines[i]);
    }
    if (inbox->has_lines)
        return;
    flow_text(flow, 0, style_of(INK_BAD), "The note cannot be read now. When it was, it said:");
    flow_text(flow, 2, style_of(INK_TEXT), card->passage);
}

static void source_alone(struct flow *flow, const void *context)
{
    source_part(flow, context, AROUND_WIDE, ROWS_WIDE);
}

/* What must be compared comes first, how it was found last. */
static void stacked(struct flow *flow, const struct inbox *inbox, long around, int rows)
{
    const struct triage_item *item = triage_item(inbox->triage);
    wording(flow, &item->card);
    held_back(flow, item);
    flow_gap(flow);
    source_part(flow, inbox, around, rows);
    flow_gap(flow);
    origin(flow, item);
}

static void card_and_source(struct flow *flow, const void *context)
{
    stacked(flow, context, AROUND, 1);
}

static void card_and_source_short(struct flow *flow, const void *context)
{
    stacked(flow, context, 0, 1);
}

static void draw_question(const struct inbox *inbox, struct canvas *canvas, struct area area)
{
    const struct card *card = card_of(inbox);
    char line[160] = "Why is it no good card (may be empty)? ";
    if (inbox->question == ASK_NOTHING)
        return;
    bool accept = inbox->question == ASK_ACCEPT_ALIKE;
    if (inbox->question != ASK_REASON) {
        char of[64] = "";
        if (accept || area.columns >= TYPING_COLUMNS)
            (void)snprintf(of, sizeof of, " of %.50s",
                           card->source_count ? path_name(card->sources[0].file) : "no note");
        (void)snprintf(line, sizeof line, "%s all %zu %s cards%s?%s", accept ? "Accept" : "Reject",
                       triage_alike(inbox->triage), card->pattern, of, accept ? "" : " Why: ");
    }
    int column = canvas_text_fit(canvas, area.column, area.row, area.columns - 8,
                                 style_of(INK_ACCENT), line);
    if (inbox->question != ASK_ACCEPT_ALIKE)
        field_draw(&inbox->reason, canvas, column, area.row, area.column + area.columns - column);
}

static void draw_nothing(struct app *app, const struct inbox *inbox, struct canvas *canvas,
                         struct area area)
{
    struct text said = {0};
    const struct triage_summary *done = triage_summary(inbox->triage);
    bool any = done->accepted + done->rejected + done->edited + done->skipped > 0;
    char key[KEY_TEXT];
    const char *title = triage_phase(inbox->triage) == TRIAGE_PAUSE
                            ? "These are decided; more wait."
                        : nothing_waits(inbox) ? "No card waits for your decision."
                                               : "Only those that you skipped are left.";
    area_line(canvas, area, 0, style_of(INK_STRONG), title);
    (void)area_cut_top(&area, 2);
    if (any)
        triage_plain_summary(inbox->triage, &said);
    if (!nothing_waits(inbox))
        text_printf(&said, "\n\n%s shows %s.", app_key(app, ACTION_ACCEPT, key),
                    triage_phase(inbox->triage) == TRIAGE_PAUSE ? "the next ones, surest first"
                                                                : "them once more");
    else
        text_printf(
            &said,
            "%sWhat notes only suggest comes here when they are read; what they say plainly "
            "is asked at once. %s shows what became of every line.",
            any ? "\n\n" : "", app_key(app, ACTION_OPEN_NOTES, key));
    (void)canvas_paragraph(canvas, area.column, area.row, area.columns, area.rows, 0,
                           style_of(INK_TEXT), text_string(&said));
    text_release(&said);
}

static void draw_columns(struct inbox *inbox, struct canvas *canvas, struct area body)
{
    struct area left = body, right = body;
    left.columns = (body.columns - 3) / 2;
    right.column += left.columns + 3;
    right.columns = body.columns - left.columns - 3;
    for (int row = 0; row < body.rows; row++)
        (void)canvas_text(canvas, right.column - 2, body.row + row, style_of(INK_DIM),
                          canvas->ascii ? "|" : "│");
    flow_draw(canvas, left, &inbox->scroll, card_part, inbox);
    flow_draw(canvas, right, &inbox->source_scroll, source_alone, inbox);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    struct inbox *inbox = state;
    body = area_centre(body, MOST_COLUMNS);
    if (!card_of(inbox)) {
        draw_nothing(app, inbox, canvas, body);
        return;
    }
    bool tall = body.rows >= 14;
    struct area context = area_cut_top(&body, tall ? 2 : 1);
    struct area bottom = area_cut_bottom(&body, inbox->question != ASK_NOTHING || tall ? 1 : 0);
    struct text heading = {0};
    card_text_context(card_of(inbox), &heading);
    area_line(canvas, context, 0, style_of(INK_DIM), text_string(&heading));
    text_release(&heading);
    inbox->source_scroll.page = 0;
    if (body.columns >= TWO_COLUMNS)
        draw_columns(inbox, canvas, body);
    else
        flow_draw(canvas, body, &inbox->scroll, tall ? card_and_source : card_and_source_short,
                  inbox);
    draw_question(inbox, canvas, bottom);
}

const struct screen screen_triage = {
    .name = "triage",
    .title = "Triage",
    .wide = true,
    .open = open_inbox,
    .release = release,
    .resume = resume,
    .handle = handle,
    .disabled = disabled,
    .label = label,
    .typing = typing,
    .type = type,
    .status = status,
    .draw = draw,
};
