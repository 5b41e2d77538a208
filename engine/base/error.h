/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Errors are values: filled where they happen, handed up, shown once at the top.
 *
 * A function that can fail takes a `struct error *` last, returns false (or NULL) on failure and
 * has then filled it. The first error wins: error_set() on an error that is already set leaves it
 * alone, so that clean-up code cannot hide the cause. The kind is the exit status of the command
 * line.
 */
#ifndef ENGINE_BASE_ERROR_H
#define ENGINE_BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

enum error_kind {
    ERROR_NONE = 0,
    ERROR_NEGATIVE = 1,   /* nothing to ask, answer not correct, doctor found something */
    ERROR_USAGE = 2,      /* unknown command or option, value out of range */
    ERROR_INPUT = 3,      /* missing path, unreadable or malformed input */
    ERROR_COLLECTION = 4, /* collection cannot be opened, read, written, or is newer */
    ERROR_FAILURE = 5,    /* anything else */
};

struct error {
    enum error_kind kind;
    char file[512];     /* what the message is about; empty: nothing in particular */
    long line;          /* 1-based; 0: no line */
    char message[1024]; /* one sentence, no trailing full stop or newline */
};

/* Fills `error` unless it is set already. Always returns false: `return error_set(...)`. */
bool error_set(struct error *error, enum error_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* As error_set(), naming a place. `file` may be NULL, `line` 0. */
bool error_set_at(struct error *error, enum error_kind kind, const char *file, long line,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Forgets the error, so that the value can be used again. */
void error_clear(struct error *error);

/* Writes "file:line: message" (without what is absent) to `buffer`, always terminated. */
void error_format(const struct error *error, char *buffer, size_t size);

#endif
