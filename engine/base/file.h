/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and folders: read whole, written whole or not at all, found where the contract puts them.
 */
#ifndef ENGINE_BASE_FILE_H
#define ENGINE_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/base/error.h"

/* The file's bytes, terminated (so text functions work), to be freed by the caller. */
bool file_read(const char *path, char **bytes, size_t *length, struct error *error);

/* Writes to a temporary file beside `path`, fsyncs and renames: all or nothing. Mode 0600. */
bool file_write_atomic(const char *path, const char *bytes, size_t length, struct error *error);

/* Makes the folder and its parents, mode 0700 where made. */
bool folder_make(const char *path, struct error *error);

bool path_exists(const char *path);
bool path_is_folder(const char *path);

/* "a/b"; the caller frees. An absolute `name` replaces `folder`. */
char *path_join(const char *folder, const char *name);

/* The folder part, "." where there is none; the caller frees. */
char *path_folder(const char *path);

/* The part after the last slash, inside `path`. */
const char *path_name(const char *path);

/* Absolute and without links; what does not exist is made absolute textually. The caller frees. */
char *path_absolute(const char *path);

/*
 * Folders of the XDG Base Directory Specification 0.8, with "tutor338" appended; the caller frees.
 * `variable` is XDG_DATA_HOME, XDG_CONFIG_HOME or XDG_STATE_HOME.
 */
char *folder_of_user(const char *variable);

#endif
