/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completing the name of a folder or note file, as shells do with Tab. */
#ifndef TUI_COMPLETE_H
#define TUI_COMPLETE_H

#include <stddef.h>

/* What can follow: names in order, folders with a slash at the end. */
struct completion {
    char *text; /* the longest beginning that all of them share, in place of what was typed */
    char **names;
    size_t count, capacity;
};
void completion_release(struct completion *completion);

/* Folders and .md, .markdown and .txt files; hidden ones only where the typed name begins with a
 * dot. A leading "~/" is the home folder. */
void complete_path(const char *typed, struct completion *completion);

/* The path with "~/" replaced; the caller frees. */
char *expand_home(const char *typed);

#endif
