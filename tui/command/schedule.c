/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scheduler over a log on standard input, without a collection. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "engine/scheduler.h"
#include "tui/command.h"
#include "tui/json.h"

enum { ROLLOVER_HOUR = 4 };

struct log_line {
    char *card;
    int64_t utc_ms;
    day_number day;
    int grade;
    size_t state; /* index of the card's state */
};

struct log {
    struct log_line *lines;
    size_t count, capacity;
    size_t cards;
};

static void log_release(struct log *log)
{
    for (size_t i = 0; i < log->count; i++)
        free(log->lines[i].card);
    free(log->lines);
}

static bool complain(struct error *error, long line, const char *what)
{
    return error_set_at(error, ERROR_INPUT, "standard input", line,
                        "%s; expected {\"card\": ..., \"time\": ..., \"grade\": 0 to 5}", what);
}

static bool read_line(const char *text, long number, struct log_line *line, struct error *error)
{
    json_error_t cause;
    json_t *value = json_loads(text, JSON_REJECT_DUPLICATES, &cause);
    if (!value)
        return complain(error, number, cause.text);
    const char *card = json_string_value(json_object_get(value, "card"));
    const char *time = json_string_value(json_object_get(value, "time"));
    json_t *grade = json_object_get(value, "grade");
    struct instant instant = {0};
    struct error bad_time = {0};
    bool good = true;
    if (!card)
        good = complain(error, number, "no card");
    else if (!json_is_integer(grade) || json_integer_value(grade) < 0 ||
             json_integer_value(grade) > 5)
        good = complain(error, number, "no grade from 0 to 5");
    else if (!time)
        good = complain(error, number, "no time");
    else if (!instant_parse(time, &instant, &bad_time))
        good = complain(error, number, bad_time.message);
    if (good) {
        line->card = memory_copy_string(card);
        line->utc_ms = instant.utc_ms;
        line->day = study_day(&instant, ROLLOVER_HOUR);
        line->grade = (int)json_integer_value(grade);
    }
    json_decref(value);
    return good;
}

static int by_card(const void *a, const void *b)
{
    const struct log_line *const *x = a, *const *y = b;
    int order = strcmp((*x)->card, (*y)->card);
    return order ? order : (*x < *y ? -1 : *x > *y);
}

/* Numbers the cards and checks that no card's time goes back. */
static bool number_cards(struct log *log, struct error *error)
{
    struct log_line **sorted = memory_allocate(log->count, sizeof(*sorted));
    bool good = true;
    for (size_t i = 0; i < log->count; i++)
        sorted[i] = &log->lines[i];
    qsort(sorted, log->count, sizeof(*sorted), by_card);
    for (size_t i = 0; good && i < log->count; i++) {
        bool same = i > 0 && !strcmp(sorted[i]->card, sorted[i - 1]->card);
        log->cards += !same;
        sorted[i]->state = log->cards - 1;
        if (same && sorted[i]->utc_ms < sorted[i - 1]->utc_ms)
            good = complain(error, (long)(sorted[i] - log->lines) + 1,
                            "the time is before the card's last review");
    }
    free(sorted);
    return good;
}

static bool read_log(FILE *in, struct log *log, struct error *error)
{
    char *text = NULL;
    size_t room = 0;
    bool good = true;
    for (long number = 1; good && getline(&text, &room, in) >= 0; number++) {
        if (!text[strspn(text, " \t\r\n")]) {
            good = complain(error, number, "an empty line");
            break;
        }
        memory_reserve((void **)&log->lines, log->count, &log->capacity, sizeof *log->lines);
        memset(&log->lines[log->count], 0, sizeof *log->lines);
        good = read_line(text, number, &log->lines[log->count], error);
        log->count += good;
    }
    if (good && ferror(in))
        good = error_set(error, ERROR_INPUT, "standard input cannot be read: %s", strerror(errno));
    free(text);
    return good && number_cards(log, error);
}

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
static void print_state(const struct log_line *line, const struct schedule *schedule,
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

static void tell_all(const struct log *log, const struct scheduling *scheduling, FILE *out)
{
    struct schedule *states = memory_allocate(log->cards, sizeof *states);
    for (size_t i = 0; i < log->cards; i++)
        schedule_init(&states[i]);
    for (size_t i = 0; i < log->count; i++) {
        const struct log_line *line = &log->lines[i];
        struct schedule *state = &states[line->state];
        double retrievability = schedule_retrievability(state, scheduling, line->day);
        (void)schedule_grade(state, scheduling, line->day, line->grade);
        print_state(line, state, retrievability, out);
    }
    free(states);
}

static int run(struct invocation *invocation, struct error *error)
{
    struct scheduling scheduling;
    struct log log = {0};
    if (!read_scheduling(invocation, &scheduling, error))
        return (int)error->kind;
    bool good = read_log(invocation->in, &log, error);
    if (good)
        tell_all(&log, &scheduling, invocation->out);
    log_release(&log);
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
