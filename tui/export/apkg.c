/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards with their schedules and history as an Anki package. */
#include <stdlib.h>

#include "engine/base/deck.h"
#include "tui/export_deck.h"

static bool pack(const struct deck *deck, FILE *out, struct error *error)
{
    char *bytes;
    size_t length;
    if (!deck_pack_apkg(deck, &bytes, &length, error))
        return false;
    bool good = fwrite(bytes, 1, length, out) == length;
    free(bytes);
    return good;
}

static bool write(const struct export_job *job, FILE *out, struct error *error)
{
    return export_deck_write(job, pack, out, error);
}

const struct export_format export_format_apkg = {
    .name = "apkg",
    .summary = "a package for Anki, with history",
    .suffix = "apkg",
    .what = 1 << RECORD_CARDS,
    .binary = true,
    .write = write,
};
