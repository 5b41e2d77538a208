/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Skills of drills and questions of simulations: a schedule, and an Elo rating (Elo 1978) that
 * moves with each answer against the difficulty of its level. The level to ask next is the highest
 * at which about 80 % of the answers should be right.
 */
#include <math.h>

#include "engine/collection_internal.h"
#include "sql.h"

/* Level 1 is as difficult as `FIRST`; a beginner is expected to answer 80 % of it. */
enum { FIRST = 1000, STEP = 150, BEGINNER = 1241, WANTED_LEAD = 240, LEVEL_MOST = 1000 };

/* Every drill has so many levels at least. A skill above them is expected to be answered right ever
 * more surely, so that credit alone carries nobody further. */
enum { CREDITED_LEVEL_MOST = 3 };

void skill_fold_init(struct skill_fold *skill)
{
    *skill = (struct skill_fold){.rating = BEGINNER};
    schedule_init(&skill->schedule);
}

int skill_level(double rating, int levels)
{
    double level = 1 + floor((rating - WANTED_LEAD - FIRST) / STEP);
    return level < 1 ? 1 : level > levels ? levels : (int)level;
}

bool skill_fold_load(struct fold *fold, struct error *error)
{
    struct skill_fold *skill = &fold->of.skill;
    sqlite3_stmt *s = statement_of(fold->c, sql_skill_get, error);
    if (!s)
        return false;
    bind_text(fold->c, s, 1, fold->subject);
    enum step step = statement_step(fold->c, s, error);
    if (step == STEP_ROW) {
        skill->exists = true;
        skill->rating = sqlite3_column_double(s, 0);
        skill->answers = sqlite3_column_int(s, 1);
        column_schedule(s, 2, &skill->schedule);
        (void)sqlite3_reset(s);
    }
    return step != STEP_FAILED;
}

/* The chance of a right answer at that level (Elo 1978, the logistic curve). */
static double expected_at(const struct skill_fold *skill, int level)
{
    double difficulty = FIRST + (double)STEP * (level - 1);
    return 1 / (1 + pow(10, (difficulty - skill->rating) / 400));
}

/* The first answers move the rating most. */
static double weight_of(const struct skill_fold *skill)
{
    return 40 + 80.0 / (1 + skill->answers / 4.0);
}

static void rate(struct skill_fold *skill, int level, int grade)
{
    skill->rating += weight_of(skill) * ((grade >= 3 ? 1 : 0) - expected_at(skill, level));
}

/*
 * Who answers a skill right has practised its prerequisites on the way: fractional implicit
 * repetition (Skycak 2023, "Optimized, Individualized Spaced Repetition in Hierarchical Knowledge
 * Structures"). Here only the direct prerequisites get it, a share of what a right answer of their
 * own would have earned: in the rating as if asked at their present level, and as a part of their
 * interval by which they fall due later. None is put off for longer than by a review of its
 * own on that day; so one that was asked that day, to be repeated or not, stays where it is. How
 * often it was repeated and how easy it is, only its own answers tell.
 */
static void credit(struct skill_fold *skill, day_number study_day, double share)
{
    struct schedule *schedule = &skill->schedule;
    if (!(share > 0 && share <= 1))
        return;
    int level = skill_level(skill->rating, CREDITED_LEVEL_MOST);
    skill->rating += share * weight_of(skill) * (1 - expected_at(skill, level));
    skill->exists = true;
    if (!schedule->reviewed)
        return;
    day_number later = schedule->due + (day_number)lround(share * schedule->interval_days);
    day_number latest = study_day + schedule->interval_days;
    if (later > latest)
        later = latest;
    if (later > schedule->due)
        schedule->due = later;
}

void skill_fold_apply(struct fold *fold, const struct event *event, const json_t *payload)
{
    struct skill_fold *skill = &fold->of.skill;
    int grade = (int)payload_integer(payload, "grade", -1);
    int64_t level = payload_integer(payload, "level", 1);
    if (event->kind == EVENT_CREDIT)
        credit(skill, event->study_day, payload_real(payload, "share", 0));
    if (!event_kind_is_answer(event->kind) || grade < 0 || grade > 5)
        return;
    rate(skill, level < 1 ? 1 : level > LEVEL_MOST ? LEVEL_MOST : (int)level, grade);
    skill->exists = true;
    skill->answers++;
    (void)schedule_practice(&skill->schedule, &fold->c->scheduling, event->study_day, grade);
}

bool skill_fold_store(struct fold *fold, struct error *error)
{
    const struct skill_fold *skill = &fold->of.skill;
    struct collection *c = fold->c;
    sqlite3_stmt *s = statement_of(c, skill->exists ? sql_skill_put : sql_skill_remove, error);
    if (!s)
        return false;
    bind_text(c, s, 1, fold->subject);
    if (skill->exists) {
        bind_real(c, s, 2, skill->rating);
        bind_integer(c, s, 3, skill->answers);
        bind_schedule(c, s, 4, &skill->schedule);
    }
    return statement_run(c, s, error);
}
