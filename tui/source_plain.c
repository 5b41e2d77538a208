/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/source_plain.h"

#include <string.h>

#include "engine/base/text.h"
#include "tui/plain.h"
#include "tui/source_lines.h"

enum { OTHER_CELLS = 100, AROUND_CELLS = 160 };

static void print_row(FILE *out, long number, char sign, const char *bytes, size_t length)
{
    struct text line = {0};
    while (length && bytes[length - 1] == ' ')
        length--;
    size_t blank = sign == ' ' || sign == '>' ? 0 : strspn(bytes, " ");
    text_printf(&line, "%6ld %c ", number, sign);
    text_append_bytes(&line, bytes + blank, length > blank ? length - blank : 0);
    plain_print(out, "", text_string(&line));
    text_release(&line);
}

/* A line that holds more than the passage, in up to three rows. */
static void print_part(FILE *out, long number, const char *line, struct line_part part, bool ascii)
{
    struct text shown = {0};
    struct line_part mark;
    source_line_window(line, part, AROUND_CELLS, ascii, &shown, &mark);
    const char *bytes = text_string(&shown);
    if (mark.start)
        print_row(out, number, ' ', bytes, mark.start);
    print_row(out, number, '>', bytes + mark.start, mark.end - mark.start);
    size_t blank = strspn(bytes + mark.end, " ");
    if (mark.end + blank < shown.length)
        print_row(out, number, ' ', bytes + mark.end + blank, shown.length - mark.end - blank);
    text_release(&shown);
}

static void print_line(FILE *out, long number, const char *line, bool cited,
                       const struct line_part *part, bool ascii)
{
    struct text cut = {0};
    if (cited && part && part->end > part->start && part->end - part->start < strlen(line)) {
        print_part(out, number, line, *part, ascii);
    } else if (cited) {
        print_row(out, number, line[strspn(line, " \t")] ? '>' : ' ', line, strlen(line));
    } else {
        source_line_cut(line, OTHER_CELLS, ascii, &cut);
        print_row(out, number, ' ', text_string(&cut), cut.length);
    }
    text_release(&cut);
}

void source_plain(FILE *out, const struct card *card, long around, bool ascii)
{
    struct source_lines lines = {0};
    struct error unread = {0};
    struct text where = {0};
    if (!card->source_count)
        return;
    const struct card_source *source = &card->sources[0];
    text_printf(&where, "From %s:%ld", source->file, source->line);
    plain_print(out, "", text_string(&where));
    text_release(&where);
    if (source_lines_read(source->file, source->line - around, source->end_line + around, &lines,
                          &unread)) {
        bool found = source_lines_mark(&lines, source->line, source->end_line, card->passage);
        for (size_t i = 0; i < lines.count; i++) {
            long number = lines.first + (long)i;
            print_line(out, number, lines.lines[i],
                       number >= source->line && number <= source->end_line,
                       found ? &lines.parts[i] : NULL, ascii);
        }
    } else {
        plain_print(out, "The file cannot be read: ", unread.message);
        plain_print(out, "   ", card->passage ? card->passage : "");
    }
    source_lines_release(&lines);
}
