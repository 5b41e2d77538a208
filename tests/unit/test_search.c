/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search over all cards, related cards, and the index that must follow every change. */
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/random.h"
#include "engine/base/text.h"
#include "engine/collection.h"
#include "tests/support/store.h"

static struct clock now;

static struct collection *fresh(const char *path)
{
    test_clock(&now, "2026-11-20T08:00:00+01:00");
    (void)unlink(path);
    return test_open(path, &now);
}

static void start(struct harvest *harvest, const char *file)
{
    memset(harvest, 0, sizeof *harvest);
    harvest->file = arena_copy_string(&harvest->arena, file);
}

static bool add_front(void *context, const struct card *card)
{
    struct text *all = context;
    text_printf(all, "%s%s", all->length ? "; " : "", card->front);
    return true;
}

/* Fronts of what is found, best first, in one static line. */
static const char *found(struct collection *c, const char *text)
{
    static char line[1024];
    struct text all = {0};
    struct error error = {0};
    if (!collection_search(c, text, NULL, 0, add_front, &all, &error))
        fail_msg("'%s': %s", text, error.message);
    (void)snprintf(line, sizeof line, "%s", text_string(&all));
    text_release(&all);
    return line;
}

static const char *related(struct collection *c, const char *front)
{
    static char line[1024];
    struct text all = {0};
    struct error error = {0};
    assert_true(collection_related(c, test_find(c, front), 5, add_front, &all, &error));
    (void)snprintf(line, sizeof line, "%s", text_string(&all));
    text_release(&all);
    return line;
}

static struct collection *harbour(const char *path)
{
    struct collection *c = fresh(path);
    struct harvest one, two;
    start(&one, "/notes/one.md");
    test_draft(&one, "Docks", "crane", "lifts containers off a ship", 1);
    test_draft(&one, "Docks", "quay", "a wall at which a ship is moored and unloaded", 2);
    test_draft(&one, "Docks", "pilotage", "guiding ships by someone who knows the harbour", 3);
    start(&two, "/notes/two.md");
    test_draft(&two, "Köln", "mooring", "fastening a ship with lines", 1);
    test_draft(&two, "Köln", "gantry", "spans containers and lifts them", 2);
    test_draft(&two, "Köln", "lighter", "a flat boat that is towed", 3);
    const struct harvest *both[] = {&one, &two};
    (void)test_import(c, both, 2);
    harvest_release(&one);
    harvest_release(&two);
    return c;
}

static void the_best_comes_first(void **state)
{
    (void)state;
    struct collection *c = harbour("best.db");
    assert_string_equal(found(c, "crane"), "crane");
    assert_string_equal(found(c, "container LIFTED"), "crane; gantry");
    assert_string_equal(found(c, "ship moor"), "mooring; quay"); /* in front counts more */
    assert_string_equal(found(c, "pilo"), "pilotage");           /* begun only */
    assert_string_equal(found(c, "koln flat"), "lighter");       /* the topic; no accents */
    assert_string_equal(found(c, "gantry zeppelin"), "gantry");  /* not all words: any */
    assert_string_equal(found(c, "zeppelin"), "");
    collection_close(c);
}

static void no_text_is_an_error(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",      "\"",        "\"\"\"",  "*",      "crane*",   "-crane",   "NEAR(crane quay)",
        "AND",   "OR NOT",    "front:a", "^crane", "(((",      ")",        "a\"b\"c\"",
        "{a}",   "col : x",   "'; DROP", "\\",     "\xff\xfe", "\xc3",     "crane AND",
        "a + b", "NOT crane", "\n\t",    "世界",   "é\"ß",     "\x01\x02", "card_search MATCH"};
    struct collection *c = harbour("texts.db");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        (void)found(c, texts[i]);
    struct random_source random;
    random_init(&random, 338);
    for (int i = 0; i < 3000; i++) {
        char text[24];
        size_t length = random_below(&random, sizeof text - 1);
        for (size_t at = 0; at < length; at++)
            text[at] = (char)(1 + random_below(&random, 255));
        text[length] = '\0';
        (void)found(c, text);
    }
    struct text much = {0};
    for (int i = 0; i < 5000; i++)
        text_printf(&much, "word%d ", i);
    (void)found(c, text_string(&much));
    text_release(&much);
    collection_close(c);
}

static void the_index_follows_every_change(void **state)
{
    (void)state;
    struct collection *c = harbour("follow.db");
    struct error error = {0};
    struct undone undone;
    assert_true(collection_edit(c, test_find(c, "crane"), "derrick", "swings cargo", &error));
    assert_string_equal(found(c, "crane"), "");
    assert_string_equal(found(c, "cargo"), "derrick");
    assert_int_equal(test_doctor(c, false), 0);
    assert_true(collection_undo(c, &undone, &error));
    assert_string_equal(found(c, "crane"), "crane");
    assert_string_equal(found(c, "cargo"), "");
    struct harvest two;
    start(&two, "/notes/two.md");
    test_draft(&two, "Köln", "mooring", "fastening a ship with strong lines", 1);
    (void)test_import_one(c, &two);
    harvest_release(&two);
    assert_string_equal(found(c, "strong"), "mooring");
    assert_int_equal(test_doctor(c, false), 0);
    collection_close(c);
}

static void a_damaged_index_is_found_and_rebuilt(void **state)
{
    (void)state;
    struct collection *c = harbour("damaged.db");
    collection_close(c);
    test_sql("damaged.db", "INSERT INTO card_search (card_search) VALUES ('delete-all')");
    c = test_open("damaged.db", &now);
    assert_string_equal(found(c, "crane"), "");
    assert_true(test_doctor(c, false) > 0);
    assert_int_equal(test_doctor(c, true), 0);
    assert_string_equal(found(c, "crane"), "crane");
    collection_close(c);
}

static void a_filter_and_a_limit_narrow(void **state)
{
    (void)state;
    struct collection *c = harbour("narrow.db");
    struct card_filter filter;
    struct error error = {0};
    struct text all = {0};
    assert_true(card_filter_parse("file:two", &filter, &error));
    assert_true(collection_search(c, "ship", &filter, 0, add_front, &all, &error));
    assert_string_equal(text_string(&all), "mooring");
    text_clear(&all);
    assert_true(collection_search(c, "ship", NULL, 1, add_front, &all, &error));
    assert_null(strchr(text_string(&all), ';'));
    text_release(&all);
    card_filter_release(&filter);
    collection_close(c);
}

/* --- Related ------------------------------------------------------------------------------------
 */

static void related_cards_are_of_other_notes(void **state)
{
    (void)state;
    struct collection *c = harbour("related.db");
    assert_string_equal(related(c, "crane"), "gantry");
    assert_string_equal(related(c, "lighter"), "");
    struct error error = {0};
    assert_true(collection_care(c, CARE_REJECT, test_find(c, "gantry"), NULL, &error));
    assert_string_equal(related(c, "crane"), "");
    assert_false(collection_related(c, "none", 5, add_front, NULL, &error));
    collection_close(c);
}

static void or_of_other_days_of_the_same(void **state)
{
    (void)state;
    struct collection *c = fresh("days.db");
    struct harvest journal;
    start(&journal, "/notes/journal.md");
    test_draft(&journal, "Day 1", "sextant", "measures angles between stars and horizon", 1)->day =
        1;
    test_draft(&journal, "Day 1", "astrolabe", "measures angles of stars, too", 2)->day = 1;
    test_draft(&journal, "Day 2", "octant", "measures angles of stars as well", 9)->day = 2;
    (void)test_import_one(c, &journal);
    harvest_release(&journal);
    assert_string_equal(related(c, "sextant"), "octant");
    collection_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_comes_first),
        cmocka_unit_test(no_text_is_an_error),
        cmocka_unit_test(the_index_follows_every_change),
        cmocka_unit_test(a_damaged_index_is_found_and_rebuilt),
        cmocka_unit_test(a_filter_and_a_limit_narrow),
        cmocka_unit_test(related_cards_are_of_other_notes),
        cmocka_unit_test(or_of_other_days_of_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
