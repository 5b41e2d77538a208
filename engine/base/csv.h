/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comma-separated values, read from bytes in memory (RFC 4180, 2005).
 *
 *     record = field { separator field } end of line
 *     field  = what holds no quotation mark, separator or end of line
 *            | '"' anything, '""' for one quotation mark '"'
 *
 * A line ends in LF, CRLF or CR; the last may end with the bytes. A mark of byte order at the
 * beginning is passed over, and so are lines without a byte in them (RFC 4180 does not say what
 * these are); `""` alone is a record of one empty field. Blanks belong to their field. Refused, as
 * nobody can say what was meant: a quotation mark inside a field that did not begin with one, bytes
 * behind a closing one, a field never closed, NUL.
 */
#ifndef ENGINE_BASE_CSV_H
#define ENGINE_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/error.h"
#include "engine/base/text.h"

struct csv_reader {
    const char *at, *end, *file; /* `file` names the bytes in errors; may be NULL */
    char separator;
    long line; /* of the next record, 1-based */
    /* The record read last; its texts live until the next is read. */
    long record_line;    /* where it begins */
    const char **fields; /* each terminated; it holds no NUL */
    size_t field_count, field_capacity;
    size_t width; /* fields of the first record */
    bool ragged;  /* this one has another number */

    struct text text;
    size_t *offsets, offset_capacity;
};

enum csv_result { CSV_RECORD, CSV_END, CSV_MALFORMED };

/* `bytes` must live as long as the reader. `separator` ',', or ';' or a tab where files use it. */
void csv_open(struct csv_reader *reader, const char *bytes, size_t length, char separator,
              const char *file);

/*
 * Reads the next record. CSV_MALFORMED: `error` (ERROR_INPUT) names file and line; the reader then
 * stands at the end. A ragged record is no error: whether a field may be left out is for the caller
 * to say.
 */
enum csv_result csv_next(struct csv_reader *reader, struct error *error);

/*
 * How many fields of the record read `name`, ignoring case and blanks about it; `index` receives
 * the first, or -1.
 */
size_t csv_find(const struct csv_reader *reader, const char *name, long *index);

void csv_close(struct csv_reader *reader);

#endif
