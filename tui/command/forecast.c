/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "engine/base/memory.h"
#include "tui/command.h"
#include "tui/json.h"

static int run(struct invocation *invocation, struct error *error)
{
    size_t count = (size_t)invocation_number(invocation, "days", 30);
    long *due = memory_allocate(count, sizeof *due);
    struct collection *collection = invocation_open(invocation, false, error);
    bool good = collection &&
                collection_forecast(collection, collection_today(collection), count, due, error);
    json_t *days = json_array();
    for (size_t i = 0; good && i < count; i++) {
        char date[DAY_TEXT];
        day_number day = collection_today(collection) + (day_number)i;
        if (!invocation->json)
            (void)fprintf(invocation->out, "%s %5ld\n", day_format(day, date), due[i]);
        json_array_append_new(
            days, json_pack("{s:o, s:I}", "day", json_day(day), "due", (json_int_t)due[i]));
    }
    if (good && invocation->json)
        json_print(days, invocation->out);
    else
        json_decref(days);
    collection_close(collection);
    free(due);
    return good ? 0 : (int)error->kind;
}

static const struct option_row options[] = {
    {"days", "N", "how many days", OPTION_INTEGER, 1, 3660},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_forecast = {
    .name = "forecast",
    .summary = "how many reviews come due on each day",
    .details =
        "Active cards by the day on which they are due as they stand now; what is overdue counts\n"
        "today. New cards, answers still to be given and reviews-per-day do not count; 'today'\n"
        "says when a backlog will be cleared.",
    .options = options,
    .run = run,
};
