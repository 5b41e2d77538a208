/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
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
#include "tui/session.h"
#include "tui/skill_map.h"
#include "tui/sprint_plain.h"

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
    json_object_set_new(value, "choices", json_strings(problem->choices, problem->choice_count));
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
        plain_question(out, "", &problem);
        plain_answer(out, "Answer: ", &problem);
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

/* Practice of one skill through the same session that `review` is. */
static bool ask_problems(struct invocation *invocation, struct collection *collection,
                         const struct session_options *options, struct error *error)
{
    struct session *session = session_start(collection, options, error);
    if (!session)
        return false;
    bool good = plain_session(invocation, collection, session, error);
    const struct session_summary *summary = session_summary(session);
    if (good && summary->drills)
        (void)fprintf(invocation->out, "\nDone: %ld of %ld right.\n",
                      summary->by_grade[3] + summary->by_grade[4] + summary->by_grade[5],
                      summary->drills);
    session_free(session);
    return good;
}

static int ask_drill(struct invocation *invocation, const struct drill *drill, struct error *error)
{
    struct random_source source;
    random_init_system(&source);
    double rating;
    struct session_options options = {
        .drill = drill->name,
        .limit = (long)invocation_number(invocation, "count", 1),
        .level = (int)invocation_number(invocation, "level", 0),
        .seed = invocation->seeded ? invocation->seed : random_below(&source, 1000000000U),
        .seeds_in_order = true,
    };
    if (options.level > drill->levels) {
        (void)error_set(error, ERROR_USAGE, "--level takes 1 to %d for '%s', not %d", drill->levels,
                        drill->name, options.level);
        return ERROR_USAGE;
    }
    struct collection *collection = NULL;
    bool good = (invocation->json || config_style(&options.style, error)) &&
                (collection = invocation_open(invocation, !invocation->json, error)) != NULL &&
                (options.level || collection_skill(collection, drill->name, drill->levels,
                                                   &options.level, &rating, error));
    if (good && invocation->json)
        good = print_problems(invocation, drill, options.level, options.seed, options.limit, error);
    else if (good)
        good = ask_problems(invocation, collection, &options, error);
    collection_close(collection);
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
    {"count", "N", "how many problems; one without it", OPTION_INTEGER, 1, 100000},
    {"seconds", "N", "how long a sprint lasts; 120 without it", OPTION_INTEGER, 10, 600},
    {"answer", "TEXT", "the answer to check", OPTION_TEXT, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_drill = {
    .name = "drill",
    .summary = "list drills, ask one, show or check a problem",
    .arguments = "[NAME | show ID | check ID | sprint]",
    .details =
        "'drill NAME' asks N problems on standard input, due or not, and stores the answers: ?\n"
        "shows a hint, g gives up, k skips, u takes back the last answer, q leaves. A problem "
        "answered\n"
        "wrong is not repeated; the skill comes again in the reviews of the day. With --json it\n"
        "prints the same problems with answers and steps, for seeds S, S+1, ..., and stores\n"
        "nothing. An id (name@version/level/seed) regenerates the same problem for ever.\n"
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
