/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several notes say, end to end: holds, their reasons, search, related cards. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/memory.h"
#include "engine/base/text.h"
#include "tests/support/process.h"
#include "tests/support/suite.h"

#define NOW "--now 2026-03-10T09:00:00+01:00 --seed 7 "

static struct outcome run(const char *home, const char *line, int status)
{
    struct outcome outcome = tutor(home, "", line);
    if (outcome.status != status || strstr(outcome.err, "Sanitizer"))
        fail_msg("'%s' exits %d (expected %d): %s", line, outcome.status, status, outcome.err);
    return outcome;
}

static void says(const char *home, const char *line, const char *part)
{
    struct outcome outcome = run(home, line, 0);
    if (!strstr(outcome.out, part))
        fail_msg("'%s' says: %s(expected: %s)", line, outcome.out, part);
    outcome_release(&outcome);
}

static void ok(const char *home, const char *line)
{
    struct outcome outcome = run(home, line, 0);
    outcome_release(&outcome);
}

static const char *text_of(json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void write_notes(const char *home)
{
    free(home_write(home, "notes/a.md",
                    "# Radar\n\nA Vessel Traffic Service (VTS) guides ships.\n"));
    free(home_write(home, "notes/b.md", "# Radio\n\nThe Vessel Traffic Service (VTS) listens.\n"));
    free(home_write(home, "notes/c.md", "# Maps\n\nA Vessel Tracking System (VTS) draws ships.\n"));
    free(home_write(home, "notes/d.md",
                    "# Day 3\n\n**Fairway:** a marked lane of deep water for large ships\n"));
    free(home_write(home, "notes/e.md",
                    "# Day 9\n\n**Fairway:** short grass on which golfers aim their ball\n\n"
                    "**Berth:** the place at a quay where a hull is moored\n"));
}

static json_t *cards_of(const char *home)
{
    return tutor_json_lines(home, "", NOW "cards --json");
}

/* How many cards are held; each is proposed and says why. */
static size_t held_cards(const char *home)
{
    json_t *cards = cards_of(home);
    size_t held = 0;
    for (size_t i = 0; i < json_array_size(cards); i++) {
        json_t *card = json_array_get(cards, i);
        if (strcmp(text_of(card, "held"), "conflict") != 0)
            continue;
        assert_string_equal(text_of(card, "state"), "proposed");
        assert_true(*text_of(card, "held_why"));
        held++;
    }
    json_decref(cards);
    return held;
}

static char *id_of(const char *home, const char *front, const char *back)
{
    json_t *cards = cards_of(home);
    char *id = NULL;
    for (size_t i = 0; i < json_array_size(cards); i++) {
        json_t *card = json_array_get(cards, i);
        if (strstr(text_of(card, "front"), front) &&
            !strncmp(text_of(card, "back"), back, strlen(back)))
            id = memory_copy_string(text_of(card, "id"));
    }
    json_decref(cards);
    if (!id)
        fail_msg("no card asks '%s'", front);
    return id;
}

static void test_held_cards_say_why(void **state)
{
    (void)state;
    char *home = home_make();
    struct text line = {0};
    write_notes(home);
    json_t *counts = tutor_json(home, NOW "import ~/notes --json");
    assert_int_equal(json_integer_value(json_object_get(counts, "conflicts")), 3);
    json_decref(counts);
    assert_int_equal(held_cards(home), 6); /* one name and two definitions, both ways */
    says(home, NOW "triage --list conflicts", "2 of 3 notes say otherwise");
    says(home, NOW "triage --list conflicts", "answers it with: Short grass");
    says(home, NOW "notes ~/notes/c.md", "Held back:");
    json_t *conflicts = tutor_json(home, NOW "triage --list conflicts --json");
    assert_int_equal(json_array_size(conflicts), 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(json_array_size(json_object_get(json_array_get(conflicts, i), "cards")),
                         2);
    json_decref(conflicts);
    char *id = id_of(home, "What does VTS", "Vessel Tracking");
    text_printf(&line, NOW "cards --explain %s", id);
    says(home, text_string(&line), "Held back: your notes answer this in two ways");
    says(home, text_string(&line), "held: 2 of 3 notes say otherwise");
    says(home, NOW "triage --plain", "the other: ");
    ok(home, NOW "doctor");
    text_release(&line);
    free(id);
    home_remove(home);
}

static void test_the_same_again_changes_nothing(void **state)
{
    (void)state;
    char *home = home_make();
    write_notes(home);
    ok(home, NOW "import ~/notes");
    struct outcome before = run(home, NOW "cards --json", 0);
    ok(home, NOW "import");
    free(home_write(home, "notes/a.md", "# Radar\n\nA Vessel Tracking System (VTS) guides.\n"));
    ok(home, NOW "import"); /* two to one, the other way round */
    char *id = id_of(home, "What does VTS", "Vessel Traffic");
    free(id);
    assert_int_equal(held_cards(home), 6);
    write_notes(home);
    ok(home, NOW "import");
    struct outcome after = run(home, NOW "cards --json", 0);
    assert_string_equal(before.out, after.out);
    char *path = home_path(home, "notes/e.md");
    assert_int_equal(unlink(path), 0);
    free(path);
    ok(home, NOW "import");
    assert_int_equal(held_cards(home), 2); /* the golfers' note is gone */
    ok(home, NOW "doctor");
    outcome_release(&before);
    outcome_release(&after);
    home_remove(home);
}

static void test_a_decision_outlives_every_import(void **state)
{
    (void)state;
    char *home = home_make();
    struct text line = {0};
    write_notes(home);
    ok(home, NOW "import ~/notes");
    char *id = id_of(home, "What does VTS", "Vessel Tracking");
    text_printf(&line, NOW "triage --accept %s", id);
    ok(home, text_string(&line));
    free(home_write(home, "notes/f.md", "# Air\n\nThis Vessel Traffic Service (VTS) is new.\n"));
    ok(home, NOW "import");
    text_clear(&line);
    text_printf(&line, NOW "cards --explain %s --json", id);
    json_t *card = tutor_json(home, text_string(&line));
    assert_string_equal(text_of(card, "state"), "active");
    assert_true(json_is_null(json_object_get(card, "held")));
    json_decref(card);
    ok(home, NOW "doctor");
    text_release(&line);
    free(id);
    home_remove(home);
}

static void test_search_and_related(void **state)
{
    (void)state;
    char *home = home_make();
    struct text line = {0};
    write_notes(home);
    ok(home, NOW "import ~/notes");
    says(home, NOW "cards --search moored", "A: Berth");
    static const char *const hostile[] = {"\"", "*", "(x",  "NEAR(a", "front:b",
                                          "OR", "^", "'--", "a\"b"};
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        text_clear(&line);
        text_printf(&line, NOW "cards --json --search %s", hostile[i]);
        ok(home, text_string(&line));
    }
    json_t *cards = tutor_json_lines(home, "", NOW "cards --json --limit 1 --search water");
    assert_int_equal(json_array_size(cards), 1);
    json_decref(cards);
    json_t *held = tutor_json_lines(home, "", NOW "cards --json --state active --search fairway");
    assert_int_equal(json_array_size(held), 0);
    json_decref(held);
    char *id = id_of(home, "What does “Berth” mean?", "The place");
    ok(home, NOW "config confidence-active 0.9");
    free(home_write(home, "notes/g.md",
                    "# Piers\n\n**Roadstead:** sheltered water in which a hull waits moored, far "
                    "from any quay\n"));
    ok(home, NOW "import");
    text_clear(&line);
    text_printf(&line, NOW "cards --explain %s --json", id);
    json_t *card = tutor_json(home, text_string(&line));
    json_t *related = json_object_get(card, "related");
    assert_true(json_array_size(related) >= 1 && json_array_size(related) <= 5);
    json_t *first = json_array_get(related, 0); /* either direction */
    assert_true(strstr(text_of(first, "front"), "oadstead") ||
                strstr(text_of(first, "back"), "oadstead"));
    json_decref(card);
    text_release(&line);
    free(id);
    home_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_held_cards_say_why),
        cmocka_unit_test(test_the_same_again_changes_nothing),
        cmocka_unit_test(test_a_decision_outlives_every_import),
        cmocka_unit_test(test_search_and_related),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
