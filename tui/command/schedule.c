/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scheduler over a log on standard input, without a collection. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "engine/scheduler.h"
#include "tui/command.h"
#include "tui/json.h"
#include "tui/review_log.h"

static json_t *state_of_sm2(const struct schedule *schedule)
{
    return json_pack("{s:i, s:i, s:o}", "repetitions", schedule->repetitions, "interval_days",
                     schedule->interval_days, "ease", json_real(schedule->ease_hundredths / 100.0));
}

static json_t *state_of_fsrs(const struct schedule *schedule, double retrievability)
{
    return json_pack("{s:o, s:o, s:o, s:i}", "stability", json_number(schedule->stability),
                     "difficulty", json_number(schedule->difficulty), "retrievability",
                     json_number(retrievability), "interval_days", schedule->interval_days);
}

/* `retrievability`: just before the review. */
static void print_state(const struct review_line *line, const struct schedule *schedule,
                        double retrievability, FILE *out)
{
    char time[INSTANT_TEXT];
    json_t *value =
        json_pack("{s:s, s:s}", "card", line->card, "time", instant_format_utc(line->utc_ms, time));
    json_t *state = isnan(schedule->stability) ? state_of_sm2(schedule)
                                               : state_of_fsrs(schedule, retrievability);
    json_object_update_new(value, state);
    json_object_set_new(value, "due", json_day(schedule->due));
    json_print_line(value, out);
}

static bool unknown_algorithm(const char *name, struct error *error)
{
    struct text known = {0};
    for (size_t i = 0; scheduler_registry[i]; i++)
        text_printf(&known, "%s%s", i ? ", " : "", scheduler_registry[i]->name);
    (void)error_set(error, ERROR_USAGE, "there is no algorithm '%s'; known: %s", name,
                    text_string(&known));
    text_release(&known);
    return false;
}

/* The list in a JSON object that has one, as optimize prints it; else the text is the list. */
static char *parameter_list(const char *text)
{
    json_t *value = json_loads(text, 0, NULL);
    const json_t *list = json_object_get(value, "parameters");
    if (!list)
        list = json_object_get(value, "w");
    char *written = list ? json_dumps(list, JSON_REAL_PRECISION(17)) : NULL;
    char *copy = memory_copy_string(written ? written : text);
    free(written);
    json_decref(value);
    return copy;
}

static bool read_parameters(const char *path, double parameters[FSRS_PARAMETERS],
                            struct error *error)
{
    char *text = NULL;
    size_t length;
    struct error cause = {0};
    if (!file_read(path, &text, &length, error))
        return false;
    char *list = parameter_list(text);
    bool good = fsrs_parameters_read(list, parameters, &cause);
    free(list);
    free(text);
    return good || error_set_at(error, ERROR_INPUT, path, 0, "%s", cause.message);
}

static bool read_scheduling(struct invocation *invocation, struct scheduling *scheduling,
                            struct error *error)
{
    const char *name = invocation_text(invocation, "algorithm");
    const char *file = invocation_text(invocation, "parameters");
    const struct scheduler *scheduler = scheduler_find(name ? name : "sm2");
    if (!scheduler)
        return unknown_algorithm(name, error);
    scheduling_init(scheduling, scheduler);
    scheduling->retention = invocation_number(invocation, "retention", 0.9);
    bool settable = strcmp(scheduler->name, "sm2") != 0;
    if (!settable && (file || invocation_option(invocation, "retention")))
        return error_set(error, ERROR_USAGE,
                         "SM-2 has neither parameters nor a retention; see --algorithm fsrs");
    return !file || read_parameters(file, scheduling->parameters, error);
}

static void tell_all(const struct review_log *log, const struct scheduling *scheduling, FILE *out)
{
    struct schedule *states = memory_allocate(log->cards, sizeof *states);
    for (size_t i = 0; i < log->cards; i++)
        schedule_init(&states[i]);
    for (size_t i = 0; i < log->count; i++) {
        const struct review_line *line = &log->lines[i];
        struct schedule *state = &states[line->number];
        double retrievability = schedule_retrievability(state, scheduling, line->day);
        (void)schedule_grade(state, scheduling, line->day, line->grade);
        print_state(line, state, retrievability, out);
    }
    free(states);
}

static int run(struct invocation *invocation, struct error *error)
{
    struct scheduling scheduling;
    struct review_log log = {0};
    if (!read_scheduling(invocation, &scheduling, error))
        return (int)error->kind;
    bool good = review_log_read(invocation->in, "standard input", &log, error);
    if (good)
        tell_all(&log, &scheduling, invocation->out);
    review_log_release(&log);
    return good ? 0 : (int)error->kind;
}

static const struct option_row options[] = {
    {"algorithm", "NAME", "sm2 (where none is named) or fsrs", OPTION_TEXT, 0, 0},
    {"parameters", "FILE", "FSRS: 21 numbers, or the JSON that optimize prints", OPTION_TEXT, 0, 0},
    {"retention", "R", "FSRS: chance of recall at which a card is due; 0.9 where none is given",
     OPTION_REAL, 0.7, 0.99},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_schedule = {
    .name = "schedule",
    .summary = "what a scheduler makes of a review log on standard input",
    .details = "Reads JSON Lines {\"card\", \"time\", \"grade\"} with grades 0 to 5 and prints the "
               "state that\n"
               "each leads to, under FSRS with the chance of recall just before the review. A "
               "further\n"
               "grade of a card on the same study day changes nothing under SM-2.",
    .options = options,
    .run = run,
};
