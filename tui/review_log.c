/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/review_log.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "tui/json.h"

enum { ROLLOVER_HOUR = 4 };

void review_log_release(struct review_log *log)
{
    for (size_t i = 0; i < log->count; i++)
        free(log->lines[i].card);
    free(log->lines);
    memset(log, 0, sizeof *log);
}

/* A place in the log, for errors. */
struct place {
    const char *name;
    long line;
};

static bool complain(struct error *error, const struct place *place, const char *what)
{
    return error_set_at(error, ERROR_INPUT, place->name, place->line,
                        "%s; expected {\"card\": ..., \"time\": ..., \"grade\": 0 to 5}", what);
}

static bool read_line(const char *text, const struct place *place, struct review_line *line,
                      struct error *error)
{
    json_error_t cause;
    json_t *value = json_loads(text, JSON_REJECT_DUPLICATES, &cause);
    if (!value)
        return complain(error, place, cause.text);
    const char *card = json_string_value(json_object_get(value, "card"));
    const char *time = json_string_value(json_object_get(value, "time"));
    json_t *grade = json_object_get(value, "grade");
    struct instant instant = {0};
    struct error bad_time = {0};
    bool good = true;
    if (!card)
        good = complain(error, place, "no card");
    else if (!json_is_integer(grade) || json_integer_value(grade) < 0 ||
             json_integer_value(grade) > 5)
        good = complain(error, place, "no grade from 0 to 5");
    else if (!time)
        good = complain(error, place, "no time");
    else if (!instant_parse(time, &instant, &bad_time))
        good = complain(error, place, bad_time.message);
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
    const struct review_line *const *x = a, *const *y = b;
    int order = strcmp((*x)->card, (*y)->card);
    return order ? order : (*x < *y ? -1 : *x > *y);
}

/* Numbers the cards and checks that no card's time goes back. */
static bool number_cards(const char *name, struct review_log *log, struct error *error)
{
    struct review_line **sorted = memory_allocate(log->count, sizeof(*sorted));
    size_t back = log->count; /* the first line that goes back */
    for (size_t i = 0; i < log->count; i++)
        sorted[i] = &log->lines[i];
    qsort(sorted, log->count, sizeof(*sorted), by_card);
    for (size_t i = 0; i < log->count; i++) {
        size_t line = (size_t)(sorted[i] - log->lines);
        bool same = i > 0 && !strcmp(sorted[i]->card, sorted[i - 1]->card);
        log->cards += !same;
        sorted[i]->number = log->cards - 1;
        if (same && sorted[i]->utc_ms < sorted[i - 1]->utc_ms && line < back)
            back = line;
    }
    free(sorted);
    struct place place = {name, (long)back + 1};
    return back == log->count ||
           complain(error, &place, "the time is before the card's last review");
}

bool review_log_read(FILE *in, const char *name, struct review_log *log, struct error *error)
{
    char *text = NULL;
    size_t room = 0;
    ssize_t length;
    bool good = true;
    struct place place = {name, 1};
    for (; good && (length = getline(&text, &room, in)) >= 0; place.line++) {
        memory_reserve((void **)&log->lines, log->count, &log->capacity, sizeof *log->lines);
        memset(&log->lines[log->count], 0, sizeof *log->lines);
        if (strlen(text) != (size_t)length)
            good = complain(error, &place, "a NUL byte");
        else if (utf8_valid_prefix(text, (size_t)length) != (size_t)length)
            good = complain(error, &place, "this is not UTF-8");
        else if (!text[strspn(text, " \t\r\n")])
            good = complain(error, &place, "an empty line");
        else
            good = read_line(text, &place, &log->lines[log->count], error);
        log->count += good;
    }
    if (good && ferror(in))
        good = error_set_at(error, ERROR_INPUT, name, 0, "cannot be read: %s", strerror(errno));
    free(text);
    return good && number_cards(name, log, error);
}

bool review_log_open(const char *path, FILE *in, struct review_log *log, struct error *error)
{
    if (!strcmp(path, "-"))
        return review_log_read(in, "standard input", log, error);
    FILE *file = fopen(path, "r");
    if (!file)
        return error_set_at(error, ERROR_INPUT, path, 0, "cannot be read: %s", strerror(errno));
    bool good = review_log_read(file, path, log, error);
    (void)fclose(file);
    return good;
}
