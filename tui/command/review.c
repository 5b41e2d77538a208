/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "engine/base/random.h"
#include "engine/base/text.h"
#include "tui/command.h"
#include "tui/config.h"
#include "tui/importer.h"
#include "tui/json.h"
#include "tui/plain.h"
#include "tui/session.h"
#include "tui/terminal_choice.h"
#include "tui/tutor.h"

static void print_json(const struct session_summary *summary, FILE *out)
{
    json_t *grades = json_array();
    for (int grade = 0; grade <= 5; grade++)
        json_array_append_new(grades, json_integer(summary->by_grade[grade]));
    json_print(
        json_pack("{s:I, s:I, s:I, s:I, s:I, s:o, s:o, s:b, s:b, s:I}", "cards",
                  (json_int_t)summary->cards, "new", (json_int_t)summary->new_cards, "repeats",
                  (json_int_t)summary->repeats, "drills", (json_int_t)summary->drills,
                  "predictions", (json_int_t)summary->predictions, "grades", grades, "seconds",
                  json_number((double)summary->milliseconds / 1000), "day_earned",
                  summary->day_earned, "cram", summary->cram, "left", (json_int_t)summary->left),
        out);
}

static uint64_t session_seed(const struct invocation *invocation)
{
    struct random_source source;
    if (invocation->seeded)
        return invocation->seed;
    random_init_system(&source);
    return random_next(&source);
}

static void tell_trouble(const struct session *session, FILE *err)
{
    char message[1600];
    struct text safe = {0};
    if (!session_trouble(session))
        return;
    error_format(session_trouble(session), message, sizeof message);
    text_append_safe(&safe, message, strlen(message), false);
    (void)fprintf(err, "tutor338: no question about prices is asked: %s\n", text_string(&safe));
    text_release(&safe);
}

/* With --json the dialogue goes to the error stream and the summary alone to the output. */
static int study(struct invocation *invocation, struct collection *collection,
                 const struct session_options *options, struct error *error)
{
    struct session *session = session_start(collection, options, error);
    if (!session)
        return (int)error->kind;
    int status = 0;
    tell_trouble(session, invocation->err);
    if (session_phase(session) == SESSION_OVER) {
        (void)error_set(error, ERROR_NEGATIVE,
                        options->cram ? "no active card matches" : "there is nothing to ask today");
        status = ERROR_NEGATIVE;
    } else {
        struct invocation dialogue = *invocation;
        dialogue.out = invocation->json ? invocation->err : invocation->out;
        if (!plain_session(&dialogue, collection, session, error))
            status = (int)error->kind;
        else if (invocation->json)
            print_json(session_summary(session), invocation->out);
        else
            plain_summary(invocation->out, collection, session_summary(session));
    }
    session_free(session);
    return status;
}

static struct session_options asked_for(const struct invocation *invocation,
                                        const struct card_filter *filter)
{
    return (struct session_options){
        .filter = invocation->argument_count ? filter : NULL,
        .limit = (long)invocation_number(invocation, "limit", 0),
        .minutes = (long)invocation_number(invocation, "minutes", 0),
        .cram = invocation_flag(invocation, "cram"),
    };
}

static int run_plain(struct invocation *invocation, struct session_options *options,
                     struct error *error)
{
    if (!config_style(&options->style, error))
        return (int)error->kind;
    struct collection *collection = invocation_open(invocation, true, error);
    int status = ERROR_COLLECTION;
    options->seed = session_seed(invocation);
    if (collection && import_refresh(collection, error) && collection_open_day(collection, error))
        status = study(invocation, collection, options, error);
    else
        status = (int)error->kind;
    collection_close(collection);
    return status;
}

static int run(struct invocation *invocation, struct error *error)
{
    struct text query = {0};
    for (size_t i = 0; i < invocation->argument_count; i++)
        text_printf(&query, "%s%s", i ? " " : "", invocation->arguments[i]);
    struct card_filter filter = {0};
    int status = (int)ERROR_USAGE;
    if (card_filter_parse(text_string(&query), &filter, error)) {
        struct session_options options = asked_for(invocation, &filter);
        status = terminal_is_usable(invocation) ? tutor_open(invocation, "review", &options, error)
                                                : run_plain(invocation, &options, error);
    }
    card_filter_release(&filter);
    text_release(&query);
    return status;
}

static const struct option_row options[] = {
    {"limit", "N", "at most N items", OPTION_INTEGER, 1, 100000},
    {"minutes", "M", "stop after M active minutes", OPTION_INTEGER, 1, 1440},
    {"cram", NULL, "practice that changes no schedule: due or not", OPTION_FLAG, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_review = {
    .name = "review",
    .summary = "a review session",
    .arguments = "[QUERY]",
    .details =
        "In a terminal it opens the Review screen. With --plain, or without a terminal, it goes\n"
        "line by line: Enter shows the answer, a digit grades, u undo, e edit, ! suspend, x "
        "reject,\n"
        "b bury, i information, s simulation, d drill of what the card is about, q leave. A line\n"
        "that begins with 'saved' follows each answer that is on disk.\n"
        "With --cram all active cards that match are practised, due or not, those with most at\n"
        "stake first, and no schedule changes. The time counts for the day, the answers do not.",
    .options = options,
    .maximum_arguments = 1000,
    .run = run,
};
