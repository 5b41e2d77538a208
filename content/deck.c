/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door to decks: which format a file has, and from it to drafts. */
#include "content/deck.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"

static bool ends_so(const struct deck_format *format, const char *path)
{
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && format->endings[i]; i++)
        if (text_equal_ignoring_case(dot, format->endings[i]))
            return true;
    return false;
}

const struct deck_format *deck_format_of_name(const char *path)
{
    for (size_t i = 0; deck_format_registry[i]; i++)
        if (!deck_format_registry[i]->recognise && ends_so(deck_format_registry[i], path))
            return deck_format_registry[i];
    return NULL;
}

const struct deck_format *deck_format_of(const char *path, const char *bytes, size_t length)
{
    const struct deck_format *format = deck_format_of_name(path);
    for (size_t i = 0; !format && deck_format_registry[i]; i++)
        if (ends_so(deck_format_registry[i], path) && deck_format_registry[i]->recognise &&
            deck_format_registry[i]->recognise(bytes, length))
            format = deck_format_registry[i];
    return format;
}

static int compare_guid(const void *left, const void *right)
{
    const struct deck_note *const *a = left, *const *b = right;
    int order = strcmp((*a)->guid, (*b)->guid);
    return order ? order : (*a > *b) - (*a < *b);
}

/* A guid is one note: of further ones with the same the cards would be the same. */
static void drop_repeats(struct deck *deck, struct harvest *harvest)
{
    struct deck_note **order = memory_allocate(deck->note_count, sizeof(void *));
    const struct deck_note *kept = NULL, *first = NULL;
    long count = 0;
    for (size_t i = 0; i < deck->note_count; i++)
        order[i] = &deck->notes[i];
    if (deck->note_count)
        qsort(order, deck->note_count, sizeof(void *), compare_guid);
    for (size_t i = 0; i < deck->note_count; i++) {
        bool again = order[i]->guid[0] && kept && !strcmp(kept->guid, order[i]->guid);
        if (!again)
            kept = order[i];
        else if (!count++ || order[i]->line < first->line)
            first = order[i];
        if (again)
            order[i]->card_count = 0;
    }
    if (count)
        harvest_warn(harvest, first->line, "repeated-id",
                     "%ld notes have the id of a note before them and are left out", count);
    free(order);
}

bool deck_harvest(const struct deck_format *format, const struct deck_input *input,
                  const struct content_options *options, struct harvest *harvest,
                  struct error *error)
{
    struct deck deck = {0};
    bool good = format->read(input, &deck, error);
    if (good) {
        drop_repeats(&deck, harvest);
        deck_draft(&deck, format->name, options, harvest);
    }
    deck_release(&deck);
    return good;
}
