/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the patterns over a document (content/pattern.h says what a finder is). */
#ifndef CONTENT_FINDER_H
#define CONTENT_FINDER_H

#include "content/pattern.h"

/* Prepares for one document; `refused` may be NULL, else one pointer a line. */
void finder_init(struct finder *finder, const struct document *document,
                 const struct content_options *options, struct harvest *harvest,
                 const char **refused);
void finder_release(struct finder *finder);

/* Every pattern over every block. */
void finder_run(struct finder *finder);

#endif
