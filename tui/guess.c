/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/guess.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exercises/answer_compare.h"

int guess_grade(const struct judgement *judgement)
{
    if (judgement->verdict == VERDICT_CORRECT)
        return judgement->distance <= 0.1 ? 5 : judgement->distance <= 1.0 ? 4 : 3;
    return judgement->misconception[0] ? 2 : 1;
}

bool guess_pose(struct guess *guess, const struct simulation *simulation, const double *values,
                uint64_t seed, const struct clock *clock)
{
    size_t count = simulation->question_count;
    size_t last = guess->question ? (size_t)(guess->question - simulation->questions) : count - 1;
    guess_release(guess);
    for (size_t i = 1; i <= count; i++) {
        const struct question *question = &simulation->questions[(last + i) % count];
        if (!question_pose(simulation, question, values, seed, &guess->problem))
            continue;
        guess->question = question;
        guess->shown_at = clock_elapsed_ms(clock);
        return true;
    }
    return false;
}

bool guess_give(struct guess *guess, struct collection *collection, const char *typed,
                const struct answer_style *style, struct error *error)
{
    answer_judge(&guess->problem, typed, style, &guess->judgement);
    if (guess->judgement.verdict == VERDICT_UNGRADED)
        return true;
    const struct judgement *judgement = &guess->judgement;
    struct answer answer = {
        .kind = ITEM_SIMULATION,
        .subject = guess->problem.skill,
        .grade = guess_grade(judgement),
        .milliseconds = clock_elapsed_ms(collection_clock(collection)) - guess->shown_at,
        .typed = typed,
        .problem = guess->problem.id,
        .verdict = verdict_name(judgement->verdict),
        .misconception = judgement->misconception[0] ? judgement->misconception : NULL,
        .level = guess->problem.level,
        .distance = judgement->distance,
    };
    if (!collection_answer(collection, &answer, &guess->graded, error))
        return false;
    (void)snprintf(guess->typed, sizeof guess->typed, "%s", typed);
    guess->given = true;
    return true;
}

void guess_release(struct guess *guess)
{
    problem_release(&guess->problem);
    memset(guess, 0, sizeof *guess);
}
