/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The notes: which files were read, and one of them with what became of its lines. Without an
 * argument it is the list; with a file's path, and perhaps ":LINE", it is that note.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "tui/app.h"
#include "tui/flow.h"
#include "tui/note_view.h"
#include "tui/wording.h"

enum { MOST_COLUMNS = 160, TWO_COLUMNS = 110, MARGIN = 10 };

struct note_file {
    char *path;
    long active, proposed;
};

struct notes {
    struct note_file *files; /* the list */
    size_t file_count, file_capacity;
    struct list list;
    char *path; /* the note; NULL: the list */
    struct note_view view;
    struct scroll scroll, panel_scroll;
    size_t block;               /* the marked one */
    bool in_cards;              /* its cards are stepped through */
    size_t card;                /* and this one is marked */
    struct source_lines marked; /* the lines of that card */
    int page;
};

/* --- Opening ------------------------------------------------------------------------------------
 */

static void release_files(struct notes *notes)
{
    for (size_t i = 0; i < notes->file_count; i++)
        free(notes->files[i].path);
    notes->file_count = 0;
}

static void release(void *state)
{
    struct notes *notes = state;
    release_files(notes);
    free(notes->files);
    free(notes->path);
    source_lines_release(&notes->marked);
    note_view_release(&notes->view);
    free(notes);
}

static bool add_file(void *context, const struct note_row *row)
{
    struct notes *notes = context;
    memory_reserve((void **)&notes->files, notes->file_count, &notes->file_capacity,
                   sizeof *notes->files);
    notes->files[notes->file_count++] = (struct note_file){
        memory_copy_string(row->path), row->cards[CARD_ACTIVE], row->cards[CARD_PROPOSED]};
    return true;
}

static bool is_blank(const struct notes *notes, size_t block)
{
    return !strcmp(notes->view.blocks[block].row->block, "blank");
}

/* The first block from there on that says something, else the last before it. */
static void mark(struct notes *notes, size_t block)
{
    size_t count = notes->view.block_count;
    notes->block = count && block >= count ? count - 1 : block;
    while (notes->block + 1 < count && is_blank(notes, notes->block))
        notes->block++;
    while (count && notes->block > 0 && is_blank(notes, notes->block))
        notes->block--;
    notes->scroll.follow = true;
    notes->panel_scroll.top = 0;
    notes->in_cards = false;
}

/* The next card of the marked block in the direction; false: there is none. */
static bool mark_card(struct notes *notes, size_t from, bool down)
{
    const struct note_view *view = &notes->view;
    for (size_t at = from; at < view->card_count; at = down ? at + 1 : at - 1) {
        if (!note_block_holds(&view->blocks[notes->block], &view->cards[at]))
            continue;
        source_lines_release(&notes->marked);
        note_view_mark(view, &view->cards[at], &notes->marked);
        notes->card = at;
        notes->in_cards = notes->scroll.follow = notes->panel_scroll.follow = true;
        return true;
    }
    return false;
}

static bool read_all(struct app *app, struct notes *notes, struct error *error)
{
    if (notes->path) {
        struct note_view fresh;
        if (!note_view_open(app->collection, notes->path, &fresh, error))
            return false;
        note_view_release(&notes->view);
        notes->view = fresh;
        mark(notes, notes->block);
        return true;
    }
    release_files(notes);
    bool good = collection_each_note(app->collection, add_file, notes, error);
    notes->list.count = notes->file_count;
    if (notes->list.selected >= notes->file_count)
        notes->list.selected = notes->file_count ? notes->file_count - 1 : 0;
    return good;
}

static void *open_notes(struct app *app, const char *argument, struct error *error)
{
    struct notes *notes = memory_allocate(1, sizeof *notes);
    long line = 0;
    if (argument && *argument) {
        char *end = NULL, *colon;
        notes->path = memory_copy_string(argument);
        colon = strrchr(notes->path, ':');
        line = colon ? strtol(colon + 1, &end, 10) : 0;
        if (colon && end != colon + 1 && !*end && line > 0)
            *colon = '\0';
        else
            line = 0;
    }
    if (read_all(app, notes, error)) {
        if (line)
            mark(notes, note_view_block(&notes->view, line));
        return notes;
    }
    release(notes);
    return NULL;
}

static void resume(struct app *app, void *state)
{
    struct error error = {0};
    if (!read_all(app, state, &error))
        app_complain(app, &error);
}

/* --- Actions ------------------------------------------------------------------------------------
 */

static void move(struct notes *notes, bool down)
{
    size_t at = notes->block, count = notes->view.block_count;
    if (down) {
        while (at + 1 < count && is_blank(notes, ++at))
            continue;
    } else {
        while (at > 0 && is_blank(notes, --at))
            continue;
    }
    if (at < count && !is_blank(notes, at))
        mark(notes, at);
}

/* The first card of the marked lines; NULL where they have none, or none that was imported. */
static const struct note_card *marked_card(const struct notes *notes)
{
    const struct note_view *view = &notes->view;
    for (size_t i = 0; view->block_count && i < view->card_count; i++)
        if (view->cards[i].id && note_block_holds(&view->blocks[notes->block], &view->cards[i]))
            return &view->cards[i];
    return NULL;
}

/* While the cards of the marked lines are stepped through. */
static bool handle_card(struct notes *notes, enum action action)
{
    switch (action) {
    case ACTION_UP:
        (void)mark_card(notes, notes->card - 1, false);
        return true;
    case ACTION_DOWN:
        (void)mark_card(notes, notes->card + 1, true);
        return true;
    case ACTION_ACCEPT:
    case ACTION_BACK:
        notes->in_cards = false;
        notes->scroll.follow = true;
        return true;
    default:
        return false;
    }
}

static bool handle_note(struct app *app, struct notes *notes, enum action action)
{
    if (notes->in_cards && handle_card(notes, action))
        return true;
    switch (action) {
    case ACTION_ACCEPT:
        return mark_card(notes, 0, true);
    case ACTION_UP:
    case ACTION_DOWN:
        move(notes, action == ACTION_DOWN);
        return true;
    case ACTION_PAGE_UP:
    case ACTION_PAGE_DOWN:
        for (int i = 0; i < notes->page / 2 + 1; i++)
            move(notes, action == ACTION_PAGE_DOWN);
        return true;
    case ACTION_LEFT:
    case ACTION_RIGHT:
        return scroll_handle(&notes->panel_scroll,
                             action == ACTION_LEFT ? ACTION_PAGE_UP : ACTION_PAGE_DOWN);
    case ACTION_FIRST:
        mark(notes, 0);
        return true;
    case ACTION_LAST:
        mark(notes, notes->view.block_count);
        return true;
    case ACTION_RELATED:
        app_show_related(app, marked_card(notes)->id);
        return true;
    case ACTION_EDIT:
        app_edit(app, notes->path,
                 notes->view.block_count ? notes->view.blocks[notes->block].row->first_line : 1);
        return true;
    default:
        return false;
    }
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct notes *notes = state;
    if (notes->path)
        return handle_note(app, notes, action);
    if (action == ACTION_ACCEPT || action == ACTION_EDIT) {
        const char *path = notes->files[notes->list.selected].path;
        if (action == ACTION_ACCEPT)
            app_open(app, "notes", path);
        else
            app_edit(app, path, 1);
        return true;
    }
    return list_handle(&notes->list, action, notes->page);
}

static const char *disabled(const struct app *app, const void *state, enum action action)
{
    (void)app;
    const struct notes *notes = state;
    if (action == ACTION_RELATED && (!notes->path || !marked_card(notes)))
        return notes->path ? "The marked lines have no card." : "Open a note first.";
    if (notes->path) {
        bool none = !notes->view.block_count || !notes->view.blocks[notes->block].all;
        return action == ACTION_ACCEPT && none ? "No card was made from the marked lines." : NULL;
    }
    if (action == ACTION_LEFT || action == ACTION_RIGHT)
        return "Open a note to see the cards of its lines.";
    if ((action == ACTION_ACCEPT || action == ACTION_EDIT) && !notes->file_count)
        return "No note was read yet.";
    return NULL;
}

static const char *label(const void *state, enum action action)
{
    const struct notes *notes = state;
    if (!notes->path || (action != ACTION_ACCEPT && action != ACTION_BACK))
        return NULL;
    if (action == ACTION_BACK)
        return notes->in_cards ? "its lines" : NULL;
    return notes->in_cards ? "its lines" : "its cards";
}

static const char *heading(const void *state)
{
    const struct notes *notes = state;
    return notes->path ? path_name(notes->path) : "Notes";
}

static void status(const struct app *app, const void *state, char *buffer, size_t size)
{
    (void)app;
    const struct notes *notes = state;
    struct text text = {0};
    if (notes->path && notes->view.block_count) {
        size_t lines = notes->view.lines.count;
        text_printf(&text, "line %ld of %zu", notes->view.blocks[notes->block].row->first_line,
                    lines);
    } else if (!notes->path) {
        wording_count((long)notes->file_count, "file", "files", &text);
    }
    (void)snprintf(buffer, size, "%s", text_string(&text));
    text_release(&text);
}

/* --- Drawing the list ---------------------------------------------------------------------------
 */

/* Below the folder that the file is in, which is shown where it is another than before. */
static void draw_file(const struct notes *notes, struct canvas *canvas, struct area area, int row,
                      size_t at)
{
    const struct note_file *file = &notes->files[at];
    bool selected = at == notes->list.selected;
    char counts[64];
    (void)snprintf(counts, sizeof counts, "%6ld %10ld", file->active, file->proposed);
    char *folder = path_folder(file->path);
    struct text name = {0};
    text_printf(&name, "%s/%s", path_name(folder), path_name(file->path));
    free(folder);
    list_mark(canvas, area, row, selected);
    area_right(canvas, area, row, style_of(INK_TEXT), counts);
    area.column += 2;
    area.columns -= 2 + (int)strlen(counts) + 1;
    area_line(canvas, area, row, style_of(selected ? INK_STRONG : INK_TEXT), text_string(&name));
    text_release(&name);
}

static void draw_list(struct app *app, struct notes *notes, struct canvas *canvas, struct area area)
{
    if (!notes->file_count) {
        char key[KEY_TEXT], line[160];
        area_line(canvas, area, 0, style_of(INK_STRONG), "No note was read yet.");
        (void)area_cut_top(&area, 2);
        (void)snprintf(line, sizeof line,
                       "%s imports notes: then every line of them is here, with "
                       "its cards or why it has none.",
                       app_key(app, ACTION_OPEN_WELCOME, key));
        (void)canvas_paragraph(canvas, area.column, area.row, area.columns, area.rows, 0,
                               style_of(INK_TEXT), line);
        return;
    }
    struct area titles = area_cut_top(&area, 1), names = titles;
    names.column += 2;
    names.columns -= 2;
    area_line(canvas, names, 0, style_of(INK_DIM), "File");
    titles.columns -= 2;
    area_right(canvas, titles, 0, style_of(INK_DIM), "active   proposed");
    area.columns -= 2;
    notes->page = area.rows;
    size_t top = list_top(&notes->list, area.rows);
    for (int row = 0; row < area.rows && top + (size_t)row < notes->file_count; row++)
        draw_file(notes, canvas, area, row, top + (size_t)row);
    area.columns += 2;
    list_arrows(canvas, area, &notes->list);
}

/* --- Drawing a note -----------------------------------------------------------------------------
 */

static void margin(struct flow *flow, const struct note_block *block, long number, bool marked)
{
    char label[64], count[24] = "";
    bool first = number == block->row->first_line;
    if (first && block->all > 1)
        (void)snprintf(count, sizeof count, "%zu", block->all);
    (void)snprintf(label, sizeof label, "%s%5ld %s%s",
                   !marked               ? " "
                   : flow->canvas->ascii ? ">"
                                         : "▸",
                   number, note_block_glyph(block, flow->canvas->ascii), count);
    int line = flow->line;
    flow_text(flow, 0, style_of(marked ? INK_ACCENT : block->all ? INK_TEXT : INK_DIM), label);
    flow->line = line;
}

/* What the marked card was made from, in a line of the note. */
static struct flow_mark passage_of(const struct notes *notes, long number, bool ascii)
{
    struct flow_mark mark = {.style = style_with(INK_STRONG, ATTRIBUTE_UNDERLINE),
                             .sign = ascii ? ">" : "▸"};
    long at = number - notes->marked.first;
    if (!notes->in_cards || at < 0 || at >= (long)notes->marked.count)
        return mark;
    mark.start = notes->marked.parts[at].start;
    mark.end = notes->marked.parts[at].end;
    mark.focus = mark.end > mark.start;
    return mark;
}

static void note_lines(struct flow *flow, const void *context)
{
    const struct notes *notes = context;
    const struct note_view *view = &notes->view;
    for (size_t i = 0; i < view->block_count; i++) {
        const struct coverage_row *row = view->blocks[i].row;
        bool marked = i == notes->block;
        if (marked)
            flow_focus(flow);
        for (long number = row->first_line; number <= row->last_line; number++) {
            if (number > (long)view->lines.count)
                break;
            const char *line = note_view_line(view, number);
            bool strong = marked || note_text_is_heading(&view->text, number);
            margin(flow, &view->blocks[i], number, marked);
            struct flow_mark mark = passage_of(notes, number, flow->canvas->ascii);
            flow_marked(flow, MARGIN, style_of(strong && !notes->in_cards ? INK_STRONG : INK_TEXT),
                        line[strspn(line, " \t")] ? line : " ", &mark);
        }
    }
}

/* What became of the marked block: its cards, or why it has none. */
static void block_cards(struct flow *flow, const void *context)
{
    const struct notes *notes = context;
    const struct note_view *view = &notes->view;
    if (!view->block_count)
        return;
    const struct note_block *block = &view->blocks[notes->block];
    struct text line = {0};
    text_printf(&line, "%s %s ", block->row->block, flow->canvas->ascii ? "|" : "·");
    note_block_text(block, &line);
    flow_text(flow, 0, style_of(INK_ACCENT), text_string(&line));
    for (size_t i = 0; i < view->card_count; i++) {
        const struct note_card *card = &view->cards[i];
        if (!note_block_holds(block, card))
            continue;
        text_clear(&line);
        bool here = notes->in_cards && i == notes->card;
        const char *sign = !here ? "" : flow->canvas->ascii ? "> " : "▸ ";
        text_printf(&line, "%s%s (%s%s)", sign, card->front, card_state_name(card->state),
                    !card->held                      ? ""
                    : !strcmp(card->held, "acronym") ? ", letters do not match"
                                                     : ", two definitions");
        if (here)
            flow_focus(flow);
        flow_text(flow, 0, style_of(here ? INK_ACCENT : INK_TEXT), text_string(&line));
        flow_text(flow, 2, style_of(INK_STRONG), card->back);
    }
    text_release(&line);
}

static void draw_note(struct notes *notes, struct canvas *canvas, struct area body)
{
    struct area lines = body, panel = body;
    if (body.columns >= TWO_COLUMNS) {
        lines.columns = body.columns * 3 / 5;
        panel.column += lines.columns + 3;
        panel.columns = body.columns - lines.columns - 3;
        for (int row = 0; row < body.rows; row++)
            (void)canvas_text(canvas, panel.column - 2, body.row + row, style_of(INK_DIM),
                              canvas->ascii ? "|" : "│");
    } else {
        panel = area_cut_bottom(&lines, body.rows >= 14 ? 6 : 4);
        struct area rule = area_cut_top(&panel, 1);
        canvas_rule(canvas, rule.column, rule.row, rule.columns, style_of(INK_DIM));
    }
    notes->page = lines.rows;
    flow_draw(canvas, lines, &notes->scroll, note_lines, notes);
    flow_draw(canvas, panel, &notes->panel_scroll, block_cards, notes);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    struct notes *notes = state;
    body = area_centre(body, notes->path ? MOST_COLUMNS : 100);
    if (notes->path)
        draw_note(notes, canvas, body);
    else
        draw_list(app, notes, canvas, body);
}

const struct screen screen_notes = {
    .name = "notes",
    .title = "Notes",
    .wide = true,
    .open = open_notes,
    .release = release,
    .resume = resume,
    .handle = handle,
    .disabled = disabled,
    .label = label,
    .heading = heading,
    .status = status,
    .draw = draw,
};
