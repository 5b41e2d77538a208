/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A journal's goals: tables of books, projects, certificates and the like with a column "Status",
 * and the numbers that a list under "Strategy" promises. It only reads; where the two disagree is
 * for others to say.
 */
#ifndef CONTENT_GOAL_H
#define CONTENT_GOAL_H

#include "engine/base/document.h"
#include "engine/base/draft.h"

void goal_find(const struct document *document, struct harvest *harvest);

#endif
