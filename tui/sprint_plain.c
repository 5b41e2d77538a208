/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/sprint_plain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/random.h"
#include "exercises/identifier.h"
#include "tui/json.h"
#include "tui/plain.h"
#include "tui/sprint_session.h"
#include "tui/terminal_choice.h"
#include "tui/tutor.h"
#include "tui/wording.h"

enum { SHOWN = 20, LAST = 10 }; /* questions of 'show'; sprints told as the last ones */

struct wish {
    int level, seconds;
    uint64_t seed;
    long count; /* 0: ask; else list so many */
};

static void print_fact(FILE *out, bool ascii, const struct sprint_question *question)
{
    struct text line = {0};
    sprint_fact_words(question, ascii, &line);
    (void)fprintf(out, "%s", text_string(&line));
    text_release(&line);
}

/* --- The questions, without asking them --------------------------------------------------------
 */

static json_t *question_json(const struct sprint *sprint, const char *id, uint64_t seed)
{
    json_t *answer = json_sprintf("%ld", sprint->question.answer);
    return json_pack("{s:s, s:s, s:i, s:I, s:i, s:s, s:s, s:o}", "id", id, "skill", SPRINT_SKILL,
                     "level", sprint->level, "seed", (json_int_t)seed, "number", sprint->number,
                     "prompt", sprint->question.text, "fact", sprint->question.fact, "answer",
                     answer);
}

/* What comes as long as every answer is right. */
static void print_questions(struct invocation *invocation, const struct wish *wish,
                            const struct sprint_memory *memories, size_t memory_count)
{
    struct sprint sprint;
    struct identifier identifier = {
        .name = "sprint", .version = SPRINT_VERSION, .level = wish->level, .seed = wish->seed};
    char id[96];
    identifier_format(&identifier, id, sizeof id);
    json_t *array = json_array();
    sprint_start(&sprint, wish->level, wish->seconds, wish->seed, memories, memory_count, 0);
    for (long i = 0; i < wish->count; i++) {
        struct sprint_mark mark = {.question = sprint.question, .outcome = SPRINT_RIGHT};
        if (invocation->json) {
            json_array_append_new(array, question_json(&sprint, id, wish->seed));
        } else {
            print_fact(invocation->out, invocation->ascii, &sprint.question);
            (void)fputc('\n', invocation->out);
        }
        sprint_take(&sprint, &mark, 0);
    }
    sprint_release(&sprint);
    if (invocation->json)
        json_print(array, invocation->out);
    else
        json_decref(array);
}

static bool list_questions(struct invocation *invocation, struct collection *collection,
                           const struct wish *wish, struct error *error)
{
    struct sprint_memory *memories;
    size_t count;
    bool good =
        collection_sprint_memory(collection, SPRINT_SKILL, wish->level, &memories, &count, error);
    if (good)
        print_questions(invocation, wish, memories, count);
    free(memories);
    return good;
}

bool sprint_is_id(const char *id)
{
    return !strncmp(id, "sprint@", 7);
}

int sprint_show(struct invocation *invocation, const char *id, struct error *error)
{
    struct identifier identifier;
    if (!identifier_parse(id, &identifier, error))
        return (int)error->kind;
    if (identifier.version != SPRINT_VERSION || identifier.level < 1 ||
        identifier.level > SPRINT_LEVELS) {
        (void)error_set(error, ERROR_USAGE,
                        "'%s' is no sprint: expected version %d and a level of 1 to %d", id,
                        SPRINT_VERSION, SPRINT_LEVELS);
        return ERROR_USAGE;
    }
    struct wish wish = {.level = identifier.level,
                        .seconds = SPRINT_SECONDS,
                        .seed = identifier.seed,
                        .count = (long)invocation_number(invocation, "count", SHOWN)};
    print_questions(invocation, &wish, NULL, 0);
    return 0;
}

/* --- The result --------------------------------------------------------------------------------
 */

static json_t *missed_json(const struct sprint_result *result)
{
    json_t *array = json_array();
    for (size_t i = 0; i < result->missed_count; i++) {
        const struct sprint_fact *fact = &result->missed[i];
        json_array_append_new(array, json_pack("{s:s, s:o, s:I}", "fact", fact->question.fact,
                                               "answer", json_sprintf("%ld", fact->question.answer),
                                               "times", (json_int_t)fact->times));
    }
    return array;
}

static json_t *slow_json(const struct sprint_result *result)
{
    json_t *array = json_array();
    for (size_t i = 0; i < result->slow_count; i++)
        json_array_append_new(array,
                              json_pack("{s:s, s:o}", "fact", result->slow[i].question.fact, "ms",
                                        json_number(round(result->slow[i].milliseconds))));
    return array;
}

static json_t *last_json(const struct sprint_past *past)
{
    json_t *array = json_array();
    for (size_t i = past->count > LAST ? past->count - LAST : 0; i < past->count; i++)
        json_array_append_new(array, json_pack("{s:o, s:o, s:o}", "day", json_day(past->days[i]),
                                               "per_minute", json_number(past->rates[i]),
                                               "accuracy", json_number(past->accuracies[i])));
    return array;
}

/* An unfinished sprint has no rate and no best of its own. */
static void print_json(const struct sprint_session *session, FILE *out)
{
    struct sprint_result result;
    sprint_result(&session->sprint, &result);
    bool counts = session->grade >= 0;
    double best = session->past.best;
    if (counts && !(best >= result.per_minute))
        best = result.per_minute;
    json_t *value = json_pack("{s:s, s:I, s:i, s:i, s:I, s:I, s:I}", "sprint", session->id, "seed",
                              (json_int_t)session->seed, "level", session->sprint.level, "seconds",
                              session->sprint.seconds, "right", (json_int_t)result.right, "wrong",
                              (json_int_t)result.wrong, "passed", (json_int_t)result.passed);
    json_object_set_new(value, "per_minute", json_number(counts ? result.per_minute : NAN));
    json_object_set_new(value, "accuracy", json_number(result.accuracy));
    json_object_set_new(value, "median_ms", json_number(result.median_ms));
    json_object_set_new(value, "finished", json_boolean(session->finished));
    json_object_set_new(value, "grade", counts ? json_integer(session->grade) : json_null());
    json_object_set_new(value, "best", json_number(best));
    json_object_set_new(value, "last", last_json(&session->past));
    json_object_set_new(value, "missed", missed_json(&result));
    json_object_set_new(value, "slow", slow_json(&result));
    json_print(value, out);
    sprint_result_release(&result);
}

static void print_best(const struct sprint_session *session, FILE *out)
{
    const struct sprint_past *past = &session->past;
    struct text line = {0};
    if (sprint_session_is_best(session)) {
        text_append(&line, "A personal best; the best before was ");
        sprint_rate_words(past->best, &line);
        text_append(&line, " a minute.");
    } else if (past->count) {
        text_append(&line, "Your best is ");
        sprint_rate_words(past->best, &line);
        text_append(&line, " a minute, on ");
        wording_date(past->best_day, collection_today(session->collection), &line);
        text_append(&line, ".");
    } else {
        text_append(&line, "This is your first sprint of this level and length.");
    }
    (void)fprintf(out, "%s\n", text_string(&line));
    text_release(&line);
}

static void print_facts(const struct sprint_result *result, FILE *out, bool ascii)
{
    for (size_t i = 0; i < result->missed_count; i++) {
        (void)fprintf(out, "Missed: ");
        print_fact(out, ascii, &result->missed[i].question);
        (void)fprintf(out, result->missed[i].times > 1 ? " (%ld times)\n" : "\n",
                      result->missed[i].times);
    }
    for (size_t i = 0; i < result->slow_count; i++) {
        (void)fprintf(out, "Slow: ");
        print_fact(out, ascii, &result->slow[i].question);
        (void)fprintf(out, " (%.1f s)\n", result->slow[i].milliseconds / 1000);
    }
}

static void print_result(const struct sprint_session *session, FILE *out, bool ascii)
{
    const struct sprint_result *result = &session->result;
    struct text line = {0};
    if (session->grade < 0) {
        (void)fprintf(out, "Nothing was answered, so nothing is stored.\n");
        return;
    }
    sprint_rate_words(result->per_minute, &line);
    text_printf(&line, " a minute: %ld right, %ld wrong, %ld passed, %.0f %% right", result->right,
                result->wrong, result->passed, 100 * result->accuracy);
    if (result->median_ms > 0)
        text_printf(&line, ", %.1f s for one", result->median_ms / 1000);
    (void)fprintf(out, "%s.\n", text_string(&line));
    text_release(&line);
    print_best(session, out);
    print_facts(result, out, ascii);
    (void)fprintf(out, "saved: sprint %s, grade %d\n", session->id, session->grade);
    if (session->graded.day_earned)
        (void)fprintf(out, "This day is earned.\n");
}

/* --- Asking ------------------------------------------------------------------------------------
 */

static void ask(const struct sprint *sprint, FILE *out, bool ascii)
{
    struct text line = {0};
    sprint_fact_words(&sprint->question, ascii, &line);
    (void)fprintf(out, "[%d] %.*s?\n", sprint->number,
                  (int)(strrchr(line.data, '=') + 2 - line.data), line.data);
    text_release(&line);
}

/* `*over`: the time is. */
static bool take_line(struct sprint_session *session, const char *typed, FILE *out, bool ascii,
                      bool *over, struct error *error)
{
    struct sprint_mark mark;
    struct text line = {0};
    switch (sprint_session_answer(session, typed, &mark, error)) {
    case SPRINT_TAKEN:
        sprint_mark_words(&mark, ascii, &line);
        (void)fprintf(out, "saved: %s%s\n", text_string(&line),
                      mark.outcome == SPRINT_RIGHT ? ", right" : "");
        text_release(&line);
        ask(&session->sprint, out, ascii);
        return true;
    case SPRINT_UNREAD:
        (void)fprintf(out, "Type a whole number; an empty line passes, q leaves.\n");
        return true;
    case SPRINT_LATE:
        (void)fprintf(out, "This answer does not count: the time was over.\n");
        *over = true;
        return true;
    case SPRINT_FAILED:
    default:
        return false;
    }
}

/*
 * Until the time is over, q, or the end of input. Where the clock stands still (--now) the time
 * never is over, and the end of input is the end of the sprint.
 */
static bool ask_all(struct invocation *invocation, struct sprint_session *session, FILE *out,
                    struct error *error)
{
    bool over = false, good = true, left = false;
    ask(&session->sprint, out, invocation->ascii);
    while (good && !over && !left) {
        (void)fflush(out);
        char *typed = plain_read_line(invocation->in);
        over = !sprint_session_left(session) || (!typed && session->clock->frozen);
        left = !typed || !strcmp(typed, "q");
        if (!left)
            good = take_line(session, typed, out, invocation->ascii, &over, error);
        free(typed);
    }
    if (good && over)
        return sprint_session_finish(session, error);
    return good;
}

static bool run_session(struct invocation *invocation, struct sprint_session *session, FILE *out,
                        struct error *error)
{
    (void)fprintf(out,
                  "Sprint of %d seconds, level %d: %s.\n"
                  "A line is an answer, an empty line passes, q leaves.\n\n",
                  session->sprint.seconds, session->sprint.level,
                  sprint_level_words(session->sprint.level));
    if (!ask_all(invocation, session, out, error))
        return false;
    if (invocation->json)
        print_json(session, invocation->out);
    else if (session->finished)
        print_result(session, out, invocation->ascii);
    else
        (void)fprintf(out, "Unfinished: the answers are kept, but this sprint is no result.\n");
    return true;
}

static bool run_plain(struct invocation *invocation, struct collection *collection,
                      const struct wish *wish, struct error *error)
{
    struct sprint_session session;
    FILE *nowhere = invocation->json ? fopen("/dev/null", "w") : NULL;
    if (invocation->json && !nowhere)
        return error_set(error, ERROR_FAILURE, "/dev/null cannot be opened");
    bool good =
        sprint_session_start(&session, collection, wish->level, wish->seconds, wish->seed, error) &&
        run_session(invocation, &session, nowhere ? nowhere : invocation->out, error);
    sprint_session_release(&session);
    if (nowhere)
        (void)fclose(nowhere);
    return good;
}

/* --- The command -------------------------------------------------------------------------------
 */

static int open_screen(struct invocation *invocation, const struct wish *wish, struct error *error)
{
    struct text screen = {0};
    text_printf(&screen, "sprint seconds=%d", wish->seconds);
    if (wish->level)
        text_printf(&screen, " level=%d", wish->level);
    int status = tutor_open(invocation, text_string(&screen), NULL, error);
    text_release(&screen);
    return status;
}

int sprint_command(struct invocation *invocation, struct error *error)
{
    struct random_source source;
    random_init_system(&source);
    struct wish wish = {
        .level = (int)invocation_number(invocation, "level", 0),
        .seconds = (int)invocation_number(invocation, "seconds", SPRINT_SECONDS),
        .seed = invocation->seeded ? invocation->seed : random_below(&source, 1000000000U),
        .count = (long)invocation_number(invocation, "count", 0),
    };
    if (wish.level > SPRINT_LEVELS) {
        (void)error_set(error, ERROR_USAGE, "--level takes 1 to %d for 'sprint', not %d",
                        SPRINT_LEVELS, wish.level);
        return ERROR_USAGE;
    }
    if (!wish.count && terminal_is_usable(invocation))
        return open_screen(invocation, &wish, error);
    struct collection *collection = invocation_open(invocation, !wish.count, error);
    bool good =
        collection != NULL && (wish.level || sprint_own_level(collection, &wish.level, error));
    good = good && (wish.count ? list_questions(invocation, collection, &wish, error)
                               : run_plain(invocation, collection, &wish, error));
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}
