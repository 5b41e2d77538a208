/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports that are decks (engine/base/deck.h). */
#ifndef TUI_EXPORT_DECK_H
#define TUI_EXPORT_DECK_H

#include "tui/export.h"

struct deck;
/* The cards of the state that was asked for, with their media, handed to `pack`. */
bool export_deck_write(const struct export_job *job,
                       bool (*pack)(const struct deck *deck, FILE *out, struct error *error),
                       FILE *out, struct error *error);

#endif
