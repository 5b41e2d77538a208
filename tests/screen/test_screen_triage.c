/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inbox and the notes with real keys: pictures at three sizes, and what the collection holds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "engine/base/file.h"
#include "tests/support/screen.h"
#include "tests/support/suite.h"
#include "tui/importer.h"

static const struct {
    int columns, rows;
} sizes[] = {{80, 24}, {60, 15}, {200, 60}};
enum { SIZES = sizeof sizes / sizeof *sizes };

static const char note[] =
    "# Storage\n"
    "\n"
    "### Day 3\n"
    "\n"
    "**Memtable:** a sorted buffer in memory that takes writes before they are flushed to disk\n"
    "\n"
    "**Quorum:** a majority of votes that a distributed transaction needs before it is committed\n"
    "\n"
    "**Compaction:** merging sorted files so that superseded records can be dropped; it costs disk "
    "bandwidth while it runs, and without it reads become slower from day to day\n"
    "\n"
    "Not sure about tombstones ???\n"
    "\n"
    "# Elsewhere\n"
    "\n"
    "**Quorum:** a small wooden bench for monks\n"
    "\n"
    "Q: Which file lets a database replay writes after a crash?\n"
    "A: The write-ahead log\n";

/* A paragraph on one line of 2,000 bytes, with its one definition far inside. */
static char *long_note(void)
{
    struct text text = {0};
    text_append(&text, "# Engines\n\n");
    for (int i = 0; i < 14; i++)
        text_printf(&text, "We went on to talk at some length about the weather of week %d. ", i);
    text_append(&text,
                "A **checkpoint** is a point in the log up to which all changes are on disk. ");
    for (int i = 14; i < 28; i++)
        text_printf(&text, "We went on to talk at some length about the weather of week %d. ", i);
    text_append(&text, "\n");
    return text.data;
}

static void must(bool good, const struct error *error)
{
    if (!good)
        fail_msg("%s: %s", error->file, error->message);
}

/* Lets the app go where it was told to, as after a key. */
static void follow_up(struct screen_test *test)
{
    (void)app_feed(&test->app, (struct key){.code = SPECIAL_RESIZE});
    test->loop.stale = true;
    screen_settle(test);
}

/* A real file, read by the real patterns; what they are sure of is proposed, too. */
static void open_note(struct screen_test *test, const char *text, const char *screen, int columns,
                      int rows, bool ascii)
{
    struct error error = {0};
    struct import_result result = {0};
    screen_open(test, &(struct screen_options){.columns = columns,
                                               .rows = rows,
                                               .empty = true,
                                               .first_screen = "today",
                                               .ascii = ascii});
    char *folder = path_join(test->folder, "notes"), *path = path_join(folder, "storage.md");
    const char *paths[] = {folder};
    struct import_request request = {.paths = paths, .path_count = 1};
    must(collection_set(test->collection, "confidence-active", "0.95", &error), &error);
    must(folder_make(folder, &error), &error);
    must(file_write_atomic(path, text, strlen(text), &error), &error);
    must(import_run(test->collection, &request, &result, &error), &error);
    import_result_release(&result);
    app_replace(&test->app, screen, NULL);
    follow_up(test);
    free(folder);
    free(path);
}

static void open_at(struct screen_test *test, const char *screen, int columns, int rows)
{
    open_note(test, note, screen, columns, rows, false);
}

static long in_state(struct screen_test *test, enum card_state state)
{
    struct collection_counts counts = {0};
    struct error error = {0};
    must(collection_count(test->collection, &counts, &error), &error);
    return counts.cards[state];
}

/* --- Pictures -----------------------------------------------------------------------------------
 */

struct scene {
    const char *name, *screen, *keys;
};
static const struct scene scenes[] = {
    {"triage", "triage", ""},
    {"triage-conflict", "triage", "A\r"},
    {"triage-reject", "triage", "xtoo vague"},
    {"triage-all", "triage", "A"},
    {"triage-skipped", "triage", "        "},
    {"triage-empty", "triage", "A\raa"},
    {"today-triage", "today", ""},
    {"notes", "notes", ""},
    {"notes-card", "notes", "\rjjj"},
    {"notes-more", "notes", "\rjjjl"},
    {"notes-left-out", "notes", "\rjjjjj"},
};
enum { SCENES = sizeof scenes / sizeof *scenes };

static void scenes_look_as_they_did(void **state)
{
    const struct scene *scene = *state;
    for (size_t i = 0; i < SIZES; i++) {
        struct screen_test test;
        open_at(&test, scene->screen, sizes[i].columns, sizes[i].rows);
        screen_type(&test, scene->keys);
        screen_golden(&test, scene->name);
        screen_close(&test);
    }
}

/* --- Triage -------------------------------------------------------------------------------------
 */

static void decisions_are_committed_and_taken_back(void **state)
{
    (void)state;
    struct screen_test test;
    open_at(&test, "today", 80, 24);
    screen_expect(&test, "wait for triage (t)");
    screen_type(&test, "t");
    screen_expect(&test, "1 of 8 · 8 waiting");
    screen_type(&test, "a");
    screen_expect(&test, "Accepted");
    screen_expect(&test, "2 of 8 · 7 waiting");
    assert_int_equal(in_state(&test, CARD_ACTIVE), 2);
    screen_type(&test, "xno\033");
    screen_expect(&test, "Nothing was changed.");
    screen_type(&test, "xtoo vague\r");
    assert_int_equal(in_state(&test, CARD_REJECTED), 1);
    screen_type(&test, "uu");
    screen_expect(&test, "Taken back.");
    screen_expect(&test, "1 of 8 · 8 waiting");
    assert_int_equal(in_state(&test, CARD_PROPOSED), 8);
    screen_type(&test, "u");
    screen_expect(&test, "nothing to take back");
    screen_close(&test);
}

static void all_like_this_asks_first(void **state)
{
    (void)state;
    struct screen_test test;
    open_at(&test, "triage", 80, 24);
    screen_type(&test, "A");
    screen_expect(&test, "Accept all 6 bold-term cards of storage.md?");
    screen_type(&test, "a");
    screen_expect(&test, "Enter does it, Esc changes nothing.");
    assert_int_equal(in_state(&test, CARD_ACTIVE), 1);
    screen_type(&test, "\033A\r");
    screen_expect(&test, "6 cards accepted. u takes all of them back.");
    screen_expect(&test, "Held back");
    screen_expect(&test, "A small wooden bench");
    screen_type(&test, "A");
    screen_expect(&test, "No other card of this pattern");
    screen_type(&test, "u");
    screen_expect(&test, "Taken back: 6 cards.");
    screen_type(&test, "Xchatter\r");
    screen_expect(&test, "6 cards rejected");
    assert_int_equal(in_state(&test, CARD_REJECTED), 6);
    screen_close(&test);
}

static void skipped_cards_come_again(void **state)
{
    (void)state;
    struct screen_test test;
    open_at(&test, "triage", 80, 24);
    screen_type(&test, "        ");
    screen_expect(&test, "Only those that you skipped are left.");
    screen_type(&test, "a");
    screen_expect(&test, "No card is in front.");
    screen_type(&test, "\r");
    screen_expect(&test, "1 of 8");
    screen_close(&test);
}

/* A script stands in for the editor: it is given the line and the file. */
static void name_editor(struct screen_test *test, const char *script)
{
    struct error error = {0};
    struct text command = {0};
    char *path = path_join(test->folder, "editor.sh");
    must(file_write_atomic(path, script, strlen(script), &error), &error);
    text_printf(&command, "sh %s", path);
    assert_int_equal(setenv("VISUAL", text_string(&command), 1), 0);
    text_release(&command);
    free(path);
}

/* The sentence that the card was made from is in sight and marked, not the line's beginning. */
static void the_passage_of_a_long_line_is_shown(void **state)
{
    (void)state;
    char *text = long_note();
    static const struct {
        int columns, rows;
        bool ascii;
        const char *marked;
    } cases[] = {{80, 24, false, "**checkpoint** is a point in the log"},
                 {60, 15, false, "**checkpoint** is a point in the log"},
                 {60, 20, true, "**checkpoint** is a point in the log"},
                 {150, 40, false, "**checkpoint** is a point in the log"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct screen_test test;
        open_note(&test, text, "triage", cases[i].columns, cases[i].rows, cases[i].ascii);
        screen_expect(&test, cases[i].marked);
        screen_expect(&test, cases[i].ascii ? "~ " : "… ");
        screen_expect(&test, cases[i].ascii ? "> all changes" : "▸");
        screen_reject(&test, "week 2.");
        VTermScreenCell cell = screen_cell_of(&test, "**checkpoint**");
        assert_true(cell.attrs.underline && cell.attrs.bold);
        screen_close(&test);
    }
    free(text);
}

/* From a card to its line in the note, along the cards of that line, and back. */
static void cards_lead_to_their_lines_and_back(void **state)
{
    (void)state;
    char *text = long_note();
    struct screen_test test;
    open_note(&test, text, "triage", 80, 24, false);
    screen_type(&test, "N");
    screen_expect(&test, "line 3 of 3");
    screen_expect(&test, "paragraph · 2 proposed");
    screen_type(&test, "\r");
    screen_expect(&test, "▸ checkpoint is a point in the log");
    screen_expect(&test, "▸ What is a checkpoint?");
    assert_true(screen_cell_of(&test, "checkpoint is").attrs.underline);
    screen_type(&test, "j");
    screen_expect(&test, "▸ Which term fits");
    screen_type(&test, "\r");
    screen_reject(&test, "▸ Which term fits");
    screen_type(&test, "k\r");
    screen_expect(&test, "No card was made from the marked lines.");
    screen_type(&test, "\033");
    screen_expect(&test, "1 of 2");
    screen_close(&test);
    free(text);
}

static void editing_keeps_the_persons_words(void **state)
{
    (void)state;
    struct screen_test test;
    open_at(&test, "triage", 80, 24);
    name_editor(&test, "sed -i 's/flushed/poured/' \"$2\"\n");
    screen_type(&test, "e");
    screen_expect(&test, "Saved in your own words.");
    screen_expect(&test, "poured to disk");
    screen_type(&test, "e");
    screen_expect(&test, "The card is as it was.");
    name_editor(&test, "echo spoiled > \"$2\"\n");
    screen_type(&test, "e");
    screen_expect(&test, "must stay");
    assert_int_equal(setenv("VISUAL", "/no/such/editor", 1), 0);
    screen_type(&test, "e");
    screen_expect(&test, "Problem: the editor");
    screen_type(&test, "u");
    screen_reject(&test, "poured");
    assert_int_equal(unsetenv("VISUAL"), 0);
    screen_close(&test);
}

static void the_source_opens_at_its_line(void **state)
{
    (void)state;
    struct screen_test test;
    open_at(&test, "triage", 80, 24);
    assert_int_equal(setenv("VISUAL", "true", 1), 0);
    screen_type(&test, "o");
    assert_int_equal(test.app.edit_line, 5);
    assert_non_null(strstr(test.app.edit_file, "storage.md"));
    screen_expect(&test, "1 of 8");
    assert_int_equal(unsetenv("VISUAL"), 0);
    screen_close(&test);
}

static void a_note_that_is_gone_is_no_failure(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.first_screen = "triage"});
    screen_expect(&test, "code point above U+FFFF");
    screen_expect(&test, "The note cannot be read now.");
    screen_type(&test, "N");
    screen_expect(&test, "Problem:");
    screen_type(&test, "\033n\r");
    screen_expect(&test, "Problem:");
    screen_close(&test);
}

static void today_says_when_nothing_waits(void **state)
{
    (void)state;
    struct screen_test test;
    screen_open(&test, &(struct screen_options){.empty = true, .first_screen = "today"});
    screen_type(&test, "t");
    screen_expect(&test, "No card waits for your decision.");
    screen_type(&test, "NI");
    screen_expect(&test, "What notes only suggest comes here");
    screen_type(&test, "\r");
    screen_expect(&test, "Nothing waits for a decision.");
    screen_type(&test, "N");
    screen_expect(&test, "No note was read yet.");
    screen_type(&test, "\r");
    screen_close(&test);
}

/* --- Notes --------------------------------------------------------------------------------------
 */

static void the_editor_opens_at_the_marked_line(void **state)
{
    (void)state;
    struct screen_test test;
    open_at(&test, "notes", 80, 24);
    screen_expect(&test, "notes/storage.md");
    assert_int_equal(setenv("VISUAL", "true", 1), 0);
    screen_type(&test, "\rjje");
    assert_int_equal(test.app.edit_line, 5);
    screen_expect(&test, "line 5 of 18");
    screen_type(&test, "G");
    screen_expect(&test, "replay writes after a crash? (active)");
    screen_type(&test, "g\033");
    screen_expect(&test, "1 file");
    assert_int_equal(unsetenv("VISUAL"), 0);
    screen_close(&test);
}

/* --- Goals --------------------------------------------------------------------------------------
 */

static void today_shows_the_goals(void **state)
{
    (void)state;
    struct screen_test test;
    struct error error = {0};
    struct import_counts counts = {0};
    struct harvest harvest = {.file = "/home/you/notes/journal.md"};
    screen_open(&test, &(struct screen_options){.first_screen = "today"});
    *harvest_add_goal_item(&harvest) = (struct goal_item){"books", "Deep Water", GOAL_DONE, 3};
    *harvest_add_goal_target(&harvest) = (struct goal_target){"books", 11, 1, "eleven books"};
    must(collection_import_begin(test.collection, &error), &error);
    must(collection_import_file(test.collection, &harvest, 1, 1, &counts, &error), &error);
    must(collection_import_end(test.collection, true, &counts, &error), &error);
    harvest_release(&harvest);
    screen_type(&test, "D\033");
    screen_expect(&test, "Goals · books 1 of 11");
    screen_expect(&test, "the notes disagree");
    screen_golden(&test, "today-goals");
    screen_close(&test);
}

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(decisions_are_committed_and_taken_back),
        cmocka_unit_test(all_like_this_asks_first),
        cmocka_unit_test(skipped_cards_come_again),
        cmocka_unit_test(the_passage_of_a_long_line_is_shown),
        cmocka_unit_test(cards_lead_to_their_lines_and_back),
        cmocka_unit_test(editing_keeps_the_persons_words),
        cmocka_unit_test(the_source_opens_at_its_line),
        cmocka_unit_test(a_note_that_is_gone_is_no_failure),
        cmocka_unit_test(today_says_when_nothing_waits),
        cmocka_unit_test(the_editor_opens_at_the_marked_line),
        cmocka_unit_test(today_shows_the_goals),
    };
    enum { OTHERS = sizeof others / sizeof *others };
    struct CMUnitTest tests[SCENES + OTHERS];
    for (size_t i = 0; i < SCENES; i++)
        tests[i] = (struct CMUnitTest){scenes[i].name, scenes_look_as_they_did, NULL, NULL,
                                       (void *)(uintptr_t)&scenes[i]};
    memcpy(tests + SCENES, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
