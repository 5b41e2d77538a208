/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/source_lines.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"

static const char byte_order_mark[] = "\xEF\xBB\xBF";

void source_lines_release(struct source_lines *lines)
{
    free(lines->bytes);
    free(lines->lines);
    free(lines->parts);
    *lines = (struct source_lines){0};
}

void source_line_cut(const char *line, int columns, bool ascii, struct text *out)
{
    size_t length = strlen(line), fitting = text_fit(line, length, columns);
    if (fitting == length) {
        text_append(out, line);
        return;
    }
    text_append_bytes(out, line, text_fit(line, length, columns > 1 ? columns - 1 : 0));
    text_append(out, ascii ? "~" : "…");
}

/* Ends the line and returns the beginning of the next; line ends of every system count. */
static char *cut_line(char *at, const char *end)
{
    while (at < end && *at != '\n' && *at != '\r')
        at++;
    if (at == end)
        return at;
    bool both = *at == '\r' && at + 1 < end && at[1] == '\n';
    *at = '\0';
    return at + (both ? 2 : 1);
}

bool source_lines_read(const char *file, long first, long last, struct source_lines *lines,
                       struct error *error)
{
    size_t length;
    *lines = (struct source_lines){.first = first > 1 ? first : 1};
    if (!file_read(file, &lines->bytes, &length, error))
        return false;
    char *at = lines->bytes, *end = at + length;
    if (length >= 3 && !memcmp(at, byte_order_mark, 3))
        at += 3;
    for (long number = 1; at < end && (last <= 0 || number <= last); number++) {
        const char *line = at;
        at = cut_line(at, end);
        if (number < lines->first)
            continue;
        memory_reserve((void **)&lines->lines, lines->count, &lines->capacity,
                       sizeof *lines->lines);
        lines->lines[lines->count++] = line;
    }
    return true;
}

/* --- Where a passage stands ---------------------------------------------------------------------
 */

/* A letter or digit, and the bytes that it takes in its line. */
struct sign {
    uint32_t code;
    size_t line, start, end;
};
struct signs {
    struct sign *at;
    size_t count, capacity;
};

/* The length of what is not read at the beginning of a line: bullets, numbers, quotation bars. */
static size_t skip_prefix(const char *line)
{
    size_t at = strspn(line, " \t>#*+-");
    size_t digits = strspn(line + at, "0123456789");
    if (digits && (line[at + digits] == '.' || line[at + digits] == ')') && line[at + digits + 1])
        at += digits + 1;
    return at;
}

/* The length of markup that holds letters: an address, a tag, an entity, a wikilink's page. */
static size_t skip_markup(const char *at)
{
    const char *end = NULL;
    if (at[0] == ']' && at[1] == '(') {
        end = strchr(at, ')');
    } else if (at[0] == '<' && (isalpha((unsigned char)at[1]) || at[1] == '/' || at[1] == '!')) {
        end = strchr(at, '>');
    } else if (at[0] == '&') {
        size_t name = strspn(at + 1, "#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789");
        return name && name < 10 && at[name + 1] == ';' ? name + 2 : 0;
    } else if (at[0] == '[' && at[1] == '[') {
        size_t page = strcspn(at, "|]");
        return at[page] == '|' ? page + 1 : 0;
    }
    return end ? (size_t)(end - at) + 1 : 0;
}

static void add_signs(struct signs *signs, const char *text, size_t length, size_t line, bool raw)
{
    for (size_t at = raw ? skip_prefix(text) : 0; at < length;) {
        size_t markup = raw ? skip_markup(text + at) : 0;
        if (markup) {
            at += markup;
            continue;
        }
        uint32_t code;
        size_t step = utf8_decode(text + at, length - at, &code, NULL);
        if (u_isalnum((UChar32)code)) {
            memory_reserve((void **)&signs->at, signs->count, &signs->capacity, sizeof *signs->at);
            signs->at[signs->count++] = (struct sign){
                (uint32_t)u_foldCase((UChar32)code, U_FOLD_CASE_DEFAULT), line, at, at + step};
        }
        at += step;
    }
}

/* Where `wanted` begins among `signs` at `from` or later; signs->count: nowhere. */
static size_t find_signs(const struct signs *signs, size_t from, const struct signs *wanted)
{
    for (size_t at = from; at + wanted->count <= signs->count; at++) {
        size_t same = 0;
        while (same < wanted->count && signs->at[at + same].code == wanted->at[same].code)
            same++;
        if (same == wanted->count)
            return at;
    }
    return signs->count;
}

static void add_part(struct line_part *part, const struct sign *sign)
{
    if (part->start == part->end || sign->start < part->start)
        part->start = sign->start;
    part->end = sign->end > part->end ? sign->end : part->end;
}

/* The full stop and closing quotation mark belong to the part; what then is all of the line that
 * can be read takes in its markup too. */
static void round_part(const char *line, struct line_part *part, const struct signs *signs,
                       size_t number)
{
    size_t length = strlen(line);
    bool before = false, after = false;
    for (size_t i = 0; i < signs->count; i++) {
        if (signs->at[i].line != number)
            continue;
        before |= signs->at[i].start < part->start;
        after |= signs->at[i].end > part->end;
    }
    if (!before && !after) {
        *part = (struct line_part){0, length};
        return;
    }
    while (part->end < length && strchr(".:;!?)\"'%", line[part->end]))
        part->end++;
}

/* Marks each line of the passage where it is found, from the one before on if it is there. */
static bool mark_pieces(struct source_lines *lines, const struct signs *signs, const char *passage)
{
    struct signs wanted = {0};
    size_t from = 0;
    bool found = false;
    for (const char *piece = passage; *piece;) {
        size_t length = strcspn(piece, "\n");
        wanted.count = 0;
        add_signs(&wanted, piece, length, 0, false);
        size_t at = wanted.count ? find_signs(signs, from, &wanted) : signs->count;
        if (at == signs->count && from > 0 && wanted.count)
            at = find_signs(signs, 0, &wanted); /* columns are read from top to bottom */
        for (size_t i = 0; at < signs->count && i < wanted.count; i++)
            add_part(&lines->parts[signs->at[at + i].line], &signs->at[at + i]);
        found |= at < signs->count;
        from = at < signs->count ? at + wanted.count : from;
        piece += length + (piece[length] == '\n');
    }
    free(wanted.at);
    return found;
}

bool source_lines_mark(struct source_lines *lines, long first, long last, const char *passage)
{
    bool found = false;
    free(lines->parts);
    lines->parts = memory_allocate(lines->count + 1, sizeof *lines->parts);
    /* As text, where markup says nothing; then as code, where "<name>" is to be read. */
    for (int code = 0; code < 2 && !found && passage; code++) {
        struct signs signs = {0};
        for (size_t i = 0; i < lines->count; i++)
            if (lines->first + (long)i >= first && lines->first + (long)i <= last)
                add_signs(&signs, lines->lines[i], strlen(lines->lines[i]), i, !code);
        found = mark_pieces(lines, &signs, passage);
        for (size_t i = 0; i < lines->count; i++)
            if (lines->parts[i].end > lines->parts[i].start)
                round_part(lines->lines[i], &lines->parts[i], &signs, i);
        free(signs.at);
    }
    return found;
}

/* --- A part with what stands around it ----------------------------------------------------------
 */

static bool is_inside_character(const char *line, size_t at)
{
    return ((unsigned char)line[at] & 0xC0) == 0x80;
}

/* Where the last `cells` before `end` begin, at a word where there is one. */
static size_t window_start(const char *line, size_t end, int cells)
{
    size_t at = end, word = end;
    while (at > 0 && text_width(line + at, end - at) < cells) {
        do
            at--;
        while (at > 0 && is_inside_character(line, at));
        if (at == 0 || line[at - 1] == ' ')
            word = at;
    }
    return word < end ? word : at;
}

/* Where the first `cells` from `start` on end, likewise. */
static size_t window_end(const char *line, size_t start, int cells)
{
    size_t length = strlen(line), end = start + text_fit(line + start, length - start, cells);
    size_t word = end;
    if (end == length)
        return end;
    while (word > start && line[word] != ' ')
        word--;
    return word > start || line[word] == ' ' ? word : end;
}

void source_line_window(const char *line, struct line_part part, int around, bool ascii,
                        struct text *out, struct line_part *mark)
{
    size_t start = window_start(line, part.start, around);
    size_t end = window_end(line, part.end, around);
    const char *cut = ascii ? "~ " : "… ";
    if (start > 0)
        text_append(out, cut);
    text_append_bytes(out, line + start, part.start - start);
    mark->start = out->length;
    text_append_bytes(out, line + part.start, part.end - part.start);
    mark->end = out->length;
    text_append_bytes(out, line + part.end, end - part.end);
    if (line[end])
        text_append(out, ascii ? " ~" : " …");
}
