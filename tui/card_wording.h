/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Front and back of a card as a text for the person's editor, and what came back from it. */
#ifndef TUI_CARD_WORDING_H
#define TUI_CARD_WORDING_H

#include <stdbool.h>

#include "engine/base/error.h"
#include "engine/base/text.h"
#include "engine/collection.h"

struct card_wording {
    char *front, *back; /* without empty lines around them */
};
void card_wording_release(struct card_wording *wording);

/* A sentence of help, then front and back, each below a line that names it. */
void card_wording_write(const struct card *card, struct text *out);
/* ERROR_INPUT where the two lines that name the parts are missing, or a part is empty. */
bool card_wording_read(const char *text, struct card_wording *wording, struct error *error);

/* The text in a new file, mode 0600; its path, the caller's. NULL on failure. */
char *card_wording_file(const struct card *card, struct error *error);
/* What the file holds, the caller's; the file is removed in any case. */
bool card_wording_take(const char *path, char **text, struct error *error);

/* The line of the front in the text, for the editor to open at. */
enum { CARD_WORDING_LINE = 4 };

#endif
