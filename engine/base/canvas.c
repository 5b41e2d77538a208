/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/canvas.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

static const struct cell blank = {.bytes = " ", .width = 1};

static struct cell *cell_at(struct canvas *canvas, int column, int row)
{
    if (column < 0 || row < 0 || column >= canvas->columns || row >= canvas->rows)
        return NULL;
    return &canvas->cells[(size_t)row * (size_t)canvas->columns + (size_t)column];
}

void canvas_clear(struct canvas *canvas)
{
    size_t count = (size_t)canvas->columns * (size_t)canvas->rows;
    for (size_t i = 0; i < count; i++)
        canvas->cells[i] = blank;
    canvas->cursor_column = -1;
    canvas->cursor_row = -1;
}

void canvas_init(struct canvas *canvas, int columns, int rows)
{
    memset(canvas, 0, sizeof *canvas);
    canvas_resize(canvas, columns, rows);
}

void canvas_resize(struct canvas *canvas, int columns, int rows)
{
    canvas->columns = columns > 0 ? columns : 0;
    canvas->rows = rows > 0 ? rows : 0;
    free(canvas->cells);
    canvas->cells = memory_allocate((size_t)canvas->columns * (size_t)canvas->rows, sizeof(blank));
    canvas_clear(canvas);
}

void canvas_release(struct canvas *canvas)
{
    free(canvas->cells);
    memset(canvas, 0, sizeof *canvas);
}

const struct cell *canvas_cell(const struct canvas *canvas, int column, int row)
{
    if (column < 0 || row < 0 || column >= canvas->columns || row >= canvas->rows)
        return NULL;
    return &canvas->cells[(size_t)row * (size_t)canvas->columns + (size_t)column];
}

/* For places that are known to be on the canvas. */
static const struct cell *inside(const struct canvas *canvas, int column, int row)
{
    return &canvas->cells[(size_t)row * (size_t)canvas->columns + (size_t)column];
}

static void set_blank(struct cell *cell)
{
    (void)snprintf(cell->bytes, sizeof cell->bytes, " ");
    cell->width = 1;
}

/* Before a cell is overwritten: the other half of a wide character there becomes a blank. */
static void detach(struct canvas *canvas, int column, int row)
{
    const struct cell *cell = inside(canvas, column, row);
    int other = cell->width == 0 ? column - 1 : cell->width == 2 ? column + 1 : -1;
    if (other >= 0 && cell_at(canvas, other, row))
        set_blank(cell_at(canvas, other, row));
}

/* Writes one base character; what lies half outside leaves blanks in the half that is inside. */
static struct cell *put(struct canvas *canvas, int column, int row, struct style style,
                        const char *bytes, size_t length, int width)
{
    struct cell *first = cell_at(canvas, column, row);
    struct cell *second = width == 2 ? cell_at(canvas, column + 1, row) : NULL;
    bool whole = first && (width == 1 || second);
    if (first) {
        detach(canvas, column, row);
        set_blank(first);
        first->style = style;
    }
    if (second) {
        detach(canvas, column + 1, row);
        set_blank(second);
        second->style = style;
    }
    if (!whole)
        return NULL;
    memcpy(first->bytes, bytes, length);
    first->bytes[length] = '\0';
    first->width = (uint8_t)width;
    if (second) {
        second->bytes[0] = '\0';
        second->width = 0;
    }
    return first;
}

/*
 * Adds a mark to the cell it belongs to. Joiners between wide characters and emoji presentation of
 * narrow ones are left out: terminals disagree on the width of what they would make.
 */
static void combine(struct cell *base, uint32_t code_point, const char *bytes, size_t length)
{
    if (!base || (code_point == 0x200D && base->width == 2) ||
        (code_point == 0xFE0F && base->width == 1))
        return;
    size_t used = strlen(base->bytes);
    if (used + length >= sizeof base->bytes)
        return;
    memcpy(base->bytes + used, bytes, length);
    base->bytes[used + length] = '\0';
}

/* Draws text that is safe already. */
static int draw(struct canvas *canvas, int column, int row, struct style style, const char *bytes,
                size_t length)
{
    struct cell *base = NULL;
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t step = utf8_decode(bytes + at, length - at, &code_point, NULL);
        int width = character_width(code_point);
        if (width == 0) {
            combine(base, code_point, bytes + at, step);
        } else {
            base = put(canvas, column, row, style, bytes + at, step, width);
            column += width;
        }
        at += step;
    }
    return column;
}

int canvas_text(struct canvas *canvas, int column, int row, struct style style, const char *text)
{
    struct text safe = {0};
    text_append_safe(&safe, text, strlen(text), false);
    column = draw(canvas, column, row, style, text_string(&safe), safe.length);
    text_release(&safe);
    return column;
}

int canvas_printf(struct canvas *canvas, int column, int row, struct style style,
                  const char *format, ...)
{
    char fixed[256], *text = fixed;
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(fixed, sizeof fixed, format, arguments);
    va_end(arguments);
    if (length >= (int)sizeof fixed) {
        text = memory_allocate((size_t)length + 1, 1);
        (void)vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    if (length > 0)
        column = canvas_text(canvas, column, row, style, text);
    if (text != fixed)
        free(text);
    return column;
}

int canvas_text_fit(struct canvas *canvas, int column, int row, int cells, struct style style,
                    const char *text)
{
    if (cells <= 0)
        return column;
    struct text safe = {0};
    text_append_safe(&safe, text, strlen(text), false);
    const char *bytes = text_string(&safe);
    if (text_width(bytes, safe.length) <= cells) {
        column = draw(canvas, column, row, style, bytes, safe.length);
    } else {
        size_t kept = text_fit(bytes, safe.length, cells - 1);
        column = draw(canvas, column, row, style, bytes, kept);
        column = canvas_text(canvas, column, row, style, canvas->ascii ? "~" : "…");
    }
    text_release(&safe);
    return column;
}

/* A line of wrapped text: bytes [start, end), the following line beginning at `next`. */
struct line {
    size_t start, end, next;
};

static size_t skip_blanks(const char *text, size_t length, size_t at)
{
    while (at < length && text[at] == ' ')
        at++;
    return at;
}

/* The line that begins at `start`: up to "\n", or as much as `columns` cells hold. */
static struct line next_line(const char *text, size_t length, size_t start, int columns)
{
    struct line line = {start, length, length}, fold = {start, start, start};
    bool after_wide = false;
    int used = 0;
    for (size_t at = start; at < length;) {
        uint32_t c;
        size_t step = utf8_decode(text + at, length - at, &c, NULL);
        int width = character_width(c);
        if (c == '\n')
            return (struct line){start, at, at + 1};
        bool may_break = c == ' ' ? at > skip_blanks(text, length, start)
                                  : (width == 2 || (after_wide && width)) && at > start;
        if (may_break && (c != ' ' || text[at - 1] != ' '))
            fold = (struct line){start, at, c == ' ' ? skip_blanks(text, length, at) : at};
        if (used + width > columns && at > start && (c != ' ' || fold.next == start)) {
            line = fold.next > start ? fold : (struct line){start, at, at};
            break;
        }
        after_wide = width == 2 || (after_wide && !width);
        used += width;
        at += step;
    }
    return line;
}

/* Bytes start..end of wrapped text in one row; what the mark covers in its own style. */
static void draw_line(struct canvas *canvas, int column, int row, struct style style,
                      const struct text *text, size_t start, size_t end,
                      const struct canvas_mark *mark)
{
    size_t from = mark->start < start ? start : mark->start > end ? end : mark->start;
    size_t to = mark->end < from ? from : mark->end > end ? end : mark->end;
    column = draw(canvas, column, row, style, text->data + start, from - start);
    column = draw(canvas, column, row, mark->style, text->data + from, to - from);
    (void)draw(canvas, column, row, style, text->data + to, end - to);
}

/* The text made safe, and the mark at the same place of it. */
static void make_safe(struct text *safe, const char *text, struct canvas_mark *mark)
{
    size_t length = strlen(text);
    size_t end = mark->end > length ? length : mark->end;
    size_t start = mark->start > end ? end : mark->start;
    text_append_safe(safe, text, start, true);
    mark->start = safe->length;
    text_append_safe(safe, text + start, end - start, true);
    mark->end = safe->length;
    text_append_safe(safe, text + end, length - end, true);
}

int canvas_paragraph_marked(struct canvas *canvas, int column, int row, int columns, int rows,
                            int skip, struct style style, const char *text,
                            struct canvas_mark *mark)
{
    struct text safe = {0};
    struct canvas_mark inside = *mark;
    make_safe(&safe, text, &inside);
    mark->first_row = mark->last_row = -1;
    int lines = 0;
    for (size_t at = 0; at < safe.length; lines++) {
        struct line line = next_line(safe.data, safe.length, at, columns > 0 ? columns : 1);
        size_t length = text_fit(safe.data + line.start, line.end - line.start, columns);
        if (inside.start < line.end && inside.end > line.start) {
            mark->first_row = mark->first_row < 0 ? lines : mark->first_row;
            mark->last_row = lines;
        }
        if (columns > 0 && lines >= skip && lines - skip < rows)
            draw_line(canvas, column, row + lines - skip, style, &safe, line.start,
                      line.start + length, &inside);
        at = line.next;
    }
    text_release(&safe);
    return lines;
}

int canvas_paragraph(struct canvas *canvas, int column, int row, int columns, int rows, int skip,
                     struct style style, const char *text)
{
    struct canvas_mark none = {.start = 0, .style = style};
    return canvas_paragraph_marked(canvas, column, row, columns, rows, skip, style, text, &none);
}

void canvas_fill(struct canvas *canvas, int column, int row, int columns, int rows,
                 struct style style, const char *grapheme)
{
    int last_row = row + rows < canvas->rows ? row + rows : canvas->rows;
    int width = text_width(grapheme, strlen(grapheme));
    if (width < 1)
        return;
    for (int r = row > 0 ? row : 0; r < last_row; r++) {
        int c = column;
        for (; c + width <= column + columns && c < canvas->columns; c += width)
            if (c + width > 0)
                (void)canvas_text(canvas, c, r, style, grapheme);
        for (; c < column + columns && c < canvas->columns; c++)
            (void)put(canvas, c, r, style, " ", 1, 1);
    }
}

void canvas_rule(struct canvas *canvas, int column, int row, int columns, struct style style)
{
    canvas_fill(canvas, column, row, columns, 1, style, canvas->ascii ? "-" : "─");
}

void canvas_box(struct canvas *canvas, int column, int row, int columns, int rows,
                struct style style, const char *title)
{
    bool ascii = canvas->ascii;
    if (columns <= 0 || rows <= 0)
        return;
    int right = column + columns - 1, bottom = row + rows - 1;
    const char *side = ascii ? "|" : "│";
    canvas_rule(canvas, column, row, columns, style);
    canvas_rule(canvas, column, bottom, columns, style);
    canvas_fill(canvas, column, row + 1, 1, rows - 2, style, side);
    canvas_fill(canvas, right, row + 1, 1, rows - 2, style, side);
    if (columns < 2 || rows < 2)
        return;
    (void)canvas_text(canvas, column, row, style, ascii ? "+" : "┌");
    (void)canvas_text(canvas, right, row, style, ascii ? "+" : "┐");
    (void)canvas_text(canvas, column, bottom, style, ascii ? "+" : "└");
    (void)canvas_text(canvas, right, bottom, style, ascii ? "+" : "┘");
    if (title && title[0] && columns >= 7) {
        int end = canvas_text_fit(canvas, column + 3, row, columns - 6, style, title);
        (void)canvas_text(canvas, column + 2, row, style, " ");
        (void)canvas_text(canvas, end, row, style, " ");
    }
}

void canvas_bar(struct canvas *canvas, int column, int row, int columns, double fraction,
                struct style style)
{
    static const char *const parts[] = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    if (columns <= 0)
        return;
    double clamped = fraction > 0 ? fraction < 1 ? fraction : 1 : 0; /* NaN is 0, too */
    long eighths = lround(clamped * 8 * columns);
    if (canvas->ascii)
        eighths = (eighths + 4) / 8 * 8;
    int full = (int)(eighths / 8);
    canvas_fill(canvas, column, row, full, 1, style, canvas->ascii ? "#" : "█");
    canvas_fill(canvas, column + full, row, columns - full, 1, style, " ");
    if (full < columns)
        (void)canvas_text(canvas, column + full, row, style, parts[eighths % 8]);
}

static bool is_blank(const struct cell *cell)
{
    return cell->width == 1 && !strcmp(cell->bytes, " ");
}

void canvas_to_text(const struct canvas *canvas, struct text *out)
{
    int empty = 0; /* blank rows seen, written only when something follows */
    for (int row = 0; row < canvas->rows; row++) {
        int last = canvas->columns - 1;
        while (last >= 0 && is_blank(inside(canvas, last, row)))
            last--;
        if (last < 0) {
            empty++;
            continue;
        }
        for (; empty; empty--)
            text_append(out, "\n");
        for (int column = 0; column <= last; column++)
            text_append(out, inside(canvas, column, row)->bytes);
        text_append(out, "\n");
    }
}

/* --- SVG ----------------------------------------------------------------------------------- */

enum { CELL_WIDTH = 9, CELL_HEIGHT = 18, BASELINE = 14, MARGIN = 9 };

/* On white; the blue and orange of Okabe and Ito (2008), which colour-blind eyes tell apart. */
static const char *const ink_colours[INK_COUNT] = {
    [INK_TEXT] = "#1b1b1b",     [INK_DIM] = "#6b6b6b",      [INK_STRONG] = "#000000",
    [INK_ACCENT] = "#0058a3",   [INK_GOOD] = "#0072b2",     [INK_BAD] = "#b84f00",
    [INK_SERIES_A] = "#0072b2", [INK_SERIES_B] = "#b84f00", [INK_SERIES_C] = "#7a3b8f",
    [INK_SERIES_D] = "#4d8a4d", [INK_SERIES_E] = "#0000af", [INK_THEORY] = "#555555",
    [INK_HEAT_0] = "#c8c8c8",   [INK_HEAT_1] = "#9ecae1",   [INK_HEAT_2] = "#5aa0cf",
    [INK_HEAT_3] = "#2171b5",   [INK_HEAT_4] = "#08306b",
};

static bool same_style(struct style a, struct style b)
{
    return a.ink == b.ink && a.attributes == b.attributes;
}

/* The end of the stretch of cells that are drawn alike; each wide character stands alone. */
static int run_end(const struct canvas *canvas, int column, int row)
{
    const struct cell *first = inside(canvas, column, row);
    int end = column + (first->width == 2 ? 2 : 1);
    if (first->width != 1)
        return end;
    for (; end < canvas->columns; end++) {
        const struct cell *cell = inside(canvas, end, row);
        if (cell->width != 1 || !same_style(cell->style, first->style) ||
            is_blank(cell) != is_blank(first))
            break;
    }
    return end;
}

static void append_run(const struct canvas *canvas, int column, int end, int row, struct text *out)
{
    const struct cell *first = inside(canvas, column, row);
    bool reverse = first->style.attributes & ATTRIBUTE_REVERSE;
    const char *colour = ink_colours[first->style.ink < INK_COUNT ? first->style.ink : INK_TEXT];
    int x = MARGIN + column * CELL_WIDTH, y = MARGIN + row * CELL_HEIGHT;
    int width = (end - column) * CELL_WIDTH;
    if (reverse)
        text_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", x, y,
                    width, CELL_HEIGHT, colour);
    if (is_blank(first))
        return;
    text_printf(out, "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"%s\"%s%s>", x, y + BASELINE,
                width, reverse ? "#ffffff" : colour,
                first->style.attributes & ATTRIBUTE_BOLD ? " font-weight=\"bold\"" : "",
                first->style.attributes & ATTRIBUTE_UNDERLINE ? " text-decoration=\"underline\""
                                                              : "");
    for (; column < end; column++)
        text_append_markup(out, inside(canvas, column, row)->bytes);
    text_append(out, "</text>\n");
}

void canvas_to_svg(const struct canvas *canvas, struct text *out)
{
    int width = canvas->columns * CELL_WIDTH + 2 * MARGIN;
    int height = canvas->rows * CELL_HEIGHT + 2 * MARGIN;
    text_printf(out,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
                "viewBox=\"0 0 %d %d\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, "
                "monospace\" font-size=\"15\">\n"
                "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n",
                width, height, width, height, width, height);
    for (int row = 0; row < canvas->rows; row++)
        for (int column = 0; column < canvas->columns;) {
            int end = run_end(canvas, column, row);
            append_run(canvas, column, end, row, out);
            column = end;
        }
    text_append(out, "</svg>\n");
}
