/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The collection as tables for other programs: each with columns that say what they hold, and rows
 * told in order of time. Rows are made while they are visited, so that memory grows with the number
 * of items learned and not with that of answers.
 *
 * What an answer found and left behind (ease, interval, due) is not stored: it is replayed from the
 * item's events by the very functions that fold them, so that the last row of an item says what its
 * schedule is now, unless something else than an answer has changed it since.
 */
#ifndef ENGINE_RECORD_H
#define ENGINE_RECORD_H

#include "engine/base/text.h"
#include "engine/collection.h"

enum record_kind {
    RECORD_REVIEWS,     /* answers to cards */
    RECORD_QUIZZES,     /* answers in quizzes */
    RECORD_DRILLS,      /* answers to drills */
    RECORD_SIMULATIONS, /* predictions */
    RECORD_CARDS,
    RECORD_DAYS,
    RECORD_KIND_COUNT
};

enum record_type {
    RECORD_TEXT,
    RECORD_INTEGER,
    RECORD_REAL,
    RECORD_BOOLEAN,
    RECORD_DATE, /* a study day, "2026-11-20" */
    RECORD_TIME  /* "2026-11-20T07:00:00Z" */
};

struct record_column {
    const char *name;
    enum record_type type;
    const char *unit;        /* "ms", "days", "minutes"; NULL: none */
    const char *description; /* a sentence */
    bool required;           /* every row has it */
    bool redacted;           /* a text of the person or of a question: left out on request */
};

struct record_table {
    const char *name, *title, *key; /* the column that tells rows apart */
    bool dated;                     /* rows have a study day */
    const struct record_column *columns;
    size_t column_count;
};
enum { RECORD_COLUMNS = 36 }; /* no table has more */
const struct record_table *record_table(enum record_kind kind);
size_t record_column(const struct record_table *table, const char *name); /* it has one so called */

/* Which member counts follows from the column's type: `text`; `real`; else `integer`, which is a
 * day_number for a date and milliseconds since 1970 for a time. */
struct record_value {
    bool known;
    const char *text;
    int64_t integer;
    double real;
};

/* What a problem's id regenerates; NULL where the problem is no longer made. */
struct record_problem {
    const char *topic, *prompt, *expected;
};

struct record_request {
    day_number since, until; /* study days, both included; DAY_NONE: no bound */
    int card_state;          /* of RECORD_CARDS: enum card_state, or -1: every state */
    bool redact;             /* redacted columns are unknown in every row */
    /* Tells of the problem of that id, in strings that live until the next call. May be NULL. */
    void (*problem)(void *context, enum item_kind kind, const char *subject, const char *id,
                    struct record_problem *problem);
    /* Called now and then with what was done of how much; false ends the telling. May be NULL. */
    bool (*pulse)(void *context, long done, long total);
    void *context;
};

/*
 * Calls `visit` with the values of each row, in the order of the table's columns, until it returns
 * false; what they point to lives for the call. Answers and days come by time, cards by file, line
 * and id. Returns false with the error filled, or without where `visit` or `pulse` ended it.
 */
bool collection_each_record(struct collection *c, enum record_kind kind,
                            const struct record_request *request,
                            bool (*visit)(void *context, const struct record_value *values),
                            void *context, struct error *error);

/*
 * Between these everything reads the collection as it was at the first look, whatever another
 * program writes meanwhile; so that several tables agree. Nothing may be changed in between.
 */
bool collection_hold(struct collection *c, struct error *error);
void collection_let_go(struct collection *c);

/* The value as plain text: "2.5", "true", "2026-11-20"; nothing where it is not known. */
void record_append(const struct record_column *column, const struct record_value *value,
                   struct text *out);

#endif
