/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tui/command.h"
#include "tui/editor.h"
#include "tui/importer.h"
#include "tui/json.h"

static const struct {
    const char *name;
    enum care care;
} cares[] = {
    {"suspend", CARE_SUSPEND}, {"unsuspend", CARE_UNSUSPEND}, {"bury", CARE_BURY},
    {"reset", CARE_RESET},     {"accept", CARE_ACCEPT},       {"reject", CARE_REJECT},
};

static int finish(struct invocation *invocation, const char *verb, long count)
{
    if (invocation->json)
        json_print(json_pack("{s:s, s:I}", "did", verb, "cards", (json_int_t)count),
                   invocation->out);
    else
        (void)fprintf(invocation->out, "%s: %ld card%s.\n", verb, count, count == 1 ? "" : "s");
    return 0;
}

/* Every id is looked up before anything is changed, so that a wrong one changes nothing. */
static bool all_known(struct collection *collection, const struct invocation *invocation,
                      size_t first, struct error *error)
{
    for (size_t i = first; i < invocation->argument_count; i++) {
        struct card card = {0};
        bool good = collection_card(collection, invocation->arguments[i], &card, error);
        card_release(&card);
        if (!good)
            return false;
    }
    return true;
}

static bool edit_cards(struct collection *collection, const struct invocation *invocation,
                       struct error *error)
{
    bool good = true;
    for (size_t i = 1; good && i < invocation->argument_count; i++) {
        struct card card = {0};
        good = collection_card(collection, invocation->arguments[i], &card, error);
        if (good && !card.source_count)
            good = error_set(error, ERROR_INPUT, "card %s has no source file", card.id);
        good = good && editor_run(card.sources[0].file, card.sources[0].line, error);
        card_release(&card);
    }
    return good && import_refresh(collection, error);
}

static bool care_for(struct collection *collection, const struct invocation *invocation,
                     enum care care, const char *text, size_t first, struct error *error)
{
    bool good = all_known(collection, invocation, first, error);
    for (size_t i = first; good && i < invocation->argument_count; i++)
        good = collection_care(collection, care, invocation->arguments[i], text, error);
    return good;
}

static int run(struct invocation *invocation, struct error *error)
{
    const char *verb = invocation->arguments[0];
    struct collection *collection = invocation_open(invocation, true, error);
    if (!collection)
        return (int)error->kind;
    bool good = false, known = false;
    size_t first = 1;
    for (size_t i = 0; i < sizeof cares / sizeof *cares; i++)
        if (!strcmp(verb, cares[i].name)) {
            known = true;
            good = care_for(collection, invocation, cares[i].care,
                            invocation_text(invocation, "reason"), first, error);
        }
    if (!known && !strcmp(verb, "due") && invocation->argument_count > 2) {
        known = true;
        first = 2;
        good = care_for(collection, invocation, CARE_DUE, invocation->arguments[1], first, error);
    } else if (!known && !strcmp(verb, "edit")) {
        known = true;
        good = edit_cards(collection, invocation, error);
    }
    if (!known)
        (void)error_set(error, ERROR_USAGE,
                        "'%s' cannot be done to a card; known: suspend, unsuspend, bury, reset, "
                        "accept, reject, edit ID..., due DATE ID...",
                        verb);
    collection_close(collection);
    return good ? finish(invocation, verb, (long)(invocation->argument_count - first))
                : (int)error->kind;
}

static const struct option_row options[] = {
    {"reason", "TEXT", "why a card is rejected", OPTION_TEXT, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_card = {
    .name = "card",
    .summary = "care for single cards",
    .arguments = "suspend|unsuspend|bury|reset|accept|reject|edit ID... | due DATE ID...",
    .details =
        "An id may be shortened while it stays the only match. 'edit' opens the source at its\n"
        "line in your editor and reads it again.",
    .options = options,
    .minimum_arguments = 2,
    .maximum_arguments = 10000,
    .run = run,
};
