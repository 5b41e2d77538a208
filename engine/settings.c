/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/collection_internal.h"
#include "sql.h"

static const char *const schedulers[] = {"sm2", "fsrs", NULL};
static const char *const yes_no[] = {"no", "yes", NULL};

#define INTEGER(name, initial, low, high, help)                                                    \
    {                                                                                              \
        name, initial, help, SETTING_INTEGER, low, high, NULL                                      \
    }
#define REAL(name, initial, low, high, help)                                                       \
    {                                                                                              \
        name, initial, help, SETTING_REAL, low, high, NULL                                         \
    }
#define CHOICE(name, initial, choices, help)                                                       \
    {                                                                                              \
        name, initial, help, SETTING_CHOICE, 0, 0, choices                                         \
    }

#define TARGET(goal)                                                                               \
    INTEGER(SETTING_TARGET goal, "0", 0, 100000,                                                   \
            "how many " goal " are the goal; 0: what the notes say")

const struct setting settings[] = {
    {"start", "", "first day of the challenge", SETTING_DATE, 0, 0, NULL},
    INTEGER("length", "338", 1, 3660, "days that the challenge asks for"),
    INTEGER("rollover", "4", 0, 23, "local hour at which a study day begins, from tomorrow on"),
    INTEGER("rest-days", "14", 0, 366, "days of rest that may be declared"),
    INTEGER("goal-answers", "10", 0, 1000, "graded answers that earn a day; 0: no way to earn it"),
    INTEGER("goal-minutes", "10", 0, 1000, "active minutes that earn a day; 0: no way to earn it"),
    INTEGER("goal-words", "25", 0, 10000,
            "new words in the journal that earn a day; 0: no way to earn it"),
    CHOICE("goal-all-due", "yes", yes_no, "whether all that was due earns a day"),
    INTEGER("new-per-day", "10", 0, 1000, "new cards a day"),
    INTEGER("reviews-per-day", "60", 1, 10000, "cards a day in all, new ones included"),
    INTEGER("session-minutes", "15", 1, 600, "length of a session"),
    INTEGER("drill-every", "5", 0, 1000, "cards between two drills; 0: none"),
    INTEGER("new-skills-per-day", "2", 0, 100,
            "drills a day that were never tried; practice on purpose is not limited"),
    INTEGER("simulations-per-session", "1", 0, 100, "predictions a session"),
    CHOICE("scheduler", "sm2", schedulers, "what decides when a card comes again"),
    REAL("retention", "0.9", 0.7, 0.99,
         "chance of recall at which FSRS lets a card come again; SM-2 does not ask"),
    {"fsrs-parameters", "", "what FSRS knows of your memory, as optimize fits it; empty: its own",
     SETTING_PARAMETERS, 0, 0, NULL},
    REAL("confidence-active", "0.75", 0, 1,
         "cards at least this certain are active at once; others are proposed"),
    CHOICE("fuzz", "no", yes_no,
           "whether due days move a little, so that cards learned together come apart"),
    CHOICE("six-grades", "no", yes_no, "offer the grades 0-5 instead of four buttons"),
    INTEGER("leech-lapses", "8", 0, 1000, "lapses after which a card is suspended; 0: never"),
    TARGET("books"),
    TARGET("projects"),
    TARGET("certificates"),
    TARGET("bootcamps"),
    TARGET("papers"),
    TARGET("articles"),
    TARGET("courses"),
    TARGET("talks"),
    CHOICE("flashcards", "no", yes_no, "read '::' and '?' as cards without #flashcards"),
    CHOICE("quiz-counts-as-review", "no", yes_no,
           "whether an answer in a quiz is a review of its card as well"),
    {NULL, NULL, NULL, SETTING_TEXT, 0, 0, NULL},
};

const struct setting *setting_find(const char *name)
{
    for (const struct setting *setting = settings; setting->name; setting++)
        if (!strcmp(setting->name, name))
            return setting;
    return NULL;
}

bool setting_is_target(const char *name)
{
    return !strncmp(name, SETTING_TARGET, strlen(SETTING_TARGET));
}

/* What a day was judged by must not change under it: these hold from tomorrow on. */
static bool holds_from_tomorrow(const char *name)
{
    return !strcmp(name, "rollover") ||
           (!strncmp(name, "goal-", strlen("goal-")) && !setting_is_target(name));
}

static bool check_number(const struct setting *setting, const char *value, struct error *error)
{
    char *end = NULL;
    errno = 0;
    double number =
        setting->kind == SETTING_INTEGER ? (double)strtol(value, &end, 10) : strtod(value, &end);
    if (errno || end == value || *end || !(number >= setting->minimum) ||
        !(number <= setting->maximum))
        return error_set(error, ERROR_USAGE, "%s is %s from %.15g to %.15g, not '%s'",
                         setting->name,
                         setting->kind == SETTING_INTEGER ? "a whole number" : "a number",
                         setting->minimum, setting->maximum, value);
    return true;
}

static bool check_choice(const struct setting *setting, const char *value, struct error *error)
{
    struct text list = {0};
    for (const char *const *choice = setting->choices; *choice; choice++) {
        if (!strcmp(*choice, value)) {
            text_release(&list);
            return true;
        }
        text_printf(&list, "%s%s", list.length ? ", " : "", *choice);
    }
    (void)error_set(error, ERROR_USAGE, "%s is one of %s, not '%s'", setting->name,
                    text_string(&list), value);
    text_release(&list);
    return false;
}

static bool check_parameters(const char *value, struct error *error)
{
    double parameters[FSRS_PARAMETERS];
    return !*value || fsrs_parameters_read(value, parameters, error);
}

static bool check_value(const struct setting *setting, const char *value, struct error *error)
{
    day_number day;
    if (strlen(value) >= SETTING_TEXT_SIZE)
        return error_set(error, ERROR_USAGE, "%s is too long", setting->name);
    switch (setting->kind) {
    case SETTING_INTEGER:
    case SETTING_REAL:
        return check_number(setting, value, error);
    case SETTING_CHOICE:
        return check_choice(setting, value, error);
    case SETTING_DATE:
        return day_parse(value, &day, error);
    case SETTING_PARAMETERS:
        return check_parameters(value, error);
    case SETTING_TEXT:
        break;
    }
    return true;
}

/*
 * The day from which it holds. "Tomorrow" comes after the date on the wall too: between midnight
 * and the rollover another rollover would else end the day that is being lived.
 */
static day_number holds_from(const struct instant *now, day_number today, const char *name)
{
    if (!holds_from_tomorrow(name))
        return today;
    day_number civil = study_day(now, 0);
    return (!strcmp(name, "rollover") && civil > today ? civil : today) + 1;
}

day_number collection_setting_begins(struct collection *c, const char *name)
{
    struct instant now = clock_now(c->clock);
    return holds_from(&now, setting_study_day(c, &now), name);
}

static bool append_setting(struct collection *c, enum event_kind kind, const char *name,
                           const char *value, struct error *error)
{
    struct text subject = {0}, payload = {0};
    text_printf(&subject, "setting/%s", name);
    text_append(&payload, "{");
    json_add_text(&payload, "value", value);
    json_add_integer(&payload, "from", holds_from(&c->now, c->today, name));
    text_append(&payload, "}");
    bool good = event_append(c, kind, subject.data, payload.data, NULL, error);
    text_release(&subject);
    text_release(&payload);
    return good;
}

static bool is_of_scheduling(const char *name)
{
    return !strcmp(name, "scheduler") || !strcmp(name, "retention") ||
           !strcmp(name, "fsrs-parameters");
}

/* Another scheduler tells the whole history anew. */
static bool apply_scheduling(struct collection *c, struct error *error)
{
    struct scheduling before = c->scheduling;
    setting_scheduling(c, &c->scheduling);
    return scheduling_equal(&before, &c->scheduling) || fold_schedules(c, error);
}

bool collection_set(struct collection *c, const char *name, const char *value, struct error *error)
{
    const struct setting *setting = setting_find(name);
    if (!setting)
        return error_set(error, ERROR_USAGE, "there is no setting '%s'", name);
    if (!check_value(setting, value, error))
        return false;
    if (!strcmp(name, "start")) {
        day_number day = DAY_NONE;
        return day_parse(value, &day, error) && collection_challenge_start(c, day, error);
    }
    if (!transaction_begin(c, error))
        return false;
    bool good = append_setting(c, EVENT_SETTING, name, value, error);
    if (good && is_of_scheduling(name))
        good = apply_scheduling(c, error);
    if (good && !strcmp(name, "flashcards")) /* the same files now mean other cards */
        good = statement_execute(c, "DELETE FROM file_stamp", error);
    return transaction_end(c, good, error);
}

bool collection_challenge_start(struct collection *c, day_number day, struct error *error)
{
    char text[DAY_TEXT];
    if (day < day_from_civil(2000, 1, 1) || day > collection_today(c))
        return error_set(error, ERROR_USAGE,
                         "a challenge starts today or earlier, after 1999; not on '%s'",
                         day_format(day, text));
    if (!transaction_begin(c, error))
        return false;
    return transaction_end(
        c, append_setting(c, EVENT_CHALLENGE_START, "start", day_format(day, text), error), error);
}

const char *setting_on(struct collection *c, const char *name, day_number day,
                       char buffer[SETTING_TEXT_SIZE])
{
    struct error ignored = {0};
    const struct setting *setting = setting_find(name);
    (void)snprintf(buffer, SETTING_TEXT_SIZE, "%s", setting ? setting->initial : "");
    sqlite3_stmt *s = statement_of(c, sql_setting_value_on, &c->cause);
    if (!s)
        return buffer;
    bind_text(c, s, 1, name);
    bind_integer(c, s, 2, day);
    if (statement_step(c, s, &c->cause) == STEP_ROW) {
        const char *value = column_text(c, s, 0);
        if (setting && check_value(setting, value, &ignored))
            (void)snprintf(buffer, SETTING_TEXT_SIZE, "%s", value);
    }
    (void)sqlite3_reset(s);
    return buffer;
}

long setting_integer_on(struct collection *c, const char *name, day_number day)
{
    char buffer[SETTING_TEXT_SIZE];
    const struct setting *setting = setting_find(name);
    const char *value = setting_on(c, name, day, buffer);
    for (long i = 0; setting && setting->choices && setting->choices[i]; i++)
        if (!strcmp(setting->choices[i], value))
            return i;
    return strtol(value, NULL, 10);
}

void setting_scheduling(struct collection *c, struct scheduling *scheduling)
{
    char value[SETTING_TEXT_SIZE];
    struct error ignored = {0}; /* they were checked */
    scheduling_init(scheduling, scheduler_find(setting_on(c, "scheduler", DAY_EVER, value)));
    if (!scheduling->scheduler)
        scheduling->scheduler = scheduler_find("sm2");
    if (!strcmp(scheduling->scheduler->name, "sm2"))
        return; /* which has no settings: two of them are equal */
    scheduling->retention = strtod(setting_on(c, "retention", DAY_EVER, value), NULL);
    if (*setting_on(c, "fsrs-parameters", DAY_EVER, value))
        (void)fsrs_parameters_read(value, scheduling->parameters, &ignored);
}

void collection_scheduling(struct collection *c, struct scheduling *scheduling)
{
    setting_scheduling(c, scheduling);
}

/* The border between the civil day c - 1 and c is at the rollover hour that holds on c. */
day_number setting_study_day(struct collection *c, const struct instant *at)
{
    day_number civil = study_day(at, 0);
    return study_day(at, (int)setting_integer_on(c, "rollover", civil));
}

const char *collection_setting(struct collection *c, const char *name,
                               char buffer[SETTING_TEXT_SIZE])
{
    return setting_on(c, name, collection_today(c), buffer);
}

long collection_setting_integer(struct collection *c, const char *name)
{
    return setting_integer_on(c, name, collection_today(c));
}

double collection_setting_real(struct collection *c, const char *name)
{
    char buffer[SETTING_TEXT_SIZE];
    return strtod(collection_setting(c, name, buffer), NULL);
}
