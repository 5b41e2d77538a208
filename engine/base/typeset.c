/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/typeset.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "engine/base/typeset_tree.h"

enum { INDENT = 4 }; /* of displays */

static struct set_tree *tree_new(bool ascii)
{
    struct set_tree *tree = memory_allocate(1, sizeof *tree);
    tree->ascii = ascii;
    return tree;
}

/* --- One formula --------------------------------------------------------------------------------
 */

/* Lines behind `indent` blanks, no wider than `columns` with them. */
static bool append_formula(const char *label, const char *source, size_t length, int indent,
                           int columns, bool ascii, struct text *out)
{
    struct set_tree *tree = tree_new(ascii);
    bool done = set_tree_read(tree, source, length);
    if (done && label) {
        int row = set_tree_add(tree, SET_ROW), formula = tree->root;
        set_tree_append(tree, row, set_tree_text(tree, label, strlen(label)));
        set_tree_append(tree, row, formula);
        tree->root = row;
    }
    done = done && set_tree_measure(tree) && set_tree_lines(tree, indent, columns, out);
    free(tree);
    return done;
}

bool typeset_formula(const char *label, const char *source, size_t length, int columns, bool ascii,
                     struct text *out)
{
    return append_formula(label, source, length, 0, columns, ascii, out);
}

/* --- Sentences with matrices --------------------------------------------------------------------
 */

static void append_sentence(const char *text, size_t length, bool ascii, struct text *out)
{
    if (ascii)
        text_append_bytes(out, text, length);
    else
        typeset_sentence(text, length, out);
}

/* Where the next matrix begins in what may be changed; `length`: nowhere. */
static size_t find_matrix(const char *text, size_t start, size_t length)
{
    if (!memchr(text + start, '[', length - start))
        return length;
    struct set_tree *tree = tree_new(false);
    size_t prose = typeset_prose(text, length), used, at = start;
    for (; at < prose; at++) {
        if (text[at] != '[')
            continue;
        tree->count = 0;
        if (set_tree_matrix(tree, text + at, prose - at, &used) >= 0 &&
            memchr(text + at, ';', used))
            break;
    }
    free(tree);
    return at < prose ? at : length;
}

enum { PARTS = 8 }; /* of a sentence: texts between matrices */

/* A sentence as a row of texts and matrices, measured; `parts` keep the texts. NULL: too tall. */
static struct set_tree *mixed_tree(const char *text, size_t length, bool ascii,
                                   struct text parts[PARTS])
{
    struct set_tree *tree = tree_new(ascii);
    int row = set_tree_add(tree, SET_ROW), count = 0;
    for (size_t at = 0; at < length && count < PARTS; count++) {
        size_t next = count + 1 < PARTS ? find_matrix(text, at, length) : length, used = 0;
        struct text sentence = {0};
        append_sentence(text + at, next - at, ascii, &sentence);
        text_append_safe(&parts[count], text_string(&sentence), sentence.length, false);
        text_release(&sentence);
        set_tree_append(tree, row,
                        set_tree_text(tree, text_string(&parts[count]), parts[count].length));
        if (next < length)
            set_tree_append(tree, row, set_tree_matrix(tree, text + next, length - next, &used));
        at = next + used;
    }
    tree->root = row;
    if (set_tree_measure(tree))
        return tree;
    free(tree);
    return NULL;
}

static void release_parts(struct set_tree *tree, struct text parts[PARTS])
{
    for (int i = 0; i < PARTS; i++)
        text_release(&parts[i]);
    free(tree);
}

/* False: it does not fit on one line. */
static bool append_mixed(const char *text, size_t length, int columns, bool ascii, struct text *out)
{
    struct text parts[PARTS] = {{0}};
    struct set_tree *tree = mixed_tree(text, length, ascii, parts);
    bool done = tree && set_tree_lines(tree, 0, columns, out);
    release_parts(tree, parts);
    return done;
}

/* What clings to a matrix: the sign that ends its clause. */
static size_t clinging(const char *text, size_t length)
{
    return length && strchr(".,;:?!)", text[0]) ? 1 : 0;
}

/* The end of the matrix at `start` with what clings to it. */
static size_t matrix_end(const char *text, size_t start, size_t length)
{
    size_t end = start + strcspn(text + start, "]") + 1;
    return end + clinging(text + end, length - end);
}

/* The words before the matrix at `start`, and the matrix up to `end`, below each other. */
static void append_below(const char *text, size_t start, size_t end, int columns, bool ascii,
                         struct text *out)
{
    size_t words = start;
    while (words && text[words - 1] == ' ')
        words--;
    if (words) {
        append_sentence(text, words, ascii, out);
        text_append(out, "\n");
    }
    size_t matrix = end - clinging(text + end - 1, 1);
    if (!append_formula(NULL, text + start, matrix - start, 2, columns, ascii, out)) {
        text_append_bytes(out, text + start, matrix - start);
        text_append(out, "\n");
    }
    if (matrix < end) {
        out->length--;
        text_append_bytes(out, text + matrix, end - matrix);
        text_append(out, "\n");
    }
}

/* Each matrix with the words before it, on one line or below them, and at last what follows. */
static void append_apart(const char *text, size_t length, int columns, bool ascii, struct text *out)
{
    size_t prose = typeset_prose(text, length);
    while (length) {
        size_t start = find_matrix(text, 0, prose);
        if (start >= prose)
            break;
        size_t end = matrix_end(text, start, length);
        if (!append_mixed(text, end, columns, ascii, out))
            append_below(text, start, end, columns, ascii, out);
        while (end < length && text[end] == ' ')
            end++;
        text += end;
        length -= end;
        prose = prose > end ? prose - end : 0;
    }
    if (length) {
        append_sentence(text, prose, ascii, out);
        text_append_bytes(out, text + prose, length - prose);
        text_append(out, "\n");
    }
}

/* Rows above the baseline; -1: it does not fit on one line. */
static int mixed_rise(const char *text, size_t length, int columns, bool ascii)
{
    struct text parts[PARTS] = {{0}};
    struct set_tree *tree = mixed_tree(text, length, ascii, parts);
    bool fits = tree && tree->nodes[tree->root].columns <= columns;
    int rise = fits ? tree->nodes[tree->root].above : -1;
    release_parts(tree, parts);
    return rise;
}

int typeset_rise(const char *text, int columns, bool ascii)
{
    size_t length = strcspn(text, "\n"), start = find_matrix(text, 0, length);
    if (start == length)
        return 0;
    int rise = mixed_rise(text, length, columns, ascii);
    if (rise < 0)
        rise = mixed_rise(text, matrix_end(text, start, length), columns, ascii);
    return rise > 0 ? rise : 0;
}

/* One line of words, ended by "\n". */
static void append_words(const char *text, size_t length, int columns, bool ascii, struct text *out)
{
    if (find_matrix(text, 0, length) == length) {
        append_sentence(text, length, ascii, out);
        text_append(out, "\n");
    } else if (!append_mixed(text, length, columns, ascii, out)) {
        append_apart(text, length, columns, ascii, out);
    }
}

/* --- Displays -----------------------------------------------------------------------------------
 */

/* One line of the source. */
struct source {
    const char *text;
    size_t length;
};

static size_t indent_of(const struct source *line)
{
    size_t blanks = 0;
    while (blanks < line->length && line->text[blanks] == ' ')
        blanks++;
    return blanks;
}

static bool is_display(const struct source *line)
{
    return indent_of(line) >= INDENT && indent_of(line) < line->length;
}

/* Where the brackets of a row of a matrix begin and end: "A = [ 1  2 ]"; false: it is none. */
static bool row_brackets(const struct source *line, size_t *open, size_t *close)
{
    const char *first = memchr(line->text, '[', line->length);
    *open = first ? (size_t)(first - line->text) : line->length;
    *close = line->length;
    while (*close > *open && line->text[*close - 1] != ']')
        --*close;
    if (!first || *close < *open + 3 || line->text[*open + 1] != ' ' ||
        line->text[*close - 2] != ' ')
        return false;
    for (size_t i = *open + 1; i + 1 < *close; i++)
        if (strchr("[];,", line->text[i]))
            return false;
    return true;
}

/* Columns apart by more than one blank: a table. */
static bool is_table_row(const struct source *line)
{
    size_t open, close;
    if (row_brackets(line, &open, &close))
        return false;
    for (size_t i = indent_of(line); i + 1 < line->length; i++)
        if (line->text[i] == ' ' && line->text[i + 1] == ' ')
            return true;
    return false;
}

static bool is_blank(const char *text, size_t length)
{
    while (length && text[length - 1] == ' ')
        length--;
    return length == 0;
}

static bool has_name(const struct source *line)
{
    size_t open, close;
    return row_brackets(line, &open, &close) && !is_blank(line->text, open);
}

/*
 * How many of the rows below each other are of the first matrix: a name stands beside the middle
 * row, the upper one of two. Several of one size are told apart by that; else a second name ends
 * the first matrix.
 */
static size_t rows_of_first(const struct source *lines, size_t rows)
{
    size_t names = 0;
    for (size_t i = 0; i < rows; i++)
        names += has_name(&lines[i]);
    size_t each = names ? rows / names : rows;
    bool even = names > 1 && each * names == rows;
    for (size_t i = 0; even && i < names; i++)
        even = has_name(&lines[i * each + (each - 1) / 2]);
    return even ? each : rows;
}

/*
 * Rows in brackets below each other as one formula, "A = [1 2; 3 4]", with what stands before and
 * behind one of them. Returns how many lines there are; 0: none.
 */
static size_t join_rows(const struct source *lines, size_t count, struct text *joined)
{
    size_t open, close, left, right, rows = 0;
    const struct source *before = NULL, *behind = NULL;
    struct text entries = {0};
    if (!row_brackets(&lines[0], &open, &close))
        return 0;
    while (rows < count && row_brackets(&lines[rows], &left, &right) && left == open &&
           right == close)
        rows++;
    count = rows_of_first(lines, rows);
    for (rows = 0; rows < count && row_brackets(&lines[rows], &left, &right); rows++) {
        const struct source *line = &lines[rows];
        bool has_before = !is_blank(line->text, left);
        bool has_behind = !is_blank(line->text + right, line->length - right);
        if (left != open || right != close || (before && has_before) || (behind && has_behind))
            break;
        before = has_before ? line : before;
        behind = has_behind ? line : behind;
        text_append(&entries, rows ? ";" : "");
        text_append_bytes(&entries, line->text + left + 1, right - left - 2);
    }
    if (before)
        text_append_bytes(joined, before->text + indent_of(before), open - indent_of(before));
    text_printf(joined, "[%s]", text_string(&entries));
    if (behind)
        text_append_bytes(joined, behind->text + close, behind->length - close);
    text_release(&entries);
    return rows;
}

/* A formula of a group, and how many lines it takes there. */
struct formula_part {
    struct text source;
    size_t lines;
    bool matrix;
};

static struct formula_part part_from(const struct source *lines, size_t count)
{
    struct formula_part part = {.lines = 0};
    part.lines = join_rows(lines, count, &part.source);
    part.matrix = part.lines > 0;
    if (!part.matrix) {
        size_t indent = indent_of(lines);
        text_append_bytes(&part.source, lines->text + indent, lines->length - indent);
        part.lines = 1;
    }
    return part;
}

/* Both beside one another; false: that is not read, or too wide. */
static bool beside(const struct formula_part *a, const struct formula_part *b, int columns,
                   bool ascii, struct text *out)
{
    struct set_tree *tree = tree_new(ascii);
    int row = set_tree_add(tree, SET_ROW);
    bool done = set_tree_read(tree, text_string(&a->source), a->source.length);
    set_tree_append(tree, row, tree->root);
    set_tree_append(tree, row, set_tree_text(tree, "    ", 4));
    done = done && set_tree_read(tree, text_string(&b->source), b->source.length);
    set_tree_append(tree, row, tree->root);
    tree->root = row;
    done = done && set_tree_measure(tree) && INDENT + tree->nodes[row].columns <= columns &&
           set_tree_lines(tree, INDENT, columns, out);
    free(tree);
    return done;
}

static void append_as_written(const struct source *lines, size_t count, struct text *out)
{
    for (size_t i = 0; i < count; i++) {
        text_append_bytes(out, lines[i].text, lines[i].length);
        text_append(out, "\n");
    }
}

/* A part by itself, or as it was written. */
static void append_part(const struct formula_part *part, const struct source *lines, int columns,
                        bool ascii, struct text *out)
{
    int indent = part->matrix ? INDENT : (int)indent_of(lines);
    if (!append_formula(NULL, text_string(&part->source), part->source.length, indent, columns,
                        ascii, out))
        append_as_written(lines, part->lines, out);
}

/* Lines of displays that follow each other. */
static void append_group(const struct source *lines, size_t count, int columns, bool ascii,
                         struct text *out)
{
    bool table = false;
    for (size_t i = 0; i < count; i++)
        table = table || is_table_row(&lines[i]);
    if (table) {
        append_as_written(lines, count, out);
        return;
    }
    for (size_t i = 0; i < count;) {
        struct formula_part part = part_from(lines + i, count - i), next = {.lines = 0};
        if (i + part.lines < count)
            next = part_from(lines + i + part.lines, count - i - part.lines);
        bool pair =
            next.lines && (part.matrix || next.matrix) && beside(&part, &next, columns, ascii, out);
        if (!pair)
            append_part(&part, lines + i, columns, ascii, out);
        i += part.lines + (pair ? next.lines : 0);
        text_release(&part.source);
        text_release(&next.source);
    }
}

/* --- Texts --------------------------------------------------------------------------------------
 */

static size_t count_lines(const char *text)
{
    size_t count = 1;
    for (; *text; text++)
        count += *text == '\n';
    return count;
}

void typeset_text(const char *text, int columns, bool ascii, struct text *out)
{
    size_t count = count_lines(text), after;
    struct source *lines = memory_allocate(count, sizeof *lines);
    for (size_t i = 0; i < count; i++) {
        lines[i] = (struct source){text, strcspn(text, "\n")};
        text += lines[i].length + 1;
    }
    for (size_t i = 0; i < count; i = after) {
        for (after = i; after < count && is_display(&lines[after]);)
            after++;
        if (after > i) {
            append_group(lines + i, after - i, columns, ascii, out);
        } else {
            append_words(lines[i].text, lines[i].length, columns, ascii, out);
            after++;
        }
    }
    if (out->length)
        out->data[--out->length] = '\0';
    free(lines);
}

int typeset_draw(struct canvas *canvas, int column, int row, int columns, int rows, int skip,
                 struct style style, const char *text)
{
    struct text set = {0};
    typeset_text(text, columns, canvas->ascii, &set);
    int lines =
        canvas_paragraph(canvas, column, row, columns, rows, skip, style, text_string(&set));
    text_release(&set);
    return lines;
}
