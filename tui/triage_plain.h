/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inbox line by line: append-only, for pipes and screen readers. */
#ifndef TUI_TRIAGE_PLAIN_H
#define TUI_TRIAGE_PLAIN_H

#include "engine/base/text.h"
#include "tui/command.h"
#include "tui/triage.h"

/* Runs until nothing waits or the person leaves (q, end of input). A line that begins with "saved"
 * follows each commit. */
bool triage_plain(struct invocation *invocation, struct collection *collection,
                  struct triage *triage, struct error *error);

/* "12 accepted, 3 rejected, 1 edited, 2 skipped; 75 are waiting." */
void triage_plain_summary(const struct triage *triage, struct text *out);

#endif
