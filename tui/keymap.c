/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/keymap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

/* --- Rows ---------------------------------------------------------------------------------------
 */

const struct action_row *action_row_at(size_t index)
{
    for (size_t i = 0; command_registry[i]; i++) {
        const struct action_row *row = command_registry[i]->actions;
        for (; row && row->name; row++) {
            if (!index--)
                return row;
        }
    }
    return NULL;
}

const struct action_row *action_find(enum action action)
{
    const struct action_row *row;
    for (size_t i = 0; (row = action_row_at(i)); i++) {
        if (row->action == action)
            return row;
    }
    return NULL;
}

static const struct action_row *row_named(const char *name)
{
    const struct action_row *row;
    for (size_t i = 0; (row = action_row_at(i)); i++) {
        if (!strcmp(row->name, name))
            return row;
    }
    return NULL;
}

/* The next blank-separated word of `*rest` into `word`; false at the end. */
static bool next_word(const char **rest, char *word, size_t size)
{
    *rest += strspn(*rest, " \t");
    size_t length = strcspn(*rest, " \t");
    if (!length)
        return false;
    (void)snprintf(word, size, "%.*s", (int)length, *rest);
    *rest += length;
    return true;
}

/* --- Bindings -----------------------------------------------------------------------------------
 */

static void add(struct keymap *keymap, const struct action_row *row, struct key key)
{
    memory_reserve((void **)&keymap->bindings, keymap->count, &keymap->capacity,
                   sizeof *keymap->bindings);
    keymap->bindings[keymap->count++] = (struct binding){key, row};
}

static bool add_all(struct keymap *keymap, const struct action_row *row, const char *keys,
                    struct error *error)
{
    char word[64];
    struct key key;
    while (next_word(&keys, word, sizeof word)) {
        if (!key_parse(word, &key))
            return error_set(error, ERROR_INPUT, "\"%s\" is not a key (for \"%s\")", word,
                             row->name);
        add(keymap, row, key);
    }
    return true;
}

void keymap_init(struct keymap *keymap)
{
    *keymap = (struct keymap){0};
    const struct action_row *row;
    for (size_t i = 0; (row = action_row_at(i)); i++) {
        struct error ignored = {0};
        (void)add_all(keymap, row, row->keys ? row->keys : "", &ignored);
    }
}

void keymap_release(struct keymap *keymap)
{
    free(keymap->bindings);
    *keymap = (struct keymap){0};
}

static void remove_row(struct keymap *keymap, const struct action_row *row)
{
    size_t kept = 0;
    for (size_t i = 0; i < keymap->count; i++) {
        if (keymap->bindings[i].row != row)
            keymap->bindings[kept++] = keymap->bindings[i];
    }
    keymap->count = kept;
}

bool keymap_bind(struct keymap *keymap, const char *command, const char *keys, struct error *error)
{
    const struct action_row *row = row_named(command);
    if (!row)
        return error_set(error, ERROR_INPUT, "there is no command \"%s\" to give a key to",
                         command);
    remove_row(keymap, row);
    return add_all(keymap, row, keys, error);
}

/* Whether the row names the screen itself, not everywhere. */
static bool names_screen(const struct keymap *keymap, const struct action_row *row,
                         const char *screen)
{
    const char *rest = row->screens;
    char word[64];
    while (next_word(&rest, word, sizeof word)) {
        char *mode = strchr(word, '/');
        if (mode) {
            *mode = '\0';
            if (!strcmp(mode + 1, "six") != keymap->six_grades)
                continue;
        }
        if (!strcmp(word, screen))
            return true;
    }
    return false;
}

static bool is_everywhere(const struct action_row *row)
{
    return !strcmp(row->screens, "*");
}

bool keymap_has(const struct keymap *keymap, const struct action_row *row, const char *screen)
{
    return is_everywhere(row) || names_screen(keymap, row, screen);
}

const struct action_row *keymap_find(const struct keymap *keymap, const char *screen,
                                     struct key key)
{
    const struct action_row *general = NULL;
    for (size_t i = 0; i < keymap->count; i++) {
        const struct binding *binding = &keymap->bindings[i];
        if (!key_equal(binding->key, key))
            continue;
        if (names_screen(keymap, binding->row, screen))
            return binding->row;
        if (!general && is_everywhere(binding->row))
            general = binding->row;
    }
    return general;
}

bool keymap_key(const struct keymap *keymap, const struct action_row *row, bool typing,
                struct key *key)
{
    for (size_t i = 0; i < keymap->count; i++) {
        const struct binding *binding = &keymap->bindings[i];
        if (binding->row == row && !(typing && key_is_text(binding->key))) {
            *key = binding->key;
            return true;
        }
    }
    return false;
}

const char *keymap_labels(const struct keymap *keymap, const struct action_row *row, bool ascii,
                          char *buffer, size_t size)
{
    size_t used = 0;
    buffer[0] = '\0';
    for (size_t i = 0; i < keymap->count && used < size; i++) {
        char label[KEY_TEXT];
        if (keymap->bindings[i].row != row)
            continue;
        int length = snprintf(buffer + used, size - used, "%s%s", used ? " " : "",
                              key_label(keymap->bindings[i].key, ascii, label));
        used += length > 0 ? (size_t)length : 0;
    }
    return buffer;
}

/* --- Check --------------------------------------------------------------------------------------
 */

/* Whether both rows can be in front at once: a screen that both name. */
static bool rows_meet(const struct keymap *keymap, const struct action_row *a,
                      const struct action_row *b)
{
    if (is_everywhere(a) || is_everywhere(b))
        return is_everywhere(a) && is_everywhere(b);
    const char *rest = a->screens;
    char word[64];
    while (next_word(&rest, word, sizeof word)) {
        word[strcspn(word, "/")] = '\0';
        if (names_screen(keymap, a, word) && names_screen(keymap, b, word))
            return true;
    }
    return false;
}

bool keymap_check(const struct keymap *keymap, struct error *error)
{
    for (size_t i = 0; i < keymap->count; i++) {
        for (size_t j = i + 1; j < keymap->count; j++) {
            const struct binding *a = &keymap->bindings[i], *b = &keymap->bindings[j];
            char name[KEY_TEXT];
            if (a->row != b->row && key_equal(a->key, b->key) && rows_meet(keymap, a->row, b->row))
                return error_set(error, ERROR_INPUT,
                                 "the key %s is given to both \"%s\" and \"%s\"",
                                 key_format(a->key, name), a->row->name, b->row->name);
        }
    }
    return true;
}
