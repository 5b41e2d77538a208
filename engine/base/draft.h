/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the content layer hands over: card drafts and what else one note file yielded.
 *
 * A draft is a card that a pattern proposes; it has no identity yet. The engine reconciles drafts
 * with the cards it knows and stores them. Everything here lives in the arena of the `harvest`
 * that holds it.
 */
#ifndef ENGINE_BASE_DRAFT_H
#define ENGINE_BASE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/memory.h"

enum card_kind {
    CARD_BASIC,   /* front asks, back answers */
    CARD_REVERSE, /* the same fact asked from the other side */
    CARD_CLOZE,   /* front holds "[...]" (or "[hint]") where the answer goes */
    CARD_LIST,
    CARD_ORDER,
    CARD_TABLE,
    CARD_COMMAND,
    CARD_TYPED,
    CARD_KIND_COUNT
};

/* "basic", "reverse", ... as the contract names them. */
const char *card_kind_name(enum card_kind kind);
/* The kind of that name, or CARD_KIND_COUNT. */
enum card_kind card_kind_of(const char *name);

/*
 * What a card says that other notes may say otherwise: what an acronym stands for, or how a term is
 * defined. The engine compares claims over all files (engine/across.c). All strings are folded.
 */
enum claim_kind { CLAIM_NONE, CLAIM_EXPANSION, CLAIM_DEFINITION };
struct claim {
    enum claim_kind kind;
    const char *term;  /* the acronym; the thing defined */
    const char *words; /* those of the full name, or those of the definition that carry meaning:
                          in order, blank-separated */
    const char *scope; /* the same of the heading under which a definition holds; "": everywhere */
};

/* An answer that the card got in another program. */
struct draft_review {
    int64_t utc_ms;
    int grade;             /* 0-5 */
    int64_t milliseconds;  /* taken */
    int64_t interval_days; /* after it; negative: seconds; 0: not known */
    int ease_hundredths;   /* after it; 0: not known */
};

struct draft {
    enum card_kind kind;
    const char *front, *back;   /* plain UTF-8, no markup; "\n" separates lines of lists and code */
    const char *pattern;        /* name of the pattern that made it */
    double confidence;          /* 0..1 */
    long line, end_line;        /* 1-based, inclusive: the lines that support it */
    const char *const *heading; /* heading path, outermost first */
    size_t heading_count;
    const char *topic; /* the day's topic, else the innermost heading; may be NULL */
    int day;           /* the journal's day number, 0: none */
    const char *const *tags;
    size_t tag_count;
    const char *group;   /* drafts with the same group are siblings (one sentence, list or
                            row); unique within the file */
    const char *passage; /* the source text that was matched, for --explain */
    const char *reason;  /* why, in words: match and the parts of the score */
    const char *held;    /* must not become active: "conflict", "acronym" (its letters do not
                            match the words); NULL: free */
    struct claim claim;
    const char *simulation; /* "NAME parameter=value ..." or NULL */
    const char *schedule;   /* what another program knows: "due=2026-01-02 interval=4 ease=270"
                               (days; ease in per cent), or NULL */
    bool explicit_card;     /* written as a card by the person: active at once */

    /* Of a card that comes from another program's deck: */
    const char *key; /* what it is called there, whatever its text; NULL: its text says who it is */
    const char *id;  /* its id in a collection of ours, where the key tells; or NULL */
    const char *media; /* "NAME\tFILE\n" for each of its media: what the text calls it, and the file
                          in the folder of media; or NULL */
    bool suspended;    /* was put aside there */
    int repetitions, lapses;            /* with `schedule`; repetitions 0: not known */
    const struct draft_review *reviews; /* by time */
    size_t review_count;
};

struct warning {
    const char *file;
    long line;        /* 0: the whole file */
    const char *code; /* "invalid-utf8", "nul-byte", "binary", "broken-block", ... */
    const char *message;
};

/* A passage the person should look at: a doubt, a mark to refer back, a mismatched acronym. */
struct remark {
    const char *kind; /* "clarify" or "conflict" */
    const char *file;
    long line;
    const char *text, *why;
    const char *mismatched; /* the name that an acronym does not match: its cards are held; or NULL
                             */
};

/* A passage that a simulation illustrates, with parameters taken from the text. */
struct simulation_link {
    const char *name, *parameters; /* "size-bytes=5e12 ..." */
    long line, end_line;
};

/* One row of a journal's table of books, projects, certificates, ...; the table's own words. */
enum goal_status { GOAL_PLANNED, GOAL_IN_PROGRESS, GOAL_DONE };
struct goal_item {
    const char *goal, *name; /* "books", ...: lower case, as in goal_target */
    enum goal_status status;
    long line;
};

/* How many of them the journal's strategy promises. */
struct goal_target {
    const char *goal;
    long target, line;
    const char *text; /* the sentence that says so */
};

/* All that one file yielded. `arena` owns every pointer. Zero-initialise; harvest_release() after.
 */
struct harvest {
    struct arena arena;
    const char *file; /* absolute path */
    struct draft *drafts;
    size_t draft_count, draft_capacity;
    struct warning *warnings;
    size_t warning_count, warning_capacity;
    struct remark *remarks;
    size_t remark_count, remark_capacity;
    struct simulation_link *links;
    size_t link_count, link_capacity;
    struct goal_item *goal_items;
    size_t goal_item_count, goal_item_capacity;
    struct goal_target *goal_targets;
    size_t goal_target_count, goal_target_capacity;
    bool skipped; /* the file was not text and yields nothing */
    long words;   /* of the whole file, for the journal's goal; 0: not counted */
};
void harvest_release(struct harvest *harvest);

/* Room for one more, zeroed; the arrays are owned by the harvest. */
struct draft *harvest_add_draft(struct harvest *harvest);
struct remark *harvest_add_remark(struct harvest *harvest);
struct simulation_link *harvest_add_link(struct harvest *harvest);
struct goal_item *harvest_add_goal_item(struct harvest *harvest);
struct goal_target *harvest_add_goal_target(struct harvest *harvest);

/* Adds a warning about the harvest's own file. */
void harvest_warn(struct harvest *harvest, long line, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
