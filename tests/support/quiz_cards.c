/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/quiz_cards.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"

static const struct {
    int day; /* of the journal: 1 or 2 */
    enum card_kind kind;
    const char *pattern, *group, *front, *back;
} cards[] = {
    {1, CARD_BASIC, "definition", "a", "What is a breakwater?",
     "A wall of stone that takes the force out of waves"},
    {1, CARD_REVERSE, "definition", "a",
     "Which term fits: a wall of stone that takes the force out of waves?", "Breakwater"},
    {1, CARD_BASIC, "definition", "b", "What is a fairway?",
     "The deep channel that large ships keep to"},
    {1, CARD_REVERSE, "definition", "b",
     "Which term fits: the deep channel that large ships keep to?", "Fairway"},
    {1, CARD_BASIC, "definition", "c", "What is a mooring?",
     "A fixed place where a boat is made fast"},
    {1, CARD_REVERSE, "definition", "c",
     "Which term fits: a fixed place where a boat is made fast?", "Mooring"},
    {1, CARD_BASIC, "definition", "d", "What is ballast?",
     "Weight low in the hull that keeps it upright"},
    {1, CARD_REVERSE, "definition", "d",
     "Which term fits: weight low in the hull that keeps it upright?", "Ballast"},
    {1, CARD_CLOZE, "cloze", "e", "A lighthouse tells its name by the [...] of its flashes.",
     "rhythm"},
    {1, CARD_LIST, "enumeration", "f", "Which two lights does a small vessel show ahead?",
     "Red and green"},
    {1, CARD_ORDER, "ordered-list", "g", "What are the steps of dropping an anchor, in order?",
     "1. Turn into the wind\n2. Stop the boat\n3. Lower the anchor\n4. Pay out the chain"},
    {2, CARD_BASIC, "definition", "h", "What is a tide table?",
     "A list of high and low waters with their times"},
    {2, CARD_REVERSE, "definition", "h",
     "Which term fits: a list of high and low waters with their times?", "Tide table"},
    {2, CARD_BASIC, "definition", "i", "What is a neap?",
     "The smallest rise, when sun and moon pull crosswise"},
    {2, CARD_REVERSE, "definition", "i",
     "Which term fits: the smallest rise, when sun and moon pull crosswise?", "Neap"},
    {2, CARD_BASIC, "definition", "j", "What is slack water?",
     "The short rest of the stream before it turns"},
    {2, CARD_REVERSE, "definition", "j",
     "Which term fits: the short rest of the stream before it turns?", "Slack water"},
    {2, CARD_BASIC, "number", "k", "How many hours lie between high and low water, about?", "Six"},
    {2, CARD_BASIC, "definition", "l", "In short, what is a breakwater?",
     "A stone wall against the sea"},
    {2, CARD_COMMAND, "command", "m", "Name the command to print the tides of a week.",
     "tides --days 7"},
    {2, CARD_CLOZE, "cloze", "n", "Twice a month sun and moon pull together: a [...] tide.",
     "spring"},
};

static void must(bool good, const struct error *error)
{
    if (good)
        return;
    (void)fprintf(stderr, "%s\n", error->message);
    abort();
}

static void import_day(struct collection *collection, const char *folder, int day)
{
    static const char *const topics[] = {"", "Harbours", "Tides"};
    struct harvest harvest = {0};
    struct import_counts counts = {0};
    struct error error = {0};
    char name[32];
    (void)snprintf(name, sizeof name, "day-%03d.md", day);
    char *path = path_join(folder, name);
    harvest.file = arena_copy_string(&harvest.arena, path);
    free(path);
    for (size_t i = 0; i < sizeof cards / sizeof *cards; i++) {
        if (cards[i].day != day)
            continue;
        struct draft *draft = harvest_add_draft(&harvest);
        const char **heading = arena_allocate(&harvest.arena, sizeof *heading);
        heading[0] = topics[day];
        draft->kind = cards[i].kind;
        draft->front = cards[i].front;
        draft->back = cards[i].back;
        draft->pattern = cards[i].pattern;
        draft->group = cards[i].group;
        draft->confidence = 0.95;
        draft->line = draft->end_line = (long)i + 3;
        draft->heading = heading;
        draft->heading_count = 1;
        draft->topic = topics[day];
        draft->day = day;
        draft->passage = draft->back;
    }
    must(collection_import_file(collection, &harvest, 8, day, &counts, &error), &error);
    harvest_release(&harvest);
}

void quiz_cards(struct collection *collection, const char *folder)
{
    struct import_counts counts = {0};
    struct error error = {0};
    must(collection_import_begin(collection, &error), &error);
    must(collection_import_source(collection, folder, "", &error), &error);
    import_day(collection, folder, 1);
    import_day(collection, folder, 2);
    must(collection_import_end(collection, true, &counts, &error), &error);
}
