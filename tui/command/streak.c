/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/text.h"
#include "tui/challenge_text.h"
#include "tui/command.h"
#include "tui/heatmap.h"
#include "tui/json.h"
#include "tui/wording.h"

static void print_line(struct text *line, FILE *out)
{
    (void)fprintf(out, "%s\n", text_string(line));
    text_clear(line);
}

static void print_milestones(const struct streak *streak, day_number today, FILE *out)
{
    struct milestone stones[MILESTONES];
    struct text line = {0};
    size_t count = streak_milestones(streak, stones);
    (void)fprintf(out, "Milestones, in earned days:\n");
    for (size_t i = 0; i < count; i++) {
        challenge_milestone(&stones[i], streak->length, today, &line);
        print_line(&line, out);
    }
    text_release(&line);
}

static void print(const struct streak *streak, day_number today,
                  const struct invocation *invocation)
{
    FILE *out = invocation->out;
    struct text line = {0};
    wording_streak(streak, &line);
    print_line(&line, out);
    if (streak->start == DAY_NONE) {
        (void)fprintf(out, "'tutor338 challenge start' starts it today.\n");
        text_release(&line);
        return;
    }
    challenge_totals(streak, &line);
    print_line(&line, out);
    challenge_pace(streak, today, &line);
    print_line(&line, out);
    heatmap_text(streak, today, invocation->ascii, &line);
    (void)fputs(text_string(&line), out);
    print_milestones(streak, today, out);
    text_release(&line);
}

static int run(struct invocation *invocation, struct error *error)
{
    struct collection *collection = invocation_open(invocation, false, error);
    struct streak streak = {0};
    if (!collection || !collection_streak(collection, &streak, error)) {
        collection_close(collection);
        return (int)error->kind;
    }
    if (invocation->json)
        json_print(json_streak(&streak), invocation->out);
    else
        print(&streak, collection_today(collection), invocation);
    streak_release(&streak);
    collection_close(collection);
    return 0;
}

const struct command command_streak = {
    .name = "streak",
    .summary = "how the challenge stands: every day, pace, milestones",
    .run = run,
};
