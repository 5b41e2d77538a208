/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/export.h"
#include "tui/command.h"
#include "tui/export_schema.h"

static int run(struct invocation *invocation, struct error *error)
{
    if (invocation_flag(invocation, "schema")) {
        export_schema_write(invocation->out);
        return 0;
    }
    if (!invocation->argument_count) {
        (void)error_set(error, ERROR_USAGE,
                        "'export' needs more: tutor338 export WHAT --format FORMAT");
        return ERROR_USAGE;
    }
    struct export_request request = {
        .what = invocation->arguments[0],
        .format = invocation_text(invocation, "format"),
        .path = invocation_text(invocation, "output"),
        .since = invocation_text(invocation, "since"),
        .until = invocation_text(invocation, "until"),
        .state = invocation_text(invocation, "state"),
        .redact = invocation_flag(invocation, "redact"),
        .excel_safe = invocation_flag(invocation, "excel-safe"),
        .out = invocation->out,
        .err = invocation->err,
    };
    int signal = 0;
    struct collection *collection = invocation_open(invocation, false, error);
    bool good = collection && export_run(collection, &request, &signal, error);
    collection_close(collection);
    if (signal)
        return 128 + signal;
    return good ? 0 : (int)error->kind;
}

static const struct option_row options[] = {
    {"format", "F", "csv, jsonl, html, markdown, anki or apkg", OPTION_TEXT, 0, 0},
    {"output", "PATH", "write there, a folder for csv; also -o", OPTION_TEXT, 0, 0},
    {"since", "DAY", "from this study day on", OPTION_TEXT, 0, 0},
    {"until", "DAY", "up to this study day", OPTION_TEXT, 0, 0},
    {"state", "STATE", "cards of that state, or all; without it active ones", OPTION_TEXT, 0, 0},
    {"redact", NULL, "leave out all texts: of notes, questions and answers", OPTION_FLAG, 0, 0},
    {"excel-safe", NULL, "csv: an apostrophe before texts that a spreadsheet would compute",
     OPTION_FLAG, 0, 0},
    {"schema", NULL, "print the JSON Schema of the lines of jsonl", OPTION_FLAG, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_export = {
    .name = "export",
    .summary = "write what was learned for other programs, or a report",
    .arguments = "WHAT",
    .details =
        "WHAT is reviews, quizzes, drills, simulations, cards, days or all. csv writes tables and\n"
        "their description (datapackage.json) to a folder, or one table to standard output; jsonl\n"
        "writes a row a line; html and markdown write a report of all; anki and apkg write cards\n"
        "as a deck. Reports and tables of all hold the cards of every state.\n\n"
        "A file that is there is replaced when all of the new one is written. Cards have no study\n"
        "day: with all, --since and --until leave them as they are; so they do with what comes,\n"
        "the challenge and the goals in a report.",
    .options = options,
    .maximum_arguments = 1,
    .run = run,
};
