/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards as they are now, and the days. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "engine/record_internal.h"
#include "sql.h"

/* --- Cards --------------------------------------------------------------------------------------
 */

struct telling {
    struct recording *recording;
    size_t at; /* the column to be filled next */
    long done;
    bool ended;
};

static void add_text(struct telling *telling, const char *value)
{
    recording_text(telling->recording, telling->at++, value);
}

static void add_integer(struct telling *telling, bool known, int64_t value)
{
    if (known)
        recording_integer(telling->recording, telling->at, value);
    telling->at++;
}

static void add_real(struct telling *telling, bool known, double value)
{
    recording_real(telling->recording, telling->at++, known ? value : NAN);
}

static void add_sources(struct telling *telling, const struct card *card, struct text *heading,
                        struct text *others)
{
    const struct card_source *first = card->source_count ? card->sources : NULL;
    for (size_t i = 0; first && i < first->heading_count; i++)
        text_printf(heading, "%s%s", i ? " > " : "", first->heading[i]);
    for (size_t i = 1; i < card->source_count; i++)
        text_printf(others, "%s%s:%ld-%ld", i > 1 ? "\n" : "", card->sources[i].file,
                    card->sources[i].line, card->sources[i].end_line);
    add_text(telling, first ? first->file : NULL);
    add_integer(telling, first != NULL, first ? first->line : 0);
    add_integer(telling, first != NULL, first ? first->end_line : 0);
    add_text(telling, heading->length ? heading->data : NULL);
    add_integer(telling, true, (int64_t)card->source_count);
    add_text(telling, others->length ? others->data : NULL);
}

static void add_schedule(struct telling *telling, const struct schedule *schedule,
                         const char *algorithm)
{
    bool known = schedule->reviewed;
    add_text(telling, known ? algorithm : NULL);
    add_integer(telling, known, schedule->repetitions);
    add_integer(telling, known, schedule->interval_days);
    add_real(telling, known, schedule_ease(schedule));
    add_real(telling, known, schedule->stability);
    add_real(telling, known, schedule->difficulty);
    add_integer(telling, known, schedule->lapses);
    recording_day(telling->recording, telling->at++, known ? schedule->due : DAY_NONE);
}

static void add_texts(struct telling *telling, const struct card *card)
{
    add_text(telling, card->id);
    add_text(telling, card_state_name(card->state));
    add_text(telling, card->held);
    add_text(telling, card->held_why);
    add_text(telling, card_kind_name(card->kind));
    add_text(telling, card->front);
    add_text(telling, card->back);
    add_text(telling, card->pattern);
    add_real(telling, true, card->confidence);
}

static bool take_card(void *context, const struct card *card)
{
    struct telling *telling = context;
    struct text heading = {0}, others = {0}, tags = {0};
    for (size_t i = 0; i < card->tag_count; i++)
        text_printf(&tags, "%s%s", i ? " " : "", card->tags[i]);
    recording_clear(telling->recording);
    telling->at = 0;
    add_texts(telling, card);
    add_sources(telling, card, &heading, &others);
    add_text(telling, card->topic);
    add_integer(telling, card->day != 0, card->day);
    add_text(telling, tags.length ? tags.data : NULL);
    add_text(telling, card->simulation);
    add_schedule(telling, &card->schedule, card->algorithm);
    telling->ended = !recording_visit(telling->recording) ||
                     !recording_pulse(telling->recording, ++telling->done, 0);
    text_release(&heading);
    text_release(&others);
    text_release(&tags);
    return !telling->ended;
}

bool record_cards(struct recording *recording, struct error *error)
{
    struct telling telling = {.recording = recording};
    struct card_filter filter = {0};
    bool good = card_filter_parse("", &filter, error);
    filter.state = recording->request->card_state;
    good = good && collection_each_card(recording->c, &filter, take_card, &telling, error);
    card_filter_release(&filter);
    return good && !telling.ended;
}

/* --- Days ---------------------------------------------------------------------------------------
 */

static void append_goal(const struct day_fact *fact, struct text *goal)
{
    const char *between = "";
    if (fact->goal_answers > 0) {
        text_printf(goal, "%d answers", fact->goal_answers);
        between = ", or ";
    }
    if (fact->goal_all_due) {
        text_printf(goal, "%sall that was due", between);
        if (fact->due_at_open >= 0)
            text_printf(goal, " (%d)", fact->due_at_open);
        between = ", or ";
    }
    if (fact->goal_minutes > 0) {
        text_printf(goal, "%s%d minutes", between, fact->goal_minutes);
        between = ", or ";
    }
    if (fact->goal_words > 0)
        text_printf(goal, "%s%d new words in the notes", between, fact->goal_words);
}

/* `in_streak`: NULL outside the challenge. */
static bool tell_day(struct recording *recording, day_number day,
                     const struct streak_day *in_streak, bool *more, struct error *error)
{
    struct telling telling = {.recording = recording};
    struct day_fact fact;
    struct text goal = {0};
    if (!collection_day(recording->c, day, &fact, error))
        return false;
    recording_clear(recording);
    append_goal(&fact, &goal);
    recording_day(recording, telling.at++, day);
    add_text(&telling, in_streak ? day_status_name(in_streak->status) : NULL);
    add_integer(&telling, true, fact.answers);
    add_integer(&telling, true, fact.active_seconds / 60);
    add_integer(&telling, true, fact.journal_words);
    add_text(&telling, text_string(&goal));
    add_integer(&telling, true, day_fact_earned(&fact));
    add_integer(&telling, true, in_streak && in_streak->declared);
    add_integer(&telling, true, in_streak && in_streak->late);
    *more = recording_visit(recording);
    text_release(&goal);
    return true;
}

struct days {
    day_number *items;
    size_t count, capacity;
};

static bool read_days(struct collection *c, struct days *days, struct error *error)
{
    sqlite3_stmt *s = statement_of(c, sql_record_days, error);
    enum step step = STEP_FAILED;
    while (s && (step = statement_step(c, s, error)) == STEP_ROW) {
        void *items = days->items;
        memory_reserve(&items, days->count, &days->capacity, sizeof *days->items);
        days->items = items;
        days->items[days->count++] = sqlite3_column_int(s, 0);
    }
    return step == STEP_DONE;
}

/* Two lists in order, merged: days on which something happened, and those of the challenge. */
static bool merge_days(struct recording *recording, const struct days *days,
                       const struct streak *streak, struct error *error)
{
    day_number today = collection_today(recording->c);
    bool good = true, more = true;
    for (size_t i = 0, j = 0; good && more && (i < days->count || j < streak->day_count);) {
        const struct streak_day *in_streak = j < streak->day_count ? &streak->days[j] : NULL;
        day_number day = in_streak ? in_streak->day : days->items[i];
        if (i < days->count && days->items[i] < day)
            day = days->items[i];
        if (in_streak && in_streak->day != day)
            in_streak = NULL;
        i += i < days->count && days->items[i] == day;
        j += in_streak != NULL;
        if (day <= today && recording_wants(recording, day))
            good = tell_day(recording, day, in_streak, &more, error);
    }
    return good && more;
}

bool record_days(struct recording *recording, struct error *error)
{
    struct days days = {0};
    struct streak streak = {.start = DAY_NONE};
    bool good = read_days(recording->c, &days, error) &&
                collection_streak(recording->c, &streak, error) &&
                merge_days(recording, &days, &streak, error);
    streak_release(&streak);
    free(days.items);
    return good;
}
