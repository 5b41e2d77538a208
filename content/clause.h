/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sentences of a block read as statements: a subject that stands by itself, a finite verb, and
 * what the verb governs. Shared by the sentence patterns.
 *
 * Word lists and order, no parser: where a sentence is not certainly of this form there is no
 * clause. A leading "It", "They" or "These encodings" is replaced by the subject of the sentence
 * before when number and noun agree; otherwise there is no clause either.
 */
#ifndef CONTENT_CLAUSE_H
#define CONTENT_CLAUSE_H

#include <stdbool.h>
#include <stddef.h>

#include "content/word.h"
#include "engine/base/document.h"
#include "engine/base/draft.h"

struct finder;

enum clause_kind {
    CLAUSE_ACTIVE,  /* X stores Y */
    CLAUSE_MODAL,   /* X can store Y; `rest` begins after the verb, `phrase` with it */
    CLAUSE_BE,      /* X is Y */
    CLAUSE_MODAL_BE /* X can be Y */
};

struct clause {
    enum clause_kind kind;
    struct slice sentence; /* what the card cites */
    struct slice lead;     /* "In a cluster", without its comma; may be empty */
    struct slice subject;  /* as written, or that of the sentence before */
    bool borrowed;         /* the latter */
    bool relative;         /* from "..., which stores Y" */
    bool negated;          /* "is not"; `rest` begins with the "not" */
    bool several;          /* `phrase` holds two verbs: "monitors A and assigns B" */
    bool expletive;        /* "It is important to ..." */
    bool plural;
    struct slice auxiliary; /* "is", "are", "can"; empty: "do" or "does" */
    const char *verb;       /* base form; "be" */
    struct slice phrase;    /* from the verb (after the auxiliary) to the end */
    struct slice rest;      /* what follows the verb */
    struct slice owner;     /* for "The main idea": the subject of the sentence before, or empty */
    struct slice since;     /* the sentence that the subject was taken from, else `sentence` */
};

/* Kept by the finder for the block last asked for. */
struct clause_list {
    const struct block *block;
    struct clause *clauses;
    size_t count, capacity;
};
void clause_list_release(struct clause_list *list);

/* Whether its text is sentences: also a fence without a language that holds a quotation. */
bool clause_is_prose(const struct block *block);

/* The block's clauses in order; valid until asked for another block. */
const struct clause *clause_read(struct finder *finder, const struct block *block, size_t *count);

/* Whether the words make a subject that needs nothing before it. */
bool clause_is_subject(struct slice subject);

/* "What does an index speed up?" from "What", "speed up": with auxiliary, lead and, where the
 * subject says too little, its heading. `phrase` may be empty. */
const char *clause_question(struct finder *finder, const struct block *block,
                            const struct clause *clause, const char *what, const char *phrase);

/* The answer without a reason at its end and an owner at its beginning. */
struct slice clause_answer(struct slice text);

/* Offers the card; `back` is shortened and cleaned here. */
bool clause_offer(struct finder *finder, const struct block *block, const struct clause *clause,
                  enum card_kind kind, const char *question, struct slice back, double adjust);

/* The name that all cards of one sentence share. */
const char *clause_group(struct finder *finder, const struct block *block, struct slice sentence);

/* `text` as it reads inside a question: cleaned, the first letter small where it may be. */
const char *clause_inside(struct finder *finder, struct slice text);

/* The first word of `text` and what follows it. */
struct slice clause_after(struct slice text, struct slice word);

/* What one verb governs: up to where the sentence goes on with another verb or statement. */
struct slice clause_predicate(struct slice rest, bool plural);

/* Up to where a question may go on with the text: before ", which", "; ", " because", ... */
struct slice clause_core(struct slice text);

#endif
