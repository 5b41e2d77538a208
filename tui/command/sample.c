/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "content/content.h"
#include "engine/base/file.h"
#include "tui/command.h"
#include "tui/importer.h"
#include "tui/report.h"

/* Removes what sample_write() wrote and nothing else; the folder goes when it is then empty. */
static void remove_files(const char *folder)
{
    for (size_t i = 0; i < sample_file_count; i++) {
        char *path = path_join(folder, sample_files[i].name);
        (void)unlink(path);
        free(path);
    }
    (void)rmdir(folder);
}

static int run(struct invocation *invocation, struct error *error)
{
    bool removing = invocation_flag(invocation, "remove");
    struct collection *collection = invocation_open(invocation, true, error);
    if (!collection)
        return (int)error->kind;
    char *folder = NULL;
    bool good = true;
    if (removing)
        folder = sample_folder();
    else
        good = sample_write(&folder, error);
    const char *paths[] = {folder};
    struct import_request request = {
        .paths = paths, .path_count = 1, .tags = "sample", .forget = removing};
    struct import_result result = {0};
    good = good && import_run(collection, &request, &result, error);
    if (good && removing)
        remove_files(folder);
    if (good)
        report_import(invocation, &result, false);
    if (good && !removing && !invocation->json)
        (void)fprintf(invocation->out, "The sample notes are in %s.\n", folder);
    import_result_release(&result);
    collection_close(collection);
    free(folder);
    return good ? 0 : (int)error->kind;
}

static const struct option_row options[] = {
    {"remove", NULL, "take the sample notes and their cards away again", OPTION_FLAG, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_sample = {
    .name = "sample",
    .summary = "write the built-in sample notes and import them",
    .details =
        "The notes go to the folder tutor338/sample under $XDG_DATA_HOME. With --remove their\n"
        "cards are set aside as orphans; what you answered is kept.",
    .options = options,
    .run = run,
};
