/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/widget.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

/* --- Areas --------------------------------------------------------------------------------------
 */

struct area area_cut_top(struct area *area, int rows)
{
    rows = rows < 0 ? 0 : rows > area->rows ? area->rows : rows;
    struct area top = *area;
    top.rows = rows;
    area->row += rows;
    area->rows -= rows;
    return top;
}

struct area area_cut_bottom(struct area *area, int rows)
{
    rows = rows < 0 ? 0 : rows > area->rows ? area->rows : rows;
    struct area bottom = *area;
    bottom.row += area->rows - rows;
    bottom.rows = rows;
    area->rows -= rows;
    return bottom;
}

struct area area_centre(struct area area, int columns)
{
    if (area.columns > columns) {
        area.column += (area.columns - columns) / 2;
        area.columns = columns;
    }
    return area;
}

void area_line(struct canvas *canvas, struct area area, int row, struct style style,
               const char *text)
{
    if (row >= 0 && row < area.rows)
        (void)canvas_text_fit(canvas, area.column, area.row + row, area.columns, style, text);
}

void area_right(struct canvas *canvas, struct area area, int row, struct style style,
                const char *text)
{
    int width = text_width(text, strlen(text));
    if (row >= 0 && row < area.rows && width <= area.columns)
        (void)canvas_text(canvas, area.column + area.columns - width, area.row + row, style, text);
}

void area_paste(struct canvas *canvas, struct area area, const struct canvas *source)
{
    for (int row = 0; row < source->rows && row < area.rows; row++) {
        for (int column = 0; column < source->columns && column < area.columns; column++) {
            const struct cell *cell = canvas_cell(source, column, row);
            if (cell->width)
                (void)canvas_text(canvas, area.column + column, area.row + row, cell->style,
                                  cell->bytes);
        }
    }
}

struct style style_of(enum ink ink)
{
    return (struct style){.ink = (uint8_t)ink};
}

struct style style_with(enum ink ink, unsigned attributes)
{
    return (struct style){.ink = (uint8_t)ink, .attributes = (uint8_t)attributes};
}

/* --- Field --------------------------------------------------------------------------------------
 */

void field_release(struct field *field)
{
    text_release(&field->text);
    field->cursor = 0;
}

void field_set(struct field *field, const char *string)
{
    text_clear(&field->text);
    text_append(&field->text, string);
    field->cursor = field->text.length;
}

const char *field_text(const struct field *field)
{
    return text_string(&field->text);
}

/* The offset one character on, with its combining marks. */
static size_t after(const struct field *field, size_t offset)
{
    const char *data = text_string(&field->text);
    size_t length = field->text.length;
    uint32_t code;
    if (offset < length)
        offset += utf8_decode(data + offset, length - offset, &code, NULL);
    while (offset < length) {
        size_t next = utf8_decode(data + offset, length - offset, &code, NULL);
        if (character_width(code) != 0)
            break;
        offset += next;
    }
    return offset;
}

static size_t before(const struct field *field, size_t offset)
{
    size_t at = 0;
    while (at < offset) {
        size_t next = after(field, at);
        if (next >= offset)
            break;
        at = next;
    }
    return at;
}

static void remove_between(struct field *field, size_t from, size_t to)
{
    struct text rest = {0};
    text_append_bytes(&rest, text_string(&field->text), from);
    text_append(&rest, text_string(&field->text) + to);
    text_release(&field->text);
    field->text = rest;
    field->cursor = from;
}

static void insert(struct field *field, uint32_t code)
{
    struct text next = {0};
    text_append_bytes(&next, text_string(&field->text), field->cursor);
    text_append_code_point(&next, code);
    size_t cursor = next.length;
    text_append(&next, text_string(&field->text) + field->cursor);
    text_release(&field->text);
    field->text = next;
    field->cursor = cursor;
}

bool field_feed(struct field *field, struct key key)
{
    if (field->replace && key_is_text(key))
        field_set(field, "");
    field->replace = false;
    if (key_is_text(key)) {
        /* Far beyond any answer or path; keeps a mistaken paste from filling memory. */
        if (field->text.length < 4096)
            insert(field, key.code);
        return true;
    }
    switch (key.control ? 0 : key.code) {
    case SPECIAL_LEFT:
        field->cursor = before(field, field->cursor);
        return true;
    case SPECIAL_RIGHT:
        field->cursor = after(field, field->cursor);
        return true;
    case SPECIAL_HOME:
        field->cursor = 0;
        return true;
    case SPECIAL_END:
        field->cursor = field->text.length;
        return true;
    case SPECIAL_BACKSPACE:
        remove_between(field, before(field, field->cursor), field->cursor);
        return true;
    case SPECIAL_DELETE:
        remove_between(field, field->cursor, after(field, field->cursor));
        return true;
    default:
        return false;
    }
}

void field_draw(const struct field *field, struct canvas *canvas, int column, int row, int columns)
{
    const char *text = field_text(field);
    size_t from = 0;
    /* Scrolled so far that the cursor is inside. */
    while (text_width(text + from, field->cursor - from) >= columns && from < field->cursor)
        from = after(field, from);
    canvas_fill(canvas, column, row, columns, 1, style_with(INK_TEXT, ATTRIBUTE_UNDERLINE), " ");
    size_t shown = text_fit(text + from, strlen(text + from), columns);
    char *visible = memory_copy_bytes(text + from, shown);
    (void)canvas_text(canvas, column, row, style_with(INK_TEXT, ATTRIBUTE_UNDERLINE), visible);
    free(visible);
    canvas->cursor_column = column + text_width(text + from, field->cursor - from);
    canvas->cursor_row = row;
}

/* --- List ---------------------------------------------------------------------------------------
 */

bool list_handle(struct list *list, enum action action, int page)
{
    size_t last = list->count ? list->count - 1 : 0, step = page > 1 ? (size_t)page - 1 : 1;
    switch (action) {
    case ACTION_UP:
        list->selected -= list->selected > 0;
        return true;
    case ACTION_DOWN:
        list->selected += list->selected < last;
        return true;
    case ACTION_PAGE_UP:
        list->selected -= list->selected < step ? list->selected : step;
        return true;
    case ACTION_PAGE_DOWN:
        list->selected = last - list->selected < step ? last : list->selected + step;
        return true;
    case ACTION_FIRST:
        list->selected = 0;
        return true;
    case ACTION_LAST:
        list->selected = last;
        return true;
    default:
        return false;
    }
}

size_t list_top(struct list *list, int page)
{
    size_t rows = page > 0 ? (size_t)page : 1;
    if (list->count && list->selected >= list->count)
        list->selected = list->count - 1;
    if (list->selected < list->top)
        list->top = list->selected;
    if (list->selected >= list->top + rows)
        list->top = list->selected - rows + 1;
    if (list->top + rows > list->count)
        list->top = list->count > rows ? list->count - rows : 0;
    return list->top;
}

void list_mark(struct canvas *canvas, struct area area, int row, bool selected)
{
    if (selected)
        (void)canvas_text(canvas, area.column, area.row + row, style_of(INK_ACCENT),
                          canvas->ascii ? ">" : "▸");
}

static void arrows(struct canvas *canvas, struct area area, bool above, bool below)
{
    int column = area.column + area.columns - 1;
    if (above && area.rows > 0)
        (void)canvas_text(canvas, column, area.row, style_of(INK_ACCENT),
                          canvas->ascii ? "^" : "↑");
    if (below && area.rows > 0)
        (void)canvas_text(canvas, column, area.row + area.rows - 1, style_of(INK_ACCENT),
                          canvas->ascii ? "v" : "↓");
}

void list_arrows(struct canvas *canvas, struct area area, const struct list *list)
{
    arrows(canvas, area, list->top > 0, list->top + (size_t)area.rows < list->count);
}

/* --- Scrolled text ------------------------------------------------------------------------------
 */

bool scroll_handle(struct scroll *scroll, enum action action)
{
    struct list list = {
        .count = scroll->lines > scroll->page ? (size_t)(scroll->lines - scroll->page) + 1 : 1,
        .selected = (size_t)scroll->top};
    if (!list_handle(&list, action, scroll->page))
        return false;
    scroll->top = (int)list.selected;
    return true;
}

void scroll_draw(struct scroll *scroll, struct canvas *canvas, struct area area, struct style style,
                 const char *text)
{
    int columns = area.columns - 2;
    scroll->page = area.rows;
    scroll->lines = canvas_paragraph(canvas, 0, 0, columns, 0, 0, style, text);
    int most = scroll->lines > area.rows ? scroll->lines - area.rows : 0;
    scroll->top = scroll->top > most ? most : scroll->top;
    (void)canvas_paragraph(canvas, area.column, area.row, columns, area.rows, scroll->top, style,
                           text);
    arrows(canvas, area, scroll->top > 0, scroll->top < most);
}
