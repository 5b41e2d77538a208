/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account of a file's lines: which block each belongs to, how many cards cite it, why none. */
#include <stdlib.h>
#include <string.h>

#include "content/content.h"
#include "content/harvest.h"
#include "content/markdown.h"
#include "content/quality.h"
#include "content/settle.h"
#include "content/source.h"
#include "engine/base/file.h"

struct account {
    const struct document *document;
    const struct block **owners; /* the deepest block of each line */
    const char **refused;
    size_t *cards; /* drafts that begin, minus drafts that ended, summed up to each line */
    struct coverage *coverage;
};

void coverage_release(struct coverage *coverage)
{
    free(coverage->rows);
    harvest_release(&coverage->harvest);
    memset(coverage, 0, sizeof *coverage);
}

static void find_owners(struct account *a)
{
    for (const struct block *b = a->document->root->first; b; b = block_following(b))
        for (long line = b->first_line; line <= b->last_line && line <= a->document->line_count;
             line++)
            a->owners[line - 1] = b;
}

static const char *name_of(const struct account *a, long line)
{
    const struct block *owner = a->owners[line - 1];
    switch (a->document->kinds[line - 1]) {
    case LINE_BLANK:
        return owner && owner->kind == BLOCK_CODE ? "code" : "blank";
    case LINE_FRONT_MATTER:
        return "front matter";
    case LINE_FENCE:
    case LINE_CODE:
        return "code";
    case LINE_RULE:
        return "rule";
    case LINE_DIAGRAM:
        return "diagram";
    case LINE_MARKUP:
        return "markup";
    default:
        return owner && owner->kind != BLOCK_LIST ? block_kind_name(owner->kind) : "markup";
    }
}

static const char *why_not(const struct account *a, long line, const char *block)
{
    static const struct {
        const char *block, *why;
    } reasons[] = {
        {"blank", "blank"},
        {"heading", "names the section"},
        {"code", "code"},
        {"diagram", "a drawing"},
        {"rule", "separates"},
        {"front matter", "about the file"},
        {"markup", "markup without text"},
        {"table row", "no pattern for tables matched"},
        {"table cell", "no pattern for tables matched"},
    };
    if (a->refused[line - 1])
        return a->refused[line - 1];
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (!strcmp(reasons[i].block, block))
            return reasons[i].why;
    size_t length;
    const char *text = document_line(a->document, line, &length);
    struct slice slice = slice_make(text, length);
    if (quality_doubt(slice))
        return "a doubt or a mark to come back";
    if (quality_is_chatter(slice))
        return "journal chatter";
    if (slice_holds(slice, "http") && word_count(slice) < 6)
        return "only a link";
    return "no pattern matched";
}

/* The drafts that cite any line of the row. */
static size_t cards_of(const struct account *a, long first, long last)
{
    size_t count = 0;
    const struct harvest *h = &a->coverage->harvest;
    for (size_t i = 0; i < h->draft_count && h->drafts[i].line <= last; i++)
        count += h->drafts[i].end_line >= first;
    return count;
}

static void add_row(struct account *a, long first, long last, const char *block)
{
    struct coverage *c = a->coverage;
    memory_reserve((void **)&c->rows, c->count, &c->capacity, sizeof *c->rows);
    struct coverage_row *row = &c->rows[c->count++];
    size_t length;
    const char *text = document_line(a->document, first, &length);
    struct slice begin = slice_until(slice_trim(slice_make(text, length)), 80);
    while (begin.length && ((unsigned char)begin.at[begin.length] & 0xC0) == 0x80)
        begin.length--;
    size_t cards = a->cards[first - 1] ? cards_of(a, first, last) : 0;
    *row = (struct coverage_row){
        .first_line = first,
        .last_line = last,
        .block = block,
        .text = arena_copy_bytes(&c->harvest.arena, begin.at, begin.length),
        .why = cards ? NULL : why_not(a, first, block),
        .cards = cards,
    };
}

/* How many drafts cite each line. */
static void count_cards(struct account *a)
{
    const struct harvest *h = &a->coverage->harvest;
    for (size_t i = 0; i < h->draft_count; i++)
        for (long line = h->drafts[i].line; line <= h->drafts[i].end_line; line++)
            a->cards[line - 1]++;
}

/* Neighbouring lines of one block, with the same fate, share a row. */
static void make_rows(struct account *a)
{
    const struct document *d = a->document;
    for (long line = 1, after; line <= d->line_count; line = after) {
        const char *block = name_of(a, line);
        for (after = line + 1; after <= d->line_count; after++)
            if (strcmp(name_of(a, after), block) != 0 ||
                (strcmp(block, "blank") != 0 && a->owners[after - 1] != a->owners[line - 1]) ||
                (a->cards[after - 1] != 0) != (a->cards[line - 1] != 0))
                break;
        add_row(a, line, after - 1, block);
    }
}

static void account_for(struct account *a, const struct content_options *options)
{
    size_t lines = (size_t)a->document->line_count + 1;
    a->owners = memory_allocate(lines, sizeof *a->owners);
    a->refused = memory_allocate(lines, sizeof *a->refused);
    a->cards = memory_allocate(lines, sizeof *a->cards);
    harvest_document(a->document, options, &a->coverage->harvest, a->refused);
    settle_drafts(&a->coverage->harvest);
    find_owners(a);
    count_cards(a);
    make_rows(a);
    free(a->owners);
    free(a->refused);
    free(a->cards);
}

void content_cover(const char *name, const char *bytes, size_t length,
                   const struct content_options *options, struct coverage *coverage)
{
    struct document document = {0};
    struct account account = {.document = &document, .coverage = coverage};
    coverage->harvest.file = arena_copy_string(&coverage->harvest.arena, name);
    if (source_is_binary(bytes, length)) {
        coverage->harvest.skipped = true;
        harvest_warn(&coverage->harvest, 0, "binary", "not a text file, skipped");
        return;
    }
    markdown_read(&document, bytes, length, &coverage->harvest);
    account_for(&account, options);
    document_release(&document);
}

bool content_coverage(const char *path, const struct content_options *options,
                      struct coverage *coverage, struct error *error)
{
    char *bytes;
    size_t length;
    if (!file_read(path, &bytes, &length, error))
        return false;
    char *absolute = path_absolute(path);
    content_cover(absolute, bytes, length, options, coverage);
    free(absolute);
    free(bytes);
    return true;
}
