/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a note as they stand in its file now, to be shown beside what was made of them. */
#ifndef TUI_SOURCE_LINES_H
#define TUI_SOURCE_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/error.h"
#include "engine/base/text.h"

struct source_lines {
    char *bytes;        /* the file, with "\0" for every line's end */
    const char **lines; /* line n is lines[n - first] */
    size_t count, capacity;
    long first; /* number of the first one kept */
};

/* Lines first..last (from 1; last 0: to the end), as many of them as there are. A missing or
 * unreadable file is ERROR_INPUT. */
bool source_lines_read(const char *file, long first, long last, struct source_lines *lines,
                       struct error *error);
/* As much of a line as `columns` cells hold, with "…" (or "~") where it was cut. */
void source_line_cut(const char *line, int columns, bool ascii, struct text *out);
void source_lines_release(struct source_lines *lines);

#endif
