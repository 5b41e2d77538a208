/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tui/command.h"
#include "tui/json.h"

/* A journal that counts its days would tell of days to come. */
static bool mention_journal(struct invocation *invocation, struct collection *collection,
                            struct error *error)
{
    char date[DAY_TEXT];
    int last;
    if (!collection_journal_days(collection, &last, error))
        return false;
    if (last)
        (void)fprintf(invocation->out,
                      "Your journal counts %d days already: 'tutor338 challenge start %s' counts "
                      "them, so that today is day %d.\n",
                      last, day_format(collection_today(collection) - last, date), last + 1);
    return true;
}

static int run(struct invocation *invocation, struct error *error)
{
    char date[DAY_TEXT];
    struct collection *collection = NULL;
    bool good = !strcmp(invocation->arguments[0], "start");
    bool today = invocation->argument_count < 2;
    if (!good)
        (void)error_set(error, ERROR_USAGE, "'challenge %s' is not known; known: challenge start",
                        invocation->arguments[0]);
    day_number day = DAY_NONE;
    if (good && invocation->argument_count > 1)
        good = day_parse(invocation->arguments[1], &day, error);
    if (good)
        collection = invocation_open(invocation, true, error);
    if (collection && day == DAY_NONE)
        day = collection_today(collection);
    good = collection && collection_challenge_start(collection, day, error);
    if (good && invocation->json)
        json_print(json_pack("{s:o}", "start", json_day(day)), invocation->out);
    else if (good)
        (void)fprintf(invocation->out, "The challenge starts on %s.\n", day_format(day, date));
    if (good && today && !invocation->json)
        good = mention_journal(invocation, collection, error);
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}

const struct command command_challenge = {
    .name = "challenge",
    .summary = "start the 338 days",
    .arguments = "start [DATE]",
    .details = "Without DATE the challenge starts today.",
    .minimum_arguments = 1,
    .maximum_arguments = 2,
    .run = run,
};
