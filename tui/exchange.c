/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/exchange.h"

#include "engine/base/memory.h"
#include "tui/wording.h"

char *exchange_folder(struct collection *collection, const struct config *config, const char *named,
                      struct error *error)
{
    char *folder = NULL;
    if (named || config->sync_folder[0])
        return memory_copy_string(named ? named : config->sync_folder);
    if (collection_sync_folder(collection, &folder, error) && !folder)
        (void)error_set(error, ERROR_USAGE,
                        "'sync' needs a folder the first time: tutor338 sync DIR");
    return folder;
}

static void add_received(const struct sync_counts *counts, struct text *out)
{
    if (!counts->files) {
        text_append(out, "No other device has written here yet.");
    } else if (!counts->received) {
        text_append(out, "Nothing new from the other devices.");
    } else {
        wording_count(counts->received, "event", "events", out);
        text_append(out, " came from ");
        wording_count(counts->devices ? counts->devices : 1, "device", "devices", out);
        text_append(out, ".");
    }
}

void exchange_text(const struct sync_counts *counts, struct text *out)
{
    add_received(counts, out);
    if (counts->written) {
        text_append(out, " Written for them: ");
        wording_count(counts->written, "event", "events", out);
        text_append(out, ".");
    } else if (counts->files) {
        text_append(out, " They have all from here.");
    }
    if (!counts->waiting)
        return;
    text_append(out, " ");
    wording_count(counts->waiting, "card", "cards", out);
    text_append(out, " will come with the file of the device that made them.");
}
