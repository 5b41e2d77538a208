/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which key does what. Defaults come from the action rows of the command table; config.ini may
 * rebind a row by its name. A row of the screen in front wins over a row of everywhere ("*").
 *
 * A row's `screens` names screens; "review/four" and "review/six" are the review screen with four
 * or with six grades.
 */
#ifndef TUI_KEYMAP_H
#define TUI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/error.h"
#include "tui/command.h"
#include "tui/key.h"

struct binding {
    struct key key;
    const struct action_row *row;
};
struct keymap {
    struct binding *bindings;
    size_t count, capacity;
    bool six_grades;
};

/* All the defaults. */
void keymap_init(struct keymap *keymap);
void keymap_release(struct keymap *keymap);

/* The keys (blank-separated names) replace all keys of the row called `command`. ERROR_INPUT
 * where there is no such row or key. */
bool keymap_bind(struct keymap *keymap, const char *command, const char *keys, struct error *error);

/* Whether two rows share a key on one screen, or on one screen and everywhere: ERROR_INPUT naming
 * them. */
bool keymap_check(const struct keymap *keymap, struct error *error);

/* Whether the row can be used on the screen, with the grades as they are set. */
bool keymap_has(const struct keymap *keymap, const struct action_row *row, const char *screen);

/* The row that the key means on the screen; NULL: none. */
const struct action_row *keymap_find(const struct keymap *keymap, const char *screen,
                                     struct key key);

/* The first key of a row that `typing` leaves usable; false: it has none. */
bool keymap_key(const struct keymap *keymap, const struct action_row *row, bool typing,
                struct key *key);

/* The labels of all keys of a row, "Space, Enter", into `buffer`. */
const char *keymap_labels(const struct keymap *keymap, const struct action_row *row, bool ascii,
                          char *buffer, size_t size);

#endif
