/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a strict reader lets pass: questions in natural English become active, loose ones are only
 * proposed. Each rule beside its counter-example, on harbours, kitchens and looms.
 */
#include <string.h>

#include "content/pattern.h"
#include "tests/support/suite.h"

#define ACTIVE 0.75

enum verdict { PASSES, PROPOSED, ABSENT };

struct reading {
    const char *note, *front, *back;
    enum verdict verdict;
};

static const struct draft *find(const struct harvest *harvest, const struct reading *reading)
{
    for (size_t i = 0; i < harvest->draft_count; i++)
        if (!strcmp(harvest->drafts[i].front, reading->front) &&
            !strcmp(harvest->drafts[i].back, reading->back))
            return &harvest->drafts[i];
    return NULL;
}

static void read_one(const struct reading *reading)
{
    struct harvest harvest = {0};
    content_harvest("/note.md", reading->note, strlen(reading->note), NULL, &harvest);
    const struct draft *draft = find(&harvest, reading);
    enum verdict verdict = !draft ? ABSENT : draft->confidence >= ACTIVE ? PASSES : PROPOSED;
    for (size_t i = 0; verdict != reading->verdict && i < harvest.draft_count; i++)
        print_message("got: %s => %s (%.2f)\n", harvest.drafts[i].front, harvest.drafts[i].back,
                      harvest.drafts[i].confidence);
    if (verdict != reading->verdict)
        fail_msg("%s\n%s => %s: verdict %d instead of %d", reading->note, reading->front,
                 reading->back, verdict, reading->verdict);
    harvest_release(&harvest);
}

static void read_all(const struct reading *readings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        read_one(&readings[i]);
}
#define READ(readings) read_all(readings, sizeof(readings) / sizeof *(readings))

static void terms_take_their_article(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        /* a common noun: in small letters, or its plural stands in the note */
        {"berth: a place where a ship is moored at the quay\n", "What is a berth?",
         "A place where a ship is moored at the quay", PASSES},
        {"Keel: the lowest beam of a ship\n\nAll keels rot.\n", "What is a keel?",
         "The lowest beam of a ship", PASSES},
        /* nothing tells a noun from a name */
        {"Buoy: an anchored float that marks a channel\n", "What does “Buoy” mean?",
         "An anchored float that marks a channel", PASSES},
        {"Cleat: a fitting to which ropes are tied\nBuoy: an anchored float that marks a channel\n",
         "What does “Buoy” mean?", "An anchored float that marks a channel", PASSES},
        /* names, letters and mass nouns */
        {"Haskell: a lazy functional language with type classes\n", "What is Haskell?",
         "A lazy functional language with type classes", PASSES},
        {"Everest: the highest mountain on Earth\n", "What is Everest?",
         "The highest mountain on Earth", PASSES},
        {"NATO: an alliance of thirty states\n", "What is NATO?", "An alliance of thirty states",
         PASSES},
        {"Ballast: heavy material that keeps the ship steady\n", "What is Ballast?",
         "Heavy material that keeps the ship steady", PASSES},
    };
    READ(readings);
}

static void phrases_take_their_article(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"Principle of least surprise: giving people what they expect\n",
         "What is the principle of least surprise?", "Giving people what they expect", PASSES},
        {"League of Nations: the body of states that met in Geneva\n",
         "What is the League of Nations?", "The body of states that met in Geneva", PASSES},
        {"Theory of tides: an account of how the moon moves the sea\n",
         "What is the theory of tides?", "An account of how the moon moves the sea", PASSES},
        {"Freedom of speech: the right to say what one thinks\n", "What is freedom of speech?",
         "The right to say what one thinks", PASSES},
        {"Ring Ropes:\nA ring rope is a line through an iron ring at the quay.\n",
         "What is a ring rope?", "A line through an iron ring at the quay", PASSES},
        {"Ring Ropes:\nRing ropes are lines through an iron ring at the quay.\n",
         "What is a ring rope?", "Lines through an iron ring at the quay", ABSENT},
    };
    READ(readings);
}

static void lists_ask_for_kinds(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"# Baking\n\nBreads:\n- Rye bread\n- Oat breads\n", "What are the two kinds of breads?",
         "Rye bread\nOat breads", ABSENT},
        {"# Harbour Permits\n- Builder Permits\n- Angler Permits\n",
         "What are the two kinds of Harbour Permits?", "Builder Permits\nAngler Permits", PASSES},
        {"# Harbour Permits\n- Anglers\n- Builders\n", "What are the two kinds of Harbour Permits?",
         "Anglers\nBuilders", ABSENT},
        {"# Harbour Permits\n- Harbour Permits\n- Angler Permits\n",
         "What are the two kinds of Harbour Permits?", "Harbour Permits\nAngler Permits", PROPOSED},
        {"# Kitchen\n\nSeasoning\n- rule-based\n- taste-based\n",
         "Kitchen: what are the two kinds of seasoning?", "Rule-based\nTaste-based", PASSES},
        {"# Loom\n\nTools:\n- shuttle\n- reed\n- comb\n", "What are the three tools for Loom?",
         "Shuttle\nReed\nComb", PASSES},
        {"# Loom\n\nComponents:\n- warp\n- shuttle\n- reed\n",
         "What are the three components of Loom?", "Warp\nShuttle\nReed", PASSES},
        {"# Loom parts\n\nNo loom runs without a device.\n\nDevice examples:\n- foot treadle\n- "
         "hand shuttle\n",
         "Loom parts: what are examples of devices?", "Foot treadle\nHand shuttle", PASSES},
        {"# Common Components\n- Rudder\n- Keel\n- Mast\n", "What are the three common components?",
         "Rudder\nKeel\nMast", PROPOSED},
        {"Canoes are light boats. They keep afloat by using a number of techniques, including:\n\n"
         "- Decking\n- Bracing\n\nOld canoes leak.\n",
         "Which two techniques do canoes use?", "Decking\nBracing", PASSES},
        {"# Larder\n\n**Jam Shelves**: top layer of the stack\n",
         "Which layer do Jam Shelves form?", "Top layer of the stack", PASSES},
    };
    READ(readings);
}

static void loose_questions_are_proposed(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"Sand dunes are widespread in coastal deserts.\n", "Where are sand dunes widespread?",
         "In coastal deserts", PROPOSED},
        {"Penguins are found in Antarctica.\n", "Where are penguins found?", "In Antarctica",
         PASSES},
        {"Soil analysis is advised before planting.\n", "When is soil analysis advised?",
         "Before planting", PROPOSED},
        {"Soil analysis is advised before heavy rain.\n", "When is soil analysis advised?",
         "Before heavy rain", PASSES},
        {"Mashing and lautering are two different steps of brewing beer.\n",
         "What are mashing and lautering?", "Two different steps of brewing beer", PROPOSED},
        {"Very strict approaches are known as strictly orthodox.\n",
         "What are very strict approaches known as?", "Strictly orthodox", PROPOSED},
        {"# Cows\n\nDiet: composed of grain and hay\n", "What is Diet?",
         "Composed of grain and hay", PROPOSED},
        {"Barges, which are slow, are common. Shipwrights depend on teak, which is a new timber "
         "from the "
         "east, with much oil.\n",
         "What is teak?", "A new timber from the east, with much oil", PROPOSED},
    };
    READ(readings);
}

static void expansions_that_go_on_are_proposed(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"The mill makes shaft turns (STs) per minute.\n", "What does ST stand for?", "Shaft turns",
         PROPOSED},
        {"The mill counts shaft turns (STs) and stops.\n", "What does ST stand for?", "Shaft turns",
         PASSES},
        {"See the River Pilots Guild (RPG) - Rule Book (RPGRB)\n", "What does RPGRB stand for?",
         "RPG Rule Book", PROPOSED},
    };
    READ(readings);
}

static void commands_are_not_given_away(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"### how to do a git gc:\n\n```sh\ngit gc --aggressive\n```\n",
         "Name the command to do a git gc.", "git gc --aggressive", PROPOSED},
        {"### how to tidy the repository:\n\n```sh\ngit gc --aggressive\n```\n",
         "Name the git command to tidy the repository.", "git gc --aggressive", PASSES},
        {"To run that recipe, you do this:\n\n```sh\nbrew cook stew.yaml\n```\n",
         "Name the brew command to run the recipe.", "brew cook stew.yaml", PROPOSED},
    };
    READ(readings);
}

static void one_fact_is_asked_once(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"Kilning:\nKilning is the process of drying green malt with hot air in a tower.\n",
         "Which term fits: drying green malt with hot air in a tower?", "Kilning", ABSENT},
        {"In many ways, the main goal of brewing is to keep the yeast alive and happy.\n",
         "What is the main goal of brewing?", "To keep the yeast alive and happy", PASSES},
        {"Grace period: the longest time that a tide may stay away ex. in summer\n",
         "What is a grace period?", "The longest time that a tide may stay away", PASSES},
    };
    READ(readings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_take_their_article),
        cmocka_unit_test(phrases_take_their_article),
        cmocka_unit_test(lists_ask_for_kinds),
        cmocka_unit_test(loose_questions_are_proposed),
        cmocka_unit_test(expansions_that_go_on_are_proposed),
        cmocka_unit_test(commands_are_not_given_away),
        cmocka_unit_test(one_fact_is_asked_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
