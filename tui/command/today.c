/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/today.h"
#include "exercises/drill.h"
#include "exercises/simulation.h"
#include "tui/command.h"
#include "tui/importer.h"
#include "tui/json.h"
#include "tui/wording.h"

static json_t *streak_json(const struct streak *streak)
{
    json_t *value = json_streak(streak);
    json_object_del(value, "days");
    return value;
}

/* What the session asks besides cards, and why just that. */
static json_t *drills_json(const struct drill_choice *drills)
{
    json_t *array = json_array();
    for (size_t i = 0; i < drills->count; i++) {
        const struct drill_chosen *chosen = &drills->items[i];
        json_array_append_new(
            array,
            json_pack("{s:s, s:s, s:s, s:o, s:I, s:o}", "skill", chosen->drill->name, "title",
                      chosen->drill->title, "cause", drill_cause_name(chosen->cause), "term",
                      json_text(chosen->term), "cards", (json_int_t)chosen->cards, "leads_to",
                      json_text(chosen->leads_to ? chosen->leads_to->name : NULL)));
    }
    return array;
}

static json_t *positive(long value)
{
    return value > 0 ? json_integer(value) : json_null();
}

/* null where today takes all that is due. */
static json_t *backlog_json(const struct today *today)
{
    const struct backlog *backlog = &today->backlog;
    if (!backlog->left)
        return json_null();
    return json_pack("{s:I, s:I, s:I, s:o, s:b, s:o}", "today", (json_int_t)today->plan.due_today,
                     "left", (json_int_t)backlog->left, "per_day", (json_int_t)backlog->per_day,
                     "days", positive(backlog->days), "too_few", backlog->never, "would",
                     positive(backlog->would));
}

static void print_json(const struct today *today, FILE *out)
{
    json_print(json_pack("{s:o, s:I, s:o, s:I, s:I, s:o, s:o, s:{s:o, s:I, s:b}, s:o}", "study_day",
                         json_day(today->plan.study_day), "due", (json_int_t)today->plan.due,
                         "backlog", backlog_json(today), "new", (json_int_t)today->plan.new_left,
                         "drills", (json_int_t)today->drills.count, "chosen_drills",
                         drills_json(&today->drills), "simulation", json_text(today->simulation),
                         "goal", "target",
                         today->target < 0 ? json_null() : json_integer(today->target), "done",
                         (json_int_t)today->fact.answers, "earned", today->earned, "streak",
                         streak_json(&today->streak)),
               out);
}

static void print_words(const struct today *today, FILE *out)
{
    char date[DAY_TEXT];
    struct text line = {0};
    (void)fprintf(out, "Today is %s.\n", day_format(today->plan.study_day, date));
    wording_count(today->plan.due, "card", "cards", &line);
    (void)fprintf(out, "Due: %s. New: %ld. Drills: %zu. Prediction: %s.\n", text_string(&line),
                  today->plan.new_left, today->drills.count,
                  today->simulation ? today->simulation : "none");
    text_clear(&line);
    wording_backlog(&today->plan, &today->backlog, &line);
    if (line.length)
        (void)fprintf(out, "Backlog: %s.\n", text_string(&line));
    for (size_t i = 0; i < today->drills.count; i++) {
        text_clear(&line);
        drill_choice_wording(&today->drills.items[i], &line);
        (void)fprintf(out, "Drill: %s.\n", text_string(&line));
    }
    if (today->counts.cards[CARD_PROPOSED])
        (void)fprintf(out, "Proposed cards waiting for your decision: %ld ('tutor338 triage').\n",
                      today->counts.cards[CARD_PROPOSED]);
    if (today->earned)
        (void)fprintf(out, "The day is earned (%d answers).\n", today->fact.answers);
    else if (today->target > 0)
        (void)fprintf(out, "Answers today: %d of %ld.\n", today->fact.answers, today->target);
    text_clear(&line);
    wording_streak(&today->streak, &line);
    (void)fprintf(out, "%s\n", text_string(&line));
    if (!today->counts.sources)
        (void)fprintf(out, "There are no notes yet: 'tutor338 import PATH' reads yours, 'tutor338 "
                           "sample' tries the built-in ones.\n");
    text_release(&line);
}

static int run(struct invocation *invocation, struct error *error)
{
    struct collection *collection = invocation_open(invocation, true, error);
    struct today today = {0};
    bool good = collection && import_refresh(collection, error) &&
                collection_open_day(collection, error) && today_read(collection, &today, error);
    if (good && invocation->json)
        print_json(&today, invocation->out);
    else if (good)
        print_words(&today, invocation->out);
    today_release(&today);
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}

const struct command command_today = {
    .name = "today",
    .summary = "the plan of the day",
    .details =
        "What is due, what is new, how the day stands and how the challenge does. When more is "
        "due\n"
        "than reviews-per-day admits, each day takes the cards with most at stake, and no new "
        "card\n"
        "comes before the rest is cleared. When that will be is found by living the coming days:\n"
        "with what comes due meanwhile, and with as many misses as the scheduler expects.",
    .run = run,
};
