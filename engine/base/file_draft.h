/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file that is being written and not there yet: a temporary one in the same folder, renamed when
 * all of it is on disk. What was there before stays until then, and stays where anything fails.
 *
 * A device or a pipe (/dev/stdout) is written to as it is.
 *
 *     open, write to `stream`, finish, publish;  or discard at any time
 */
#ifndef ENGINE_BASE_FILE_DRAFT_H
#define ENGINE_BASE_FILE_DRAFT_H

#include <stdio.h>

#include "engine/base/error.h"

struct file_draft {
    char *path, *temporary; /* NULL: nothing is open */
    FILE *stream;
};

/*
 * Mode 0600, or that of the file it replaces; a link is followed. ERROR_INPUT: `path` is a folder,
 * its folder is missing or not to be written in.
 */
bool file_draft_open(struct file_draft *draft, const char *path, struct error *error);

/* Everything is on disk, under its temporary name; the stream is closed. ERROR_FAILURE. */
bool file_draft_finish(struct file_draft *draft, struct error *error);

/* Renames a finished draft. */
bool file_draft_publish(struct file_draft *draft, struct error *error);

/* Removes what was not published; does nothing where nothing is open. */
void file_draft_discard(struct file_draft *draft);

#endif
