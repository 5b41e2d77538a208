/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result of a quiz: by kind, by topic, and what was missed; as lines and as JSON. */
#ifndef TUI_QUIZ_REPORT_H
#define TUI_QUIZ_REPORT_H

#include <stdio.h>

#include <jansson.h>

#include "engine/base/text.h"
#include "engine/quiz.h"

/* Answers that have something in common. */
struct quiz_share {
    char name[96]; /* "choice", "Docker"; "no topic" */
    long count, right;
};
struct quiz_shares {
    struct quiz_share *items;
    size_t count, capacity;
};
void quiz_shares_add(struct quiz_shares *shares, const char *name, long count, long right);
void quiz_shares_release(struct quiz_shares *shares);
/* Of the answers given, in the order in which they first occur. */
void quiz_shares_by_kind(const struct quiz *quiz, struct quiz_shares *shares);
void quiz_shares_by_topic(const struct quiz *quiz, struct quiz_shares *shares);

/* Whether the item was answered, and not right. */
bool quiz_missed(const struct quiz *quiz, size_t index);

/* "7 of 10 right, 70 %, in 2 min 10 s"; why it ended where not by its last question. */
void quiz_score_text(const struct quiz *quiz, struct text *out);
/* "From notes/day-4.md:12", or the id of the problem; "" for a card that is gone. */
void quiz_source_text(struct collection *collection, const struct quiz_item *item,
                      struct text *out);

void quiz_report_plain(struct collection *collection, const struct quiz *quiz, FILE *out);
json_t *quiz_report_json(const struct quiz *quiz);

/* All quizzes, the newest first. */
bool quiz_history_plain(struct collection *collection, FILE *out, struct error *error);
bool quiz_history_json(struct collection *collection, json_t **array, struct error *error);

#endif
