/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quizzes as the collection keeps them. A quiz is stored whole when it begins, every question as it
 * will be asked, so that it can be gone on with after any interruption; every answer is an event of
 * its own, on disk before the next question.
 *
 * An answer counts for the goal of its day. It changes no schedule unless the person wants it: by
 * the setting quiz-counts-as-review when it is given, or by collection_quiz_review() afterwards.
 * Such a review says which answer it was made of, and counts for the day no second time.
 *
 * An answer is not undone: the right one is shown at once, and given again it would say nothing.
 * The reviews made of answers are undone like any others. But where words were typed and judged
 * wrong, the person knows better than a program whether they meant the same, and may say so.
 */
#ifndef ENGINE_QUIZ_H
#define ENGINE_QUIZ_H

#include "engine/collection.h"

enum { QUIZ_ID = 24, QUIZ_MOST = 200, QUIZ_CHOICES = 12 };

/* How a question is put. */
enum quiz_form {
    QUIZ_CHOICE,
    QUIZ_TYPED,
    QUIZ_CLOZE,
    QUIZ_ORDER,
    QUIZ_NUMBER,     /* a problem of a drill */
    QUIZ_PREDICTION, /* a question of a simulation */
    QUIZ_FORM_COUNT
};
const char *quiz_form_name(enum quiz_form form); /* "choice", "typed", ... */
enum quiz_form quiz_form_of(const char *name);   /* QUIZ_FORM_COUNT: none of that name */
enum { QUIZ_ALL_FORMS = (1 << QUIZ_FORM_COUNT) - 1 };

enum quiz_verdict { QUIZ_WRONG, QUIZ_RIGHT, QUIZ_NOTED, QUIZ_PASSED, QUIZ_ACCEPTED };
const char *quiz_verdict_name(enum quiz_verdict verdict); /* "wrong", "correct", ... */
/* Right 4, right with a note or by the person's word 3, wrong 1, passed 0. */
int quiz_grade(enum quiz_verdict verdict);

/* What was asked for. */
struct quiz_options {
    const char *topic;       /* a part of the topic, folded; NULL or "": any */
    unsigned forms;          /* bits of enum quiz_form; 0: all */
    int day_first, day_last; /* of the journal; 0: any */
    long count;
    long minutes; /* 0: no limit */
    uint64_t seed;
};

/* Strings belong to whoever made it; those of a `struct quiz` to its arena. */
struct quiz_item {
    enum quiz_form form;
    enum item_kind kind;
    const char *subject;              /* card id, drill name, or "simulation:question" */
    const char *item;                 /* card id, or the id of the problem */
    const char *topic;                /* or NULL */
    const char *skill;                /* drill name or "simulation:question"; NULL for cards */
    const char *const *prerequisites; /* of a drill, names; NULL-terminated; may be NULL */
    const char *prompt, *expected;
    /* QUIZ_CHOICE: what can be chosen, `expected` among them. QUIZ_ORDER: the steps as shown. Of
     * problems: what can be chosen; none: it is typed. */
    const char *choices[QUIZ_CHOICES];
    size_t choice_count;
};

/* How a question was answered. */
struct quiz_given {
    bool answered;
    enum quiz_verdict verdict;
    const char *typed;         /* exactly as typed; NULL: passed */
    const char *misconception; /* its name, or NULL */
    int64_t milliseconds;
    int level;       /* of a drill's problem */
    double distance; /* of a prediction; NaN: none */
    bool reviewed;   /* a review was made of it when it was given */
};

struct quiz {
    struct arena arena;
    char id[QUIZ_ID];
    struct quiz_options options;
    struct quiz_item *items;
    struct quiz_given *given; /* one for each item */
    size_t count;
    size_t answered, right; /* right ones include those with a note */
    int64_t spent_ms;       /* on the answers */
    int64_t started_ms, ended_ms;
    day_number study_day;
    bool ended, reviewed;
    const char *reason; /* of its end: "finished", "time", "left"; NULL while open */
};
void quiz_release(struct quiz *quiz);

/* --- Life of a quiz -----------------------------------------------------------------------------
 */

/* Stores the quiz and fills `quiz`. One that this device had open is ended, as left. */
bool collection_quiz_start(struct collection *c, const struct quiz_options *options,
                           const struct quiz_item *items, size_t count, struct quiz *quiz,
                           struct error *error);

/* Reads a quiz with its answers; ERROR_USAGE where there is none of that id. */
bool collection_quiz(struct collection *c, const char *id, struct quiz *quiz, struct error *error);

/* The id of the quiz that this device has open; "" where there is none. */
bool collection_quiz_unfinished(struct collection *c, char id[QUIZ_ID], struct error *error);

/*
 * Stores the answer to item `index` and notes it in `quiz`; `graded` (may be NULL) tells whether it
 * earned the day. ERROR_USAGE where it was answered already or the quiz has ended. A card that is
 * gone by now can still be answered.
 */
bool collection_quiz_answer(struct collection *c, struct quiz *quiz, size_t index,
                            const struct quiz_given *given, struct graded *graded,
                            struct error *error);

/* Whether the person may say that what they typed was right after all. */
bool quiz_can_accept(const struct quiz_item *item, const struct quiz_given *given);
/*
 * Takes the answer to item `index` back and stores it again as right by the person's word, with
 * the review made of it. ERROR_USAGE where quiz_can_accept() says no.
 */
bool collection_quiz_accept(struct collection *c, struct quiz *quiz, size_t index,
                            struct graded *graded, struct error *error);

/* `reason`: "finished", "time" or "left". Nothing happens where it has ended. */
bool collection_quiz_end(struct collection *c, struct quiz *quiz, const char *reason,
                         struct error *error);

/*
 * Makes reviews of the answers that are none yet, once: afterwards the quiz says so and `*made` is
 * 0. Cards that are gone are passed over.
 */
bool collection_quiz_review(struct collection *c, struct quiz *quiz, long *made,
                            struct error *error);

/* --- All quizzes --------------------------------------------------------------------------------
 */

struct quiz_row {
    const char *id;
    int64_t started_ms, ended_ms;
    day_number study_day;
    const char *topic; /* that was asked for, or NULL */
    long count, answered, right;
    int64_t milliseconds;
    bool ended, reviewed;
    const char *reason;
};
/* Newest first, until `visit` returns false. */
bool collection_each_quiz(struct collection *c,
                          bool (*visit)(void *context, const struct quiz_row *row), void *context,
                          struct error *error);

/* Over all quizzes, the most asked first; topic "" where an item had none. */
bool collection_each_quiz_topic(struct collection *c,
                                bool (*visit)(void *context, const char *topic, long count,
                                              long right),
                                void *context, struct error *error);

/* One answer with all that an export tells of it. NULL, -1, NaN and DAY_NONE: no such value. */
struct quiz_answer_row {
    const char *event_id, *session_id; /* the id of the quiz */
    int64_t utc_ms;
    int utc_offset_minutes;
    day_number study_day;
    const char *kind; /* "choice", "typed", "cloze", "order", "number", "prediction" */
    const char *item_id, *topic, *skill;
    const char *generator; /* "powers@1" */
    int64_t seed;
    const char *prompt, *expected, *typed, *verdict, *misconception;
    int grade;
    int64_t milliseconds;
    int hints;
    /* Of the item's schedule. "After" and due only where the answer was a review when given. */
    double ease_before, ease_after;
    int interval_before, interval_after;
    day_number due;
};
/* In order of time, until `visit` returns false. */
bool collection_each_quiz_answer(struct collection *c,
                                 bool (*visit)(void *context, const struct quiz_answer_row *row),
                                 void *context, struct error *error);

/* --- What can be asked --------------------------------------------------------------------------
 */

/* An active card that is not put off, without what a quiz does not look at. */
struct quiz_card {
    const char *id, *pattern, *topic, *group, *front, *back, *simulation; /* "": none */
    enum card_kind kind;
    int day;   /* of the journal; 0: none */
    bool seen; /* it has been asked or learned before */
};
/* How many of them there are of each topic ("": none) and day; topics in alphabetical order. */
bool collection_each_quiz_group(struct collection *c,
                                bool (*visit)(void *context, const char *topic, int day, long count,
                                              long seen),
                                void *context, struct error *error);
/* In order of id, until `visit` returns false. */
bool collection_each_quiz_card(struct collection *c,
                               bool (*visit)(void *context, const struct quiz_card *card),
                               void *context, struct error *error);

#endif
