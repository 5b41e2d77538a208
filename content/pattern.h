/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a pattern plugs in: one file in content/pattern/ that ends in a `const struct pattern
 * pattern_NAME` (dashes as underscores). The registry is generated from the file names, and one
 * suite tries every pattern's own example and counter-example.
 *
 * A pattern looks at one block at a time and offers cards. It overgenerates: whether an offer is
 * faithful, short enough and worth asking is judged in one place (content/quality.h), and what two
 * patterns found twice is settled in content/settle.h. Explicit patterns run first, once for the
 * whole document; the lines that they claim are closed to the others.
 */
#ifndef CONTENT_PATTERN_H
#define CONTENT_PATTERN_H

#include <stdbool.h>

#include "content/clause.h"
#include "content/content.h"
#include "content/sentence.h"
#include "content/vocabulary.h"
#include "content/word.h"
#include "engine/base/document.h"
#include "engine/base/draft.h"
#include "engine/base/text.h"

struct finder;

struct pattern {
    const char *name; /* "term-colon" */
    double confidence;
    const char *summary;         /* one line for `cards --patterns` */
    const char *example;         /* a note that gives the card below */
    const char *front, *back;    /* one card of the example, exactly */
    const char *counter_example; /* a note in which this pattern finds nothing */
    bool explicit_card;          /* written as a card: find() is called once, with the document */
    bool fallback;               /* looks at a block after all others have */
    void (*find)(struct finder *finder, const struct block *block);
};

extern const struct pattern *const pattern_registry[]; /* ends in NULL */

/* What was found out about a passage; all offers from it share that. */
struct passage_verdict {
    struct slice passage;
    bool known, secret, hedged;
    const char *why;  /* no inferred card may come from it, or NULL */
    const char *copy; /* in the harvest's arena, or NULL: no draft yet */
};

/* What a find function works with. */
struct finder {
    const struct document *document;
    const struct content_options *options;
    struct harvest *harvest; /* strings handed over live in its arena; while a block is looked at,
                                that is a working arena, cleared after it */
    struct arena *kept;      /* where what drafts hold is copied to meanwhile, or NULL */
    struct arena work;
    const struct pattern *pattern;
    struct splitter splitter;
    struct vocabulary vocabulary;
    const struct block *split; /* whose sentences the splitter holds */
    struct clause_list clauses;
    bool english;                   /* the note is written in English */
    bool flashcards;                /* "::", "?" and "==" make cards here */
    unsigned char *claimed;         /* per line: an explicit card stands there */
    const char **refused;           /* per line: why no card, or NULL; NULL when nobody asks */
    struct passage_verdict verdict; /* on the passage of the last offer */
    const struct block *judged;     /* the heading that `aside` was asked for last */
    bool aside;
    const struct block *titled, *title; /* a heading, and the one right above it that titles it */
    const struct block *named;          /* the heading whose path `names` holds */
    const char **names;
    size_t name_count;
    struct text cleaned;                    /* room for finder_clean() */
    struct text reason;                     /* of the draft that is being made */
    const char *reasons[256];               /* given before, by hash: most repeat */
    const char *group_offered, *group_kept; /* of the last draft, and its copy */
    const char *topic;                      /* of the journal day that the block belongs to */
    int day;
    size_t groups;
    size_t first_of_block; /* draft: those from it on were made of the block in hand */
};

/* What a pattern offers. Zero what does not apply. */
struct offer {
    enum card_kind kind;
    const char *front, *back; /* terminated, in the harvest's arena; cleaned by finder_clean() */
    const struct block *block;
    long line, end_line;
    struct slice passage; /* the text it was taken from (it must stay: what was found out about it
                             is kept); doubts and chatter in it refuse the card */
    struct slice term;    /* what the question is about, where the pattern knows */
    const char *group;    /* siblings share one; NULL: a new one */
    double adjust;        /* added to the pattern's confidence */
    const char *why;      /* of the adjustment, or NULL */
    const char *schedule; /* as in struct draft, or NULL */
};

/* Judges the offer and adds a draft; false: refused. */
bool finder_offer(struct finder *finder, const struct offer *offer);

/* What share of the meaningful words of a passage the drafts made of it so far show. Takes time
 * with every draft of the block in hand. */
double finder_asked(const struct finder *finder, struct slice passage);

/* A new group name. */
const char *finder_group(struct finder *finder);

/* The block's sentences; valid until asked for another block. */
const struct slice *finder_sentences(struct finder *finder, const struct block *block,
                                     size_t *count);

/* First and last source line of a part of the block's text. */
long finder_line(const struct block *block, struct slice part);
long finder_end_line(const struct block *block, struct slice part);

/* White space collapsed, stray markup and outer quotes and punctuation gone. */
const char *finder_clean(struct finder *finder, struct slice text);

/* The block's text from one source line. `index` counts from 0; length 0: no more. */
struct slice block_text_line(const struct block *block, size_t index);

/* Marks lines as holding an explicit card. */
void finder_claim(struct finder *finder, long line, long end_line);

#endif
