/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One key as a person presses it, with the name by which config.ini, help and hints know it.
 * Nothing here knows about curses; terminal.c translates.
 */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include <stdbool.h>
#include <stdint.h>

/* Keys that are no character; above the last Unicode code point. */
enum special_key {
    SPECIAL_FIRST = 0x110000,
    SPECIAL_UP = SPECIAL_FIRST,
    SPECIAL_DOWN,
    SPECIAL_LEFT,
    SPECIAL_RIGHT,
    SPECIAL_PAGE_UP,
    SPECIAL_PAGE_DOWN,
    SPECIAL_HOME,
    SPECIAL_END,
    SPECIAL_ENTER,
    SPECIAL_TAB,
    SPECIAL_BACK_TAB,
    SPECIAL_ESCAPE,
    SPECIAL_BACKSPACE,
    SPECIAL_DELETE,
    SPECIAL_INSERT,
    SPECIAL_F1, /* twelve consecutive values */
    SPECIAL_F12 = SPECIAL_F1 + 11,
    SPECIAL_WHEEL_UP,
    SPECIAL_WHEEL_DOWN,
    SPECIAL_CLICK,
    SPECIAL_RESIZE,
    SPECIAL_END_OF_INPUT, /* the terminal went away */
};

struct key {
    uint32_t code;   /* a code point or enum special_key */
    bool control;    /* with Ctrl; `code` is then the lower-case letter */
    bool pasted;     /* part of a bracketed paste: text, never a command */
    int column, row; /* of SPECIAL_CLICK */
};

bool key_equal(struct key a, struct key b);

/* Whether it types a character into a text field. */
bool key_is_text(struct key key);

/* Reads "space", "ctrl-p", "colon", "up", "f1", "x" or a single character; false: not a key. */
bool key_parse(const char *name, struct key *key);

enum { KEY_TEXT = 24 };
/* The name that key_parse() reads. */
const char *key_format(struct key key, char buffer[KEY_TEXT]);
/* As shown to people: "Space", "Ctrl-P", ":", "↑" ("Up" with `ascii`), "F1". */
const char *key_label(struct key key, bool ascii, char buffer[KEY_TEXT]);

#endif
