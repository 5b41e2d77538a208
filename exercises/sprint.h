/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sprint: as many short questions of arithmetic as fit into a time, one after the other.
 *
 * Pure state: it has no clock (every call that needs the time is given milliseconds of a clock that
 * never goes back) and stores nothing. An answer is first judged, which changes nothing, then
 * committed by the caller, then taken, which draws the next question.
 *
 * What comes next: what was missed (wrong or passed) comes again after 3 to 5 others, until it is
 * right. Facts that memory says were missed or slow lately come early, as every other question,
 * those of most weight most likely first. All others are drawn evenly over the four kinds of the
 * level and the numbers of each. At least three others lie between two questions
 * about one fact. The same seed, memory and answers
 * give the same questions.
 */
#ifndef EXERCISES_SPRINT_H
#define EXERCISES_SPRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gsl/gsl_rng.h>

#include "engine/base/sprint.h"

#define SPRINT_SKILL "arithmetic" /* the drill whose skill a sprint is about */

enum {
    SPRINT_VERSION = 1, /* raised when the same seed gives other questions */
    SPRINT_LEVELS = 3,
    SPRINT_SECONDS = 120,
    SPRINT_SECONDS_LEAST = 10,
    SPRINT_SECONDS_MOST = 600,
    SPRINT_AHEAD = 8, /* places for what comes again; more than 6 others never matter */
    SPRINT_WEAK = 10, /* facts of earlier sprints that come early, at most */
    SPRINT_LIST = 5,  /* slowest facts of a result */
    SPRINT_TYPED = 12 /* room for what is typed: 11 digits */
};

/* "8 × 7" with the answer 56. The fact it is about is "7 × 8": products and sums have the smaller
 * number first. Signs are ×, /, + and -, each between blanks. */
struct sprint_question {
    char text[SPRINT_FACT], fact[SPRINT_FACT];
    long answer;
};
/* Reads a question from its text; false: it is none with a whole answer. */
bool sprint_question_read(const char *text, struct sprint_question *question);

/* What the four kinds of a level are, "tables to 12, two-digit sums and differences". */
const char *sprint_level_words(int level);

/* A question with what became of it. */
struct sprint_mark {
    struct sprint_question question;
    int number;               /* from 1 */
    char typed[SPRINT_TYPED]; /* "": passed */
    enum sprint_outcome outcome;
    int64_t milliseconds; /* from shown to answered */
};

struct sprint {
    int level, seconds;
    int64_t began;
    struct sprint_question question; /* the one in front */
    int number;                      /* its number, from 1 */
    int64_t shown;
    struct sprint_mark *marks; /* every answer taken, in order */
    size_t count, capacity;
    long tally[SPRINT_OUTCOME_COUNT];

    gsl_rng *rng, *again; /* of questions; of the places where missed ones come again */
    struct sprint_question ahead[SPRINT_AHEAD]; /* by number, wrapping; "" text: free */
    struct weak_fact {
        struct sprint_question question;
        double weight;
    } weak[SPRINT_WEAK]; /* not asked yet in this sprint */
    size_t weak_count;
};

/* Begins with the first question. `level` is 1 to SPRINT_LEVELS. Memory is copied; of other levels'
 * facts nothing is known to it, so pass those of this level. */
void sprint_start(struct sprint *sprint, int level, int seconds, uint64_t seed,
                  const struct sprint_memory *memories, size_t count, int64_t now);
void sprint_release(struct sprint *sprint);

/* Milliseconds left; 0: the time is over. */
int64_t sprint_left(const struct sprint *sprint, int64_t now);

/* Whether what is typed is the answer, digit by digit: it can be taken without Enter. */
bool sprint_question_matches(const struct sprint_question *question, const char *typed);

/*
 * Judges what is typed; "" passes. Blanks around it and leading zeros do not matter. False: it is
 * no whole number of at most 11 digits; nothing is judged then. Whether the time is over is the
 * caller's to ask first.
 */
bool sprint_judge(const struct sprint *sprint, const char *typed, int64_t now,
                  struct sprint_mark *mark);
/* Takes the mark that sprint_judge() made and draws the next question. */
void sprint_take(struct sprint *sprint, const struct sprint_mark *mark, int64_t now);

/* How heavily a fact should come early; 0: it need not. Missed: the share missed, from a fifth on.
 * Slow: up to one half, where the time is over twice `typical` milliseconds. */
double sprint_weight(const struct sprint_memory *memory, double typical);
/* How many facts of memory come early. */
long sprint_weak_count(const struct sprint_memory *memories, size_t count);

/* --- The result --- */

struct sprint_fact {
    struct sprint_question question;
    long times;          /* missed */
    double milliseconds; /* mean of right answers; 0: none */
};
struct sprint_result {
    long right, wrong, passed;
    double per_minute;          /* right answers; over the whole time of the sprint */
    double accuracy;            /* 0..1 of all answers; NaN: there was none */
    double median_ms;           /* of right answers; NaN: there was none */
    struct sprint_fact *missed; /* the most often first, then in order of appearance */
    size_t missed_count;
    struct sprint_fact slow[SPRINT_LIST]; /* the slowest first; none where time stood still */
    size_t slow_count;
};
void sprint_result(const struct sprint *sprint, struct sprint_result *result);
void sprint_result_release(struct sprint_result *result);

/* Right answers a minute of a sprint of that length. */
double sprint_rate(long right, int seconds);

/*
 * The grade (0-5) that a sprint is to its skill: 5 for 95 % right at no less than `median`, the
 * median rate of the last sprints like it (NaN: there was none, so there is no 5 yet); 4 for 90 %,
 * 3 for 80 %, 2 for 60 %, else 1. A sprint without an answer is none and has no grade.
 */
int sprint_grade(const struct sprint_result *result, double median);

/* --- Practice of what was missed: untimed, each until it was right once --- */

struct sprint_practice {
    struct sprint_question *queue; /* the first is in front */
    size_t count, total;
};
void sprint_practice_start(struct sprint_practice *practice, const struct sprint_result *result);
void sprint_practice_release(struct sprint_practice *practice);
/* Right: it is done; wrong or passed: it comes again after the others. */
void sprint_practice_take(struct sprint_practice *practice, bool right);

/* Whether typed text is that question's answer, as sprint_judge() reads it; `*outcome` tells.
 * False: it is no whole number. */
bool sprint_read(const struct sprint_question *question, const char *typed,
                 enum sprint_outcome *outcome);

#endif
