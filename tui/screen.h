/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A screen: state, what actions do to it, and how it is drawn. One file in tui/screen/ ends in one
 * filled `const struct screen screen_NAME`; the Makefile finds it. No screen knows about curses,
 * and drawing changes nothing but what scrolling needs to remember.
 */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/base/canvas.h"
#include "engine/base/error.h"
#include "tui/command.h"
#include "tui/key.h"
#include "tui/widget.h"

struct app;

struct screen {
    const char *name, *title;
    bool wide; /* uses the whole width of a wide terminal, not a column for reading */

    /* The state, which release() frees; NULL with the error filled. `argument` may be NULL. */
    void *(*open)(struct app *app, const char *argument, struct error *error);
    void (*release)(void *state);
    /* In front again: read what may have changed. May be NULL. */
    void (*resume)(struct app *app, void *state);

    /* False: not mine, a general handler may try. */
    bool (*handle)(struct app *app, void *state, enum action action);
    /* Why the action cannot be done now; NULL: it can. May be NULL. */
    const char *(*disabled)(const struct app *app, const void *state, enum action action);
    /* What the bottom line calls the action now; NULL: by its name, "": not at all. May be NULL. */
    const char *(*label)(const void *state, enum action action);

    /* Whether a text field takes the characters, and giving it one. May be NULL. */
    bool (*typing)(const void *state);
    void (*type)(struct app *app, void *state, struct key key);

    /* In place of `title`. May be NULL. */
    const char *(*heading)(const void *state);
    /* Right of the title: progress and the like. May be NULL. */
    void (*status)(const struct app *app, const void *state, char *buffer, size_t size);
    void (*draw)(struct app *app, void *state, struct canvas *canvas, struct area body);

    /* Milliseconds until tick() should be called; -1: never. Both may be NULL. */
    int (*pace)(const void *state);
    void (*tick)(struct app *app, void *state);
};

extern const struct screen *const screen_registry[];
const struct screen *screen_find(const char *name); /* NULL: none */

#endif
