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
#include "tui/sprint_plain.h"

static bool skill_json(struct collection *collection, const struct drill *drill, json_t **value,
                       struct error *error)
{
    struct schedule schedule;
    int level;
    double rating;
    if (!collection_schedule(collection, ITEM_DRILL, drill->name, &schedule, error) ||
        !collection_skill(collection, drill->name, drill->levels, &level, &rating, error))
        return false;
    *value = json_pack("{s:s, s:s, s:s, s:i, s:i, s:o, s:o}", "skill", drill->name, "title",
                       drill->title, "topic", drill->topic, "levels", drill->levels, "level", level,
                       "rating", schedule.reviewed ? json_number(rating) : json_null(), "due",
                       json_day(schedule.reviewed ? schedule.due : DAY_NONE));
    return true;
}

static int list(struct invocation *invocation, struct error *error)
{
    struct collection *collection = invocation_open(invocation, false, error);
    json_t *array = json_array();
    bool good = collection != NULL;
    for (size_t i = 0; good && drill_registry[i]; i++) {
        json_t *value;
        good = skill_json(collection, drill_registry[i], &value, error);
        if (!good)
            break;
        const char *due = json_string_value(json_object_get(value, "due"));
        if (!invocation->json)
            (void)fprintf(
                invocation->out, "%-20s %-36s level %d of %d, %s%s\n", drill_registry[i]->name,
                drill_registry[i]->title, (int)json_integer_value(json_object_get(value, "level")),
                drill_registry[i]->levels, due ? "due " : "not tried yet", due ? due : "");
        json_array_append_new(array, value);
    }
    if (good && invocation->json)
        json_print(array, invocation->out);
    else
        json_decref(array);
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
    if (sprint_is_id(invocation->arguments[1]))
        return sprint_show(invocation, invocation->arguments[1], error);
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
    if (!strcmp(name, "sprint") && invocation->argument_count == 1)
        return sprint_command(invocation, error);
    if (invocation_flag(invocation, "seconds")) {
        (void)error_set(error, ERROR_USAGE, "--seconds is for 'drill sprint'");
        return ERROR_USAGE;
    }
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
    {"seconds", "N", "how long a sprint lasts; 120 without it", OPTION_INTEGER, 10, 600},
    {"answer", "TEXT", "the answer to check", OPTION_TEXT, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_drill = {
    .name = "drill",
    .summary = "list drills, ask one, show or check a problem",
    .arguments = "[NAME | show ID | check ID | sprint]",
    .details =
        "'drill NAME' asks on standard input and stores the answers; with --json it prints the\n"
        "problems with answers and steps, for seeds S, S+1, ... and stores nothing. An id\n"
        "(name@version/level/seed) regenerates the same problem for ever.\n"
        "\n"
        "'drill sprint' asks as much arithmetic as fits into 120 seconds: a line is an answer, an\n"
        "empty line passes, q leaves. Each answer is stored when given. What is missed comes "
        "again\n"
        "after a few others, and early in the next sprints. A sprint that runs to its end is one\n"
        "answer to the skill arithmetic; one left before is unfinished and no result. With --json\n"
        "it reads answers the same way and prints only the result. The questions come from seed,\n"
        "level and what was missed before: with --count N it lists the first N of them with their\n"
        "answers, as they come while all answers are right, and stores nothing. Under --now no\n"
        "time passes; then the end of input ends the sprint as its time would.",
    .options = options,
    .maximum_arguments = 2,
    .run = run,
};
