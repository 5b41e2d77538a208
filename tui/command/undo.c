/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/command.h"
#include "tui/json.h"

static int run(struct invocation *invocation, struct error *error)
{
    struct collection *collection = invocation_open(invocation, true, error);
    struct undone undone = {0};
    bool good = collection && collection_undo(collection, &undone, error);
    if (good && invocation->json)
        json_print(json_pack("{s:o}", "undone",
                             undone.found
                                 ? json_pack("{s:s, s:s, s:s}", "event", undone.event_id, "kind",
                                             undone.kind, "subject", undone.subject)
                                 : json_null()),
                   invocation->out);
    else if (good && undone.found)
        (void)fprintf(invocation->out, "Undone: %s of %s.\n", undone.kind, undone.subject);
    else if (good)
        (void)fprintf(invocation->out, "There is nothing to undo.\n");
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}

const struct command command_undo = {
    .name = "undo",
    .summary = "take back the last answer or decision",
    .details = "Undoing is an event, too: the history keeps both.",
    .run = run,
};
