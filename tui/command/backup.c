/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "engine/base/file.h"
#include "tui/command.h"
#include "tui/json.h"

static int run(struct invocation *invocation, struct error *error)
{
    char *path = collection_default_path(invocation->collection_path), *written = NULL;
    struct collection *collection = NULL;
    bool good = path_exists(path) ||
                error_set_at(error, ERROR_COLLECTION, path, 0, "there is no collection to back up");
    if (good)
        collection = invocation_open(invocation, false, error);
    const char *to = invocation->argument_count ? invocation->arguments[0] : NULL;
    good = collection && collection_backup(collection, to, &written, error);
    if (good && invocation->json)
        json_print(json_pack("{s:o}", "file", json_text(written)), invocation->out);
    else if (good)
        (void)fprintf(invocation->out, "Written: %s\n", written);
    collection_close(collection);
    free(written);
    free(path);
    return good ? 0 : (int)error->kind;
}

const struct command command_backup = {
    .name = "backup",
    .summary = "write a consistent copy of the collection",
    .arguments = "[FILE]",
    .details =
        "Without FILE the copy goes beside the collection, where the ten newest are kept. It is "
        "an\n"
        "SQLite file; view_answers, view_cards, view_skills, view_days and view_quizzes are for\n"
        "other tools.",
    .maximum_arguments = 1,
    .run = run,
};
