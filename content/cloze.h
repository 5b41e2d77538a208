/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Anki's clozes "{{c1::answer::hint}}": one card for each number, nested ones too. */
#ifndef CONTENT_CLOZE_H
#define CONTENT_CLOZE_H

#include "content/pattern.h"

/* Whether the text holds "{{c" and a number and "::", outside the code of its block. */
bool cloze_begins(const struct block *block, struct slice text);

/*
 * Offers a card for every number in `text`; `model` says where they stand (its kind, front, back
 * and group are filled in). Returns how many were taken. `unclosed` receives the offset of the
 * first opening without its end, else the text's length; such a text stays, without its opening.
 */
size_t cloze_offer(struct finder *finder, const struct offer *model, struct slice text,
                   size_t *unclosed);

/* The text with the gaps of one number hidden, and what they hide; false: it has none of them. */
bool cloze_show(struct slice text, int number, struct text *front, struct text *back);

#endif
