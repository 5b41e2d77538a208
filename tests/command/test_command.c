/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands end to end: keys of their JSON, exit codes, bad input, the way from notes to tomorrow.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "exercises/drill.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

#define NOW "--now 2026-03-10T09:00:00+01:00 --seed 7 "
#define LATER "--now 2026-03-11T09:00:00+01:00 --seed 7 "

static const char notes[] =
    "# Storage\n"
    "\n"
    "### Day 3\n"
    "\n"
    "**Topic:** Log-structured storage\n"
    "\n"
    "**Memtable:** a sorted buffer in memory that takes writes before they are flushed to disk\n"
    "\n"
    "**Compaction:** merging sorted files so that superseded records can be dropped\n"
    "\n"
    "Q: Which file lets a database replay writes after a crash?\n"
    "A: The write-ahead log\n"
    "\n"
    "A Bloom filter is a compact bit array that answers whether a key may be in a set.\n"
    "\n"
    "{{c1::Tombstones}} mark records as deleted until compaction removes them.\n";

static int status_of(const char *home, const char *input, const char *line)
{
    struct outcome outcome = tutor(home, input, line);
    int status = outcome.status;
    if (strstr(outcome.err, "Sanitizer"))
        fail_msg("%s", outcome.err);
    outcome_release(&outcome);
    return status;
}

/* Runs and checks status and a part of the message. */
static void expect(const char *home, const char *line, int status, const char *message)
{
    struct outcome outcome = tutor(home, "", line);
    if (outcome.status != status || !strstr(outcome.err, message))
        fail_msg("'%s' exits %d (expected %d) and says: %s (expected: %s)", line, outcome.status,
                 status, outcome.err, message);
    outcome_release(&outcome);
}

static char *home_with_notes(void)
{
    char *home = home_make();
    free(home_write(home, "notes/storage.md", notes));
    assert_int_equal(status_of(home, "", NOW "import ~/notes"), 0);
    return home;
}

static long number(json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    if (!json_is_integer(value))
        fail_msg("'%s' is no integer", key);
    return (long)json_integer_value(value);
}

static void require_keys(json_t *object, const char *keys)
{
    char copy[512], *rest = copy;
    (void)snprintf(copy, sizeof copy, "%s", keys);
    for (char *key = strsep(&rest, " "); key; key = strsep(&rest, " "))
        if (!json_object_get(object, key))
            fail_msg("no key '%s'", key);
}

static void test_import_counts_and_repeats(void **state)
{
    (void)state;
    char *home = home_make();
    free(home_write(home, "notes/storage.md", notes));
    json_t *first = tutor_json(home, NOW "import ~/notes --json");
    require_keys(first, "files bytes cards simulations goals conflicts clarify skipped warnings");
    json_t *cards = json_object_get(first, "cards");
    require_keys(cards, "new changed moved unchanged orphaned proposed");
    long made = number(cards, "new");
    assert_int_equal(number(first, "files"), 1);
    assert_int_equal(number(first, "bytes"), (long)strlen(notes));
    assert_true(made >= 5);
    json_decref(first);
    json_t *before = tutor_json_lines(home, "", NOW "cards --json");
    json_t *second = tutor_json(home, NOW "import ~/notes --json");
    cards = json_object_get(second, "cards");
    assert_int_equal(number(cards, "new"), 0);
    assert_int_equal(number(cards, "changed"), 0);
    assert_int_equal(number(cards, "unchanged"), made);
    json_decref(second);
    json_t *after = tutor_json_lines(home, "", NOW "cards --json");
    assert_true(json_equal(before, after));
    json_decref(before);
    json_decref(after);
    home_remove(home);
}

static void test_dry_run_stores_nothing(void **state)
{
    (void)state;
    char *home = home_make();
    free(home_write(home, "notes/storage.md", notes));
    json_t *dry = tutor_json(home, NOW "import --dry-run ~/notes --json");
    assert_true(number(json_object_get(dry, "cards"), "new") >= 5);
    json_decref(dry);
    json_t *cards = tutor_json_lines(home, "", NOW "cards --json");
    assert_int_equal(json_array_size(cards), 0);
    json_decref(cards);
    home_remove(home);
}

static json_t *card_with(json_t *cards, const char *word)
{
    size_t index;
    json_t *card;
    json_array_foreach(cards, index, card)
    {
        const char *front = json_string_value(json_object_get(card, "front"));
        const char *back = json_string_value(json_object_get(card, "back"));
        if ((front && strstr(front, word)) || (back && strstr(back, word)))
            return card;
    }
    fail_msg("no card with '%s'", word);
    return NULL;
}

static void test_card_keys(void **state)
{
    (void)state;
    char *home = home_with_notes();
    json_t *cards = tutor_json_lines(home, "", NOW "cards --json");
    json_t *card = card_with(cards, "write-ahead log");
    require_keys(card, "id state held kind front back pattern confidence source sources topic day "
                       "tags simulation schedule");
    json_t *source = json_object_get(card, "source");
    assert_int_equal(number(source, "line"), 11);
    assert_int_equal(number(source, "end_line"), 12);
    assert_true(json_string_value(json_object_get(source, "file"))[0] == '/');
    assert_true(json_is_array(json_object_get(source, "heading")));
    assert_string_equal(json_string_value(json_object_get(card, "state")), "active");
    assert_int_equal(number(card, "day"), 3);
    json_t *schedule = json_object_get(card, "schedule");
    require_keys(schedule,
                 "algorithm repetitions interval_days ease stability difficulty lapses due");
    assert_true(json_is_null(json_object_get(schedule, "due")));
    json_decref(cards);
    cards = tutor_json_lines(home, "", NOW "cards state:active write-ahead --json");
    assert_int_equal(json_array_size(cards), 1);
    json_decref(cards);
    home_remove(home);
}

/* A changed line changes only its own cards, and they keep their history. */
static void test_editing_one_line(void **state)
{
    (void)state;
    char *home = home_with_notes();
    json_t *before = tutor_json_lines(home, "", NOW "cards --json");
    const char *id = json_string_value(json_object_get(card_with(before, "write-ahead log"), "id"));
    struct outcome outcome = tutor(home, "\n3\nq\n", NOW "review --plain write-ahead");
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "\nsaved"));
    outcome_release(&outcome);
    struct text edited = {0};
    const char *at = strstr(notes, "A: The write-ahead log");
    text_append_bytes(&edited, notes, (size_t)(at - notes));
    text_append(&edited, "A: The write-ahead log file");
    text_append(&edited, at + strlen("A: The write-ahead log"));
    free(home_write(home, "notes/storage.md", text_string(&edited)));
    text_release(&edited);
    json_t *report = tutor_json(home, NOW "import --json");
    json_t *counts = json_object_get(report, "cards");
    assert_int_equal(number(counts, "changed"), 1);
    assert_int_equal(number(counts, "new"), 0);
    assert_int_equal(number(counts, "orphaned"), 0);
    json_decref(report);
    json_t *after = tutor_json_lines(home, "", NOW "cards --json");
    assert_int_equal(json_array_size(before), json_array_size(after));
    size_t index;
    json_t *card;
    json_array_foreach(after, index, card)
    {
        json_t *old = json_array_get(before, index);
        assert_true(json_equal(json_object_get(card, "id"), json_object_get(old, "id")));
        if (strcmp(json_string_value(json_object_get(card, "id")), id) != 0) {
            assert_true(json_equal(card, old));
            continue;
        }
        assert_string_equal(json_string_value(json_object_get(card, "back")),
                            "The write-ahead log file");
        assert_int_equal(number(json_object_get(card, "schedule"), "repetitions"), 1);
    }
    json_decref(before);
    json_decref(after);
    home_remove(home);
}

static void test_day_and_streak(void **state)
{
    (void)state;
    char *home = home_with_notes();
    assert_int_equal(status_of(home, "", NOW "challenge start"), 0);
    json_t *today = tutor_json(home, NOW "today --json");
    require_keys(today, "study_day due new drills simulation goal streak");
    assert_string_equal(json_string_value(json_object_get(today, "study_day")), "2026-03-10");
    assert_true(number(today, "new") >= 4);
    json_t *goal = json_object_get(today, "goal");
    require_keys(goal, "target done earned");
    assert_false(json_boolean_value(json_object_get(goal, "earned")));
    json_decref(today);
    struct text input = {0};
    for (int i = 0; i < 40; i++)
        text_append(&input, "\n4\n");
    struct outcome outcome = tutor(home, text_string(&input), NOW "review --plain");
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "This day is earned."));
    outcome_release(&outcome);
    text_release(&input);
    json_t *streak = tutor_json(home, NOW "streak --json");
    require_keys(streak,
                 "start length day earned chain best share strength tokens rest_left behind "
                 "end_original end_projected days");
    assert_int_equal(number(streak, "earned"), 1);
    assert_int_equal(number(streak, "chain"), 1);
    assert_int_equal(json_array_size(json_object_get(streak, "days")), 338);
    json_t *day = json_array_get(json_object_get(streak, "days"), 0);
    require_keys(day, "day status late declared answers minutes");
    assert_string_equal(json_string_value(json_object_get(day, "status")), "earned");
    json_decref(streak);
    today = tutor_json(home, LATER "today --json");
    assert_true(number(today, "due") >= 4);
    json_decref(today);
    home_remove(home);
}

/* Writing is studying, too: 25 new words in notes that were registered before the day. */
static void test_a_journal_entry_earns_the_day(void **state)
{
    (void)state;
    char *home = home_with_notes();
    assert_int_equal(status_of(home, "", NOW "challenge start"), 0);
    struct text longer = {0};
    text_append(&longer, notes);
    for (int i = 0; i < 24; i++)
        text_append(&longer, "more ");
    free(home_write(home, "notes/storage.md", text_string(&longer)));
    json_t *today = tutor_json(home, LATER "today --json");
    assert_false(json_boolean_value(json_object_get(json_object_get(today, "goal"), "earned")));
    json_decref(today);
    text_append(&longer, "again ");
    free(home_write(home, "notes/storage.md", text_string(&longer)));
    today = tutor_json(home, LATER "today --json");
    assert_true(json_boolean_value(json_object_get(json_object_get(today, "goal"), "earned")));
    json_decref(today);
    text_release(&longer);
    home_remove(home);
}

static void test_review_keys(void **state)
{
    (void)state;
    char *home = home_with_notes();
    struct outcome outcome =
        tutor(home, "3\n\n3\nu\n\n!\nx\nb\ni\n\n1\nq\n", NOW "review --plain --limit 5");
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "Press Enter to see the answer first."));
    assert_non_null(strstr(outcome.out, "\nsaved: undone"));
    assert_non_null(strstr(outcome.out, "\nsaved: suspended"));
    assert_non_null(strstr(outcome.out, "\nsaved: rejected"));
    assert_non_null(strstr(outcome.out, "\nsaved: buried until tomorrow"));
    assert_non_null(strstr(outcome.out, "\n   id "));
    assert_non_null(strstr(outcome.out, "again today"));
    assert_null(strchr(outcome.out, '\033'));
    outcome_release(&outcome);
    json_t *cards = tutor_json_lines(home, "", NOW "cards --state suspended --json");
    assert_int_equal(json_array_size(cards), 1);
    json_decref(cards);
    cards = tutor_json_lines(home, "", NOW "cards --state rejected --json");
    assert_int_equal(json_array_size(cards), 1);
    json_decref(cards);
    assert_int_equal(status_of(home, "", NOW "import"), 0);
    cards = tutor_json_lines(home, "", NOW "cards --state rejected --json");
    assert_int_equal(json_array_size(cards), 1);
    json_decref(cards);
    home_remove(home);
}

static void test_flashcards_everywhere_as_a_setting(void **state)
{
    (void)state;
    char *home = home_make();
    free(home_write(home, "notes/pairs.md", "# Pairs\n\nbig end first :: network byte order\n"));
    json_t *report = tutor_json(home, NOW "import ~/notes --json");
    assert_int_equal(number(json_object_get(report, "cards"), "new"), 0);
    json_decref(report);
    assert_int_equal(status_of(home, "", NOW "config flashcards yes"), 0);
    report = tutor_json(home, NOW "import --json");
    assert_int_equal(number(json_object_get(report, "cards"), "new"), 1);
    json_decref(report);
    home_remove(home);
}

/* The person's own decimal sign, and a configuration that cannot be read. */
static void test_configuration(void **state)
{
    (void)state;
    char *home = home_make();
    assert_int_equal(status_of(home, "", "drill check powers@1/1/5 --answer 128,0"), 1);
    free(home_write(home, ".config/tutor338/config.ini", "[numbers]\ndecimal = comma\n"));
    assert_int_equal(status_of(home, "", "drill check powers@1/1/5 --answer 128,0"), 0);
    free(home_write(home, ".config/tutor338/config.ini", "[numbers]\n\nno equals sign\n"));
    expect(home, "drill check powers@1/1/5 --answer 128", 3, "config.ini:3");
    home_remove(home);
}

static void test_six_grades(void **state)
{
    (void)state;
    char *home = home_with_notes();
    assert_int_equal(status_of(home, "", NOW "config six-grades yes"), 0);
    struct outcome outcome = tutor(home, "\n5\nq\n", NOW "review --plain write-ahead");
    assert_non_null(strstr(outcome.out, "0 blackout"));
    assert_non_null(strstr(outcome.out, "saved: grade 5"));
    outcome_release(&outcome);
    home_remove(home);
}

static void test_undo_command(void **state)
{
    (void)state;
    char *home = home_with_notes();
    json_t *undone = tutor_json(home, NOW "undo --json");
    assert_true(json_is_null(json_object_get(undone, "undone")));
    json_decref(undone);
    assert_int_equal(status_of(home, "\n3\nq\n", NOW "review --plain write-ahead"), 0);
    undone = tutor_json(home, NOW "undo --json");
    assert_true(json_is_object(json_object_get(undone, "undone")));
    json_decref(undone);
    json_t *today = tutor_json(home, NOW "today --json");
    assert_int_equal(number(json_object_get(today, "goal"), "done"), 0);
    json_decref(today);
    home_remove(home);
}

static void test_editor_opens_at_the_line(void **state)
{
    (void)state;
    char *home = home_with_notes();
    char *script =
        home_write(home, "fake-editor", "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$HOME/arguments\"\n");
    assert_int_equal(chmod(script, 0700), 0);
    setenv("EDITOR", script, 1);
    assert_int_equal(status_of(home, "e\nq\n", NOW "review --plain write-ahead"), 0);
    unsetenv("EDITOR");
    struct error error = {0};
    char *path = home_path(home, "arguments"), *arguments = NULL;
    size_t length;
    assert_true(file_read(path, &arguments, &length, &error));
    assert_int_equal(strncmp(arguments, "+11\n/", 5), 0);
    assert_non_null(strstr(arguments, "/notes/storage.md\n"));
    free(arguments);
    free(path);
    free(script);
    home_remove(home);
}

static void test_review_with_nothing_to_ask(void **state)
{
    (void)state;
    char *home = home_with_notes();
    expect(home, NOW "review --plain no-such-word-anywhere", 1, "nothing to ask");
    home_remove(home);
}

/* The ids that "drill NAME ... --json" prints, one a line; the caller frees. */
static char *ids_of(const char *home, const char *line)
{
    struct text ids = {0};
    json_t *problems = tutor_json(home, line), *problem;
    size_t i;
    json_array_foreach(problems, i, problem)
        text_printf(&ids, "%s\n", json_string_value(json_object_get(problem, "id")));
    json_decref(problems);
    return text_take(&ids);
}

/* One loop for all that is asked: hints, giving up, skipping and undo, and the problems are those
 * that --json prints, in order and no more than were asked for. */
static void test_drill_asks_as_a_session_does(void **state)
{
    (void)state;
    char *home = home_make();
    json_t *problems = tutor_json(home, NOW "drill negation --count 4 --level 2 --json");
    assert_int_equal(json_array_size(problems), 4);
    struct text input = {0};
    const char *first = json_string_value(json_object_get(json_array_get(problems, 0), "answer"));
    const char *last = json_string_value(json_object_get(json_array_get(problems, 3), "answer"));
    text_printf(&input, "nonsense\n?\n%s\nu\ng\nk\ng\n%s\n", first, last);
    struct outcome outcome =
        tutor(home, text_string(&input), NOW "drill negation --count 4 --level 2 --plain");
    assert_int_equal(outcome.status, 0);
    const char *at = outcome.out;
    for (size_t i = 0; i < 4; i++) {
        const char *prompt =
            json_string_value(json_object_get(json_array_get(problems, i), "prompt"));
        char head[40],
            *shown = memory_copy_bytes(prompt, strcspn(strchr(prompt, '\n') + 1, "\n") +
                                                   (size_t)(strchr(prompt, '\n') + 1 - prompt));
        (void)snprintf(head, sizeof head, "\n[%zu/4] drill: ", i + 1);
        at = strstr(at, head);
        assert_non_null(at);
        at = strstr(at, strrchr(shown, '\n') + 1);
        assert_non_null(at);
        free(shown);
    }
    static const char *const said[] = {"\nHint: ",
                                       "\nCorrect. The answer is ",
                                       "\nsaved: drill grade 3\n",
                                       "\nsaved: undone\n",
                                       "\nGiven up. The answer is ",
                                       "\nsaved: drill grade 0\n",
                                       "\nsaved: drill grade 0\n",
                                       "\nsaved: drill grade 4\n",
                                       "\nDone: 1 of 3 right.\n"};
    at = outcome.out;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        at = strstr(at, said[i]);
        if (!at)
            fail_msg("not said in turn: '%s' in\n%s", said[i], outcome.out);
        at++;
    }
    assert_null(strstr(outcome.out, "[5/"));
    outcome_release(&outcome);
    json_decref(problems);
    text_release(&input);
    home_remove(home);
}

/* Each choice is on a line of its own, and the solution says letter and text. */
static void test_choices_are_lines_of_their_own(void **state)
{
    (void)state;
    char *home = home_make();
    json_t *problems = tutor_json(home, NOW "drill negation --json");
    json_t *problem = json_array_get(problems, 0);
    json_t *choices = json_object_get(problem, "choices");
    assert_true(json_array_size(choices) >= 4);
    struct outcome outcome = tutor(home, "2\n", NOW "drill negation --plain");
    struct text line = {0};
    for (size_t i = 0; i < json_array_size(choices); i++) {
        const char *choice = json_string_value(json_array_get(choices, i));
        text_clear(&line);
        text_printf(&line, "\n   %c) %s\n", (char)('a' + (int)i), choice);
        assert_non_null(strstr(outcome.out, text_string(&line)));
        if (strcmp(choice, json_string_value(json_object_get(problem, "answer"))) != 0)
            continue;
        text_clear(&line);
        text_printf(&line, "The answer is %c) %s\n", (char)('a' + (int)i), choice);
        assert_non_null(strstr(outcome.out, text_string(&line)));
    }
    outcome_release(&outcome);
    outcome = tutor(home, "", "drill show spot:worth@1/1/3");
    assert_non_null(strstr(outcome.out, "\n   b) spot with checkpoints\n   c) spot without\n"));
    assert_non_null(strstr(outcome.out, "\nAnswer: b) spot with checkpoints\n"));
    outcome_release(&outcome);
    json_decref(problems);
    text_release(&line);
    home_remove(home);
}

/* Practice is as long as it was told, at the person's own level unless another is given. */
static void test_drill_level_and_seeds(void **state)
{
    (void)state;
    char *home = home_make(), *own, *given;
    assert_string_equal((own = ids_of(home, NOW "drill powers --count 3 --json")),
                        "powers@1/1/7\npowers@1/1/8\npowers@1/1/9\n");
    assert_string_equal((given = ids_of(home, NOW "drill powers --level 3 --json")),
                        "powers@1/3/7\n");
    free(own);
    free(given);
    expect(home, NOW "drill powers --level 9", 2, "--level takes 1 to");
    expect(home, NOW "drill powers --count 0", 2, "count");
    struct outcome outcome = tutor(home, "q\n", NOW "drill powers --count 2 --plain");
    assert_int_equal(outcome.status, 0);
    assert_null(strstr(outcome.out, "[2/2]"));
    assert_null(strstr(outcome.out, "saved"));
    outcome_release(&outcome);
    outcome = tutor(home, "", NOW "drill powers --plain");
    assert_int_equal(outcome.status, 0);
    outcome_release(&outcome);
    home_remove(home);
}

/* The day's notes choose the drill, and the card says which one it leads to. */
static void test_notes_lead_to_drills(void **state)
{
    (void)state;
    if (!drill_find("nines")->terms)
        skip();
    char *home = home_make();
    free(home_write(home, "notes/promises.md",
                    "# Promises\n\nQ: What does an availability of three nines leave for failure?\n"
                    "A: 0.1 % of the time\n"));
    assert_int_equal(status_of(home, "", NOW "import ~/notes"), 0);
    assert_int_equal(status_of(home, "", NOW "config new-skills-per-day 20"), 0);
    json_t *cards = tutor_json_lines(home, "", NOW "cards --json");
    json_t *drill = json_object_get(json_array_get(cards, 0), "drill");
    assert_string_equal(json_string_value(drill), "nines");
    json_decref(cards);
    json_t *today = tutor_json(home, NOW "today --json");
    json_t *chosen = json_object_get(today, "chosen_drills");
    assert_int_equal(number(today, "drills"), 1);
    assert_int_equal(json_array_size(chosen), 1);
    require_keys(json_array_get(chosen, 0), "skill title cause term cards leads_to");
    json_decref(today);
    struct outcome outcome = tutor(home, "\n", NOW "review --plain");
    assert_non_null(strstr(outcome.out, "\n   d drills what it is about: Nines"));
    outcome_release(&outcome);
    outcome = tutor(home, "d\n\nd\nq\n3\n", NOW "review --plain");
    assert_non_null(strstr(outcome.out, "Press Enter to see the answer first."));
    assert_non_null(strstr(outcome.out, "\n[1/10] drill: Nines"));
    assert_non_null(strstr(outcome.out, "\nBack to the card.\n"));
    assert_non_null(strstr(outcome.out, "\nsaved: grade 4"));
    outcome_release(&outcome);
    home_remove(home);
}

static void test_usage_errors(void **state)
{
    (void)state;
    char *home = home_make();
    expect(home, "no-such-command", 2, "unknown command");
    expect(home, "cards --no-such-option", 2, "unknown option");
    expect(home, "cards --state sleeping", 2, "--state takes");
    expect(home, "review --limit 0", 2, "--limit takes");
    expect(home, "review --limit many", 2, "--limit takes");
    expect(home, "today --now yesterday", 2, "RFC 3339");
    expect(home, "sim hash --slots 0", 2, "slots");
    expect(home, "sim hash --nonsense 3", 2, "nonsense");
    expect(home, "sim hash --scheme quadratic --slots 100", 2, "64 or 128 slots");
    expect(home, "sim hash --scheme double --slots 100", 2, "97 or 101 slots");
    expect(home, "sim hash --load 1", 2, "from 0 to 0.9844");
    expect(home, "sim bloom --blocked 2", 2, "from 0 to 1");
    expect(home, "sim no-such", 2, "no simulation");
    expect(home, "drill no-such", 2, "no drill");
    expect(home, "drill check powers@1/1/1", 2, "--answer");
    expect(home, "drill check nonsense --answer 3", 2, "nonsense");
    expect(home, "config no-such-setting", 2, "no setting");
    expect(home, "config new-per-day minus", 2, "new-per-day");
    expect(home, "schedule --algorithm leitner", 2, "no algorithm");
    expect(home, "rest 2026-02-30", 2, "no date");
    home_remove(home);
}

static void test_bad_input(void **state)
{
    (void)state;
    char *home = home_make();
    expect(home, NOW "import ~/missing", 3, "missing");
    assert_int_equal(mkdir(home, 0700) == 0 || true, true);
    char *empty = home_path(home, "empty");
    assert_int_equal(mkdir(empty, 0700), 0);
    free(empty);
    expect(home, NOW "import ~/empty", 3, "empty");
    free(home_write(home, "picture.png", "no note"));
    expect(home, NOW "import ~/picture.png", 3, "picture.png");
    expect(home, NOW "notes ~/missing.md --coverage", 3, "missing.md");
    json_t *cards = tutor_json_lines(home, "", NOW "cards --json");
    assert_int_equal(json_array_size(cards), 0);
    json_decref(cards);
    home_remove(home);
}

static void write_bytes(const char *home, const char *name, const char *bytes, size_t length)
{
    struct error error = {0};
    char *path = home_write(home, name, "");
    assert_true(file_write_atomic(path, bytes, length, &error));
    free(path);
}

static bool has_warning(json_t *report, const char *code, long line)
{
    size_t index;
    json_t *warning;
    json_array_foreach(
        json_object_get(report, "warnings"), index,
        warning) if (!strcmp(json_string_value(json_object_get(warning, "code")), code) &&
                     (line < 0 ||
                      json_integer_value(json_object_get(warning, "line")) == line)) return true;
    return false;
}

static void test_odd_files_are_warnings(void **state)
{
    (void)state;
    char *home = home_make();
    static const char invalid[] = "# Words\n\nLatch\xff: a short lock on a page in memory\n";
    static const char nul[] = "# Words\n\nPage\0: the unit in which a database reads and writes\n";
    char binary[4096];
    for (size_t i = 0; i < sizeof binary; i++)
        binary[i] = (char)(i * 37 % 256);
    write_bytes(home, "notes/invalid.md", invalid, sizeof invalid - 1);
    write_bytes(home, "notes/nul.md", nul, sizeof nul - 1);
    write_bytes(home, "notes/binary.md", binary, sizeof binary);
    free(home_write(home, "notes/good.md", notes));
    json_t *report = tutor_json(home, NOW "import ~/notes --json");
    assert_true(has_warning(report, "invalid-utf8", 3));
    assert_true(has_warning(report, "nul-byte", 3));
    assert_true(has_warning(report, "binary", -1));
    assert_int_equal(number(report, "skipped"), 1);
    assert_true(number(json_object_get(report, "cards"), "new") >= 5);
    json_decref(report);
    home_remove(home);
}

static void test_a_line_of_50_megabytes(void **state)
{
    (void)state;
    char *home = home_make();
    enum { SIZE = 50 * 1000 * 1000 };
    char *line = malloc(SIZE);
    assert_non_null(line);
    for (size_t i = 0; i < SIZE; i++)
        line[i] = "[ab *cd_ `ef "[i % 13];
    write_bytes(home, "notes/long.md", line, SIZE);
    free(line);
    free(home_write(home, "notes/good.md", notes));
    json_t *report = tutor_json(home, NOW "import ~/notes --json");
    assert_true(number(json_object_get(report, "cards"), "new") >= 5);
    json_decref(report);
    home_remove(home);
}

static void test_bad_collections(void **state)
{
    (void)state;
    char *home = home_make();
    free(home_write(home, "text.db",
                    "this is no database, though it is long enough to be read as "
                    "one by somebody who does not look at the first bytes of it"));
    expect(home, "cards --collection ~/text.db", 4, "text.db");
    expect(home, "today --collection ~/text.db", 4, "text.db");
    expect(home, "today --collection ~/text.db/inside.db", 4, "text.db");
    struct outcome outcome = tutor(home, "", "cards --collection ~/none.db");
    assert_int_equal(outcome.status, 0);
    assert_string_equal(outcome.out, "");
    outcome_release(&outcome);
    char *none = home_path(home, "none.db");
    assert_false(path_exists(none));
    free(none);
    home_remove(home);
}

static void test_help_of_every_command(void **state)
{
    (void)state;
    char *home = home_make();
    struct outcome overview = tutor(home, "", "--help");
    assert_int_equal(overview.status, 0);
    char *at = strstr(overview.out, "Commands\n");
    assert_non_null(at);
    int commands = 0;
    for (at += strlen("Commands\n"); *at == ' '; at = strchr(at, '\n') + 1) {
        char name[32], line[64];
        assert_int_equal(sscanf(at, "%31s", name), 1);
        (void)snprintf(line, sizeof line, "%s --help", name);
        struct outcome outcome = tutor(home, "", line);
        assert_int_equal(outcome.status, 0);
        assert_non_null(strstr(outcome.out, "usage: tutor338 "));
        outcome_release(&outcome);
        commands++;
    }
    assert_true(commands >= 15);
    outcome_release(&overview);
    struct outcome man = tutor(home, "", "help --man");
    assert_non_null(strstr(man.out, ".TH TUTOR338 1"));
    outcome_release(&man);
    home_remove(home);
}

/* Names that scripts rely on. */
static void test_simulations_of_hashing_in_json(void **state)
{
    (void)state;
    char *home = home_make();
    json_t *run =
        tutor_json(home, "sim hash --scheme chaining --function siphash --slots 100 --load "
                         "0.5 --choices 2 --bucket 1 --trials 3 --seed 7 --json");
    json_t *results = json_object_get(run, "results"), *theory = json_object_get(run, "theory");
    require_keys(run, "name seed parameters results theory series");
    require_keys(results, "probes_hit probes_miss displacement_variance max_load load_at_failure "
                          "chain_length_histogram chi_square chi_square_p avalanche_mean");
    require_keys(theory, "probes_hit probes_miss chain_length_histogram");
    require_keys(json_object_get(results, "probes_hit"), "mean standard_error");
    require_keys(json_object_get(theory, "probes_hit"), "value exact");
    assert_true(json_is_null(json_object_get(json_object_get(results, "load_at_failure"), "mean")));
    json_t *row, *rows = json_object_get(results, "chain_length_histogram");
    double slots = 0, keys = 0;
    size_t index;
    json_array_foreach(rows, index, row)
    {
        require_keys(row, "value mean standard_error");
        double mean = json_number_value(json_object_get(row, "mean"));
        slots += mean;
        keys += mean * json_number_value(json_object_get(row, "value"));
    }
    assert_true(slots > 99.999 && slots < 100.001 && keys > 49.999 && keys < 50.001);
    json_decref(run);
    static const struct {
        const char *line, *keys;
    } others[] = {
        {"sim bloom --keys 100 --bits-per-key 8 --hashes 5 --blocked 1 --json",
         "false_positive_rate"},
        {"sim ring --nodes 3 --virtual-nodes 2 --keys 100 --json", "share_cv moved_fraction"},
        {"sim bitcask --keys 10 --operations 100 --segment-bytes 512 --merge-fraction 0.4 "
         "--policy oldest --json",
         "write_amplification keydir_bytes"},
        {"sim birthday --bits 6 --json", "half_keys"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        run = tutor_json(home, others[i].line);
        require_keys(json_object_get(run, "results"), others[i].keys);
        require_keys(json_object_get(run, "theory"), others[i].keys);
        json_decref(run);
    }
    home_remove(home);
}

static void test_same_input_same_bytes(void **state)
{
    (void)state;
    static const char *const lines[] = {NOW "import ~/notes --json",
                                        NOW "review --plain",
                                        NOW "cards --json",
                                        NOW "today --json",
                                        NOW "streak --json",
                                        NOW "drill powers --json --count 5",
                                        NOW "sim hash --json --slots 200 --trials 5"};
    char *homes[2] = {home_make(), home_make()};
    for (int i = 0; i < 2; i++)
        free(home_write(homes[i], "notes/storage.md", notes));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct outcome a = tutor(homes[0], "\n3\n\n2\n\n1\n\n4\n", lines[i]);
        struct outcome b = tutor(homes[1], "\n3\n\n2\n\n1\n\n4\n", lines[i]);
        assert_int_equal(a.status, 0);
        /* The two homes differ in name alone. */
        size_t length = strlen(homes[0]);
        for (char *at = strstr(a.out, homes[0]); at; at = strstr(at + 1, homes[0]))
            memcpy(at, homes[1], length);
        assert_string_equal(a.out, b.out);
        outcome_release(&a);
        outcome_release(&b);
    }
    home_remove(homes[0]);
    home_remove(homes[1]);
}

static void test_backup_and_restore(void **state)
{
    (void)state;
    char *home = home_with_notes();
    json_t *written = tutor_json(home, NOW "backup ~/copy.db --json");
    assert_true(json_is_string(json_object_get(written, "file")));
    json_decref(written);
    assert_int_equal(status_of(home, "\n3\nq\n", NOW "review --plain write-ahead"), 0);
    assert_int_equal(status_of(home, "", NOW "restore ~/copy.db"), 0);
    json_t *today = tutor_json(home, NOW "today --json");
    assert_int_equal(number(json_object_get(today, "goal"), "done"), 0);
    json_decref(today);
    json_t *doctor = tutor_json(home, NOW "doctor --json");
    assert_true(json_boolean_value(json_object_get(doctor, "ok")));
    json_decref(doctor);
    free(home_write(home, "text.db",
                    "no database at all, only text that is long enough to look at"));
    expect(home, NOW "restore ~/text.db", 4, "text.db");
    home_remove(home);
}

static void test_sample(void **state)
{
    (void)state;
    char *home = home_make();
    json_t *report = tutor_json(home, NOW "sample --json");
    assert_true(number(json_object_get(report, "cards"), "new") >= 200);
    assert_int_equal(json_array_size(json_object_get(report, "warnings")), 0);
    json_decref(report);
    struct outcome outcome = tutor(home, "\n3\nq\n", NOW "review --plain");
    assert_non_null(strstr(outcome.out, "\nsaved"));
    outcome_release(&outcome);
    report = tutor_json(home, NOW "sample --remove --json");
    assert_true(number(json_object_get(report, "cards"), "orphaned") >= 200);
    json_decref(report);
    json_t *cards = tutor_json_lines(home, "", NOW "cards --state active --json");
    assert_int_equal(json_array_size(cards), 0);
    json_decref(cards);
    home_remove(home);
}

static void test_without_arguments_and_terminal(void **state)
{
    (void)state;
    char *home = home_make();
    struct outcome outcome = tutor(home, "", NOW);
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "Today is 2026-03-10."));
    outcome_release(&outcome);
    home_remove(home);
}

static void test_output_that_cannot_be_written(void **state)
{
    (void)state;
    char *home = home_with_notes();
    struct text line = {0};
    text_printf(&line, "HOME='%s' \"$TUTOR338\" cards --json > /dev/full 2> /dev/null", home);
    int status = system(text_string(&line));
    assert_int_equal(WEXITSTATUS(status), 5);
    text_release(&line);
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_import_counts_and_repeats),
        cmocka_unit_test(test_dry_run_stores_nothing),
        cmocka_unit_test(test_card_keys),
        cmocka_unit_test(test_editing_one_line),
        cmocka_unit_test(test_day_and_streak),
        cmocka_unit_test(test_a_journal_entry_earns_the_day),
        cmocka_unit_test(test_review_keys),
        cmocka_unit_test(test_flashcards_everywhere_as_a_setting),
        cmocka_unit_test(test_six_grades),
        cmocka_unit_test(test_configuration),
        cmocka_unit_test(test_undo_command),
        cmocka_unit_test(test_editor_opens_at_the_line),
        cmocka_unit_test(test_review_with_nothing_to_ask),
        cmocka_unit_test(test_drill_asks_as_a_session_does),
        cmocka_unit_test(test_choices_are_lines_of_their_own),
        cmocka_unit_test(test_drill_level_and_seeds),
        cmocka_unit_test(test_notes_lead_to_drills),
        cmocka_unit_test(test_usage_errors),
        cmocka_unit_test(test_bad_input),
        cmocka_unit_test(test_odd_files_are_warnings),
        cmocka_unit_test(test_a_line_of_50_megabytes),
        cmocka_unit_test(test_bad_collections),
        cmocka_unit_test(test_help_of_every_command),
        cmocka_unit_test(test_simulations_of_hashing_in_json),
        cmocka_unit_test(test_same_input_same_bytes),
        cmocka_unit_test(test_backup_and_restore),
        cmocka_unit_test(test_sample),
        cmocka_unit_test(test_without_arguments_and_terminal),
        cmocka_unit_test(test_output_that_cannot_be_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
