/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what was typed to a verdict, for every form of question. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "exercises/answer_compare.h"
#include "exercises/drill.h"
#include "exercises/simulation.h"
#include "tui/quiz_run.h"

static void unread(struct quiz_result *result, const char *why)
{
    result->judged = false;
    (void)snprintf(result->note, sizeof result->note, "%s", why);
}

static void decide(struct quiz_result *result, bool right)
{
    result->judged = true;
    result->verdict = right ? QUIZ_RIGHT : QUIZ_WRONG;
}

/* "b", "B", "b)", "2": the index; the number of choices where it is none. */
static size_t read_letter(const struct quiz_item *item, const char *typed)
{
    const char *at = typed + strspn(typed, " (");
    size_t end = *at ? 1 + strspn(at + 1, " .)") : 0, none = item->choice_count;
    if (!*at || at[end])
        return none;
    size_t index = *at >= 'a'   ? (size_t)(*at - 'a')
                   : *at >= 'A' ? (size_t)(*at - 'A')
                   : *at >= '1' ? (size_t)(*at - '1')
                                : none;
    return index < none ? index : none;
}

static void judge_choice(const struct quiz_item *item, const char *typed,
                         struct quiz_result *result)
{
    size_t index = read_letter(item, typed);
    char why[64];
    for (size_t i = 0; index == item->choice_count && i < item->choice_count; i++)
        if (text_equal_ignoring_case(item->choices[i], typed))
            index = i;
    (void)snprintf(why, sizeof why, "Choose one of a to %c.", quiz_letter(item->choice_count - 1));
    if (index < item->choice_count)
        decide(result, !strcmp(item->choices[index], item->expected));
    else
        unread(result, why);
}

/* "c a b", "cab", "c, a, b", "C > A > B": the letters; false where one is no step, or is twice. */
static bool read_order(const struct quiz_item *item, const char *typed, size_t order[QUIZ_CHOICES],
                       size_t *count)
{
    bool used[QUIZ_CHOICES] = {false};
    *count = 0;
    for (const char *at = typed; *at; at++) {
        char c = (char)(*at >= 'A' && *at <= 'Z' ? *at + 32 : *at);
        if (strchr(" ,;.>-)(", c))
            continue;
        size_t index = c >= 'a' ? (size_t)(c - 'a') : QUIZ_CHOICES;
        if (index >= item->choice_count || used[index])
            return false;
        used[index] = true;
        order[(*count)++] = index;
    }
    return true;
}

static void judge_order(const struct quiz_item *item, const char *typed, struct quiz_result *result)
{
    size_t order[QUIZ_CHOICES], count;
    if (!read_order(item, typed, order, &count) || count != item->choice_count) {
        char why[96];
        (void)snprintf(why, sizeof why, "Type each letter from a to %c once, the first step first.",
                       quiz_letter(item->choice_count - 1));
        unread(result, why);
        return;
    }
    struct text text = {0};
    for (size_t i = 0; i < count; i++)
        text_printf(&text, "%s%s", i ? "\n" : "", item->choices[order[i]]);
    decide(result, !strcmp(text_string(&text), item->expected));
    text_release(&text);
}

static void judge_text(const struct quiz_item *item, const char *typed, struct quiz_result *result)
{
    struct near_miss miss;
    near_miss_judge(item->expected, typed, &miss);
    if (!typed[strspn(typed, " \t")]) {
        unread(result, "Type an answer, or pass.");
        return;
    }
    decide(result, miss.verdict != NEAR_WRONG);
    if (miss.verdict == NEAR_NOTED)
        result->verdict = QUIZ_NOTED;
    (void)snprintf(result->note, sizeof result->note, "%s", miss.note);
}

/* Right, but not exactly: what the reader has to say makes it a right answer with a note. */
static void take_judgement(const struct judgement *judgement, struct quiz_result *result)
{
    result->judged = judgement->verdict != VERDICT_UNGRADED;
    result->verdict = judgement->verdict != VERDICT_CORRECT ? QUIZ_WRONG
                      : judgement->message[0]               ? QUIZ_NOTED
                                                            : QUIZ_RIGHT;
    (void)snprintf(result->misconception, sizeof result->misconception, "%s",
                   judgement->misconception);
    struct text note = {0};
    if (judgement->read_as[0])
        text_printf(&note, "Read as %s", judgement->read_as);
    if (judgement->message[0])
        text_printf(&note, "%s%s", note.length ? ": " : "", judgement->message);
    (void)snprintf(result->note, sizeof result->note, "%s", text_string(&note));
    text_release(&note);
}

static void judge_problem(const struct quiz_item *item, const char *typed,
                          const struct answer_style *style, struct quiz_result *result)
{
    struct problem problem = {0};
    struct judgement judgement = {0};
    struct error error = {0};
    bool made = item->kind == ITEM_DRILL ? drill_regenerate(item->item, &problem, &error)
                                         : question_regenerate(item->item, NULL, &problem, &error);
    if (made) {
        answer_judge(&problem, typed, style, &judgement);
        result->level = problem.level;
        take_judgement(&judgement, result);
        if (item->kind == ITEM_SIMULATION)
            result->distance = judgement.distance;
    } else {
        unread(result, "This version of the program no longer knows the problem; pass it.");
    }
    problem_release(&problem);
}

void quiz_judge(const struct quiz_item *item, const char *typed, const struct answer_style *style,
                struct quiz_result *result)
{
    memset(result, 0, sizeof *result);
    result->distance = NAN;
    switch (item->form) {
    case QUIZ_CHOICE:
        judge_choice(item, typed, result);
        break;
    case QUIZ_ORDER:
        judge_order(item, typed, result);
        break;
    case QUIZ_TYPED:
    case QUIZ_CLOZE:
        judge_text(item, typed, result);
        break;
    default:
        judge_problem(item, typed, style, result);
    }
}
