/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/random.h"
#include "engine/base/text.h"
#include "exercises/answer_compare.h"
#include "exercises/drill.h"
#include "exercises/simulation.h"
#include "tui/command.h"
#include "tui/config.h"
#include "tui/json.h"
#include "tui/plain.h"
#include "tui/skill_map.h"

static json_t *prerequisites_json(const struct drill *drill)
{
    size_t count = 0;
    while (drill->prerequisites && drill->prerequisites[count])
        count++;
    return json_strings(drill->prerequisites, count);
}

static json_t *skill_json(const struct skill_row *row)
{
    const struct drill *drill = row->drill;
    const struct skill_tally *tally = row->tally;
    bool reviewed = row->schedule.reviewed;
    double accuracy = tally ? (double)tally->recent_right / (double)tally->recent : NAN;
    double median = tally && tally->median_ms >= 0 ? (double)tally->median_ms : NAN;
    return json_pack("{s:s, s:s, s:s, s:i, s:i, s:o, s:o, s:I, s:o, s:o, s:o}", "skill",
                     drill->name, "title", drill->title, "topic", drill->topic, "levels",
                     drill->levels, "level", row->level, "rating",
                     reviewed ? json_number(row->rating) : json_null(), "due",
                     json_day(reviewed ? row->schedule.due : DAY_NONE), "answers",
                     (json_int_t)(tally ? tally->answers : 0), "accuracy", json_number(accuracy),
                     "median_ms", json_number(median), "prerequisites", prerequisites_json(drill));
}

/* In order of name: as the skills are declared, whatever the map shows first. */
static void list_json(const struct skill_map *map, FILE *out)
{
    json_t *array = json_array();
    for (size_t i = 0; drill_registry[i]; i++)
        json_array_append_new(array,
                              skill_json(&map->rows[skill_map_find(map, drill_registry[i]->name)]));
    json_print(array, out);
}

static void list_plain(const struct skill_map *map, FILE *out)
{
    for (size_t i = 0; i < map->topic_count; i++) {
        const struct skill_topic *topic = &map->topics[i];
        (void)fprintf(out, "%s%s\n", i ? "\n" : "", topic->name);
        for (size_t r = topic->first; r < topic->first + topic->count; r++) {
            const struct skill_row *row = &map->rows[r];
            char due[DAY_TEXT];
            (void)fprintf(out, "  %-20s %-36s level %d of %d, %s%s\n", row->drill->name,
                          row->drill->title, row->level, row->drill->levels,
                          row->schedule.reviewed ? "due " : "not tried yet",
                          row->schedule.reviewed ? day_format(row->schedule.due, due) : "");
        }
    }
}

static int list(struct invocation *invocation, struct error *error)
{
    struct skill_map map;
    struct collection *collection = invocation_open(invocation, false, error);
    bool good = collection && skill_map_read(collection, &map, error);
    if (good) {
        (invocation->json ? list_json : list_plain)(&map, invocation->out);
        skill_map_release(&map);
    }
    collection_close(collection);
    return good ? 0 : (int)error->kind;
}

static json_t *problem_json(const struct problem *problem)
{
    json_t *value = json_object();
    double tolerance =
        problem->absolute > problem->relative ? problem->absolute : problem->relative;
    json_object_set_new(value, "id", json_text(problem->id));
    json_object_set_new(value, "skill", json_text(problem->skill));
    json_object_set_new(value, "level", json_integer(problem->level));
    json_object_set_new(value, "seed", json_integer((json_int_t)problem->seed));
    json_object_set_new(value, "prompt", json_text(problem->prompt));
    json_object_set_new(value, "answer", json_text(problem->answer));
    json_object_set_new(value, "kind", json_string(answer_kind_name(problem->kind)));
    json_object_set_new(value, "tolerance", json_number(tolerance));
    json_object_set_new(value, "steps", json_strings(problem->steps, problem->step_count));
    json_object_set_new(value, "hints", json_strings(problem->hints, problem->hint_count));
    return value;
}

/* A problem from its id: of a drill, or of a simulation's question. */
static bool regenerate(const char *id, struct problem *problem, struct error *error)
{
    return strchr(id, ':') ? question_regenerate(id, NULL, problem, error)
                           : drill_regenerate(id, problem, error);
}

static int show(struct invocation *invocation, struct error *error)
{
    struct problem problem = {0};
    if (!regenerate(invocation->arguments[1], &problem, error))
        return (int)error->kind;
    FILE *out = invocation->out;
    if (invocation->json) {
        json_print(problem_json(&problem), out);
    } else {
        plain_print(out, "", problem.prompt);
        plain_print(out, "Answer: ", problem.answer);
        for (size_t i = 0; i < problem.step_count; i++)
            plain_print(out, "   ", problem.steps[i]);
    }
    problem_release(&problem);
    return 0;
}

static int check(struct invocation *invocation, struct error *error)
{
    const char *typed = invocation_text(invocation, "answer");
    struct problem problem = {0};
    struct judgement judgement = {0};
    struct answer_style style;
    if (!typed) {
        (void)error_set(error, ERROR_USAGE, "'drill check ID' needs --answer TEXT");
        return ERROR_USAGE;
    }
    if (!config_style(&style, error) || !regenerate(invocation->arguments[1], &problem, error))
        return (int)error->kind;
    answer_judge(&problem, typed, &style, &judgement);
    if (invocation->json)
        json_print(json_pack("{s:s, s:o, s:o, s:o}", "verdict", verdict_name(judgement.verdict),
                             "read_as", json_text(judgement.read_as[0] ? judgement.read_as : NULL),
                             "misconception",
                             json_text(judgement.misconception[0] ? judgement.misconception : NULL),
                             "message", json_text(judgement.message)),
                   invocation->out);
    else
        (void)fprintf(invocation->out, "%s%s%s\n%s%s", verdict_name(judgement.verdict),
                      judgement.read_as[0] ? ", read as " : "", judgement.read_as,
                      judgement.message, judgement.message[0] ? "\n" : "");
    problem_release(&problem);
    return judgement.verdict == VERDICT_CORRECT ? 0 : ERROR_NEGATIVE;
}

/* --- Asking -------------------------------------------------------------------------------------
 */

static int grade_of(const struct judgement *judgement)
{
    if (judgement->verdict == VERDICT_CORRECT)
        return 4;
    return judgement->misconception[0] ? 2 : 1;
}

static bool store(struct collection *collection, const struct problem *problem, const char *typed,
                  const struct judgement *judgement, int64_t milliseconds, struct error *error)
{
    struct graded graded;
    struct answer answer = {
        .kind = ITEM_DRILL,
        .subject = problem->skill,
        .grade = grade_of(judgement),
        .milliseconds = milliseconds,
        .typed = typed,
        .problem = problem->id,
        .verdict = verdict_name(judgement->verdict),
        .misconception = judgement->misconception[0] ? judgement->misconception : NULL,
        .level = problem->level,
        .distance = NAN,
    };
    return collection_answer(collection, &answer, &graded, error);
}

/* Asks until the answer can be graded; `*over` at the end of input. */
static bool ask(struct invocation *invocation, struct collection *collection,
                const struct answer_style *style, const struct problem *problem, bool *over,
                struct error *error)
{
    FILE *out = invocation->out;
    int64_t shown = clock_elapsed_ms(&invocation->clock);
    struct judgement judgement = {.verdict = VERDICT_UNGRADED};
    plain_print(out, "Q: ", problem->prompt);
    while (judgement.verdict == VERDICT_UNGRADED) {
        (void)fflush(out);
        char *typed = plain_read_line(invocation->in);
        *over = !typed || !strcmp(typed, "q");
        if (*over) {
            free(typed);
            return true;
        }
        memset(&judgement, 0, sizeof judgement);
        answer_judge(problem, typed, style, &judgement);
        if (judgement.read_as[0])
            plain_print(out, "Read as: ", judgement.read_as);
        plain_print(out, "", judgement.message);
        bool good = judgement.verdict == VERDICT_UNGRADED ||
                    store(collection, problem, typed, &judgement,
                          clock_elapsed_ms(&invocation->clock) - shown, error);
        free(typed);
        if (!good)
            return false;
    }
    (void)fprintf(out, "%s. The answer is %s\n",
                  judgement.verdict == VERDICT_CORRECT ? "Correct" : "Not right", problem->answer);
    for (size_t i = 0; i < problem->step_count; i++)
        plain_print(out, "   ", problem->steps[i]);
    (void)fprintf(out, "saved: %s\n\n", problem->id);
    return true;
}

static bool print_problems(struct invocation *invocation, const struct drill *drill, int level,
                           uint64_t seed, long count, struct error *error)
{
    json_t *array = json_array();
    bool good = true;
    for (long i = 0; good && i < count; i++) {
        struct problem problem = {0};
        good = drill_generate(drill, level, seed + (uint64_t)i, &problem, error);
        if (good)
            json_array_append_new(array, problem_json(&problem));
        problem_release(&problem);
    }
    if (good)
        json_print(array, invocation->out);
    else
        json_decref(array);
    return good;
}

static bool ask_problems(struct invocation *invocation, const struct drill *drill, int level,
                         uint64_t seed, long count, struct error *error)
{
    struct answer_style style;
    if (!config_style(&style, error))
        return false;
    struct collection *collection = invocation_open(invocation, true, error);
    bool good = collection != NULL, over = false;
    double rating;
    if (good && level == 0)
        good = collection_skill(collection, drill->name, drill->levels, &level, &rating, error);
    for (long i = 0; good && !over && i < count; i++) {
        struct problem problem = {0};
        good = drill_generate(drill, level, seed + (uint64_t)i, &problem, error) &&
               ask(invocation, collection, &style, &problem, &over, error);
        problem_release(&problem);
    }
    collection_close(collection);
    return good;
}

static int ask_drill(struct invocation *invocation, const struct drill *drill, struct error *error)
{
    struct random_source source;
    random_init_system(&source);
    int level = (int)invocation_number(invocation, "level", 0);
    long count = (long)invocation_number(invocation, "count", 1);
    uint64_t seed = invocation->seeded ? invocation->seed : random_below(&source, 1000000000U);
    if (level > drill->levels) {
        (void)error_set(error, ERROR_USAGE, "--level takes 1 to %d for '%s', not %d", drill->levels,
                        drill->name, level);
        return ERROR_USAGE;
    }
    bool good = invocation->json
                    ? print_problems(invocation, drill, level ? level : 1, seed, count, error)
                    : ask_problems(invocation, drill, level, seed, count, error);
    return good ? 0 : (int)error->kind;
}

static int run(struct invocation *invocation, struct error *error)
{
    if (!invocation->argument_count)
        return list(invocation, error);
    const char *name = invocation->arguments[0];
    bool with_id = !strcmp(name, "show") || !strcmp(name, "check");
    if (with_id && invocation->argument_count < 2) {
        (void)error_set(error, ERROR_USAGE, "'drill %s' needs the id of a problem", name);
        return ERROR_USAGE;
    }
    if (with_id)
        return !strcmp(name, "show") ? show(invocation, error) : check(invocation, error);
    const struct drill *drill = drill_find(name);
    if (drill && invocation->argument_count == 1)
        return ask_drill(invocation, drill, error);
    (void)error_set(error, ERROR_USAGE,
                    "there is no drill '%s'; 'tutor338 drill' lists those there are",
                    drill ? invocation->arguments[1] : name);
    return ERROR_USAGE;
}

static const struct option_row options[] = {
    {"level", "L", "the level to ask at, instead of your own", OPTION_INTEGER, 1, 9},
    {"count", "N", "how many problems", OPTION_INTEGER, 1, 100000},
    {"answer", "TEXT", "the answer to check", OPTION_TEXT, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_drill = {
    .name = "drill",
    .summary = "list drills, ask one, show or check a problem",
    .arguments = "[NAME | show ID | check ID]",
    .details =
        "'drill NAME' asks on standard input and stores the answers; with --json it prints the\n"
        "problems with answers and steps, for seeds S, S+1, ... and stores nothing. An id\n"
        "(name@version/level/seed) regenerates the same problem for ever.",
    .options = options,
    .maximum_arguments = 2,
    .run = run,
};
