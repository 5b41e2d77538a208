/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import makes of notes that were there before. */
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/collection.h"
#include "tests/support/store.h"

static struct clock now;

static struct collection *fresh(const char *path)
{
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink(path);
    return test_open(path, &now);
}

static long events_of(struct collection *c)
{
    struct collection_counts counts;
    struct error error = {0};
    assert_true(collection_count(c, &counts, &error));
    return counts.events;
}

static void check(struct import_counts counts, long new_cards, long changed, long moved,
                  long unchanged, long orphaned)
{
    assert_int_equal(counts.new_cards, new_cards);
    assert_int_equal(counts.changed, changed);
    assert_int_equal(counts.moved, moved);
    assert_int_equal(counts.unchanged, unchanged);
    assert_int_equal(counts.orphaned, orphaned);
}

static void start(struct harvest *harvest, const char *file)
{
    memset(harvest, 0, sizeof *harvest);
    harvest->file = arena_copy_string(&harvest->arena, file);
}

static void same_input_changes_nothing(void **state)
{
    (void)state;
    struct collection *c = fresh("same.db");
    struct harvest harvest;
    test_harvest(&harvest, "/notes/a.md", "card", 30);
    check(test_import_one(c, &harvest), 30, 0, 0, 0, 0);
    long events = events_of(c);
    check(test_import_one(c, &harvest), 0, 0, 0, 30, 0);
    assert_int_equal(events_of(c), events);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&harvest);
    collection_close(c);
}

static void stamps_spare_reading(void **state)
{
    (void)state;
    struct collection *c = fresh("stamp.db");
    struct error error = {0};
    struct import_counts counts = {0};
    struct harvest harvest;
    test_harvest(&harvest, "/notes/a.md", "card", 8);
    assert_true(collection_import_begin(c, &error));
    assert_true(collection_import_source(c, "/notes", "", &error));
    assert_false(collection_import_is_unchanged(c, "/notes/a.md", 10, 20, &counts));
    assert_true(collection_import_file(c, &harvest, 10, 20, &counts, &error));
    assert_true(collection_import_end(c, true, &counts, &error));
    assert_true(collection_import_begin(c, &error));
    assert_true(collection_import_source(c, "/notes", "", &error));
    memset(&counts, 0, sizeof counts);
    assert_false(collection_import_is_unchanged(c, "/notes/a.md", 10, 21, &counts));
    assert_true(collection_import_is_unchanged(c, "/notes/a.md", 10, 20, &counts));
    assert_true(collection_import_end(c, true, &counts, &error));
    check(counts, 0, 0, 0, 8, 0);
    harvest_release(&harvest);
    collection_close(c);
}

static void one_edited_line_changes_one_card(void **state)
{
    (void)state;
    struct collection *c = fresh("edit.db");
    struct harvest before, after;
    test_harvest(&before, "/notes/a.md", "card", 20);
    (void)test_import_one(c, &before);
    char id[40];
    strcpy(id, test_find(c, before.drafts[7].front));
    (void)test_grade(c, id, 4);
    test_harvest(&after, "/notes/a.md", "card", 20);
    after.drafts[7].back = "number 7 of card is 1537";
    long events = events_of(c);
    check(test_import_one(c, &after), 0, 1, 0, 19, 0);
    assert_int_equal(events_of(c), events + 1);
    struct card card;
    struct error error = {0};
    assert_true(collection_card(c, id, &card, &error));
    assert_string_equal(card.back, "number 7 of card is 1537");
    assert_true(card.schedule.reviewed);
    card_release(&card);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&before);
    harvest_release(&after);
    collection_close(c);
}

static void a_line_at_the_top_is_one_event(void **state)
{
    (void)state;
    struct collection *c = fresh("shift.db");
    struct harvest harvest;
    struct card card;
    struct error error = {0};
    test_harvest(&harvest, "/notes/a.md", "card", 20);
    (void)test_import_one(c, &harvest);
    long events = events_of(c);
    for (size_t i = 0; i < harvest.draft_count; i++)
        harvest.drafts[i].line = ++harvest.drafts[i].end_line;
    check(test_import_one(c, &harvest), 0, 0, 0, 20, 0);
    assert_int_equal(events_of(c), events + 1);
    assert_true(collection_card(c, test_find(c, harvest.drafts[3].front), &card, &error));
    assert_int_equal(card.sources[0].line, 5);
    assert_string_equal(card.sources[0].heading[0], "Part 0");
    card_release(&card);
    harvest_release(&harvest);
    collection_close(c);
}

/* A schedule that another program left after the card was known is taken over, until the card is
 * asked here; what was told once is not told again. */
static void a_schedule_may_come_later(void **state)
{
    (void)state;
    struct collection *c = fresh("adopt.db");
    struct harvest harvest;
    struct card card;
    struct error error = {0};
    static const struct {
        const char *told;
        int interval; /* of the card after it */
        long events, ignored;
        bool grade;
    } steps[] = {{NULL, 0, 0, 0, false},
                 {"due=2026-12-02 interval=14 ease=270", 14, 1, 0, false},
                 {"due=2026-12-02 interval=14 ease=270", 14, 0, 0, false},
                 {"due=2026-12-24 interval=24 ease=280", 24, 1, 0, true},
                 {"due=2026-12-24 interval=24 ease=280", -1, 0, 0, false},
                 {"due=2026-12-30 interval=40 ease=280", -1, 0, 1, false}};
    test_harvest(&harvest, "/notes/a.md", "card", 6);
    (void)test_import_one(c, &harvest);
    char id[40];
    strcpy(id, test_find(c, harvest.drafts[2].front));
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        long events = events_of(c);
        harvest.drafts[2].schedule = steps[i].told;
        struct import_counts counts = test_import_one(c, &harvest);
        assert_int_equal(counts.schedules_ignored, steps[i].ignored);
        assert_int_equal(counts.unchanged, 6);
        assert_int_equal(events_of(c), events + steps[i].events);
        assert_true(collection_card(c, id, &card, &error));
        if (steps[i].interval >= 0)
            assert_int_equal(card.schedule.interval_days, steps[i].interval);
        card_release(&card);
        if (steps[i].grade)
            (void)test_grade(c, id, 2);
    }
    assert_true(collection_card(c, id, &card, &error));
    assert_int_equal(card.schedule.last_grade, 2);
    card_release(&card);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&harvest);
    collection_close(c);
}

static void cards_move_with_their_history(void **state)
{
    (void)state;
    struct collection *c = fresh("move.db");
    struct harvest a, b, empty;
    struct card card;
    struct error error = {0};
    test_harvest(&a, "/notes/a.md", "card", 6);
    test_harvest(&b, "/notes/b.md", "card", 6);
    start(&empty, "/notes/a.md");
    (void)test_import_one(c, &a);
    char id[40];
    strcpy(id, test_find(c, a.drafts[2].front));
    (void)test_grade(c, id, 5);
    const struct harvest *both[] = {&empty, &b};
    check(test_import(c, both, 2), 0, 0, 6, 0, 0);
    assert_true(collection_card(c, id, &card, &error));
    assert_int_equal(card.source_count, 1);
    assert_string_equal(card.sources[0].file, "/notes/b.md");
    assert_int_equal(card.state, CARD_ACTIVE);
    assert_true(card.schedule.reviewed);
    card_release(&card);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&a);
    harvest_release(&b);
    harvest_release(&empty);
    collection_close(c);
}

static void orphans_keep_and_revive(void **state)
{
    (void)state;
    struct collection *c = fresh("orphan.db");
    struct harvest a, other;
    test_harvest(&a, "/notes/a.md", "card", 4);
    test_harvest(&other, "/notes/z.md", "zebra", 2);
    const struct harvest *both[] = {&a, &other};
    (void)test_import(c, both, 2);
    (void)test_grade(c, test_find(c, a.drafts[0].front), 4);
    check(test_import_one(c, &other), 0, 0, 0, 2, 4); /* a.md is gone */
    assert_int_equal(test_state(c, a.drafts[0].front), CARD_ORPHANED);
    check(test_import(c, both, 2), 0, 0, 4, 2, 0);
    assert_int_equal(test_state(c, a.drafts[0].front), CARD_ACTIVE);
    struct schedule schedule;
    struct error error = {0};
    assert_true(
        collection_schedule(c, ITEM_CARD, test_find(c, a.drafts[0].front), &schedule, &error));
    assert_true(schedule.reviewed);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&a);
    harvest_release(&other);
    collection_close(c);
}

static void two_places_are_one_card(void **state)
{
    (void)state;
    struct collection *c = fresh("twice.db");
    struct harvest a, b;
    struct card card;
    struct error error = {0};
    test_harvest(&a, "/notes/a.md", "card", 3);
    test_harvest(&b, "/notes/b.md", "card", 3);
    (void)test_draft(&b, "Part 9", b.drafts[0].front, b.drafts[0].back, 40); /* and once more */
    const struct harvest *both[] = {&a, &b};
    check(test_import(c, both, 2), 3, 0, 0, 0, 0); /* new cards, each counted once */
    assert_true(collection_card(c, test_find(c, a.drafts[0].front), &card, &error));
    assert_int_equal(card.source_count, 3);
    card_release(&card);
    long events = events_of(c);
    (void)test_import(c, both, 2);
    assert_int_equal(events_of(c), events);
    check(test_import_one(c, &a), 0, 0, 0, 3, 0); /* b.md is gone; nothing is orphaned */
    assert_int_equal(test_state(c, a.drafts[0].front), CARD_ACTIVE);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&a);
    harvest_release(&b);
    collection_close(c);
}

static void rejections_are_remembered(void **state)
{
    (void)state;
    struct collection *c = fresh("reject.db");
    struct harvest harvest, again;
    struct error error = {0};
    start(&harvest, "/notes/a.md");
    (void)test_draft(&harvest, "H", "What is a \"quorum\"?", "A majority", 1);
    (void)test_import_one(c, &harvest);
    assert_true(
        collection_care(c, CARE_REJECT, test_find(c, "What is a \"quorum\"?"), "too easy", &error));
    start(&again, "/notes/b.md");
    test_draft(&again, "H2", "what is  a quorum?", "a MAJORITY", 1)->kind = CARD_REVERSE;
    const struct harvest *both[] = {&harvest, &again};
    check(test_import(c, both, 2), 0, 0, 0, 2, 0);
    assert_int_equal(test_state(c, "What is a \"quorum\"?"), CARD_REJECTED);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&harvest);
    harvest_release(&again);
    collection_close(c);
}

static void edited_wording_is_not_overwritten(void **state)
{
    (void)state;
    struct collection *c = fresh("own.db");
    struct harvest harvest;
    struct error error = {0};
    struct card card;
    start(&harvest, "/notes/a.md");
    struct draft *draft =
        test_draft(&harvest, "H", "Name the leader's first duty", "Heartbeats", 1);
    (void)test_import_one(c, &harvest);
    char id[40];
    strcpy(id, test_find(c, draft->front));
    assert_true(collection_edit(c, id, "What does a leader send?", "Heartbeats, always", &error));
    check(test_import_one(c, &harvest), 0, 0, 0, 1, 0);
    draft->back = "Heartbeats, then entries";
    draft->front = "Name the leader's first duties";
    (void)test_import_one(c, &harvest);
    assert_true(collection_card(c, id, &card, &error));
    assert_true(card.edited);
    assert_string_equal(card.front, "What does a leader send?");
    card_release(&card);
    harvest_release(&harvest);
    collection_close(c);
}

static void confidence_decides_the_state(void **state)
{
    (void)state;
    struct collection *c = fresh("sure.db");
    struct harvest harvest;
    start(&harvest, "/notes/a.md");
    test_draft(&harvest, "H", "sure", "yes", 1)->confidence = 0.75;
    test_draft(&harvest, "H", "unsure", "maybe", 2)->confidence = 0.74;
    struct draft *draft = test_draft(&harvest, "H", "own", "written", 3);
    draft->confidence = 0.1;
    draft->explicit_card = true;
    test_draft(&harvest, "H", "torn", "both", 4)->held = "conflict";
    struct import_counts counts = test_import_one(c, &harvest);
    assert_int_equal(counts.proposed, 2);
    assert_int_equal(test_state(c, "sure"), CARD_ACTIVE);
    assert_int_equal(test_state(c, "unsure"), CARD_PROPOSED);
    assert_int_equal(test_state(c, "own"), CARD_ACTIVE);
    assert_int_equal(test_state(c, "torn"), CARD_PROPOSED);
    harvest.drafts[3].held = NULL; /* the conflict was settled in the notes */
    (void)test_import_one(c, &harvest);
    assert_int_equal(test_state(c, "torn"), CARD_ACTIVE);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&harvest);
    collection_close(c);
}

static void freed_text_takes_the_next_number(void **state)
{
    (void)state;
    struct collection *c = fresh("number.db");
    struct harvest first, second;
    start(&first, "/notes/a.md");
    (void)test_draft(&first, "H", "The port of the database is", "five thousand", 1);
    (void)test_import_one(c, &first);
    char id[40];
    strcpy(id, test_find(c, first.drafts[0].front));
    start(&second, "/notes/a.md");
    (void)test_draft(&second, "H", "The port of the database is", "six thousand", 1);
    check(test_import_one(c, &second), 0, 1, 0, 0, 0);
    (void)test_draft(&second, "I", "The port of the database is", "five thousand", 9);
    check(test_import_one(c, &second), 1, 0, 0, 1, 0);
    assert_int_equal(test_doctor(c, false), 0);
    harvest_release(&first);
    harvest_release(&second);
    collection_close(c);
}

static void cancelled_import_leaves_nothing(void **state)
{
    (void)state;
    struct collection *c = fresh("cancel.db");
    struct harvest harvest;
    struct error error = {0};
    struct import_counts counts = {0};
    test_harvest(&harvest, "/notes/a.md", "card", 10);
    long events = events_of(c);
    assert_true(collection_import_begin(c, &error));
    assert_true(collection_import_source(c, "/notes", "x", &error));
    assert_true(collection_import_file(c, &harvest, 1, 2, &counts, &error));
    assert_true(collection_import_end(c, false, &counts, &error));
    assert_int_equal(events_of(c), events);
    check(test_import_one(c, &harvest), 10, 0, 0, 0, 0);
    harvest_release(&harvest);
    collection_close(c);
}

static void large_change_makes_a_backup(void **state)
{
    (void)state;
    struct collection *c = fresh("large.db");
    struct harvest small, large;
    test_harvest(&small, "/notes/a.md", "card", 3);
    test_harvest(&large, "/notes/b.md", "horse", 150);
    (void)test_import_one(c, &small);
    const struct harvest *both[] = {&small, &large};
    (void)test_import(c, both, 2);
    collection_close(c);
    assert_true(path_is_folder("large.db.backups"));
    FILE *list = popen("ls large.db.backups/*-import.db | wc -l", "r");
    int count = 0;
    assert_int_equal(fscanf(list, "%d", &count), 1);
    (void)pclose(list);
    assert_int_equal(count, 1);
    harvest_release(&small);
    harvest_release(&large);
}

/* New cards are stored without asking and without reading their events back. */
static void new_rows_are_what_a_replay_makes(void **state)
{
    (void)state;
    struct collection *c = fresh("rows.db");
    struct harvest harvest;
    static const char *const tags[] = {"storage", "two\nlines"};
    test_harvest(&harvest, "/notes/a.md", "card", 12);
    struct draft *twice =
        test_draft(&harvest, "Part 9", harvest.drafts[2].front, harvest.drafts[2].back, 1);
    twice->group = "above";
    harvest.drafts[3].tags = tags;
    harvest.drafts[3].tag_count = 2;
    harvest.drafts[4].confidence = 0.1 + 0.2;
    harvest.drafts[5].back = "cut in the middle of \xC3";
    harvest.drafts[6].held = "conflict";
    harvest.drafts[7].explicit_card = true;
    harvest.drafts[7].schedule = "due=2026-12-01 interval=4 ease=270";
    harvest.drafts[8].passage = harvest.drafts[8].reason = NULL;
    check(test_import_one(c, &harvest), 12, 0, 0, 0, 0);
    assert_int_equal(test_doctor(c, false), 0);
    struct card card;
    struct error error = {0};
    assert_true(collection_card(c, test_find(c, twice->front), &card, &error));
    assert_int_equal(card.source_count, 2);
    assert_int_equal(card.sources[0].line, 1);
    card_release(&card);
    harvest_release(&harvest);
    collection_close(c);
}

/* As when another device has sent its answers before its readings. */
static void answers_before_their_card_count(void **state)
{
    (void)state;
    struct collection *c = fresh("first.db");
    struct harvest harvest;
    struct error error = {0};
    struct card card;
    char sql[400];
    test_harvest(&harvest, "/notes/a.md", "card", 3);
    (void)test_import_one(c, &harvest);
    (void)snprintf(sql, sizeof sql,
                   "INSERT INTO event (id, device, kind, subject, utc_ms, offset_minutes, zone, "
                   "study_day, payload) VALUES ('ffffffff-ffff-7000-8000-000000000000', 'other', "
                   "'review', '%s', 4000000000000, 60, 'Europe/Zurich', 20777, "
                   "'{\"grade\":4,\"ms\":1000}')",
                   test_find(c, harvest.drafts[1].front));
    collection_close(c);
    c = fresh("second.db");
    collection_close(c);
    test_sql("second.db", sql);
    c = test_open("second.db", &now);
    check(test_import_one(c, &harvest), 3, 0, 0, 0, 0);
    assert_true(collection_card(c, test_find(c, harvest.drafts[1].front), &card, &error));
    assert_true(card.schedule.reviewed);
    card_release(&card);
    harvest_release(&harvest);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_input_changes_nothing),
        cmocka_unit_test(stamps_spare_reading),
        cmocka_unit_test(one_edited_line_changes_one_card),
        cmocka_unit_test(a_line_at_the_top_is_one_event),
        cmocka_unit_test(a_schedule_may_come_later),
        cmocka_unit_test(cards_move_with_their_history),
        cmocka_unit_test(orphans_keep_and_revive),
        cmocka_unit_test(two_places_are_one_card),
        cmocka_unit_test(rejections_are_remembered),
        cmocka_unit_test(edited_wording_is_not_overwritten),
        cmocka_unit_test(confidence_decides_the_state),
        cmocka_unit_test(freed_text_takes_the_next_number),
        cmocka_unit_test(cancelled_import_leaves_nothing),
        cmocka_unit_test(large_change_makes_a_backup),
        cmocka_unit_test(new_rows_are_what_a_replay_makes),
        cmocka_unit_test(answers_before_their_card_count),
    };
    return cmocka_run_group_tests_name("reconcile", tests, NULL, NULL);
}
