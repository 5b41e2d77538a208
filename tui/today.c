/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/today.h"

#include <string.h>

#include "tui/question_choice.h"

static bool find_simulation(struct collection *collection, struct today *today, struct error *error)
{
    struct pricing pricing = {0};
    struct question_choice question = {0};
    struct error trouble = {0};
    bool good = true;
    if (collection_setting_integer(collection, "simulations-per-session") > 0) {
        (void)pricing_open(&pricing, NULL, collection_clock(collection), &trouble);
        good = question_choose(collection, &pricing, &question, &trouble, error);
        pricing_release(&pricing);
    }
    today->simulation = question.simulation ? question.simulation->name : NULL;
    return good;
}

/* Fewer than the goal where all that was due is fewer: that earns the day, too. */
static long target_of(const struct day_fact *fact)
{
    long target = fact->goal_answers > 0 ? fact->goal_answers : -1;
    if (fact->goal_all_due && fact->due_at_open > 0 && (target < 0 || fact->due_at_open < target))
        target = fact->due_at_open;
    return target;
}

bool today_read(struct collection *collection, struct today *today, struct error *error)
{
    memset(today, 0, sizeof *today);
    if (!collection_plan(collection, NULL, 0, &today->plan, error) ||
        !collection_backlog(collection, &today->plan, &today->backlog, error) ||
        !collection_day(collection, today->plan.study_day, &today->fact, error) ||
        !collection_streak(collection, &today->streak, error) ||
        !collection_count(collection, &today->counts, error) ||
        !drill_choice_of_plan(collection, &today->plan, &today->drills, error) ||
        !find_simulation(collection, today, error))
        return false;
    today->target = target_of(&today->fact);
    today->earned = day_fact_earned(&today->fact);
    return true;
}

void today_release(struct today *today)
{
    plan_release(&today->plan);
    drill_choice_release(&today->drills);
    streak_release(&today->streak);
    memset(today, 0, sizeof *today);
}
