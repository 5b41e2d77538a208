/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts in Chinese, Japanese and Korean: which of them it is, how long it is in characters (they
 * have no blanks to count words by), what can be a term, and the question for a term.
 */
#ifndef CONTENT_SCRIPT_H
#define CONTENT_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "content/word.h"

enum script { SCRIPT_OTHER, SCRIPT_CHINESE, SCRIPT_JAPANESE, SCRIPT_KOREAN };

/* By the characters: at least two and a third of the text; kana make it Japanese, Hangul Korean. */
enum script script_of(struct slice text);

/* Whether the byte begins a Chinese, Japanese or Korean character. */
static inline bool script_begins(char byte)
{
    return (unsigned char)byte >= 0xE3 && (unsigned char)byte <= 0xED;
}

/* Characters, not bytes. */
size_t script_length(struct slice text);

/* Without "（...）" or "(...)" at its end, and without emphasis and quotes around it. */
struct slice script_term(struct slice text);

/* Whether it can be asked for: no clause, no pronoun, no label such as "Note" in those languages.
 */
bool script_is_term(struct slice term);

/* "What is X?" in the language; NULL for SCRIPT_OTHER. */
const char *script_question(struct arena *arena, enum script script, const char *term);

/* The text up to a full stop, or up to a comma where that is too long to recall; without it. */
struct slice script_shorten(struct slice text);

#endif
