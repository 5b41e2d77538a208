/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/challenge_text.h"

#include <math.h>

#include "tui/wording.h"

/* --- Totals -------------------------------------------------------------------------------------
 */

static void add_count(struct text *out, long count, const char *one, const char *many)
{
    text_append(out, " · ");
    wording_count(count, one, many, out);
}

void challenge_totals(const struct streak *streak, struct text *out)
{
    if (streak->earned)
        text_printf(out, "%d of %d days earned · strength %.0f %%", streak->earned, streak->length,
                    floor(streak->strength * 100 + 0.5));
    else /* a zero helps nobody */
        text_append(out, "The first earned day is still to come");
    if (streak->tokens)
        add_count(out, streak->tokens, "freeze token", "freeze tokens");
    else
        text_append(out, " · no freeze token");
    if (streak->rest_left)
        add_count(out, streak->rest_left, "day of rest left", "days of rest left");
    else
        text_append(out, " · no day of rest left");
    if (streak->declared)
        text_printf(out, " · %d declared by the journal", streak->declared);
}

void challenge_pace(const struct streak *streak, day_number today, struct text *out)
{
    if (streak->finished != DAY_NONE) {
        text_printf(out, "All %d days were earned on ", streak->length);
        wording_date(streak->finished, today, out);
        text_append(out, ". The chain goes on.");
        return;
    }
    if (streak->pace > 0 && streak->day >= 7) /* of fewer days it says nothing */
        text_printf(out, "Lately %.1f earned days a week. ", streak->pace);
    if (isfinite(streak->pace_needed)) {
        text_append(out, "To end on ");
        wording_date(streak->end_original, today, out);
        text_printf(out, ", as planned, takes %.1f", streak->pace_needed);
        text_append(out, streak->pace_needed > 7
                             ? ", more than a week has: it ends later, and nothing is lost."
                             : ".");
    } else {
        text_append(out, "The planned end was ");
        wording_date(streak->end_original, today, out);
        text_append(out, "; the days that were earned stay.");
    }
}

/* --- Milestones ---------------------------------------------------------------------------------
 */

void challenge_milestones(const struct streak *streak, day_number today, struct text *out)
{
    struct milestone stones[MILESTONES];
    size_t count = streak_milestones(streak, stones), reached = 0;
    while (reached < count && stones[reached].reached)
        reached++;
    size_t first = reached > 2 ? reached - 2 : 0; /* the last two tell how it goes */
    for (size_t i = first; i < reached; i++) {
        text_printf(out, i == first ? "Milestones reached: %d on " : ", %d on ", stones[i].days);
        wording_date(stones[i].day, today, out);
    }
    if (reached)
        text_append(out, ". ");
    if (reached < count) {
        text_printf(out, "%s: %d earned days", reached ? "Next" : "First milestone",
                    stones[reached].days);
        if (stones[reached].day != DAY_NONE) {
            text_append(out, ", about ");
            wording_date(stones[reached].day, today, out);
        }
        text_append(out, ".");
    }
}

void challenge_milestone(const struct milestone *milestone, int length, day_number today,
                         struct text *out)
{
    text_printf(out, "%4d  ", milestone->days);
    if (milestone->day == DAY_NONE)
        text_append(out, "to come");
    else
        text_append(out, milestone->reached ? "reached on " : "about ");
    if (milestone->day != DAY_NONE)
        wording_date(milestone->day, today, out);
    if (milestone->days == length)
        text_append(out, ", the end");
    else if (milestone->days == length / 2)
        text_append(out, ", half of it");
}

static const char *praise(int days, int length)
{
    if (days == length)
        return "that is all of them. What a way you have come";
    if (days == length / 2)
        return "half of the way is behind you";
    switch (days) {
    case 7:
        return "the first week is yours";
    case 30:
        return "the first month is yours";
    case 50:
        return "this has become a habit";
    case 100:
        return "three figures, well done";
    default:
        return "well done";
    }
}

bool challenge_milestone_today(const struct streak *streak, day_number today, struct text *out)
{
    struct milestone stones[MILESTONES];
    size_t count = streak->start == DAY_NONE ? 0 : streak_milestones(streak, stones);
    for (size_t i = 0; i < count; i++) {
        if (!stones[i].reached || stones[i].day != today)
            continue;
        text_printf(out, "%d earned days: %s.", stones[i].days,
                    praise(stones[i].days, streak->length));
        return true;
    }
    return false;
}

/* --- One day ------------------------------------------------------------------------------------
 */

static void join(struct text *out, bool *any)
{
    text_append(out, *any ? " and " : "");
    *any = true;
}

/* Which of the ways to earn a day were gone. */
static void add_ways(const struct day_fact *fact, struct text *out)
{
    int needed = day_fact_answers_needed(fact), minutes = fact->active_seconds / 60;
    bool any = false;
    bool all_due = fact->goal_answers <= 0 || fact->answers < fact->goal_answers;
    if (needed > 0 && fact->answers >= needed) {
        join(out, &any);
        wording_count(fact->answers, "answer", "answers", out);
        text_append(out, all_due ? ", all that was due" : "");
    }
    if (fact->goal_minutes > 0 && minutes >= fact->goal_minutes) {
        join(out, &any);
        wording_count(minutes, "minute", "minutes", out);
    }
    if (fact->goal_words > 0 && fact->journal_words >= fact->goal_words) {
        join(out, &any);
        wording_count(fact->journal_words, "new word", "new words", out);
        text_append(out, " in the journal");
    }
}

/* What was done on a day that it did not earn. */
static void add_short(const struct day_fact *fact, struct text *out)
{
    int needed = day_fact_answers_needed(fact);
    if (!fact->answers && fact->active_seconds < 60 && !fact->journal_words)
        return;
    text_append(out, " ");
    wording_count(fact->answers, "answer", "answers", out);
    if (needed > 0)
        text_printf(out, " of %d", needed);
    if (fact->active_seconds >= 60) {
        text_append(out, ", ");
        wording_count(fact->active_seconds / 60, "minute", "minutes", out);
    }
    if (fact->journal_words) {
        text_append(out, ", ");
        wording_count(fact->journal_words, "new word", "new words", out);
    }
    text_append(out, ": not enough to earn it.");
}

static void add_missed(const struct streak *streak, size_t index, struct text *out)
{
    bool frozen = index > 0 && streak->days[index - 1].status == DAY_FROZEN;
    text_append(out, frozen ? "Missed: two days in a row are never frozen."
                            : "Missed: no freeze token was left.");
}

static void add_open(const struct day_fact *fact, struct text *out)
{
    int missing = day_fact_answers_needed(fact) - fact->answers;
    text_append(out, "Today, open");
    if (missing > 0) {
        text_append(out, ": ");
        wording_count(missing, "more answer earns it", "more answers earn it", out);
    }
    text_append(out, ". Until it is over it breaks nothing.");
}

static void add_status(const struct streak *streak, size_t index, const struct day_fact *fact,
                       struct text *out)
{
    const struct streak_day *day = &streak->days[index];
    switch (day->status) {
    case DAY_EARNED:
        text_append(out, "Earned: ");
        add_ways(fact, out);
        text_append(out, ".");
        break;
    case DAY_REST:
        text_append(out, "Rest, declared before it began: it bridges the chain.");
        break;
    case DAY_TRAVEL:
        text_append(out, "Travel: this date was skipped on the way; it bridges the chain.");
        break;
    case DAY_FROZEN:
        text_printf(out, "Frozen: one of %d freeze tokens bridged it.", day->tokens + 1);
        break;
    case DAY_MISSED:
        add_missed(streak, index, out);
        break;
    case DAY_OPEN:
        add_open(fact, out);
        break;
    case DAY_FUTURE:
        text_append(out, day->rest ? "A day of rest, declared." : "To come.");
        break;
    }
}

void challenge_day(const struct streak *streak, size_t index, const struct day_fact *fact,
                   struct text *out)
{
    const struct streak_day *day = &streak->days[index];
    add_status(streak, index, fact, out);
    if (day->status == DAY_REST || day->status == DAY_TRAVEL || day->status == DAY_FROZEN ||
        day->status == DAY_MISSED)
        add_short(fact, out);
    if (day->rest && day->status == DAY_EARNED)
        text_append(out, " It was declared a rest.");
    if (day->rest && day->status == DAY_OPEN)
        text_append(out, " It is a day of rest.");
    if (day->late)
        text_append(out, " Its answers came late, from another device.");
    if (day->declared)
        text_append(out, day->status == DAY_EARNED ? " The journal tells of it too."
                                                   : " The journal tells of it.");
}

const char *challenge_grade(int grade)
{
    return grade >= 5 ? "easy" : grade == 4 ? "good" : grade == 3 ? "hard" : "again";
}

static void add_grades(const struct day_diary *diary, struct text *out)
{
    const struct {
        long count;
        int grade;
    } rows[] = {{diary->by_grade[0] + diary->by_grade[1] + diary->by_grade[2], 0},
                {diary->by_grade[3], 3},
                {diary->by_grade[4], 4},
                {diary->by_grade[5], 5}};
    bool any = false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!rows[i].count)
            continue;
        text_printf(out, "%s%ld %s", any ? ", " : ": ", rows[i].count,
                    challenge_grade(rows[i].grade));
        any = true;
    }
}

static void add_part(struct text *out, long count, const char *one, const char *many)
{
    if (!count)
        return;
    text_append(out, out->length ? " · " : "");
    wording_count(count, one, many, out);
}

void challenge_done(const struct day_diary *diary, struct text *out)
{
    struct text line = {0};
    add_part(&line, diary->cards, "review", "reviews");
    if (diary->cards)
        add_grades(diary, &line);
    add_part(&line, diary->drills, "drill", "drills");
    if (diary->drills)
        text_printf(&line, ", %ld right", diary->drills_right);
    add_part(&line, diary->predictions, "prediction", "predictions");
    if (diary->predictions)
        text_printf(&line, ", %ld close", diary->predictions_right);
    add_part(&line, diary->quiz_answers, "quiz answer", "quiz answers");
    if (diary->quiz_answers)
        text_printf(&line, ", %ld right", diary->quiz_right);
    add_part(&line, diary->sprints, "sprint", "sprints");
    add_part(&line, diary->crams, "card practised", "cards practised");
    add_part(&line, diary->new_cards, "new card", "new cards");
    add_part(&line, diary->fact.active_seconds / 60, "minute", "minutes");
    add_part(&line, diary->fact.journal_words, "new word in the journal",
             "new words in the journal");
    text_append(out, text_string(&line));
    text_release(&line);
}

/* --- Help ---------------------------------------------------------------------------------------
 */

static void add_meanings(const struct streak *streak, struct text *out)
{
    text_printf(out,
                "Earned days are the progress: they never become fewer. The challenge ends when "
                "there are %d of them, whenever that is.\n\n",
                streak->length);
    text_append(
        out, "The chain counts earned days in a row. Rest, travel and frozen days bridge it and "
             "add nothing; today breaks nothing until it is over.\n\n"
             "Strength says how steady the habit is. Every earned day brings it nearer to 100 %, "
             "every missed one lowers it, with a half-life of 13 days: after 13 missed days it is "
             "half of what it was. So one missed day costs little, and two good weeks repair "
             "much.\n\n"
             "Freeze tokens bridge a missed day by themselves: two at the start, one more for "
             "seven earned days, three at most, and never for two days in a row.\n\n"
             "A day of rest is declared before it begins, here with the cursor on a day to come. "
             "It may be studied all the same, and is earned then.\n\n"
             "In the picture: shades are earned days, the darker the more was done; R rest, T "
             "travel, F frozen, x missed, o only the journal tells of it, ? today.");
}

void challenge_help(const struct streak *streak, day_number today, struct text *out)
{
    struct milestone stones[MILESTONES];
    size_t count = streak_milestones(streak, stones);
    wording_streak(streak, out);
    text_append(out, "\n");
    challenge_totals(streak, out);
    text_append(out, "\n");
    challenge_pace(streak, today, out);
    text_append(out, "\n\nMilestones, in earned days:\n");
    for (size_t i = 0; i < count; i++) {
        challenge_milestone(&stones[i], streak->length, today, out);
        text_append(out, "\n");
    }
    text_append(out, "\n");
    add_meanings(streak, out);
}

void challenge_invitation(const struct streak *streak, const struct day_fact *goal,
                          struct text *out)
{
    text_printf(out,
                "%d days of study, one after the other. A day is earned by a real goal: %d graded "
                "answers, or all that was due where that is fewer, or %d active minutes, or %d new "
                "words in your journal.\n\n",
                streak->length, goal->goal_answers, goal->goal_minutes, goal->goal_words);
    text_append(out,
                "Nothing that was earned is ever taken away. A missed day is frozen while a token "
                "is left, days of rest can be declared before they begin, and if the chain breaks "
                "all the same, the earned days stay and it goes on from there.");
}
