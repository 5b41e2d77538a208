/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tui/command.h"
#include "tui/json.h"

static const struct setting *find(const char *name)
{
    for (const struct setting *setting = settings; setting->name; setting++)
        if (!strcmp(setting->name, name))
            return setting;
    return NULL;
}

static void print(struct collection *collection, const struct setting *setting, json_t *all,
                  struct invocation *invocation)
{
    char value[SETTING_TEXT_SIZE];
    (void)collection_setting(collection, setting->name, value);
    json_object_set_new(all, setting->name, json_text(value));
    if (!invocation->json)
        (void)fprintf(invocation->out, "%-26s %-12s %s\n", setting->name, value[0] ? value : "-",
                      setting->help);
}

/* A changed goal or rollover holds from tomorrow on: today's value is the old one still. */
static void print_later(struct collection *collection, const char *name, const char *given,
                        json_t *all, struct invocation *invocation)
{
    char now[SETTING_TEXT_SIZE], date[DAY_TEXT];
    (void)collection_setting(collection, name, now);
    if (!strcmp(now, given))
        return;
    day_number from = collection_setting_begins(collection, name);
    json_object_set_new(all, "then", json_text(given));
    json_object_set_new(all, "from", json_day(from));
    if (!invocation->json)
        (void)fprintf(invocation->out, "From %s on it is %s.\n", day_format(from, date), given);
}

static int run(struct invocation *invocation, struct error *error)
{
    const char *name = invocation->argument_count ? invocation->arguments[0] : NULL;
    bool setting = invocation->argument_count > 1;
    if (name && !find(name)) {
        (void)error_set(error, ERROR_USAGE,
                        "there is no setting '%s'; 'tutor338 config' lists those there are", name);
        return ERROR_USAGE;
    }
    struct collection *collection = invocation_open(invocation, setting, error);
    if (!collection ||
        (setting && !collection_set(collection, name, invocation->arguments[1], error))) {
        collection_close(collection);
        return (int)error->kind;
    }
    json_t *all = json_object();
    for (const struct setting *row = settings; row->name; row++)
        if (!name || !strcmp(row->name, name))
            print(collection, row, all, invocation);
    if (setting)
        print_later(collection, name, invocation->arguments[1], all, invocation);
    if (invocation->json)
        json_print(all, invocation->out);
    else
        json_decref(all);
    collection_close(collection);
    return 0;
}

const struct command command_config = {
    .name = "config",
    .summary = "show or change settings",
    .arguments = "[KEY [VALUE]]",
    .details = "Settings of the collection are kept in its history: a changed goal or rollover "
               "holds from\n"
               "the next study day on.",
    .maximum_arguments = 2,
    .run = run,
};
