/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A term and what is said about it, as the definition patterns find them: the question in proper
 * English, its reverse where that has one answer, and which words are no terms at all.
 */
#ifndef CONTENT_DEFINITION_H
#define CONTENT_DEFINITION_H

#include "content/pattern.h"

struct definition {
    struct slice term, gloss; /* slices of `block`'s text */
    const struct block *block;
    struct slice passage;
    long line, end_line;
    double adjust;
    const char *why;
};

/* Offers the card and its reverse. An acronym in the term ("Data Lake (DL)") is left out of the
 * question; the acronym pattern asks for it. */
bool definition_offer(struct finder *finder, const struct definition *definition);

/* Whether it can be asked for: one to seven words, no sentence, no label such as "Example". */
bool definition_is_term(struct slice term);

/* "Plan for failure", "Always be testing": a principle, no thing. */
bool definition_is_principle(struct slice term);

/* "a VPC", "Airflow", "data warehouses": the subject as it reads inside a question. */
const char *definition_subject(struct finder *finder, struct slice subject);

/* Offers one question and answer about `subject`, without a reverse. */
bool definition_offer_question(struct finder *finder, const struct definition *definition,
                               const char *question, enum card_kind kind, const char *back,
                               const char *group);

/* Offers "Which term fits: ...?" where the gloss has one answer. */
void definition_offer_reverse(struct finder *finder, const struct definition *definition,
                              struct slice term, const char *back, const char *group);

#endif
