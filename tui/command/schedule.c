/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scheduler over a log on standard input, without a collection. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
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

static void print_state(const struct log_line *line, const struct schedule *schedule, FILE *out)
{
    char time[INSTANT_TEXT];
    json_print_line(json_pack("{s:s, s:s, s:i, s:i, s:o, s:o}", "card", line->card, "time",
                              instant_format_utc(line->utc_ms, time), "repetitions",
                              schedule->repetitions, "interval_days", schedule->interval_days,
                              "ease", json_real(schedule->ease_hundredths / 100.0), "due",
                              json_day(schedule->due)),
                    out);
}

static int run(struct invocation *invocation, struct error *error)
{
    const char *name = invocation_text(invocation, "algorithm");
    const struct scheduler *scheduler = scheduler_find(name ? name : "sm2");
    struct log log = {0};
    if (!scheduler) {
        (void)error_set(error, ERROR_USAGE, "there is no algorithm '%s'; known: sm2", name);
        return ERROR_USAGE;
    }
    bool good = read_log(invocation->in, &log, error);
    struct schedule *states = memory_allocate(log.cards, sizeof *states);
    for (size_t i = 0; i < log.cards; i++)
        schedule_init(&states[i]);
    for (size_t i = 0; good && i < log.count; i++) {
        struct log_line *line = &log.lines[i];
        (void)schedule_grade(&states[line->state], scheduler, line->day, line->grade);
        print_state(line, &states[line->state], invocation->out);
    }
    free(states);
    log_release(&log);
    return good ? 0 : (int)error->kind;
}

static const struct option_row options[] = {
    {"algorithm", "NAME", "sm2", OPTION_TEXT, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_schedule = {
    .name = "schedule",
    .summary = "what a scheduler makes of a review log on standard input",
    .details = "Reads JSON Lines {\"card\", \"time\", \"grade\"} with grades 0 to 5 and prints the "
               "state that\n"
               "each leads to. A further grade of a card on the same study day changes nothing.",
    .options = options,
    .run = run,
};
