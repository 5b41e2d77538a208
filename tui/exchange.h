/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exchange with other devices, as the command and the palette offer it. */
#ifndef TUI_EXCHANGE_H
#define TUI_EXCHANGE_H

#include "engine/sync.h"
#include "tui/config.h"

/* Where to: `named` (or NULL), the folder of config.ini, or the last one; the caller frees. NULL
 * with ERROR_USAGE where there was none yet. */
char *exchange_folder(struct collection *collection, const struct config *config, const char *named,
                      struct error *error);

/* What came of it, in sentences. */
void exchange_text(const struct sync_counts *counts, struct text *out);

#endif
