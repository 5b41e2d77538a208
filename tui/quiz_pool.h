/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cards that a quiz draws on, with what is needed to compare them: how the question is put, the
 * words that carry meaning, and wrong answers that look right.
 *
 * A card lends its back as a wrong answer to another card (a distractor) only where
 *   - it asks the same kind of question ("what is", "what does ... do", "which term fits", ...) and
 *     its back begins alike (a verb, "to", "by", a number, a noun), is of like length and, where
 *     it is a list, has as many items;
 *   - it can be no right answer. It is one, or may be, where its front is about the same thing (the
 *     meaning words of one front are all in the other; of two definitions, half of them); where its
 *     back is alike (near_miss.h), is contained in the right answer or contains it, or shares a
 * third of its meaning words with it; where the same holds for an item or the whole of any card
 * that is about the same thing (so an item of a list that belongs is never offered as wrong); where
 * its back names what is asked about, or what is asked names its back. Cards of the same pattern
 * and topic come first, then of the same pattern, then of the same kind where they are of the same
 * topic or share a word with the question. A back that names its own subject ("SSTables are ...")
 * is never lent. Two distractors must not be alike either. Where the right answer repeats a word of
 * the question, one of them must as well, or the repetition would tell which is right.
 */
#ifndef TUI_QUIZ_POOL_H
#define TUI_QUIZ_POOL_H

#include "engine/quiz.h"

enum { QUIZ_STEMS = 32, QUIZ_SHAPE = 64, QUIZ_DISTRACTORS = 3, QUIZ_LEAST_DISTRACTORS = 2 };

/* The words of a text that carry meaning, without their endings: hashes, sorted, each once;
 * of a long text the first. */
struct stems {
    uint32_t items[QUIZ_STEMS];
    size_t count;
};
void stems_read(struct stems *stems, const char *text);
size_t stems_shared(const struct stems *a, const struct stems *b);

struct pool_card {
    struct quiz_card card; /* strings of the pool's arena */
    uint64_t order;        /* by chance, from the seed */
    bool prepared;
    bool names_itself;      /* its back begins with what it asks about */
    bool eligible;          /* the options ask for it */
    char shape[QUIZ_SHAPE]; /* how the question is put: "what be", "term", ... */
    int opening;            /* of the back */
    struct stems front, back;
    size_t letters, words, lines; /* of the back */
};

struct quiz_pool {
    struct arena arena;
    struct pool_card *cards;
    size_t count, capacity;
    uint64_t seed;
};

/* All active cards, in an order by chance that the seed decides. */
bool quiz_pool_read(struct quiz_pool *pool, struct collection *collection, uint64_t seed,
                    struct error *error);
void quiz_pool_release(struct quiz_pool *pool);

/* Fills what comparing needs; done once. */
void quiz_pool_prepare(struct pool_card *card);

/* Wrong answers for the card, at most QUIZ_DISTRACTORS; returns how many. */
size_t quiz_pool_distractors(struct quiz_pool *pool, struct pool_card *card,
                             const struct pool_card *found[QUIZ_DISTRACTORS]);

/* Whether `other` can be a right answer to what `card` asks. */
bool quiz_pool_may_be_right(struct quiz_pool *pool, struct pool_card *card,
                            struct pool_card *other);

/* The back on one line, "a; b; c" where it has several; of the arena. */
const char *quiz_pool_back(const struct pool_card *card, struct arena *arena);

#endif
