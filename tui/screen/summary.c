/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a session: what was done, what it did to the day, what comes tomorrow. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "exercises/drill.h"
#include "tui/app.h"
#include "tui/flow.h"
#include "tui/heatmap.h"
#include "tui/progress.h"
#include "tui/wording.h"

/* What a practice changed. */
struct change {
    const struct drill *drill; /* NULL: there was no practice of one skill */
    struct practice before;
    int level;
    double rating;
    int days; /* until it is due; 0: today */
};

struct summary {
    struct session_summary done;
    struct change change;
    struct streak streak;
    long tomorrow;
    struct text goal;
    bool earned, tight;
    bool within;  /* practice begun out of a session, to which the way goes back */
    double share; /* of today's goal */
    struct scroll scroll;
};

static void release(void *state)
{
    struct summary *summary = state;
    streak_release(&summary->streak);
    text_release(&summary->goal);
    free(summary);
}

static void read_goal(struct app *app, struct summary *summary)
{
    struct day_fact fact = {0};
    struct error ignored = {0};
    progress_goal(app->collection, &summary->goal);
    if (!collection_day(app->collection, collection_today(app->collection), &fact, &ignored))
        return;
    summary->earned = day_fact_earned(&fact);
    summary->share = summary->earned ? 1 : progress_share(&fact);
}

static bool read_change(struct app *app, struct change *change, struct error *error)
{
    struct schedule schedule;
    day_number today = collection_today(app->collection);
    change->before = app->last_practice;
    change->drill = change->before.skill[0] ? drill_find(change->before.skill) : NULL;
    if (!change->drill)
        return true;
    if (!collection_skill(app->collection, change->drill->name, change->drill->levels,
                          &change->level, &change->rating, error) ||
        !collection_schedule(app->collection, ITEM_DRILL, change->drill->name, &schedule, error))
        return false;
    change->days = schedule_is_due(&schedule, today) ? 0 : schedule.due - today;
    return true;
}

static void *open_summary(struct app *app, const char *argument, struct error *error)
{
    (void)argument;
    struct summary *summary = memory_allocate(1, sizeof *summary);
    summary->done = app->last_session;
    summary->within = app->depth > 1 && !strcmp(app->stack[app->depth - 2].screen->name, "review");
    summary->streak.start = DAY_NONE;
    day_number tomorrow = collection_today(app->collection) + 1;
    if (read_change(app, &summary->change, error) &&
        collection_streak(app->collection, &summary->streak, error) &&
        collection_forecast(app->collection, tomorrow, 1, &summary->tomorrow, error)) {
        read_goal(app, summary);
        return summary;
    }
    release(summary);
    return NULL;
}

static void leave(struct app *app, const struct summary *summary)
{
    if (summary->within || summary->change.drill) /* to where it was chosen */
        app_back(app);
    else
        app_replace(app, "today", NULL);
}

static void undo(struct app *app, const struct summary *summary)
{
    char practice[160];
    struct undone undone = {0};
    struct error error = {0};
    if (!collection_undo(app->collection, &undone, &error)) {
        app_complain(app, &error);
    } else if (undone.found) {
        app_say(app, "Taken back; it is asked again.");
        if (summary->done.cram)
            (void)snprintf(practice, sizeof practice, "cram-cards:%s", undone.subject);
        else
            (void)snprintf(practice, sizeof practice, "drill:%s", summary->change.before.skill);
        if (summary->within)
            app_back(app);
        else
            app_replace(app, "review",
                        summary->change.drill || summary->done.cram ? practice : NULL);
    } else {
        app_say(app, "There is nothing to take back.");
    }
}

static bool handle(struct app *app, void *state, enum action action)
{
    struct summary *summary = state;
    if (action == ACTION_ACCEPT || action == ACTION_BACK) {
        leave(app, summary);
        return true;
    }
    if (action == ACTION_UNDO) {
        undo(app, summary);
        return true;
    }
    return scroll_handle(&summary->scroll, action);
}

static const char *label(const void *state, enum action action)
{
    const struct summary *summary = state;
    if (action != ACTION_ACCEPT)
        return NULL;
    return summary->within ? "back to the card" : summary->change.drill ? "go on" : "back to today";
}

/* --- Drawing ------------------------------------------------------------------------------------
 */

static void add_part(struct text *out, long count, const char *one, const char *many)
{
    if (!count)
        return;
    if (out->length)
        text_append(out, ", ");
    wording_count(count, one, many, out);
}

static void done_lines(struct flow *flow, const struct session_summary *done)
{
    struct text line = {0};
    add_part(&line, done->cards, "card", "cards");
    add_part(&line, done->drills, "drill", "drills");
    add_part(&line, done->predictions, "prediction", "predictions");
    if (done->milliseconds > 0) {
        text_append(&line, " in ");
        wording_duration(done->milliseconds, &line);
    }
    flow_text(flow, 0, style_of(INK_STRONG), text_string(&line));
    text_clear(&line);
    add_part(&line, done->new_cards, "was new", "were new");
    add_part(&line, done->repeats, "was asked again", "were asked again");
    flow_text(flow, 0, style_of(INK_DIM), text_string(&line));
    if (done->cram)
        flow_text(flow, 0, style_of(INK_ACCENT), "Practice: no schedule changed.");
    text_clear(&line);
    wording_time_over(done->minutes, done->left, &line);
    flow_text(flow, 0, style_of(INK_ACCENT), text_string(&line));
    text_release(&line);
}

/* "Powers of two and ten: Elo 1255 before, 1318 now. Up to level 2 of 4: ..." */
static void change_lines(struct flow *flow, const struct change *change)
{
    struct text line = {0};
    int before = change->before.level, now = change->level;
    text_printf(&line, "%s: Elo %.0f before, %.0f now. ", change->drill->title,
                change->before.rating, change->rating);
    if (now == before)
        text_printf(&line, "Level %d of %d, as before.", now, change->drill->levels);
    else
        text_printf(&line, "%s to level %d of %d: the next problems are %s.",
                    now > before ? "Up" : "Down", now, change->drill->levels,
                    now > before ? "harder" : "easier");
    if (change->days) {
        text_append(&line, " It is due in ");
        wording_interval(change->days, &line);
    } else {
        text_append(&line, " It is due again today");
    }
    text_append(&line, ".");
    flow_text(flow, 0, style_of(now > before ? INK_GOOD : INK_TEXT), text_string(&line));
    text_release(&line);
}

static void grade_lines(struct flow *flow, const struct session_summary *done)
{
    static const struct {
        int first, last;
        const char *name;
        enum ink ink;
    } rows[] = {{5, 5, "easy", INK_GOOD},
                {4, 4, "good", INK_GOOD},
                {3, 3, "hard", INK_TEXT},
                {0, 2, "again", INK_BAD}};
    long total = 0;
    for (int i = 0; i < 6; i++)
        total += done->by_grade[i];
    for (size_t i = 0; i < sizeof rows / sizeof *rows && total; i++) {
        long count = 0;
        for (int grade = rows[i].first; grade <= rows[i].last; grade++)
            count += done->by_grade[grade];
        char name[32];
        (void)snprintf(name, sizeof name, "%-6s %3ld", rows[i].name, count);
        int line = flow->line;
        flow_text(flow, 0, style_of(rows[i].ink), name);
        flow->line = line;
        flow_bar(flow, 12, (double)count / (double)total, rows[i].ink);
    }
}

static void content(struct flow *flow, const void *context)
{
    const struct summary *summary = context;
    struct text line = {0};
    done_lines(flow, &summary->done);
    if (!summary->tight)
        flow_gap(flow);
    if (summary->change.drill) {
        change_lines(flow, &summary->change);
        if (!summary->tight)
            flow_gap(flow);
    }
    grade_lines(flow, &summary->done);
    flow_gap(flow);
    flow_text(flow, 0, style_of(summary->earned ? INK_GOOD : INK_ACCENT),
              text_string(&summary->goal));
    flow_bar(flow, 0, summary->share, summary->earned ? INK_GOOD : INK_ACCENT);
    if (!summary->tight)
        flow_gap(flow);
    if (summary->tomorrow) {
        text_append(&line, "Tomorrow: ");
        wording_count(summary->tomorrow, "card is due.", "cards are due.", &line);
    } else {
        text_append(&line, "Nothing is due tomorrow; new cards may come.");
    }
    flow_text(flow, 0, style_of(INK_TEXT), text_string(&line));
    text_release(&line);
}

static void draw(struct app *app, void *state, struct canvas *canvas, struct area body)
{
    struct summary *summary = state;
    bool room = body.rows >= 12 + HEATMAP_ROWS + 2 && summary->streak.start != DAY_NONE;
    struct area heat = area_cut_bottom(&body, room ? HEATMAP_ROWS : 0);
    struct area line = area_cut_bottom(&body, summary->streak.start != DAY_NONE ? 2 : 0);
    summary->tight = body.rows < 12;
    flow_draw(canvas, body, &summary->scroll, content, summary);
    if (line.rows) {
        struct text streak = {0};
        wording_streak(&summary->streak, &streak);
        progress_line(canvas, line, room ? 0 : 1, style_of(INK_TEXT), text_string(&streak));
        text_release(&streak);
    }
    if (room)
        heatmap_draw(canvas, heat, &summary->streak, collection_today(app->collection));
}

const struct screen screen_summary = {
    .name = "summary",
    .title = "Session done",
    .open = open_summary,
    .release = release,
    .handle = handle,
    .label = label,
    .draw = draw,
};
