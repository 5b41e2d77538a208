/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/reviewed.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/random.h"
#include "tests/support/store.h"

enum { CARDS = 160, TOPICS = 4, PATTERNS = 3 };

static const struct {
    const char *name;
    int failures; /* of a hundred first answers */
} topics[TOPICS] = {{"Containers", 6}, {"Storage engines", 12}, {"Queueing", 30}, {NULL, 9}};
static const char *const patterns[PATTERNS] = {"term", "list", "cloze"};

static void must(bool good, const struct error *error)
{
    if (good)
        return;
    (void)fprintf(stderr, "reviews: %s\n", error->message);
    abort();
}

static void import_cards(struct collection *c)
{
    struct harvest harvest;
    test_harvest(&harvest, "/home/you/notes/reviewed.md", "Card", CARDS);
    for (size_t i = 0; i < harvest.draft_count; i++) {
        struct draft *draft = &harvest.drafts[i];
        draft->topic = topics[i % TOPICS].name;
        draft->pattern = patterns[i / TOPICS % PATTERNS];
    }
    (void)test_import_one(c, &harvest);
    harvest_release(&harvest);
}

static int failures_of(struct collection *c, const char *id)
{
    struct card card;
    struct error error = {0};
    int failures = 0;
    must(collection_card(c, id, &card, &error), &error);
    for (size_t i = 0; i < TOPICS; i++)
        if (card.topic && topics[i].name ? !strcmp(card.topic, topics[i].name)
                                         : card.topic == topics[i].name)
            failures = topics[i].failures;
    card_release(&card);
    return failures;
}

/* One round over what is asked; false: nothing was. */
static bool answer_plan(struct collection *c, struct random_source *source)
{
    struct plan plan;
    struct error error = {0};
    must(collection_plan(c, NULL, 0, &plan, &error), &error);
    for (size_t i = 0; i < plan.count; i++) {
        const char *id = plan.items[i].card_id;
        int chance = (int)random_below(source, 100), failures = failures_of(c, id);
        struct graded graded;
        struct answer answer = {.kind = ITEM_CARD,
                                .subject = id,
                                .grade = plan.items[i].again ? 4
                                         : chance < failures ? (chance % 2 ? 1 : 2)
                                         : chance > 92       ? 5
                                         : chance > 80       ? 3
                                                             : 4,
                                .milliseconds = 3000 + (int64_t)random_below(source, 30000),
                                .distance = NAN};
        must(collection_answer(c, &answer, &graded, &error), &error);
    }
    bool any = plan.count > 0;
    plan_release(&plan);
    return any;
}

void reviewed_live(struct collection *c, struct clock *clock, int days, uint64_t seed)
{
    struct clock now = *clock;
    struct random_source source;
    random_init(&source, seed);
    test_clock_add(clock, -days, 0);
    import_cards(c);
    for (int day = 0; day < days; day++, test_clock_add(clock, 1, 0)) {
        if (random_below(&source, 9) == 0)
            continue; /* a day off */
        for (int round = 0; round < 3 && answer_plan(c, &source); round++)
            ;
    }
    *clock = now;
}
