/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/today.h"

#include <string.h>

#include "exercises/drill.h"
#include "exercises/simulation.h"

static bool is_due(struct collection *collection, enum item_kind kind, const char *subject,
                   day_number today, bool *due, struct error *error)
{
    struct schedule schedule;
    if (!collection_schedule(collection, kind, subject, &schedule, error))
        return false;
    *due = !schedule.reviewed || schedule.due <= today || schedule_again_today(&schedule, today);
    return true;
}

bool today_drills(struct collection *collection, long cards, long *drills, struct error *error)
{
    long every = collection_setting_integer(collection, "drill-every"), due = 0;
    long places = every > 0 ? cards / every + (cards > 0 && cards < every) : 0;
    day_number today = collection_today(collection);
    for (size_t i = 0; drill_registry[i] && due < places; i++) {
        bool is;
        if (!is_due(collection, ITEM_DRILL, drill_registry[i]->name, today, &is, error))
            return false;
        due += is;
    }
    *drills = due;
    return true;
}

static bool find_simulation(struct collection *collection, struct today *today, struct error *error)
{
    for (size_t i = 0; simulation_registry[i] && !today->simulation; i++)
        for (size_t q = 0; q < simulation_registry[i]->question_count; q++) {
            char subject[128];
            bool due;
            (void)snprintf(subject, sizeof subject, "%s:%s", simulation_registry[i]->name,
                           simulation_registry[i]->questions[q].name);
            if (!is_due(collection, ITEM_SIMULATION, subject, today->plan.study_day, &due, error))
                return false;
            if (due) {
                today->simulation = simulation_registry[i]->name;
                break;
            }
        }
    return true;
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
        !collection_day(collection, today->plan.study_day, &today->fact, error) ||
        !collection_streak(collection, &today->streak, error) ||
        !collection_count(collection, &today->counts, error) ||
        !today_drills(collection, (long)today->plan.count, &today->drills, error) ||
        !find_simulation(collection, today, error))
        return false;
    today->target = target_of(&today->fact);
    today->earned = day_fact_earned(&today->fact);
    return true;
}

void today_release(struct today *today)
{
    plan_release(&today->plan);
    streak_release(&today->streak);
    memset(today, 0, sizeof *today);
}
