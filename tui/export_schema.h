/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of an export as JSON Lines, and their JSON Schema (draft 2020-12). The schema follows
 * from the tables' columns; tui/export/schema.json holds a copy of it for those who only read.
 */
#ifndef TUI_EXPORT_SCHEMA_H
#define TUI_EXPORT_SCHEMA_H

#include <stdio.h>

#include "engine/record.h"

/* Raised when a line can no longer be read as before; further keys do not raise it. */
enum { EXPORT_SCHEMA_VERSION = 1 };

void export_schema_write(FILE *out);

/* One row: schema_version, table, then the columns in their order; null where not known. */
void export_schema_row(const struct record_table *table, const struct record_value *values,
                       FILE *out);

#endif
