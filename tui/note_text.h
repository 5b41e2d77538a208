/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A note's lines as they read, not as they are typed: emphasis, links, tags and marks without their
 * markup. Lines stay lines, so that each can have its margin; code, tables and drawings stay as
 * they are.
 */
#ifndef TUI_NOTE_TEXT_H
#define TUI_NOTE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/error.h"
#include "engine/base/memory.h"

struct note_text {
    struct arena arena;
    const char **lines; /* line n is lines[n - 1]; NULL: as it stands in the file */
    bool *headings;
    size_t count;
};
bool note_text_read(const char *file, struct note_text *text, struct error *error);
void note_text_release(struct note_text *text);

/* The line as it reads, else `raw`. */
const char *note_text_line(const struct note_text *text, long number, const char *raw);
bool note_text_is_heading(const struct note_text *text, long number);

#endif
