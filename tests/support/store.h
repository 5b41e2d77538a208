/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collections for tests: a clock that tests move, drafts without files, answers in one line. */
#ifndef TESTS_SUPPORT_STORE_H
#define TESTS_SUPPORT_STORE_H

#include "engine/collection.h"

/* A frozen clock; moved by assigning to the instant. Aborts on a bad time: tests give good ones. */
void test_clock(struct clock *clock, const char *when);
void test_clock_add(struct clock *clock, int days, int minutes);

/* Opens a writable, seeded collection, or aborts with the error's message. */
struct collection *test_open(const char *path, const struct clock *clock);

/* Appends a draft; strings are copied. `at` is its line. Returns it to be changed. */
struct draft *test_draft(struct harvest *harvest, const char *heading, const char *front,
                         const char *back, long at);

/* A harvest of `file` with `count` unlike cards, "NAME i". */
void test_harvest(struct harvest *harvest, const char *file, const char *name, int count);

/* One import of the harvests as everything under /notes; aborts on failure. */
struct import_counts test_import(struct collection *c, const struct harvest *const *harvests,
                                 size_t count);
struct import_counts test_import_one(struct collection *c, const struct harvest *harvest);

/* The id of the card with that front; "" where there is none. Lives until the next call. */
const char *test_find(struct collection *c, const char *front);
enum card_state test_state(struct collection *c, const char *front);

/* Grades a card; aborts on failure. */
struct graded test_grade(struct collection *c, const char *id, int grade);

/* How many problems the doctor finds; prints them. */
size_t test_doctor(struct collection *c, bool repair);
/* The same, passing over those of one code. */
size_t test_doctor_but(struct collection *c, const char *code);

/* Writes `count` active cards straight into the table, without events; `i` in the SQL expressions
 * is the card's number from `first` on. `stability` NULL: SM-2's. */
struct test_cards {
    int first, count;
    const char *interval, *stability, *last_review, *due, *sibling; /* sibling NULL: none */
};
void test_add_cards(const char *path, const struct test_cards *cards);

/* Runs SQL on the file through a connection of its own; aborts on failure. */
void test_sql(const char *path, const char *sql);
long test_number(const char *path, const char *sql);

/* Thousands of syncs: goes to a fresh folder of the file system in memory, where there is one. */
bool test_enter_memory(void);
void test_leave_memory(void); /* removes it */

#endif
