/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events that travel between devices in files: whatever arrives how and when, all end alike. */
#include "tests/support/suite.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/collection_internal.h"
#include "engine/sync.h"
#include "tests/support/devices.h"
#include "tests/support/store.h"

/* --- Any life, any delivery --------------------------------------------------------------------
 */

enum { DEVICES = 3, STEPS = 90, ROUNDS = 10 };

static void expect_same(struct device *a, struct device *b, uint64_t seed)
{
    struct text left = {0}, right = {0};
    device_dump(a, true, &left);
    device_dump(b, true, &right);
    if (strcmp(text_string(&left), text_string(&right)) != 0) {
        file_put("sync-left.txt", left.data, left.length);
        file_put("sync-right.txt", right.data, right.length);
        fail_msg("seed %d: devices %d and %d differ (sync-left.txt, sync-right.txt)", (int)seed,
                 a->number, b->number);
    }
    text_release(&left);
    text_release(&right);
}

static size_t line_end(const char *bytes, size_t length)
{
    while (length && bytes[length - 1] != '\n')
        length--;
    return length;
}

/* Carries a file in one of the ways in which files are carried. */
static void carry(struct device *from, struct device *to, struct random_source *random)
{
    size_t whole, length;
    char *bytes = file_text(from->file, &whole), path[200];
    length = whole ? random_below(random, whole + 1) : 0;
    switch (random_below(random, 5)) {
    case 0: /* cut anywhere */
        device_deliver(from, to, length);
        break;
    case 1: /* cut between lines */
        device_deliver(from, to, line_end(bytes, length));
        break;
    case 2: /* as a synchroniser keeps an older version */
        (void)snprintf(path, sizeof path, "%s/%s.sync-conflict-20261120-0%d0000-ABCDEFG.jsonl",
                       to->folder, from->name, (int)random_below(random, 3));
        file_put(path, bytes, line_end(bytes, length));
        break;
    case 3: /* twice */
        (void)snprintf(path, sizeof path, "%s/%s.jsonl", to->folder, from->name);
        bytes = memory_resize(bytes, 2 * whole + 1, 1);
        memcpy(bytes + whole, bytes, whole);
        file_put(path, bytes, 2 * whole);
        break;
    default:
        device_deliver(from, to, SIZE_MAX);
    }
    free(bytes);
}

/* What is refused leaves everything as it was. */
static void try_sync(struct device *device, struct random_source *random)
{
    struct text before = {0}, after = {0};
    struct sync_counts counts;
    struct error error = {0};
    size_t had, has;
    device_dump(device, true, &before);
    char *own_before = file_text(device->file, &had);
    if (!device_try(device, random_below(random, 2), &counts, &error)) {
        if (!strstr(error.message, "not whole") && !strstr(error.message, "unknown card"))
            fail_msg("%s:%ld: %s", error.file, error.line, error.message);
        assert_int_equal(error.kind, ERROR_INPUT);
        device_dump(device, true, &after);
        assert_string_equal(text_string(&before), text_string(&after));
        char *own_after = file_text(device->file, &has);
        assert_int_equal(had, has);
        assert_memory_equal(own_before, own_after, had);
        free(own_after);
    }
    if (!random_below(random, 3)) /* what was folded one by one is what all of it gives */
        assert_int_equal(test_doctor_but(device->c, "unknown-card"), 0);
    free(own_before);
    text_release(&before);
    text_release(&after);
}

static void live_through(uint64_t seed)
{
    struct device devices[DEVICES];
    struct random_source random;
    random_init(&random, seed);
    for (int i = 0; i < DEVICES; i++)
        device_open(&devices[i], "any", i, "2026-11-20T08:00:00+01:00");
    for (int step = 0; step < STEPS; step++) {
        struct device *device = &devices[random_below(&random, DEVICES)];
        struct device *other = &devices[random_below(&random, DEVICES)];
        device_live(device, &random);
        if (!random_below(&random, 3) && other != device)
            carry(other, device, &random);
        if (!random_below(&random, 3))
            try_sync(device, &random);
    }
    for (int i = 0; i < DEVICES; i++)
        assert_int_equal(test_doctor_but(devices[i].c, "unknown-card"), 0);
    devices_exchange(devices, DEVICES);
    for (int i = 0; i < DEVICES; i++) {
        struct sync_counts again = device_sync(&devices[i]);
        assert_int_equal(again.received + again.written + again.read, 0);
        assert_int_equal(test_doctor(devices[i].c, false), 0);
        if (i)
            expect_same(&devices[0], &devices[i], seed);
    }
    for (int i = 0; i < DEVICES; i++)
        device_close(&devices[i]);
}

static void all_devices_end_alike(void **state)
{
    (void)state;
    const char *chosen = getenv("SYNC_SEED");
    if (chosen) {
        live_through(strtoull(chosen, NULL, 10));
        return;
    }
    for (uint64_t seed = 1; seed <= ROUNDS; seed++)
        live_through(seed);
}

/* --- Two devices -------------------------------------------------------------------------------
 */

static struct device here, there;

static void open_two(const char *test)
{
    device_open(&here, test, 0, "2026-11-20T08:00:00+01:00");
    device_open(&there, test, 1, "2026-11-20T09:00:00+01:00");
}

static void close_two(void)
{
    expect_same(&here, &there, 0);
    assert_int_equal(test_doctor(here.c, false), 0);
    assert_int_equal(test_doctor(there.c, false), 0);
    device_close(&here);
    device_close(&there);
}

/* One writes, the other reads. */
static struct sync_counts send(struct device *from, struct device *to)
{
    (void)device_sync(from);
    device_deliver(from, to, SIZE_MAX);
    return device_sync(to);
}

static void meet(void)
{
    (void)send(&here, &there);
    (void)send(&there, &here);
    (void)send(&here, &there);
}

static void import_notes(struct device *device, const char *file, int count)
{
    struct harvest harvest;
    test_harvest(&harvest, file, "card", count);
    (void)test_import_one(device->c, &harvest);
    harvest_release(&harvest);
}

static const char *const front = "card 0 asks after aaa";

static int repetitions(struct device *device, const char *id)
{
    struct schedule schedule;
    struct error error = {0};
    assert_true(collection_schedule(device->c, ITEM_CARD, id, &schedule, &error));
    return schedule.reviewed ? schedule.repetitions : -1;
}

static int answers(struct device *device)
{
    struct day_fact fact;
    struct error error = {0};
    assert_true(collection_day(device->c, collection_today(device->c), &fact, &error));
    return fact.answers;
}

static void undo(struct device *device, const char *kind)
{
    struct undone undone;
    struct error error = {0};
    assert_true(collection_undo(device->c, &undone, &error));
    assert_int_equal(undone.found, kind != NULL);
    if (kind)
        assert_string_equal(undone.kind, kind);
}

static char *event_line_of(struct device *device, const char *kind)
{
    size_t length;
    char *all = file_text(device->file, &length), pattern[64], *line = NULL;
    (void)snprintf(pattern, sizeof pattern, "\"kind\":\"%s\"", kind);
    char *rest = all;
    for (char *at; (at = strsep(&rest, "\n")) && !line;)
        if (strstr(at, pattern)) {
            line = malloc(strlen(at) + 2);
            (void)sprintf(line, "%s\n", at);
        }
    free(all);
    assert_non_null(line);
    return line;
}

static void an_undo_that_comes_after_its_answer_takes_it_back(void **state)
{
    (void)state;
    open_two("late");
    import_notes(&here, "/notes/a.md", 3);
    char id[40];
    strcpy(id, test_find(here.c, front));
    (void)test_grade(here.c, id, 4);
    (void)send(&here, &there);
    assert_int_equal(repetitions(&there, id), 1);
    assert_int_equal(answers(&there), 1);
    undo(&here, "review");
    (void)send(&here, &there);
    assert_int_equal(repetitions(&there, id), -1);
    assert_int_equal(answers(&there), 0);
    meet();
    close_two();
}

/* The file of a third device, which holds the undo only, arrives first. */
static void an_undo_that_comes_before_its_answer_takes_it_back(void **state)
{
    (void)state;
    open_two("early");
    import_notes(&here, "/notes/a.md", 3);
    char id[40], name[128];
    strcpy(id, test_find(here.c, front));
    (void)send(&here, &there);
    (void)test_grade(here.c, id, 4);
    undo(&here, "review");
    (void)device_sync(&here);
    char *line = event_line_of(&here, "undo");
    (void)snprintf(name, sizeof name, "%s/%s (copy).jsonl", there.folder, here.name);
    file_put_text(name, line);
    free(line);
    struct sync_counts counts = device_sync(&there);
    assert_int_equal(counts.received, 1);
    assert_int_equal(counts.by_kind[EVENT_UNDO], 1);
    counts = send(&here, &there);
    assert_int_equal(counts.by_kind[EVENT_REVIEW], 1);
    assert_int_equal(repetitions(&there, id), -1);
    assert_int_equal(answers(&there), 0);
    meet();
    close_two();
}

static void undo_takes_back_what_this_device_did(void **state)
{
    (void)state;
    open_two("own");
    import_notes(&here, "/notes/a.md", 3);
    char id[40];
    strcpy(id, test_find(here.c, front));
    (void)test_grade(here.c, id, 4);
    (void)send(&here, &there);
    undo(&there, NULL); /* nothing was done there */
    struct error error = {0};
    assert_true(collection_care(there.c, CARE_SUSPEND, id, NULL, &error));
    (void)send(&there, &here);
    assert_int_equal(test_state(here.c, front), CARD_SUSPENDED);
    undo(&here, "review"); /* not the newest of all, but the newest of here */
    undo(&here, NULL);
    assert_int_equal(test_state(here.c, front), CARD_SUSPENDED);
    undo(&there, "suspend");
    meet();
    assert_int_equal(test_state(here.c, front), CARD_ACTIVE);
    assert_int_equal(repetitions(&here, id), -1);
    close_two();
}

static void what_is_decided_later_holds_whatever_the_clocks_say(void **state)
{
    (void)state;
    open_two("decided");
    struct error error = {0};
    test_clock(&here.clock, "2026-12-24T08:00:00+01:00"); /* a month ahead */
    assert_true(collection_set(here.c, "length", "100", &error));
    (void)send(&here, &there);
    assert_true(collection_set(there.c, "length", "200", &error)); /* by one who saw the 100 */
    meet();
    test_clock(&there.clock, "2026-12-25T08:00:00+01:00");
    test_clock(&here.clock, "2026-12-25T08:00:00+01:00");
    assert_int_equal(collection_setting_integer(here.c, "length"), 200);
    assert_int_equal(collection_setting_integer(there.c, "length"), 200);
    close_two();
}

static void a_scheduler_that_arrives_tells_the_history_anew(void **state)
{
    (void)state;
    open_two("scheduler");
    import_notes(&here, "/notes/a.md", 3);
    char id[40];
    struct error error = {0};
    struct schedule schedule;
    strcpy(id, test_find(here.c, front));
    (void)send(&here, &there);
    (void)test_grade(there.c, id, 4);
    assert_true(collection_set(here.c, "scheduler", "fsrs", &error));
    (void)send(&here, &there);
    assert_true(collection_schedule(there.c, ITEM_CARD, id, &schedule, &error));
    assert_true(schedule.stability > 2 && schedule.stability < 3); /* of the first "good" */
    meet();
    close_two();
}

/* --- Notes on two devices ----------------------------------------------------------------------
 */

static bool look_at_sources(void *context, const struct card *card)
{
    char(*text)[512] = context;
    (void)snprintf(*text, sizeof *text, "%s %zu", card_state_name(card->state), card->source_count);
    return false;
}

static void expect_card(struct device *device, const char *id, const char *expected)
{
    struct card card;
    struct error error = {0};
    char text[512] = "";
    assert_true(collection_card(device->c, id, &card, &error));
    (void)look_at_sources(&text, &card);
    card_release(&card);
    assert_string_equal(text, expected);
}

static void the_same_notes_elsewhere_are_the_same_cards(void **state)
{
    (void)state;
    open_two("paths");
    import_notes(&here, "/notes/home/a.md", 4);
    char id[40];
    strcpy(id, test_find(here.c, front));
    (void)test_grade(here.c, id, 4);
    (void)send(&here, &there);
    assert_int_equal(test_state(there.c, front), CARD_ACTIVE); /* though no file is there */
    import_notes(&there, "/notes/work/a.md", 4);
    assert_string_equal(test_find(there.c, front), id);
    assert_int_equal(repetitions(&there, id), 1);
    struct collection_counts counts;
    struct error error = {0};
    assert_true(collection_count(there.c, &counts, &error));
    assert_int_equal(counts.cards[CARD_ACTIVE], 4); /* no twins */
    assert_int_equal(counts.cards[CARD_ORPHANED], 0);
    meet();
    expect_card(&here, id, "active 2");
    import_notes(&here, "/notes/home/b.md", 0); /* a.md is gone here */
    expect_card(&here, id, "active 1");
    meet();
    expect_card(&there, id, "active 1");
    import_notes(&there, "/notes/work/b.md", 0); /* and there */
    meet();
    expect_card(&here, id, "orphaned 0");
    close_two();
}

/* One path on both: each speaks of its own file. */
static void a_path_is_another_file_on_another_device(void **state)
{
    (void)state;
    open_two("same");
    import_notes(&here, "/notes/a.md", 4);
    char id[40], last[40];
    strcpy(id, test_find(here.c, front));
    strcpy(last, test_find(here.c, "card 3 asks after dav"));
    (void)send(&here, &there);
    import_notes(&there, "/notes/b.md", 2); /* there is no a.md there: that says nothing */
    assert_string_equal(test_find(there.c, front), id);
    expect_card(&there, id, "active 2");
    import_notes(&there, "/notes/a.md", 3); /* with a card less */
    meet();
    expect_card(&here, id, "active 2");
    expect_card(&here, last, "active 1");
    import_notes(&here, "/notes/z.md", 0);
    meet();
    expect_card(&there, id, "active 1");
    expect_card(&there, last, "orphaned 0");
    import_notes(&here, "/notes/a.md", 4);
    meet();
    expect_card(&there, last, "active 1");
    close_two();
}

static void a_source_of_another_device_is_known_as_such(void **state)
{
    (void)state;
    open_two("source");
    import_notes(&here, "/notes/a.md", 2);
    (void)send(&here, &there);
    struct source *sources;
    size_t count;
    struct error error = {0};
    assert_true(collection_sources(there.c, &sources, &count, &error));
    assert_int_equal(count, 1);
    assert_false(sources[0].own);
    sources_release(sources, count);
    import_notes(&there, "/notes/a.md", 2); /* now it is one of its own, too */
    assert_true(collection_sources(there.c, &sources, &count, &error));
    assert_true(sources[0].own);
    sources_release(sources, count);
    assert_true(collection_import_begin(here.c, &error));
    assert_true(collection_forget_source(here.c, "/notes", &error));
    assert_true(collection_import_end(here.c, true, NULL, &error));
    meet();
    assert_true(collection_sources(there.c, &sources, &count, &error));
    assert_int_equal(count, 1); /* forgotten there, not here */
    sources_release(sources, count);
    assert_int_equal(test_state(there.c, front), CARD_ACTIVE);
    close_two();
}

static void define(struct device *device, const char *file, const char *back, const char *words)
{
    struct harvest harvest = {0};
    harvest.file = file;
    struct draft *draft = test_draft(&harvest, "Part", "What is the meaning of a quorum?", back, 1);
    draft->claim = (struct claim){CLAIM_DEFINITION, "quorum", words, ""};
    (void)test_import_one(device->c, &harvest);
    harvest_release(&harvest);
}

static void a_copy_yet_to_be_read_again_contradicts_nobody(void **state)
{
    (void)state;
    const char *question = "What is the meaning of a quorum?";
    open_two("stale");
    define(&here, "/notes/home/a.md", "The least number of replicas that must agree",
           "least number replicas agree");
    (void)send(&here, &there);
    define(&there, "/notes/work/a.md", "The least number of replicas that must agree",
           "least number replicas agree");
    meet();
    test_clock_add(&here.clock, 1, 0);
    define(&here, "/notes/home/a.md", "The least number of machines that must answer, all told",
           "colour tea old pot");
    meet();
    assert_int_equal(test_state(here.c, question), CARD_ACTIVE);
    assert_int_equal(test_state(there.c, question), CARD_ACTIVE);
    close_two();
}

static void import_deck(struct device *device)
{
    struct harvest harvest = {0};
    static const struct draft_review reviews[] = {{INT64_C(1795132800000), 4, 3000, 3, 250}};
    harvest.file = "/notes/deck.apkg";
    struct draft *draft = test_draft(&harvest, "Deck", front, "so", 1);
    draft->key = "key";
    draft->reviews = reviews;
    draft->review_count = 1;
    (void)test_import_one(device->c, &harvest);
    harvest_release(&harvest);
}

/* 2026-11-20, one o'clock at night in Europe: the 19th on both, and the evening in New York. */
static void an_answer_taken_over_in_two_zones_is_one(void **state)
{
    (void)state;
    open_two("zones");
    import_deck(&here);
    test_clock(&there.clock, "2026-11-20T03:00:00-05:00");
    import_deck(&there);
    meet();
    assert_int_equal(test_number(here.path, "SELECT count(*) FROM event WHERE device = 'imported'"),
                     1);
    struct sync_counts again = device_sync(&there);
    assert_int_equal(again.read + again.written, 0);
    close_two();
}

/* --- Files -------------------------------------------------------------------------------------
 */

static void grade_some(struct device *device, int count)
{
    char id[40];
    strcpy(id, test_find(device->c, front));
    for (int i = 0; i < count; i++) {
        test_clock_add(&device->clock, 0, 1);
        (void)test_grade(device->c, id, i % 6);
    }
}

static void what_was_read_is_not_read_again(void **state)
{
    (void)state;
    open_two("again");
    import_notes(&here, "/notes/a.md", 3);
    grade_some(&here, 5);
    struct sync_counts counts = send(&here, &there);
    assert_int_equal(counts.files, 1);
    assert_int_equal(counts.devices, 1);
    assert_int_equal(counts.read, 5 + 3 + 2);
    assert_int_equal(counts.received, counts.read);
    assert_int_equal(device_sync(&there).read, 0);
    grade_some(&here, 2);
    counts = send(&here, &there);
    assert_int_equal(counts.read, 2);
    char path[200];
    (void)snprintf(path, sizeof path, "%s/%s.jsonl", there.folder, here.name);
    size_t length;
    char *bytes = file_text(path, &length);
    bytes[length - 3] = ' '; /* another file of the same size */
    file_put(path, bytes, length);
    free(bytes);
    struct error error = {0};
    assert_false(device_try(&there, false, &counts, &error));
    assert_string_equal(error.message,
                        "the last line is not whole: the transfer may not be finished; try again "
                        "when it is");
    assert_int_equal(error.line, 12);
    device_deliver(&here, &there, SIZE_MAX);
    counts = device_sync(&there);
    assert_int_equal(counts.received, 0);
    meet();
    close_two();
}

/* However much of the last line was written when the machine stopped. */
static void a_torn_end_of_the_own_file_is_mended(void **state)
{
    (void)state;
    open_two("torn");
    import_notes(&here, "/notes/a.md", 2);
    grade_some(&here, 2);
    (void)device_sync(&here);
    size_t before, length;
    free(file_text(here.file, &before));
    for (size_t cut = 1; cut < 400; cut += 7) {
        free(file_text(here.file, &before));
        grade_some(&here, 1);
        (void)device_sync(&here);
        char *bytes = file_text(here.file, &length);
        if (before + cut >= length)
            cut = length - before - 1;
        struct text sql = {0}; /* the collection as it was before it knew of that line */
        text_printf(&sql, "UPDATE local SET value = 'x' WHERE name LIKE 'sync %%'");
        test_sql(here.path, sql.data);
        text_release(&sql);
        file_put(here.file, bytes, before + cut);
        struct sync_counts counts = device_sync(&here);
        assert_int_equal(counts.written, 1);
        size_t again;
        char *mended = file_text(here.file, &again);
        assert_int_equal(again, length);
        assert_memory_equal(mended, bytes, length);
        free(mended);
        free(bytes);
        if (before + cut + 1 == length)
            break;
    }
    meet();
    close_two();
}

static void a_torn_end_of_somebody_elses_line_is_not_cut(void **state)
{
    (void)state;
    open_two("strange");
    import_notes(&here, "/notes/a.md", 2);
    (void)device_sync(&here);
    size_t length, again;
    char *bytes = file_text(here.file, &length);
    struct text longer = {0};
    text_append_bytes(&longer, bytes, length);
    text_append(&longer, "{\"schema_version\":1,\"id\":\"019a9f5c-1c00-7000-8000-000000000001\",");
    file_put(here.file, longer.data, longer.length);
    struct sync_counts counts;
    struct error error = {0};
    assert_false(device_try(&here, false, &counts, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_int_equal(error.line, 5);
    free(bytes);
    bytes = file_text(here.file, &again);
    assert_int_equal(again, longer.length);
    free(bytes);
    text_release(&longer);
    device_close(&here);
    device_close(&there);
}

static void copy_file(const char *from, const char *to)
{
    size_t length;
    char *bytes = file_text(from, &length);
    file_put(to, bytes, length);
    free(bytes);
}

static void reopen(struct device *device, uint64_t seed)
{
    struct collection_options options = {
        .path = device->path, .clock = &device->clock, .writable = true, .seeded = true};
    struct error error = {0};
    options.seed = seed;
    device->c = collection_open(&options, &error);
    assert_non_null(device->c);
}

/* The own file knows more than the collection. */
static void an_older_backup_takes_in_what_was_written_since(void **state)
{
    (void)state;
    struct error error = {0};
    open_two("backup");
    import_notes(&here, "/notes/a.md", 2);
    grade_some(&here, 2);
    (void)device_sync(&here);
    (void)unlink("older.db");
    assert_true(collection_backup(here.c, "older.db", NULL, &error));
    grade_some(&here, 3);
    (void)device_sync(&here);
    char *whole = file_text(here.file, NULL);
    device_close(&here);
    (void)unlink("backup-0.db-wal");
    copy_file("older.db", here.path);
    reopen(&here, 5);
    grade_some(&here, 1);
    struct sync_counts counts = device_sync(&here);
    assert_int_equal(counts.received, 3);
    assert_int_equal(counts.written, 1);
    char *longer = file_text(here.file, NULL);
    assert_memory_equal(longer, whole, strlen(whole)); /* only added to */
    free(whole);
    free(longer);
    assert_int_equal(test_number(here.path, "SELECT count(*) FROM event WHERE kind = 'review'"), 6);
    meet();
    close_two();
}

/* Two machines of one name, whose lines interleave. */
static void a_copied_collection_loses_nothing(void **state)
{
    (void)state;
    struct error error = {0};
    open_two("copied");
    import_notes(&here, "/notes/a.md", 2);
    grade_some(&here, 1);
    (void)device_sync(&here);
    device_close(&there);
    (void)unlink(there.path);
    assert_true(collection_backup(here.c, there.path, NULL, &error));
    there.clock = here.clock;
    test_clock_add(&there.clock, 0, 100);
    reopen(&there, 99);
    memcpy(there.name, here.name, sizeof there.name);
    (void)snprintf(there.file, sizeof there.file, "%s/%s.jsonl", there.folder, there.name);
    copy_file(here.file, there.file);
    grade_some(&there, 2);
    (void)device_sync(&there);
    grade_some(&here, 2); /* before those in time */
    (void)device_sync(&here);
    copy_file(there.file, here.file); /* whoever writes last wins */
    struct sync_counts counts = device_sync(&here);
    assert_int_equal(counts.received, 2);
    assert_int_equal(counts.written, 2);
    copy_file(here.file, there.file);
    counts = device_sync(&there);
    assert_int_equal(counts.received, 2);
    assert_int_equal(counts.written, 0);
    char *left = file_text(here.file, NULL), *right = file_text(there.file, NULL);
    assert_string_equal(left, right);
    free(left);
    free(right);
    assert_int_equal(test_number(here.path, "SELECT count(*) FROM event WHERE kind = 'review'"), 5);
    close_two();
}

static void cards_of_a_file_that_is_still_to_come(void **state)
{
    (void)state;
    struct device third;
    open_two("unknown");
    device_open(&third, "unknown", 2, "2026-11-20T10:00:00+01:00");
    import_notes(&here, "/notes/a.md", 3);
    (void)send(&here, &there);
    grade_some(&there, 2);
    (void)device_sync(&there);
    device_deliver(&there, &third, SIZE_MAX);
    struct sync_counts counts;
    struct error error = {0};
    assert_false(device_try(&third, false, &counts, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_int_equal(error.line, 1);
    assert_non_null(strstr(error.file, there.name));
    char expected[300];
    (void)snprintf(expected, sizeof expected,
                   "unknown card %s: neither the collection nor a file in the folder creates it. "
                   "Wait until the file of the device that did is there, or take such events with "
                   "--accept-unknown",
                   test_find(here.c, front));
    assert_string_equal(error.message, expected);
    assert_int_equal(test_number(third.path, "SELECT count(*) FROM event"), 0);
    error_clear(&error);
    assert_true(device_try(&third, true, &counts, &error));
    assert_int_equal(counts.waiting, 1);
    device_deliver(&here, &third, SIZE_MAX);
    counts = device_sync(&third);
    assert_int_equal(counts.waiting, 0);
    meet();
    expect_same(&here, &third, 0);
    assert_int_equal(test_doctor(third.c, false), 0);
    device_close(&third);
    close_two();
}

static void a_backup_comes_before_many_events(void **state)
{
    (void)state;
    open_two("many");
    import_notes(&here, "/notes/a.md", 120);
    import_notes(&there, "/notes/b.md", 1);
    (void)send(&here, &there);
    assert_int_equal(access("many-1.db.backups", F_OK), 0);
    meet();
    close_two();
}

/* A limit on the size of files stands for the disk. */
static void a_full_disk_changes_nothing(void **state)
{
    (void)state;
    struct sync_counts counts;
    struct error error = {0};
    struct rlimit whole, little;
    size_t length, again;
    open_two("full");
    import_notes(&here, "/notes/a.md", 20);
    (void)device_sync(&here);
    grade_some(&here, 3);
    char *before = file_text(here.file, &length);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &whole), 0);
    little = whole;
    little.rlim_cur = length + 100; /* a part of a line fits */
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    bool good = device_try(&here, false, &counts, &error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &whole), 0);
    assert_false(good);
    assert_int_equal(error.kind, ERROR_FAILURE);
    assert_string_equal(error.message, "cannot be written: File too large");
    char *after = file_text(here.file, &again);
    assert_int_equal(again, length);
    assert_memory_equal(after, before, length);
    free(before);
    free(after);
    assert_int_equal(device_sync(&here).written, 3);
    meet();
    close_two();
}

/* --- What is refused ---------------------------------------------------------------------------
 */

static void expect_refused(const char *file, const char *text, enum error_kind kind, long line,
                           const char *message)
{
    struct sync_counts counts;
    struct error error = {0};
    struct text before = {0}, after = {0};
    char path[200];
    device_dump(&there, true, &before);
    (void)snprintf(path, sizeof path, "%s/%s", there.folder, file);
    if (text)
        file_put_text(path, text);
    assert_false(device_try(&there, false, &counts, &error));
    if (strcmp(error.message, message) != 0 || error.line != line || error.kind != kind)
        fail_msg("%s:%ld: %s (%d), not %ld: %s", error.file, error.line, error.message,
                 (int)error.kind, line, message);
    device_dump(&there, true, &after);
    assert_string_equal(text_string(&before), text_string(&after));
    text_release(&before);
    text_release(&after);
    (void)remove(path);
}

#define LINE(device, id, kind, subject, payload)                                                   \
    "{\"schema_version\":1,\"id\":\"" id "\",\"device\":\"" device "\",\"kind\":\"" kind           \
    "\",\"subject\":\"" subject "\",\"time_utc\":\"2026-11-20T07:00:00Z\",\"utc_offset_min\":60,"  \
    "\"zone\":\"\",\"study_day\":\"2026-11-20\",\"payload\":" payload "}\n"
#define ID1 "019a9f5c-1c00-7001-8000-000000000001"
#define ID2 "019a9f5c-1c00-7002-8000-000000000001"
#define A "00000000000000aa"
#define B "00000000000000bb"
#define DRILL(device, id) LINE(device, id, "drill", "drill/powers", "{\"grade\":4}")

static void what_does_not_belong_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *file, *text;
        long line;
        const char *message;
    } rows[] = {
        {A ".jsonl", DRILL(A, ID1) "nonsense\n" DRILL(A, ID2), 2,
         "is no JSON: expected an event as a line of JSON"},
        {A ".jsonl", DRILL(A, ID1) "\n" DRILL(A, ID2), 2,
         "is no JSON: expected an event as a line of JSON"},
        {A ".jsonl", DRILL(A, ID1) "{\"schema_version\":1,\"id\n", 2,
         "the last line is not whole: the transfer may not be finished; try again when it is"},
        {A ".jsonl", DRILL(A, ID1) "{\"schema_version\":1,\"id", 2,
         "the last line is not whole: the transfer may not be finished; try again when it is"},
        {A ".jsonl", DRILL(A, ID2) DRILL(A, ID1), 2, "the id comes before that of a line above"},
        {A ".jsonl", DRILL(A, ID1) LINE(A, ID1, "drill", "drill/nines", "{\"grade\":4}"), 2,
         "has the id of another event with other content"},
        {A ".jsonl", DRILL(A, ID1) DRILL(B, ID2), 2,
         "an event of device " B " does not belong here: a file holds those of one"},
        {A ".jsonl", DRILL(B, ID1), 1,
         "an event of device " B " does not belong here: a file holds those of one"},
        {"copy of it.jsonl", DRILL(A, ID1) DRILL(B, ID2), 2,
         "an event of device " B " does not belong here: a file holds those of one"},
        {A ".jsonl",
         LINE(A, ID1, "setting", "setting/length", "{\"value\":\"9\"}")
             LINE(A, ID2, "undo", "setting/length", "{\"event\":\"" ID1 "\"}"),
         2, "takes back what cannot be taken back"},
        {A ".jsonl",
         LINE(A, ID1, "undo", "setting/length", "{\"event\":\"" ID2 "\"}")
             LINE(A, ID2, "setting", "setting/length", "{\"value\":\"9\"}"),
         2, "is taken back by another event, and cannot be"},
        {A ".jsonl", "{\"schema_version\":3}\n", 1,
         "was written by a newer version of tutor338 (schema_version 3; this one reads 1): use "
         "that version here, too"},
    };
    open_two("refused");
    import_notes(&there, "/notes/a.md", 2);
    (void)device_sync(&there);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_refused(rows[i].file, rows[i].text, ERROR_INPUT, rows[i].line, rows[i].message);
    file_put_text("refused-1/" A ".jsonl", DRILL(A, ID1) DRILL(A, ID2) DRILL(A, ID1) DRILL(A, ID2));
    struct sync_counts counts = device_sync(&there); /* lines that are there twice do no harm */
    assert_int_equal(counts.received, 2);
    assert_int_equal(counts.read, 4);
    assert_int_equal(test_doctor(there.c, false), 0);
    device_close(&here);
    device_close(&there);
}

static void what_is_no_file_is_refused(void **state)
{
    (void)state;
    struct sync_counts counts;
    struct error error = {0};
    open_two("nofile");
    assert_int_equal(mkdir("nofile-1/x.jsonl", 0700), 0);
    expect_refused("x.jsonl", NULL, ERROR_INPUT, 0, "is a folder, expected a file of events");
    assert_int_equal(symlink("/etc/passwd", "nofile-1/x.jsonl"), 0);
    expect_refused("x.jsonl", NULL, ERROR_INPUT, 0,
                   "is a symbolic link, expected a file of events");
    assert_int_equal(mkfifo("nofile-1/x.jsonl", 0600), 0);
    expect_refused("x.jsonl", NULL, ERROR_INPUT, 0,
                   "is no regular file, expected a file of events");
    file_put_text("nofile-1/.hidden.jsonl", "is passed over");
    file_put_text("nofile-1/readme.txt", "so is this");
    (void)device_sync(&there);
    strcpy(there.folder, "nowhere");
    assert_false(device_try(&there, false, &counts, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_string_equal(error.message, "does not exist; expected the folder for sync");
    error_clear(&error);
    strcpy(there.folder, "nofile-1.db");
    assert_false(device_try(&there, false, &counts, &error));
    assert_string_equal(error.message, "is no folder; expected the folder for sync");
    device_close(&here);
    device_close(&there);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_undo_that_comes_after_its_answer_takes_it_back),
        cmocka_unit_test(an_undo_that_comes_before_its_answer_takes_it_back),
        cmocka_unit_test(undo_takes_back_what_this_device_did),
        cmocka_unit_test(what_is_decided_later_holds_whatever_the_clocks_say),
        cmocka_unit_test(a_scheduler_that_arrives_tells_the_history_anew),
        cmocka_unit_test(the_same_notes_elsewhere_are_the_same_cards),
        cmocka_unit_test(a_path_is_another_file_on_another_device),
        cmocka_unit_test(a_source_of_another_device_is_known_as_such),
        cmocka_unit_test(a_copy_yet_to_be_read_again_contradicts_nobody),
        cmocka_unit_test(an_answer_taken_over_in_two_zones_is_one),
        cmocka_unit_test(what_was_read_is_not_read_again),
        cmocka_unit_test(a_torn_end_of_the_own_file_is_mended),
        cmocka_unit_test(a_torn_end_of_somebody_elses_line_is_not_cut),
        cmocka_unit_test(an_older_backup_takes_in_what_was_written_since),
        cmocka_unit_test(a_copied_collection_loses_nothing),
        cmocka_unit_test(cards_of_a_file_that_is_still_to_come),
        cmocka_unit_test(a_backup_comes_before_many_events),
        cmocka_unit_test(a_full_disk_changes_nothing),
        cmocka_unit_test(what_does_not_belong_is_refused),
        cmocka_unit_test(what_is_no_file_is_refused),
        cmocka_unit_test(all_devices_end_alike),
    };
    return cmocka_run_group_tests_name("sync", tests, NULL, NULL);
}
