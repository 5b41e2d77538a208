/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study session as a state machine without a screen: the full-screen review and `--plain` are two
 * faces of it. It chooses what comes next (cards of the plan, a drill after every few cards, one
 * prediction of a simulation), holds what is shown, and commits every answer before the next item.
 */
#ifndef TUI_SESSION_H
#define TUI_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/error.h"
#include "engine/base/problem.h"
#include "engine/collection.h"
#include "exercises/answer_reader.h"
#include "exercises/drill.h"

struct session_options {
    const struct card_filter
        *filter;               /* or NULL: only these cards, no drills; must outlive the session */
    long limit;                /* items; 0: the settings decide */
    long minutes;              /* 0: the settings decide */
    uint64_t seed;             /* of the problems */
    struct answer_style style; /* how the person types numbers */
    /* Or NULL: these cards alone, due or not, in this order; read at the start only. */
    const char *const *cards;
    size_t card_count;
    /* Practice of cards, all that `filter` lets through or `cards`, due or not: it is noted and
     * changes no schedule. What was graded under 4 comes again, as in a review. */
    bool cram;
    /* Practice of this skill alone, NULL: the plan. It asks `limit` problems, or 10, however they
     * are answered: each is a fresh one, so that none is repeated at the end. `minutes` 0: without
     * an end. */
    const char *drill;
    int level;           /* of practice; 0: the person's own, which follows the answers */
    bool seeds_in_order; /* of practice: `seed`, `seed` + 1, ... instead of drawing from it */
};

enum session_phase {
    SESSION_ASKING,   /* the prompt is shown; drills and predictions wait for a typed answer */
    SESSION_REVEALED, /* the answer is shown; a card waits for a grade */
    SESSION_JUDGED,   /* a drill or prediction was answered (committed); Enter goes on */
    SESSION_OVER,
};

/* The item in front of the person. */
struct session_item {
    enum item_kind kind;
    struct card card;          /* ITEM_CARD */
    const struct drill *drill; /* that practises what the card is about, or NULL */
    bool is_new, again;
    struct problem problem;   /* ITEM_DRILL and ITEM_SIMULATION */
    const char *title;        /* "Powers of two and ten"; NULL for cards */
    const char *subject;      /* drill name or "simulation:question"; NULL for cards */
    struct schedule schedule; /* before this answer */
    int hints_shown;
    struct judgement judgement; /* of the last typed answer */
    bool judged;
    int grade; /* given in SESSION_JUDGED */
};

struct session_summary {
    long cards, drills, predictions; /* answers committed, without those undone */
    long repeats;
    long by_grade[6];
    int64_t milliseconds;
    long new_cards;
    bool day_earned; /* the day was earned during the session */
    bool cram;       /* it was practice that changed no schedule */
    long minutes;    /* its length; 0: without an end */
    long left;       /* when over: items not asked because the minutes were over */
};

struct session;
struct session *session_start(struct collection *collection, const struct session_options *options,
                              struct error *error); /* NULL on failure */
void session_free(struct session *session);

/* Practice of one skill out of the session, with its seed and its style of numbers; as
 * session_start(). */
struct session *session_practise(const struct session *session, const struct drill *drill,
                                 struct error *error);

/* Why questions about prices are left out: the person's prices are refused. NULL: they are not. */
const struct error *session_trouble(const struct session *session);

enum session_phase session_phase(const struct session *session);
/* NULL when over. */
const struct session_item *session_item(const struct session *session);
const struct session_summary *session_summary(const struct session *session);
/* Position and how many items are planned in all, repeats included as they arise. */
void session_progress(const struct session *session, long *position, long *total);

bool session_reveal(struct session *session);
/* Grades the revealed card (0-5), commits, and moves on. */
bool session_grade(struct session *session, int grade, struct graded *graded, struct error *error);
/* The intervals that grades 0-5 would give the card, in days; 0: again today. In practice that
 * changes no schedule there are none: false without an error. */
bool session_preview(struct session *session, int days[6], struct error *error);

/* Drills and predictions: judges what was typed; correct and wrong are committed, ungraded costs
 * nothing. */
bool session_type(struct session *session, const char *typed, struct error *error);
const char *session_hint(struct session *session); /* the next hint; NULL: there are no more */
bool session_give_up(struct session *session, struct error *error);
bool session_continue(struct session *session, struct error *error); /* from SESSION_JUDGED */
/* Leaves the drill or prediction unanswered. */
bool session_skip(struct session *session, struct error *error);

/* Decisions on the card in front; they are committed and the session moves on. */
bool session_care(struct session *session, enum care care, const char *text, struct error *error);
/* Takes back the last answer or decision of this session and shows its item again; `*found` false:
 * none. An answer stored since by practice of its own is taken back before it. */
bool session_undo(struct session *session, bool *found, struct error *error);
/* Reads the card in front again, after an edit. A card that is gone is passed over. */
bool session_refresh(struct session *session, struct error *error);

#endif
