/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the built executable ($TUTOR338) as a person or a script would, in a home of its own. */
#ifndef TESTS_SUPPORT_PROCESS_H
#define TESTS_SUPPORT_PROCESS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* A folder made for one test, with HOME and the XDG folders inside; removed by home_remove(). */
char *home_make(void);
void home_remove(char *home);

/* A file below `home`, with its folders; returns its path, the caller's. */
char *home_write(const char *home, const char *name, const char *text);
char *home_path(const char *home, const char *name);

struct outcome {
    int status; /* exit status, or 128 + signal */
    char *out, *err;
};
void outcome_release(struct outcome *outcome);

/* The user to run as; 0: the one who tests. Root may write everything, so some tests need another.
 */
extern uid_t process_user;

/* Runs with the words of `line` (split at single blanks; "~" at a word's start stands for the
 * home). */
struct outcome tutor(const char *home, const char *input, const char *line);

/* The same, expecting exit status 0 and one JSON document; fails the test otherwise. */
json_t *tutor_json(const char *home, const char *line);
/* The same for JSON Lines, as an array. */
json_t *tutor_json_lines(const char *home, const char *input, const char *line);

/* A process to talk with. */
struct talk {
    pid_t pid;
    int to, from;
};
struct talk talk_start(const char *home, const char *line);
void talk_write(struct talk *talk, const char *text);
/* Reads one line of output (at most `size` - 1 bytes kept); false at the end of output. */
bool talk_line(struct talk *talk, char *line, size_t size);
/* Closes the pipes, sends `signal` unless 0, and waits; the exit status as above. */
int talk_end(struct talk *talk, int signal);

/* ../shared/NAME when it is there, else NULL after saying so; the caller frees. */
char *shared_path(const char *name);

#endif
