/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/key.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/text.h"

struct key_name {
    uint32_t code;
    const char *name, *label, *ascii; /* ascii NULL: as label */
};

/* The first name of a code is the one that is written; further ones are read as well. */
static const struct key_name names[] = {
    {SPECIAL_UP, "up", "↑", "Up"},
    {SPECIAL_DOWN, "down", "↓", "Down"},
    {SPECIAL_LEFT, "left", "←", "Left"},
    {SPECIAL_RIGHT, "right", "→", "Right"},
    {SPECIAL_PAGE_UP, "page-up", "PgUp", NULL},
    {SPECIAL_PAGE_DOWN, "page-down", "PgDn", NULL},
    {SPECIAL_HOME, "home", "Home", NULL},
    {SPECIAL_END, "end", "End", NULL},
    {SPECIAL_ENTER, "enter", "Enter", NULL},
    {SPECIAL_TAB, "tab", "Tab", NULL},
    {SPECIAL_BACK_TAB, "back-tab", "Shift-Tab", NULL},
    {SPECIAL_ESCAPE, "esc", "Esc", NULL},
    {SPECIAL_ESCAPE, "escape", "Esc", NULL},
    {SPECIAL_BACKSPACE, "backspace", "Backspace", NULL},
    {SPECIAL_DELETE, "delete", "Del", NULL},
    {SPECIAL_INSERT, "insert", "Ins", NULL},
    {' ', "space", "Space", NULL},
    /* The INI reader gives these a meaning of its own. */
    {':', "colon", ":", NULL},
    {';', "semicolon", ";", NULL},
    {'#', "hash", "#", NULL},
    {'=', "equals", "=", NULL},
    {'[', "left-bracket", "[", NULL},
    {']', "right-bracket", "]", NULL},
};
enum { NAME_COUNT = sizeof names / sizeof *names };

bool key_equal(struct key a, struct key b)
{
    return a.code == b.code && a.control == b.control;
}

bool key_is_text(struct key key)
{
    return !key.control && key.code >= ' ' && key.code != 0x7f && key.code < SPECIAL_FIRST;
}

static bool parse_plain(const char *name, struct key *key)
{
    for (size_t i = 0; i < NAME_COUNT; i++) {
        if (!strcmp(names[i].name, name)) {
            key->code = names[i].code;
            return true;
        }
    }
    unsigned number;
    char rest;
    if (sscanf(name, "f%2u%c", &number, &rest) == 1 && number >= 1 && number <= 12) {
        key->code = SPECIAL_F1 + number - 1;
        return true;
    }
    size_t length = strlen(name);
    bool valid;
    if (!length || utf8_decode(name, length, &key->code, &valid) != length)
        return false;
    return valid && key_is_text(*key);
}

bool key_parse(const char *name, struct key *key)
{
    struct key read = {0};
    if (strncmp(name, "ctrl-", 5) != 0) {
        if (!parse_plain(name, &read))
            return false;
    } else {
        /* What a terminal can tell apart: Ctrl-H, I, J and M are other keys there. */
        char letter = name[5];
        if (letter < 'a' || letter > 'z' || name[6] || strchr("hijm", letter))
            return false;
        read.code = (uint32_t)letter;
        read.control = true;
    }
    *key = read;
    return true;
}

static const struct key_name *find_name(uint32_t code)
{
    for (size_t i = 0; i < NAME_COUNT; i++) {
        if (names[i].code == code)
            return &names[i];
    }
    return NULL;
}

static void format_rest(struct key key, const char *function, char buffer[KEY_TEXT])
{
    if (key.code >= SPECIAL_F1 && key.code <= SPECIAL_F12) {
        (void)snprintf(buffer, KEY_TEXT, "%s%u", function, key.code - SPECIAL_F1 + 1);
    } else if (key.code < SPECIAL_FIRST) {
        buffer[utf8_encode(key.code, buffer)] = '\0';
    } else {
        (void)snprintf(buffer, KEY_TEXT, "?");
    }
}

const char *key_format(struct key key, char buffer[KEY_TEXT])
{
    const struct key_name *name = find_name(key.code);
    if (key.control)
        (void)snprintf(buffer, KEY_TEXT, "ctrl-%c", (char)key.code);
    else if (name)
        (void)snprintf(buffer, KEY_TEXT, "%s", name->name);
    else
        format_rest(key, "f", buffer);
    return buffer;
}

const char *key_label(struct key key, bool ascii, char buffer[KEY_TEXT])
{
    const struct key_name *name = find_name(key.code);
    if (key.control)
        (void)snprintf(buffer, KEY_TEXT, "Ctrl-%c", (char)(key.code - 'a' + 'A'));
    else if (name)
        (void)snprintf(buffer, KEY_TEXT, "%s", ascii && name->ascii ? name->ascii : name->label);
    else
        format_rest(key, "F", buffer);
    return buffer;
}
