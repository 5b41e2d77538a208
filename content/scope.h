/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a question is asked: "the matrix" or "permissions" alone could be anybody's, so the
 * question names the topic of the day or the nearest heading that says something. A subject that is
 * a term of its own needs none.
 */
#ifndef CONTENT_SCOPE_H
#define CONTENT_SCOPE_H

#include "content/pattern.h"

/* The name that a question about `subject` needs before it, or NULL. */
const char *scope_of(struct finder *finder, const struct block *block, const char *subject);

/* `question` behind the name that `subject` needs: "Mitochondria: what does the matrix hold?" */
const char *scope_question(struct finder *finder, const struct block *block, const char *subject,
                           const char *question);

/* "the cycle" under "Water cycle": "the Water cycle"; elsewhere the subject as it is. */
const char *scope_whole(struct finder *finder, const struct block *block, const char *subject);

/* "Week 2 notes", "Introduction": a heading that names no subject. */
bool scope_is_idle_heading(const struct block *heading);

#endif
