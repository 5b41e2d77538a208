/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "content/content.h"
#include "engine/base/text.h"
#include "tui/command.h"
#include "tui/json.h"
#include "tui/plain.h"

static void print_rows(const struct coverage *coverage, FILE *out)
{
    for (size_t i = 0; i < coverage->count; i++) {
        const struct coverage_row *row = &coverage->rows[i];
        struct text line = {0};
        text_printf(&line, "%5ld-%-5ld %-14s ", row->first_line, row->last_line, row->block);
        if (row->cards)
            text_printf(&line, "%zu card%s", row->cards, row->cards == 1 ? "" : "s");
        else
            text_printf(&line, "- %s", row->why ? row->why : "");
        text_printf(&line, "  | %s", row->text ? row->text : "");
        plain_print(out, "", text_string(&line));
        text_release(&line);
    }
}

static void print_json(const char *file, const struct coverage *coverage, FILE *out)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < coverage->count; i++) {
        const struct coverage_row *row = &coverage->rows[i];
        json_array_append_new(
            rows, json_pack("{s:I, s:I, s:s, s:o, s:o, s:I}", "first_line",
                            (json_int_t)row->first_line, "last_line", (json_int_t)row->last_line,
                            "block", row->block, "text", json_text(row->text), "why",
                            json_text(row->why), "cards", (json_int_t)row->cards));
    }
    json_print(json_pack("{s:o, s:o}", "file", json_text(file), "blocks", rows), out);
}

static int coverage_of(struct invocation *invocation, const char *file, struct error *error)
{
    struct coverage coverage = {0};
    struct content_options options = {0};
    if (!content_coverage(file, &options, &coverage, error))
        return (int)error->kind;
    if (invocation->json)
        print_json(file, &coverage, invocation->out);
    else
        print_rows(&coverage, invocation->out);
    coverage_release(&coverage);
    return 0;
}

static int list_sources(struct invocation *invocation, struct error *error)
{
    struct collection *collection = invocation_open(invocation, false, error);
    struct source *sources = NULL;
    size_t count = 0;
    bool good = collection && collection_sources(collection, &sources, &count, error);
    json_t *array = json_array();
    for (size_t i = 0; good && i < count; i++) {
        if (!invocation->json)
            plain_print(invocation->out, "", sources[i].path);
        json_array_append_new(array, json_pack("{s:o, s:o}", "path", json_text(sources[i].path),
                                               "tags", json_text(sources[i].tags)));
    }
    if (good && invocation->json)
        json_print(json_pack("{s:O}", "sources", array), invocation->out);
    json_decref(array);
    if (good)
        sources_release(sources, count);
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}

static int run(struct invocation *invocation, struct error *error)
{
    if (!invocation->argument_count)
        return list_sources(invocation, error);
    return coverage_of(invocation, invocation->arguments[0], error);
}

static const struct option_row options[] = {
    {"coverage", NULL, "every line of the file: its block, and its cards or why there is none",
     OPTION_FLAG, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_notes = {
    .name = "notes",
    .summary = "what became of the lines of a note; without FILE, the registered sources",
    .arguments = "[FILE]",
    .options = options,
    .maximum_arguments = 1,
    .run = run,
};
