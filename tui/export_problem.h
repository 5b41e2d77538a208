/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems of drills and simulations told to the engine, which knows no exercises. */
#ifndef TUI_EXPORT_PROBLEM_H
#define TUI_EXPORT_PROBLEM_H

#include "engine/record.h"

/* Holds the problem told last. Zero-initialise to begin. */
struct problem_teller {
    struct text prompt, expected;
};
void problem_teller_release(struct problem_teller *teller);

/* Topic, prompt and answer, made again from the id; NULL where that version is no longer made. */
void problem_tell(struct problem_teller *teller, enum item_kind kind, const char *subject,
                  const char *id, struct record_problem *told);

#endif
