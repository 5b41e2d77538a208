/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/quiz_plain.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "tui/plain.h"
#include "tui/quiz_compose.h"
#include "tui/quiz_report.h"
#include "tui/wording.h"

struct quiz_dialogue {
    struct collection *collection;
    struct quiz_run *run;
    FILE *out;
};

static void print_start(const struct quiz_dialogue *dialogue)
{
    const struct quiz *quiz = quiz_run_quiz(dialogue->run);
    struct text line = {0}, asked = {0};
    wording_count((long)quiz->count, "question", "questions", &line);
    quiz_options_text(&quiz->options, &asked);
    if (asked.length)
        text_printf(&line, ": %s", text_string(&asked));
    if (quiz->answered)
        text_printf(&line, "; %zu answered before", quiz->answered);
    plain_print(dialogue->out, "Quiz, ", text_string(&line));
    text_release(&line);
    text_release(&asked);
}

static void print_choices(const struct quiz_dialogue *dialogue, const struct quiz_item *item)
{
    for (size_t i = 0; i < item->choice_count; i++) {
        char letter[] = {' ', ' ', ' ', quiz_letter(i), ')', ' ', '\0'};
        plain_print(dialogue->out, letter, item->choices[i]);
    }
}

static const char *how_to_answer(const struct quiz_item *item)
{
    if (item->form == QUIZ_CHOICE)
        return "Type a letter";
    if (item->form == QUIZ_ORDER)
        return "Type the letters in order, such as \"c a b\"";
    return item->form == QUIZ_CLOZE ? "Type what is missing" : "Type the answer";
}

static void print_question(const struct quiz_dialogue *dialogue)
{
    const struct quiz_item *item = quiz_run_item(dialogue->run);
    int64_t left = quiz_run_left(dialogue->run);
    struct text head = {0};
    if (!item)
        return;
    text_printf(&head, "[%zu/%zu] %s", quiz_run_index(dialogue->run) + 1,
                quiz_run_quiz(dialogue->run)->count, quiz_form_name(item->form));
    if (item->topic)
        text_printf(&head, ", %s", item->topic);
    if (left >= 0) {
        text_append(&head, ", ");
        wording_duration(left, &head);
        text_append(&head, " left");
    }
    (void)fprintf(dialogue->out, "\n");
    plain_print(dialogue->out, "", text_string(&head));
    plain_print(dialogue->out, "Q: ", item->prompt);
    print_choices(dialogue, item);
    (void)fprintf(dialogue->out, "%s (- passes, q leaves):\n", how_to_answer(item));
    text_release(&head);
}

static bool more_to_come(const struct quiz_dialogue *dialogue)
{
    const struct quiz *quiz = quiz_run_quiz(dialogue->run);
    return quiz->answered < quiz->count;
}

static bool count_as_right(const struct quiz_dialogue *dialogue, struct error *error)
{
    if (!quiz_run_accept(dialogue->run, error))
        return false;
    (void)fprintf(dialogue->out, "saved: the last answer counts as right\n");
    if (quiz_run_earned(dialogue->run))
        (void)fprintf(dialogue->out, "This day is earned.\n");
    (void)fflush(dialogue->out);
    return true;
}

static void print_verdict(const struct quiz_dialogue *dialogue)
{
    const struct quiz_item *item = quiz_run_item(dialogue->run);
    const struct quiz_result *result = quiz_run_result(dialogue->run);
    struct text expected = {0}, source = {0};
    (void)fprintf(dialogue->out, "%s.\n", quiz_verdict_words(result->verdict));
    plain_print(dialogue->out, "   ", result->note);
    quiz_expected_text(item, &expected);
    plain_print(dialogue->out, "A: ", text_string(&expected));
    quiz_source_text(dialogue->collection, item, &source);
    plain_print(dialogue->out, "   ", text_string(&source));
    (void)fprintf(dialogue->out, "saved: question %zu of %zu, %s\n",
                  quiz_run_index(dialogue->run) + 1, quiz_run_quiz(dialogue->run)->count,
                  quiz_verdict_name(result->verdict));
    if (quiz_run_can_accept(dialogue->run) && more_to_come(dialogue))
        (void)fprintf(dialogue->out, "+ counts it as right, if it means the same.\n");
    if (quiz_run_earned(dialogue->run))
        (void)fprintf(dialogue->out, "This day is earned.\n");
    (void)fflush(dialogue->out);
    text_release(&expected);
    text_release(&source);
}

static bool take_line(const struct quiz_dialogue *dialogue, const char *line, struct error *error)
{
    struct quiz_run *run = dialogue->run;
    if (!strcmp(line, "+") && quiz_run_can_accept(run))
        return count_as_right(dialogue, error);
    if (!(strcmp(line, "-") != 0 ? quiz_run_answer(run, line, error) : quiz_run_pass(run, error)))
        return false;
    if (quiz_run_phase(run) == QUIZ_ASKING) {
        plain_print(dialogue->out, "", quiz_run_result(run)->note);
        return true;
    }
    if (quiz_run_phase(run) == QUIZ_OVER) {
        (void)fprintf(dialogue->out, "The time is over: this answer does not count.\n");
        return true;
    }
    print_verdict(dialogue);
    bool good = quiz_run_continue(run, error);
    print_question(dialogue);
    return good;
}

bool quiz_plain(struct collection *collection, struct quiz_run *run, FILE *in, FILE *out,
                struct error *error)
{
    const struct quiz_dialogue dialogue = {collection, run, out};
    bool good = true, leaving = false;
    print_start(&dialogue);
    print_question(&dialogue);
    while (good && !leaving && quiz_run_phase(run) != QUIZ_OVER) {
        (void)fflush(out);
        char *line = plain_read_line(in);
        leaving = !line || !strcmp(line, "q");
        if (!leaving)
            good = take_line(&dialogue, line, error);
        free(line);
    }
    if (leaving)
        (void)fprintf(out, "The quiz stays open; 'tutor338 quiz --resume' goes on with it.\n");
    return good;
}
