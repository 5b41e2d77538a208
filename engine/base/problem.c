/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/base/problem.h"

#include <string.h>

const char *answer_kind_name(enum answer_kind kind)
{
    static const char *const names[ANSWER_KIND_COUNT] = {
        "exact", "decimal",  "unit",    "percent",  "matrix", "vector",
        "set",   "interval", "formula", "estimate", "choice",
    };
    return names[kind];
}

const char *verdict_name(enum verdict verdict)
{
    static const char *const names[] = {"correct", "wrong", "ungraded"};
    return names[verdict];
}

void problem_release(struct problem *problem)
{
    arena_release(&problem->arena);
    memset(problem, 0, sizeof *problem);
}

void problem_list_choices(const struct problem *problem, struct text *out)
{
    for (size_t i = 0; i < problem->choice_count; i++)
        text_printf(out, "\n%c) %s", (char)('a' + (int)i), problem->choices[i]);
}

size_t problem_question_length(const struct problem *problem)
{
    struct text list = {0};
    size_t length = strlen(problem->prompt);
    problem_list_choices(problem, &list);
    if (list.length <= length &&
        !strcmp(problem->prompt + length - list.length, text_string(&list)))
        length -= list.length;
    text_release(&list);
    return length;
}

void problem_tell_answer(const struct problem *problem, struct text *out)
{
    for (size_t i = 0; i < problem->choice_count; i++)
        if (!strcmp(problem->choices[i], problem->answer)) {
            text_printf(out, "%c) ", (char)('a' + (int)i));
            break;
        }
    text_append(out, problem->answer);
}

const char judgement_no_more[] = "this is not the answer";

const char *judgement_reason(const struct judgement *judgement)
{
    return strcmp(judgement->message, judgement_no_more) != 0 ? judgement->message : "";
}
