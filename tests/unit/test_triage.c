/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inbox as a state machine: order, batches, decisions, undo, editing; and goals of the notes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "engine/base/file.h"
#include "engine/base/text.h"
#include "tests/support/process.h"
#include "tests/support/store.h"
#include "tests/support/suite.h"
#include "tui/card_wording.h"
#include "tui/command.h"
#include "tui/triage.h"

struct fixture {
    char *home, *path;
    struct clock clock;
    struct collection *collection;
};

static void fixture_open(struct fixture *f)
{
    f->home = home_make();
    f->path = home_path(f->home, "collection.db");
    test_clock(&f->clock, "2026-11-20T08:00:00+01:00");
    f->collection = test_open(f->path, &f->clock);
}

static void fixture_close(struct fixture *f)
{
    assert_int_equal(test_doctor(f->collection, false), 0);
    collection_close(f->collection);
    free(f->path);
    home_remove(f->home);
}

/* `count` proposed cards of one file, each less sure than the one before, patterns in turn. */
static void propose(struct harvest *harvest, const char *file, const char *name, int count)
{
    test_harvest(harvest, file, name, count);
    for (int i = 0; i < count; i++) {
        harvest->drafts[i].confidence = 0.7 - 0.001 * i;
        harvest->drafts[i].pattern = i % 2 ? "cause" : "contrast";
    }
}

static void import_proposed(struct fixture *f, const char *file, const char *name, int count)
{
    struct harvest harvest;
    propose(&harvest, file, name, count);
    (void)test_import_one(f->collection, &harvest);
    harvest_release(&harvest);
}

static void import_both(struct fixture *f, struct harvest *first, struct harvest *second)
{
    const struct harvest *both[] = {first, second};
    (void)test_import(f->collection, both, 2);
}

static struct triage *start(struct fixture *f)
{
    struct error error = {0};
    struct triage *triage = triage_start(f->collection, &error);
    if (!triage)
        fail_msg("%s", error.message);
    return triage;
}

static void must(bool good, const struct error *error)
{
    if (!good)
        fail_msg("%s", error->message);
}

static long waiting(const struct triage *triage)
{
    long position, batch, count;
    triage_progress(triage, &position, &batch, &count);
    return count;
}

static long in_state(struct fixture *f, enum card_state state)
{
    struct collection_counts counts;
    struct error error = {0};
    must(collection_count(f->collection, &counts, &error), &error);
    return counts.cards[state];
}

static void nothing_waits_in_an_empty_inbox(void **state)
{
    (void)state;
    struct fixture f;
    struct error error = {0};
    size_t count = 7;
    fixture_open(&f);
    struct triage *triage = start(&f);
    assert_int_equal(triage_phase(triage), TRIAGE_EMPTY);
    assert_null(triage_item(triage));
    assert_int_equal(triage_alike(triage), 0);
    assert_false(triage_accept(triage, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    error_clear(&error);
    must(triage_undo(triage, &count, &error), &error);
    assert_int_equal(count, 0);
    must(triage_next_batch(triage, &error), &error);
    assert_int_equal(triage_phase(triage), TRIAGE_EMPTY);
    triage_free(triage);
    fixture_close(&f);
}

static void the_surest_comes_first_and_twenty_make_a_batch(void **state)
{
    (void)state;
    struct fixture f;
    struct error error = {0};
    fixture_open(&f);
    import_proposed(&f, "/notes/a.md", "Gear", 45);
    struct triage *triage = start(&f);
    double before = 1;
    long position, batch, count;
    for (int i = 0; i < 20; i++) {
        triage_progress(triage, &position, &batch, &count);
        assert_int_equal(position, i + 1);
        assert_int_equal(batch, 20);
        assert_int_equal(count, 45 - i);
        assert_true(triage_item(triage)->card.confidence <= before);
        before = triage_item(triage)->card.confidence;
        must(triage_accept(triage, &error), &error);
    }
    assert_int_equal(triage_phase(triage), TRIAGE_PAUSE);
    assert_int_equal(in_state(&f, CARD_ACTIVE), 20);
    must(triage_next_batch(triage, &error), &error);
    assert_true(triage_item(triage)->card.confidence < before);
    for (int i = 0; i < 20; i++)
        must(triage_reject(triage, "vague", &error), &error);
    must(triage_next_batch(triage, &error), &error);
    triage_progress(triage, &position, &batch, &count);
    assert_int_equal(batch, 5);
    for (int i = 0; i < 5; i++)
        must(triage_skip(triage, &error), &error);
    assert_int_equal(triage_phase(triage), TRIAGE_EMPTY);
    assert_int_equal(waiting(triage), 5);
    must(triage_next_batch(triage, &error), &error); /* what was skipped, once more */
    assert_int_equal(triage_phase(triage), TRIAGE_DECIDING);
    assert_int_equal(triage_summary(triage)->accepted, 20);
    assert_int_equal(triage_summary(triage)->rejected, 20);
    triage_free(triage);
    fixture_close(&f);
}

static void undo_goes_back_step_by_step(void **state)
{
    (void)state;
    struct fixture f;
    struct error error = {0};
    size_t count;
    char first[40];
    fixture_open(&f);
    import_proposed(&f, "/notes/a.md", "Gear", 21);
    struct triage *triage = start(&f);
    (void)snprintf(first, sizeof first, "%s", triage_item(triage)->card.id);
    must(triage_accept(triage, &error), &error);
    must(triage_skip(triage, &error), &error);
    must(triage_reject(triage, NULL, &error), &error);
    for (int i = 0; i < 17; i++)
        must(triage_accept(triage, &error), &error);
    must(triage_next_batch(triage, &error), &error);
    must(triage_accept(triage, &error), &error);
    for (int i = 0; i < 21; i++) {
        must(triage_undo(triage, &count, &error), &error);
        assert_int_equal(count, 1);
    }
    assert_string_equal(triage_item(triage)->card.id, first);
    assert_int_equal(in_state(&f, CARD_PROPOSED), 21);
    assert_int_equal(in_state(&f, CARD_REJECTED), 0);
    assert_int_equal(triage_summary(triage)->accepted, 0);
    assert_int_equal(triage_summary(triage)->skipped, 0);
    must(triage_undo(triage, &count, &error), &error);
    assert_int_equal(count, 0);
    triage_free(triage);
    fixture_close(&f);
}

/* Of the same pattern and file, also beyond the batch, but not what was skipped. */
static void all_like_this_is_one_step(void **state)
{
    (void)state;
    struct fixture f;
    struct error error = {0};
    size_t count;
    fixture_open(&f);
    struct harvest gears, wheels;
    propose(&gears, "/notes/a.md", "Gear", 50);
    propose(&wheels, "/notes/b.md", "Wheel", 3);
    import_both(&f, &gears, &wheels);
    harvest_release(&gears);
    harvest_release(&wheels);
    struct triage *triage = start(&f);
    must(triage_skip(triage, &error), &error);
    for (int i = 0; strcmp(triage_item(triage)->card.sources[0].file, "/notes/a.md") ||
                    strcmp(triage_item(triage)->card.pattern, "contrast");
         i++) {
        assert_true(i < 10);
        must(triage_skip(triage, &error), &error);
    }
    size_t alike = triage_alike(triage);
    assert_in_range(alike, 22, 24);
    must(triage_reject_alike(triage, "chatter", &count, &error), &error);
    assert_int_equal(count, alike);
    assert_int_equal(in_state(&f, CARD_REJECTED), (long)alike);
    must(triage_undo(triage, &count, &error), &error);
    assert_int_equal(count, alike);
    assert_int_equal(in_state(&f, CARD_REJECTED), 0);
    assert_int_equal(in_state(&f, CARD_PROPOSED), 53);
    must(triage_accept_alike(triage, &count, &error), &error);
    assert_int_equal(in_state(&f, CARD_ACTIVE), (long)alike);
    assert_true(triage_alike(triage) != alike);
    triage_free(triage);
    fixture_close(&f);
}

static void a_conflict_shows_both_and_is_decided_alone(void **state)
{
    (void)state;
    struct fixture f;
    struct error error = {0};
    struct harvest harvest = {0};
    fixture_open(&f);
    harvest.file = "/notes/c.md";
    for (long i = 0; i < 3; i++) {
        struct draft *draft =
            test_draft(&harvest, "Words", i < 2 ? "What is a quorum?" : "What is a bench?",
                       i ? "A seat for monks" : "A majority of votes", i * 4 + 1);
        draft->held = i < 2 ? "conflict" : NULL;
        draft->confidence = 0.7;
    }
    (void)test_import_one(f.collection, &harvest);
    harvest_release(&harvest);
    struct triage *triage = start(&f);
    const struct triage_item *item = triage_item(triage);
    assert_string_equal(item->card.held, "conflict");
    assert_int_equal(item->rival_count, 1);
    assert_string_not_equal(item->rivals[0].back, item->card.back);
    assert_int_equal(triage_alike(triage), 1);
    must(triage_accept(triage, &error), &error);
    assert_int_equal(test_state(f.collection, "What is a quorum?"), CARD_ACTIVE);
    must(triage_reject(triage, "another sense", &error), &error);
    assert_int_equal(triage_item(triage)->rival_count, 0);
    triage_free(triage);
    fixture_close(&f);
}

static void a_card_put_aside_comes_last_and_can_return(void **state)
{
    (void)state;
    struct fixture f;
    struct error error = {0};
    size_t count;
    char id[40];
    fixture_open(&f);
    struct harvest harvest, gears;
    test_harvest(&harvest, "/notes/d.md", "Old", 1);
    propose(&gears, "/notes/a.md", "Gear", 1);
    import_both(&f, &harvest, &gears);
    harvest_release(&gears);
    must(collection_set(f.collection, "leech-lapses", "1", &error), &error);
    (void)snprintf(id, sizeof id, "%s", test_find(f.collection, harvest.drafts[0].front));
    for (int i = 0; i < 4 && in_state(&f, CARD_SUSPENDED) == 0; i++) {
        (void)test_grade(f.collection, id, i % 2 ? 0 : 4);
        test_clock_add(&f.clock, 30, 0);
    }
    harvest_release(&harvest);
    assert_int_equal(in_state(&f, CARD_SUSPENDED), 1);
    struct triage *triage = start(&f);
    assert_false(triage_item(triage)->leech);
    must(triage_skip(triage, &error), &error);
    assert_true(triage_item(triage)->leech);
    must(triage_accept(triage, &error), &error);
    assert_int_equal(in_state(&f, CARD_SUSPENDED), 0);
    must(triage_undo(triage, &count, &error), &error);
    assert_int_equal(in_state(&f, CARD_SUSPENDED), 1);
    triage_free(triage);
    fixture_close(&f);
}

/* --- Editing ------------------------------------------------------------------------------------
 */

static void editing_stores_the_persons_words(void **state)
{
    (void)state;
    struct fixture f;
    struct error error = {0};
    bool changed = true;
    size_t count;
    fixture_open(&f);
    import_proposed(&f, "/notes/a.md", "Gear", 2);
    struct triage *triage = start(&f);
    struct text same = {0};
    card_wording_write(&triage_item(triage)->card, &same);
    must(triage_edit(triage, text_string(&same), &changed, &error), &error);
    assert_false(changed);
    text_release(&same);
    char *old = memory_copy_string(triage_item(triage)->card.front);
    must(triage_edit(triage,
                     "help\r\n=== front ===\r\n\n# Mine?\r\nline two\n=== back ===\n\n 42 \n\n",
                     &changed, &error),
         &error);
    assert_true(changed);
    assert_string_equal(triage_item(triage)->card.front, "# Mine?\nline two");
    assert_string_equal(triage_item(triage)->card.back, " 42");
    assert_true(triage_item(triage)->card.edited);
    assert_int_equal(triage_item(triage)->card.state, CARD_PROPOSED);
    must(triage_undo(triage, &count, &error), &error);
    assert_string_equal(triage_item(triage)->card.front, old);
    assert_int_equal(triage_summary(triage)->edited, 0);
    free(old);
    triage_free(triage);
    fixture_close(&f);
}

static void a_spoiled_text_changes_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "=== front ===\na\n",
                                        "=== back ===\nb\n",
                                        "=== front ===\n\n=== back ===\nb\n",
                                        "=== front ===\na\n=== back ===\n \n",
                                        " === front ===\na\n=== back ===\nb\n"};
    struct fixture f;
    fixture_open(&f);
    import_proposed(&f, "/notes/a.md", "Gear", 1);
    struct triage *triage = start(&f);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct error error = {0};
        bool changed;
        assert_false(triage_edit(triage, texts[i], &changed, &error));
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_false(changed);
    }
    assert_false(triage_item(triage)->card.edited);
    triage_free(triage);
    fixture_close(&f);
}

static void the_file_for_the_editor_is_private_and_goes(void **state)
{
    (void)state;
    struct fixture f;
    struct error error = {0};
    struct stat status;
    bool changed;
    fixture_open(&f);
    import_proposed(&f, "/notes/a.md", "Gear", 1);
    struct triage *triage = start(&f);
    char *path = card_wording_file(&triage_item(triage)->card, &error);
    assert_non_null(path);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    must(triage_edit_done(triage, path, &changed, &error), &error);
    assert_false(changed);
    assert_false(path_exists(path));
    free(path);
    triage_free(triage);
    fixture_close(&f);
}

/* --- Goals --------------------------------------------------------------------------------------
 */

static void add_goal(struct harvest *harvest, const char *goal, const char *name,
                     enum goal_status status, long line)
{
    *harvest_add_goal_item(harvest) =
        (struct goal_item){.goal = goal, .name = name, .status = status, .line = line};
}

static bool print_goal(void *context, const struct goal_row *row)
{
    text_printf(context, "%s %ld %ld %ld %zu %s|", row->name, row->target, row->done,
                row->in_progress, row->item_count, row->question ? row->question : "");
    return true;
}

static void expect_goals(struct fixture *f, const char *wanted)
{
    struct text text = {0};
    struct error error = {0};
    must(collection_each_goal(f->collection, print_goal, &text, &error), &error);
    assert_string_equal(text_string(&text), wanted);
    text_release(&text);
}

/* The command over the same file, in this process. */
static char *goals_command(const struct fixture *f, const char *option)
{
    char *out = NULL;
    size_t size = 0;
    char *arguments[] = {
        (char *)(uintptr_t) "tutor338", (char *)(uintptr_t) "--collection", f->path,
        (char *)(uintptr_t) "goals",    (char *)(uintptr_t)option,          NULL};
    FILE *stream = open_memstream(&out, &size);
    assert_int_equal(command_line(option ? 5 : 4, arguments, stdin, stream, stderr), 0);
    (void)fclose(stream);
    return out;
}

static void goals_are_printed(void **state)
{
    (void)state;
    struct fixture f;
    struct harvest journal = {.file = "/notes/journal.md"};
    fixture_open(&f);
    char *out = goals_command(&f, NULL);
    assert_non_null(strstr(out, "The notes name no goals yet"));
    free(out);
    add_goal(&journal, "books", "Deep Water", GOAL_DONE, 5);
    add_goal(&journal, "books", "The Long\x1b Log", GOAL_IN_PROGRESS, 6);
    *harvest_add_goal_target(&journal) = (struct goal_target){"books", 3, 2, "read three books"};
    (void)test_import_one(f.collection, &journal);
    out = goals_command(&f, NULL);
    assert_non_null(strstr(out, "books 1 of 3, 1 in progress\n  done         Deep Water\n"));
    assert_non_null(strstr(out, "which holds?"));
    assert_null(strchr(out, '\x1b'));
    free(out);
    out = goals_command(&f, "--json");
    json_t *list = json_loads(out, 0, NULL), *goal = json_array_get(list, 0);
    assert_string_equal(json_string_value(json_object_get(goal, "name")), "books");
    assert_int_equal(json_integer_value(json_object_get(goal, "target")), 3);
    assert_int_equal(json_integer_value(json_object_get(goal, "done")), 1);
    assert_int_equal(json_integer_value(json_object_get(goal, "in_progress")), 1);
    assert_int_equal(json_array_size(json_object_get(goal, "items")), 2);
    assert_true(json_is_string(json_object_get(goal, "question")));
    json_decref(list);
    free(out);
    harvest_release(&journal);
    fixture_close(&f);
}

static void goals_are_gathered_and_questioned(void **state)
{
    (void)state;
    struct fixture f;
    struct harvest journal = {.file = "/notes/journal.md"}, other = {.file = "/notes/other.md"};
    fixture_open(&f);
    expect_goals(&f, "");
    add_goal(&journal, "books", "Deep Water", GOAL_DONE, 5);
    add_goal(&journal, "books", "The Long Log", GOAL_IN_PROGRESS, 6);
    add_goal(&journal, "Papers", "On Clocks", GOAL_PLANNED, 9);
    *harvest_add_goal_target(&journal) = (struct goal_target){"books", 3, 2, "read three books"};
    const struct harvest *both[] = {&journal, &other};
    struct import_counts counts = test_import(f.collection, both, 2);
    assert_int_equal(counts.goals, 2);
    expect_goals(&f, "books 3 1 1 2 The text promises 3 books, the table lists 2: which "
                     "holds?|Papers -1 0 0 1 |");
    add_goal(&other, "Books", "deep water", GOAL_PLANNED, 1); /* listed twice is one, done */
    add_goal(&other, "Books", "Third", GOAL_PLANNED, 2);
    (void)test_import(f.collection, both, 2);
    expect_goals(&f, "books 3 1 1 3 |Papers -1 0 0 1 |");
    *harvest_add_goal_target(&other) = (struct goal_target){"books", 4, 3, "four"};
    (void)test_import(f.collection, both, 2);
    expect_goals(&f,
                 "books 3 1 1 3 The text promises 3 books, and elsewhere 4: which holds?|Papers -1 "
                 "0 0 1 |");
    assert_int_equal(test_doctor(f.collection, false), 0);
    test_sql(f.path, "UPDATE goal SET status = 0");
    assert_true(test_doctor(f.collection, true) == 0);
    const struct harvest *one[] = {&other};
    (void)test_import(f.collection, one, 1); /* the journal is gone */
    expect_goals(&f, "books 4 0 0 2 The text promises 4 books, the table lists 2: which "
                     "holds?|");
    harvest_release(&journal);
    harvest_release(&other);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_waits_in_an_empty_inbox),
        cmocka_unit_test(the_surest_comes_first_and_twenty_make_a_batch),
        cmocka_unit_test(undo_goes_back_step_by_step),
        cmocka_unit_test(all_like_this_is_one_step),
        cmocka_unit_test(a_conflict_shows_both_and_is_decided_alone),
        cmocka_unit_test(a_card_put_aside_comes_last_and_can_return),
        cmocka_unit_test(editing_stores_the_persons_words),
        cmocka_unit_test(a_spoiled_text_changes_nothing),
        cmocka_unit_test(the_file_for_the_editor_is_private_and_goes),
        cmocka_unit_test(goals_are_gathered_and_questioned),
        cmocka_unit_test(goals_are_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
