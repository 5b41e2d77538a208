/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Review logs as files: JSON Lines {"card", "time", "grade"}, in order of time within each card. */
#ifndef TUI_REVIEW_LOG_H
#define TUI_REVIEW_LOG_H

#include <stdio.h>

#include "engine/base/clock.h"
#include "engine/base/error.h"

struct review_line {
    char *card;
    int64_t utc_ms;
    day_number day; /* that begins at four, where the time says it was */
    int grade;      /* 0-5 */
    size_t number;  /* of the card, 0 .. cards-1 in order of their names */
};

struct review_log {
    struct review_line *lines;
    size_t count, capacity, cards;
};

/*
 * Reads all of `in`; errors (ERROR_INPUT) name `name` and the line: what is no such object, a grade
 * that there is not, a time before the card's last. review_log_release() after, also on failure.
 */
bool review_log_read(FILE *in, const char *name, struct review_log *log, struct error *error);
/* The same of the file at `path`; "-": of `in`. */
bool review_log_open(const char *path, FILE *in, struct review_log *log, struct error *error);
void review_log_release(struct review_log *log);

#endif
