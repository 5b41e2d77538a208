/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "tui/command.h"
#include "tui/json.h"

static int run(struct invocation *invocation, struct error *error)
{
    char *path = collection_default_path(invocation->collection_path);
    bool good = collection_restore(path, invocation->arguments[0], &invocation->clock, error);
    if (good && invocation->json)
        json_print(json_pack("{s:o}", "file", json_text(path)), invocation->out);
    else if (good)
        (void)fprintf(invocation->out, "Restored: %s. What it held before is kept as a backup.\n",
                      path);
    free(path);
    return good ? 0 : (int)error->kind;
}

const struct command command_restore = {
    .name = "restore",
    .summary = "replace the collection by a backup",
    .arguments = "FILE",
    .details = "The backup is checked first; the collection as it was is kept as a backup, too.",
    .minimum_arguments = 1,
    .maximum_arguments = 1,
    .run = run,
};
