/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sentence, or a part of one, taken apart just as far as a gap in it needs: where its subject
 * ends and its verb stands. Less certain than content/clause.h, and finds more.
 */
#ifndef CONTENT_STATEMENT_H
#define CONTENT_STATEMENT_H

#include <stdbool.h>

#include "content/word.h"

enum { STATEMENT_WORDS = 55 };

struct statement {
    struct slice text;
    struct slice words[STATEMENT_WORDS + 1];
    bool aside[STATEMENT_WORDS + 1]; /* stands in brackets */
    size_t count;
    size_t subject; /* the words from it up to the verb say what it is about */
    size_t verb;    /* count: none that is certain */
    bool command;   /* "Keep the lid closed": the verb comes first */
    bool exists;    /* "There is a lid": what there is follows the verb */
};

/* Takes `text` apart, without what only leads to it; false: it says nothing by itself. */
bool statement_read(struct statement *statement, struct slice text);

/* Words that open another clause. */
bool statement_is_break(struct slice word);
/* "of", "with": lead to the last part of what a verb says. */
bool statement_is_joint(struct slice word);
/* "and", "or", "like". */
bool statement_is_joining(struct slice word);
/* "the", "these": not missed at the beginning of an answer. */
bool statement_is_article(struct slice word);
/* Whether a word from `from` on, before `end`, carries meaning. */
bool statement_says(const struct statement *statement, size_t from, size_t end);
/* Whether the word ends in one of the marks. */
bool statement_ends_with(struct slice word, const char *marks);

#endif
