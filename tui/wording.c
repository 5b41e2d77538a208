/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/wording.h"

#include <math.h>
#include <string.h>

void wording_count(long count, const char *one, const char *many, struct text *out)
{
    text_printf(out, "%ld %s", count, count == 1 ? one : many);
}

void wording_date(day_number day, day_number reference, struct text *out)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int year, month, date, year_now, month_now, date_now;
    day_to_civil(day, &year, &month, &date);
    day_to_civil(reference, &year_now, &month_now, &date_now);
    text_printf(out, "%d %s", date, months[month - 1]);
    if (year != year_now)
        text_printf(out, " %d", year);
}

static void streak_end(const struct streak *streak, struct text *out)
{
    day_number today = streak->start + streak->day - 1;
    bool projected = streak->end_projected != DAY_NONE;
    text_append(out, " · ends ");
    wording_date(projected ? streak->end_projected : streak->end_original, today, out);
    if (streak->behind > 0)
        text_printf(out, " (%d behind)", streak->behind);
}

void wording_streak(const struct streak *streak, struct text *out)
{
    if (streak->start == DAY_NONE) {
        text_append(out, "The challenge has not been started");
        return;
    }
    text_printf(out, "Day %d of %d", streak->day, streak->length);
    if (streak->chain > 0)
        text_printf(out, " · chain %d", streak->chain);
    else if (streak->earned > 0)
        text_printf(out, " · %d earned", streak->earned);
    if (streak->earned > 0) /* a zero helps nobody */
        text_printf(out, " · best %d", streak->best);
    if (streak->earned > 0 && isfinite(streak->share))
        text_printf(out, " · %.0f %% of days", floor(streak->share * 100 + 0.5));
    streak_end(streak, out);
}

void wording_interval(int days, struct text *out)
{
    if (days <= 0)
        text_append(out, "again today");
    else if (days < 31)
        wording_count(days, "day", "days", out);
    else if (days < 365)
        text_printf(out, "%.2g months", days / 30.4375);
    else
        text_printf(out, "%.1f years", days / 365.25);
}

void wording_heading(const struct card_source *source, struct text *out)
{
    for (size_t i = 0; i < source->heading_count; i++)
        text_printf(out, "%s%s", i ? " > " : "", source->heading[i]);
}

void wording_cloze(const char *front, const char *back, struct text *out)
{
    const char *open = strchr(front, '['), *close = open ? strchr(open, ']') : NULL;
    if (!close) {
        text_append(out, back);
        return;
    }
    text_append_bytes(out, front, (size_t)(open - front));
    text_append(out, back);
    text_append(out, close + 1);
}

void wording_duration(int64_t milliseconds, struct text *out)
{
    long seconds = (long)((milliseconds + 500) / 1000);
    if (seconds < 60)
        text_printf(out, "%ld s", seconds);
    else
        text_printf(out, "%ld min %ld s", seconds / 60, seconds % 60);
}

void wording_goal(const struct goal_row *goal, struct text *out)
{
    long all = goal->target >= 0 ? goal->target : (long)goal->item_count;
    text_printf(out, "%s %ld of %ld", goal->name, goal->done, all);
}

void wording_backlog(const struct plan *plan, const struct backlog *backlog, struct text *out)
{
    if (!backlog->left)
        return;
    text_printf(out, "%ld due, %ld today", plan->due, plan->due_today);
    if (backlog->days)
        text_printf(out, " · cleared in %d days", backlog->days);
    else if (backlog->would)
        text_printf(out, " · %ld a day is too few, %ld would clear it", backlog->per_day,
                    backlog->would);
    else if (backlog->never)
        text_printf(out, " · %ld a day does not clear it in %d days", backlog->per_day,
                    BACKLOG_DAYS);
    text_append(out, " · new cards wait");
}

void wording_time_over(long minutes, long left, struct text *out)
{
    if (!left)
        return;
    text_append(out, minutes == 1 ? "The minute is over; " : "The ");
    if (minutes != 1)
        text_printf(out, "%ld minutes are over; ", minutes);
    wording_count(left, "item waits for another session.", "items wait for another session.", out);
}
