/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collections that released versions wrote: opened, brought up to date, nothing lost. */
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/text.h"
#include "engine/collection.h"
#include "sql.h"
#include "tests/support/store.h"

static struct clock now;

/* A copy of tests/fixtures/collection/NAME beside the test. */
static void copy_fixture(const char *name, const char *path)
{
    const char *root = getenv("SOURCE_ROOT");
    char command[1024], buffer[4096];
    (void)snprintf(command, sizeof command, "%s/tests/fixtures/collection/%s", root ? root : ".",
                   name);
    FILE *from = fopen(command, "rb"), *to = fopen(path, "wb");
    assert_non_null(from);
    assert_non_null(to);
    for (size_t got; (got = fread(buffer, 1, sizeof buffer, from)) > 0;)
        assert_int_equal(fwrite(buffer, 1, got, to), got);
    (void)fclose(from);
    assert_int_equal(fclose(to), 0);
}

static bool add_card(void *context, const struct card *card)
{
    text_printf(context, "%s %s %s|%s due %d after %d\n", card->id, card_state_name(card->state),
                card->front, card->back, (int)card->schedule.due, card->schedule.interval_days);
    return true;
}

static char *cards_of(struct collection *c)
{
    struct text all = {0};
    struct error error = {0};
    assert_true(collection_each_card(c, NULL, add_card, &all, &error));
    return text_take(&all);
}

static bool count(void *context, const struct card *card)
{
    (void)card;
    ++*(long *)context;
    return true;
}

static long search(struct collection *c, const char *text)
{
    struct error error = {0};
    long cards = 0;
    assert_true(collection_search(c, text, NULL, 0, count, &cards, &error));
    return cards;
}

static void version_1_keeps_its_cards_and_reviews(void **state)
{
    (void)state;
    struct error error = {0};
    struct collection_counts counts;
    struct plan plan;
    copy_fixture("version-1.db", "version-1.db");
    assert_int_equal(test_number("version-1.db", "PRAGMA user_version"), 1);
    long events = test_number("version-1.db", "SELECT count(*) FROM event"),
         reviews = test_number("version-1.db", "SELECT sum(reviewed) FROM card"),
         active = test_number("version-1.db", "SELECT count(*) FROM card WHERE state = 1");
    test_clock(&now, "2026-03-02T09:00:00+01:00");
    struct collection *c = test_open("version-1.db", &now);
    assert_true(collection_count(c, &counts, &error));
    assert_int_equal(counts.cards[CARD_ACTIVE], active);
    assert_int_equal(counts.events, events);
    assert_true(reviews > 0);
    assert_int_equal(test_number("version-1.db", "SELECT sum(reviewed) FROM card"), reviews);
    assert_int_equal(test_number("version-1.db", "PRAGMA user_version"), sql_migration_count);
    assert_true(path_is_folder("version-1.db.backups")); /* a copy from before */
    assert_int_equal(search(c, "breakwater stone"), 2);
    assert_int_equal(test_doctor(c, false), 0);
    assert_true(collection_plan(c, NULL, 0, &plan, &error));
    assert_true(plan.due > 0);
    plan_release(&plan);
    collection_close(c);
}

static void version_1_is_read_without_being_changed(void **state)
{
    (void)state;
    struct error error = {0};
    copy_fixture("version-1.db", "read.db");
    test_clock(&now, "2026-03-02T09:00:00+01:00");
    struct collection_options options = {.path = "read.db", .clock = &now};
    struct collection *c = collection_open(&options, &error);
    assert_non_null(c);
    assert_int_equal(search(c, "fairway"), 4 + 1); /* two definitions both ways, one question */
    char *read = cards_of(c);
    collection_close(c);
    assert_int_equal(test_number("read.db", "PRAGMA user_version"), 1);
    c = test_open("read.db", &now);
    char *written = cards_of(c);
    assert_string_equal(read, written);
    assert_int_equal(test_number("read.db", "PRAGMA user_version"), sql_migration_count);
    free(read);
    free(written);
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(version_1_keeps_its_cards_and_reviews),
        cmocka_unit_test(version_1_is_read_without_being_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
