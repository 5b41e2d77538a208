/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The queue is an array that only grows at its end: what was graded under 4 is appended again. An
 * answer remembers where it stood and how long the queue was, so that undoing it is cutting the
 * queue and stepping back.
 */
#include "tui/session.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/random.h"
#include "exercises/answer_compare.h"
#include "exercises/drill.h"
#include "exercises/simulation.h"
#include "tui/drill_choice.h"
#include "tui/guess.h"
#include "tui/pricing.h"
#include "tui/question_choice.h"

enum {
    IDLE_CAP_MS = 60 * 1000,
    SUBJECT_SIZE = QUESTION_SUBJECT,
    GRADE_PASSED = 4,
    PRACTICE_COUNT = 10
};

struct entry {
    enum item_kind kind;
    char subject[SUBJECT_SIZE]; /* card id, drill name, or "simulation:question" */
    bool is_new, again;
    bool left; /* not asked: the minutes were over */
};

/* What an answer or decision changed, to be taken back by undo. */
struct step {
    size_t position, count; /* of the queue before it */
    char event[40];         /* of the answer; empty for a decision about the card */
    struct session_summary summary;
    int64_t active_ms;
};

struct session {
    struct collection *collection;
    struct session_options options;
    struct entry *queue;
    size_t count, capacity, position;
    struct step *steps;
    size_t step_count, step_capacity;
    enum session_phase phase;
    struct session_item item;
    struct session_summary summary;
    int64_t shown_at, active_ms, limit_ms;
    long problems; /* made so far, so that each gets its own seed */
    struct pricing pricing;
    struct error trouble; /* why questions about prices are not asked */
    bool out_of_time;
};

/* --- Making the queue ---------------------------------------------------------------------------
 */

static struct entry *push(struct session *session, enum item_kind kind, const char *subject)
{
    memory_reserve((void **)&session->queue, session->count, &session->capacity,
                   sizeof *session->queue);
    struct entry *entry = &session->queue[session->count++];
    memset(entry, 0, sizeof *entry);
    entry->kind = kind;
    (void)snprintf(entry->subject, sizeof entry->subject, "%s", subject);
    return entry;
}

static void push_drill(struct session *session, const struct drill_choice *drills, size_t *next)
{
    if (*next < drills->count)
        push(session, ITEM_DRILL, drills->items[(*next)++].drill->name);
}

static bool push_prediction(struct session *session, struct error *error)
{
    struct question_choice question;
    if (!question_choose(session->collection, &session->pricing, &question, &session->trouble,
                         error))
        return false;
    if (question.simulation)
        push(session, ITEM_SIMULATION, question.subject);
    return true;
}

/* Cards in the order of the plan, a drill after every few, a prediction in the second half. */
static bool push_plan(struct session *session, const struct plan *plan,
                      const struct drill_choice *drills, struct error *error)
{
    size_t every = (size_t)collection_setting_integer(session->collection, "drill-every");
    bool predicts = !session->options.filter &&
                    collection_setting_integer(session->collection, "simulations-per-session") > 0;
    size_t next = 0, since = 0, prediction_after = plan->count > 8 ? 8 : plan->count;
    for (size_t i = 0; i < plan->count; i++) {
        struct entry *entry = push(session, ITEM_CARD, plan->items[i].card_id);
        entry->is_new = plan->items[i].is_new;
        entry->again = plan->items[i].again;
        since++;
        bool last = i + 1 == plan->count && plan->count < every;
        if (since == every || last) {
            push_drill(session, drills, &next);
            since = 0;
        }
        if (predicts && i + 1 == prediction_after && !push_prediction(session, error))
            return false;
    }
    if (session->options.limit > 0 && session->count > (size_t)session->options.limit)
        session->count = (size_t)session->options.limit;
    return true;
}

/* Who asks for certain cards wants those: no drills, no prediction. */
static bool fill_queue(struct session *session, const struct plan *plan, struct error *error)
{
    struct drill_choice drills = {0};
    bool good = (session->options.filter ||
                 drill_choice_of_plan(session->collection, plan, &drills, error)) &&
                push_plan(session, plan, &drills, error);
    drill_choice_release(&drills);
    return good;
}

/* Problem after problem of one skill, due or not. */
static void fill_practice(struct session *session)
{
    long count = session->options.limit > 0 ? session->options.limit : PRACTICE_COUNT;
    for (long i = 0; i < count; i++)
        push(session, ITEM_DRILL, session->options.drill);
}

/* Cards alone: who crams wants no drills and no prediction. */
static void fill_cram(struct session *session, const struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        push(session, ITEM_CARD, plan->items[i].card_id)->is_new = plan->items[i].is_new;
}

/* These cards, due or not. */
static void fill_list(struct session *session)
{
    for (size_t i = 0; i < session->options.card_count; i++)
        push(session, ITEM_CARD, session->options.cards[i]);
    session->options.cards = NULL;
}

/* --- Showing an item ----------------------------------------------------------------------------
 */

static void release_item(struct session *session)
{
    card_release(&session->item.card);
    problem_release(&session->item.problem);
    memset(&session->item, 0, sizeof session->item);
}

static uint64_t problem_seed(struct session *session)
{
    if (session->options.seeds_in_order)
        return session->options.seed + (uint64_t)session->position;
    uint64_t day = (uint64_t)collection_today(session->collection);
    uint64_t mixed =
        random_mix(session->options.seed, random_mix(day, (uint64_t)session->problems));
    session->problems++;
    return mixed % 1000000000U;
}

static bool load_drill(struct session *session, const struct entry *entry, struct error *error)
{
    const struct drill *drill = drill_find(entry->subject);
    int level = 1;
    double rating;
    if (!drill ||
        !collection_skill(session->collection, drill->name, drill->levels, &level, &rating, error))
        return false;
    if (session->options.level > 0)
        level = session->options.level;
    session->item.title = drill->title;
    session->item.subject = drill->name;
    return drill_generate(drill, level, problem_seed(session), &session->item.problem, error);
}

static bool load_question(struct session *session, const struct entry *entry, struct error *error)
{
    char name[SUBJECT_SIZE];
    (void)snprintf(name, sizeof name, "%s", entry->subject);
    char *colon = strchr(name, ':');
    if (!colon)
        return false;
    *colon = '\0';
    const struct simulation *simulation = simulation_find(name);
    if (!simulation)
        return false;
    for (size_t i = 0; i < simulation->question_count; i++) {
        const struct question *question = &simulation->questions[i];
        if (strcmp(question->name, colon + 1) != 0)
            continue;
        session->item.title = simulation->title;
        session->item.subject = entry->subject;
        double base[MOST_PARAMETERS];
        if (!pricing_defaults(&session->pricing, simulation, base, error))
            return false;
        return question_generate_over(simulation, question, base, problem_seed(session), NULL,
                                      &session->item.problem);
    }
    return false;
}

/* False, with no error, when the entry can no longer be asked and is to be passed over. */
static bool load_entry(struct session *session, struct entry *entry, struct error *error)
{
    release_item(session);
    struct session_item *item = &session->item;
    item->kind = entry->kind;
    item->is_new = entry->is_new;
    item->again = entry->again;
    if (entry->kind == ITEM_CARD) {
        struct error gone = {0};
        if (!collection_card(session->collection, entry->subject, &item->card, &gone)) {
            if (gone.kind != ERROR_USAGE)
                *error = gone;
            return false;
        }
        item->schedule = item->card.schedule;
        item->drill = drill_for_card(&item->card);
        return item->card.state == CARD_ACTIVE;
    }
    if (!collection_schedule(session->collection, entry->kind, entry->subject, &item->schedule,
                             error))
        return false;
    return entry->kind == ITEM_DRILL ? load_drill(session, entry, error)
                                     : load_question(session, entry, error);
}

/* Shows the entry at `position` or the first after it that can be asked. */
static bool show(struct session *session, struct error *error)
{
    for (; session->position < session->count; session->position++) {
        struct entry *entry = &session->queue[session->position];
        entry->left = session->out_of_time && !entry->again;
        if (entry->left)
            continue;
        if (load_entry(session, entry, error)) {
            session->phase = SESSION_ASKING;
            session->shown_at = clock_elapsed_ms(collection_clock(session->collection));
            return true;
        }
        if (error->kind != ERROR_NONE)
            return false;
    }
    release_item(session);
    session->phase = SESSION_OVER;
    session->summary.left = 0;
    for (size_t i = 0; i < session->count; i++)
        session->summary.left += session->queue[i].left;
    return true;
}

static bool make_queue(struct session *session, struct error *error)
{
    const struct session_options *options = &session->options;
    struct plan plan = {0};
    bool good =
        options->cram && !options->cards
            ? collection_cram(session->collection, options->filter, options->limit, &plan, error)
            : collection_plan(session->collection, options->filter, options->limit, &plan, error);
    session->problems = plan.done; /* another session of the same day draws other problems */
    if (good && options->drill)
        fill_practice(session);
    else if (good && options->cards)
        fill_list(session);
    else if (good && options->cram)
        fill_cram(session, &plan);
    else if (good)
        good = fill_queue(session, &plan, error);
    plan_release(&plan);
    return good;
}

struct session *session_start(struct collection *collection, const struct session_options *options,
                              struct error *error)
{
    struct session *session = memory_allocate(1, sizeof *session);
    session->collection = collection;
    session->options = *options;
    long minutes = options->minutes > 0 ? options->minutes
                   : options->drill     ? 0 /* as many problems as were asked for */
                                        : collection_setting_integer(collection, "session-minutes");
    session->limit_ms = (int64_t)minutes * 60 * 1000;
    (void)pricing_open(&session->pricing, NULL, collection_clock(collection), &session->trouble);
    session->summary.cram = options->cram;
    session->summary.minutes = minutes;
    if (make_queue(session, error) && show(session, error))
        return session;
    session_free(session);
    return NULL;
}
struct session *session_practise(const struct session *session, const struct drill *drill,
                                 struct error *error)
{
    struct session_options options = {
        .drill = drill->name, .seed = session->options.seed, .style = session->options.style};
    return session_start(session->collection, &options, error);
}

void session_free(struct session *session)
{
    if (!session)
        return;
    release_item(session);
    pricing_release(&session->pricing);
    free(session->queue);
    free(session->steps);
    free(session);
}

const struct error *session_trouble(const struct session *session)
{
    return session->trouble.kind == ERROR_NONE ? NULL : &session->trouble;
}

enum session_phase session_phase(const struct session *session)
{
    return session->phase;
}

const struct session_item *session_item(const struct session *session)
{
    return session->phase == SESSION_OVER ? NULL : &session->item;
}

const struct session_summary *session_summary(const struct session *session)
{
    return &session->summary;
}

void session_progress(const struct session *session, long *position, long *total)
{
    size_t at = session->position < session->count ? session->position + 1 : session->count;
    *position = (long)at;
    *total = (long)session->count;
}

bool session_reveal(struct session *session)
{
    if (session->phase != SESSION_ASKING || session->item.kind != ITEM_CARD)
        return false;
    session->phase = SESSION_REVEALED;
    return true;
}

/* --- Answers ------------------------------------------------------------------------------------
 */

static int64_t spent_ms(const struct session *session)
{
    int64_t ms = clock_elapsed_ms(collection_clock(session->collection)) - session->shown_at;
    return ms < 0 ? 0 : ms;
}

static void remember(struct session *session, const char *event)
{
    memory_reserve((void **)&session->steps, session->step_count, &session->step_capacity,
                   sizeof *session->steps);
    session->steps[session->step_count++] = (struct step){
        .position = session->position,
        .count = session->count,
        .summary = session->summary,
        .active_ms = session->active_ms,
    };
    (void)snprintf(session->steps[session->step_count - 1].event, sizeof session->steps->event,
                   "%s", event);
}

static void count_answer(struct session *session, int grade, int64_t ms,
                         const struct graded *graded)
{
    struct session_summary *summary = &session->summary;
    long *kinds[] = {&summary->cards, &summary->drills, &summary->predictions};
    (*kinds[session->item.kind])++;
    summary->repeats += session->options.cram ? session->item.again : graded->repeat;
    summary->new_cards +=
        session->item.kind == ITEM_CARD && !graded->before.reviewed && !session->options.cram;
    summary->by_grade[grade]++;
    summary->milliseconds += ms;
    summary->day_earned = summary->day_earned || graded->day_earned;
    session->active_ms += ms < IDLE_CAP_MS ? ms : IDLE_CAP_MS;
    session->out_of_time = session->limit_ms > 0 && session->active_ms >= session->limit_ms;
}

/* SM-2 repeats at the end of the session what was graded under 4; predictions wait for their day,
 * and practice asks as many problems as it was told. */
static void repeat_later(struct session *session, int grade)
{
    struct entry entry = session->queue[session->position];
    if (grade >= GRADE_PASSED || entry.kind == ITEM_SIMULATION || session->options.drill)
        return;
    push(session, entry.kind, entry.subject)->again = true;
}

static bool commit(struct session *session, struct answer *answer, struct graded *graded,
                   struct error *error)
{
    struct graded own;
    if (!graded)
        graded = &own;
    memset(graded, 0, sizeof *graded);
    answer->cram = session->options.cram;
    answer->kind = session->item.kind;
    answer->milliseconds = spent_ms(session);
    answer->subject = session->queue[session->position].subject;
    if (!collection_answer(session->collection, answer, graded, error))
        return false;
    remember(session, graded->event_id);
    count_answer(session, answer->grade, answer->milliseconds, graded);
    repeat_later(session, answer->grade);
    session->item.grade = answer->grade;
    return true;
}

bool session_grade(struct session *session, int grade, struct graded *graded, struct error *error)
{
    if (session->phase != SESSION_REVEALED || grade < 0 || grade > 5)
        return error_set(error, ERROR_USAGE, "a revealed card takes a grade from 0 to 5");
    struct answer answer = {.grade = grade, .distance = NAN};
    if (!commit(session, &answer, graded, error))
        return false;
    session->position++;
    return show(session, error);
}

bool session_preview(struct session *session, int days[6], struct error *error)
{
    day_number today = collection_today(session->collection);
    if (session->options.cram)
        return false;
    for (int grade = 0; grade <= 5; grade++) {
        struct schedule after;
        if (!collection_preview(session->collection, session->item.kind,
                                session->queue[session->position].subject, grade, &after, error))
            return false;
        days[grade] = schedule_again_today(&after, today) ? 0 : after.due - today;
    }
    return true;
}

static int grade_of_drill(const struct session_item *item)
{
    if (item->judgement.verdict == VERDICT_CORRECT)
        return item->hints_shown ? 3 : 4;
    return item->judgement.misconception[0] ? 2 : 1;
}

/* An answer faster than the person's own median for this skill, once there are five to compare. */
static bool is_quick(struct session *session)
{
    int64_t median;
    struct error ignored = {0};
    return collection_median_ms(session->collection, session->item.kind,
                                session->queue[session->position].subject, 5, &median, &ignored) &&
           median > 0 && spent_ms(session) <= median;
}

bool session_type(struct session *session, const char *typed, struct error *error)
{
    struct session_item *item = &session->item;
    if (session->phase != SESSION_ASKING || item->kind == ITEM_CARD)
        return error_set(error, ERROR_USAGE, "there is nothing to type an answer to");
    answer_judge(&item->problem, typed, &session->options.style, &item->judgement);
    item->judged = true;
    if (item->judgement.verdict == VERDICT_UNGRADED)
        return true;
    int grade = item->kind == ITEM_DRILL ? grade_of_drill(item) : guess_grade(&item->judgement);
    if (item->kind == ITEM_DRILL && grade == 4 && is_quick(session))
        grade = 5;
    struct answer answer = {
        .grade = grade,
        .typed = typed,
        .problem = item->problem.id,
        .verdict = verdict_name(item->judgement.verdict),
        .misconception = item->judgement.misconception[0] ? item->judgement.misconception : NULL,
        .hints = item->hints_shown,
        .level = item->problem.level,
        .prerequisites = item->kind == ITEM_DRILL ? drill_find(item->subject)->prerequisites : NULL,
        .distance = item->kind == ITEM_SIMULATION ? item->judgement.distance : NAN,
    };
    if (!commit(session, &answer, NULL, error))
        return false;
    session->phase = SESSION_JUDGED;
    return true;
}

const char *session_hint(struct session *session)
{
    struct session_item *item = &session->item;
    if (session->phase != SESSION_ASKING || (size_t)item->hints_shown >= item->problem.hint_count)
        return NULL;
    return item->problem.hints[item->hints_shown++];
}

bool session_give_up(struct session *session, struct error *error)
{
    struct session_item *item = &session->item;
    if (session->phase != SESSION_ASKING || item->kind == ITEM_CARD)
        return error_set(error, ERROR_USAGE, "there is nothing to give up");
    memset(&item->judgement, 0, sizeof item->judgement);
    item->judgement.verdict = VERDICT_WRONG;
    item->judged = true;
    struct answer answer = {
        .grade = 0,
        .problem = item->problem.id,
        .verdict = verdict_name(VERDICT_WRONG),
        .hints = item->hints_shown,
        .level = item->problem.level,
        .distance = NAN,
    };
    if (!commit(session, &answer, NULL, error))
        return false;
    session->phase = SESSION_JUDGED;
    return true;
}

bool session_continue(struct session *session, struct error *error)
{
    if (session->phase != SESSION_JUDGED)
        return true;
    session->position++;
    return show(session, error);
}

bool session_skip(struct session *session, struct error *error)
{
    if (session->phase == SESSION_OVER)
        return true;
    session->position++;
    return show(session, error);
}

bool session_care(struct session *session, enum care care, const char *text, struct error *error)
{
    if (session->phase == SESSION_OVER || session->item.kind != ITEM_CARD)
        return error_set(error, ERROR_USAGE, "this can only be done to a card");
    if (!collection_care(session->collection, care, session->item.card.id, text, error))
        return false;
    remember(session, "");
    session->position++;
    return show(session, error);
}

/* Whether what was undone is the session's last step. Practice begun out of the session may have
 * stored an answer since. */
static bool is_own(const struct session *session, const struct undone *undone)
{
    const struct step *step = &session->steps[session->step_count - 1];
    return step->event[0] ? !strcmp(step->event, undone->event_id)
                          : !strcmp(session->queue[step->position].subject, undone->subject);
}

bool session_undo(struct session *session, bool *found, struct error *error)
{
    struct undone undone = {0};
    *found = false;
    if (!session->step_count)
        return true;
    if (!collection_undo(session->collection, &undone, error))
        return false;
    *found = undone.found;
    if (!undone.found || !is_own(session, &undone))
        return show(session, error);
    struct step step = session->steps[--session->step_count];
    session->position = step.position;
    session->count = step.count;
    for (size_t i = step.position; i < session->count; i++)
        session->queue[i].left = false;
    session->summary = step.summary;
    session->active_ms = step.active_ms;
    session->out_of_time = false;
    return show(session, error);
}

bool session_refresh(struct session *session, struct error *error)
{
    enum session_phase phase = session->phase;
    size_t position = session->position;
    int64_t shown_at = session->shown_at;
    if (phase == SESSION_OVER || session->item.kind != ITEM_CARD)
        return true;
    if (!show(session, error))
        return false;
    if (session->position == position && session->phase == SESSION_ASKING) {
        session->phase = phase;
        session->shown_at = shown_at;
    }
    return true;
}
