/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins content and engine: finds note files, harvests them, hands the drafts to the collection. */
#ifndef TUI_IMPORTER_H
#define TUI_IMPORTER_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/error.h"
#include "engine/collection.h"

/* A warning with strings of its own. */
struct import_warning {
    char *file, *code, *message;
    long line;
};

struct import_result {
    struct import_counts counts;
    struct import_warning *warnings;
    size_t warning_count, warning_capacity;
};
void import_result_release(struct import_result *result);

struct import_request {
    const char *const *paths; /* folders and files; none: every registered source again */
    size_t path_count;
    const char *tags; /* comma separated, for the paths given; NULL: none */
    bool dry_run;     /* counts only, nothing is stored */
    bool forget;      /* the paths are no sources any more: their cards lose them */
};

/*
 * One transaction: on failure nothing has changed. A named path that is missing or unreadable fails
 * (ERROR_INPUT); a file inside a folder that cannot be read is a warning "unreadable", and a
 * registered source that is gone is a warning "missing-source" that leaves its cards alone.
 */
bool import_run(struct collection *collection, const struct import_request *request,
                struct import_result *result, struct error *error);

/* Reads all registered sources again where size or time changed; what screens and `review` do
 * first. */
bool import_refresh(struct collection *collection, struct error *error);

/* Writes the built-in sample notes to their folder; `*folder` is the caller's. */
bool sample_write(char **folder, struct error *error);
char *sample_folder(void);

/* Where pictures and sounds of decks are kept, under the sum of their bytes; the caller frees. */
char *media_folder(void);

#endif
