/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exports: what can be written, in which formats. One file in tui/export/ ends in one filled
 * `const struct export_format export_format_NAME`; the Makefile finds it and writes the registry.
 */
#ifndef TUI_EXPORT_H
#define TUI_EXPORT_H

#include <stdio.h>

#include "engine/record.h"

/* The tables of engine/record.h by their numbers, and all of them. */
enum { EXPORT_ALL = RECORD_KIND_COUNT, EXPORT_WHAT_COUNT };
enum { EXPORT_TABLES = (1 << RECORD_KIND_COUNT) - 1 };
const char *export_what_name(int what); /* "reviews", ..., "all" */
int export_what_of(const char *name);   /* EXPORT_WHAT_COUNT: none of that name */

struct export_job {
    struct collection *collection;
    int what;
    const char *version; /* of the program */
    bool excel_safe;
    struct record_request request; /* for collection_each_record(), complete */
};

struct export_format {
    const char *name;    /* "csv" */
    const char *summary; /* "tables for spreadsheets and data packages" */
    const char *suffix;  /* of the files: "csv" */
    unsigned what;       /* bits: 1 << RECORD_..., 1 << EXPORT_ALL */
    bool binary;         /* not to be written to a terminal */
    bool redacts;        /* makes sense without texts */
    bool spreadsheet;    /* --excel-safe means something */

    /* Writes the whole document; false with the error filled, or without where it was ended by the
     * pulse. What the stream says about itself (ferror) the caller looks at. */
    bool (*write)(const struct export_job *job, FILE *out, struct error *error);

    /* With -o the output is a folder: the names of its files one after another, NULL after the last
     * (to be freed by the caller), and writing the one of that number. NULL: the output is a file.
     * Without -o, write() writes one table. */
    char *(*file_name)(const struct export_job *job, size_t number);
    bool (*write_file)(const struct export_job *job, size_t number, FILE *out, struct error *error);
};
extern const struct export_format *const export_format_registry[];
const struct export_format *export_format_find(const char *name); /* NULL: none */

/* What was asked for: names as typed, NULL where nothing was said. */
struct export_request {
    const char *what, *format, *path, *since, *until, *state;
    bool redact, excel_safe;
    FILE *out; /* where it goes without a path; NULL: a path is needed */
    FILE *err; /* progress, where it is a terminal; NULL: none */
};

/*
 * Checks that all of it goes together (ERROR_USAGE, naming what does), and writes. With a path it
 * is there whole or not at all; in a folder every file is written before the first is put in place,
 * the description of the package last, so that a folder that was there before is replaced file by
 * file and never holds half of one. SIGINT and SIGTERM end it with nothing left behind: false
 * without an error, and `*signal` is the number (else 0).
 */
bool export_run(struct collection *collection, const struct export_request *request, int *signal,
                struct error *error);

/* Whether that format takes that table; what the formats take, a line each: "csv: reviews, ...". */
bool export_allows(const struct export_format *format, int what);
void export_list_pairs(struct text *out);

#endif
