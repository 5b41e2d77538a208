/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which article a term takes in "What is ...?", told from the term, its gloss and the note. */
#ifndef CONTENT_ARTICLE_H
#define CONTENT_ARTICLE_H

#include "content/vocabulary.h"

enum article {
    ARTICLE_UNKNOWN, /* nothing here tells */
    ARTICLE_ONE,     /* "a berth" */
    ARTICLE_THE,     /* "the principle of least surprise" */
    ARTICLE_QUOTED   /* perhaps a common noun, perhaps a name: ask what the word means */
};

/* The noun that counts: "league" in "league of nations", else the last word. */
struct slice article_head(struct slice term);

/* The article of a term whose last word is singular. */
enum article article_of(const struct vocabulary *vocabulary, struct slice term, struct slice gloss);

/* "sparrow, a new tool for ...", in small letters and without an article: a name in disguise. */
bool article_is_missing(struct slice term, struct slice gloss);

#endif
