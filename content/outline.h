/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What leads to a list and what stands in it: a heading or line over bullets, a bullet over nested
 * ones, a line over indented lines. The layout patterns share it, and the questions that it asks.
 */
#ifndef CONTENT_OUTLINE_H
#define CONTENT_OUTLINE_H

#include "content/pattern.h"

enum { OUTLINE_ITEMS = 12 };

struct outline_item {
    struct slice text;
    const struct block *block; /* of the list; the paragraph where the items are its lines */
    long line, end_line;
};

struct outline {
    struct slice lead; /* as written, without the colon at its end */
    const struct block *block;
    long line, end_line; /* of the lead */
    struct outline_item items[OUTLINE_ITEMS];
    size_t count;
    bool ordered;
    bool colon; /* the lead ended in one */
    bool whole; /* no item was left out for want of room */
};

/* What most items are, which decides how to ask for them. */
enum outline_form { FORM_NOUN, FORM_ACTION, FORM_TRAIT, FORM_QUESTION, FORM_CLAUSE };

/* Whether `block` leads to something; fills `outline`. */
bool outline_read(const struct finder *finder, const struct block *block, struct outline *outline);

/* The same for line `first` of a paragraph or item and the lines below it that stand further right.
 */
bool outline_read_lines(const struct finder *finder, const struct block *block, size_t first,
                        struct outline *outline);

enum outline_form outline_form(const struct outline *outline);
enum outline_form outline_form_of(struct slice item);

/* The heading, parent item or topic that the block is about, as it reads inside a question; NULL
 * where none says enough. */
const char *outline_about(struct finder *finder, const struct block *block);

/* The question with "About: " before it, where it does not name that itself. */
const char *outline_in_context(struct finder *finder, const struct block *block,
                               const char *question);

/* The lead as a name ("storage systems"); "" where it is a whole statement. */
struct slice outline_label(const struct outline *outline);

/* The question that the items answer, or NULL. */
const char *outline_question(struct finder *finder, const struct outline *outline);

/* The item in a few words: its term where the items have `terms`, else its first clause; without a
 * parenthesis. */
const char *outline_short(struct finder *finder, struct slice item, bool terms);

/* Whether the items are terms with an explanation behind a colon or dash. */
bool outline_has_terms(const struct outline *outline);

/* The length of the term that begins the text, or the whole length. */
size_t outline_term_end(struct slice item);

/* "Always be testing": begun by a verb in its base form. */
bool outline_is_imperative(struct slice label);

/* Whether the name takes "are": plural, and not the name of one product. */
bool outline_is_many(struct slice name);

/* The name as the subject of a question, with an article where it needs one. */
const char *outline_subject(struct finder *finder, struct slice name);

/* "advantages", "parts": plural nouns that say what part the items play of something else. */
bool outline_is_relation(struct slice label);

/* Whether the item says something of its parent ("collects ...", "a kind of ...", "used for ...")
 * instead of being one of several. */
bool outline_is_gloss(struct slice item);
bool outline_is_glossed(const struct outline *outline); /* most items are */

/* "transports water", "sorts the mail": a verb in s with its object, and no plural noun. */
bool outline_tells_action(struct slice text);

/* "for" for what serves something ("tools for", "techniques for"), else "of". */
const char *outline_relation_link(struct slice label);

/* "Function", "Goal": what it is of, the heading or item above says. */
bool outline_is_attribute(struct slice label);

/* The emphasised name that begins the item, or the whole item. */
struct slice outline_item_name(const struct outline_item *item);

/* The name in small letters, unless it holds a proper name; words that the note never uses inside a
 * sentence are common ones where `unknown_too`. */
const char *outline_small(struct finder *finder, struct slice name, bool unknown_too);

/* Lead and items in one string, for the judge. */
struct slice outline_passage(struct finder *finder, const struct outline *outline);

/* A card over the whole outline: its block, its lines and its passage, nothing adjusted yet. */
struct offer outline_offer(struct finder *finder, const struct outline *outline,
                           enum card_kind kind, const char *front, const char *back,
                           const char *group);

/* Several answers to one question, in the harvest's arena. */
struct outline_answers {
    const char *text[OUTLINE_ITEMS];
    size_t count, words, longest; /* longest: words of the longest */
};
void outline_add_answer(struct outline_answers *answers, const char *text);

/* Offers `base` with the answers: as one card where they are few and short, else with one gap an
 * answer in the list behind `label`. */
void outline_offer_answers(struct finder *finder, const struct offer *base, const char *question,
                           const char *label, const struct outline_answers *answers);

/* The parts of "on site, rented / both, etc.", without "and" and what only says that there are
 * more; 0 where there are more than fit. */
size_t outline_split(struct slice text, struct slice *parts, size_t room);

/* As outline_split(), but only where the parts are names beside each other ("salt, pepper"), and no
 * explanation; else 0. */
size_t outline_listed(struct slice text, struct slice *parts, size_t room);

/* "etc.", "other reasons": says that there is more, and not what. */
bool outline_is_filler(struct slice item);

/* A question in so many words ("what does it cost"), no clause ("how much it costs"). */
bool outline_is_asked(struct slice item);

/* "two" up to "twelve", above in digits. */
const char *outline_number(struct finder *finder, size_t count);

/* The text without what stands in parentheses; lone acronyms stay unless `acronyms_too`. */
struct slice outline_without_parentheses(struct finder *finder, struct slice text,
                                         bool acronyms_too);

/* Takes "in the book" and its like out of the lead. */
void outline_tidy(struct finder *finder, struct outline *outline);

/* Begun by a capital, unless the first word is code. */
const char *outline_capitalised(struct finder *finder, const char *text);
const char *outline_lowered(struct finder *finder, const char *text);

#endif
