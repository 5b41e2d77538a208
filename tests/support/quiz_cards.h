/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards of which every form of question can be made; every word of them is our own. */
#ifndef TESTS_SUPPORT_QUIZ_CARDS_H
#define TESTS_SUPPORT_QUIZ_CARDS_H

#include "engine/collection.h"

/* Imports them from two days of a journal below `folder`. Aborts on failure. */
void quiz_cards(struct collection *collection, const char *folder);
enum { QUIZ_CARDS = 21 };

#endif
