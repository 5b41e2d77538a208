/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door: one file's way from bytes to drafts. Finding files is in content/find.c, the account of
 * its lines in content/coverage.c. */
#include "content/content.h"

#include <stdlib.h>
#include <string.h>

#include "content/deck.h"
#include "content/goal.h"
#include "content/harvest.h"
#include "content/markdown.h"
#include "content/quality.h"
#include "content/settle.h"
#include "content/simulation_link.h"
#include "content/source.h"
#include "engine/base/file.h"

static bool has_doubtful_tag(const struct block *block)
{
    for (size_t i = 0; i < block->span_count; i++)
        if (block->spans[i].kind == SPAN_TAG && quality_doubt(slice_of(block->spans[i].target)))
            return true;
    return false;
}

static void add_doubt(struct harvest *h, const struct block *block, struct slice sentence,
                      const char *why)
{
    struct remark *remark = harvest_add_remark(h);
    remark->kind = "clarify";
    remark->file = h->file;
    bool own = sentence.at >= block->text && sentence.at <= block->text + block->length;
    remark->line = own ? finder_line(block, sentence) : block->first_line;
    remark->text = arena_copy_bytes(&h->arena, sentence.at, sentence.length);
    remark->why = why;
}

/* Passages to look at again: doubts in sentences, and tags that say so. */
static void find_doubts(struct finder *f)
{
    for (const struct block *b = f->document->root; b; b = block_following(b)) {
        if (b->kind != BLOCK_PARAGRAPH && b->kind != BLOCK_ITEM)
            continue;
        struct slice text = slice_make(b->text, b->length);
        if (!quality_doubt(text)) {
            if (has_doubtful_tag(b))
                add_doubt(f->harvest, b,
                          text.length || !b->heading ? text : slice_of(b->heading->text),
                          "a mark to come back");
            continue;
        }
        size_t count;
        const struct slice *sentences = finder_sentences(f, b, &count);
        for (size_t i = 0; i < count; i++) {
            const char *why = quality_doubt(sentences[i]);
            if (why)
                add_doubt(f->harvest, b, sentences[i], why);
        }
    }
}

void harvest_document(const struct document *document, const struct content_options *options,
                      struct harvest *harvest, const char **refused)
{
    struct finder finder;
    finder_init(&finder, document, options, harvest, refused);
    finder_run(&finder);
    find_doubts(&finder);
    finder_release(&finder);
    simulation_find_links(document, harvest);
    goal_find(document, harvest);
}

/* `owned` (the bytes, or NULL) is given back as soon as they are read: a long file takes much room.
 */
static void harvest_bytes(const char *name, const char *bytes, size_t length, char *owned,
                          const struct content_options *options, struct harvest *harvest)
{
    harvest->file = arena_copy_string(&harvest->arena, name);
    if (source_is_binary(bytes, length)) {
        harvest->skipped = true;
        harvest_warn(harvest, 0, "binary", "not a text file, skipped");
        free(owned);
        return;
    }
    harvest->words = (long)word_count(slice_make(bytes, length));
    struct document document = {0};
    source_load(&document, bytes, length, harvest);
    free(owned);
    markdown_parse(&document, harvest);
    harvest_document(&document, options, harvest, NULL);
    document_release(&document);
    settle_drafts(harvest);
}

void content_harvest(const char *name, const char *bytes, size_t length,
                     const struct content_options *options, struct harvest *harvest)
{
    harvest_bytes(name, bytes, length, NULL, options, harvest);
}

/* A deck's cards are written as cards: no pattern looks at them, and nothing is settled. */
static bool harvest_deck(const struct deck_format *format, const char *path, const char *bytes,
                         size_t length, const struct content_options *options,
                         struct harvest *harvest, struct error *error)
{
    char *absolute = path_absolute(path);
    harvest->file = arena_copy_string(&harvest->arena, absolute);
    free(absolute);
    struct deck_input input = {.path = harvest->file,
                               .bytes = bytes,
                               .length = length,
                               .media_folder = options ? options->media_folder : NULL,
                               .harvest = harvest};
    return deck_harvest(format, &input, options, harvest, error);
}

bool content_harvest_file(const char *path, const struct content_options *options,
                          struct harvest *harvest, struct error *error)
{
    char *bytes;
    size_t length;
    const struct deck_format *format = deck_format_of_name(path);
    if (format && format->packed)
        return harvest_deck(format, path, NULL, 0, options, harvest, error);
    if (!file_read(path, &bytes, &length, error))
        return false;
    format = deck_format_of(path, bytes, length);
    bool good = true;
    if (format) {
        good = harvest_deck(format, path, bytes, length, options, harvest, error);
        free(bytes);
    } else {
        char *absolute = path_absolute(path);
        harvest_bytes(absolute, bytes, length, bytes, options, harvest);
        free(absolute);
    }
    return good;
}
