/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "engine/base/typeset_tree.h"

static const struct set_node *node_at(const struct set_tree *tree, int node)
{
    return &tree->nodes[node];
}

static int width_of(const char *text)
{
    return text_width(text, strlen(text));
}

/* --- Sizes --------------------------------------------------------------------------------------
 */

static void measure(struct set_tree *tree, int node, int fractions);

static void measure_line(struct set_tree *tree, int at)
{
    char *line = set_tree_line(tree, at);
    tree->nodes[at].columns = width_of(line);
    tree->nodes[at].above = tree->nodes[at].below = 0;
    tree->nodes[at].flat = true;
    free(line);
}

static int rows_of(const struct set_node *node)
{
    return node->above + 1 + node->below;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* A sign keeps its distance from the stroke of a fraction. */
static int gap_behind(const struct set_tree *tree, const struct set_node *node)
{
    return node->gap && node->next >= 0 && node_at(tree, node->next)->kind == SET_FRACTION &&
           !node_at(tree, node->next)->flat;
}

static void measure_row(struct set_tree *tree, struct set_node *row, int fractions)
{
    for (int i = row->first; i >= 0; i = tree->nodes[i].next) {
        struct set_node *part = &tree->nodes[i];
        measure(tree, i, fractions);
        row->columns += part->columns;
        row->above = larger(row->above, part->above);
        row->below = larger(row->below, part->below);
    }
    for (int i = row->first; i >= 0; i = tree->nodes[i].next)
        row->columns += gap_behind(tree, &tree->nodes[i]);
}

static int part_of_fraction(const struct set_tree *tree, int node)
{
    return set_tree_without_fence(tree, node);
}

static void measure_fraction(struct set_tree *tree, struct set_node *node, int fractions)
{
    int above = part_of_fraction(tree, node->first), below = part_of_fraction(tree, node->last);
    measure(tree, above, fractions + 1);
    measure(tree, below, fractions + 1);
    node->columns = larger(tree->nodes[above].columns, tree->nodes[below].columns) + 2;
    node->above = rows_of(&tree->nodes[above]);
    node->below = rows_of(&tree->nodes[below]);
}

/* The exponent as it stands: within the line of the base's top, or on a line of its own. */
static char *exponent_text(const struct set_tree *tree, const struct set_node *power, bool *above)
{
    struct text out = {0};
    *above = false;
    if (tree->ascii) {
        text_append(&out, "^");
        set_tree_linear(tree, power->last, true, &out);
    } else if (!set_tree_raised(tree, power->last, &out)) {
        *above = true;
        set_tree_linear(tree, set_tree_without_fence(tree, power->last), false, &out);
    }
    return text_take(&out);
}

static void measure_power(struct set_tree *tree, struct set_node *node, int fractions)
{
    bool above;
    char *exponent = exponent_text(tree, node, &above);
    measure(tree, node->first, fractions);
    const struct set_node *base = &tree->nodes[node->first];
    node->columns = base->columns + width_of(exponent);
    node->above = base->above + above;
    node->below = base->below;
    free(exponent);
}

static int root_columns(const struct set_tree *tree, const struct set_node *arg)
{
    return (tree->ascii ? 2 : 1) + (rows_of(arg) > 1);
}

static void measure_root(struct set_tree *tree, struct set_node *node, int fractions)
{
    int inner = set_tree_without_fence(tree, node->first);
    measure(tree, inner, fractions);
    const struct set_node *arg = &tree->nodes[inner];
    node->columns = root_columns(tree, arg) + arg->columns;
    node->above = arg->above + 1;
    node->below = arg->below;
}

static void measure_integral(struct set_tree *tree, struct set_node *node, int fractions)
{
    int high = tree->nodes[node->first].next;
    measure_line(tree, node->first);
    measure_line(tree, high);
    measure(tree, node->last, fractions);
    const struct set_node *body = &tree->nodes[node->last];
    node->columns =
        larger(tree->nodes[node->first].columns, tree->nodes[high].columns) + 2 + body->columns;
    node->above = larger(body->above, 1);
    node->below = larger(body->below, 1);
}

enum { MATRIX_COLUMNS = 16 };
struct matrix_layout {
    int before[MATRIX_COLUMNS], behind[MATRIX_COLUMNS]; /* the decimal point, in each column */
    int columns, rows;
};

/* Cells from the decimal point on. */
static int behind_point(const char *line)
{
    const char *point = strchr(line, '.');
    return point ? width_of(point) : 0;
}

static bool lay_out(const struct set_tree *tree, const struct set_node *matrix,
                    struct matrix_layout *layout)
{
    memset(layout, 0, sizeof *layout);
    if (matrix->entries < 1 || matrix->entries > MATRIX_COLUMNS)
        return false;
    int entry = 0;
    for (int i = matrix->first; i >= 0; i = node_at(tree, i)->next, entry++) {
        char *line = set_tree_line(tree, i);
        int column = entry % matrix->entries, behind = behind_point(line);
        layout->before[column] = larger(layout->before[column], width_of(line) - behind);
        layout->behind[column] = larger(layout->behind[column], behind);
        free(line);
    }
    layout->rows = entry / matrix->entries;
    layout->columns = 2 + 2 * matrix->entries;
    for (int i = 0; i < matrix->entries; i++)
        layout->columns += layout->before[i] + layout->behind[i];
    return true;
}

static void measure_matrix(struct set_tree *tree, struct set_node *node)
{
    struct matrix_layout layout;
    if (!lay_out(tree, node, &layout)) {
        measure_line(tree, (int)(node - tree->nodes));
        return;
    }
    node->columns = layout.columns;
    node->above = (layout.rows - 1) / 2;
    node->below = layout.rows - 1 - node->above;
}

/* Sets the box of the node: columns, above, below. */
static void measure(struct set_tree *tree, int at, int fractions)
{
    struct set_node *node = &tree->nodes[at];
    node->columns = node->above = node->below = 0;
    bool flat = node->flat || node->kind == SET_TEXT ||
                (node->kind == SET_FRACTION && fractions >= TYPESET_FRACTIONS) ||
                (node->kind == SET_ROOT && set_tree_simple_root(tree, node));
    if (flat) {
        measure_line(tree, at);
    } else if (node->kind == SET_ROW) {
        measure_row(tree, node, fractions);
    } else if (node->kind == SET_FRACTION) {
        measure_fraction(tree, node, fractions);
    } else if (node->kind == SET_POWER) {
        measure_power(tree, node, fractions);
    } else if (node->kind == SET_ROOT) {
        measure_root(tree, node, fractions);
    } else if (node->kind == SET_INTEGRAL) {
        measure_integral(tree, node, fractions);
    } else if (node->kind == SET_MATRIX) {
        measure_matrix(tree, node);
    } else {
        measure(tree, node->first, fractions);
        node->columns = tree->nodes[node->first].columns + 2;
        node->above = tree->nodes[node->first].above;
        node->below = tree->nodes[node->first].below;
    }
}

bool set_tree_measure(struct set_tree *tree)
{
    measure(tree, tree->root, 0);
    return rows_of(&tree->nodes[tree->root]) <= TYPESET_ROWS;
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

/* Where a box goes: its first column, and the row of its baseline. */
struct pen {
    const struct set_tree *tree;
    struct canvas *canvas;
};

static void draw(const struct pen *pen, int at, int column, int row);

static void put(const struct pen *pen, int column, int row, const char *text)
{
    (void)canvas_text(pen->canvas, column, row, (struct style){.ink = INK_TEXT}, text);
}

static void put_line(const struct pen *pen, int node, int column, int row)
{
    char *line = set_tree_line(pen->tree, node);
    put(pen, column, row, line);
    free(line);
}

/* The pieces of a tall bracket: top, middle, bottom, what lies between, and alone. */
struct bracket {
    const char *top, *middle, *bottom, *between, *alone;
};

static const struct bracket *bracket_of(char c, bool ascii)
{
    static const char kinds[] = "()[]{}|";
    static const struct bracket unicode[] = {{"⎛", "⎜", "⎝", "⎜", "("}, {"⎞", "⎟", "⎠", "⎟", ")"},
                                             {"⎡", "⎢", "⎣", "⎢", "["}, {"⎤", "⎥", "⎦", "⎥", "]"},
                                             {"⎧", "⎨", "⎩", "⎪", "{"}, {"⎫", "⎬", "⎭", "⎪", "}"},
                                             {"│", "│", "│", "│", "|"}};
    static const struct bracket plain[] = {{"/", "|", "\\", "|", "("}, {"\\", "|", "/", "|", ")"},
                                           {"[", "[", "[", "[", "["},  {"]", "]", "]", "]", "]"},
                                           {"{", "{", "{", "{", "{"},  {"}", "}", "}", "}", "}"},
                                           {"|", "|", "|", "|", "|"}};
    return &(ascii ? plain : unicode)[strchr(kinds, c) - kinds];
}

static void draw_bracket(const struct pen *pen, char c, int column, int top, int rows)
{
    const struct bracket *bracket = bracket_of(c, pen->tree->ascii);
    for (int i = 0; i < rows; i++)
        put(pen, column, top + i,
            rows == 1                   ? bracket->alone
            : i == 0                    ? bracket->top
            : i == rows - 1             ? bracket->bottom
            : i == rows / 2 && rows % 2 ? bracket->middle
                                        : bracket->between);
}

static void draw_rule(const struct pen *pen, int column, int row, int columns, const char *piece)
{
    for (int i = 0; i < columns; i++)
        put(pen, column + i, row, piece);
}

static void draw_fraction(const struct pen *pen, const struct set_node *node, int column, int row)
{
    int above = part_of_fraction(pen->tree, node->first);
    int below = part_of_fraction(pen->tree, node->last);
    const struct set_node *up = node_at(pen->tree, above), *down = node_at(pen->tree, below);
    draw_rule(pen, column, row, node->columns, pen->tree->ascii ? "-" : "─");
    draw(pen, above, column + (node->columns - up->columns) / 2, row - 1 - up->below);
    draw(pen, below, column + (node->columns - down->columns) / 2, row + 1 + down->above);
}

static void draw_power(const struct pen *pen, const struct set_node *node, int column, int row)
{
    bool above;
    char *exponent = exponent_text(pen->tree, node, &above);
    const struct set_node *base = node_at(pen->tree, node->first);
    int at = pen->tree->ascii ? row : row - base->above - above;
    draw(pen, node->first, column, row);
    put(pen, column + base->columns, at, exponent);
    free(exponent);
}

static void draw_root(const struct pen *pen, const struct set_node *node, int column, int row)
{
    bool ascii = pen->tree->ascii;
    int inner = set_tree_without_fence(pen->tree, node->first);
    const struct set_node *arg = node_at(pen->tree, inner);
    int indent = root_columns(pen->tree, arg);
    draw_rule(pen, column + indent, row - arg->above - 1, arg->columns, "_");
    for (int i = row - arg->above; rows_of(arg) > 1 && i <= row + arg->below; i++)
        put(pen, column + indent - 1, i, ascii ? "|" : "│");
    put(pen, column, row + arg->below, ascii ? "\\/" : "√");
    draw(pen, inner, column + indent, row);
}

static void draw_integral(const struct pen *pen, const struct set_node *node, int column, int row)
{
    bool ascii = pen->tree->ascii;
    int high = node_at(pen->tree, node->first)->next;
    const struct set_node *body = node_at(pen->tree, node->last);
    for (int i = row - node->above; i <= row + node->below; i++)
        put(pen, column, i, ascii ? "|" : "⎮");
    put(pen, column, row - node->above, ascii ? "/" : "⌠");
    put(pen, column, row + node->below, ascii ? "/" : "⌡");
    put_line(pen, high, column + 1, row - node->above);
    put_line(pen, node->first, column + 1, row + node->below);
    draw(pen, node->last, column + node->columns - body->columns, row);
}

static void draw_matrix(const struct pen *pen, const struct set_node *node, int column, int row)
{
    struct matrix_layout layout;
    int entry = 0, at = 0;
    (void)lay_out(pen->tree, node, &layout);
    for (int i = node->first; i >= 0; i = node_at(pen->tree, i)->next, entry++) {
        char *line = set_tree_line(pen->tree, i);
        int k = entry % node->entries;
        at = k ? at + 2 : column + 2;
        put(pen, at + layout.before[k] - (width_of(line) - behind_point(line)),
            row - node->above + entry / node->entries, line);
        at += layout.before[k] + layout.behind[k];
        free(line);
    }
    draw_bracket(pen, '[', column, row - node->above, layout.rows);
    draw_bracket(pen, ']', column + node->columns - 1, row - node->above, layout.rows);
}

static void draw_fence(const struct pen *pen, const struct set_node *node, int column, int row)
{
    int rows = rows_of(node);
    draw_bracket(pen, node->open, column, row - node->above, rows);
    draw(pen, node->first, column + 1, row);
    draw_bracket(pen, node->close, column + node->columns - 1, row - node->above, rows);
}

/* Children first..last; returns the column behind them. */
static int draw_children(const struct pen *pen, int first, int last, int column, int row)
{
    for (int i = first; i >= 0; i = node_at(pen->tree, i)->next) {
        const struct set_node *part = node_at(pen->tree, i);
        draw(pen, i, column, row);
        column += part->columns + gap_behind(pen->tree, part);
        if (i == last)
            break;
    }
    return column;
}

static void draw(const struct pen *pen, int at, int column, int row)
{
    const struct set_node *node = node_at(pen->tree, at);
    if (node->flat || node->kind == SET_TEXT)
        put_line(pen, at, column, row);
    else if (node->kind == SET_ROW)
        (void)draw_children(pen, node->first, node->last, column, row);
    else if (node->kind == SET_FRACTION)
        draw_fraction(pen, node, column, row);
    else if (node->kind == SET_POWER)
        draw_power(pen, node, column, row);
    else if (node->kind == SET_ROOT)
        draw_root(pen, node, column, row);
    else if (node->kind == SET_INTEGRAL)
        draw_integral(pen, node, column, row);
    else if (node->kind == SET_MATRIX)
        draw_matrix(pen, node, column, row);
    else
        draw_fence(pen, node, column, row);
}

/* --- Lines --------------------------------------------------------------------------------------
 */

/* A part of the root's children that goes on one line. */
struct span {
    int first, last;
    int columns, above, below;
};

static void extend(const struct set_tree *tree, struct span *span, int child)
{
    const struct set_node *node = node_at(tree, child);
    span->last = child;
    span->columns += node->columns + gap_behind(tree, node);
    span->above = larger(span->above, node->above);
    span->below = larger(span->below, node->below);
}

/* Up to the next child that may begin a line. */
static struct span piece_from(const struct set_tree *tree, int child)
{
    struct span piece = {.first = child};
    do {
        extend(tree, &piece, child);
        child = node_at(tree, child)->next;
    } while (child >= 0 && !node_at(tree, child)->may_break);
    return piece;
}

/* As many pieces as `columns` cells hold; false: not even one. */
static bool fill_line(const struct set_tree *tree, int child, int columns, struct span *line)
{
    *line = (struct span){.first = child};
    while (child >= 0) {
        struct span piece = piece_from(tree, child);
        if (line->columns + piece.columns > columns)
            break;
        line->columns += piece.columns;
        line->above = larger(line->above, piece.above);
        line->below = larger(line->below, piece.below);
        line->last = piece.last;
        child = node_at(tree, piece.last)->next;
    }
    return line->columns > 0;
}

static void append_line(const struct set_tree *tree, const struct span *line, int indent,
                        struct text *out)
{
    struct canvas canvas;
    struct text rows = {0};
    canvas_init(&canvas, indent + line->columns, line->above + 1 + line->below);
    const struct pen pen = {tree, &canvas};
    (void)draw_children(&pen, line->first, line->last, indent, line->above);
    canvas_to_text(&canvas, &rows);
    text_append(out, text_string(&rows));
    text_release(&rows);
    canvas_release(&canvas);
}

bool set_tree_lines(const struct set_tree *tree, int indent, int columns, struct text *out)
{
    size_t before = out->length;
    int child = node_at(tree, tree->root)->first, deeper = 0;
    while (child >= 0) {
        struct span line;
        if (!fill_line(tree, child, columns - indent - deeper, &line)) {
            if (out->length > before)
                out->data[out->length = before] = '\0';
            return false;
        }
        append_line(tree, &line, indent + deeper, out);
        child = node_at(tree, line.last)->next;
        deeper = 2; /* what goes on stands a little to the right */
    }
    return out->length > before;
}
