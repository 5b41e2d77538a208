/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/reviews.h"

#include <math.h>
#include <stdlib.h>

#include "engine/base/memory.h"
#include "engine/base/random.h"
#include "engine/base/text.h"

enum { FIRST_DAY = 19723 }; /* 2024-01-01 */

struct person {
    struct random_source random;
    const double *w;
    struct fit_log *log;
    struct learned {
        struct fsrs_memory memory;
        day_number last;
    } * cards;
    uint32_t *next;   /* the next card of the same day; UINT32_MAX: none */
    uint32_t *of_day; /* the first card to be asked on a day */
    size_t days;      /* that there is room for */
    size_t wanted, new_a_day;
};

static int rating_of_pass(struct person *person)
{
    double chance = random_unit(&person->random);
    return chance < 0.12 ? 2 : chance < 0.88 ? 3 : 4;
}

static void answer(struct person *person, uint32_t card, day_number day, int rating)
{
    static const int grades[] = {0, 1, 3, 4, 5};
    fit_log_add(person->log, card, FIRST_DAY + day, grades[rating]);
}

/* To come when recall is .9, often earlier or later. */
static void plan(struct person *person, uint32_t card, day_number day)
{
    struct learned *learned = &person->cards[card];
    double days = fsrs_interval(person->w, learned->memory.stability, 0.9);
    days *= 0.5 + random_unit(&person->random);
    if (random_unit(&person->random) < 0.2)
        days *= 1 + 2 * random_unit(&person->random);
    double at = day + fmax(1, round(days));
    learned->last = day;
    if (at >= (double)person->days)
        return; /* never asked again in this log */
    person->next[card] = person->of_day[(size_t)at];
    person->of_day[(size_t)at] = card;
}

static void repeat_today(struct person *person, uint32_t card, day_number day)
{
    struct learned *learned = &person->cards[card];
    while (person->log->count < person->wanted && random_unit(&person->random) < 0.7) {
        int rating = random_unit(&person->random) < 0.15 ? 1 : rating_of_pass(person);
        answer(person, card, day, rating);
        learned->memory = fsrs_next(person->w, learned->memory, 0, rating);
        if (rating > 1)
            return;
    }
}

static void introduce(struct person *person, uint32_t card, day_number day)
{
    double chance = random_unit(&person->random);
    int rating = chance < 0.25 ? 1 : chance < 0.35 ? 2 : chance < 0.9 ? 3 : 4;
    answer(person, card, day, rating);
    person->cards[card].memory = fsrs_first(person->w, rating);
    if (rating == 1)
        repeat_today(person, card, day);
    plan(person, card, day);
}

static void ask(struct person *person, uint32_t card, day_number day)
{
    struct learned *learned = &person->cards[card];
    double recall = fsrs_retrievability(person->w, day - learned->last, learned->memory.stability);
    int rating = random_unit(&person->random) < recall ? rating_of_pass(person) : 1;
    answer(person, card, day, rating);
    learned->memory = fsrs_next(person->w, learned->memory, day - learned->last, rating);
    if (rating == 1)
        repeat_today(person, card, day);
    plan(person, card, day);
}

static void live(struct person *person)
{
    uint32_t known = 0;
    for (day_number day = 0; person->log->count < person->wanted; day++) {
        uint32_t following;
        for (uint32_t card = person->of_day[day];
             card != UINT32_MAX && person->log->count < person->wanted; card = following) {
            following = person->next[card];
            ask(person, card, day);
        }
        for (size_t i = 0; i < person->new_a_day && person->log->count < person->wanted; i++)
            introduce(person, known++, day);
    }
}

void reviews_generate(struct fit_log *log, const double w[FSRS_PARAMETERS], size_t count,
                      uint64_t seed)
{
    struct person person = {.w = w, .log = log, .wanted = count};
    random_init(&person.random, seed);
    person.new_a_day = 2 + count / 2000;
    person.days = count / person.new_a_day + 2;
    person.cards = memory_allocate(count, sizeof *person.cards);
    person.next = memory_allocate(count, sizeof *person.next);
    person.of_day = memory_allocate(person.days, sizeof *person.of_day);
    for (size_t i = 0; i < person.days; i++)
        person.of_day[i] = UINT32_MAX;
    live(&person);
    free(person.cards);
    free(person.next);
    free(person.of_day);
}

void reviews_person(double w[FSRS_PARAMETERS], double share, uint64_t seed)
{
    struct random_source random;
    random_init(&random, seed);
    for (int k = 0; k < FSRS_PARAMETERS; k++) {
        double away = share * (2 * random_unit(&random) - 1);
        double value = k < 4 ? fsrs_default[k] * exp(away) : fsrs_default[k] + away * fit_width[k];
        w[k] = fmin(fmax(value, fsrs_least[k]), fsrs_most[k]);
    }
}

char *reviews_text(const struct fit_log *log)
{
    struct text text = {0};
    for (size_t i = 0; i < log->count; i++) {
        char date[DAY_TEXT];
        text_printf(&text, "{\"card\":\"c%u\",\"time\":\"%sT12:00:00Z\",\"grade\":%d}\n",
                    log->reviews[i].card, day_format(log->reviews[i].day, date),
                    log->reviews[i].grade);
    }
    return text_take(&text);
}
