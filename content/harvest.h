/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a parsed document to drafts, remarks and links: what content.c and coverage.c share. */
#ifndef CONTENT_HARVEST_H
#define CONTENT_HARVEST_H

#include "content/finder.h"

/* The drafts are still to be settled, which needs no document (content/settle.h). `refused` (one
 * pointer a line, or NULL) receives why the last offer on a line was refused. */
void harvest_document(const struct document *document, const struct content_options *options,
                      struct harvest *harvest, const char **refused);

#endif
