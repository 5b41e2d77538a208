/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import did, in words and as JSON: import and sample print the same. */
#ifndef TUI_REPORT_H
#define TUI_REPORT_H

#include "tui/command.h"
#include "tui/importer.h"

void report_import(struct invocation *invocation, const struct import_result *result, bool dry_run);

#endif
