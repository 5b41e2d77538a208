/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as decks. The first byte chooses: a package, its collection as a bare database, a
 * message of Protocol Buffers, HTML, or (all others) Anki's text and a table of cards.
 */
#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "content/deck.h"
#include "content/deck_package.h"
#include "content/html.h"
#include "content/protobuf.h"
#include "engine/base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Drafts have both sides, nothing that moves a cursor, and answers in order. */
static void check(const struct harvest *harvest)
{
    for (size_t i = 0; i < harvest->draft_count; i++) {
        const struct draft *draft = &harvest->drafts[i];
        size_t length = strlen(draft->front);
        if (!length || !draft->back[0] || utf8_valid_prefix(draft->front, length) != length)
            abort();
        for (size_t j = 0; j < length; j++)
            if ((unsigned char)draft->front[j] < ' ' && !strchr("\n\t", draft->front[j]))
                abort();
        for (size_t j = 1; j < draft->review_count; j++)
            if (draft->reviews[j].utc_ms < draft->reviews[j - 1].utc_ms)
                abort();
    }
}

static void read_with(const char *name, const char *bytes, size_t size)
{
    for (size_t i = 0; deck_format_registry[i]; i++) {
        struct harvest harvest = {.file = "/x/deck"};
        struct error error = {0};
        struct deck_input input = {
            .path = harvest.file, .bytes = bytes, .length = size, .harvest = &harvest};
        if (!strcmp(deck_format_registry[i]->name, name)) {
            bool good = deck_harvest(deck_format_registry[i], &input, NULL, &harvest, &error);
            if (good == (error.kind == ERROR_INPUT) || (!good && harvest.draft_count))
                abort();
            check(&harvest);
        }
        harvest_release(&harvest);
    }
}

static void read_collection(const uint8_t *data, size_t size)
{
    struct harvest harvest = {.file = "/x/deck"};
    struct deck deck = {0};
    struct error error = {0};
    struct deck_input input = {.path = harvest.file, .harvest = &harvest};
    unsigned char *bytes = sqlite3_malloc64(size + 1);
    memcpy(bytes, data, size);
    bool good = deck_read_collection(bytes, size, &input, &deck, &error);
    if (good)
        deck_draft(&deck, "anki-deck", NULL, &harvest);
    check(&harvest);
    deck_release(&deck);
    harvest_release(&harvest);
}

static void read_message(const uint8_t *data, size_t size)
{
    struct protobuf message;
    protobuf_open(&message, data, size);
    while (protobuf_next(&message))
        if (message.is_bytes && ((const uint8_t *)message.bytes < data ||
                                 (const uint8_t *)message.bytes + message.length > data + size))
            abort();
}

static void read_html(const char *bytes, size_t size)
{
    struct text plain = {0}, html = {0}, again = {0};
    html_append_text(&plain, bytes, size);
    deck_append_html(&html, text_string(&plain));
    html_append_text(&again, text_string(&html), html.length);
    if (plain.length && utf8_valid_prefix(plain.data, plain.length) != plain.length)
        abort();
    text_release(&plain);
    text_release(&html);
    text_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    char *bytes = memory_copy_bytes((const char *)data + 1, size - 1);
    switch (data[0]) {
    case 'p':
        read_with("anki-deck", bytes, size - 1);
        break;
    case 'c':
        read_collection(data + 1, size - 1);
        break;
    case 'm':
        read_message(data + 1, size - 1);
        break;
    case 'h':
        read_html(bytes, size - 1);
        break;
    default:
        read_with("anki-text", bytes, size - 1);
        read_with("csv", bytes, size - 1);
        break;
    }
    free(bytes);
    return 0;
}
