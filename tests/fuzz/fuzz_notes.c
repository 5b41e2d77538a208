/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes give a harvest whose texts are valid UTF-8 and whose lines exist, and a complete
 * account of the file's lines. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "content/content.h"
#include "engine/base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_text(const char *text)
{
    size_t length = text ? strlen(text) : 0;
    demand(!text || utf8_valid_prefix(text, length) == length);
}

static void check_drafts(const struct harvest *harvest, long lines)
{
    for (size_t i = 0; i < harvest->draft_count; i++) {
        const struct draft *draft = &harvest->drafts[i];
        demand(draft->line >= 1 && draft->end_line >= draft->line && draft->end_line <= lines);
        demand(draft->confidence >= 0 && draft->confidence <= 1);
        demand(draft->front[0] && draft->back[0] && draft->group && draft->pattern);
        check_text(draft->front);
        check_text(draft->back);
        check_text(draft->topic);
        check_text(draft->passage);
    }
    for (size_t i = 0; i < harvest->remark_count; i++) {
        demand(harvest->remarks[i].line >= 1 && harvest->remarks[i].line <= lines);
        check_text(harvest->remarks[i].text);
    }
    for (size_t i = 0; i < harvest->link_count; i++)
        demand(harvest->links[i].line >= 1 && harvest->links[i].end_line <= lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    struct content_options options = {.flashcards = size && (data[0] & 1)};
    struct coverage coverage = {0};
    content_cover("/fuzz.md", bytes, size, &options, &coverage);
    long next = 1, lines = 0;
    for (size_t i = 0; i < size; i++)
        lines += bytes[i] == '\n';
    lines += size && bytes[size - 1] != '\n';
    if (!coverage.harvest.skipped) {
        check_drafts(&coverage.harvest, lines);
        for (size_t i = 0; i < coverage.count; i++) {
            demand(coverage.rows[i].first_line == next);
            check_text(coverage.rows[i].text);
            next = coverage.rows[i].last_line + 1;
        }
        demand(next <= lines + 1 && next >= lines);
    }
    coverage_release(&coverage);
    return 0;
}
