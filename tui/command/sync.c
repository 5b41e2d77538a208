/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/sync.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tui/command.h"
#include "tui/exchange.h"
#include "tui/json.h"

enum { PROGRESS_AFTER_MS = 500, PROGRESS_EVERY_MS = 100 };

struct progress {
    FILE *err; /* NULL: no progress is shown */
    const struct clock *clock;
    int64_t begin_ms, shown_ms;
    bool shown;
};

static void show_progress(void *context, int64_t done, int64_t total)
{
    struct progress *progress = context;
    int64_t now = progress->err ? clock_elapsed_ms(progress->clock) : 0;
    if (!progress->err || now - progress->begin_ms < PROGRESS_AFTER_MS ||
        now - progress->shown_ms < PROGRESS_EVERY_MS)
        return;
    (void)fprintf(progress->err, "\r%5.1f of %.1f MB read", (double)done / 1e6,
                  (double)total / 1e6);
    (void)fflush(progress->err);
    progress->shown = true;
    progress->shown_ms = now;
}

static bool exchange(struct collection *collection, const char *folder,
                     struct invocation *invocation, struct sync_counts *counts, struct error *error)
{
    struct progress progress = {.clock = &invocation->clock};
    progress.err = isatty(fileno(invocation->err)) ? invocation->err : NULL;
    progress.begin_ms = progress.shown_ms = clock_elapsed_ms(progress.clock);
    struct sync_options options = {.folder = folder,
                                   .accept_unknown = invocation_flag(invocation, "accept-unknown"),
                                   .progress = show_progress,
                                   .context = &progress};
    bool good = collection_sync(collection, &options, counts, error);
    if (progress.shown)
        (void)fprintf(progress.err, "\r%40s\r", "");
    return good;
}

static void print_json(const struct sync_counts *counts, const char *folder, FILE *out)
{
    json_t *kinds = json_object();
    for (int kind = 0; kind < EVENT_KIND_COUNT; kind++)
        if (counts->by_kind[kind])
            json_object_set_new(kinds, event_kind_name((enum event_kind)kind),
                                json_integer(counts->by_kind[kind]));
    json_print(json_pack("{s:o, s:I, s:I, s:I, s:I, s:I, s:I, s:o}", "folder", json_text(folder),
                         "files", (json_int_t)counts->files, "devices", (json_int_t)counts->devices,
                         "read", (json_int_t)counts->read, "new", (json_int_t)counts->received,
                         "written", (json_int_t)counts->written, "waiting",
                         (json_int_t)counts->waiting, "kinds", kinds),
               out);
}

static int run(struct invocation *invocation, struct error *error)
{
    struct sync_counts counts = {0};
    struct config config;
    struct text words = {0};
    const char *named = invocation->argument_count ? invocation->arguments[0] : NULL;
    struct collection *collection =
        config_load(&config, error) ? invocation_open(invocation, true, error) : NULL;
    char *folder = collection ? exchange_folder(collection, &config, named, error) : NULL;
    bool good = folder && exchange(collection, folder, invocation, &counts, error);
    exchange_text(&counts, &words);
    if (good && invocation->json)
        print_json(&counts, folder, invocation->out);
    else if (good)
        (void)fprintf(invocation->out, "%s\n", text_string(&words));
    collection_close(collection);
    config_release(&config);
    text_release(&words);
    free(folder);
    return good ? 0 : (int)error->kind;
}

static const struct action_row rows[] = {
    {ACTION_SYNC, "sync", "exchange what was learned with your other devices", "f10", "*", 0},
    {.name = NULL},
};

static const struct option_row options[] = {
    {"accept-unknown", NULL, "take answers to cards that no device has told of yet", OPTION_FLAG, 0,
     0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_sync = {
    .name = "sync",
    .summary = "exchange what was learned with your other devices through a folder",
    .arguments = "[DIR]",
    .details =
        "DIR is a folder that something carries to your other devices: a file synchroniser, git,\n"
        "a network drive, a memory stick. This device adds what happened here to a file of its\n"
        "own in DIR and reads the files of the others; run it on each device, in any order and\n"
        "as often as you like. All come to the same cards, schedules, settings and days.\n\n"
        "Notes are not carried: each device reads its own, wherever they lie there. A file that "
        "is\n"
        "not whole yet, or damaged, is named, and nothing is changed. Without DIR it takes the\n"
        "folder of 'sync = DIR' under [folders] in config.ini, else that of the last time.",
    .options = options,
    .maximum_arguments = 1,
    .run = run,
    .actions = rows,
};
