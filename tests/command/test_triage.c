/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Triage, notes and goals end to end: decisions outlive everything that happens to the note. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

#define NOW "--now 2026-03-10T09:00:00+01:00 --seed 7 "

static const char note[] =
    "# Storage\n"
    "\n"
    "**Memtable:** a sorted buffer in memory that takes writes before they are flushed to disk\n"
    "\n"
    "**Quorum:** a majority of votes that a distributed transaction needs before it is committed\n"
    "\n"
    "**Compaction:** merging sorted files so that superseded records can be dropped\n"
    "\n"
    "Not sure about tombstones ???\n"
    "\n"
    "# Elsewhere\n"
    "\n"
    "**Quorum:** a small wooden bench for monks\n"
    "\n"
    "Q: Which file lets a database replay writes after a crash?\n"
    "A: The write-ahead log\n";

static struct outcome run(const char *home, const char *input, const char *line, int status)
{
    struct outcome outcome = tutor(home, input, line);
    if (outcome.status != status || strstr(outcome.err, "Sanitizer"))
        fail_msg("'%s' exits %d (expected %d): %s", line, outcome.status, status, outcome.err);
    return outcome;
}

static void ok(const char *home, const char *line)
{
    struct outcome outcome = run(home, "", line, 0);
    outcome_release(&outcome);
}

/* Runs and looks for `part` in what is said. */
static void says(const char *home, const char *input, const char *line, int status,
                 const char *part)
{
    struct outcome outcome = run(home, input, line, status);
    if (!strstr(status ? outcome.err : outcome.out, part))
        fail_msg("'%s' says: %s%s(expected: %s)", line, outcome.out, outcome.err, part);
    outcome_release(&outcome);
}

static long number(json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    if (!json_is_integer(value))
        fail_msg("'%s' is no integer", key);
    return (long)json_integer_value(value);
}

static long count_of(const char *home, const char *key)
{
    json_t *counts = tutor_json(home, NOW "triage --json");
    long count = number(counts, key);
    json_decref(counts);
    return count;
}

/* All but what is written as a card is proposed. */
static char *home_with_notes(void)
{
    char *home = home_make();
    free(home_write(home, "notes/storage.md", note));
    ok(home, NOW "config confidence-active 0.95");
    ok(home, NOW "import ~/notes");
    assert_int_equal(count_of(home, "proposed"), 8);
    return home;
}

/* The id of the card whose front holds the words and whose back begins so; the caller frees. */
static char *id_of(const char *home, const char *front, const char *back)
{
    json_t *cards = tutor_json_lines(home, "", NOW "cards --json");
    char *id = NULL;
    for (size_t i = 0; i < json_array_size(cards); i++) {
        json_t *card = json_array_get(cards, i);
        if (strstr(json_string_value(json_object_get(card, "front")), front) &&
            !strncmp(json_string_value(json_object_get(card, "back")), back, strlen(back)))
            id = memory_copy_string(json_string_value(json_object_get(card, "id")));
    }
    json_decref(cards);
    if (!id)
        fail_msg("no card asks '%s'", front);
    return id;
}

static void expect_state(const char *home, const char *id, const char *state)
{
    json_t *cards = tutor_json_lines(home, "", NOW "cards --json");
    const char *found = "gone";
    for (size_t i = 0; i < json_array_size(cards); i++) {
        json_t *card = json_array_get(cards, i);
        if (!strcmp(json_string_value(json_object_get(card, "id")), id))
            found = json_string_value(json_object_get(card, "state"));
    }
    if (strcmp(found, state) != 0)
        fail_msg("card %s is %s (expected %s)", id, found, state);
    json_decref(cards);
}

/* --- Options ------------------------------------------------------------------------------------
 */

static void test_nothing_waits(void **state)
{
    (void)state;
    char *home = home_make();
    says(home, "", NOW "triage", 0, "No card waits for your decision.");
    json_t *list = tutor_json(home, NOW "triage --list clarify --json");
    assert_int_equal(json_array_size(list), 0);
    json_decref(list);
    assert_int_equal(count_of(home, "proposed"), 0);
    says(home, "", NOW "triage --accept-all", 0, "saved: 0 accepted");
    home_remove(home);
}

static void test_decisions_by_id(void **state)
{
    (void)state;
    char *home = home_with_notes();
    char *one = id_of(home, "Memtable", "A sorted"), *two = id_of(home, "ompaction", "Merging");
    struct text line = {0};
    text_printf(&line, NOW "triage --accept %s nonsense", one);
    says(home, "", text_string(&line), 2, "nonsense"); /* a wrong id changes nothing */
    expect_state(home, one, "proposed");
    text_clear(&line);
    text_printf(&line, NOW "triage --json --accept %s %s", one, two);
    json_t *result = tutor_json(home, text_string(&line));
    assert_int_equal(number(result, "accepted"), 2);
    assert_int_equal(number(result, "proposed"), 6);
    json_decref(result);
    expect_state(home, two, "active");
    text_clear(&line);
    text_printf(&line, NOW "triage --reject %s --reason vague", one);
    says(home, "", text_string(&line), 0, "saved: 0 accepted, 1 rejected");
    expect_state(home, one, "rejected");
    says(home, "", NOW "triage storage", 2, "--accept or --reject");
    says(home, "", NOW "triage --min-confidence 0.5", 2, "--accept-all");
    says(home, "", NOW "triage --min-confidence 1.5 --accept-all", 2, "");
    says(home, "", NOW "triage --list others", 2, "clarify or conflicts");
    text_release(&line);
    free(one);
    free(two);
    home_remove(home);
}

static void test_accept_all_leaves_conflicts(void **state)
{
    (void)state;
    char *home = home_with_notes();
    says(home, "", NOW "triage --accept-all --min-confidence 0.99", 0, "saved: 0 accepted");
    says(home, "", NOW "triage --accept-all --min-confidence 0.8", 0, "saved: 6 accepted");
    assert_int_equal(count_of(home, "proposed"), 2);
    assert_int_equal(count_of(home, "held"), 2);
    home_remove(home);
}

static void test_lists(void **state)
{
    (void)state;
    char *home = home_with_notes();
    json_t *clarify = tutor_json(home, NOW "triage --list clarify --json");
    assert_int_equal(json_array_size(clarify), 1);
    json_t *row = json_array_get(clarify, 0);
    assert_int_equal(number(row, "line"), 9);
    assert_non_null(strstr(json_string_value(json_object_get(row, "file")), "storage.md"));
    assert_true(json_is_string(json_object_get(row, "text")));
    assert_true(json_is_string(json_object_get(row, "why")));
    json_decref(clarify);
    json_t *conflicts = tutor_json(home, NOW "triage --list conflicts --json");
    assert_int_equal(json_array_size(conflicts), 2);
    json_t *cards = json_object_get(json_array_get(conflicts, 0), "cards");
    assert_int_equal(json_array_size(cards), 2);
    assert_string_equal(json_string_value(json_object_get(json_array_get(cards, 0), "held")),
                        "conflict");
    json_decref(conflicts);
    says(home, "", NOW "triage --list conflicts", 0, "line 13 answers it with");
    home_remove(home);
}

/* --- What happens to the note afterwards --------------------------------------------------------
 */

static void write_note(const char *home, const char *name, const char *from, const char *to)
{
    struct text text = {0};
    const char *at = strstr(note, from);
    assert_non_null(at);
    text_append_bytes(&text, note, (size_t)(at - note));
    text_append(&text, to);
    text_append(&text, at + strlen(from));
    free(home_write(home, name, text_string(&text)));
    text_release(&text);
}

static void test_decisions_outlive_the_file(void **state)
{
    (void)state;
    char *home = home_with_notes();
    char *yes = id_of(home, "Memtable", "A sorted"), *no = id_of(home, "ompaction", "Merging");
    struct text line = {0};
    text_printf(&line, NOW "triage --accept %s --reject %s", yes, no);
    ok(home, text_string(&line));
    text_release(&line);
    char *old = home_path(home, "notes/storage.md"), *renamed = home_path(home, "notes/engine.md"),
         *moved = home_path(home, "notes/deep/engine.md");
    write_note(home, "notes/storage.md", "small wooden", "long wooden"); /* another line */
    ok(home, NOW "import");
    expect_state(home, yes, "active");
    expect_state(home, no, "rejected");
    write_note(home, "notes/storage.md", "# Storage\n", "A new first line.\n\n# Storage\n");
    ok(home, NOW "import");
    expect_state(home, yes, "active");
    expect_state(home, no, "rejected");
    assert_int_equal(rename(old, renamed), 0);
    ok(home, NOW "import");
    expect_state(home, yes, "active");
    expect_state(home, no, "rejected");
    free(home_write(home, "notes/deep/other.md", "# Other\n\nNothing to ask.\n"));
    assert_int_equal(rename(renamed, moved), 0);
    ok(home, NOW "import");
    expect_state(home, yes, "active");
    expect_state(home, no, "rejected");
    assert_int_equal(unlink(moved), 0); /* deleted, and written again */
    ok(home, NOW "import");
    free(home_write(home, "notes/storage.md", note));
    ok(home, NOW "import");
    expect_state(home, yes, "active");
    expect_state(home, no, "rejected");
    assert_int_equal(count_of(home, "proposed"), 6);
    ok(home, NOW "doctor");
    free(old);
    free(renamed);
    free(moved);
    free(yes);
    free(no);
    home_remove(home);
}

/* --- Line by line -------------------------------------------------------------------------------
 */

static void test_line_by_line(void **state)
{
    (void)state;
    char *home = home_with_notes();
    says(home, "a\nq\n", NOW "triage --plain", 0, "saved: accepted");
    assert_int_equal(count_of(home, "active"), 2);
    says(home, "r too vague\nu\nq\n", NOW "triage --plain", 0, "saved: 1 taken back");
    assert_int_equal(count_of(home, "rejected"), 0);
    says(home, "k\nk\nhello\nA\nn\nq\n", NOW "triage", 0, "Nothing was changed.");
    says(home, "u\n", NOW "triage", 0, "There is nothing to take back.");
    assert_int_equal(count_of(home, "proposed"), 7);
    says(home, "R chatter\ny\nu\nA\ny\n", NOW "triage", 0, "saved: 5 rejected");
    assert_int_equal(count_of(home, "rejected"), 0);
    assert_int_equal(count_of(home, "active"), 7);
    says(home, "a\nr\n", NOW "triage", 0, "nothing is waiting any more");
    says(home, "", NOW "triage", 0, "No card waits");
    home_remove(home);
}

/* Of a long line the matched sentence stands alone, with a sign, before and after it what is near.
 */
static void test_the_passage_of_a_long_line(void **state)
{
    (void)state;
    char *home = home_make();
    struct text text = {0};
    for (int i = 0; i < 12; i++)
        text_append(&text, "We went on to talk at some length about the weather. ");
    text_append(&text, "A checkpoint is a point in the log up to which all changes are on disk.");
    for (int i = 0; i < 12; i++)
        text_append(&text, " We went on to talk at some length about the weather.");
    free(home_write(home, "notes/long.md", text_string(&text)));
    ok(home, NOW "config confidence-active 0.95");
    ok(home, NOW "import ~/notes");
    static const char alone[] =
        "     1 > A checkpoint is a point in the log up to which all changes "
        "are on disk.\n     1   We went";
    says(home, "q\n", NOW "triage --plain", 0, alone);
    char *id = id_of(home, "checkpoint", "A point");
    text_clear(&text);
    text_printf(&text, NOW "cards --explain %s", id);
    says(home, "", text_string(&text), 0, alone);
    says(home, "", text_string(&text), 0, "pattern definition-sentence: ");
    says(home, "", text_string(&text), 0,
         "    confidence 0.75\n        definition-sentence 0.75\n");
    free(id);
    text_release(&text);
    home_remove(home);
}

static void test_editing_in_place(void **state)
{
    (void)state;
    char *home = home_with_notes();
    char *script = home_write(home, "fake-editor", "#!/bin/sh\nsed -i 's/flushed/poured/' $2\n");
    assert_int_equal(chmod(script, 0700), 0);
    setenv("EDITOR", script, 1);
    says(home, "e\na\nq\n", NOW "triage --plain", 0, "saved: edited");
    setenv("EDITOR", "true", 1);
    says(home, "e\no\nq\n", NOW "triage --plain", 0, "The card is as it was.");
    setenv("EDITOR", "/no/such/editor", 1);
    says(home, "e\no\nq\n", NOW "triage --plain", 0, "cannot be started");
    unsetenv("EDITOR");
    struct outcome cards = run(home, "", NOW "cards poured", 0);
    assert_non_null(strstr(cards.out, "active"));
    outcome_release(&cards);
    free(script);
    home_remove(home);
}

/* --- Notes and goals ----------------------------------------------------------------------------
 */

static void test_notes_show_their_cards(void **state)
{
    (void)state;
    char *home = home_with_notes();
    says(home, "", NOW "notes ~/notes/storage.md", 0, "     3 ○2   Memtable: a sorted");
    says(home, "", NOW "notes ~/notes/storage.md --ascii", 0, "    15 *1   Q: Which file");
    says(home, "", NOW "notes ~/notes/storage.md", 0, "paragraph: a doubt");
    ok(home, NOW "triage --accept-all");
    says(home, "", NOW "notes ~/notes/storage.md", 0, "     3 ●2   Memtable: a sorted");
    free(home_write(home, "fresh.md", note));
    says(home, "", NOW "notes ~/fresh.md", 0, "Not imported");
    json_t *plain = tutor_json(home, NOW "notes ~/notes/storage.md --json");
    json_t *coverage = tutor_json(home, NOW "notes ~/notes/storage.md --coverage --json");
    json_t *blocks = json_object_get(plain, "blocks");
    assert_int_equal(json_array_size(blocks), json_array_size(json_object_get(coverage, "blocks")));
    assert_int_equal(number(json_object_get(json_array_get(blocks, 2), "states"), "active"), 2);
    json_decref(plain);
    json_decref(coverage);
    says(home, "", NOW "notes ~/nowhere.md", 3, "nowhere.md");
    home_remove(home);
}

/* Lines read as they are meant; code and tables stay as they are written. */
static void test_notes_read_without_markup(void **state)
{
    (void)state;
    static const char *const shown[] = {
        "     1 ·    # A bold heading\n", "     3 ·    Some text with code, a link and alias,\n",
        "     4 ·    a second line\n",    "     6 ·    - one item\n",
        "     7 ·        - child item\n", "     8 ·          goes on\n",
        "     9 ·    3. [x] done\n",      "    11 ·    > quoted words\n",
        "    14 ·    ls **all**\n",       "    17 ·    | a | **b** |\n"};
    char *home = home_make();
    free(home_write(home, "note.md",
                    "\xEF\xBB\xBF# A **bold** heading\r\n\r\n"
                    "Some *text* with `code`, a [link](http://x.y) and [[Page#Part|alias]],\r\n"
                    "a __second__ line  \r\n\r\n"
                    "- one **item**\n    - child *item*\n      goes on\n3. [x] done\n\n"
                    "> quoted **words**\n\n```sh\nls **all**\n```\n\n"
                    "| a | **b** |\n|---|---|\n| 1 | 2 |\n"));
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        says(home, "", NOW "notes ~/note.md", 0, shown[i]);
    free(home_write(home, "empty.md", ""));
    says(home, "", NOW "notes ~/empty.md", 0, "active 0");
    home_remove(home);
}

static void test_goals_without_any(void **state)
{
    (void)state;
    char *home = home_with_notes();
    json_t *goals = tutor_json(home, NOW "goals --json");
    assert_true(json_is_array(goals));
    json_decref(goals);
    says(home, "", NOW "goals", 0, "");
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_waits),
        cmocka_unit_test(test_decisions_by_id),
        cmocka_unit_test(test_accept_all_leaves_conflicts),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_decisions_outlive_the_file),
        cmocka_unit_test(test_line_by_line),
        cmocka_unit_test(test_the_passage_of_a_long_line),
        cmocka_unit_test(test_editing_in_place),
        cmocka_unit_test(test_notes_show_their_cards),
        cmocka_unit_test(test_notes_read_without_markup),
        cmocka_unit_test(test_goals_without_any),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
