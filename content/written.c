/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content/written.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { LINE_AT_MOST = 65536, PAIRS_AT_MOST = 64, PAIR_LENGTH = 2000 };

struct slice written_line(const struct document *document, long line)
{
    size_t length;
    const char *text = document_line(document, line, &length);
    return slice_make(text, length < LINE_AT_MOST ? length : 0);
}

bool written_is_code(const struct document *document, long line)
{
    unsigned char kind = document->kinds[line - 1];
    return kind == LINE_CODE || kind == LINE_FENCE;
}

/* --- Plain text ----------------------------------------------------------------------------------
 */

/* Marks that open and close around a text, and where those that are open will close. */
struct marks {
    size_t at[PAIRS_AT_MOST], length[PAIRS_AT_MOST];
    size_t count, tries;
};

static bool is_outside(struct slice line, size_t at)
{
    return at >= line.length || !isalnum((unsigned char)line.at[at]);
}

/* The length of the mark at `at`, with its partner noted; 0: an ordinary character. */
static size_t open_mark(struct marks *marks, struct slice line, size_t at)
{
    static const char *const kinds[] = {"**", "__", "==", "*", "_", NULL};
    bool outside = at == 0 || !isalnum((unsigned char)line.at[at - 1]);
    for (size_t i = 0; kinds[i] && outside && marks->count < PAIRS_AT_MOST; i++) {
        size_t width = strlen(kinds[i]);
        if (!slice_begins(slice_from(line, at), kinds[i]))
            continue;
        struct slice inside = slice_until(slice_from(line, at + width), PAIR_LENGTH);
        if (!inside.length || isspace((unsigned char)inside.at[0]) ||
            marks->tries++ >= PAIRS_AT_MOST)
            return 0;
        size_t end = at + width + slice_find(inside, kinds[i]);
        if (end >= at + width + inside.length || end == at + width ||
            isspace((unsigned char)line.at[end - 1]) || !is_outside(line, end + width))
            continue;
        marks->at[marks->count] = end;
        marks->length[marks->count++] = width;
        return width;
    }
    return 0;
}

static size_t close_mark(const struct marks *marks, size_t at)
{
    for (size_t i = 0; i < marks->count; i++)
        if (marks->at[i] == at)
            return marks->length[i];
    return 0;
}

/* The bytes of a comment or of a tag that only formats; 0: neither. */
static size_t skip_tag(struct slice rest)
{
    static const char *const tags[] = {"br",     "mark", "b",   "i",   "u",    "em",
                                       "strong", "sub",  "sup", "kbd", "span", NULL};
    if (slice_begins(rest, "<!--")) {
        size_t end = slice_find(rest, "-->");
        return end < rest.length ? end + 3 : rest.length;
    }
    size_t name = 1, length = 0;
    if (rest.length > 1 && rest.at[1] == '/')
        name = 2;
    while (name + length < rest.length && isalpha((unsigned char)rest.at[name + length]))
        length++;
    const char *end = memchr(rest.at, '>', rest.length < 100 ? rest.length : 100);
    bool known = end && slice_is_any(slice_make(rest.at + name, length), tags);
    return known ? (size_t)(end - rest.at) + 1 : 0;
}

/* "[text](address)", "![text](address)", "[[page|text]]": appends the text, returns the length. Of
 * "![[picture.png]]" nothing stays. */
static size_t append_link(struct text *out, struct slice rest)
{
    rest = slice_until(rest, PAIR_LENGTH);
    size_t open = rest.at[0] == '!' ? 1 : 0;
    if (slice_begins(slice_from(rest, open), "[[")) {
        size_t end = slice_find(rest, "]]");
        if (end >= rest.length)
            return 0;
        struct slice page = slice_make(rest.at + open + 2, end - open - 2);
        size_t bar = slice_find(page, "|");
        page = bar < page.length ? slice_from(page, bar + 1) : page;
        if (!open)
            text_append_bytes(out, page.at, page.length);
        return end + 2;
    }
    const char *middle = memchr(rest.at, ']', rest.length);
    size_t close = middle ? (size_t)(middle - rest.at) : rest.length;
    if (open >= rest.length || rest.at[open] != '[' || close + 1 >= rest.length ||
        rest.at[close + 1] != '(')
        return 0;
    const char *end = memchr(middle, ')', rest.length - close);
    if (!end)
        return 0;
    text_append_bytes(out, rest.at + open + 1, close - open - 1);
    return (size_t)(end - rest.at) + 1;
}

static size_t skip_flashcard_tag(struct slice line, size_t at)
{
    struct slice rest = slice_from(line, at);
    if ((at && !isspace((unsigned char)line.at[at - 1])) || !slice_begins(rest, "#flashcard"))
        return 0;
    return word_first(rest).length;
}

/* `code span`: its inside as it stands. Returns the length, 0: no closing mark. */
static size_t append_code(struct text *out, struct slice rest)
{
    size_t run = 0;
    while (run < rest.length && rest.at[run] == '`' && run < 3)
        run++;
    struct slice inside = slice_until(slice_from(rest, run), PAIR_LENGTH);
    const char *marks = "```";
    size_t end = slice_find(inside, marks + 3 - run);
    if (end >= inside.length)
        return 0;
    text_append_bytes(out, inside.at, end);
    return end + 2 * run;
}

/* "$x_1$", "$$ ... $$", "\\( ... \\)": as it stands. Returns the length, 0: no maths. */
static size_t append_math(struct text *out, struct slice rest)
{
    bool slash = rest.at[0] == '\\';
    size_t run = slash || slice_begins(rest, "$$") ? 2 : 1;
    struct slice inside = slice_until(slice_from(rest, run), PAIR_LENGTH);
    const char *close = slash ? (rest.at[1] == '(' ? "\\)" : "\\]") : run == 2 ? "$$" : "$";
    size_t end = slice_find(inside, close);
    if (!end || end >= inside.length)
        return 0;
    bool money =
        run == 1 &&
        (isspace((unsigned char)inside.at[0]) || isspace((unsigned char)inside.at[end - 1]) ||
         (end + 1 < inside.length && isdigit((unsigned char)inside.at[end + 1])));
    if (money)
        return 0;
    text_append_bytes(out, rest.at, end + 2 * run);
    return end + 2 * run;
}

/* A backslash before a mark says that it is none. */
static size_t append_escaped(struct text *out, struct marks *marks, struct slice rest)
{
    if (rest.length < 2 || !ispunct((unsigned char)rest.at[1]))
        return 0;
    if ((rest.at[1] == '(' || rest.at[1] == '[') && marks->tries++ < PAIRS_AT_MOST) {
        size_t step = append_math(out, rest);
        if (step)
            return step;
    }
    if (!strchr("*_`#[]<>~=!$|+-.\\", rest.at[1]))
        return 0;
    text_append_bytes(out, rest.at + 1, 1);
    return 2;
}

static size_t append_special(struct text *out, struct marks *marks, struct slice line, size_t at)
{
    struct slice rest = slice_from(line, at);
    size_t step = close_mark(marks, at);
    if (step)
        return step;
    switch (rest.at[0]) {
    case '<':
        return skip_tag(rest);
    case '#':
        return skip_flashcard_tag(line, at);
    case '$':
        return marks->tries++ < PAIRS_AT_MOST ? append_math(out, rest) : 0;
    case '\\':
        return append_escaped(out, marks, rest);
    case '`':
        return marks->tries++ < PAIRS_AT_MOST ? append_code(out, rest) : 0;
    case '[':
    case '!':
        return marks->tries++ < PAIRS_AT_MOST ? append_link(out, rest) : 0;
    case '*':
    case '_':
    case '=':
        return open_mark(marks, line, at);
    default:
        return 0;
    }
}

bool written_is_table_rule(struct slice line)
{
    line = slice_trim(line);
    size_t dashes = 0, bars = 0;
    for (size_t at = 0; at < line.length; at++) {
        dashes += line.at[at] == '-';
        bars += line.at[at] == '|';
        if (!strchr("|-: ", line.at[at]))
            return false;
    }
    return dashes > 0 && bars > 0;
}

/* "| a | b |" without the bars at its ends. */
static struct slice without_bars(struct slice line)
{
    bool row = line.length > 2 && line.at[0] == '|' && line.at[line.length - 1] == '|';
    return row ? slice_trim(slice_make(line.at + 1, line.length - 2)) : line;
}

void written_append(struct text *out, struct slice line)
{
    struct marks marks = {.count = 0};
    struct text plain = {0};
    if (written_is_table_rule(line))
        return;
    line = without_bars(slice_trim(line));
    for (size_t at = 0; at < line.length;) {
        size_t step = append_special(&plain, &marks, line, at);
        if (!step)
            text_append_bytes(&plain, line.at + at, 1);
        at += step ? step : 1;
    }
    struct slice trimmed = slice_trim(slice_of(text_string(&plain)));
    if (out->length)
        text_append(out, "\n");
    text_append_bytes(out, trimmed.at, trimmed.length);
    text_release(&plain);
}

bool written_append_formula(struct text *out, struct slice line, bool *inside)
{
    line = slice_trim(line);
    size_t marks = 0;
    for (size_t at = 0; at + 1 < line.length; at++)
        if (line.at[at] == '$' && line.at[at + 1] == '$') {
            marks++;
            at++;
        }
    bool part = *inside || (slice_begins(line, "$$") && marks == 1);
    *inside = part && (marks % 2 ? !*inside : *inside);
    if (!part)
        return false;
    text_append(out, out->length ? "\n" : "");
    text_append_bytes(out, line.at, line.length);
    return true;
}

void written_append_line(struct text *out, const struct document *document, long line)
{
    struct slice text = written_line(document, line);
    unsigned char kind = document->kinds[line - 1];
    if (kind == LINE_FENCE)
        return;
    if (kind != LINE_CODE) {
        written_append(out, text);
        return;
    }
    if (out->length)
        text_append(out, "\n");
    text_append_bytes(out, text.at, text.length);
}

/* --- Where it stands, and when it is due ---------------------------------------------------------
 */

const struct block *written_block(const struct document *document, const struct block *from,
                                  long line)
{
    const struct block *under = from ? from : document->root->first;
    if (!under)
        return document->root;
    while (under->next && under->next->first_line <= line)
        under = under->next;
    return under;
}

/* "2026-01-02,4,270" to "due=2026-01-02 interval=4 ease=270"; NULL: of another form. */
static const char *schedule_text(struct arena *arena, struct slice part)
{
    char buffer[64], rest;
    int year, month, day, ease;
    double interval;
    if (part.length >= sizeof buffer)
        return NULL;
    memcpy(buffer, part.at, part.length);
    buffer[part.length] = '\0';
    if (sscanf(buffer, "%4d-%2d-%2d,%lf,%d%c", &year, &month, &day, &interval, &ease, &rest) != 5 ||
        year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 || !(interval >= 0) ||
        interval > 36500 || ease < 0 || ease > 10000)
        return NULL;
    return arena_format(arena, "due=%04d-%02d-%02d interval=%.6g ease=%d", year, month, day,
                        interval, ease);
}

const char *written_schedule(struct finder *finder, long line, size_t index)
{
    const struct document *d = finder->document;
    for (long look = line; look <= line + 1 && look <= d->line_count; look++) {
        struct slice text = written_line(d, look);
        size_t begin = slice_find(text, "<!--SR:");
        if (begin >= text.length || (look > line && slice_trim(slice_until(text, begin)).length))
            continue;
        text = slice_from(text, begin + strlen("<!--SR:"));
        text = slice_until(text, slice_find(text, "-->"));
        for (size_t n = 0; text.length && text.at[0] == '!'; n++) {
            struct slice part = slice_from(text, 1);
            part = slice_until(part, slice_find(part, "!"));
            if (n == index)
                return schedule_text(&finder->harvest->arena, slice_trim(part));
            text = slice_from(text, part.length + 1);
        }
        return NULL;
    }
    return NULL;
}
