/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/export_deck.h"

#include <stdlib.h>

#include "engine/base/deck.h"
#include "tui/importer.h"

bool export_deck_write(const struct export_job *job,
                       bool (*pack)(const struct deck *deck, FILE *out, struct error *error),
                       FILE *out, struct error *error)
{
    struct deck deck = {0};
    struct card_filter filter = {0};
    char *media = media_folder();
    bool good = card_filter_parse("", &filter, error);
    filter.state = job->request.card_state;
    good = good && collection_deck(job->collection, &filter, media, &deck, error) &&
           pack(&deck, out, error);
    deck_release(&deck);
    card_filter_release(&filter);
    free(media);
    return good;
}
