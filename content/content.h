/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From note files to drafts: the door of the content layer. It stores nothing and asks nobody.
 */
#ifndef CONTENT_CONTENT_H
#define CONTENT_CONTENT_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/draft.h"
#include "engine/base/error.h"

struct content_options {
    const char *const *tags; /* given by --tag, added to every card */
    size_t tag_count;
    bool flashcards; /* "::", "?", "==": read as cards everywhere, not only under #flashcards */
    const char *media_folder; /* where pictures and sounds of decks go; NULL: they are left out */
};

/* A list of files found under the paths; `files` are absolute, sorted within each folder. */
struct file_list {
    char **files;
    size_t count, capacity;
};
void file_list_release(struct file_list *list);

/*
 * All files to import (notes: .md, .markdown, .txt; decks: .apkg; in any case) under `path`:
 * itself, or a folder walked in name order. Names with a leading dot and linked folders are
 * skipped. Tables
 * (.csv, .tsv) are read only where they are named: a folder of notes may hold others. A missing
 * path, or a folder that holds none of these, is ERROR_INPUT, and so is a file with another ending.
 */
bool content_find(const char *path, struct file_list *list, struct error *error);

/*
 * Reads one file into a harvest: notes, or a deck of another program (content/deck.h). Invalid
 * UTF-8, NUL bytes and binary files give warnings, not errors; a file that cannot be read, and a
 * malformed deck, is ERROR_INPUT.
 */
bool content_harvest_file(const char *path, const struct content_options *options,
                          struct harvest *harvest, struct error *error);

/* The same from memory; `name` is the absolute path to cite. Never fails. */
void content_harvest(const char *name, const char *bytes, size_t length,
                     const struct content_options *options, struct harvest *harvest);

/*
 * Which lines belong to which block, for `notes FILE --coverage`: rows in line order that together
 * name every line of the file exactly once at the deepest level.
 */
struct coverage_row {
    long first_line, last_line;
    const char *block; /* "heading", "paragraph", "list item", "table", "code", "blank", ... */
    const char *text;  /* the beginning of its text */
    const char *why;   /* why no card, or NULL where there is one */
    size_t cards;      /* drafts that cite these lines */
};
struct coverage {
    struct harvest harvest; /* owns the strings */
    struct coverage_row *rows;
    size_t count, capacity;
};
bool content_coverage(const char *path, const struct content_options *options,
                      struct coverage *coverage, struct error *error);
/* The same from memory; `name` is the absolute path to cite. Never fails. */
void content_cover(const char *name, const char *bytes, size_t length,
                   const struct content_options *options, struct coverage *coverage);
void coverage_release(struct coverage *coverage);

/* The built-in sample notes. */
struct sample_file {
    const char *name; /* "day-001-...md" */
    const char *bytes;
    size_t length;
};
extern const struct sample_file sample_files[];
extern const size_t sample_file_count;

#endif
