/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/text.h"
#include "tui/command.h"
#include "tui/json.h"
#include "tui/wording.h"

static int run(struct invocation *invocation, struct error *error)
{
    struct collection *collection = invocation_open(invocation, false, error);
    struct streak streak = {0};
    if (!collection || !collection_streak(collection, &streak, error)) {
        collection_close(collection);
        return (int)error->kind;
    }
    if (invocation->json) {
        json_print(json_streak(&streak), invocation->out);
    } else {
        struct text line = {0};
        wording_streak(&streak, &line);
        (void)fprintf(invocation->out, "%s\n", text_string(&line));
        if (streak.start != DAY_NONE)
            (void)fprintf(invocation->out,
                          "Earned %d of %d days. Freeze tokens %d, rest days left %d.\n",
                          streak.earned, streak.length, streak.tokens, streak.rest_left);
        else
            (void)fprintf(invocation->out, "'tutor338 challenge start' starts it today.\n");
        text_release(&line);
    }
    streak_release(&streak);
    collection_close(collection);
    return 0;
}

const struct command command_streak = {
    .name = "streak",
    .summary = "how the challenge stands",
    .run = run,
};
