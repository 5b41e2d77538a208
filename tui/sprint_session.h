/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sprint with the collection behind it: what was missed before comes in, every answer is
 * committed when given, the end becomes one graded answer. The screen and the command share it.
 */
#ifndef TUI_SPRINT_SESSION_H
#define TUI_SPRINT_SESSION_H

#include "engine/base/text.h"
#include "engine/collection.h"
#include "exercises/sprint.h"

/* Finished sprints of one level and one length: only those can be compared. */
struct sprint_past {
    double *rates, *accuracies; /* oldest first: right answers a minute, 0..1 */
    day_number *days;
    size_t count, capacity;
    double best; /* the highest rate; NaN: none yet */
    day_number best_day;
    double median; /* of the last five rates; NaN: none yet */
};
bool sprint_past_read(struct collection *collection, int level, int seconds,
                      struct sprint_past *past, struct error *error);
void sprint_past_release(struct sprint_past *past);

/* The level at which the person should sprint: that of the skill, as far as sprints go. */
bool sprint_own_level(struct collection *collection, int *level, struct error *error);

struct sprint_session {
    struct collection *collection;
    const struct clock *clock;
    struct sprint sprint;
    char id[SPRINT_ID];
    uint64_t seed;
    struct sprint_past past; /* as it was before this one */
    bool finished;           /* ran to its end, which is stored */
    int grade;               /* of a finished one; -1: nothing was answered, nothing is stored */
    struct graded graded;
    struct sprint_result result; /* of a finished one */
};

/* Zeroed before; the first question is in front and the time runs. */
bool sprint_session_start(struct sprint_session *session, struct collection *collection, int level,
                          int seconds, uint64_t seed, struct error *error);
void sprint_session_release(struct sprint_session *session);

int64_t sprint_session_left(const struct sprint_session *session); /* milliseconds */

enum sprint_reply {
    SPRINT_TAKEN,  /* judged and stored; `mark` tells; the next question is in front */
    SPRINT_UNREAD, /* no whole number: nothing happened */
    SPRINT_LATE,   /* the time is over: it does not count */
    SPRINT_FAILED  /* not stored, `error` says why; the question stays */
};
/* "" passes. */
enum sprint_reply sprint_session_answer(struct sprint_session *session, const char *typed,
                                        struct sprint_mark *mark, struct error *error);

/* Ends a sprint whose time is over: stores its end with the grade, fills `result`. */
bool sprint_session_finish(struct sprint_session *session, struct error *error);

/* Whether a finished sprint beat all before it, of which there was one. */
bool sprint_session_is_best(const struct sprint_session *session);

/* --- Words --- */

/* "7 × 8 = 56", with "x" for the sign where `ascii`. */
void sprint_fact_words(const struct sprint_question *question, bool ascii, struct text *out);
/* "7 × 8 = 56", "7 × 8 = 56, not 54", "7 × 8 = 56, passed". */
void sprint_mark_words(const struct sprint_mark *mark, bool ascii, struct text *out);
/* A number with at most one decimal: "17.5", "18". */
void sprint_rate_words(double rate, struct text *out);

#endif
