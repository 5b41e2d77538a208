/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The verdict on vectors and matrices: "(1, 2)", "x = 1, y = 2", "[1 2; 3 4]", "[[1, 2], [3, 4]]",
 * "[1 2] [3 4]", "1, 2". Entries stand apart by ",", or by blanks in a row without any; rows by
 * ";", by a new line, or in brackets of their own. Entries are read as the numbers of a set are, or
 * in percent. A vector is the same as a matrix of one row or one column.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercises/answer_compare.h"
#include "exercises/answer_judge.h"

enum { SIDE_MOST = 8, ENTRY_MOST = SIDE_MOST * SIDE_MOST };

struct table {
    struct number entries[ENTRY_MOST]; /* row by row */
    int rows, columns, count;
};

struct table_reader {
    const struct answer_style *style;
    struct table *table;
    char *message;
};

static bool refuse(struct table_reader *reader, const char *sentence)
{
    (void)snprintf(reader->message, ANSWER_MESSAGE, "%s", sentence);
    return false;
}

/* --- Reading ------------------------------------------------------------------------------------
 */

static bool opens(char c)
{
    return c == '(' || c == '[' || c == '<' || c == '{';
}

static bool closes(char c)
{
    return c == ')' || c == ']' || c == '>' || c == '}';
}

/* The bracket that closes the one at `open`; NULL: none before `end`. */
static const char *closing(const char *open, const char *end)
{
    int depth = 0;
    for (const char *at = open; at < end; at++) {
        depth += opens(*at) - closes(*at);
        if (depth == 0)
            return strchr("([<{", *open) - "([<{" == strchr(")]>}", *at) - ")]>}" ? at : NULL;
    }
    return NULL;
}

/* A separator outside of all brackets: the first of `signs` from `at` on, or `end`. */
static const char *find_outside(const char *at, const char *end, const char *signs)
{
    for (int depth = 0; at < end; at++) {
        depth += opens(*at) - closes(*at);
        if (depth == 0 && strchr(signs, *at))
            return at;
    }
    return end;
}

static void trim(const char **start, const char **end)
{
    while (*start < *end && isspace((unsigned char)**start))
        ++*start;
    while (*end > *start && isspace((unsigned char)(*end)[-1]))
        --*end;
}

static bool entry_read(struct table_reader *reader, const char *start, const char *end)
{
    char one[ANSWER_MESSAGE];
    struct quantity quantity;
    struct table *table = reader->table;
    trim(&start, &end);
    if (start == end)
        return refuse(reader, "an entry is missing");
    if (table->count == ENTRY_MOST)
        return refuse(reader, "these are too many entries");
    (void)snprintf(one, sizeof one, "%.*s", (int)(end - start), start);
    const char *value = answer_after_name(one);
    struct number *entry = &table->entries[table->count++];
    if (quantity_read(value, reader->style, NULL, &quantity, reader->message) && quantity.percent) {
        *entry = quantity.number;
        return true;
    }
    return element_read(value, reader->style, entry, reader->message);
}

/* "1,500": one number or two? */
static bool comma_groups(const char *start, const char *comma, const char *end)
{
    size_t digits = 0;
    while (comma + 1 + digits < end && isdigit((unsigned char)comma[1 + digits]))
        digits++;
    return *comma == ',' && comma > start && isdigit((unsigned char)comma[-1]) && digits == 3;
}

/* Where the next entry of a row ends. A decimal comma parts two entries before a blank only. */
static const char *entry_end(const struct table_reader *reader, const char *at, const char *end,
                             bool commas)
{
    bool decimal = reader->style && reader->style->decimal_comma;
    const char *found = find_outside(at, end, commas ? "," : " ");
    while (commas && decimal && found < end && found[1] != ' ')
        found = find_outside(found + 1, end, ",");
    return found;
}

static bool has_commas(const struct table_reader *reader, const char *start, const char *end)
{
    return entry_end(reader, start, end, true) < end;
}

static bool row_read(struct table_reader *reader, const char *start, const char *end)
{
    struct table *table = reader->table;
    int before = table->count;
    trim(&start, &end);
    bool commas = has_commas(reader, start, end);
    for (const char *at = start;;) {
        const char *stop = entry_end(reader, at, end, commas);
        bool decimal = reader->style && reader->style->decimal_comma;
        if (stop < end && !decimal && comma_groups(at, stop, end))
            return refuse(reader, "one number or two? Leave a blank after the comma");
        if (!entry_read(reader, at, stop))
            return false;
        if (stop == end)
            break;
        for (at = stop + 1; !commas && at < end && *at == ' ';)
            at++;
    }
    int columns = table->count - before;
    table->rows++;
    if (table->rows > 1 && columns != table->columns) {
        (void)snprintf(reader->message, ANSWER_MESSAGE,
                       "row %d has %d entr%s, row 1 has %d: all rows must be as long", table->rows,
                       columns, columns == 1 ? "y" : "ies", table->columns);
        return false;
    }
    table->columns = columns;
    return true;
}

/* Whether the text is nothing but groups in brackets, "[1 2], [3 4]"; two for "(1) (2)". */
static int count_groups(const char *at, const char *end)
{
    int groups = 0;
    for (;;) {
        while (at < end && (isspace((unsigned char)*at) || *at == ',' || *at == ';'))
            at++;
        if (at == end)
            return groups;
        const char *close = opens(*at) ? closing(at, end) : NULL;
        if (!close)
            return 0;
        groups++;
        at = close + 1;
    }
}

static bool groups_read(struct table_reader *reader, const char *at, const char *end)
{
    for (;;) {
        while (at < end && !opens(*at))
            at++;
        if (at == end)
            return true;
        const char *close = closing(at, end);
        if (!row_read(reader, at + 1, close))
            return false;
        at = close + 1;
    }
}

static bool rows_read(struct table_reader *reader, const char *at, const char *end)
{
    for (;;) {
        const char *stop = find_outside(at, end, ";\n");
        if (!row_read(reader, at, stop))
            return false;
        if (stop == end)
            return true;
        at = stop + 1;
    }
}

static bool brackets_match(const char *at, const char *end)
{
    int depth = 0;
    for (; at < end && depth >= 0; at++)
        depth += opens(*at) - closes(*at);
    return depth == 0;
}

static bool text_read(struct table_reader *reader, const char *start, const char *end)
{
    if (!brackets_match(start, end))
        return refuse(reader, "a bracket is open, or one too many");
    bool outer = opens(*start) && closing(start, end) == end - 1;
    start += outer;
    end -= outer;
    trim(&start, &end);
    if (start == end)
        return refuse(reader, "there is no entry");
    return count_groups(start, end) ? groups_read(reader, start, end)
                                    : rows_read(reader, start, end);
}

static bool table_read(const char *typed, const struct answer_style *style, struct table *table,
                       char message[ANSWER_MESSAGE])
{
    struct table_reader reader = {style, table, message};
    struct text plain = {0};
    table->rows = table->columns = table->count = 0;
    message[0] = '\0';
    answer_normalise(typed, &plain);
    const char *text = text_string(&plain), *end = text + plain.length;
    const char *value = answer_after_name(text); /* "A = [1 2; 3 4]", but not "x = 1, y = 2" */
    bool named = value > text && opens(*value);
    bool good = plain.length >= ANSWER_MESSAGE ? refuse(&reader, "this is too long for an answer")
                                               : text_read(&reader, named ? value : text, end);
    text_release(&plain);
    return good;
}

/* --- Verdict ------------------------------------------------------------------------------------
 */

static bool is_line(const struct table *table)
{
    return table->rows == 1 || table->columns == 1;
}

static void format_table(const struct table *table, bool vector, struct text *out)
{
    char number[64];
    bool line = vector && is_line(table);
    for (int i = 0; i < table->count; i++) {
        element_format(table->entries[i], number, sizeof number);
        const char *between = line ? ", " : i % table->columns ? " " : "; ";
        text_printf(out, "%s%s", i ? between : line ? "(" : "[", number);
    }
    text_append(out, line ? ")" : "]");
}

static bool same_shape(const struct table *a, const struct table *e, bool vector)
{
    if (vector && is_line(a) && is_line(e))
        return a->count == e->count;
    return a->rows == e->rows && a->columns == e->columns;
}

static bool same_entry(struct number a, struct number e, const struct problem *problem)
{
    return answer_close(a, e, problem->absolute, problem->relative);
}

static bool same_table(const struct table *a, const struct table *e, const struct problem *problem)
{
    bool same = same_shape(a, e, problem->kind == ANSWER_VECTOR);
    for (int i = 0; same && i < e->count; i++)
        same = same_entry(a->entries[i], e->entries[i], problem);
    return same;
}

static bool decide_known(const struct problem *problem, const struct table *own,
                         struct judgement *judgement)
{
    struct table wrong;
    char message[ANSWER_MESSAGE];
    for (size_t i = 0; i < problem->misconception_count; i++)
        if (table_read(problem->misconceptions[i].answer, NULL, &wrong, message) &&
            same_table(own, &wrong, problem)) {
            decide_misconception(judgement, problem->misconceptions[i].name,
                                 problem->misconceptions[i].reason);
            return true;
        }
    return false;
}

static void decide_shape(const struct table *own, const struct table *expected, bool vector,
                         struct judgement *judgement)
{
    if (vector && is_line(own))
        decide(judgement, VERDICT_WRONG, "%d entr%s; a vector of %d is asked for", own->count,
               own->count == 1 ? "y" : "ies", expected->count);
    else if (vector)
        decide(judgement, VERDICT_WRONG,
               "a matrix of shape %d x %d (rows x columns); a vector of %d is asked for", own->rows,
               own->columns, expected->count);
    else
        decide(judgement, VERDICT_WRONG,
               "a matrix of shape %d x %d (rows x columns); one of %d x %d is asked for", own->rows,
               own->columns, expected->rows, expected->columns);
}

/* The answer with rows and columns exchanged. */
static bool is_transpose(const struct problem *problem, const struct table *own,
                         const struct table *expected)
{
    bool same = own->rows == expected->columns && own->columns == expected->rows && own->rows > 1 &&
                own->columns > 1;
    for (int i = 0; same && i < own->count; i++) {
        int row = i / own->columns, column = i % own->columns;
        same = same_entry(own->entries[i], expected->entries[column * expected->columns + row],
                          problem);
    }
    return same;
}

static bool is_negative(const struct problem *problem, const struct table *own,
                        const struct table *expected)
{
    for (int i = 0; i < own->count; i++)
        if (!same_entry(number_negate(own->entries[i]), expected->entries[i], problem))
            return false;
    return true;
}

/* Names the entries that are wrong. */
static void decide_entries(const struct problem *problem, const struct table *own,
                           const struct table *expected, struct judgement *judgement)
{
    struct text wrong = {0};
    bool vector = problem->kind == ANSWER_VECTOR;
    int count = 0;
    for (int i = 0; i < own->count; i++) {
        if (same_entry(own->entries[i], expected->entries[i], problem))
            continue;
        text_append(&wrong, count++ ? ", " : "");
        if (vector)
            text_printf(&wrong, "entry %d", i + 1);
        else
            text_printf(&wrong, "row %d column %d", i / own->columns + 1, i % own->columns + 1);
    }
    if (count == own->count)
        decide(judgement, VERDICT_WRONG, "%s",
               count == 1 ? judgement_no_more : "no entry is right");
    else
        decide(judgement, VERDICT_WRONG, "%d of %d entries right; wrong: %s", own->count - count,
               own->count, text_string(&wrong));
    text_release(&wrong);
}

static bool exact_but_rounded(const struct problem *problem, const struct table *own,
                              const struct table *expected)
{
    for (int i = 0; i < own->count; i++)
        if (!number_equal(own->entries[i], expected->entries[i]) &&
            !is_rounded(own->entries[i], expected->entries[i]))
            return false;
    return problem->absolute <= 0 && problem->relative <= 0;
}

static void decide_table(const struct problem *problem, const struct table *own,
                         const struct table *expected, struct judgement *judgement)
{
    bool vector = problem->kind == ANSWER_VECTOR;
    if (same_table(own, expected, problem))
        decide(judgement, VERDICT_CORRECT, "%s", "");
    else if (decide_known(problem, own, judgement))
        return;
    else if (!vector && is_transpose(problem, own, expected))
        decide(judgement, VERDICT_WRONG, "rows and columns are exchanged: this is the transpose");
    else if (!same_shape(own, expected, vector))
        decide_shape(own, expected, vector, judgement);
    else if (exact_but_rounded(problem, own, expected))
        decide_rounded(judgement);
    else if (is_negative(problem, own, expected))
        decide(judgement, VERDICT_WRONG, "every sign is turned");
    else
        decide_entries(problem, own, expected, judgement);
}

void judge_matrix(const struct problem *problem, const char *typed,
                  const struct answer_style *style, struct judgement *judgement)
{
    struct table own, expected;
    struct text shown = {0};
    char message[ANSWER_MESSAGE];
    if (!table_read(typed, style, &own, message)) {
        decide(judgement, VERDICT_UNGRADED, "%s", message);
        return;
    }
    format_table(&own, problem->kind == ANSWER_VECTOR, &shown);
    echo(judgement, text_string(&shown));
    text_release(&shown);
    if (!table_read(problem->answer, NULL, &expected, message))
        decide(judgement, VERDICT_UNGRADED, "the problem's own answer cannot be read: %s", message);
    else
        decide_table(problem, &own, &expected, judgement);
}
