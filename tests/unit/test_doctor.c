/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The replay of all events equals what was kept up step by step; what does not is found. */
#include "tests/support/suite.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/random.h"
#include "engine/collection.h"
#include "tests/support/store.h"

static struct clock now;

static struct collection *fresh(const char *path)
{
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink(path);
    return test_open(path, &now);
}

/* --- Random histories --------------------------------------------------------------------------
 */

struct history {
    struct collection *c;
    struct random_source random;
    char ids[40][40];
    size_t count;
};

static bool take_id(void *context, const struct card *card)
{
    struct history *history = context;
    if (history->count < 40)
        memcpy(history->ids[history->count++], card->id, strlen(card->id) + 1);
    return true;
}

static void import_random(struct history *history)
{
    struct harvest a, b;
    struct error error = {0};
    int shift = (int)random_below(&history->random, 4);
    test_harvest(&a, "/notes/a.md", "card", 6 + shift);
    test_harvest(&b, "/notes/b.md", random_below(&history->random, 2) ? "card" : "horse", 5);
    for (size_t i = 0; i < a.draft_count; i++) {
        a.drafts[i].line += shift;
        a.drafts[i].confidence = 0.5 + 0.1 * (double)random_below(&history->random, 5);
    }
    if (shift == 2)
        a.drafts[2].back = "number 2 of card is 14100";
    if (shift == 3)
        a.drafts[1].topic = "another topic";
    const struct harvest *both[] = {&a, &b};
    (void)test_import(history->c, both, 1 + random_below(&history->random, 2));
    harvest_release(&a);
    harvest_release(&b);
    history->count = 0;
    assert_true(collection_each_card(history->c, NULL, take_id, history, &error));
}

static void answer_random(struct history *history, const char *id)
{
    static const char *const drills[] = {"powers", "arithmetic"};
    static const char *const prerequisites[] = {"arithmetic", "counting", NULL};
    struct graded graded;
    struct error error = {0};
    uint64_t kind = random_below(&history->random, 5), drill = random_below(&history->random, 2);
    struct answer answer = {.kind = kind == 0   ? ITEM_DRILL
                                    : kind == 1 ? ITEM_SIMULATION
                                                : ITEM_CARD,
                            .grade = (int)random_below(&history->random, 6),
                            .milliseconds = (int64_t)random_below(&history->random, 90000),
                            .level = 1 + (int)random_below(&history->random, 3),
                            .typed = "1/\"2\"\n\xff",
                            .distance = 0.25};
    answer.subject = kind == 0 ? drills[drill] : kind == 1 ? "hashing:probes" : id;
    answer.prerequisites = drill == 0 ? prerequisites : NULL;
    assert_true(collection_answer(history->c, &answer, &graded, &error));
}

static void act(struct history *history)
{
    struct error error = {0};
    struct undone undone;
    const char *id = history->ids[random_below(&history->random, history->count)];
    uint64_t what = random_below(&history->random, 24);
    if (what < 12)
        answer_random(history, id);
    else if (what < 15)
        assert_true(collection_undo(history->c, &undone, &error));
    else if (what < 20)
        assert_true(collection_care(history->c, (enum care)random_below(&history->random, 7), id,
                                    "2026-12-24", &error));
    else if (what == 20)
        assert_true(collection_edit(history->c, id, "own front", "own back", &error));
    else if (what == 21)
        import_random(history);
    else if (what == 22)
        assert_true(collection_set(history->c, "goal-answers",
                                   random_below(&history->random, 2) ? "3" : "12", &error));
    else
        assert_true(collection_open_day(history->c, &error));
    if (random_below(&history->random, 3) == 0) /* forward, and now and then far back */
        test_clock_add(&now, (int)random_below(&history->random, 9) - 2,
                       (int)random_below(&history->random, 300));
}

static void replay_equals_what_was_kept(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct history history = {.c = fresh("random.db")};
        random_init(&history.random, seed);
        import_random(&history);
        for (int i = 0; i < 120; i++)
            act(&history);
        assert_int_equal(test_doctor(history.c, false), 0);
        collection_close(history.c);
    }
}

/* --- Damage ------------------------------------------------------------------------------------
 */

static void reviewed(const char *path)
{
    struct harvest harvest;
    struct collection *c = fresh(path);
    test_harvest(&harvest, "/notes/a.md", "card", 30);
    (void)test_import_one(c, &harvest);
    for (int i = 0; i < 10; i++)
        (void)test_grade(c, test_find(c, harvest.drafts[i].front), i % 6);
    harvest_release(&harvest);
    collection_close(c);
}

static void wrong_tables_are_found_and_rebuilt(void **state)
{
    (void)state;
    static const char *const harm[] = {
        "UPDATE card SET ease_hundredths = 999 WHERE reviewed = 1",
        "DELETE FROM card WHERE rowid = 3",
        "UPDATE day SET answers = 400",
        "DELETE FROM card_source WHERE place = 2",
        "INSERT INTO undone VALUES ('nonsense')",
        "INSERT INTO setting VALUES ('length', 1, 1, 'x', '12')",
    };
    reviewed("wrong.db");
    for (size_t i = 0; i < sizeof harm / sizeof harm[0]; i++) {
        test_sql("wrong.db", harm[i]);
        struct collection *c = test_open("wrong.db", &now);
        assert_true(test_doctor(c, false) > 0);
        assert_int_equal(test_doctor(c, true), 0);
        assert_int_equal(test_doctor(c, false), 0);
        collection_close(c);
    }
}

static void impossible_events_are_named(void **state)
{
    (void)state;
    reviewed("grade.db");
    test_sql("grade.db",
             "INSERT INTO event SELECT NULL, 'ffff' || id, device, kind, subject, utc_ms + 1,"
             "offset_minutes, zone, study_day, '{\"grade\":9}' FROM event WHERE kind = 'review' "
             "LIMIT 1;"
             "INSERT INTO event SELECT NULL, 'fffff' || id, device, kind, 'feedfeedfeedfeed', "
             "utc_ms + 1, offset_minutes, zone, study_day, payload FROM event WHERE kind = 'review'"
             " LIMIT 1;"
             "INSERT INTO event SELECT NULL, 'ffffff' || id, device, 'credit', 'drill/powers', "
             "utc_ms + 1, offset_minutes, zone, study_day, '{\"of\":\"nothing\",\"share\":0.25}' "
             "FROM event WHERE kind = 'review' LIMIT 1");
    struct collection *c = test_open("grade.db", &now);
    struct doctor_report report;
    struct error error = {0};
    bool grade = false, unknown = false, answer = false;
    assert_true(collection_doctor(c, false, &report, &error));
    for (size_t i = 0; i < report.count; i++) {
        grade |= !strcmp(report.problems[i].code, "impossible-grade");
        unknown |= !strcmp(report.problems[i].code, "unknown-card");
        answer |= !strcmp(report.problems[i].code, "unknown-answer");
    }
    assert_true(grade);
    assert_true(unknown);
    assert_true(answer);
    doctor_report_release(&report);
    collection_close(c);
}

/* Every tenth page is filled with nonsense in turn: an error or findings, never a crash. */
static void damage_is_said_never_fatal(void **state)
{
    (void)state;
    char *bytes;
    size_t length;
    struct error error = {0};
    reviewed("sound.db");
    assert_true(file_read("sound.db", &bytes, &length, &error));
    size_t silent = 0;
    for (size_t page = 0; page < length / 4096; page += 2) {
        char *copy = memory_copy_bytes(bytes, length);
        memset(copy + page * 4096 + (page ? 0 : 200), 0xA5, page ? 4096 : 3800);
        assert_true(file_write_atomic("hurt.db", copy, length, &error));
        struct error cause = {0};
        struct collection_options options = {.path = "hurt.db", .clock = &now, .writable = true};
        struct collection *c = collection_open(&options, &cause);
        struct doctor_report report = {0};
        if (!c)
            assert_int_equal(cause.kind, ERROR_COLLECTION);
        else if (collection_doctor(c, page % 4 == 0, &report, &cause) && !report.count)
            silent++;
        doctor_report_release(&report);
        collection_close(c);
        free(copy);
    }
    assert_true(silent <= 2); /* a free page may hold anything */
    free(bytes);
}

static void cut_files_are_refused(void **state)
{
    (void)state;
    char *bytes;
    size_t length;
    struct error error = {0};
    reviewed("whole.db");
    assert_true(file_read("whole.db", &bytes, &length, &error));
    for (size_t cut = 1000; cut < length; cut += 20000) {
        struct error cause = {0};
        assert_true(file_write_atomic("cut.db", bytes, cut, &error));
        struct collection_options options = {.path = "cut.db", .clock = &now, .writable = true};
        struct collection *c = collection_open(&options, &cause);
        struct doctor_report report = {0};
        if (c) {
            assert_true(collection_doctor(c, false, &report, &cause));
            assert_true(report.count > 0);
        } else {
            assert_int_equal(cause.kind, ERROR_COLLECTION);
        }
        doctor_report_release(&report);
        collection_close(c);
    }
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replay_equals_what_was_kept),
        cmocka_unit_test(wrong_tables_are_found_and_rebuilt),
        cmocka_unit_test(impossible_events_are_named),
        cmocka_unit_test(damage_is_said_never_fatal),
        cmocka_unit_test(cut_files_are_refused),
    };
    return cmocka_run_group_tests_name("doctor", tests, NULL, NULL);
}
