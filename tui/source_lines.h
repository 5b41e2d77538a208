/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a note as they stand in its file now, to be shown beside what was made of them. */
#ifndef TUI_SOURCE_LINES_H
#define TUI_SOURCE_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/canvas.h"
#include "engine/base/error.h"
#include "engine/base/text.h"

/* Bytes [start, end) of a line; none where they are equal. */
struct line_part {
    size_t start, end;
};

struct source_lines {
    char *bytes;             /* the file, with "\0" for every line's end */
    const char **lines;      /* line n is lines[n - first] */
    struct line_part *parts; /* what source_lines_mark() found in each line; NULL: never asked */
    size_t count, capacity;
    long first; /* number of the first one kept */
};

/* Lines first..last (from 1; last 0: to the end), as many of them as there are. A missing or
 * unreadable file is ERROR_INPUT. */
bool source_lines_read(const char *file, long first, long last, struct source_lines *lines,
                       struct error *error);
/*
 * Finds the passage in the lines first..last: each line of it in turn, by letters and digits alone,
 * so that markup, line ends and punctuation do not matter. A part that leaves nothing readable of
 * its line out is the whole line. False: none of it is there any more, as after an edit.
 */
bool source_lines_mark(struct source_lines *lines, long first, long last, const char *passage);
/* As much of a line as `columns` cells hold, with "…" (or "~") where it was cut. */
void source_line_cut(const char *line, int columns, bool ascii, struct text *out);
/* The part with about `around` cells of the line before and after it, cut between words and marked
 * as above. `mark` receives where the part begins and ends in what was appended to `out`. */
void source_line_window(const char *line, struct line_part part, int around, bool ascii,
                        struct text *out, struct line_part *mark);
void source_lines_release(struct source_lines *lines);

#endif
