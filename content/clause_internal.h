/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files that read clauses share: clause_subject.c (what may be one), clause_verb.c (where
 * it ends and its verb begins), clause_trim.c (what stands before and around it), clause_derived.c
 * (the further statements that one holds), clause.c (the sentences of a block, in order) and
 * clause_card.c (questions and answers).
 */
#ifndef CONTENT_CLAUSE_INTERNAL_H
#define CONTENT_CLAUSE_INTERNAL_H

#include "content/clause.h"

enum { CLAUSE_WORDS_READ = 24, CLAUSE_SUBJECT_WORDS = 9 };

/* "a", "an" and "the". */
bool clause_is_article(struct slice word);

/* "Engineers", "similar cases", "an example": nobody would know what is asked about. */
bool clause_says_nothing(struct slice subject);

/* Nouns of which one asks whose they are: "the purpose", "the drawback". */
bool clause_is_ownable_noun(struct slice word);

/* "the", "each" and the like aside, the noun at the end of a short phrase, or before its "of". */
struct slice clause_head(struct slice subject);

/* Whether its verb has no -s: "indexes", "the disk and the cache". */
bool clause_is_plural(struct slice subject);

/* Whether what stands after a word in -s shows that the word is a verb and no plural noun. */
bool clause_may_govern(const char *base, struct slice next);

/* Reads the words after the auxiliary words[at] of `text`; false where no question can be made. */
bool clause_read_auxiliary(struct clause *c, struct slice clause, const struct slice *words,
                           size_t count, size_t at);

/* Finds subject and verb of `clause`; the subject may still be a pronoun. */
bool clause_split(struct clause *c, struct slice clause);

/* Without "For example," and its like. */
struct slice clause_without_opener(struct slice text);

/* "In a cluster, the master ...": moves what stands before the subject from `text` to `lead`.
 * False: it points elsewhere. */
bool clause_take_lead(struct slice *text, struct slice *lead);

/* "Axioms, which are ..., serve as": the subject without its passing explanation. */
bool clause_without_relative(struct slice subject, struct slice *bare);

/* Without ", on the other hand," and its like right after the subject. */
struct slice clause_without_aside(struct slice subject);

/* "Data Lake (DL)" without the acronym. */
struct slice clause_without_acronym(struct slice subject);

/* "Plan for failure: Consider ..." without the label. */
struct slice clause_without_label(struct slice text);

/* "The goal of X" is no thing that "it" could stand for; X is. */
struct slice clause_topic(struct slice subject);

/* A new empty clause at the end of the list. */
struct clause *clause_add(struct clause_list *list);

/* "... field tags, which act as aliases": adds a statement about field tags. */
void clause_add_relative(struct clause_list *list, const struct clause *main);

/* "X, which is based on Y, gives Z": adds a statement about X and Y. */
void clause_add_inner(struct clause_list *list, const struct clause *main, struct slice subject);

/* "X is a tool that does Y": where the whole is too long for one answer, adds "X does Y". */
void clause_add_that(struct clause_list *list, const struct clause *main);

/* Where the clause goes on with a second verb ("supports A and provides B"), and how long the
 * joint is; the length of its rest: nowhere. */
size_t clause_second_verb(const struct clause *clause, size_t *skip);

/* Gives each verb of the last clause a clause; a short pair stays together. */
void clause_split_predicate(struct clause_list *list);

#endif
