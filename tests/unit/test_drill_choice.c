/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which drills a session asks: what the notes are about, what is overdue, what is new, in turns. */
#include "tests/support/suite.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/store.h"
#include "tui/drill_choice.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const struct drill uptime = {.name = "uptime",
                                    .title = "Uptime",
                                    .topic = "systems",
                                    .terms = WORDS("availability", "nines")};
static const struct drill queues = {.name = "queues",
                                    .title = "Queues",
                                    .topic = "systems",
                                    .terms = WORDS("queue", "waiting time")};
static const struct drill logs = {
    .name = "logs", .title = "Logarithms", .topic = "algebra", .terms = WORDS("logarithm")};
static const struct drill sums = {.name = "sums", .title = "Sums", .topic = "number sense"};
static const struct drill shares = {
    .name = "shares", .title = "Shares", .topic = "number sense", .prerequisites = WORDS("sums")};
static const struct drill spare = {.name = "spare",
                                   .title = "Spare parts",
                                   .topic = "systems",
                                   .prerequisites = WORDS("shares"),
                                   .terms = WORDS("redundancy")};

static const struct drill egg = {
    .name = "egg", .title = "Egg", .topic = "a", .prerequisites = WORDS("hen")};
static const struct drill hen = {
    .name = "hen", .title = "Hen", .topic = "a", .prerequisites = WORDS("egg", "hen", "gone")};

static struct clock now;
static struct harvest notes; /* of the test that runs */

static struct collection *open_new(const char *path)
{
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink(path);
    harvest_release(&notes);
    return test_open(path, &now);
}

/* Answers a drill once; aborts on failure. */
static void answer(struct collection *c, const struct drill *drill, int grade)
{
    struct error error = {0};
    struct answer one = {.kind = ITEM_DRILL,
                         .subject = drill->name,
                         .grade = grade,
                         .typed = "1",
                         .verdict = "correct",
                         .level = 1,
                         .distance = NAN};
    if (!collection_answer(c, &one, NULL, &error))
        fail_msg("%s", error.message);
}

static void set(struct collection *c, const char *name, const char *value)
{
    struct error error = {0};
    if (!collection_set(c, name, value, &error))
        fail_msg("%s", error.message);
}

/* What is chosen, "uptime queues"; `choice` NULL: it is not looked at. */
static const char *chosen(struct collection *c, const struct drill *const *drills, size_t most,
                          struct drill_choice *choice)
{
    static char names[256];
    struct drill_choice own = {0};
    struct plan plan = {0};
    struct error error = {0};
    if (!choice)
        choice = &own;
    if (!collection_plan(c, NULL, 0, &plan, &error) ||
        !drill_choice_among(c, drills, &plan, most, choice, &error))
        fail_msg("%s", error.message);
    names[0] = '\0';
    for (size_t i = 0; i < choice->count; i++)
        (void)snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s", i ? " " : "",
                       choice->items[i].drill->name);
    drill_choice_release(&own);
    plan_release(&plan);
    return names;
}

/* One more card in the notes. */
static void note(struct collection *c, const char *heading, const char *front, const char *back)
{
    notes.file = "/notes/a.md";
    (void)test_draft(&notes, heading, front, back, (long)notes.draft_count + 1);
    (void)test_import_one(c, &notes);
}

/* --- What is due --------------------------------------------------------------------------------
 */

/* How many cards name a skill counts, not how often one does. */
static void what_the_notes_are_about_comes_first(void **state)
{
    (void)state;
    const struct drill *const drills[] = {&logs, &queues, &uptime, NULL};
    struct collection *c = open_new("notes.db");
    struct drill_choice choice = {0};
    struct text words = {0};
    test_clock(&now, "2026-11-10T08:00:00+01:00");
    set(c, "new-skills-per-day", "9");
    answer(c, &logs, 4);
    test_clock_add(&now, 5, 0);
    answer(c, &queues, 4);
    answer(c, &uptime, 4);
    test_clock_add(&now, 5, 0);
    assert_string_equal(chosen(c, drills, 9, NULL), "logs queues uptime");
    note(c, "Shops", "What is a queue? A queue, a queue.", "Waiting time in a queue.");
    note(c, "Availability", "What is promised?", "Three.");
    note(c, "Promises", "What does 99.9 % mean?", "Three nines of availability.");
    assert_string_equal(chosen(c, drills, 9, &choice), "uptime logs queues");
    assert_int_equal(choice.items[0].cause, DRILL_FOR_NOTES);
    assert_string_equal(choice.items[0].term, "availability");
    assert_int_equal(choice.items[0].cards, 2);
    assert_int_equal(choice.items[1].cause, DRILL_DUE);
    assert_null(choice.items[1].term);
    assert_int_equal(choice.items[2].cards, 1);
    drill_choice_wording(&choice.items[0], &words);
    assert_string_equal(text_string(&words), "Uptime (your notes: availability)");
    text_clear(&words);
    drill_choice_wording(&choice.items[1], &words);
    assert_string_equal(text_string(&words), "Logarithms");
    drill_choice_release(&choice);
    assert_string_equal(chosen(c, drills, 1, NULL), "uptime");
    assert_string_equal(chosen(c, drills, 0, NULL), "");
    text_release(&words);
    collection_close(c);
}

/* 6 of 6 days late is less than 3 of 1; what is not due is not asked. */
static void what_is_overdue_comes_in_proportion(void **state)
{
    (void)state;
    const struct drill *const drills[] = {&logs, &queues, &uptime, NULL};
    struct collection *c = open_new("overdue.db");
    test_clock(&now, "2026-11-01T08:00:00+01:00");
    set(c, "new-skills-per-day", "9");
    answer(c, &logs, 4);
    test_clock_add(&now, 1, 0);
    answer(c, &logs, 4); /* six days on: due on the 8th */
    test_clock_add(&now, 8, 0);
    answer(c, &uptime, 4); /* due on the 11th */
    test_clock_add(&now, 3, 0);
    answer(c, &queues, 4); /* due on the 14th */
    test_clock_add(&now, 1, 0);
    assert_string_equal(chosen(c, drills, 9, NULL), "uptime logs queues");
    answer(c, &uptime, 4);
    assert_string_equal(chosen(c, drills, 9, NULL), "logs queues");
    answer(c, &logs, 1); /* comes again today */
    assert_string_equal(chosen(c, drills, 9, NULL), "logs queues");
    collection_close(c);
}

/* A skill that is due is not passed over for a new one of another topic. */
static void topics_take_turns_among_equals(void **state)
{
    (void)state;
    const struct drill *const drills[] = {&logs, &queues, &sums, &uptime, NULL};
    struct collection *c = open_new("turns.db");
    test_clock(&now, "2026-11-10T08:00:00+01:00");
    answer(c, &queues, 4);
    answer(c, &uptime, 4);
    test_clock_add(&now, 9, 0);
    assert_string_equal(chosen(c, drills, 9, NULL), "queues uptime logs sums");
    assert_string_equal(chosen(c, drills, 2, NULL), "queues uptime");
    answer(c, &logs, 4);
    test_clock_add(&now, 9, 0);
    assert_string_equal(chosen(c, drills, 9, NULL), "queues logs uptime sums");
    collection_close(c);
}

/* --- What is new --------------------------------------------------------------------------------
 */

static void new_skills_keep_their_allowance(void **state)
{
    (void)state;
    const struct drill *const drills[] = {&logs, &queues, &sums, &uptime, NULL};
    struct collection *c = open_new("fresh.db");
    struct error error = {0};
    struct undone undone = {0};
    long introduced = -1;
    assert_string_equal(chosen(c, drills, 9, NULL), "logs queues");
    answer(c, &sums, 4); /* on purpose: counts, and is not held back */
    assert_true(collection_skills_introduced(c, &introduced, &error));
    assert_int_equal(introduced, 1);
    assert_string_equal(chosen(c, drills, 9, NULL), "logs");
    answer(c, &uptime, 4);
    answer(c, &uptime, 4);
    assert_string_equal(chosen(c, drills, 9, NULL), "");
    assert_true(collection_undo(c, &undone, &error));
    assert_string_equal(chosen(c, drills, 9, NULL), "");
    assert_true(collection_undo(c, &undone, &error)); /* tried no more */
    assert_string_equal(chosen(c, drills, 9, NULL), "logs");
    test_clock_add(&now, 1, 0);
    assert_string_equal(chosen(c, drills, 9, NULL), "sums logs queues");
    set(c, "new-skills-per-day", "0");
    assert_string_equal(chosen(c, drills, 9, NULL), "sums");
    collection_close(c);
}

/* "spare" builds on "shares", and that on "sums"; the notes are about "spare". */
static void prerequisites_come_first(void **state)
{
    (void)state;
    const struct drill *const drills[] = {&logs, &shares, &spare, &sums, NULL};
    struct collection *c = open_new("first.db");
    struct drill_choice choice = {0};
    struct text words = {0};
    note(c, "Parts", "What is redundancy for?", "A part may fail.");
    assert_string_equal(chosen(c, drills, 9, &choice), "sums shares");
    assert_int_equal(choice.items[0].cause, DRILL_FOR_SKILL);
    assert_string_equal(choice.items[0].leads_to->name, "spare");
    assert_string_equal(choice.items[1].leads_to->name, "spare");
    drill_choice_wording(&choice.items[0], &words);
    assert_string_equal(text_string(&words), "Sums (leads to Spare parts)");
    drill_choice_release(&choice);
    set(c, "new-skills-per-day", "4");
    assert_string_equal(chosen(c, drills, 9, &choice), "sums logs shares spare");
    assert_int_equal(choice.items[1].cause, DRILL_NEW);
    assert_int_equal(choice.items[3].cause, DRILL_FOR_NOTES);
    text_clear(&words);
    drill_choice_wording(&choice.items[1], &words);
    assert_string_equal(text_string(&words), "Logarithms (new)");
    drill_choice_release(&choice);
    set(c, "new-skills-per-day", "2");
    answer(c, &sums, 4);
    test_clock_add(&now, 1, 0);
    assert_string_equal(chosen(c, drills, 9, NULL), "sums shares spare");
    text_release(&words);
    collection_close(c);
}

static void a_circle_of_prerequisites_ends(void **state)
{
    (void)state;
    const struct drill *const drills[] = {&egg, &hen, NULL}, *const none[] = {NULL};
    struct collection *c = open_new("circle.db");
    assert_string_equal(chosen(c, drills, 9, NULL), "hen egg");
    assert_string_equal(chosen(c, none, 9, NULL), "");
    collection_close(c);
}

/* --- Which cards --------------------------------------------------------------------------------
 */

/* A card answered today still says what the day is about; one that comes again counts once. */
static void cards_answered_today_count(void **state)
{
    (void)state;
    const struct drill *const drills[] = {&logs, &uptime, NULL};
    struct collection *c = open_new("answered.db");
    struct drill_choice choice = {0};
    note(c, "Promises", "What are nines?", "Digits.");
    assert_string_equal(chosen(c, drills, 1, NULL), "uptime");
    (void)test_grade(c, test_find(c, "What are nines?"), 1);
    assert_string_equal(chosen(c, drills, 1, &choice), "uptime");
    assert_int_equal(choice.items[0].cards, 1);
    drill_choice_release(&choice);
    (void)test_grade(c, test_find(c, "What are nines?"), 5);
    assert_string_equal(chosen(c, drills, 1, &choice), "uptime");
    assert_int_equal(choice.items[0].cards, 1);
    drill_choice_release(&choice);
    test_clock_add(&now, 1, 0); /* due again */
    (void)test_grade(c, test_find(c, "What are nines?"), 5);
    test_clock_add(&now, 1, 0);
    assert_string_equal(chosen(c, drills, 1, NULL), "logs");
    collection_close(c);
}

static void headings_and_tags_are_read_and_no_more_than_two_hundred_cards(void **state)
{
    (void)state;
    const struct drill *const drills[] = {&logs, &uptime, NULL};
    struct collection *c = open_new("many.db");
    struct harvest harvest;
    struct drill_choice choice = {0};
    set(c, "new-per-day", "230");
    set(c, "reviews-per-day", "1000");
    test_harvest(&harvest, "/notes/many.md", "card", 260);
    for (size_t i = 0; i < harvest.draft_count; i++) {
        const char **tags = arena_allocate(&harvest.arena, sizeof *tags);
        tags[0] = "availability";
        harvest.drafts[i].tags = tags;
        harvest.drafts[i].tag_count = 1;
    }
    (void)test_import_one(c, &harvest);
    assert_string_equal(chosen(c, drills, 1, &choice), "uptime");
    assert_int_equal(choice.items[0].cards, 200);
    drill_choice_release(&choice);
    harvest_release(&harvest);
    collection_close(c);
}

static void the_same_day_gives_the_same_choice(void **state)
{
    (void)state;
    char first[256];
    for (int i = 0; i < 2; i++) {
        struct collection *c = open_new(i ? "same-b.db" : "same-a.db");
        struct drill_choice choice = {0};
        struct plan plan = {0};
        struct error error = {0};
        char names[256] = "";
        set(c, "drill-every", "2");
        set(c, "new-skills-per-day", "50");
        for (int k = 0; k < 9; k++) {
            char front[64];
            (void)snprintf(front, sizeof front, "What does part %d keep?", k);
            note(c, "Stores", front, "Keys.");
        }
        assert_true(collection_plan(c, NULL, 0, &plan, &error));
        assert_true(drill_choice_of_plan(c, &plan, &choice, &error));
        assert_int_equal(choice.count, 4); /* after 2, 4, 6 and 8 of 9 cards */
        for (size_t k = 0; k < choice.count; k++)
            (void)snprintf(names + strlen(names), sizeof names - strlen(names), "%s ",
                           choice.items[k].drill->name);
        if (i)
            assert_string_equal(names, first);
        memcpy(first, names, sizeof first);
        drill_choice_release(&choice);
        set(c, "drill-every", "0");
        assert_true(drill_choice_of_plan(c, &plan, &choice, &error));
        assert_int_equal(choice.count, 0);
        drill_choice_release(&choice);
        plan_release(&plan);
        collection_close(c);
    }
}

/* --- One card -----------------------------------------------------------------------------------
 */

static void a_card_leads_to_the_drill_that_it_names_most(void **state)
{
    (void)state;
    const struct drill *const drills[] = {&logs, &queues, &uptime, NULL};
    const char *const headings[] = {"Promises", "Logarithms"};
    struct card_source source = {.heading = headings, .heading_count = 2};
    struct card card = {.front = "What is a queue?", .back = "A line.", .topic = "Shops"};
    assert_ptr_equal(drill_for_card_among(drills, &card), &queues);
    card.sources = &source;
    card.source_count = 1;
    assert_ptr_equal(drill_for_card_among(drills, &card), &logs); /* the first of two equals */
    card.back = "A line with waiting time.";
    assert_ptr_equal(drill_for_card_among(drills, &card), &queues);
    card.front = "What is a";
    card.back = "bag?";
    card.source_count = 0;
    assert_null(drill_for_card_among(drills, &card));
    card.front = "What is the waiting"; /* no term goes on from the front to the back */
    card.back = "time?";
    assert_null(drill_for_card_among(drills, &card));
    card.topic = "availability";
    assert_ptr_equal(drill_for_card_among(drills, &card), &uptime);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_notes_are_about_comes_first),
        cmocka_unit_test(what_is_overdue_comes_in_proportion),
        cmocka_unit_test(topics_take_turns_among_equals),
        cmocka_unit_test(new_skills_keep_their_allowance),
        cmocka_unit_test(prerequisites_come_first),
        cmocka_unit_test(a_circle_of_prerequisites_ends),
        cmocka_unit_test(cards_answered_today_count),
        cmocka_unit_test(headings_and_tags_are_read_and_no_more_than_two_hundred_cards),
        cmocka_unit_test(the_same_day_gives_the_same_choice),
        cmocka_unit_test(a_card_leads_to_the_drill_that_it_names_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
