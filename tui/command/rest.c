/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/command.h"
#include "tui/json.h"

static int run(struct invocation *invocation, struct error *error)
{
    day_number day;
    struct collection *collection = NULL;
    bool good = day_parse(invocation->arguments[0], &day, error);
    if (good)
        collection = invocation_open(invocation, true, error);
    good = collection && collection_rest(collection, day, error);
    if (good && invocation->json)
        json_print(json_pack("{s:o}", "rest", json_day(day)), invocation->out);
    else if (good)
        (void)fprintf(invocation->out, "%s is a day of rest.\n", invocation->arguments[0]);
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}

const struct command command_rest = {
    .name = "rest",
    .summary = "declare a day of rest, before it starts",
    .arguments = "DAY",
    .minimum_arguments = 1,
    .maximum_arguments = 1,
    .run = run,
};
