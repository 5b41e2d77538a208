/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "tui/command.h"
#include "tui/importer.h"
#include "tui/json.h"
#include "tui/report.h"

static int run(struct invocation *invocation, struct error *error)
{
    struct import_request request = {
        .paths = invocation->arguments,
        .path_count = invocation->argument_count,
        .tags = invocation_text(invocation, "tag"),
        .dry_run = invocation_flag(invocation, "dry-run"),
    };
    struct import_result result = {0};
    struct collection *collection = invocation_open(invocation, true, error);
    bool good = collection && import_run(collection, &request, &result, error);
    if (good || result.counts.files)
        report_import(invocation, &result, request.dry_run);
    import_result_release(&result);
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}

static const struct option_row options[] = {
    {"dry-run", NULL, "say what would change, and change nothing", OPTION_FLAG, 0, 0},
    {"tag", "TAG", "tags for every card of these paths, comma separated", OPTION_TEXT, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_import = {
    .name = "import",
    .summary = "turn notes and decks into cards",
    .arguments = "[PATH...]",
    .details =
        "Reads files and folders and remembers them as sources. Without PATH it reads all\n"
        "registered sources again. Importing the same files twice changes nothing.\n"
        "\n"
        "Of a folder it reads the notes (.md, .markdown, .txt) and the Anki packages (.apkg) with\n"
        "all that lie below, except names with a leading dot and linked folders. Of a package\n"
        "come cards, tags, pictures, schedules and the answers given so far; a card stays the\n"
        "same card when its text changes there. A .txt is Anki's text, and not a note, if its\n"
        "first line is one of Anki's headings (#separator:tab). A table (.csv, .tsv) is read\n"
        "where it is named: its first line names the columns front and back (or question and\n"
        "answer, term and definition), and tags, deck, id and kind where it has them.",
    .options = options,
    .maximum_arguments = 10000,
    .run = run,
};
