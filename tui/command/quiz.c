/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "engine/base/random.h"
#include "engine/base/text.h"
#include "tui/command.h"
#include "tui/config.h"
#include "tui/json.h"
#include "tui/quiz_compose.h"
#include "tui/quiz_plain.h"
#include "tui/quiz_report.h"
#include "tui/quiz_start.h"
#include "tui/terminal_choice.h"
#include "tui/tutor.h"

static uint64_t quiz_seed(const struct invocation *invocation)
{
    struct random_source source;
    if (invocation->seeded)
        return invocation->seed;
    random_init_system(&source);
    return random_next(&source);
}

/* --kind may be given more than once. */
static bool read_options(const struct invocation *invocation, struct quiz_options *options,
                         struct error *error)
{
    const char *days = invocation_text(invocation, "days");
    *options = (struct quiz_options){.topic = invocation_text(invocation, "topic"),
                                     .count = (long)invocation_number(invocation, "count", 10),
                                     .minutes = (long)invocation_number(invocation, "minutes", 0)};
    for (size_t i = 0; i < invocation->option_count; i++)
        if (!strcmp(invocation->options[i].row->name, "kind") &&
            !quiz_forms_read(invocation->options[i].text, &options->forms, error))
            return false;
    return !days || quiz_days_read(days, &options->day_first, &options->day_last, error);
}

static int history(const struct invocation *invocation, struct error *error)
{
    struct collection *collection = invocation_open(invocation, false, error);
    json_t *array = NULL;
    bool good =
        collection && (invocation->json ? quiz_history_json(collection, &array, error)
                                        : quiz_history_plain(collection, invocation->out, error));
    if (good && invocation->json)
        json_print(array, invocation->out);
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}

static bool newest(void *context, const struct quiz_row *row)
{
    (void)snprintf(context, QUIZ_ID, "%s", row->id);
    return false;
}

/* Makes reviews of the answers of the newest quiz. */
static int take_over(const struct invocation *invocation, struct error *error)
{
    char id[QUIZ_ID] = "";
    struct quiz quiz = {0};
    long made = 0;
    struct collection *collection = invocation_open(invocation, true, error);
    bool good = collection && collection_each_quiz(collection, newest, id, error);
    if (good && !id[0])
        good = error_set(error, ERROR_NEGATIVE, "there is no quiz yet");
    good = good && collection_quiz(collection, id, &quiz, error) &&
           collection_quiz_review(collection, &quiz, &made, error);
    if (good && invocation->json)
        json_print(json_pack("{s:s, s:I}", "quiz", id, "reviews", (json_int_t)made),
                   invocation->out);
    else if (good)
        (void)fprintf(invocation->out, "saved: %ld reviews made of the answers\n", made);
    quiz_release(&quiz);
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}

static struct quiz_run *begin(const struct invocation *invocation, struct collection *collection,
                              struct error *error)
{
    struct quiz_options options;
    struct answer_style style;
    char id[QUIZ_ID];
    if (!config_style(&style, error) || !read_options(invocation, &options, error))
        return NULL;
    options.seed = quiz_seed(invocation);
    if (!invocation_flag(invocation, "resume"))
        return quiz_run_start(collection, &options, &style, error);
    if (!collection_quiz_unfinished(collection, id, error))
        return NULL;
    if (!id[0]) {
        (void)error_set(error, ERROR_NEGATIVE, "no quiz is open");
        return NULL;
    }
    return quiz_run_resume(collection, id, &style, error);
}

/* With --json the dialogue goes to the error stream and the result alone to the output. */
static int ask(struct invocation *invocation, struct error *error)
{
    struct collection *collection = invocation_open(invocation, true, error);
    struct quiz_run *run = NULL;
    bool good = collection && collection_open_day(collection, error) &&
                (run = begin(invocation, collection, error)) != NULL &&
                quiz_plain(collection, run, invocation->in,
                           invocation->json ? invocation->err : invocation->out, error);
    if (good && invocation->json)
        json_print(quiz_report_json(quiz_run_quiz(run)), invocation->out);
    else if (good)
        quiz_report_plain(collection, quiz_run_quiz(run), invocation->out);
    quiz_run_free(run);
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}

/* The start page, filled in as the command line says; or the open quiz. */
static int open_screen(struct invocation *invocation, struct error *error)
{
    struct quiz_options options;
    struct text screen = {0};
    if (invocation_flag(invocation, "resume"))
        return tutor_open(invocation, "quiz-asking", NULL, error);
    if (!read_options(invocation, &options, error))
        return (int)error->kind;
    text_append(&screen, "quiz ");
    quiz_start_write(&options, &screen);
    int status = tutor_open(invocation, text_string(&screen), NULL, error);
    text_release(&screen);
    return status;
}

static int run(struct invocation *invocation, struct error *error)
{
    if (invocation_flag(invocation, "history"))
        return terminal_is_usable(invocation) ? tutor_open(invocation, "quiz-history", NULL, error)
                                              : history(invocation, error);
    if (invocation_flag(invocation, "review"))
        return take_over(invocation, error);
    return terminal_is_usable(invocation) ? open_screen(invocation, error) : ask(invocation, error);
}

static const struct option_row options[] = {
    {"count", "N", "how many questions; 10 unless told", OPTION_INTEGER, 1, QUIZ_MOST},
    {"topic", "T", "only of topics that hold this text", OPTION_TEXT, 0, 0},
    {"kind", "K", "choice, typed, cloze, order, number or prediction; a list, or more than once",
     OPTION_TEXT, 0, 0},
    {"days", "A-B", "only of these days of the journal", OPTION_TEXT, 0, 0},
    {"minutes", "M", "end after M minutes spent on questions", OPTION_INTEGER, 1, 600},
    {"resume", NULL, "go on with the quiz that is open", OPTION_FLAG, 0, 0},
    {"history", NULL, "list the quizzes so far", OPTION_FLAG, 0, 0},
    {"review", NULL, "make reviews of the answers of the newest quiz, once", OPTION_FLAG, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_quiz = {
    .name = "quiz",
    .summary = "a quiz of what was learned, scored and stored",
    .details =
        "In a terminal it opens the Quiz screen. With --plain, or without a terminal, it asks "
        "line\n"
        "by line: a letter chooses, letters in order arrange steps, other answers are typed; '-'\n"
        "passes, 'q' leaves the quiz open for --resume. A line that begins with 'saved' follows "
        "each\n"
        "answer that is on disk. Answers count for the day; they change no schedule unless the\n"
        "setting quiz-counts-as-review is yes, or --review is given afterwards. An answer cannot "
        "be\n"
        "undone, since the right one is shown at once.",
    .options = options,
    .run = run,
};
