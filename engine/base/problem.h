/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A problem that asks for a typed answer, and what became of an answer. Drills and the questions of
 * simulations make problems; the engine stores only the id, which regenerates the same bytes.
 */
#ifndef ENGINE_BASE_PROBLEM_H
#define ENGINE_BASE_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/memory.h"
#include "engine/base/text.h"

enum answer_kind {
    ANSWER_EXACT,
    ANSWER_DECIMAL,
    ANSWER_UNIT,
    ANSWER_PERCENT,
    ANSWER_MATRIX,
    ANSWER_VECTOR,
    ANSWER_SET,
    ANSWER_INTERVAL,
    ANSWER_FORMULA,
    ANSWER_ESTIMATE,
    ANSWER_CHOICE,
    ANSWER_KIND_COUNT
};
const char *answer_kind_name(enum answer_kind kind); /* "exact", "decimal", ... */

/* A wrong answer that has a known reason. */
struct misconception {
    const char *answer; /* as it would be typed */
    const char *name;   /* "used-1000-for-1024" */
    const char *reason; /* a sentence */
};

enum { PROBLEM_LIST = 12, PROBLEM_ID = 2048 };

struct problem {
    struct arena arena;  /* owns every pointer below */
    char id[PROBLEM_ID]; /* name@version/level/seed, and " parameter=value" for a posed question */
    const char *skill;
    int version, level;
    uint64_t seed;
    const char *prompt;     /* may hold "\n" */
    const char *expression; /* the prompt's own expression, typed back it is no answer; or NULL */
    const char *answer;     /* canonical, as it would be typed */
    enum answer_kind kind;
    double absolute, relative; /* tolerances; both 0: exact */
    bool lowest_terms;         /* reducing is the skill: 6/8 is not 3/4, and 0.75 is no fraction */
    const char *unit;          /* for ANSWER_UNIT: the canonical unit; else NULL */
    const char *variables; /* for ANSWER_FORMULA: names that may occur, "n" or "x y"; else NULL */
    /* For ANSWER_CHOICE: what can be chosen, the answer among them; typed in full, as a, b, c... or
     * as 1, 2, 3... */
    const char *choices[PROBLEM_LIST];
    size_t choice_count;
    const char *steps[PROBLEM_LIST];
    size_t step_count;
    const char *hints[PROBLEM_LIST];
    size_t hint_count;
    struct misconception misconceptions[PROBLEM_LIST];
    size_t misconception_count;
};
void problem_release(struct problem *problem);

/* Appends a line for each choice, "\na) the first\nb) the second"; nothing where there is no
 * choice. */
void problem_list_choices(const struct problem *problem, struct text *out);

/* How many bytes of the prompt come before its choices; all where it does not list them. */
size_t problem_question_length(const struct problem *problem);

/* Appends the answer, of a choice with its letter: "b) the second". */
void problem_tell_answer(const struct problem *problem, struct text *out);

enum verdict { VERDICT_CORRECT, VERDICT_WRONG, VERDICT_UNGRADED };
const char *verdict_name(enum verdict verdict); /* "correct", "wrong", "ungraded" */

/* What is said of a wrong answer of which nothing more is known. */
extern const char judgement_no_more[];

struct judgement {
    enum verdict verdict;
    char read_as[256];      /* what was understood; empty where nothing could be read */
    char misconception[64]; /* name, or empty */
    char message[512];      /* a sentence for the person; may be empty when correct */
    double distance;        /* for estimates and predictions: |typed/expected - 1|; else 0 */
};
/* The message where it says more than the verdict, else "". */
const char *judgement_reason(const struct judgement *judgement);

#endif
