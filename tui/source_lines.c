/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/source_lines.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"

static const char byte_order_mark[] = "\xEF\xBB\xBF";

void source_lines_release(struct source_lines *lines)
{
    free(lines->bytes);
    free(lines->lines);
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
