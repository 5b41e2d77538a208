/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between the repaired source and md4c: a copy with the same lines in which everything is rewritten
 * that md4c would read otherwise than people meant it (content/markdown.h), or that would cost more
 * than linear time. Only line numbers survive, columns do not.
 *
 * Rewritten: front matter, HTML tags and comments and diagrams (blanked), rules that are no
 * headings, fences that never close (a warning "broken-block") or hold prose, dollars before
 * digits, wikilinks that are drawings, very deep indentation and quoting, and lines or paragraphs
 * so full of markup characters, or so long, that they are no prose.
 */
#ifndef CONTENT_PREPARE_H
#define CONTENT_PREPARE_H

#include <stddef.h>

#include "engine/base/document.h"
#include "engine/base/draft.h"
#include "engine/base/text.h"

struct prepared {
    struct text text; /* what md4c reads */
    size_t *starts;   /* line_count + 1 offsets into it */
};

/* Also settles document->kinds. */
void prepare_markdown(struct document *document, struct harvest *harvest,
                      struct prepared *prepared);
void prepared_release(struct prepared *prepared);

/*
 * Whether `text` (a line) begins with `>` or list markers; returns where its own text begins.
 * `content` (may be NULL) receives the column at which the innermost marker's text begins.
 */
size_t prepare_skip_containers(const char *text, size_t length, int *content);

#endif
