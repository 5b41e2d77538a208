/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/report.h"

#include <string.h>

#include "engine/base/text.h"
#include "tui/json.h"

static json_t *warnings_json(const struct import_result *result)
{
    json_t *warnings = json_array();
    for (size_t i = 0; i < result->warning_count; i++) {
        const struct import_warning *warning = &result->warnings[i];
        json_array_append_new(
            warnings, json_pack("{s:o, s:I, s:o, s:o}", "file", json_text(warning->file), "line",
                                (json_int_t)warning->line, "code", json_text(warning->code),
                                "message", json_text(warning->message)));
    }
    return warnings;
}

static void print_json(const struct import_result *result, FILE *out)
{
    const struct import_counts *c = &result->counts;
    json_t *cards = json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}", "new", (json_int_t)c->new_cards,
                              "changed", (json_int_t)c->changed, "moved", (json_int_t)c->moved,
                              "unchanged", (json_int_t)c->unchanged, "orphaned",
                              (json_int_t)c->orphaned, "proposed", (json_int_t)c->proposed);
    json_print(json_pack("{s:I, s:I, s:o, s:I, s:I, s:I, s:I, s:I, s:I, s:o}", "files",
                         (json_int_t)c->files, "bytes", (json_int_t)c->bytes, "cards", cards,
                         "simulations", (json_int_t)c->simulations, "goals", (json_int_t)c->goals,
                         "conflicts", (json_int_t)c->conflicts, "clarify", (json_int_t)c->clarify,
                         "skipped", (json_int_t)c->skipped, "schedules_ignored",
                         (json_int_t)c->schedules_ignored, "warnings", warnings_json(result)),
               out);
}

static void print_warning(const struct import_warning *warning, FILE *err)
{
    struct text line = {0};
    text_append_safe(&line, warning->file, strlen(warning->file), false);
    if (warning->line > 0)
        text_printf(&line, ":%ld", warning->line);
    text_append(&line, ": ");
    text_append_safe(&line, warning->message, strlen(warning->message), false);
    (void)fprintf(err, "warning: %s\n", text_string(&line));
    text_release(&line);
}

static void print_words(const struct import_result *result, bool dry_run, FILE *out)
{
    const struct import_counts *c = &result->counts;
    (void)fprintf(out, "%s %ld file%s, %ld bytes.\n", dry_run ? "Would read" : "Read", c->files,
                  c->files == 1 ? "" : "s", c->bytes);
    (void)fprintf(out, "Cards: %ld new", c->new_cards);
    if (c->proposed)
        (void)fprintf(out, " (%ld of them proposed, waiting for your decision)", c->proposed);
    (void)fprintf(out, ", %ld changed, %ld moved, %ld unchanged, %ld orphaned.\n", c->changed,
                  c->moved, c->unchanged, c->orphaned);
    if (c->clarify)
        (void)fprintf(out, "Passages to clarify: %ld.\n", c->clarify);
    if (c->conflicts)
        (void)fprintf(out, "Terms defined in two ways, held back: %ld.\n", c->conflicts);
    if (c->schedules_ignored)
        (void)fprintf(out,
                      "Schedules of another program ignored, because the cards were asked here: "
                      "%ld.\n",
                      c->schedules_ignored);
    if (c->skipped)
        (void)fprintf(out, "Files skipped: %ld.\n", c->skipped);
}

void report_import(struct invocation *invocation, const struct import_result *result, bool dry_run)
{
    for (size_t i = 0; i < result->warning_count; i++)
        print_warning(&result->warnings[i], invocation->err);
    if (invocation->json)
        print_json(result, invocation->out);
    else
        print_words(result, dry_run, invocation->out);
}
