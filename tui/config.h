/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * config.ini: what belongs to the person's terminal and not to the collection.
 *
 *     [theme]               [keys]                 [editor]
 *     name = dark           reveal = space         command = vim -f
 *     ascii = no            palette = ctrl-p colon
 *
 *     [folders]
 *     sync = ~/Sync/tutor338
 */
#ifndef TUI_CONFIG_H
#define TUI_CONFIG_H

#include <stdbool.h>

#include "engine/base/error.h"
#include "exercises/answer_reader.h"
#include "tui/keymap.h"

enum theme { THEME_DARK, THEME_LIGHT, THEME_HIGH_CONTRAST, THEME_MONO, THEME_COUNT };
const char *theme_name(enum theme theme); /* "dark", "light", "high-contrast", "mono" */
/* THEME_COUNT: none of that name. */
enum theme theme_of(const char *name);

struct config {
    enum theme theme;
    bool ascii, mouse;
    bool decimal_comma;
    char editor[256];       /* empty: $VISUAL, $EDITOR, editor */
    char sync_folder[4096]; /* where devices exchange events; empty: not said */
    struct keymap keymap;
};

void config_init(struct config *config);
void config_release(struct config *config);

/* Reads the file over what `config` holds; ERROR_INPUT names file and line. */
bool config_read(struct config *config, const char *path, struct error *error);

/* config_init(), then the person's own file where there is one. */
bool config_load(struct config *config, struct error *error);

/* How the person types numbers, for commands that need nothing else of the configuration. */
bool config_style(struct answer_style *style, struct error *error);

#endif
